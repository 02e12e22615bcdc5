## What the rules say about mode, names, tags and subnets.

# Mode, envelope, flags

rule-M-01 = Choose a region. The customer gateway and the transit router must be in the same one.
rule-M-02 =
    “{ $region }” is not in the built-in list of regions (as of Nov 2026).{ $nearest ->
        [none] { "" } Go on only if your account really has it.
       *[other] { "" } Did you mean { $nearest }?
    }
rule-M-03 =
    { $count ->
        [one] { $field } belongs to a connection with one tunnel; with two, each tunnel has its own.
       *[other] { $field } and more, { $count } settings in all, belong to a connection with one tunnel; with two, each tunnel has its own.
    } Copy it into both tunnels where it is missing, and drop the rest?
rule-M-04 =
    Tunnel settings such as { $field } exist only on dual-tunnel connections. Switch to dual-tunnel mode, or remove them?
rule-M-05 =
    Alibaba Cloud retired single-tunnel connections to transit routers on 2024-11-26 and will probably refuse this one. Convert the draft to two tunnels? Its health check, if any, is dropped.
rule-M-06 = Select the customer gateway that represents your device.
rule-M-07 =
    A dual-tunnel connection has exactly two tunnels, made together; { $count ->
        [0] none is listed
        [one] one is listed
       *[other] { $count } are listed
    } here.
rule-M-08 = The tunnels are numbered 1 and 2, each number once. Leave both numbers out, or set both.
rule-M-09 = Tunnel { $tunnel } has no customer gateway.
rule-M-10 =
    Both tunnels end at { $gateway }. You get two zones at Alibaba Cloud, but no redundancy if that one address on your side fails.
rule-M-11 = “{ $value }” is not a valid network type. Choose public (over the Internet) or private (over a leased line).
rule-M-12 =
    Alibaba Cloud will wait for the first packet before it negotiates, so “phase 1 not established” is normal until then. Set { $field } to true to start at once.
rule-M-14 = Newer reference pages do not list { $field } for two tunnels; it may have no effect.
rule-M-15 =
    Only gateways with ShangMi cryptography use a CA certificate, and newer reference pages say that this request ignores it.
rule-M-16 =
    With a CA certificate the service requires the peer's ID: fill in { $field }{ $count ->
        [one] { "" }
       *[other] { "" } and the same field of the other tunnel
    }.
rule-M-17 =
    This is not a certificate in PEM form. Paste all of it, from the BEGIN CERTIFICATE line to the END CERTIFICATE line.
rule-M-18 =
    Large (3 Gbit/s per tunnel) comes from a newer revision of the service and cannot be changed later; your region may not support it yet.
rule-M-19 =
    { $tunnel ->
        [0] The service will
       *[other] In tunnel { $tunnel } the service will
    } fill in { $count ->
        [one] its default
       *[other] its { $count } defaults
    } for { $mode } mode: { $values }. Set those that matter explicitly; your device must use the same values.
rule-M-20 =
    { $mode ->
        [dual] { $copied ->
            [0] There are no settings to copy into the tunnels
            [one] One setting goes into the tunnels
           *[other] { $copied } settings go into the tunnels
        }; { $dropped ->
            [0] nothing is dropped.
            [one] one health check setting is dropped, since two tunnels have no health check.
           *[other] { $dropped } health check settings are dropped, since two tunnels have no health check.
        }
       *[single] { $copied ->
            [0] The tunnels have no settings that a single tunnel could keep
            [one] One setting of the tunnels is kept
           *[other] { $copied } settings of the tunnels are kept
        }; { $dropped ->
            [0] nothing is dropped.
            [one] one is dropped, since a single tunnel has no place for it.
           *[other] { $dropped } are dropped, since a single tunnel has no place for them.
        }
    }

# Values no other rule speaks of

rule-F-01 = { $field }: “{ $value }” is not a valid value. Choose one of { $words }.
rule-F-02 =
    { $field }: { $count ->
        [one] one character is
       *[other] { $count } characters are
    } invisible, such as a line break or a zero-width mark from a paste. Remove { $count ->
        [one] it?
       *[other] them?
    }
rule-F-03 =
    The service will ignore { $count ->
        [one] one value
       *[other] { $count } values
    } because { $switch } is not true. Turn it on?

