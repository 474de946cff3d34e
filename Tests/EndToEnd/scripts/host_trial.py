"""Runs the stack of a machine by its run.sh until an alert arrives at a receiver here, then stops it and looks for what is left.

Arguments: the stack's folder, and the name of the alert.
"""

import http.server
import os
import pathlib
import queue
import signal
import subprocess
import sys
import threading
import time

SECONDS = 120


def receiver():
    """A server whose address is the receiver's secret, and the bodies that it gets."""
    bodies = queue.Queue()

    class Hook(http.server.BaseHTTPRequestHandler):
        def do_POST(self):
            bodies.put(self.rfile.read(int(self.headers["Content-Length"])).decode())
            self.send_response(200)
            self.end_headers()
            self.wfile.write(b"ok")

        def log_message(self, *arguments):
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Hook)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return f"http://127.0.0.1:{server.server_port}/", bodies


def session(leader):
    """Processes of the session that a process began, other than itself: what it started, and what these started."""
    found = []
    for process in pathlib.Path("/proc").glob("[0-9]*"):
        try:
            fields = (process / "stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[3]) == leader and int(process.name) != leader:
            found.append(process.name)
    return found


def left(leader):
    """The same once the last lines of the log are written."""
    for attempt in range(50):
        if not session(leader):
            break
        time.sleep(0.1)
    return session(leader)


def arrives(bodies, alert):
    try:
        while alert not in bodies.get(timeout=SECONDS):
            pass
        return True
    except queue.Empty:
        return False


def main():
    # Those who run this may have blocked signals, which a shell that is started would never see.
    signal.pthread_sigmask(signal.SIG_SETMASK, [])
    stack, alert = pathlib.Path(sys.argv[1]).resolve(), sys.argv[2]
    address, bodies = receiver()
    (stack / "secrets/slack_webhook_url").write_text(address)
    (stack / "secrets/db_password").write_text("x")
    scratch = stack.parent / "scratch"
    scratch.mkdir()
    generated = {path: path.read_bytes() for path in stack.rglob("*") if path.is_file()}
    with open(stack.parent / "trial.log", "w+") as log:
        trial = subprocess.Popen(
            [stack / "host/run.sh", "--free-ports"], stdout=log, stderr=log, start_new_session=True,
            env={**os.environ, "TMPDIR": str(scratch)})
        try:
            has_arrived = arrives(bodies, alert)
            started = len(session(trial.pid))
        finally:
            trial.send_signal(signal.SIGTERM)
            status = trial.wait(timeout=60)
        log.seek(0)
        lines = log.read().splitlines()
    problems = [] if has_arrived else [f"{alert} did not arrive in {SECONDS} seconds"]
    problems += [] if status == 0 else [f"the trial ended with status {status}"]
    problems += [] if started >= 6 else ["not all parts ran"]
    problems += [f"process {process} is left" for process in left(trial.pid)]
    problems += [f"{path.name} is left" for path in scratch.iterdir()]
    problems += [f"{path} has changed" for path, contents in generated.items() if path.read_bytes() != contents]
    if not any(line.startswith("prometheus ") and "|" in line for line in lines):
        problems.append("no line of Prometheus has its name in front")
    if problems:
        print(*problems, *lines[-40:], sep="\n")
    sys.exit(bool(problems))


main()
