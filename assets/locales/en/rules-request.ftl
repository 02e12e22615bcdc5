## What the rules say about mode, names, tags and subnets.

# Mode, envelope, flags

rule-M-01 = The region is missing. Select the region of the customer gateway and the transit router.
rule-M-02 =
    “{ $region }” is not in the built-in list of regions (as of Nov 2026).{ $nearest ->
        [none] { "" } Continue only if your account can use this region.
       *[other] { "" } Did you mean { $nearest }?
    }
rule-M-03 =
    { $count ->
        [one] { $field } applies only to single-tunnel connections; in dual-tunnel mode each tunnel has this field.
       *[other] { $field } and other fields, { $count } in total, apply only to single-tunnel connections; in dual-tunnel mode each tunnel has these fields.
    } Copy the values to both tunnels where they are missing, and remove the rest?
rule-M-04 =
    Tunnel settings such as { $field } exist only on dual-tunnel connections. Switch to dual-tunnel mode, or remove them?
rule-M-05 =
    Alibaba Cloud discontinued single-tunnel connections to transit routers on 2024-11-26 and is likely to refuse this one. Convert the draft to two tunnels? This removes the health check, if any.
rule-M-06 = The customer gateway is missing. Select the one that represents your device.
rule-M-07 =
    A dual-tunnel connection has exactly two tunnels, which are created together. This draft contains { $count ->
        [0] no tunnels
        [one] one tunnel
       *[other] { $count } tunnels
    }.
rule-M-08 = The tunnel numbers must be 1 and 2, each used once. Set both numbers or remove both.
rule-M-09 = Tunnel { $tunnel } has no customer gateway.
rule-M-10 =
    Both tunnels end at { $gateway }. Two zones are used at Alibaba Cloud, but both tunnels go down if this address on your side fails.
rule-M-11 = “{ $value }” is not a valid network type. Use public (over the Internet) or private (over a leased line).
rule-M-12 =
    Alibaba Cloud waits for the first packet before it negotiates, so “phase 1 not established” is normal until then. Set { $field } to true to start immediately.
rule-M-14 = Newer API references do not list { $field } for dual-tunnel connections, so it may have no effect.
rule-M-15 =
    Only gateways with ShangMi cryptography use a CA certificate, and according to newer API references this operation ignores it.
rule-M-16 =
    With a CA certificate, the service requires the ID of the peer: set { $field }{ $count ->
        [one] { "" }
       *[other] { "" } and the same field of the other tunnel
    }.
rule-M-17 =
    This is not a certificate in PEM format. Paste the complete certificate, from the BEGIN CERTIFICATE line to the END CERTIFICATE line.
rule-M-18 =
    Large (3 Gbit/s per tunnel) was introduced by a newer revision of the service and cannot be changed later. Your region may not support it yet.
rule-M-19 =
    { $tunnel ->
        [0] The service uses
       *[other] For tunnel { $tunnel }, the service uses
    } { $count ->
        [one] the default
       *[other] { $count } defaults
    } of { $mode } mode: { $values }. Set the important ones explicitly; your device must use the same values.
rule-M-20 =
    { $mode ->
        [dual] { $copied ->
            [0] No settings are copied to the tunnels
            [one] One setting is copied to the tunnels
           *[other] { $copied } settings are copied to the tunnels
        }; { $dropped ->
            [0] nothing is removed.
            [one] one health check setting is removed, because dual-tunnel connections have no health check.
           *[other] { $dropped } health check settings are removed, because dual-tunnel connections have no health check.
        }
       *[single] { $copied ->
            [0] No settings of the tunnels are kept
            [one] One setting of the tunnels is kept
           *[other] { $copied } settings of the tunnels are kept
        }; { $dropped ->
            [0] nothing is removed.
            [one] one is removed, because single-tunnel connections do not have it.
           *[other] { $dropped } are removed, because single-tunnel connections do not have them.
        }
    }

# Values that no other rule covers

rule-F-01 = { $field }: “{ $value }” is not a valid value. Use one of { $words }.
rule-F-02 =
    { $field }: the value contains { $count ->
        [one] an invisible character
       *[other] { $count } invisible characters
    }, such as a line break or a zero-width character from a paste. Remove { $count ->
        [one] it?
       *[other] them?
    }
