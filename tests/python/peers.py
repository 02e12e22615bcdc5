#!/usr/bin/env python3
"""Two strongSwan daemons, one at each end of a veth pair in two network namespaces.

Side "a" plays the cloud and is configured here straight from the parameters of the API, without the
program's help; side "b" is the device, with the swanctl.conf under test. Every tunnel is set up from
both ends, its suite compared with what was asked for, pinged, its keys renewed (which alone shows PFS in
IKEv2), and pinged again; of two tunnels each is taken away in turn. Where the parameters have a TunnelCidr, BGP
runs over the tunnel: BIRD from the parameters on side "a", FRR with the lines of the file under test on side
"b"; the networks behind both ends are pinged over the routes that came by BGP.

    peers.py --params PARAMS.json --peer-conf swanctl.conf     0: all held, 1: not all
    peers.py --probe                                           77: this machine cannot do it, and why
    peers.py --probe-bgp                                       the same for BGP

Needs root, charon-systemd, swanctl, ip, ping and /dev/net/tun; ESP runs in user space. Every wait has a
limit; all that is made bears the prefix il<pid>, and only that is removed.
"""
import argparse, atexit, base64, itertools, json, os, re, shutil, signal
import subprocess, sys, tempfile, time

os.environ["PATH"] += ":/usr/sbin:/sbin"

ENC = {"aes": "aes128", "aes192": "aes192", "aes256": "aes256", "des": "des", "3des": "3des"}
AUTH = {a: a for a in ("md5", "sha1", "sha256", "sha384", "sha512")}
DH = {"group1": "modp768", "group2": "modp1024", "group5": "modp1536", "group14": "modp2048"}
# what `swanctl --list-sas` prints for each of them
ENC_OUT = {"aes": "AES_CBC-128", "aes192": "AES_CBC-192", "aes256": "AES_CBC-256",
           "des": "DES_CBC", "3des": "3DES_CBC"}
AUTH_OUT = {"md5": "HMAC_MD5_96", "sha1": "HMAC_SHA1_96", "sha256": "HMAC_SHA2_256_128",
            "sha384": "HMAC_SHA2_384_192", "sha512": "HMAC_SHA2_512_256"}
DH_OUT = {"group1": "MODP_768", "group2": "MODP_1024", "group5": "MODP_1536", "group14": "MODP_2048"}
BASE = {  # the API's own defaults (spec), with documentation addresses
    "AliIp": "198.51.100.1", "PeerIp": "198.51.100.2",
    "LocalSubnet": "10.1.1.0/24", "RemoteSubnet": "10.1.3.0/24",
    "Psk": "TestPsk-1234", "IkeVersion": "ikev2", "IkeMode": "main",
    "IkeEncAlg": "aes", "IkeAuthAlg": "sha1", "IkePfs": "group2", "IkeLifetime": 86400,
    "IpsecEncAlg": "aes", "IpsecAuthAlg": "sha1", "IpsecPfs": "group2", "IpsecLifetime": 86400,
    "LocalId": "", "RemoteId": "", "EnableDpd": True, "EnableNatTraversal": True,
}
PLUGINS = ("random nonce openssl aes sha1 sha2 md5 hmac kdf gmp {kernel} "
           "socket-default vici updown")


def psk_literal(psk):
    """PSK as base64, the only spelling that is safe for every character."""
    return "0s" + base64.b64encode(psk.encode()).decode()


def quoted(v):
    return '"' + v.replace("\\", "\\\\").replace('"', '\\"') + '"'


def esp_prop(p):
    s = f"{ENC[p['IpsecEncAlg']]}-{AUTH[p['IpsecAuthAlg']]}"
    return s if p["IpsecPfs"] == "disabled" else s + "-" + DH[p["IpsecPfs"]]


