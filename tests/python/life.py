"""A whole life of a connection, through the official SDKs of both products.

python life.py ENDPOINT KEY_ID KEY_SECRET GATEWAY_1 GATEWAY_2

Tunnel 1 of the sandbox has a device with another phase 1 cipher, so that there is something to find and
to repair. Prints a line of JSON for each step; every answer has to survive the SDK's own model, without a
field or a value that the model does not know.
"""

import json
import sys
import time
from urllib.parse import urlsplit

from alibabacloud_cbn20170912 import models as cbn
from alibabacloud_cbn20170912.client import Client as CbnClient
from alibabacloud_tea_openapi.models import Config
from alibabacloud_vpc20160428 import models as vpc
from alibabacloud_vpc20160428.client import Client as VpcClient

ENDPOINT, KEY_ID, KEY_SECRET, GATEWAY_1, GATEWAY_2 = sys.argv[1:]
REGION = "eu-central-1"


def told(what, **facts):
    print(json.dumps({"what": what, **facts}), flush=True)


def client(of):
    config = Config(
        access_key_id=KEY_ID, access_key_secret=KEY_SECRET, endpoint=urlsplit(ENDPOINT).netloc,
        protocol="http", region_id=REGION,
    )
    made = of(config)
    call = made.call_api

    def recorded(*arguments, **named):
        made.raw = call(*arguments, **named)
        return made.raw

    made.call_api = recorded
    return made


VPC, CBN = client(VpcClient), client(CbnClient)


def lost(raw, read, path=""):
    """What the SDK's model does not give back as it came."""
    if isinstance(raw, dict) and isinstance(read, dict):
        for name, value in raw.items():
            yield from lost(value, read.get(name), f"{path}.{name}")
    elif isinstance(raw, list) and isinstance(read, list) and len(raw) == len(read):
        for place, (one, other) in enumerate(zip(raw, read)):
            yield from lost(one, other, f"{path}[{place}]")
    elif type(raw) is not type(read) or raw != read:
        yield f"{path}: {raw!r} became {read!r}"


def ask(of, action, **parameters):
    """Calls an operation and compares what came with what the model made of it."""
    name = "".join(part.capitalize() for part in action.split("_"))
    name = {"UnTagResources": "UnTagResources"}.get(name, name)
    models = vpc if of is VPC else cbn
    request = getattr(models, name + "Request")(**parameters)
    answer = getattr(of, action)(request)
    losses = list(lost(of.raw["body"], answer.body.to_map()))
    if losses:
        told("lost", action=name, losses=losses)
    return answer.body


def refused(of, action, **parameters):
    try:
        ask(of, action, **parameters)
    except Exception as error:  # the SDK's exceptions have the service's code
        return getattr(error, "code", str(error))
    return None


def tunnel(of, index, gateway, block, cipher="aes256", **more):
    prefix = of + "RequestTunnelOptionsSpecification"

    def part(name, **values):
        return getattr(vpc, prefix + name)(**values)

    return part(
        "", customer_gateway_id=gateway, tunnel_index=index, enable_dpd=True,
        enable_nat_traversal=True,
        tunnel_bgp_config=part(
            "TunnelBgpConfig", local_asn=65530, tunnel_cidr=f"169.254.{block}.0/30",
            local_bgp_ip=f"169.254.{block}.1",
        ),
        tunnel_ike_config=part(
            "TunnelIkeConfig", ike_version="ikev2", ike_mode="main", ike_enc_alg=cipher,
            ike_auth_alg="sha256", ike_pfs="group14", ike_lifetime=86400, psk=f"examplekey000{index}",
        ),
        tunnel_ipsec_config=part(
            "TunnelIpsecConfig", ipsec_enc_alg="aes256", ipsec_auth_alg="sha256",
            ipsec_pfs="group14", ipsec_lifetime=28800,
        ),
        **more,
    )


def look():
    return ask(VPC, "describe_vpn_connection", region_id=REGION, vpn_connection_id=ID)


def tunnels():
    return look().tunnel_options_specification.tunnel_options


def until(is_so):
    """Looks until it is so, and gives the states that were seen on the way."""
    begun, seen = time.monotonic(), []
    while True:
        now = look()
        state = [now.state] + [one.status for one in now.tunnel_options_specification.tunnel_options]
        if not seen or seen[-1] != state:
            seen.append(state)
        if is_so(now):
            return seen
        assert time.monotonic() - begun < 60, state
        time.sleep(0.05)


def are_up(now):
    return all(
        one.status == "ipsec_sa_established" and one.tunnel_bgp_config.bgp_status == "success"
        for one in now.tunnel_options_specification.tunnel_options
    )


ID = ask(
    VPC, "create_vpn_attachment", region_id=REGION, name="sdk-life", local_subnet="0.0.0.0/0",
    remote_subnet="0.0.0.0/0", effect_immediately=True, enable_tunnels_bgp=True,
    tunnel_options_specification=[
        tunnel("CreateVpnAttachment", 1, GATEWAY_1, 30),
        tunnel("CreateVpnAttachment", 2, GATEWAY_2, 31),
    ],
).vpn_connection_id
first = look()
told("created", id=ID, state=first.state, attach=first.attach_type)

cens = ask(CBN, "describe_cens", page_number=1, page_size=50)
routers = ask(CBN, "list_transit_routers", region_id=REGION, page_number=1, page_size=50)
usable = [
    one.transit_router_id
    for one in routers.transit_routers
    if one.type == "Enterprise" and one.transit_router_cidr_list
    and ask(
        CBN, "list_transit_router_vpn_attachments", region_id=REGION,
        transit_router_id=one.transit_router_id,
    ).total_count < 50
]
zones = ask(CBN, "list_transit_router_available_resource", region_id=REGION)
told("routers", cens=cens.total_count, routers=routers.total_count, usable=usable,
     zones=zones.available_zones)

