# The configuration of the device at the other end, as it is written from a draft.

# What the configuration of a device says besides its own lines.
peer-generic = Any other device: the values to enter
peer-no-writer = There is no writer for { $platform } yet; these are the values to enter.
peer-no-such-tunnel = --tunnel { $number }: the draft has no such tunnel.
peer-write-address-form = { $option } “{ $text }”: write an address such as 198.51.100.1, or the number of a tunnel of the draft, an equals sign and an address, such as 1=198.51.100.1.
peer-write-head = { $product }, for the IPsec-VPN connection “{ $name }” on Alibaba Cloud.
peer-write-stale = The line above tells the draft. After a change of the draft, `tunnelsmith peer write DRAFT --check FILE` says that this file is out of date.
peer-write-placeholders = Replace what stands in angle brackets: { $list }.
peer-write-enter = Enter this in configuration mode:
peer-write-numbers = Where a number of an interface or a policy is in use on the device, take another one throughout.
peer-write-behind-nat = If the device is behind NAT, its identity stays the customer gateway's address; as source or local address it needs its own private address.
peer-write-firewall = Firewalls: allow UDP 500 and UDP 4500 to and from { $addresses } in both directions, and IP protocol 50 where there is no NAT on the way.
peer-write-firewall-bgp = Firewalls: allow TCP 179 on the tunnel interface.
peer-write-nat-routed = NAT: do not translate the addresses of traffic that is routed into the tunnel.
peer-write-nat-exempt = NAT: do not translate the addresses of traffic from { $local } to { $remote }; the exemption must come before the other rules.
peer-write-nat-t-always = NAT traversal cannot be switched off on this platform; it is used only where there is NAT.
peer-write-routes = Route the networks in the cloud into the tunnels, for example:
peer-write-route-out = The networks in the cloud must be routed out of the WAN interface, by the default route or for example:
peer-write-announce = BGP announces nothing yet. Name your networks, for example:
peer-write-one-map = Both tunnels protect the same networks, and the device takes the first entry that matches: the second one carries traffic only after the first is removed. For two active tunnels set both blocks of the connection to 0.0.0.0/0 and let routes decide.
peer-write-pair-by-pair = The device builds one SA for each pair of networks, Alibaba Cloud one for all. If only one pair works, set both blocks of the connection to 0.0.0.0/0 and let routes decide.
peer-write-one-pair-in-the-cloud = With IKEv1 Alibaba Cloud carries one pair of networks; the others need IKEv2.
peer-write-see = To see that it works:
peer-write-remove = To take it off again:
peer-write-mss = TCP segments must be small enough to fit through the tunnel:
peer-write-strongswan-where = Save this as a file of its own in /etc/swanctl/conf.d, readable by root alone.
peer-write-strongswan-des = DES and 3DES need the package libstrongswan-standard-plugins on Debian and Ubuntu.
peer-write-strongswan-aggressive = strongSwan answers in aggressive mode with a pre-shared key only if strongswan.conf allows it; here the device starts the tunnel, which needs no setting.
peer-write-strongswan-interface = The interface of tunnel { $number }, as root:
peer-write-strongswan-bgp = BGP with FRR; announce the company's networks there:
peer-write-strongswan-remove = To take it off again, remove this file, then:
peer-write-ios-policies = IOS offers every `crypto isakmp policy` to every peer, the lowest number first: keep no weaker one in front.
peer-write-ios-nat = Put these lines in front of the access list of `ip nat inside source`:
peer-write-fortios-weak = Newer releases hide weak algorithms (ike-proposal-visibility); AES-256, SHA-256 and group 14 are always there.
peer-write-fortios-remove = First delete the policies and routes that name the tunnel interfaces.
peer-write-sheet-tunnel = Tunnel { $number }, for example under the name “{ $name }”
peer-write-sheet-one-offer = Enter exactly one value for each algorithm, and no limit by volume.
peer-write-sheet-see = It works when phase 1 and phase 2 are established and both ends count packets in both directions.
peer-write-sheet-remove = To take it off again, remove the routes, then phase 2, then phase 1.
peer-write-sheet-remote-address = Peer address (Alibaba Cloud)
peer-write-sheet-local-address = Local address (customer gateway)
peer-write-sheet-local-id = Local identity
peer-write-sheet-remote-id = Peer identity
peer-write-sheet-key = Pre-shared key
peer-write-sheet-version = IKE version
peer-write-sheet-mode = IKEv1 exchange mode
peer-write-sheet-ike-enc = Phase 1 encryption
peer-write-sheet-ike-auth = Phase 1 hash and PRF
peer-write-sheet-ike-group = Phase 1 Diffie-Hellman group
peer-write-sheet-ike-life = Phase 1 SA lifetime
peer-write-sheet-esp-enc = Phase 2 encryption (ESP, tunnel mode)
peer-write-sheet-esp-auth = Phase 2 hash
peer-write-sheet-esp-group = Phase 2 PFS group
peer-write-sheet-esp-life = Phase 2 SA lifetime
peer-write-sheet-local-networks = Local networks
peer-write-sheet-remote-networks = Remote networks (in the cloud)
peer-write-sheet-inside = Tunnel interface address
peer-write-sheet-neighbor = BGP neighbor
peer-write-sheet-local-as = BGP local AS
peer-write-sheet-remote-as = BGP remote AS
peer-write-sheet-dpd = Dead peer detection
peer-write-sheet-nat-t = NAT traversal
peer-write-sheet-mtu = Tunnel MTU, TCP MSS

# Whether a file that was written earlier still fits its draft.
peer-check-current = { $file }: written from the draft as it is now.
peer-check-stale = { $file }: the draft has changed since this file was written. Write it again.
peer-check-unmarked = { $file }: the file does not say which draft it was written from.

# Why a value cannot be written for a platform.
peer-cannot-place = tunnel { $number }, { $field }
peer-cannot-missing = The draft has no value; { $platform } needs one.
peer-cannot-value = “{ $value }” is no value that a device can be given.
peer-cannot-not-there = { $platform } does not have { $value }. Choose another value in the draft, or an older release with @.
peer-cannot-lifetime = { $platform } takes no lifetime below { $least } seconds.
peer-cannot-one-pair = IKEv1 carries one pair of networks, and this is written pair by pair on { $platform }. Use IKEv2, or one block on each side.
peer-cannot-one-phase1 = { $platform } offers the same phase 1 to every peer; this value differs from the one of tunnel { $other }. Make them alike.
peer-cannot-main-mode-name = In IKEv1 main mode { $platform } can go by its address alone. Leave RemoteId empty, or use IKEv2 or aggressive mode.
peer-cannot-same-identity = { $platform } finds the key by the identities of both ends, which are those of tunnel { $other } with another key. Give the tunnels different identities, or the same key.
peer-cannot-identity-character = { $platform } cannot hold the character { $character } in an identity.
peer-cannot-key-character = { $platform } cannot hold the character { $character } in a key.
peer-cannot-key-start = { $platform } takes a key that begins with { $start } for an encoded one. Choose another key.
peer-cannot-key-length = { $platform } takes keys of { $fewest } to { $most } characters.