def render(p, side, secret=None):
    """swanctl.conf for one side, from the API parameters."""
    ali = side == "a"
    la, ra = (p["AliIp"], p["PeerIp"]) if ali else (p["PeerIp"], p["AliIp"])
    lid, rid = p["LocalId"] or p["AliIp"], p["RemoteId"] or p["PeerIp"]
    lts, rts = p["LocalSubnet"], p["RemoteSubnet"]
    if not ali:
        lid, rid, lts, rts = rid, lid, rts, lts
    secret = secret if secret is not None else psk_literal(p["Psk"])
    v1 = p["IkeVersion"] == "ikev1"
    pairs = [(lts, rts)]
    if v1:  # IKEv1 carries one selector pair per Phase 2 SA
        pairs = list(itertools.product(lts.split(","), rts.split(",")))
    o = ["connections {", "  t1 {",
         f"    version = {1 if v1 else 2}"]
    if v1 and p["IkeMode"] == "aggressive":
        o.append("    aggressive = yes")
    o += [f"    local_addrs = {la}", f"    remote_addrs = {ra}",
          f"    proposals = {ENC[p['IkeEncAlg']]}-{AUTH[p['IkeAuthAlg']]}-{DH[p['IkePfs']]}",
          f"    rekey_time = {p.get('_ike_rekey', p['IkeLifetime'])}s"]
    if p["EnableDpd"]:
        o += [f"    dpd_delay = {p.get('_dpd', 30)}s", f"    dpd_timeout = {p.get('_dpd_to', 120)}s"]
    o += [f"    encap = {'yes' if p['EnableNatTraversal'] else 'no'}",
          "    local {", "      auth = psk", f"      id = {quoted(lid)}", "    }",
          "    remote {", "      auth = psk", f"      id = {quoted(rid)}", "    }",
          "    children {"]
    for i, (l, r) in enumerate(pairs):
        o += [f"      c{i + 1} {{", f"        local_ts = {l}", f"        remote_ts = {r}",
              f"        esp_proposals = {esp_prop(p)}", "        mode = tunnel",
              f"        rekey_time = {p.get('_esp_rekey', p['IpsecLifetime'])}s"]
        if p["EnableDpd"]:
            o.append("        dpd_action = %s" % p.get("_dpd_action", "clear"))
        o.append("      }")
    o += ["    }", "  }", "}", "secrets {", "  ike-1 {",
          f"    id-1 = {la}", f"    id-2 = {ra}"]
    for i, x in enumerate(x for x in (lid, rid) if x not in (la, ra)):
        o.append(f"    id-{3 + i} = {quoted(x)}")
    o += [f"    secret = {secret}", "  }", "}", ""]
    return "\n".join(o)