rule-F-04 =
    { $field }: “{ $value }” { $kind ->
        [reference] is the name of a variable whose value was never filled in.
        [mask] has characters struck out, so it is not the value itself.
       *[template] comes from a template and was never filled in.
    } Enter the value that is meant.
rule-F-05 =
    { $field }: “{ $value }” is the ID of another kind of object; an ID that starts with { $wanted } is needed here.
rule-F-06 =
    { $kind ->
        [any] “{ $id }” means any ID in the notation of some devices; the service treats it as a name, which no device sends. Leave the ID out to expect the address of the customer gateway, or enter the one that your device sends.
        [wildcard] “{ $id }” is a pattern; the service takes it for a name, and no device sends that. Enter the ID that your device sends.
        [mask] “{ $id }” is not an address that a device could send as its ID. Leave the ID out, or enter the one that is sent.
        [network] “{ $id }” has a prefix length, and an ID is one address. Enter the address alone.
       *[at] The @ before a name is a notation of some devices and is not sent. Enter the name alone.
    }

# Name

rule-N-01 =
    { $length ->
        [0] The name is empty. Enter 1 to 100 characters, or leave it out.
       *[other] The name has { $length } characters; the limit is 100.
    }
rule-N-02 = A name must not start with http:// or https://.
rule-N-03 =
    { $other } in this region already has the name “{ $name }”. After a lost answer the two could not be distinguished; give this one its own name.
rule-N-04 =
    Without a name of its own this connection is hard to find again when an answer gets lost. Site, region and date make a good one.
rule-N-05 =
    The name contains { $count ->
        [one] a line break, control or invisible character. Remove it?
       *[other] { $count } line breaks, control or invisible characters. Remove them?
    }

# Tags

rule-T-01 = There are { $count } tags; the limit is 20. Remove those you need least.
rule-T-02 = Tag { $tag } has no key.
rule-T-03 = The key of tag { $tag } has { $length } characters; the limit is 64.
rule-T-04 = The { $part } of tag { $tag } starts with { $prefix }, which is reserved by Alibaba Cloud.
rule-T-05 = The { $part } of tag { $tag } contains a web address; http:// and https:// are not allowed there.
rule-T-06 = The value of tag { $tag } has { $length } characters; the limit is 128.
rule-T-07 = { $count } tags have the key “{ $key }”; each key may be used only once.

# Client token, resource group

rule-K-01 = Character { $position } of the client token, “{ $character }”, is not allowed: use printable ASCII without spaces.
rule-K-02 = The client token has { $length } characters; the limit is 64.
rule-K-04 = A client token is generated when this is sent, and shown with the outcome. With a token of its own, the draft can be sent again without ever creating a second connection.
rule-R-01 = “{ $value }” does not look like a resource group; their IDs start with rg-.

# Subnets and routing

rule-S-01 = { $field }: enter at least one block, or 0.0.0.0/0 on both sides for a route-based connection.
rule-S-02 =
    { $field }: { $items } { $count ->
        [one] is not a valid IPv4 block
       *[other] are not valid IPv4 blocks
    } such as 10.1.0.0/16.{ $meant ->
        [none] { "" }
       *[other] { "" } Did you mean { $meant }?
    }
rule-S-03 =
    { $field }: { $items } { $count ->
        [one] has host bits set
       *[other] have host bits set
    }. Did you mean { $meant }?
rule-S-04 =
    { $field }: blocks are separated by a single comma, without spaces.{ $clean ->
        [none] { "" }
       *[other] { "" } Write { $clean }?
    }
rule-S-05 =
    { $field }: { $items } { $count ->
        [one] is
       *[other] are
    } IPv6; this kind of connection carries IPv4 only.
rule-S-06 =
    { $field }: { $outer } already covers { $inner }{ $count ->
        [one] . Drop it?
       *[other] ; { $count } blocks are covered in all. Drop them?
    }
rule-S-07 =
    { $local } here and { $remote } behind your device overlap{ $count ->
        [one] { "" }
       *[other] {" "}({ $count } overlaps in all)
    }. Both ends would claim the same addresses; renumber one, or narrow the blocks.
