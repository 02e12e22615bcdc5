# The other end of a tunnel: what is said of a configuration that was read.

# What reading has to say besides the values.
peer-note-encoding = Some bytes are not UTF-8 text; they are shown as replacement characters.
peer-note-typography = The text has curly quotation marks or non-breaking spaces, which word processors insert; devices do not accept them.
peer-note-wrapped = Lines that were wrapped on the way were joined.
peer-note-uncommitted = The line is marked with a plus sign: it is not committed yet.
peer-note-unknown-word = “{ $word }” is not understood, so it is left out.
peer-note-missing = The text refers to the { $kind } “{ $name }”, which it does not contain.
peer-note-no-selectors = No access list says which networks the tunnel protects.
peer-note-too-many-networks = A tunnel names more networks than are read; the first ones were.
peer-note-not-esp = “{ $word }” is not an ESP transform; Alibaba Cloud supports only ESP.
peer-note-not-possible = “{ $what } { $value }” is not possible on this platform.
peer-note-certificate = { $tunnel } authenticates with certificates, not with a pre-shared key.
peer-note-include = The file includes others, which are not in the text.
peer-note-xml-broken = The XML is not well-formed, so nothing in it can be read.
peer-note-too-many-tunnels = Only the first tunnels are read; there are more.
peer-note-key-encrypted = The key of { $tunnel } is encrypted or obfuscated by the device and cannot be compared.
peer-note-key-masked = The key of { $tunnel } is masked and cannot be compared.
peer-note-key-missing = The text contains no key for { $tunnel }.
peer-note-on-line = Line { $line }: { $sentence }

# Why something in a configuration is not read as a tunnel.
peer-ignored-inactive = switched off
peer-ignored-remote-access = remote access, no site-to-site tunnel
peer-ignored-multipoint = multipoint tunnel
peer-ignored-manual-keys = manual keys, no IKE
peer-ignored-certificate = certificates, no pre-shared key
peer-ignored-group = group encryption or manual keys
peer-ignored-bypass = bypass, no VPN

# Why a text gives nothing.
peer-unread-platform = The platform “{ $name }” does not exist; `tunnelsmith peer platforms` lists all.
peer-unread-too-long = The text is longer than { $most } MiB.
peer-unread-binary = This is not text.
peer-unread-empty = There is nothing in it.
peer-unread-status = This is the output of a command that shows a state, not a configuration. Paste the configuration itself, such as the output of `show running-config`.
peer-unread-prose = This is not a device configuration.
peer-unread-no-vpn = The text contains no IPsec tunnel.
peer-unread-unknown = This syntax is not known here. `tunnelsmith peer platforms` lists what can be read; name the platform if it is one of them.
peer-unread-looks-like = This does not look like the platform that was named, but like { $platform }.

# Why a difference between the two ends matters.
peer-reason-version = The two ends speak different versions of IKE.
peer-reason-mode = One end starts in main mode, the other in aggressive mode.
peer-reason-encapsulation = Alibaba Cloud speaks ESP in tunnel mode alone.
peer-reason-protocol = Alibaba Cloud speaks ESP alone, not AH.
peer-reason-several-offers = The device offers several values, Alibaba Cloud exactly one: it works until the device starts a renewal with another, or an update reorders its list.
peer-reason-not-offered = The device does not offer this value.
peer-reason-pfs-hidden = In IKEv2 the first keys need no exchange of their own, so the difference shows at the first renewal.
peer-reason-pfs-here-off = In IKEv2 the difference shows at the first renewal: most devices insist on their group then, some (strongSwan is one) accept keys without it.
peer-reason-pfs-offered = In IKEv1 the group is part of the offer, so phase 2 is refused.
peer-reason-combination = The device offers each of these values, but not together.
peer-reason-prf = Alibaba Cloud uses the hash of phase 1 as pseudo-random function too.
peer-reason-not-said = The text does not say.
peer-reason-lifetime-own = In IKEv2 each end keeps its own lifetime.
peer-reason-lifetime-shorter = In IKEv1 the shorter lifetime is used.
peer-reason-volume = The device ends the connection after so many kilobytes; Alibaba Cloud asks for no limit by volume.
peer-reason-identity = The device uses, or expects, another identity.
peer-reason-address = The device has another address there.
peer-reason-key = The two keys are not the same.
peer-reason-key-unknown = The key cannot be compared.
peer-reason-one-pair = With IKEv1 and several blocks only one pair of networks works on the cloud's side.
peer-reason-networks-partly = Traffic of the networks that only one end has does not pass.
peer-reason-networks = The two ends have no pair of networks in common.
peer-reason-as-number = The BGP session does not come up with another AS number.
peer-reason-neighbour = The device expects its BGP neighbour at another address.
peer-reason-no-session = The text contains no BGP session over the tunnel.
peer-reason-inside = The device's address inside the tunnel is not in the tunnel CIDR block.
peer-reason-dpd = Only one end looks whether the other is still there.
peer-reason-nat-traversal = Nothing passes if there is address translation on the way.
peer-reason-nat-traversal-forced = The device always wraps packets in UDP.
peer-reason-both-wait = Both ends wait for the other to start.
peer-reason-mtu = Large packets do not fit through the tunnel; 1400 bytes are safe.
peer-reason-sha2 = The device cuts SHA-2 checks shorter than RFC 4868 says: the tunnel is up, and every packet is dropped.
peer-reason-switched-off = The tunnel is switched off on the device.
peer-reason-no-tunnel = The device has no configuration for this tunnel.

