"""One trial's own world: a folder, free ports, and the spec that says so.

The example's files name the usual ports. Here each of them is another one that is free, so that several trials run side by side.
"""

import socket
import tempfile
from pathlib import Path

import yaml

REPOSITORY = Path(__file__).resolve().parents[2]
EXAMPLE = REPOSITORY / "examples/studio-app"

# What listens, by the port that the example and trial.yml name.
PORTS = {
    "app": 8000, "nginx": 8080, "tls": 8443, "postgres": 5432, "redis": 6379,
    "receivers": 3000, "mail": 2525, "spans": 4317, "machine": 9199,
}


def free_ports(count):
    sockets = [socket.create_server(("127.0.0.1", 0)) for _ in range(count)]
    ports = [each.getsockname()[1] for each in sockets]
    for each in sockets:
        each.close()
    return ports


def merged(base, changes):
    """Mappings key by key, everything else as a whole."""
    if not isinstance(base, dict) or not isinstance(changes, dict):
        return changes
    return {**base, **{key: merged(base.get(key), value) for key, value in changes.items()}}


class World:
    def __init__(self, pharos):
        self.pharos = pharos
        self.folder = Path(tempfile.mkdtemp(prefix="pharos-trial-"))
        # Servers that change to another user have to get in.
        self.folder.chmod(0o755)
        self.port = dict(zip(PORTS, free_ports(len(PORTS))))
        self.stack = self.folder / "monitoring"
        self.spec = self.folder / "pharos.yml"

    def address(self, name):
        return f"127.0.0.1:{self.port[name]}"

    def with_ports(self, text):
        for name, usual in PORTS.items():
            text = text.replace(f"127.0.0.1:{usual}", self.address(name))
        return text

    def write_spec(self, changes):
        """The example's, with the changes of some files beside this one laid over it."""
        spec = {}
        for path in [EXAMPLE / "pharos.yml", *(Path(__file__).parent / name for name in changes)]:
            spec = merged(spec, yaml.safe_load(self.with_ports(path.read_text())))
        self.spec.write_text(yaml.safe_dump(spec, sort_keys=False))
