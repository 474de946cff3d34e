"""Processes that end with the trial, each by its own id."""

import os
import signal
import subprocess
import time


class Failure(Exception):
    """What the trial found, in words that name the cause."""


def wait_until(condition, seconds, what, every=0.2):
    """The first true answer of a condition."""
    deadline = time.monotonic() + seconds
    while True:
        answer = condition()
        if answer:
            return answer
        if time.monotonic() > deadline:
            raise Failure(f"{what}: not within {seconds:g}s")
        time.sleep(every)


class Server:
    def __init__(self, name, command, folder, answers, environment=None, stop_signal=signal.SIGTERM):
        """`answers` says whether it is ready to serve."""
        self.name = name
        self.command = [str(part) for part in command]
        self.folder = folder
        self.log = folder / f"{name}.log"
        self.answers = answers
        self.environment = {**os.environ, **(environment or {})}
        self.stop_signal = stop_signal
        self.process = None

    def start(self, wait=30):
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                self.command, stdin=subprocess.DEVNULL, stdout=log, stderr=log, cwd=self.folder, env=self.environment,
                start_new_session=True)
        wait_until(lambda: self.is_gone() or self.answers(), wait, f"{self.name} answers; {self.last_words()}")
        if self.is_gone():
            raise Failure(f"{self.name} ended at once: {self.last_words()}")

    def is_gone(self):
        return self.process is None or self.process.poll() is not None

    def last_words(self):
        return " | ".join(self.log.read_text(errors="replace").splitlines()[-5:]) if self.log.exists() else ""

    def signal(self, number):
        self.process.send_signal(number)

    def stop(self):
        if self.is_gone():
            return
        self.signal(self.stop_signal)
        try:
            self.process.wait(15)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
