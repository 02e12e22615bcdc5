# What the rules about a tunnel have to say: cryptography, keys, identities, BGP, health check.
# One or two short sentences each: what is wrong, why it matters, what to do.

## Phase 1 and phase 2

rule-C-01 = “{ $value }” is not a valid IKE version; the service supports ikev1 and ikev2. Set the same version on your device.
rule-C-02 = “{ $value }” is not a valid IKE mode; the service supports main and aggressive. Set the same mode on your device.
rule-C-03 = { $kind ->
    [combined] “{ $value }” encrypts and authenticates in one, and the service has no such phase 1 cipher; all of its ciphers are in CBC mode: aes (128 bits), aes192, aes256, des and 3des. Choose one, and set the same on your device.
   *[unknown] The service has no phase 1 cipher “{ $value }”. It offers aes (128 bits), aes192, aes256, des and 3des, all in CBC mode and none with GCM; your device needs the same one.
}
rule-C-04 = The service has no phase 1 hash “{ $value }”. It offers md5, sha1, sha256, sha384 and sha512; your device needs the same one.
rule-C-05 = { $kind ->
    [curve] “{ $value }” is a group over an elliptic curve, and the service has none. It offers group1, group2, group5 and group14; phase 1 cannot do without a group. Choose group14 here and on your device.
    [larger] “{ $value }” is a larger group than the service has. It offers group1, group2, group5 and group14; phase 1 cannot do without a group. Choose group14 here and on your device.
   *[unknown] The service has no phase 1 group “{ $value }”. It offers group1, group2, group5 and group14; phase 1 cannot do without a group. Your device needs the same one.
}
rule-C-06 = “{ $value }” is not a valid phase 1 lifetime. Enter whole seconds from 0 to 86400, digits only: 8 hours are 28800.
rule-C-07 = { $kind ->
    [combined] “{ $value }” encrypts and authenticates in one, and the service has no such phase 2 cipher; all of its ciphers are in CBC mode: aes (128 bits), aes192, aes256, des and 3des. Choose one, and set the same on your device.
   *[unknown] The service has no phase 2 cipher “{ $value }”. It offers aes (128 bits), aes192, aes256, des and 3des, all in CBC mode and none with GCM; your device needs the same one.
}
rule-C-08 = The service has no phase 2 hash “{ $value }”. It offers md5, sha1, sha256, sha384 and sha512; your device needs the same one.
rule-C-09 = { $kind ->
    [curve] “{ $value }” is a group over an elliptic curve, and the service has none. It offers disabled, group1, group2, group5 and group14. Choose group14 here and on your device.
    [larger] “{ $value }” is a larger group than the service has. It offers disabled, group1, group2, group5 and group14. Choose group14 here and on your device.
   *[unknown] The service has no PFS group “{ $value }”. It offers disabled, group1, group2, group5 and group14. Your device needs the same one.
}
rule-C-10 = “{ $value }” is not a valid phase 2 lifetime. Enter whole seconds from 0 to 86400, digits only: 8 hours are 28800.
rule-C-11 = A lifetime of { $seconds } is accepted by the service, but its meaning is not documented and devices reject it. Enter the seconds your device uses.
rule-C-12 = { $seconds } seconds is very short: the tunnel will be busy rekeying, and several devices refuse it. 900 or more is safe.
rule-C-13 = Phase 2 lives { $ipsec } s, longer than phase 1 with { $ike } s. Phase 1 should outlive phase 2; adjust one of them on both ends.
rule-C-14 = Phase 2 keys live { $seconds } s. Eight hours (28800) is the usual time; if you shorten it, do so on your device too.
rule-C-15 = DES can be broken in hours, and many devices no longer offer it. Use aes256, and change your device to match.
rule-C-16 = 3DES is weak and slow, and current devices drop it. Use aes256, and change your device to match.
rule-C-17 = MD5 is broken and must not be used any more. Use sha256, and change your device to match.
rule-C-18 = SHA-1 is on its way out. Use sha256 unless your device cannot, and change your device to match.
rule-C-19 = Group 1 has only 768 bits and can be broken. Use group14, and change your device to match.
rule-C-20 = Groups 2 and 5 are too small; Cisco IOS-XE refuses them since 17.11. Use group14, and change your device to match.
rule-C-21 = Without PFS, whoever gets hold of one key can read all later traffic. Use group14, and change your device to match.
rule-C-22 = Phase 2 uses { $ipsec }, a smaller group than { $ike } in phase 1. Some devices then rekey with the phase 1 group and fail; use the same group for both.
rule-C-23 = Phase 2 is encrypted with { $ipsec } but phase 1, which carries its keys, with only { $ike }. Use a phase 1 cipher at least as strong.
rule-C-24 = IKEv1 is outdated and carries only one pair of subnets. Use ikev2, and change your device to match.
rule-C-25 = Aggressive mode shows the IDs and a hash of the key to anyone listening, who can then brute-force the key offline. Use main mode or ikev2 on both ends, or at least 24 random characters as the key.
rule-C-26 = IKEv2 has no modes, so “aggressive” does nothing. Set it to main to avoid confusion; your device needs no change.
rule-C-27 = Group 24 is no longer accepted by the service; it probably comes from an old template. Use group14, and change your device to match.
rule-C-28 = The two tunnels differ in { $fields }. If that is not on purpose, make them equal.
rule-C-29 = AES-192 works here, but few other clouds offer it. aes256 is more widely supported.
rule-C-30 = This is the strongest set the service has. Your device must be set to the same values.
rule-C-31 = With IKEv2 the phase 1 hash is the PRF as well. Where your device sets the PRF apart (Cisco, Huawei, H3C, MikroTik), choose the same hash there.

