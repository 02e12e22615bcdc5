# The other end of a tunnel: what is said of a configuration that was read.

# What reading has to say besides the values.
peer-note-encoding = Some bytes are not UTF-8 text; they are shown as replacement characters.
peer-note-typography = The text has curly quotation marks or non-breaking spaces, which word processors insert; devices do not accept them.
peer-note-wrapped = Lines that were wrapped on the way were joined.
peer-note-uncommitted = The line is marked with a plus sign and not committed yet.
peer-note-unknown-word = “{ $word }” is not understood and is ignored.
peer-note-missing = The text refers to the { $kind } “{ $name }”, which it does not contain.
peer-note-unnamed = The text does not name the { $kind }.
peer-note-no-selectors = The networks that the tunnel protects are missing: no access list defines them.
peer-note-too-many-networks = A tunnel has more networks than can be read; only the first ones were read.
peer-note-not-esp = “{ $word }” is not an ESP transform; Alibaba Cloud supports only ESP.
peer-note-not-possible = “{ $what } { $value }” is not supported on this platform.
peer-note-certificate = { $tunnel } authenticates with certificates, not with a pre-shared key.
peer-note-include = The file includes other files, which are not part of the text.
peer-note-xml-broken = The XML is not well-formed, so nothing in it can be read.
peer-note-too-many-tunnels = The text contains more tunnels than can be read; only the first ones were read.
peer-note-key-encrypted = The key of { $tunnel } is encrypted or obfuscated by the device and cannot be compared.
peer-note-key-masked = The key of { $tunnel } is masked and cannot be compared.
peer-note-key-missing = The text contains no key for { $tunnel }.
peer-note-on-line = Line { $line }: { $sentence }

# Why something in a configuration is not read as a tunnel.
peer-ignored-inactive = disabled
peer-ignored-remote-access = remote access, not a site-to-site tunnel
peer-ignored-multipoint = multipoint tunnel
peer-ignored-manual-keys = manual keys, not IKE
peer-ignored-certificate = certificates, not a pre-shared key
peer-ignored-group = group encryption or manual keys
peer-ignored-bypass = bypass, not a VPN

# Why a text gives nothing.
peer-unread-platform = The platform “{ $name }” does not exist. `tunnelsmith peer platforms` lists all platforms.
peer-unread-too-long = The text is longer than { $most } MiB. Use only the part about VPNs.
peer-unread-binary = This is not text. Save the configuration as plain text (UTF-8) and try again.
peer-unread-empty = It is empty.
peer-unread-status = This is the output of a status command, not a configuration. Paste the configuration itself, such as the output of `show running-config`.
peer-unread-prose = This is not a device configuration.
peer-unread-no-vpn = The text does not contain an IPsec tunnel.
peer-unread-unknown = The platform was not recognized. If it is listed by `tunnelsmith peer platforms`, specify it with --platform.
peer-unread-looks-like = This looks like { $platform }, not like the specified platform.

