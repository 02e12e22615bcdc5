"""The official SDKs as clients: python client.py ENDPOINT KEY_ID KEY_SECRET GATEWAY_1 GATEWAY_2

Prints a line of JSON for each thing tried.
"""

import json
import sys
from urllib.parse import urlsplit

from alibabacloud_tea_openapi.models import Config
from alibabacloud_vpc20160428 import models
from alibabacloud_vpc20160428.client import Client
from aliyunsdkcore.acs_exception.exceptions import ServerException
from aliyunsdkcore.auth.composer import rpc_signature_composer
from aliyunsdkcore.client import AcsClient
from aliyunsdkvpc.request.v20160428.DescribeCustomerGatewaysRequest import (
    DescribeCustomerGatewaysRequest,
)

ENDPOINT, KEY_ID, KEY_SECRET, GATEWAY_1, GATEWAY_2 = sys.argv[1:]
HOST = urlsplit(ENDPOINT).netloc
REGION = "eu-central-1"


def told(what, **facts):
    print(json.dumps({"what": what, **facts}), flush=True)


def client(secret=KEY_SECRET, algorithm=None):
    config = Config(access_key_id=KEY_ID, access_key_secret=secret, endpoint=HOST, protocol="http")
    config.region_id = REGION
    config.signature_algorithm = algorithm
    return Client(config)


def tunnel(index, gateway, block):
    of = models.CreateVpnAttachmentRequestTunnelOptionsSpecification
    prefix = "CreateVpnAttachmentRequestTunnelOptionsSpecification"
    return of(
        customer_gateway_id=gateway,
        tunnel_index=index,
        enable_dpd=True,
        enable_nat_traversal=True,
        tunnel_bgp_config=getattr(models, prefix + "TunnelBgpConfig")(
            local_asn=65530, tunnel_cidr=f"169.254.{block}.0/30", local_bgp_ip=f"169.254.{block}.1"
        ),
        tunnel_ike_config=getattr(models, prefix + "TunnelIkeConfig")(
            ike_version="ikev2", ike_mode="main", ike_enc_alg="aes256", ike_auth_alg="sha256",
            ike_pfs="group14", ike_lifetime=86400, psk=f"~!`@#$%^&*()_-+={{}}[]|;:,.<>/?{index}",
        ),
        tunnel_ipsec_config=getattr(models, prefix + "TunnelIpsecConfig")(
            ipsec_enc_alg="aes256", ipsec_auth_alg="sha256", ipsec_pfs="group14",
            ipsec_lifetime=28800,
        ),
    )


def dual(name, first_block, **more):
    return models.CreateVpnAttachmentRequest(
        region_id=REGION, name=name, local_subnet="0.0.0.0/0", remote_subnet="0.0.0.0/0",
        network_type="public", effect_immediately=True, enable_tunnels_bgp=True,
        tags=[models.CreateVpnAttachmentRequestTags(key="site", value="dc 1 ~*+ 总部")],
        tunnel_options_specification=[
            tunnel(1, GATEWAY_1, first_block), tunnel(2, GATEWAY_2, first_block + 1)
        ],
        **more,
    )


def single(name):
    return models.CreateVpnAttachmentRequest(
        region_id=REGION, name=name, customer_gateway_id=GATEWAY_1,
        local_subnet="10.1.1.0/24,10.1.2.0/24", remote_subnet="10.1.3.0/24",
        ike_config=json.dumps({"Psk": "kT7mPq2vXw9bRd4c", "IkeVersion": "ikev2", "IkeMode": "main",
                               "IkeEncAlg": "aes256", "IkeAuthAlg": "sha256",
                               "IkePfs": "group14", "IkeLifetime": 86400}),
        ipsec_config=json.dumps({"IpsecEncAlg": "aes256", "IpsecAuthAlg": "sha256",
                                 "IpsecPfs": "group14", "IpsecLifetime": 28800}),
        enable_dpd=True, enable_nat_traversal=True, auto_config_route=True,
    )


def create(what, caller, request):
    try:
        body = caller.create_vpn_attachment(request).body
        told(what, id=body.vpn_connection_id, success=body.success)
    except Exception as error:  # the SDK raises several kinds
        told(what, code=getattr(error, "code", None), message=str(error))


create("dual-v3", client(), dual("sdk-dual-v3", 20))
create("dual-v1", client(algorithm="v2"), dual("sdk-dual-v1", 30))
create("single-v3", client(), single("sdk-single-v3"))
create("dry-run", client(), dual("sdk-dry-run", 40, dry_run=True))
create("wrong-key", client(secret="wrong"), dual("sdk-wrong", 50))
create("wrong-key-v1", client(secret="wrong", algorithm="v2"), dual("sdk-wrong", 50))
create("same-token", client(), dual("sdk-token", 60, client_token="token-of-the-sdk"))
create("same-token", client(), dual("sdk-token", 60, client_token="token-of-the-sdk"))
create("other-with-token", client(), dual("sdk-other", 70, client_token="token-of-the-sdk"))

listed, page = [], 1
while True:
    body = client().describe_customer_gateways(
        models.DescribeCustomerGatewaysRequest(region_id=REGION, page_number=page, page_size=50)
    ).body
    rows = body.customer_gateways.customer_gateway
    listed += [row.customer_gateway_id for row in rows]
    if not rows or page * 50 >= body.total_count:
        break
    page += 1
told("list", pages=page, rows=len(listed), different=len(set(listed)), total=body.total_count)

older = AcsClient(KEY_ID, KEY_SECRET, REGION)
request = DescribeCustomerGatewaysRequest()
request.set_endpoint(HOST)
request.set_protocol_type("http")
request.add_query_param("RegionId", REGION)
request.set_PageSize(10)
answer = json.loads(older.do_action_with_exception(request))
told("older-list", rows=len(answer["CustomerGateways"]["CustomerGateway"]))

signed_url = rpc_signature_composer.get_signed_url


def tampered(*arguments, **named):
    url, text = signed_url(*arguments, **named)
    return url.replace("PageSize=10", "PageSize=11"), text


rpc_signature_composer.get_signed_url = tampered
try:
    older.do_action_with_exception(request)
    told("tampered", code=None)
except ServerException as error:
    told("tampered", code=error.get_error_code(), message=error.get_error_msg())