class Lab:
    def __init__(self, kernel="libipsec", aggressive_ok="ab", stock=""):
        self.px = "il%d" % (os.getpid() % 1000000)
        self.dir = tempfile.mkdtemp(prefix=self.px + "-")
        self.kernel, self.aggr, self.stock = kernel, aggressive_ok, stock
        self.procs, self.made = {}, []
        self.log_pos = {"a": 0, "b": 0}
        atexit.register(self.down)

    # -- plumbing -----------------------------------------------------------
    def ns(self, s):
        return self.px + s

    def sh(self, *a, t=10, check=True):
        r = subprocess.run(a, text=True, capture_output=True, timeout=t)
        if check and r.returncode:
            raise RuntimeError(f"{' '.join(a)}: {r.stderr.strip()}")
        return r

    def inns(self, s, *a, t=20):
        try:
            return subprocess.run(("ip", "netns", "exec", self.ns(s)) + a, text=True,
                                  capture_output=True, timeout=t)
        except subprocess.TimeoutExpired as e:
            return subprocess.CompletedProcess(a, 124, (e.stdout or b"").decode() if isinstance(e.stdout, bytes) else (e.stdout or ""), "timeout")

    def path(self, s, n):
        return os.path.join(self.dir, s, n)

    def up(self, ali="198.51.100.1", peer="198.51.100.2", extra=()):
        for s in "ab":
            os.mkdir(os.path.join(self.dir, s))
            self.sh("ip", "netns", "add", self.ns(s))
            self.made.append(self.ns(s))
        self.sh("ip", "link", "add", self.px + "va", "type", "veth", "peer", "name", self.px + "vb")
        for s, a in (("a", ali), ("b", peer)):
            d = self.px + "v" + s
            self.sh("ip", "link", "set", d, "netns", self.ns(s))
            for c in (["link", "set", "lo", "up"], ["link", "set", d, "up"],
                      ["addr", "add", a + "/32", "dev", d]):
                self.sh("ip", "-n", self.ns(s), *c)
        for s, a in (("a", peer), ("b", ali)):
            self.sh("ip", "-n", self.ns(s), "route", "add", a + "/32", "dev", self.px + "v" + s)
        for s, a in extra:
            self.sh("ip", "-n", self.ns(s), "addr", "add", a, "dev", "lo")
        for s in "ab":
            self.start(s)

    def start(self, s):
        exe = shutil.which("charon-systemd") or shutil.which("charon-systemd", path="/usr/sbin:/sbin")
        if not exe:
            raise SystemExit("charon-systemd is not installed; see above")
        kernel = "kernel-libipsec kernel-netlink" if self.kernel == "libipsec" else "kernel-netlink"
        load = "" if s in self.stock else "  load = %s\n" % PLUGINS.format(kernel=kernel)
        stock = "  load_modular = yes\n  plugins { include /etc/strongswan.d/charon/*.conf }\n" if s in self.stock else ""
        with open(self.path(s, "strongswan.conf"), "w") as f:
            f.write("charon-systemd {\n" + load + stock +
                    "  retransmit_tries = 1\n  retransmit_timeout = 1\n  retransmit_base = 1\n"
                    "  install_routes = %s\n" % getattr(self, "install_routes", "yes") +
                    ("  i_dont_care_about_security_and_use_aggressive_mode_psk = yes\n" if s in self.aggr else "") +
                    "  plugins {\n    vici { socket = unix://%s }\n" % self.path(s, "vici.sock") +
                    ("    kernel-libipsec { load = yes }\n" if s in self.stock and self.kernel == "libipsec" else "") +
                    "  }\n  filelog { f { path = %s\n default = 1\n cfg = 2\n flush_line = yes } }\n}\n"
                    % self.path(s, "charon.log"))
        env = dict(os.environ, STRONGSWAN_CONF=self.path(s, "strongswan.conf"))
        out = open(self.path(s, "out"), "ab")
        self.procs[s] = subprocess.Popen(["ip", "netns", "exec", self.ns(s), exe], env=env,
                                         stdout=out, stderr=out, stdin=subprocess.DEVNULL)
        for _ in range(100):
            if os.path.exists(self.path(s, "vici.sock")) and self.sw(s, "--stats").returncode == 0:
                return
            time.sleep(0.05)
        raise SystemExit("charon did not come up:\n" + self.log(s))

    def stop(self, s, sig=signal.SIGTERM):
        p = self.procs.pop(s, None)
        if not p:
            return
        p.send_signal(sig)
        try:
            p.wait(5)
        except subprocess.TimeoutExpired:
            p.kill(); p.wait(5)
        try:
            os.unlink(self.path(s, "vici.sock"))
        except FileNotFoundError:
            pass

    def down(self):
        for s in list(self.procs):
            self.stop(s)
        for n in reversed(self.made):
            subprocess.run(["ip", "netns", "del", n], capture_output=True, timeout=10)
        self.made = []
        shutil.rmtree(self.dir, ignore_errors=True)

    def sw(self, s, *a, t=15):
        return self.inns(s, "swanctl", *a, "--uri", "unix://" + self.path(s, "vici.sock"), t=t)

    def log(self, s, since=False):
        try:
            with open(self.path(s, "charon.log"), errors="replace") as f:
                if since:
                    f.seek(self.log_pos[s])
                return f.read()
        except FileNotFoundError:
            return ""

    def mark(self):
        for s in "ab":
            try:
                self.log_pos[s] = os.path.getsize(self.path(s, "charon.log"))
            except FileNotFoundError:
                self.log_pos[s] = 0

    # -- strongSwan operations ----------------------------------------------
    def load(self, s, text):
        f = self.path(s, "swanctl.conf")
        with open(f, "w") as h:
            h.write(text)
        r = self.sw(s, "--load-all", "--clear", "--file", f)
        ok = r.returncode == 0 and re.search(r"successfully loaded [1-9]\d* connections?", r.stdout)
        return bool(ok), (r.stdout + r.stderr)

    def initiate(self, s, child="c1", t=8):
        r = self.sw(s, "--initiate", "--child", child, "--timeout", str(t), t=t + 4)
        return r.returncode == 0 and "completed successfully" in r.stdout, r.stdout

    def sas(self, s):
        return self.sw(s, "--list-sas").stdout

    def clear(self):
        for s in "ba":
            for _ in range(3):
                if not self.sas(s).strip():
                    break
                self.sw(s, "--terminate", "--ike", "t1", "--force", "--timeout", "2", t=6)

    def ping(self, s, src, dst, n=2):
        r = self.inns(s, "ping", "-c", str(n), "-i", "0.05", "-W", "1", "-I", src, dst, t=5 + n)
        m = re.search(r"(\d+) received", r.stdout)
        return int(m.group(1)) if m else 0

    def counters(self, s):
        x = self.sas(s)
        return (sum(map(int, re.findall(r"in\s+[0-9a-f]+.*?,\s*(\d+) packets", x))),
                sum(map(int, re.findall(r"out\s+[0-9a-f]+.*?,\s*(\d+) packets", x))))

    def reason(self):
        """The first line of both logs that says why a negotiation failed."""
        pat = re.compile(r"(no proposal found|NO_PROP\w*|NO_PROPOSAL_CHOSEN|AUTH_FAILED|"
                         r"AUTHENTICATION_FAILED|no shared key found|MAC mismatched|invalid HASH|"
                         r"not allowed|Aggressive Mode PSK disabled|refus\w+|TS_UNACCEPTABLE|"
                         r"no matching|INVALID_\w+|deprecated|unsupported|could not|failed|"
                         r"inacceptable|unacceptable|giving up|PAYLOAD_MALFORMED|no IKE config found)[^\n]*")
        out = []
        for s in "ba":
            m = pat.search(self.log(s, since=True))
            if m:
                out.append(f"{s}: {m.group(0).strip()[:110]}")
        return " | ".join(out) or "no reason in the logs"