attachment = ask(
    CBN, "create_transit_router_vpn_attachment", region_id=REGION, transit_router_id=usable[0],
    vpn_id=ID, client_token="sdk-bind", auto_publish_route_enabled=True,
    transit_router_attachment_name="sdk-life",
).transit_router_attachment_id
again = ask(
    CBN, "create_transit_router_vpn_attachment", region_id=REGION, transit_router_id=usable[0],
    vpn_id=ID, client_token="sdk-bind", auto_publish_route_enabled=True,
    transit_router_attachment_name="sdk-life",
).transit_router_attachment_id


def bound():
    return ask(
        CBN, "list_transit_router_vpn_attachments", region_id=REGION,
        transit_router_attachment_id=attachment,
    ).transit_router_attachments


way = [bound()[0].status]
while way[-1] != "Attached":
    time.sleep(0.05)
    if bound()[0].status != way[-1]:
        way.append(bound()[0].status)
addresses = [one.internet_ip for one in tunnels()]
told("bound", once=attachment == again, way=way, addresses=addresses)
ask(VPC, "describe_vpn_attachments", region_id=REGION, vpn_connection_id=ID)
ask(VPC, "describe_vpn_connections", region_id=REGION, vpn_connection_id=ID)

table = ask(
    CBN, "list_transit_router_route_tables", transit_router_id=usable[0],
    transit_router_route_table_type="System",
).transit_router_route_tables[0].transit_router_route_table_id
both = {"transit_router_route_table_id": table, "transit_router_attachment_id": attachment}
ask(CBN, "associate_transit_router_attachment_with_route_table", **both)
ask(CBN, "enable_transit_router_route_table_propagation", **both)


def uses():
    one = ask(CBN, "list_transit_router_route_table_associations", **both)
    other = ask(CBN, "list_transit_router_route_table_propagations", **both)
    rows = [*one.transit_router_associations, *other.transit_router_propagations]
    return [row.status for row in rows]


while uses() != ["Active", "Active"]:
    time.sleep(0.05)

seen = until(
    lambda now: now.tunnel_options_specification.tunnel_options[1].tunnel_bgp_config.bgp_status
    == "success"
)
told("half-up", seen=seen)
time.sleep(0.3)
ids = [one.tunnel_id for one in tunnels()]
found = ask(VPC, "diagnose_vpn_connections", region_id=REGION, tunnel_ids=ids).vpn_connections
told("diagnosed", rows=[
    [ids.index(one.tunnel_id) + 1, one.severity, one.failed_reason_code, one.mismatch_local_param,
     one.mismatch_remote_param, one.source_log]
    for one in found
])
log = ask(
    VPC, "describe_vpn_connection_logs", region_id=REGION, vpn_connection_id=ID, tunnel_id=ids[0],
    minute_period=10, page_number=1, page_size=50,
)
told("logged", lines=log.data.logs, complete=log.is_completed)
config = ask(VPC, "download_vpn_connection_config", region_id=REGION, vpn_connection_id=ID)
remotes = [one.remote for one in config.vpn_connection_config.tunnels_config.tunnel_config]
told("downloaded", same=remotes == addresses)


def modify(cipher, token):
    return ask(
        VPC, "modify_vpn_attachment_attribute", region_id=REGION, vpn_connection_id=ID,
        client_token=token, local_subnet="0.0.0.0/0", remote_subnet="0.0.0.0/0",
        effect_immediately=True, enable_tunnels_bgp=True,
        tunnel_options_specification=[
            tunnel("ModifyVpnAttachmentAttribute", 1, GATEWAY_1, 30, cipher, tunnel_id=ids[0]),
            tunnel("ModifyVpnAttachmentAttribute", 2, GATEWAY_2, 31, tunnel_id=ids[1]),
        ],
    )


modify("aes", "sdk-modify")
busy = refused(
    VPC, "modify_vpn_attachment_attribute", region_id=REGION, vpn_connection_id=ID, name="busy"
)
told("repaired", busy=busy, seen=until(are_up))

resource = {"region_id": REGION, "resource_type": "VPNATTACHMENT", "resource_id": [ID]}
ask(VPC, "tag_resources", tag=[vpc.TagResourcesRequestTag(key="site", value="dc1")], **resource)
tags = ask(VPC, "list_tag_resources", **resource).tag_resources.tag_resource
ask(VPC, "un_tag_resources", tag_key=["site"], **resource)
told("tagged", tags=[[one.tag_key, one.tag_value] for one in tags],
     left=ask(VPC, "list_tag_resources", **resource).tag_resources.tag_resource or [])

still = refused(VPC, "delete_vpn_attachment", region_id=REGION, vpn_connection_id=ID)
used = refused(CBN, "delete_transit_router_vpn_attachment", transit_router_attachment_id=attachment)
ask(CBN, "disable_transit_router_route_table_propagation", **both)
ask(CBN, "dissociate_transit_router_attachment_from_route_table", **both)
while uses():
    time.sleep(0.05)
ask(CBN, "delete_transit_router_vpn_attachment", transit_router_attachment_id=attachment,
    client_token="sdk-unbind")
until(lambda now: now.state == "init")
told("unbound", still=still, used=used, left=len(bound() or []),
     addresses=[one.internet_ip for one in tunnels()])
gone = ask(VPC, "delete_vpn_attachment", region_id=REGION, vpn_connection_id=ID, client_token="sdk-del")
told("deleted", success=gone.success,
     twice=refused(VPC, "delete_vpn_attachment", region_id=REGION, vpn_connection_id=ID),
     look=refused(VPC, "describe_vpn_connection", region_id=REGION, vpn_connection_id=ID))
