"""Plays every type of probe with a real blackbox exporter, against servers of this process that are up, then down.

Arguments: pharos, and the blackbox exporter. Prints what does not come out as expected.
"""

import contextlib
import pathlib
import re
import socket
import socketserver
import ssl
import struct
import subprocess
import sys
import tempfile
import threading
import time
import urllib.parse
import urllib.request

import yaml

from live_alertmanager import free_port

SPEC = r"""
version: 1
project: shop
team: web
services: {{}}
receivers: {{ chat: {{ type: slack, channel: "#alerts", webhook_url_file: secrets/chat }} }}
probes:
  port: {{ type: tcp, target: "127.0.0.1:{plain}" }}
  secure: {{ type: tcp, target: "127.0.0.1:{secure}", tls: {{ ca_file: secrets/ca }} }}
  stranger: {{ type: tcp, target: "127.0.0.1:{secure}", tls: true }}
  record: {{ type: dns, name: shop.example, server: "127.0.0.1:{dns}" }}
  answer: {{ type: dns, name: shop.example, server: "127.0.0.1:{dns}", answer: '\t192\.0\.2\.1$' }}
  wrong-answer: {{ type: dns, name: shop.example, server: "127.0.0.1:{dns}", answer: '\t192\.0\.2\.2$' }}
  no-record: {{ type: dns, name: gone.example, server: "127.0.0.1:{dns}" }}
  host: {{ type: icmp, host: 127.0.0.1 }}
  nobody: {{ type: icmp, host: nobody.invalid, timeout: 1s }}   # a name that nobody has, RFC 6761
  serving: {{ type: grpc, target: "127.0.0.1:{grpc}" }}
  stock: {{ type: grpc, target: "127.0.0.1:{grpc}", grpc_service: shop.Stock }}
  sick: {{ type: grpc, target: "127.0.0.1:{grpc}", grpc_service: shop.Sick }}
"""

# What is good while the servers are up; while they are down, the host alone is.
GOOD = {"port", "secure", "record", "answer", "host", "serving", "stock"}


class Plain(socketserver.BaseRequestHandler):
    def handle(self):
        pass


class Names(socketserver.BaseRequestHandler):
    """A DNS server that knows one address, RFC 1035."""

    def handle(self):
        query, connection = self.request
        question = query[12 : query.index(0, 12) + 5]
        known = question.startswith(b"\x04shop\x07example\x00")
        answer = b"\xc0\x0c" + struct.pack(">HHIH", 1, 1, 60, 4) + bytes([192, 0, 2, 1]) if known else b""
        connection.sendto(query[:2] + struct.pack(">HHHHH", 0x8180, 1, len(answer) > 0, 0, 0) + question + answer, self.client_address)


class Health(socketserver.BaseRequestHandler):
    """The gRPC health service in the frames of HTTP/2, RFC 9113; headers are literals, RFC 7541 section 6.2.2."""

    DATA, HEADERS, SETTINGS, END_STREAM, END_HEADERS = 0, 1, 4, 1, 4

    def frame(self, kind, flags=0, stream=0, body=b""):
        self.request.sendall(struct.pack(">I", len(body))[1:] + bytes([kind, flags]) + struct.pack(">I", stream) + body)

    def headers(self, stream, flags, **fields):
        literals = ((name.replace("_", "-").encode(), value.encode()) for name, value in fields.items())
        self.frame(self.HEADERS, flags | self.END_HEADERS, stream, b"".join(
            b"\0" + bytes([len(name)]) + name + bytes([len(value)]) + value for name, value in literals))

    def handle(self):
        stream = self.request.makefile("rb")
        stream.read(len(b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"))
        self.frame(self.SETTINGS)
        while len(head := stream.read(9)) == 9:
            size, kind, flags, number = int.from_bytes(head[:3], "big"), head[3], head[4], int.from_bytes(head[5:], "big")
            body = stream.read(size)
            if kind == self.SETTINGS and not flags & 1:
                self.frame(self.SETTINGS, flags=1)
            if kind == self.DATA and flags & self.END_STREAM:
                # HealthCheckResponse: status 1 is SERVING, 2 NOT_SERVING.
                message = b"\x08" + (b"\x02" if b"shop.Sick" in body else b"\x01")
                status = b"\x88"  # the header `:status 200` by its index
                content = b"\0\x0ccontent-type\x10application/grpc"
                self.frame(self.HEADERS, self.END_HEADERS, number, status + content)
                self.frame(self.DATA, 0, number, struct.pack(">BI", 0, len(message)) + message)
                self.headers(number, self.END_STREAM, grpc_status="0")


def certificate(folder):
    """A certificate for 127.0.0.1 that nobody but who has it trusts; of a day, so that its expiry is known."""
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "1", "-subj", "/CN=test", "-addext", "subjectAltName=IP:127.0.0.1",
         "-keyout", f"{folder}/key", "-out", f"{folder}/ca"], check=True, capture_output=True)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(f"{folder}/ca", f"{folder}/key")
    return context


