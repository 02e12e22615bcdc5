# What the rules about a tunnel have to say: cryptography, keys, identities, BGP, health check.
# One or two short sentences each: what is wrong, why it matters, what to do.

## Phase 1 and phase 2

rule-C-01 = “{ $value }” is not a valid IKE version. The service supports ikev1 and ikev2. Use the same version on your device.
rule-C-02 = “{ $value }” is not a valid IKE mode. The service supports main and aggressive. Use the same mode on your device.
rule-C-03 = { $kind ->
    [combined] “{ $value }” is an authenticated (AEAD) algorithm, which the service does not support in phase 1. It supports aes (128 bits), aes192, aes256, des, and 3des, all in CBC mode. Use one of them here and on your device.
   *[unknown] The service does not support the phase 1 encryption algorithm “{ $value }”. It supports aes (128 bits), aes192, aes256, des, and 3des, all in CBC mode. Use one of them here and on your device.
}
rule-C-04 = The service does not support the phase 1 authentication algorithm “{ $value }”. It supports md5, sha1, sha256, sha384, and sha512. Use one of them here and on your device.
rule-C-05 = { $kind ->
    [curve] “{ $value }” is an elliptic-curve group, which the service does not support. It supports group1, group2, group5, and group14, and phase 1 requires a group. Use group14 here and on your device.
    [larger] “{ $value }” is larger than the groups that the service supports: group1, group2, group5, and group14. Phase 1 requires a group. Use group14 here and on your device.
   *[unknown] The service does not support the phase 1 group “{ $value }”. It supports group1, group2, group5, and group14, and phase 1 requires a group. Use the same group on your device.
}
rule-C-06 = “{ $value }” is not a valid phase 1 lifetime. Enter a whole number of seconds from 0 to 86400, for example 28800 for 8 hours.
rule-C-07 = { $kind ->
    [combined] “{ $value }” is an authenticated (AEAD) algorithm, which the service does not support in phase 2. It supports aes (128 bits), aes192, aes256, des, and 3des, all in CBC mode. Use one of them here and on your device.
   *[unknown] The service does not support the phase 2 encryption algorithm “{ $value }”. It supports aes (128 bits), aes192, aes256, des, and 3des, all in CBC mode. Use one of them here and on your device.
}
rule-C-08 = The service does not support the phase 2 authentication algorithm “{ $value }”. It supports md5, sha1, sha256, sha384, and sha512. Use one of them here and on your device.
rule-C-09 = { $kind ->
    [curve] “{ $value }” is an elliptic-curve group, which the service does not support. It supports disabled, group1, group2, group5, and group14. Use group14 here and on your device.
    [larger] “{ $value }” is larger than the groups that the service supports: disabled, group1, group2, group5, and group14. Use group14 here and on your device.
   *[unknown] The service does not support the PFS group “{ $value }”. It supports disabled, group1, group2, group5, and group14. Use the same group on your device.
}
rule-C-10 = “{ $value }” is not a valid phase 2 lifetime. Enter a whole number of seconds from 0 to 86400, for example 28800 for 8 hours.
rule-C-11 = The service accepts a lifetime of { $seconds }, but its meaning is not documented and devices reject it. Enter the lifetime that your device uses.
rule-C-12 = A lifetime of { $seconds } seconds is very short: the tunnel is rekeyed frequently, and several devices refuse the value. Use 900 or more.
rule-C-13 = The phase 2 lifetime ({ $ipsec } s) is longer than the phase 1 lifetime ({ $ike } s). Phase 1 should outlast phase 2. Change one of them on both ends.
rule-C-14 = The phase 2 lifetime is { $seconds } s. The usual value is 28800 (8 hours). If you shorten it, use the same value on your device.
rule-C-15 = DES can be broken within hours, and many devices no longer support it. Use aes256 here and on your device.
rule-C-16 = 3DES is weak and slow, and current devices no longer support it. Use aes256 here and on your device.
rule-C-17 = MD5 is broken and must not be used. Use sha256 here and on your device.
rule-C-18 = SHA-1 is being phased out. Use sha256 here and on your device if the device supports it.
rule-C-19 = Group 1 has only 768 bits and can be broken. Use group14 here and on your device.
rule-C-20 = Groups 2 and 5 are too small; Cisco IOS-XE refuses them as of 17.11. Use group14 here and on your device.
rule-C-21 = Without PFS, anyone who obtains one key can decrypt all later traffic. Use group14 here and on your device.
rule-C-22 = The phase 2 group { $ipsec } is smaller than the phase 1 group { $ike }. Some devices then rekey with the phase 1 group and fail. Use the same group for both.
rule-C-23 = Phase 2 uses { $ipsec }, but phase 1, which protects its keys, uses only { $ike }. Use a phase 1 algorithm that is at least as strong.
rule-C-24 = IKEv1 is outdated and supports only one pair of subnets. Use ikev2 here and on your device.
rule-C-25 = Aggressive mode sends the IDs and a hash of the key unencrypted, so that an eavesdropper can guess the key offline. Use main mode or ikev2 on both ends, or a key of at least 24 random characters.
rule-C-26 = IKEv2 does not use negotiation modes, so “aggressive” has no effect. Set it to main to avoid confusion; no change is required on your device.
rule-C-27 = The service no longer accepts group 24, which is common in old templates. Use group14 here and on your device.
rule-C-28 = The two tunnels differ in { $fields }. If this is not intended, use the same values.
rule-C-29 = The service supports AES-192, but few other clouds do. aes256 is more widely supported.
rule-C-30 = These are the strongest algorithms that the service supports. Configure the same values on your device.
rule-C-31 = With IKEv2, the phase 1 authentication algorithm is also the PRF. If the PRF is a separate setting on your device (Cisco, Huawei, H3C, MikroTik), use the same algorithm there.

