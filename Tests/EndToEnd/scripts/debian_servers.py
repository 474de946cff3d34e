"""Starts the servers of a generated stack as its docker-compose.yml says, and waits until each answers.

Arguments: the stack's folder, the Alertmanager to run, and which of the exporters. Paths of the containers are those of this machine by
their mounts; what is no mount is a folder that goes again.
"""

import pathlib
import subprocess
import sys
import tempfile
import time
import urllib.request

import yaml

from live_alertmanager import free_port

PROGRAMS = {
    "prometheus": ("prometheus", "/-/ready"),
    "alertmanager": (sys.argv[2], "/-/ready"),
    "node-exporter": ("prometheus-node-exporter", "/metrics"),
    "db-exporter": ("prometheus-postgres-exporter", "/metrics"),
    "cache-exporter": ("prometheus-redis-exporter", "/metrics"),
    "blackbox": ("prometheus-blackbox-exporter", "/metrics"),
}


def mounts(service, stack, scratch):
    """Pairs of a path in the container and one here, the longest first."""
    pairs = [("/run/secrets", f"{scratch}/secrets")]
    for volume in service.get("volumes", []):
        source, path = volume.split(":")[:2]
        if source.startswith("./"):
            source = str(stack / source[2:])
        elif not source.startswith("/"):
            source = f"{scratch}/{source}"
        pairs.append((path, source))
    return sorted(pairs, key=lambda pair: -len(pair[0]))


def here(text, pairs):
    for path, source in pairs:
        start = text.find(path)
        if start >= 0 and text[start + len(path) : start + len(path) + 1] in ("", "/"):
            return text[:start] + source.rstrip("/") + text[start + len(path) :] if source != "/" else text.replace(path, "", 1) or "/"
    return text


def start(name, service, stack, scratch):
    program, path = PROGRAMS[name]
    pairs = mounts(service, stack, scratch)
    arguments = [here(text.replace("$$", "$"), pairs) for text in service.get("command", [])]
    port = free_port()
    environment = {key: here(str(value), pairs) for key, value in (service.get("environment") or {}).items()}
    process = subprocess.Popen(
        [program, *arguments, f"--web.listen-address=127.0.0.1:{port}"],
        env={"PATH": "/usr/local/bin:/usr/bin:/bin:/opt/homebrew/bin", **environment}, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    return process, f"http://127.0.0.1:{port}{path}"


def answers(process, address):
    for attempt in range(150):
        if process.poll() is not None:
            return False
        try:
            urllib.request.urlopen(address, timeout=5).close()
            return True
        except OSError:
            time.sleep(0.2)
    return False


def main():
    stack = pathlib.Path(sys.argv[1]).resolve()
    services = yaml.safe_load((stack / "docker-compose.yml").read_text())["services"]
    wanted = ["prometheus", "alertmanager"] + [name if name == "blackbox" else f"{name}-exporter" for name in sys.argv[3:]]
    failed = False
    with tempfile.TemporaryDirectory() as scratch:
        secrets = pathlib.Path(scratch, "secrets")
        secrets.mkdir()
        for name in wanted:
            for secret in services[name].get("secrets", []):
                (secrets / (secret if isinstance(secret, str) else secret.get("target") or secret["source"])).write_text("x")
        running = {name: start(name, services[name], stack, scratch) for name in wanted}
        try:
            for name, (process, address) in running.items():
                if not answers(process, address):
                    failed = True
                    process.kill()
                    print(f"{name} does not answer:", *process.communicate()[0].decode(errors="replace").splitlines()[-20:], sep="\n  ")
        finally:
            # Whatever else goes wrong, none is left behind.
            for process, _ in running.values():
                process.kill()
                process.wait()
    sys.exit(failed)


main()