def hosts(p):
    """One host address per CIDR on each side (first usable)."""
    def first(c):
        import ipaddress
        n = ipaddress.ip_network(c.strip())
        return str(n.network_address + 1)
    return [first(c) for c in p["LocalSubnet"].split(",")], [first(c) for c in p["RemoteSubnet"].split(",")]


def check_algs(text, p, pfs=True):
    """Does `--list-sas` show exactly the parameters asked for?"""
    bad = []
    head = re.search(r"^  (\S+_CBC\S*?)/(\S+?)/PRF_(\S+?)/(MODP_\d+)", text, re.M)
    if not head:
        return ["no IKE suite in --list-sas"]
    if head.group(1) != ENC_OUT[p["IkeEncAlg"]]: bad.append("IKE enc " + head.group(1))
    if head.group(2) != AUTH_OUT[p["IkeAuthAlg"]]: bad.append("IKE auth " + head.group(2))
    if head.group(4) != DH_OUT[p["IkePfs"]]: bad.append("IKE dh " + head.group(4))
    kid = re.search(r"ESP:(\S+)", text)
    if not kid:
        return bad + ["no CHILD_SA"]
    parts = kid.group(1).split("/")
    if parts[0] != ENC_OUT[p["IpsecEncAlg"]]: bad.append("ESP enc " + parts[0])
    if parts[1] != AUTH_OUT[p["IpsecAuthAlg"]]: bad.append("ESP auth " + parts[1])
    if pfs:
        want = None if p["IpsecPfs"] == "disabled" else DH_OUT[p["IpsecPfs"]]
        got = parts[2] if len(parts) > 2 else None
        if got != want: bad.append(f"PFS {got} instead of {want}")
    return bad


