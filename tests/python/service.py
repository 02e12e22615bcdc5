"""A service that checks what our client sends with the official SDK's signing functions.

Prints its port, then a line of JSON for each request: the action, whether the signature is right,
the URL (which must hold no parameter) and the business parameters.
"""

import hashlib
import json
import re
from http.server import BaseHTTPRequestHandler, HTTPServer
from urllib.parse import parse_qsl

from alibabacloud_tea_openapi.utils import Utils
from darabonba.request import DaraRequest

SECRET = "official-secret"
SYSTEM = {
    "AccessKeyId", "Action", "Format", "SecurityToken", "SignatureMethod", "SignatureNonce",
    "SignatureVersion", "Timestamp", "Version",
}


class Service(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_POST(self):
        body = self.rfile.read(int(self.headers["content-length"]))
        form = dict(parse_qsl(body.decode(), keep_blank_values=True, strict_parsing=True))
        authorization = self.headers.get("authorization", "")
        if authorization:
            right = authorization == self.acs3(authorization, body)
            action = self.headers["x-acs-action"]
        else:
            signature = form.pop("Signature")
            right = signature == Utils.get_rpcsignature(form, "POST", SECRET)
            action = form["Action"]
        business = {name: value for name, value in form.items() if name not in SYSTEM}
        seen = {"action": action, "right": right, "url": self.path, "business": business}
        print(json.dumps(seen), flush=True)
        answer = {"RequestId": "OFFICIAL-1", "VpnConnectionId": "vco-judged", "Code": "200",
                  "Message": "successful", "Success": True}
        if not right:
            answer = {"RequestId": "OFFICIAL-2", "Code": "SignatureDoesNotMatch", "Message": "no"}
        text = json.dumps(answer).encode()
        self.send_response(200 if right else 400)
        self.send_header("content-type", "application/json")
        self.send_header("content-length", str(len(text)))
        self.end_headers()
        self.wfile.write(text)

    def acs3(self, authorization, body):
        names = re.search("SignedHeaders=([^,]*)", authorization)[1].split(";")
        key = re.search("Credential=([^,]*)", authorization)[1]
        request = DaraRequest()
        request.method, request.pathname, request.query = "POST", "/", {}
        request.headers = {name: self.headers[name] for name in names}
        return Utils.get_authorization(
            request, "ACS3-HMAC-SHA256", hashlib.sha256(body).hexdigest(), key, SECRET
        )

    def log_message(self, *_):
        pass


server = HTTPServer(("127.0.0.1", 0), Service)
print(server.server_port, flush=True)
server.serve_forever()
