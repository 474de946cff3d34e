"""The generated stack, run by its own `host/run.sh`."""

import os
import re
import signal
import subprocess
import urllib.request
from pathlib import Path

from processes import Failure, Server


class Stack:
    def __init__(self, world):
        self.world = world
        self.data = world.folder / "data"
        self.addresses = {}
        command = [world.stack / "host/run.sh", "--free-ports", "--data", self.data]
        self.script = Server("stack", command, world.folder, self._is_up, {"TMPDIR": str(world.folder)})

    def generate(self):
        done = subprocess.run(
            [self.world.pharos, "generate", self.world.spec, "--output", self.world.stack], capture_output=True, text=True)
        if done.returncode:
            raise Failure(f"pharos generate: {done.stderr}")
        self._checked("promtool", "check", "config", self.world.stack / "prometheus/prometheus.yml")

    def _checked(self, *command):
        done = subprocess.run([str(part) for part in command], capture_output=True, text=True)
        if done.returncode:
            raise Failure(f"{' '.join(map(str, command[:3]))}: {done.stdout}{done.stderr}")

    def write_secrets(self, authority):
        values = {
            "slack_webhook_url": f"http://{self.world.address('receivers')}/slack",
            "pagerduty_routing_key": "0123456789abcdef0123456789abcdef",
            "db_password": "exporter",
            "site_ca.pem": authority.read_text(),
        }
        for name, value in values.items():
            (self.world.stack / "secrets" / name).write_text(value)

    def start(self):
        self.script.start(wait=90)
        for part, address in re.findall(r"^(\S+) answers at (\S+)", self.script.log.read_text(), re.M):
            self.addresses[part] = f"http://{address}"

    def stop(self):
        self.script.stop()

    def _is_up(self):
        return "All parts run" in self.script.log.read_text()

    def process(self, part):
        """The process id of a part: of the script's children the one that listens where it does."""
        port = f"127.0.0.1:{self.addresses[part].rsplit(':', 1)[1]}"
        for folder in Path("/proc").glob("[0-9]*"):
            try:
                is_child = (folder / "stat").read_text().rpartition(")")[2].split()[1] == str(self.script.process.pid)
                if is_child and port in (folder / "cmdline").read_text():
                    return int(folder.name)
            except OSError:
                continue
        raise Failure(f"{part} does not run any more: {self.script.last_words()}")

    def signal(self, part, number):
        os.kill(self.process(part), number)

    def configuration(self, part):
        """Where the script's copy of the generated files is, by the arguments of the part."""
        for argument in Path(f"/proc/{self.process(part)}/cmdline").read_text().split("\0"):
            if argument.startswith("--config.file="):
                return Path(argument.removeprefix("--config.file=")).parent
        raise Failure(f"{part} runs without a configuration")

    def reload(self, part):
        self.signal(part, signal.SIGHUP)

    def page(self, part):
        return urllib.request.urlopen(f"{self.addresses[part]}/metrics", timeout=10).read().decode()