rule-F-03 =
    The service ignores { $count ->
        [one] one value
       *[other] { $count } values
    } because { $switch } is not true. Set it to true?

rule-F-04 =
    { $field }: “{ $value }” { $kind ->
        [reference] is the name of a variable without its value.
        [mask] is a masked value.
       *[template] is a placeholder from a template.
    } Enter the actual value.
rule-F-05 =
    { $field }: “{ $value }” is the ID of a different type of resource. Enter an ID that starts with { $wanted }.
rule-F-06 =
    { $kind ->
        [any] “{ $id }” matches any ID on some devices, but the service treats it as a name, which no device sends. Remove the ID to use the address of the customer gateway, or enter the ID that your device sends.
        [wildcard] “{ $id }” is a pattern, but the service treats it as a name, which no device sends. Enter the ID that your device sends.
        [mask] “{ $id }” is not an address that a device can send as its ID. Remove the ID, or enter the ID that your device sends.
        [network] “{ $id }” has a prefix length, but an ID is a single address. Enter the address without the prefix length.
       *[at] The @ before a name is a notation of some devices and is not sent. Enter the name without @.
    }

# Name

rule-N-01 =
    { $length ->
        [0] The name is empty. Enter 1 to 100 characters, or remove the field.
       *[other] The name has { $length } characters; the limit is 100.
    }
rule-N-02 = The name must not start with http:// or https://.
rule-N-03 =
    { $other } in this region already has the name “{ $name }”. After a lost answer, the two cannot be distinguished. Use a different name.
rule-N-04 =
    Without a unique name, this connection is hard to find again after a lost answer. A good name contains the site, region, and date.
rule-N-05 =
    The name contains { $count ->
        [one] a line break, control character, or invisible character. Remove it?
       *[other] { $count } line breaks, control characters, or invisible characters. Remove them?
    }

# Tags

rule-T-01 = The draft contains { $count } tags; the limit is 20. Remove some of them.
rule-T-02 = Tag { $tag } has no key. Enter a key, or remove the tag.
rule-T-03 = The key of tag { $tag } has { $length } characters; the limit is 64.
rule-T-04 = The { $part } of tag { $tag } starts with { $prefix }, which is reserved by Alibaba Cloud.
rule-T-05 = The { $part } of tag { $tag } contains a URL; http:// and https:// are not allowed.
rule-T-06 = The value of tag { $tag } has { $length } characters; the limit is 128.
rule-T-07 = { $count } tags have the key “{ $key }”. Each key can be used only once.

# Client token, resource group

rule-K-01 = Character { $position } of the client token, “{ $character }”, is not allowed. Use printable ASCII characters without spaces.
rule-K-02 = The client token has { $length } characters; the limit is 64.
rule-K-04 = A client token is generated when the draft is sent, and is shown with the outcome. If the draft contains a token, it can be sent again without creating a second connection.
rule-R-01 = “{ $value }” is not a resource group ID. These IDs start with rg-.

# Subnets and routing

rule-S-01 = { $field }: enter at least one block, or 0.0.0.0/0 on both sides for a route-based connection.
rule-S-02 =
    { $field }: { $items } { $count ->
        [one] is not a valid IPv4 block
       *[other] are not valid IPv4 blocks
    }. Example: 10.1.0.0/16.{ $meant ->
        [none] { "" }
       *[other] { "" } Did you mean { $meant }?
    }
rule-S-03 =
    { $field }: { $items } { $count ->
        [one] has host bits set
       *[other] have host bits set
    }. Did you mean { $meant }?
rule-S-04 =
    { $field }: separate blocks with a single comma, without spaces.{ $clean ->
        [none] { "" }
       *[other] { "" } Change to { $clean }?
    }
rule-S-05 =
    { $field }: { $items } { $count ->
        [one] is
       *[other] are
    } IPv6. This type of connection supports only IPv4.
rule-S-06 =
    { $field }: { $outer } already covers { $inner }{ $count ->
        [one] . Remove it?
       *[other] ; { $count } blocks are covered in total. Remove them?
    }
rule-S-07 =
    { $local } here and { $remote } behind your device overlap{ $count ->
        [one] { "" }
       *[other] {" "}({ $count } overlaps in total)
    }. The same addresses would exist at both ends. Renumber one side, or use smaller blocks.