## Pre-shared key

rule-P-01 = { $n ->
    [0] The key is empty. Enter 1 to 100 characters, or remove the field.
   *[other] The key has { $n } characters; the limit is 100.
}
rule-P-02 = The key contains a space, tab, or line break at character { $position }, most likely from a paste. The service does not accept these characters. Remove it.
rule-P-03 = The key contains a character that the service does not accept: { $character }. Use letters, digits, and the punctuation marks of a US keyboard.
rule-P-04 = The key contains { $character }. The documentation of the service is inconsistent about quotation marks and backslashes. Avoid them.
rule-P-05 = The pre-shared key is missing: the service generates one with 16 characters, which you must look up afterwards. Generate a key now to configure your device immediately.
rule-P-06 = This key is weak (about { $bits } bits); at least 80 bits and 16 characters are recommended. Generate a random key, and configure it on your device.
rule-P-07 = { $kind ->
    [sample] This key appears in manuals or lists of common passwords, which attackers try first. Generate a random key, and configure it on your device.
   *[repeat] This key is the same as { $field }, which is not secret. Generate a random key, and configure it on your device.
}
rule-P-08 = The key starts with 0x or 0s. strongSwan, FortiGate, and MikroTik read 0x as hexadecimal, and strongSwan reads 0s as Base64, so the keys on the two ends would differ. Use a key that starts with other characters.
rule-P-09 = The key contains a question mark, which calls the help on the command line of Cisco, Huawei, and H3C devices and is lost when the key is pasted. Avoid it.
rule-P-10 = The key contains { $character }, which must be quoted on many devices. If you enter the key by hand, verify that it is complete.
rule-P-11 = Both tunnels have the same key, so one leak affects both. Use a different key for the second tunnel, and configure it on your device.
rule-P-12 = { $kind ->
    [twin] The key contains { $code }, which looks like { $plain } but is a different character, most likely from a word processor or an input method.
   *[blank] The key contains { $code }, a space character that is easy to overlook, most likely from a paste.
}
rule-P-13 = { $kind ->
    [reference] This is the name of a variable, not the key. Enter the key, refer to it as "env:NAME" in the draft, or generate a new key for both ends.
   *[mask] This is a masked key (asterisks), not the key itself. Enter the actual key, or generate a new one for both ends.
}
rule-P-14 = The key is stored in the draft in plain text. Seal it with `tunnelsmith drafts seal FILE`, or refer to an environment variable or to a file that only you can read.

## Identities, dead peer detection, NAT traversal

rule-D-01 = The ID has { $n } characters; the limit is 100.
rule-D-02 = The ID contains a space at character { $position }. The service does not accept spaces. Remove it.
rule-D-03 = In IKEv1 main mode, most devices select the key by IP address, so a name as ID does not match. Use ikev2 on both ends, or IP addresses as IDs.
rule-D-04 = A name as ID is supported with IKEv2. The recommendation to use aggressive mode with names applies only to IKEv1.
rule-D-05 = Both ends have the ID “{ $id }”, so they cannot be distinguished. Use a different ID for each end.
rule-D-07 = The remote ID { $id } is a private address, but the customer gateway has the public address { $address }. This is correct only if your device is behind NAT. Otherwise, leave the ID empty.
rule-D-08 = The local ID { $address } is only a guess: the address of the Alibaba Cloud side is assigned when the connection is bound to a transit router. Remove the ID, or use a name.
rule-D-09 = Without a local ID, it is not documented what the service sends in single-tunnel mode. If your device checks IDs, enter the same name here and on your device.
rule-D-11 = Both tunnels end at one gateway and have the local ID “{ $id }”, so your device cannot distinguish them. Use a different ID for each tunnel.
rule-X-01 = Without dead peer detection, a failed tunnel is detected only at the next rekey, and traffic is lost until then. Enable it here and on your device.
rule-X-04 = Allow UDP 500 and 4500 in both directions on all firewalls on the path, and ESP (IP protocol 50) if there is no NAT.

## BGP