def P(**k):
    return dict(BASE, **k)


def rename(text, i):
    """Second and further tunnels in one file need their own section names."""
    if i == 0:
        return text
    return (text.replace("  t1 {", f"  t{i + 1} {{").replace("  ike-1 {", f"  ike-{i + 1} {{")
            .replace("      c", f"      c{i + 1}_"))


def conns(lab, s):
    """[(connection, remote address, [children])] as charon itself lists them."""
    out, cur = [], None
    for line in lab.sw(s, "--list-conns").stdout.splitlines():
        if m := re.match(r"(\S+): IKEv", line):
            cur = [m.group(1), "", []]; out.append(cur)
        elif cur and (m := re.match(r"  remote:\s+(\S+)", line)) and not cur[1]:
            cur[1] = m.group(1)
        elif cur and (m := re.match(r"  (\S+): (TUNNEL|TRANSPORT|BEET|PASS|DROP)", line)):
            cur[2].append(m.group(1))
    return out


def drop_all(lab):
    """Ends every tunnel. What an end starts again by itself when the other closes it is ended once more."""
    def gone():
        for s in "ba":
            for c in conns(lab, s):
                lab.sw(s, "--terminate", "--ike", c[0], "--force", "--timeout", "2", t=6)
        return not (lab.sas("a").strip() or lab.sas("b").strip())
    until(5, gone)


def until(seconds, holds):
    """Whether something holds within that time."""
    end = time.monotonic() + seconds
    while not holds():
        if time.monotonic() > end:
            return False
        time.sleep(0.1)
    return True


def all_pairs(lab, p):
    la, ra = hosts(p)
    n = want = 0
    for l in la:
        for r in ra:
            want += 2
            n += lab.ping("b", r, l, 1) + lab.ping("a", l, r, 1)
    return n, want


def connect(lab, ps, inner):
    """Both ends with the outer addresses of all tunnels, and addresses of the networks behind them."""
    lab.up(ali=ps[0]["AliIp"], peer=ps[0]["PeerIp"], extra=inner)
    for p in ps[1:]:
        lab.sh("ip", "-n", lab.ns("a"), "addr", "add", p["AliIp"] + "/32", "dev", lab.px + "va", check=False)
        lab.sh("ip", "-n", lab.ns("b"), "route", "replace", p["AliIp"] + "/32", "dev", lab.px + "vb")
        if p["PeerIp"] != ps[0]["PeerIp"]:
            lab.sh("ip", "-n", lab.ns("b"), "addr", "add", p["PeerIp"] + "/32", "dev", lab.px + "vb", check=False)
            lab.sh("ip", "-n", lab.ns("a"), "route", "replace", p["PeerIp"] + "/32", "dev", lab.px + "va")


def loaded(lab, ps, peer_conf, peers):
    """Loads both ends and fills `peers`, the device's connections by the address of the cloud.
    Yields (name, ok, detail)."""
    both = {s: "".join(rename(render(p, s), i) for i, p in enumerate(ps)) for s in "ab"}
    if peer_conf is not None:
        both["b"] = peer_conf
    for s in "ab":
        ok, out = lab.load(s, both[s])
        yield f"side {s} loads", ok, "" if ok else out.strip()[-300:].replace(lab.dir, "LAB")
    peers.update({c[1]: c for c in conns(lab, "b")})
    missing = [p["AliIp"] for p in ps if p["AliIp"] not in peers]
    yield "one peer connection per tunnel", not missing, f"connections to {sorted(peers)}" + (f", none to {missing}" if missing else "")