rule-S-08 =
    { $field }: 0.0.0.0/0 makes the connection route-based and must be the only block. Remove it, or remove { $count ->
        [one] the other block.
       *[other] the { $count } other blocks.
    }
rule-S-09 =
    { $field }: only this side is 0.0.0.0/0. Use 0.0.0.0/0 on both sides or specific blocks on both sides. Most devices do not accept a mix.
rule-S-10 =
    { $field }: { $items } { $count ->
        [one] is a special-use range
       *[other] are special-use ranges
    } that cannot be reached through a tunnel.
rule-S-11 =
    { $field }: { $items } { $count ->
        [one] overlaps
       *[other] overlap
    } 100.64.0.0/10, which Alibaba Cloud uses for its own services. Routes to this block must not be announced.
rule-S-12 =
    { $field }: { $items } { $count ->
        [one] contains
       *[other] contain
    } public addresses. Instances with Internet access bypass the tunnel unless a route sends this traffic into it.
rule-S-13 =
    { $field }: { $count } blocks are set; the published limit is 5 on each side. Summarize them, or use 0.0.0.0/0 on both sides.
rule-S-14 =
    IKEv1 supports one block on each side, but one side has { $count }, so the traffic of the others is dropped. Use ikev2?
rule-S-15 =
    With these blocks, IKEv2 negotiates { $count } pairs of subnets in one tunnel. Devices of Cisco, Huawei, H3C, and others build one SA for each pair, and often only the first pair comes up. Use 0.0.0.0/0 on both sides, or make sure that your device proposes all pairs in one SA.
rule-S-16 =
    { $field }: the { $count } blocks are equivalent to { $fewer ->
        [one] the single block
       *[other] these { $fewer }:
    } { $items }.
rule-S-17 =
    { $field }: BGP is on, but these blocks limit what the tunnel carries: traffic for learned routes outside them is dropped. Use 0.0.0.0/0 on both sides.
rule-S-18 =
    The connection is route-based and BGP is off, so static routes are required in three places: on the connection, on the transit router, and on your device.
rule-S-19 =
    { $field }: { $block } contains { $address }, the address of your device. Encrypted packets would be routed back into the tunnel. Exclude this address.
rule-S-20 =
    { $other } in this region also uses { $block }. Their routes will conflict, or traffic will be shared between the two connections. If this is not intended, use a smaller block for one of them.
rule-S-21 =
    Configure the mirrored blocks on your device: { $remote } as its own side and { $local } as the remote side.

# Customer gateways that were looked up

rule-G-01 = The customer gateway { $gateway } does not exist in this region. Select another one, or create it.
rule-G-02 = The customer gateway { $gateway } has the address { $address }, which cannot be the address of a peer, so the tunnel cannot come up. Select another gateway.
rule-G-03 =
    { $network ->
        [public] The tunnel runs over the Internet, but the customer gateway { $gateway } has the private address { $address }.
       *[private] The tunnel runs over a private network, but the customer gateway { $gateway } has the public address { $address }.
    } The tunnel cannot come up. Select another gateway or the other network type.
rule-G-04 = Both customer gateways have the address { $address }. Two zones are used at Alibaba Cloud, but both tunnels go down if this address on your side fails.

rule-G-05 = This region has { $count } customer gateways; the published limit is { $most }. Request a higher quota in Quota Center, or delete gateways that are no longer used.
rule-G-09 = { $other } in this region has the same subnets and shares a customer gateway. An earlier submission may have succeeded, or the service may refuse this one. Check that connection first.

# Several drafts of one run

rule-Q-10 =
    { $a } and { $b }{ $more ->
        [0] { "" }
        [one] {" "}(and one more)
       *[other] {" "}(and { $more } more)
    } { $shared ->
        [token] have the same client token but are different requests. The service carries out the first and refuses the others. Use a different token for each, or remove the token.
        [copy] are the same request with the same client token. The service creates one connection for both.
        [subnets] connect the same customer gateways and the same subnets in one region. This is correct for two connections to one device with BGP or static routes. Otherwise, correct the rows or remove one.
        [name] have the same name, “{ $value }”, in one region. After a lost answer, the two cannot be distinguished. Use a different name for each.
        [cidr] use the tunnel CIDR block { $value } in one region. Use a different block for each tunnel.
       *[key] have the same pre-shared key. Anyone who learns it at one site can impersonate the others. Generate a key for each tunnel.
    }