## Pre-shared key

rule-P-01 = { $n ->
    [0] The key is empty. Enter 1 to 100 characters, or leave it out altogether.
   *[other] The key has { $n } characters; the limit is 100.
}
rule-P-02 = The key has a space, tab or line break at character { $position }, most likely from pasting. The service does not allow any.
rule-P-03 = The key has a character that the service does not accept: { $character }. Letters, digits and the signs of a US keyboard are fine.
rule-P-04 = The key contains { $character }. The service's own pages disagree on whether quotes and backslashes are accepted; avoid them.
rule-P-05 = No pre-shared key: the service will generate one of 16 characters that you have to look up afterwards. Generate one now, and your device can be set up at once.
rule-P-06 = This key is weak: about { $bits } bits; at least 80 bits and 16 characters are recommended. Generate a random one, and enter it on your device too.
rule-P-07 = { $kind ->
    [sample] This key appears in manuals and lists of common passwords, so it is the first one an attacker tries. Generate a random one, and enter it on your device too.
   *[repeat] This key is the same text as { $field }, which is not a secret. Generate a random one, and enter it on your device too.
}
rule-P-08 = The key starts with 0x or 0s. strongSwan, FortiGate and MikroTik read 0x as hexadecimal, strongSwan also 0s as Base64, so the two ends would differ though they look the same. Start with another character.
rule-P-09 = The key contains a question mark. On the command line of Cisco, Huawei and H3C devices it calls for help and is lost when pasted, so the two ends would differ. Avoid it.
rule-P-10 = The key contains { $character }, which needs quoting on many devices. If you type it there by hand, see that the whole key arrives.
rule-P-11 = Both tunnels have the same key, so one leak opens both. Give the second tunnel its own, and enter it on your device too.
rule-P-12 = { $kind ->
    [twin] The key has { $code }, which looks like { $plain } but is another character. Most likely a word processor or input method put it there.
   *[blank] The key has { $code }, a space that is easily overlooked, most likely from pasting.
}
rule-P-13 = { $kind ->
    [reference] This is the name of a variable and not the key itself: the tool that should have filled in the key did not. Enter the key, refer to it by "env:NAME" in the draft, or generate a new one for both ends.
   *[mask] This is a masked key (asterisks), as the service shows it, and not the key itself. Enter the real one, or generate a new one for both ends.
}
rule-P-14 = The key is stored in plain text in the draft. Seal it with `tunnelsmith drafts seal FILE`, or refer to an environment variable or to a file that only you can read.

## Identities, dead peer detection, NAT traversal

rule-D-01 = The ID has { $n } characters; the limit is 100.
rule-D-02 = The ID has a space at character { $position }. The service does not allow any.
rule-D-03 = In IKEv1 main mode most devices look up the key by IP address, so an ID that is a name will not match. Use ikev2 on both ends, or IP addresses as IDs.
rule-D-04 = A name as ID is fine with IKEv2. Advice to use aggressive mode with names is about IKEv1 only.
rule-D-05 = Both ends have the ID “{ $id }”, so the ends cannot distinguish each other. Give each its own.
rule-D-07 = Your device is expected to identify itself as { $id }, a private address, though its customer gateway has the public one { $address }. That is right only behind a NAT; otherwise leave the ID empty.
rule-D-08 = { $address } can only be a guess: the address on the Alibaba side is chosen when the connection is bound to a transit router. Leave the ID out, or use a name.
rule-D-09 = Without a local ID the service does not promise what it will send in single mode. If your device checks IDs, enter the same name here and on your device.
rule-D-11 = Both tunnels end on one gateway and have the local ID “{ $id }”, so your device cannot distinguish them. Give each tunnel its own.
rule-X-01 = Without dead peer detection a broken tunnel is noticed only at the next rekey, and traffic is lost until then. Turn it on, here and on your device.
rule-X-04 = Let UDP 500 and 4500 pass in both directions on every firewall on the path, and ESP (IP protocol 50) where there is no NAT.

## BGP

