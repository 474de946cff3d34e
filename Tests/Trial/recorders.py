"""Stand-ins for whoever is notified: Slack, PagerDuty, a mail server, a dead-man's switch. They record, and answer as the real ones do.

The same port serves what links of messages lead to, and the page of a host on which numbers can be overridden.
"""

import email
import email.policy
import json
import re
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from aiosmtpd.controller import Controller

# The spec's `urls` are of hosts below this one, which have no address: a request for them comes here, or to the server itself.
HOSTS = "studio.test"


class _NoRedirects(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *arguments):
        return None


_WITHOUT_REDIRECTS = urllib.request.build_opener(_NoRedirects)


@dataclass
class Message:
    """A notification as somebody got it."""

    receiver: str
    title: str
    text: str
    # What PagerDuty knows an incident by.
    key: str = ""
    at: float = field(default_factory=time.time)

    # RESOLVED HighErrorRate: …, CRITICAL HighErrorRate (2): …
    TITLE = re.compile(r"(?P<state>[A-Z]+) (?P<alert>\w+)(?: \(\d+\))?: ")

    @property
    def state(self):
        """The severity of what fires, or `resolved`."""
        return self._parsed("state").lower()

    @property
    def alert(self):
        return self._parsed("alert")

    def _parsed(self, part):
        match = self.TITLE.match(self.title)
        return match[part] if match else "?"

    @property
    def owner(self):
        match = re.search(r"· (?:service|component) (\S+)", self.text)
        return match[1] if match else ""

    @property
    def links(self):
        """What leads somewhere; addresses of targets among the labels do not count."""
        return sorted({link.rstrip(".,)") for link in re.findall(rf"http://\w+\.{re.escape(HOSTS)}[^\s|<>\"']*", self.text)})


class Recorders:
    def __init__(self, world):
        self.world = world
        self.messages = []
        self.heartbeats = []
        self.spans = []
        # Addresses that links lead to; known once the servers run.
        self.prometheus = self.alertmanager = self.node = ""
        # Lines of the host's page, by the names of their metrics.
        self.overrides = {}

    def start(self):
        handler = type("Handler", (_Handler,), {"recorders": self})
        for port in [self.world.port["receivers"], self.world.port["machine"]]:
            server = ThreadingHTTPServer(("127.0.0.1", port), handler)
            threading.Thread(target=server.serve_forever, daemon=True).start()
        self.mail = Controller(_Mail(self), hostname="127.0.0.1", port=self.world.port["mail"])
        self.mail.start()
        self._receive_spans()

    def stop(self):
        self.mail.stop()

    def answers(self, link):
        """Whether a link of a message leads somewhere."""
        for _ in range(5):
            host, _, path = link.removeprefix("http://").partition("/")
            address = {"prometheus.studio.test": self.prometheus, "alertmanager.studio.test": self.alertmanager}.get(
                host, f"http://{self.world.address('receivers')}")
            try:
                return _WITHOUT_REDIRECTS.open(f"{address}/{path}".split("#")[0], timeout=10).status == 200
            except urllib.error.HTTPError as error:
                if not error.headers["Location"]:
                    return False
                # A server redirects to where it thinks that people reach it.
                link = urllib.parse.urljoin(link, error.headers["Location"])
            except urllib.error.URLError:
                return False
        return False

    def _receive_spans(self):
        from concurrent.futures import ThreadPoolExecutor

        import grpc
        from opentelemetry.proto.collector.trace.v1 import trace_service_pb2 as messages
        from opentelemetry.proto.collector.trace.v1 import trace_service_pb2_grpc as services

        recorded = self.spans

        class Receiver(services.TraceServiceServicer):
            def Export(self, request, context):
                spans = [
                    span for resource in request.resource_spans for scope in resource.scope_spans for span in scope.spans]
                recorded.extend(spans)
                # What is looked for arrived a moment ago; a minute of load is a gigabyte.
                del recorded[:-2_000]
                return messages.ExportTraceServiceResponse()

        self.collector = grpc.server(ThreadPoolExecutor(2))
        services.add_TraceServiceServicer_to_server(Receiver(), self.collector)
        self.collector.add_insecure_port(self.world.address("spans"))
        self.collector.start()

    def slack(self, body):
        for attachment in body["attachments"]:
            text = "\n".join([attachment.get("text", ""), attachment.get("title_link", "")])
            self.messages.append(Message("slack", attachment["title"], text.replace("&amp;", "&")))

    def pagerduty(self, body):
        payload = body.get("payload", {})
        title, details = payload.get("summary", ""), payload.get("custom_details", {})
        links = "\n".join(link["href"] for link in body.get("links", []))
        text = "\n".join([*map(str, details.values()), f"· service {payload.get('component', '')}", body.get("client_url", ""), links])
        state = title if body["event_action"] == "trigger" else re.sub(r"^[A-Z]+", "RESOLVED", title)
        self.messages.append(Message("pagerduty", state, text, body["dedup_key"]))


class _Mail:
    def __init__(self, recorders):
        self.recorders = recorders

    async def handle_DATA(self, server, session, envelope):
        mail = email.message_from_bytes(envelope.content, policy=email.policy.default)
        body = mail.get_body(("plain",))
        self.recorders.messages.append(Message("email", mail["Subject"], body.get_content() if body else ""))
        return "250 OK"


class _Handler(BaseHTTPRequestHandler):
    recorders: Recorders

    def do_POST(self):
        body = json.loads(self.rfile.read(int(self.headers.get("Content-Length") or 0)) or b"null")
        if self.path.startswith("/slack"):
            self.recorders.slack(body)
            self._answer(200, b"ok")
        elif self.path == "/v2/enqueue":
            self.recorders.pagerduty(body)
            self._answer(202, json.dumps({"status": "success", "message": "Event processed", "dedup_key": body["dedup_key"]}).encode())
        elif self.path.startswith("/heartbeat"):
            self.recorders.heartbeats.append(time.time())
            self._answer(200, b"ok")
        else:
            self._answer(404, b"no such receiver")

    def do_GET(self):
        path = self.path.split("?")[0]
        if path == "/metrics":
            self._answer(200, self._host().encode())
        elif path.startswith("/runbooks/"):
            file = self.recorders.world.stack / "runbooks" / path.removeprefix("/runbooks/")
            self._answer(200, file.read_bytes()) if file.is_file() else self._answer(404, b"no such runbook")
        elif path.startswith("/d/"):
            name = path.removeprefix("/d/").split("/")[0]
            files = (self.recorders.world.stack / "grafana/dashboards").glob("*.json")
            known = any(json.loads(file.read_text())["uid"] == name for file in files)
            self._answer(200, b"a dashboard") if known else self._answer(404, b"no such dashboard")
        else:
            self._answer(404, b"no such page")

    def _host(self):
        """The node exporter's page; what is overridden stands instead of all series of its name."""
        page = urllib.request.urlopen(f"{self.recorders.node}/metrics", timeout=5).read().decode()
        names = tuple(self.recorders.overrides)
        kept = [line for line in page.splitlines() if not re.split(r"[{ ]", line, maxsplit=1)[0] in names]
        return "\n".join([*kept, *(line for lines in list(self.recorders.overrides.values()) for line in lines)]) + "\n"

    def _answer(self, status, body):
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *arguments):
        pass