class Secure(Plain):
    context = None

    def handle(self):
        with contextlib.suppress(OSError):
            self.context.wrap_socket(self.request, server_side=True).close()


@contextlib.contextmanager
def serving(ports):
    servers = [
        socketserver.ThreadingTCPServer(("127.0.0.1", ports["plain"]), Plain),
        socketserver.ThreadingTCPServer(("127.0.0.1", ports["secure"]), Secure),
        socketserver.ThreadingUDPServer(("127.0.0.1", ports["dns"]), Names),
        socketserver.ThreadingTCPServer(("127.0.0.1", ports["grpc"]), Health),
    ]
    for server in servers:
        server.daemon_threads = True
        threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield
    finally:
        for server in servers:
            server.shutdown()
            server.server_close()


def may_ping():
    """Whether the system lets this user open a socket for pings, as the stack lets the exporter."""
    for kind in (socket.SOCK_DGRAM, socket.SOCK_RAW):
        with contextlib.suppress(OSError):
            socket.socket(socket.AF_INET, kind, socket.IPPROTO_ICMP).close()
            return True
    return False


def probe(address, target):
    """What the exporter says of a target, as Prometheus asks for it."""
    query = urllib.parse.urlencode({"module": target["labels"]["__param_module"], "target": target["targets"][0]})
    text = urllib.request.urlopen(f"http://{address}/probe?{query}", timeout=15).read().decode()
    return {name: float(value) for name, value in re.findall(r"^(\w+) (\S+)$", text, re.MULTILINE)}


def main():
    pharos, exporter = sys.argv[1:]
    with tempfile.TemporaryDirectory() as scratch:
        folder = pathlib.Path(scratch)
        ports = {name: free_port() for name in ("plain", "secure", "dns", "grpc")}
        (folder / "pharos.yml").write_text(SPEC.format(**ports))
        subprocess.run([pharos, "generate", folder / "pharos.yml", "--output", folder / "stack"], check=True, capture_output=True)
        Secure.context = certificate(folder)
        configuration = folder / "blackbox.yml"
        configuration.write_text((folder / "stack/blackbox/blackbox.yml").read_text().replace("/run/secrets", scratch))
        subprocess.run([exporter, f"--config.file={configuration}", "--config.check"], check=True, capture_output=True)
        jobs = yaml.safe_load((folder / "stack/prometheus/prometheus.yml").read_text())["scrape_configs"]
        targets = next(job for job in jobs if job["job_name"] == "probe")["static_configs"]
        address = f"127.0.0.1:{free_port()}"
        process = subprocess.Popen(
            [exporter, f"--config.file={configuration}", f"--web.listen-address={address}"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            for attempt in range(100):
                with contextlib.suppress(OSError):
                    urllib.request.urlopen(f"http://{address}/-/healthy", timeout=5).close()
                    break
                time.sleep(0.1)
            failed = False
            ping = set() if may_ping() else {"host"}
            with serving(ports):
                failed |= judge(address, targets, GOOD - ping, "up")
            failed |= judge(address, targets, {"host"} - ping, "down")
        finally:
            process.kill()
            process.wait()
    sys.exit(failed)


def judge(address, targets, good, state):
    """Whether a probe's success is not as expected, or its certificate's expiry is not known."""
    failed = False
    for target in targets:
        name = target["labels"]["probe"]
        values = probe(address, target)
        if values["probe_success"] != (name in good):
            failed = True
            print(f"servers {state}: {name} gives {values}")
        if name == "secure" and state == "up" and not 0 < values.get("probe_ssl_earliest_cert_expiry", 0) - time.time() <= 86_400:
            failed = True
            print(f"{name}: the certificate expires in a day, and not at {values.get('probe_ssl_earliest_cert_expiry')}")
    return failed


main()