rule-B-01 = BGP is on but this tunnel has no tunnel CIDR block. Enter a /30 inside 169.254.0.0/16 that nothing else uses, and set the peer to match.
rule-B-02 = “{ $value }” is not a valid CIDR block. Enter a /30 such as 169.254.10.0/30.
rule-B-03 = The tunnel CIDR block must be a /30, with one address for each end; { $value } is not.
rule-B-04 = The tunnel CIDR block must lie inside 169.254.0.0/16; { $value } does not.
rule-B-05 = { $value } is not aligned to a /30 boundary. The enclosing block is { $meant }.
rule-B-06 = { $value } is reserved by Alibaba Cloud. Use another block, and change your device to match.
rule-B-07 = Both tunnels use { $block }. Each needs a block of its own; change your device to match.
rule-B-08 = { $block } is already the tunnel CIDR block of { $other } in this region. Use another one, and change your device to match.
rule-B-09 = “{ $value }” is not a valid IPv4 address.
rule-B-10 = { $kind ->
    [exchanged] Each tunnel has the BGP address of the other one: { $value } is not in { $block }, and in the other tunnel it is the same. Exchange the addresses or the blocks, whichever is in the wrong tunnel.
   *[outside] { $value } is outside the tunnel CIDR block { $block }. Use one of the two host addresses of the block, or change the block.
}
rule-B-11 = { $value } is the first or the last address of its block, which no host can have. Use { $first } or { $second }; your device has the other one.
rule-B-12 = No BGP address for the Alibaba side. Suggested: { $local } here and { $peer } on your device.
rule-B-13 = “{ $value }” is not a valid ASN. Enter 1 to 4294967295, or asdot notation such as 123.456 (= 8061384).
rule-B-14 = BGP is on, but the customer gateway { $gateway } has no ASN, and none can be added to it. Choose or create one that has the ASN of your device.
rule-B-15 = The customer gateway { $gateway } has ASN { $asn }, which is Alibaba Cloud's own and not allowed for your side. Create one with the ASN of your device.
rule-B-16 = The customer gateway { $gateway } has the same ASN { $asn } as the Alibaba side. That makes it iBGP, and the service is built for eBGP; set another local ASN.
rule-B-17 = ASN { $asn } is not for private use. If it is not yours, use one from 64512 to 65534 or from 4200000000 to 4294967294.
rule-B-18 = { $gateway ->
    [none] ASN { $asn } is reserved or meant for documentation, and devices may refuse it. Use a private one, such as 65530.
   *[other] The customer gateway { $gateway } has ASN { $asn }, which is reserved or meant for documentation, and devices may refuse it. Choose one with a private ASN, such as 65010.
}
rule-B-19 = BGP is on for the connection, but this tunnel has no BGP values. Both tunnels need them.
rule-B-20 = You entered BGP values, but BGP is off. Turn it on, or remove the values.
rule-B-21 = Tunnel 1 has ASN { $first } and tunnel 2 has ASN { $second }. The Alibaba Cloud side normally uses a single ASN; your device must expect the right one on each tunnel.
rule-B-22 = The customer gateways have different ASNs, { $first } and { $second }. The two tunnels will then usually not share the load.
rule-B-23 = The service says that { $region } has no BGP for IPsec-VPN connections and is likely to refuse this. Use static routes, or another region.
rule-B-24 = Do not announce 0.0.0.0/0 or 100.64.0.0/10 to the service, and by default no more than 50 routes. These limits are published for VPN gateways; check those of your transit router.
rule-B-25 = ASN { $asn } is a 4-byte ASN. Make sure that your device's BGP can handle it.
rule-B-28 = In single mode the BGP values travel as one JSON text, with the switch and the ASN in quotes. You will see them that way in the preview.

## Health check

rule-H-01 = Health checks exist only in single-tunnel mode; with two tunnels the service watches them by itself. Remove these values.
rule-H-02 = The health check is on but has no probe target. Enter a source in the VPC and a destination in your data center.
rule-H-03 = “{ $value }” is not a valid IPv4 address.
rule-H-04 = Source and destination of the health check are both { $address }. Enter an address in the VPC and one in your data center.
rule-H-05 = “{ $value }” is not valid: enter a whole number of 1 or more. The usual value is { $usual }.
rule-H-06 = “{ $value }” is not a valid policy; the service supports revoke_route (withdraw the routes on failure) and reserve_route (keep them).
rule-H-07 = The source { $address } is in none of the local blocks, so the probe would not enter the tunnel. Enter an address in the VPC.
rule-H-08 = The destination { $address } is in none of the remote blocks, so the probe would not enter the tunnel. Enter an address in your data center.
rule-H-09 = Source { $source } and destination { $destination } look swapped: the source is in the VPC, the destination in your data center.
rule-H-10 = The health check probes { $address }, the end of the tunnel itself. Choose a host in your data center behind it.
rule-H-11 = { $n ->
    [one] A failure is noticed after about { $n } second.
   *[other] A failure is noticed after about { $n } seconds.
}
rule-H-12 = Your device must send the answers to { $address } back into the tunnel. Otherwise the check fails although the tunnel is up.
rule-H-13 = If the probed host is switched off, the routes are withdrawn although the tunnel works. Choose a host that is always up.
rule-H-14 = { $address } is the first or the last address of { $block }, which no host can have. Choose the address of a host.