def renewed(lab, kid, p):
    """Renews the keys of a child from the device: whether they came with the group asked for, and how."""
    lab.mark()
    lab.sw("b", "--rekey", "--child", kid)
    want_dh = None if p["IpsecPfs"] == "disabled" else DH_OUT[p["IpsecPfs"]]
    kids = []
    for _ in range(40):
        time.sleep(0.05)
        kids = re.findall(re.escape(kid) + r": #\d+, reqid \d+, INSTALLED, TUNNEL\S*, ESP:(\S+)", lab.sas("b"))
        if "CHILD_SA " + kid in lab.log("b", since=True) and kids:
            if ("MODP" not in kids[-1]) if want_dh is None else want_dh in kids[-1]:
                return True, "with PFS as asked"
    return False, f"WRONG {kids} {lab.reason()}"


LANS = {"a": "10.1.1.0/24", "b": "10.1.3.0/24"}  # what each end announces


def speakers(lab, p, written, folder):
    """Starts BGP at both ends of a tunnel: BIRD as the parameters say, FRR as the file under test says."""
    def run(s, *command):
        log = open(os.path.join(folder, s + ".log"), "ab")
        return subprocess.Popen(("ip", "netns", "exec", lab.ns(s)) + command, stdout=log, stderr=log, stdin=subprocess.DEVNULL)

    def put(name, text):
        with open(os.path.join(folder, name), "w") as f:
            f.write(text)
        return os.path.join(folder, name)
    own, other = p["LocalBgpIp"], written["inside"].split("/")[0]
    bird = put("bird.conf", f"""log stderr all;
router id {own};
protocol device {{ scan time 2; }}
protocol static {{ ipv4; route {LANS["a"]} blackhole; }}
protocol kernel {{ ipv4 {{ import none; export where source = RTS_BGP; }}; }}
protocol bgp company {{
  local {own} as {p["LocalAsn"]};
  neighbor {other} as {p["PeerAsn"]};
  direct;
  hold time 9; keepalive time 3; connect delay time 1; connect retry time 2;
  ipv4 {{ import all; export where source = RTS_STATIC; }};
}}
""")
    started = [run("a", "bird", "-f", "-c", bird, "-s", os.path.join(folder, "bird.ctl"), "-P", os.path.join(folder, "bird.pid"))]
    put("zebra.conf", "hostname lab\n")
    put("bgpd.conf", "hostname lab\n" + written["bgp"].replace("<NETWORK-OF-THE-COMPANY>", LANS["b"]))
    for path in (lab.dir, folder):
        os.chmod(path, 0o755)
    shutil.chown(folder, "frr", "frr")  # both daemons drop to the package's own user
    sock = os.path.join(folder, "zserv.api")
    for daemon, more in (("zebra", ()), ("bgpd", ("-p", "179"))):
        started.append(run("b", os.path.join(FRR, daemon), "-f", os.path.join(folder, daemon + ".conf"),
                           "-i", os.path.join(folder, daemon + ".pid"), "-z", sock, "--vty_socket", folder, "-P", "0", *more))
        for _ in range(100):
            if os.path.exists(sock): break
            time.sleep(0.05)
    return started


def told_in(peer_conf):
    """What the comments of the file under test say of each tunnel: its inside address, and its lines for FRR."""
    inside = re.findall(r"^#   ip address add (\S+) dev", peer_conf, re.M)
    bgp = re.findall(r"^#   router bgp .*\n(?:#    .*\n)+", peer_conf, re.M)
    return [{"inside": i, "bgp": re.sub(r"^#   ", "", b, flags=re.M)} for i, b in zip(inside, bgp)]