# Why a difference between the two ends matters.
peer-reason-version = The two ends use different IKE versions.
peer-reason-mode = One end uses main mode, the other aggressive mode.
peer-reason-encapsulation = Alibaba Cloud supports only ESP in tunnel mode.
peer-reason-protocol = Alibaba Cloud supports only ESP, not AH.
peer-reason-several-offers = The device proposes several values, but Alibaba Cloud proposes exactly one: the tunnel works until the device starts a rekey with a different value, or an update reorders its list.
peer-reason-not-offered = The device does not propose this value.
peer-reason-pfs-hidden = In IKEv2, the first keys do not require a separate exchange, so the difference shows at the first rekey.
peer-reason-pfs-here-off = In IKEv2, the difference shows at the first rekey: most devices then require their group; some, such as strongSwan, accept keys without it.
peer-reason-pfs-offered = In IKEv1, the group is part of the proposal, so phase 2 is refused.
peer-reason-combination = The device proposes each of these values, but not in this combination.
peer-reason-prf = Alibaba Cloud also uses the phase 1 authentication algorithm as the pseudo-random function.
peer-reason-not-said = The text does not contain this value.
peer-reason-lifetime-own = In IKEv2, each end uses its own lifetime.
peer-reason-lifetime-shorter = In IKEv1, the shorter lifetime is used.
peer-reason-volume = The device closes the SA after a number of kilobytes; Alibaba Cloud has no limit by volume.
peer-reason-identity = The device uses or expects a different identity.
peer-reason-address = The device has a different address.
peer-reason-key = The two keys differ.
peer-reason-key-unknown = The key cannot be compared.
peer-reason-one-pair = With IKEv1 and several blocks, only one pair of networks works on the side of Alibaba Cloud.
peer-reason-networks-partly = Traffic of networks that only one end has does not pass.
peer-reason-networks = The two ends have no pair of networks in common.
peer-reason-as-number = The BGP session does not come up with a different AS number.
peer-reason-neighbour = The device expects its BGP neighbor at a different address.
peer-reason-no-session = The text does not contain a BGP session over the tunnel.
peer-reason-inside = The tunnel address of the device is not in the tunnel CIDR block.
peer-reason-dpd = Only one end checks whether the other one is alive.
peer-reason-nat-traversal = No traffic passes if there is NAT on the path.
peer-reason-nat-traversal-forced = The device always encapsulates packets in UDP.
peer-reason-both-wait = Both ends wait for the other one to initiate.
peer-reason-mtu = Large packets do not pass the tunnel; an MTU of 1400 bytes is safe.
peer-reason-sha2 = The device truncates SHA-2 to less than RFC 4868 requires: the tunnel comes up, but every packet is dropped.
peer-reason-switched-off = The tunnel is disabled on the device.
peer-reason-no-tunnel = The device has no configuration for this tunnel.

peer-reason-same = Both ends have the same value.
peer-reason-not-in-draft = The draft does not contain this value. Values that only the service knows can be set with --address, --gateway, and --gateway-asn.
peer-reason-networks-exactly = IKEv1 requires identical pairs of networks, and the two ends have none in common.
peer-reason-networks-narrower = IKEv1 requires identical pairs of networks. Most devices refuse a narrower pair; some, such as strongSwan, accept it.
peer-reason-key-masked = The key is masked in the text and cannot be compared; export it unmasked, or compare it manually.
peer-reason-key-hashed = The device shows its key encrypted, so it cannot be compared; if in doubt, set it again on the device.
peer-reason-key-missing = The text does not contain the key.
peer-reason-no-renewal = This release rekeys phase 2 after one hour regardless of life_time; the SA ends earlier, and traffic stops until it is renegotiated.

peer-note-not-understood = “{ $words }” is not understood and was not compared.

peer-match-form = --match “{ $text }”: enter the number of a tunnel of the draft, an equals sign, and the name of a tunnel of the device: { $names }
peer-match-unsure = the tunnel of the device that corresponds to tunnel { $number } of the draft is not clear; specify it with --match { $number }=NAME, or its address with --address { $number }=IP. The device has: { $names }
peer-compare-which = the draft does not refer to a device configuration; specify a file: tunnelsmith peer compare DRAFT FILE
peer-compare-gone = The draft refers to this file. If it was moved, specify it: tunnelsmith peer compare DRAFT FILE

# The differences in the order in which they would be felt.
peer-timeline-none = No differences.
peer-timeline-at-once = Immediately: the tunnel does not come up
peer-timeline-first-traffic = At the first traffic: the tunnel is up, but packets or routes do not pass
peer-timeline-first-rekey = At the first rekey
peer-timeline-after = At the first rekey, { $span } (h:mm:ss) after the tunnel came up
peer-timeline-failover = On failover: when an end or a tunnel fails
peer-timeline-never = Harmless: each end can have its own value
peer-timeline-nothing = nothing
peer-timeline-entry = Tunnel { $number }, { $field }: { $here } here, { $there } on the device
peer-key-set = set
peer-key-not-known = unknown
peer-key-another = different
peer-key-clear = clear
peer-key-encoded = encoded
peer-key-masked = masked
peer-key-hashed = hashed
peer-key-missing = missing
peer-timeline-line = line { $line }
peer-timeline-here = In the draft: --set { $edit }
peer-timeline-there = On the device:
peer-timeline-unknown = Unknown and not compared: { $fields }
peer-note-sheet-value = “{ $word }” for { $field } is not understood and is not compared.
peer-note-another-device = From this line on, the text belongs to { $platform }, whose tunnels were not read. Specify that platform to read them.
