"""Web and name servers and proxies, each started as its manual says, with as much traffic as its catalogue needs."""

import socket

from exposed import exposed
from exposition import fetch
from processes import wait_until
from run import ask, version_of
from servers import listens


def nginx(run):
    folder, port = run.place("nginx"), run.port()
    (folder / "nginx.conf").write_text(f"""
        daemon off; pid pid; error_log error.log;
        events {{ }}
        http {{
          access_log off; client_body_temp_path body; proxy_temp_path proxy; fastcgi_temp_path fastcgi; uwsgi_temp_path uwsgi; scgi_temp_path scgi;
          server {{ listen 127.0.0.1:{port}; location = /stub_status {{ stub_status; }} }}
        }}""")
    run.start("nginx", ["/usr/sbin/nginx", "-p", folder, "-c", "nginx.conf", "-e", "error.log"], listens(port), folder)
    yield exposed("nginx", *run.exporter("nginx", stub_status=f"http://127.0.0.1:{port}/stub_status"), "nginx-light")


def apache(run):
    folder, port = run.place("apache"), run.port()
    modules = ["mpm_event", "authz_core", "authz_host", "status", "slotmem_shm", "proxy", "proxy_http", "proxy_balancer", "lbmethod_byrequests"]
    (folder / "apache.conf").write_text("\n".join([
        f"ServerRoot {folder}", "ServerName localhost", "PidFile pid", "ErrorLog error.log", f"Listen 127.0.0.1:{port}", "User nobody", "Group nogroup",
        f"DefaultRuntimeDir {folder}",
        *(f"LoadModule {name}_module /usr/lib/apache2/modules/mod_{name}.so" for name in modules),
        "ExtendedStatus On", "ProxyStatus On", f"<Proxy balancer://app>\n  BalancerMember http://{run.site}\n</Proxy>", "ProxyPass /app balancer://app",
        "<Location /server-status>\n  SetHandler server-status\n  Require local\n</Location>"]) + "\n")
    run.start("apache", ["/usr/sbin/apache2", "-d", folder, "-f", folder / "apache.conf", "-DFOREGROUND"], listens(port), folder)
    ask(f"http://127.0.0.1:{port}/app")
    seen = exposed("apache", *run.exporter("apache", status_url=f"http://127.0.0.1:{port}/server-status?auto"), "apache2-bin")
    # Failures are counted from the first one on.
    address, _, _ = run.exporter("apache", name="apache-exporter-of-nobody", status_url=f"http://127.0.0.1:{run.port()}/server-status?auto")
    fetch(address + "/metrics")
    seen.pages.append(fetch(address + "/metrics"))
    yield seen


def haproxy(run):
    folder, web, tcp, page = run.place("haproxy"), run.port(), run.port(), run.port()
    (folder / "haproxy.cfg").write_text(f"""
global
  maxconn 200
defaults
  mode http
  timeout connect 1s
  timeout client 5s
  timeout server 5s
resolvers dns
  nameserver local 127.0.0.1:{run.port()}
frontend web
  bind 127.0.0.1:{web}
  stick-table type ip size 1k expire 10m store http_req_rate(10s)
  http-request track-sc0 src
  default_backend app
frontend prometheus
  bind 127.0.0.1:{page}
  http-request use-service prometheus-exporter if {{ path /metrics }}
backend app
  option httpchk GET /
  server a {run.site} check inter 200ms
  server b 127.0.0.1:{run.port()} check inter 200ms
listen tcp
  mode tcp
  bind 127.0.0.1:{tcp}
  server a {run.site}
""")
    run.start("haproxy", ["/usr/sbin/haproxy", "-db", "-f", folder / "haproxy.cfg"], listens(page), folder)
    for path in ["/", "/missing", "/broken"]:
        ask(f"http://127.0.0.1:{web}{path}")
    address = f"http://127.0.0.1:{page}"
    # A server has no result of a check before the first one is over.
    wait_until(lambda: 'haproxy_server_check_status{proxy="app",server="b",state="L4CON"} 1' in fetch(address + "/metrics"), 20, "HAProxy's checks")
    yield exposed("haproxy", address, "haproxy", version_of("haproxy"))