peer-address-form = --address “{ $text }”: write the number of a tunnel of the draft, an equals sign and an address, such as 1=198.51.100.1.
peer-reason-same = Both ends have the same.
peer-reason-not-in-draft = The draft does not say; --address, --gateway and --gateway-asn give what only the service knows.
peer-reason-networks-exactly = IKEv1 takes a pair of networks exactly as it is, and the two ends have none in common.
peer-reason-networks-narrower = IKEv1 takes a pair of networks exactly as it is. Most devices refuse a narrower one, some (strongSwan is one) accept it.
peer-reason-key-masked = The key is masked in the text and cannot be compared; export it unmasked, or compare it by eye.
peer-reason-key-hashed = The device shows its key encrypted, so it cannot be compared; set it again on the device if in doubt.
peer-reason-key-missing = The text holds no key.
peer-reason-no-renewal = This release renews the keys of phase 2 after an hour, whatever life_time says; the SA ends before, and traffic stops until it is negotiated anew.

peer-note-not-understood = “{ $words }” is not understood; it was not compared.

peer-match-form = --match “{ $text }”: write the number of a tunnel of the draft, an equals sign and the name of one of the device's tunnels: { $names }
peer-match-unsure = it is not clear which tunnel of the device belongs to tunnel { $number } of the draft; name it with --match { $number }=NAME, or its address with --address { $number }=IP. The device has: { $names }
peer-compare-which = the draft remembers no file with the device's configuration; name one: tunnelsmith peer compare DRAFT FILE
peer-compare-gone = This is the file that the draft remembers. If it is elsewhere now, name it: tunnelsmith peer compare DRAFT FILE

# The differences in the order in which they would be felt.
peer-timeline-none = Nothing differs.
peer-timeline-at-once = At once: the tunnel does not come up
peer-timeline-first-traffic = With the first traffic: the tunnel is up, and packets or routes do not pass
peer-timeline-first-rekey = When keys are renewed
peer-timeline-after = When keys are renewed, { $span } (h:mm:ss) after the tunnel came up
peer-timeline-failover = When an end or a tunnel fails
peer-timeline-never = Harmless: each end may have its own
peer-timeline-nothing = nothing
peer-timeline-entry = Tunnel { $number }, { $field }: { $here } here, { $there } there
peer-key-set = set
peer-key-not-known = not known
peer-key-another = another
peer-key-clear = clear
peer-key-encoded = encoded
peer-key-masked = masked
peer-key-hashed = hashed
peer-key-missing = missing
peer-timeline-line = line { $line }
peer-timeline-here = In the draft: --set { $edit }
peer-timeline-there = On the device:
peer-timeline-unknown = Not known, and so not compared: { $fields }
peer-note-sheet-value = “{ $word }” for { $field } is not understood, so it is not compared.
peer-note-another-device = From here on the text is of { $platform }, whose tunnels were not read. Name that platform to read them.