rule-B-01 = BGP is on, but this tunnel has no tunnel CIDR block. Enter an unused /30 in 169.254.0.0/16, and configure the peer accordingly.
rule-B-02 = “{ $value }” is not a valid CIDR block. Enter a /30 such as 169.254.10.0/30.
rule-B-03 = { $value } is not a /30. The tunnel CIDR block must be a /30, with one address for each end.
rule-B-04 = { $value } is not in 169.254.0.0/16. Enter a /30 in 169.254.0.0/16 as the tunnel CIDR block.
rule-B-05 = { $value } is not aligned to a /30 boundary. The enclosing block is { $meant }.
rule-B-06 = { $value } is reserved by Alibaba Cloud. Use a different block here and on your device.
rule-B-07 = Both tunnels use { $block }. Use a different block for each tunnel, here and on your device.
rule-B-08 = { $block } is already the tunnel CIDR block of { $other } in this region. Use a different block here and on your device.
rule-B-09 = “{ $value }” is not a valid IPv4 address.
rule-B-10 = { $kind ->
    [exchanged] The BGP addresses of the two tunnels are swapped: { $value } is not in { $block }, and the same is true for the other tunnel. Swap the addresses or the blocks.
   *[outside] { $value } is outside the tunnel CIDR block { $block }. Use one of the two host addresses of the block, or change the block.
}
rule-B-11 = { $value } is the first or last address of its block and cannot be assigned to a host. Use { $first } or { $second }; your device uses the other one.
rule-B-12 = The BGP address of the Alibaba Cloud side is missing. Suggestion: { $local } here and { $peer } on your device.
rule-B-13 = “{ $value }” is not a valid ASN. Enter a number from 1 to 4294967295, or asdot notation such as 123.456 (= 8061384).
rule-B-14 = BGP is on, but the customer gateway { $gateway } has no ASN, which cannot be added later. Select or create a gateway with the ASN of your device.
rule-B-15 = The customer gateway { $gateway } has ASN { $asn }, which belongs to Alibaba Cloud and is not allowed for your side. Create a gateway with the ASN of your device.
rule-B-16 = The customer gateway { $gateway } has the same ASN as the Alibaba Cloud side, { $asn }. This results in iBGP, but the service requires eBGP. Set a different local ASN.
rule-B-17 = ASN { $asn } is not a private ASN. If it is not assigned to you, use one from 64512 to 65534 or from 4200000000 to 4294967294.
rule-B-18 = { $gateway ->
    [none] ASN { $asn } is reserved, or intended for documentation, and devices may refuse it. Use a private ASN such as 65530.
   *[other] The customer gateway { $gateway } has ASN { $asn }, which is reserved, or intended for documentation, and devices may refuse it. Select a gateway with a private ASN such as 65010.
}
rule-B-19 = BGP is on, but this tunnel has no BGP values. Enter them for both tunnels.
rule-B-20 = BGP values are set, but BGP is off. Turn BGP on, or remove the values.
rule-B-21 = Tunnel 1 has local ASN { $first } and tunnel 2 has local ASN { $second }. The Alibaba Cloud side normally uses a single ASN, and your device must expect the right one for each tunnel.
rule-B-22 = The customer gateways have different ASNs, { $first } and { $second }. In this case, the two tunnels usually do not share the load.
rule-B-23 = According to the service, { $region } does not support BGP for IPsec-VPN connections, so the request is likely to be refused. Use static routes or a different region.
rule-B-24 = Do not announce 0.0.0.0/0 or 100.64.0.0/10 to the service, and by default no more than 50 routes. These limits are published for VPN gateways; check the limits of your transit router.
rule-B-25 = { $asn } is a 4-byte ASN. Make sure that your device supports 4-byte ASNs.
rule-B-28 = In single-tunnel mode, the BGP values are sent as a JSON string with the switch and the ASN in quotation marks. The preview shows this format.

## Health check

rule-H-01 = Health checks are available only in single-tunnel mode; dual-tunnel connections are monitored by the service. Remove these values.
rule-H-02 = The health check is on, but its addresses are missing. Enter a source in the VPC and a destination in your data center.
rule-H-03 = “{ $value }” is not a valid IPv4 address.
rule-H-04 = Source and destination of the health check are both { $address }. Enter an address in the VPC as the source and one in your data center as the destination.
rule-H-05 = “{ $value }” is not valid. Enter a whole number of 1 or more. The usual value is { $usual }.
rule-H-06 = “{ $value }” is not a valid policy. The service supports revoke_route (withdraw the routes on failure) and reserve_route (keep them).
rule-H-07 = The source { $address } is not in the local blocks, so the probes do not enter the tunnel. Enter an address in the VPC.
rule-H-08 = The destination { $address } is not in the remote blocks, so the probes do not enter the tunnel. Enter an address in your data center.
rule-H-09 = Source { $source } and destination { $destination } appear to be swapped. The source must be in the VPC and the destination in your data center.
rule-H-10 = The health check probes { $address }, the end of the tunnel itself. Use a host behind it in your data center.
rule-H-11 = { $n ->
    [one] A failure is detected after about { $n } second.
   *[other] A failure is detected after about { $n } seconds.
}
rule-H-12 = Your device must route the responses to { $address } into the tunnel. Otherwise, the check fails although the tunnel is up.
rule-H-13 = If the probed host is switched off, the routes are withdrawn although the tunnel works. Use a host that is always up.
rule-H-14 = { $address } is the first or last address of { $block } and cannot be assigned to a host. Enter the address of a host.