rule-S-08 =
    { $field }: 0.0.0.0/0 makes the connection route-based and must be the only block. Remove it, or remove { $count ->
        [one] the other block.
       *[other] the { $count } other blocks.
    }
rule-S-09 =
    { $field }: only this side is 0.0.0.0/0. The documentation allows 0.0.0.0/0 on both sides or specific blocks on both; most devices do not accept a mix.
rule-S-10 =
    { $field }: { $items } { $count ->
        [one] is a special-use range, not a network
       *[other] are special-use ranges, not networks
    } that a tunnel can reach.
rule-S-11 =
    { $field }: { $items } { $count ->
        [one] touches
       *[other] touch
    } 100.64.0.0/10, where Alibaba Cloud runs its own services. Routes for it must not be announced.
rule-S-12 =
    { $field }: { $items } { $count ->
        [one] contains
       *[other] contain
    } public addresses. Instances with Internet access will go past the tunnel unless their routes say otherwise.
rule-S-13 =
    { $field }: { $count } blocks; the published limit was 5 on each side. Summarize them, or use 0.0.0.0/0 on both sides.
rule-S-14 =
    IKEv1 carries one block on each side and there are { $count } on one, so traffic of the others would be dropped. Use ikev2?
rule-S-15 =
    With IKEv2 and several blocks there are { $count } pairs of subnets in one tunnel. Cisco, Huawei, H3C and others build one SA for each pair, and often only the first pair comes up. Use 0.0.0.0/0 on both sides, or make sure that your device offers all pairs at once.
rule-S-16 =
    { $field }: the { $count } blocks are the same as { $fewer ->
        [one] the single block
       *[other] these { $fewer }:
    } { $items }.
rule-S-17 =
    { $field }: BGP is on, but these blocks limit what the tunnel carries: traffic for learned routes outside them is dropped. Use 0.0.0.0/0 on both sides.
rule-S-18 =
    The connection is route-based and BGP is off, so you need static routes in three places: on the connection, on the transit router and on your device.
rule-S-19 =
    { $field }: { $block } contains { $address }, the address of your own device. The encrypted packets would be routed back into the tunnel; exclude that address.
rule-S-20 =
    { $block } is claimed by { $other } in this region, too. Routes to it will conflict, or share the load unintended; if that is not on purpose, narrow one of the two.
rule-S-21 =
    Your device needs the mirror image, block for block: its own side { $remote }, the far side { $local }.

# Customer gateways that were looked up

rule-G-01 = The customer gateway { $gateway } does not exist in this region. Choose another, or create it.
rule-G-02 = The customer gateway { $gateway } has the address { $address }, which cannot be a peer address, so the tunnel can never come up. Choose another.
rule-G-03 =
    { $network ->
        [public] The tunnel runs over the Internet, but the customer gateway { $gateway } has the private address { $address }.
       *[private] The tunnel runs over a private network, but the customer gateway { $gateway } has the public address { $address }.
    } It can never come up; choose another gateway or the other network type.
rule-G-04 = Both customer gateways have the address { $address }. You get two zones at Alibaba Cloud, but no redundancy if that one address on your side fails.

rule-G-05 = There are { $count } customer gateways in this region, and the published limit is { $most }. Soon none can be created; ask for more in Quota Center or delete old ones.
rule-G-09 = { $other } in this region has the same subnets and a customer gateway in common. Perhaps an earlier submission succeeded, or the service will refuse this one; look at it first.

# Several drafts of one run

rule-Q-10 =
    { $a } and { $b }{ $more ->
        [0] { "" }
        [one] {" "}(and one more)
       *[other] {" "}(and { $more } more)
    } { $shared ->
        [token] have the same client token and are different requests; the service would carry out the first and refuse the rest. Give each its own, or leave it out.
        [copy] are the same request with the same client token: the service makes one connection of them.
        [subnets] connect the same customer gateways and the same subnets in one region. That is right for two connections to one device, with routes by BGP or of your own; otherwise correct the rows, or drop one.
        [name] are both called “{ $value }” in one region. After a lost answer it would not be clear which of them exists; give each its own name.
        [cidr] use the tunnel CIDR block { $value } in one region. Take a different one for each tunnel.
       *[key] have the same pre-shared key: whoever learns it from one site can pose as the others. Generate one for each tunnel.
    }