def caddy(run):
    folder, admin, port = run.place("caddy"), run.port(), run.port()
    (folder / "Caddyfile").write_text(f"""{{
	admin 127.0.0.1:{admin}
	auto_https off
	servers {{
		metrics
	}}
}}
http://127.0.0.1:{port} {{
	metrics /metrics
	handle /files/* {{
		root * {folder}
		file_server
	}}
	reverse_proxy /app {run.site}
}}
""")
    run.start(
        "caddy", ["caddy", "run", "--config", "Caddyfile", "--adapter", "caddyfile"], listens(port), folder,
        {"XDG_DATA_HOME": str(folder), "XDG_CONFIG_HOME": str(folder), "HOME": str(folder)})
    address = f"http://127.0.0.1:{port}"
    ask(address + "/app")
    ask(address + "/files/missing")
    ask(f"http://127.0.0.1:{admin}/config/")
    ask(f"http://127.0.0.1:{admin}/load", "POST", "no configuration")
    yield exposed("caddy", address, "caddy", version_of("caddy"))


def varnish(run):
    folder, web, port = run.place("varnish"), run.port(), run.port()
    host, _, site = run.site.partition(":")
    (folder / "site.vcl").write_text(
        f'vcl 4.1;\nbackend site {{ .host = "{host}"; .port = "{site}"; .probe = {{ .url = "/"; .interval = 200ms; }} }}\n')
    run.start(
        "varnish", ["/usr/sbin/varnishd", "-F", "-n", folder / "work", "-a", f"127.0.0.1:{web}", "-f", folder / "site.vcl", "-s", "malloc,16M"],
        listens(web), folder)
    for _ in range(2):
        ask(f"http://127.0.0.1:{web}/")
    # The pack runs none: it has to be on the machine of its Varnish.
    package = "prometheus-varnish-exporter"
    run.start(
        package, [f"/usr/bin/{package}", "-n", folder / "work", "-web.listen-address", f"127.0.0.1:{port}"], listens(port), folder)
    yield exposed("varnish", f"http://127.0.0.1:{port}", package, version_of(package), "varnish")


def bind(run):
    asked, other, page = run.port(), run.port(), run.port()
    named(run, "named-of-others", other, 'zone "elsewhere.example" { type primary; file "zone"; };')
    # What others answer is kept, and counted by view.
    named(run, "named", asked, f"""
        zone "example.org" {{ type primary; file "zone"; }};
        zone "elsewhere.example" {{ type forward; forward only; forwarders {{ 127.0.0.1 port {other}; }}; }};
        statistics-channels {{ inet 127.0.0.1 port {page} allow {{ 127.0.0.1; }}; }};""")
    for name in ["ns.example.org", "nobody.example.org", "ns.elsewhere.example"]:
        look_up(name, asked)
    yield exposed("bind", *run.exporter("bind", f"127.0.0.1:{page}"), "bind9")


def named(run, name, port, zones):
    folder = run.place(name)
    (folder / "named.conf").write_text(f"""
        options {{
          directory "{folder}"; pid-file "{folder}/pid"; session-keyfile "{folder}/session.key"; dnssec-validation no;
          listen-on port {port} {{ 127.0.0.1; }}; listen-on-v6 {{ none; }};
        }};
        controls {{ }};
        {zones}""")
    (folder / "zone").write_text("$TTL 60\n@ SOA ns admin 1 60 60 60 60\n@ NS ns\nns A 127.0.0.1\n")
    run.start(name, ["/usr/sbin/named", "-g", "-c", folder / "named.conf"], listens(port), folder)


def look_up(name, port):
    """Asks for the address of a name, and waits for an answer, whatever it is."""
    question = b"".join(bytes([len(part)]) + part.encode() for part in name.split(".")) + b"\0\0\1\0\1"
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asker:
        asker.settimeout(15)
        asker.sendto(b"\0\1\1\0\0\1\0\0\0\0\0\0" + question, ("127.0.0.1", port))
        asker.recv(512)