def over_bgp(ps, peer_conf, px="g"):
    """Every tunnel of a connection by itself: BGP over it, the routes that come by BGP, traffic over them, a
    rekey. Yields (name, ok, detail)."""
    lab = Lab(); lab.px += px
    lab.install_routes = "no"
    kids = []

    def stop():
        for one in reversed(kids):
            one.terminate()
        for one in kids:
            try: one.wait(5)
            except subprocess.TimeoutExpired: one.kill(); one.wait(5)
        kids.clear()
    try:
        connect(lab, ps, [("a", "10.1.1.1/24"), ("b", "10.1.3.1/24")])
        peers = {}
        for told in loaded(lab, ps, peer_conf, peers):
            yield told
            if not told[1]:
                return
        written = told_in(peer_conf)
        yield "inside address and BGP for each tunnel", len(written) == len(ps), f"{len(written)} of {len(ps)}"
        if len(written) != len(ps):
            return
        for i, p in enumerate(ps):
            name, (own, kid) = f"BGP over tunnel {i + 1}", (written[i]["inside"], peers[p["AliIp"]][2][0])
            drop_all(lab); lab.mark()
            if not lab.initiate("b", kid)[0]:
                yield name, False, lab.reason()
                return
            bad = check_algs(lab.sw("b", "--list-sas", "--ike", peers[p["AliIp"]][0]).stdout, p, pfs=p["IkeVersion"] == "ikev1")
            for s, a in (("a", p["LocalBgpIp"] + "/30"), ("b", own)):
                lab.sh("ip", "-n", lab.ns(s), "addr", "add", a, "dev", "ipsec0")
            folder = os.path.join(lab.dir, f"bgp{i}")
            os.mkdir(folder)
            kids += speakers(lab, p, written[i], folder)
            began = time.monotonic()
            both = until(40, lambda: all(
                LANS[o] in lab.sh("ip", "-n", lab.ns(s), "route", "show", "proto", proto).stdout
                for s, o, proto in (("a", "b", "bird"), ("b", "a", "bgp"))))
            took = time.monotonic() - began

            def across():  # A packet may be lost while the routes are taken in.
                return until(5, lambda: lab.ping("b", "10.1.3.1", "10.1.1.1", 2) + lab.ping("a", "10.1.1.1", "10.1.3.1", 2) == 4)
            before = both and across()
            good, how = renewed(lab, kid, p) if before else (False, "not tried")
            after = good and across()
            detail = (f"routes {f'after {took:.1f} s' if both else 'MISSING'}, traffic {'both ways' if before else 'NOT'}, "
                      f"rekey {how}, traffic {'both ways' if after else 'NOT'}" + ", ".join([""] + bad))
            if not both:
                for s in "ab":
                    with open(os.path.join(folder, s + ".log"), errors="replace") as f:
                        detail += f"; {s}: " + " ".join(f.read().split())[-300:]
            yield name, after and not bad, detail
            stop()
            for s in "ab":
                lab.sh("ip", "-n", lab.ns(s), "addr", "flush", "dev", "ipsec0")
    finally:
        stop()
        lab.down()


