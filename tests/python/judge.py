"""Signs what it is told with the official signing functions, a line of JSON in, one out.

In:  {"method", "secret", "params"} or {"method", "secret", "id", "query", "headers", "hash"}
Out: {"newer", "older"} (signature version 1.0) or {"acs3"}
"""

import json
import sys

from alibabacloud_tea_openapi.utils import Utils
from aliyunsdkcore.auth.composer import rpc_signature_composer as older
from darabonba.core import DaraModel  # noqa: F401  (part of the SDK; missing means a broken install)
from darabonba.request import DaraRequest

compose = getattr(older, "__compose_string_to_sign")
sign = getattr(older, "__get_signature")


def acs3(case):
    request = DaraRequest()
    request.method, request.pathname = case["method"], "/"
    request.query, request.headers = case["query"], case["headers"]
    return Utils.get_authorization(
        request, "ACS3-HMAC-SHA256", case["hash"], case["id"], case["secret"]
    )


for line in sys.stdin:
    case = json.loads(line)
    if "params" in case:
        answer = {
            "newer": Utils.get_rpcsignature(case["params"], case["method"], case["secret"]),
            "older": sign(compose(case["method"], case["params"]), case["secret"]),
        }
    else:
        answer = {"acs3": acs3(case)}
    print(json.dumps(answer), flush=True)