def several(ps, peer_conf=None, px="m"):
    """Every tunnel of a connection alone, from both ends, with a rekey; then,
    with more than one tunnel, all together and the busy one taken away.
    Yields (name, ok, detail)."""
    la, ra = hosts(ps[0])
    lab = Lab(); lab.px += px
    try:
        connect(lab, ps, [("a", x + "/24") for x in la] + [("b", x + "/24") for x in ra])
        peers = {}
        for told in loaded(lab, ps, peer_conf, peers):
            yield told
            if not told[1]:
                return
        cloud = {f"t{i + 1}": c for i, c in enumerate(sorted(conns(lab, "a")))}
        for i, p in enumerate(ps):
            for init in "ba":
                drop_all(lab); lab.mark()
                c = peers[p["AliIp"]] if init == "b" else cloud[f"t{i + 1}"]
                ok = all(lab.initiate(init, k)[0] for k in c[2])
                det = lab.reason() if not ok else ""
                if ok:
                    bad = check_algs(lab.sw("b", "--list-sas", "--ike", peers[p["AliIp"]][0]).stdout, p, pfs=p["IkeVersion"] == "ikev1")
                    n, want = all_pairs(lab, p)
                    ok, det = not bad and n == want, f"{n}/{want} pings" + ("" if not bad else ", " + ", ".join(bad))
                if ok and init == "b":
                    good, how = renewed(lab, c[2][0], p)
                    n, want = all_pairs(lab, p)
                    ok = good and n == want
                    det += f"; rekey {how}, {n}/{want} pings"
                yield f"tunnel {i + 1} alone, initiator={'peer' if init == 'b' else 'cloud'}", ok, det
        if len(ps) > 1:
            drop_all(lab)
            ok = all(lab.initiate("b", k)[0] for p in ps for k in peers[p["AliIp"]][2])
            n, want = all_pairs(lab, ps[0])
            yield "all tunnels together", ok and n == want, f"{n}/{want} pings"
            for p in ps:  # take them away one after the other, the busy one first
                up = [q for q in ps if lab.sw("b", "--list-sas", "--ike", peers[q["AliIp"]][0]).stdout.strip()]
                if len(up) < 2: break
                busy = max(up, key=lambda q: sum(map(int, re.findall(r"(\d+) packets", lab.sw("b", "--list-sas", "--ike", peers[q["AliIp"]][0]).stdout))))
                lab.sw("b", "--terminate", "--ike", peers[busy["AliIp"]][0], "--timeout", "3", t=6)
                time.sleep(0.3)
                n, want = all_pairs(lab, ps[0])
                yield f"after the busy tunnel (to {busy['AliIp']}) ended, the other carries on", n == want, f"{n}/{want} pings"
    finally:
        lab.down()


def verify(a):
    """Take the swanctl.conf under test (side b) through every case,
    against the same API parameters on side a.  --params holds one object, or a
    list with one object per tunnel; keys as in BASE."""
    doc = json.load(open(a.params))
    ps = [P(**t) for t in (doc if isinstance(doc, list) else [doc])]
    peer = open(a.peer_conf, errors="surrogateescape").read() if a.peer_conf else None
    rc, t0 = 0, time.monotonic()
    for name, ok, det in (over_bgp if "TunnelCidr" in ps[0] else several)(ps, peer):
        print(("ok   " if ok else "FAIL ") + name + (": " + det if det else ""), flush=True)
        rc |= not ok
    print(f"{time.monotonic() - t0:.1f} s")
    return rc


def probe():
    """Why the daemons cannot run here; nothing if they can."""
    if os.geteuid() != 0:
        return "it takes root to make network namespaces"
    for tool in ("charon-systemd", "swanctl", "ip", "ping"):
        if not shutil.which(tool):
            return f"{tool} is not installed"
    if not os.path.exists("/dev/net/tun"):
        return "there is no /dev/net/tun"
    name = "ilp%d" % (os.getpid() % 1000000)
    made = subprocess.run(["ip", "netns", "add", name], capture_output=True, text=True, timeout=10)
    if made.returncode:
        return "no network namespace can be made: " + made.stderr.strip()
    subprocess.run(["ip", "netns", "del", name], capture_output=True, timeout=10)
    return None


FRR = next((x for x in ("/usr/lib/frr", "/usr/libexec/frr") if os.path.isdir(x)), "")


def probe_bgp():
    """Why no BGP can be spoken here; nothing if it can."""
    if not shutil.which("bird"):
        return "bird is not installed"
    return None if FRR else "FRR is not installed"


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--params")
    options.add_argument("--peer-conf")
    options.add_argument("--probe", action="store_true")
    options.add_argument("--probe-bgp", action="store_true")
    chosen = options.parse_args()
    for one in (signal.SIGTERM, signal.SIGHUP, signal.SIGINT):
        signal.signal(one, lambda *_: sys.exit(130))
    why = probe() or (probe_bgp() if chosen.probe_bgp else None)
    if why:
        print(why)
        return 77
    return 0 if chosen.probe or chosen.probe_bgp else verify(chosen)


if __name__ == "__main__":
    sys.exit(main())
