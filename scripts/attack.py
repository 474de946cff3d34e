#!/usr/bin/env python3
"""Usage: scripts/attack.py [--seed S] [--first N] [--runs N] [--minutes M] [--jobs J] [--keep FOLDER] PHAROS

Attacks a pharos binary: each run makes a project out of mutated files, with secrets planted in them, links that lead out of it, or a
journal from elsewhere, runs one command in it, and looks at what came of that:

- it ends with 0, 1 or 2, in time and memory that fit its input;
- no secret and no character that steers a terminal is in its output, and no line that GitHub obeys beside those of its own format;
- nothing outside of the project has changed, nothing in `.git`, and nothing was run.

What breaks one of these is kept as a folder with the project and a `why`, and the exit status is 1. The same seed plays the same runs.
"""
import argparse
import concurrent.futures
import contextlib
import hashlib
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PLACES = ["examples", "Tests/LintTests/fixtures", "Tests/EndToEnd/compose", "Tests/EndToEnd/specs", "Tests/ProjectTests/fixtures"]
ENDINGS = (".yml", ".yaml", ".json", ".prom", ".tmpl", ".md", ".env")
LARGEST_SEED = 60_000


# What is in the files.

PAYLOADS = [
    "$(touch PWNED)", "`touch PWNED`", "${HOME}", "$HOME", "$$", "{{ if }}", "{{ .Labels.x | reReplaceAll `(` `)` }}", "}}{{",
    "::set-output name=a::b", "\n::stop-commands::x\n", "%0A::error::b", "##vso[task.complete]", "\x1b[2J\x1b]0;t\x07", "\x9b31m", "\r\b\b",
    "\u202etxt.exe", "\u2066a\u2069", "\x00", "\ufeff", "../../outside/new", "/etc/passwd", ".git/hooks/post-checkout", "<script>alert(1)</script>",
    "|", "[a](javascript:b)", "&a [*a]", "*a", "!!python/object:os.system x", "!!binary aGk=", "~", "null", "1e999", "-0", "0x7fffffffffffffff",
    "9" * 400, "0" * 70_000, "a" * 5_000, "(" * 3_000, "[" * 3_000, "{a: " * 500, "a{b=~\"(((x+)+)+)+$\"}", "x or " * 2_000, "1d12h", "9999999y",
    "'", '"', "\\", "#", "- ", ": ", "? ", "%YAML 9.9", "---\n...\n---", "\t", "é" * 300, "\ud7ff", "🏳️‍🌈",
]
KEYS = ["password", "api_key", "bearer_token", "client_secret", "smtp_auth_password", "routing_key", "X-Api-Key", "Cookie", "X-Auth-Token",
        "auth_token", "secret_key", "PGPASSWORD", "POSTGRES_PASSWORD"]
PARAMETERS = ["token", "api_key", "sig", "access_token", "key"]


def flip(rng, text):
    data = bytearray(text.encode("utf-8", "surrogatepass"))
    for _ in range(rng.randint(1, 6)):
        if data:
            data[rng.randrange(len(data))] = rng.randrange(256)
    return data.decode("utf-8", "surrogateescape")


def splice(rng, text):
    lines = text.split("\n")
    first, length = rng.randrange(len(lines)), rng.randint(1, 12)
    block = lines[first:first + length]
    target = rng.randrange(len(lines))
    shift = " " * rng.choice([0, 0, 2, 4])
    return "\n".join(lines[:target] + [shift + line for line in block] * rng.choice([1, 1, 2, 40]) + lines[target:])


def drop(rng, text):
    lines = text.split("\n")
    first = rng.randrange(len(lines))
    del lines[first:first + rng.randint(1, 5)]
    return "\n".join(lines)


def cut(rng, text):
    return text[:rng.randrange(len(text) + 1)]


def value(rng, text):
    """A payload in place of a value, or in it."""
    places = list(re.finditer(r"(?<=: )[^\n#{}\[\]]+", text)) or list(re.finditer(r"\w+", text))
    if not places:
        return text
    place = rng.choice(places)
    payload = rng.choice(PAYLOADS)
    new = rng.choice([payload, place[0] + payload, '"' + payload.replace("\\", "\\\\").replace('"', '\\"') + '"'])
    return text[:place.start()] + new + text[place.end():]


def key(rng, text):
    places = list(re.finditer(r"[\w./-]+(?=:)", text))
    if not places:
        return text
    place = rng.choice(places)
    return text[:place.start()] + rng.choice(PAYLOADS + [rng.choice(places)[0]]) + text[place.end():]


def insert(rng, text):
    at = rng.randrange(len(text) + 1)
    return text[:at] + rng.choice(PAYLOADS) + text[at:]


def endings(rng, text):
    return text.replace("\n", rng.choice(["\r\n", "\r", "\n\n", "\u2028", "\x85"]))


def one_line(rng, text):
    return re.sub(r"\s+", " ", text)


MUTATORS = [flip, splice, splice, drop, drop, cut, value, value, value, key, insert, endings, one_line]


def plant(rng, text, secrets):
    """One secret where nobody can take it for anything else: under a key that says so, in an address, in a header."""
    secret = "Zq" + "".join(rng.choice("abcdefghjkmnpqrstuvwxyzABCDEFGHJKMNPQRSTUVWXYZ23456789") for _ in range(18))
    lines = text.split("\n")
    places = [i for i, line in enumerate(lines) if re.match(r"^ *(- )?[A-Za-z_]\w*:", line)]
    addresses = list(re.finditer(r"https?://[\w.-]+(:\d+)?(/[\w/.-]*)?", text))
    kind = rng.randrange(4)
    if kind == 0 and addresses:
        place = rng.choice(addresses)
        scheme = place[0].index("//") + 2
        new = place[0][:scheme] + f"ann:{secret}@" + place[0][scheme:]
    elif kind == 1 and addresses:
        place = rng.choice(addresses)
        new = place[0] + f"?a=b&{rng.choice(PARAMETERS)}={secret}"
    elif places:
        at = rng.choice(places)
        indent = re.match(r"^ *(- )?", lines[at])[0].replace("-", " ")
        line = f"{indent}Authorization: Bearer {secret}" if kind == 2 else f"{indent}{rng.choice(KEYS)}: {rng.choice(['', chr(34)])}{secret}"
        if line.count('"') == 1:
            line += '"'
        secrets.append(secret)
        return "\n".join(lines[:at] + [line] + lines[at:])
    else:
        return text
    secrets.append(secret)
    return text[:place.start()] + new + text[place.end():]


# A project, and what is done in it.

def seeds():
    files = [path for place in PLACES for path in sorted((ROOT / place).rglob("*")) if path.suffix in ENDINGS and path.is_file()]
    return [(str(path.relative_to(ROOT)), path.read_text("utf-8", "surrogateescape")) for path in files if path.stat().st_size < LARGEST_SEED]


def odd_name(rng, name):
    stem, ending = os.path.splitext(name)
    return rng.choice([stem + "\x1b[31m" + ending, stem + "\n::error::x" + ending, "--fix" + ending, "-" + ending, stem + "\u202e" + ending,
                       "a b;touch PWNED" + ending]).replace("/", "_")


def write(path, text):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode("utf-8", "surrogateescape") if not any(0xD800 <= ord(c) < 0xDC80 for c in text)
                     else text.encode("utf-8", "replace"))


def project(rng, folder, seeds, secrets):
    """Files of one example or of several, mutated; their paths."""
    chosen = [rng.choice(seeds) for _ in range(rng.randint(1, 3))]
    spec = rng.choice([seed for seed in seeds if re.search(r"(^examples|/specs/|everything).*\.ya?ml$", seed[0])])
    files = []
    for path, text in chosen + [("pharos.yml", spec[1])]:
        for _ in range(rng.choice([0, 1, 1, 2, 4])):
            text = rng.choice(MUTATORS)(rng, text) if text else text
        for _ in range(rng.choice([0, 1, 2])):
            text = plant(rng, text, secrets)
        name = path if path == "pharos.yml" else "/".join(path.split("/")[-rng.randint(1, 3):])
        if rng.random() < 0.05 and name != "pharos.yml":
            name = odd_name(rng, name)
        write(folder / name, text)
        files.append(name)
    if rng.random() < 0.1:
        link = folder / rng.choice(["link.yml", "overrides", "packs", "monitoring", ".pharos", "rules/link.yml"])
        link.parent.mkdir(parents=True, exist_ok=True)
        if not link.exists():
            link.symlink_to(folder.parent / "outside" / rng.choice(["", "rules.yml"]))
    return files


def journal(rng, folder):
    """A journal that somebody has committed."""
    staging = folder / ".pharos" / "staging"
    if (folder / ".pharos").exists() and not (folder / ".pharos").is_dir():
        return
    staging.mkdir(parents=True, exist_ok=True)
    bytes_ = b"#!/bin/sh\ntouch PWNED\n"
    (staging / "0").write_bytes(bytes_)
    os.chmod(staging / "0", 0o755)
    path = rng.choice([".git/hooks/post-checkout", ".git/config", "../outside/new", "/tmp/pharos-attack", "sub/.git/config", ".GIT/x",
                       ".github/workflows/x.yml", "Makefile", "compose.yml", "prometheus/prometheus.yml", ".pharos/lock"])
    digest = hashlib.sha256(bytes_).hexdigest()
    before = "-"
    if (folder / path).is_file() and rng.random() < 0.7:
        before = hashlib.sha256((folder / path).read_bytes()).hexdigest()
    steps = rng.choice([f"file 0 {before} {digest} {path}", f"file 0 {digest} {before} {path}", f"file 0 {digest} - {path}", f"make {path}"])
    ignored = staging / ".gitignore"
    ignored.write_text("*\n")
    # The time is one of the attacker's machine.
    mark = f"{ignored.stat().st_ino} {ignored.stat().st_ctime_ns - 1}"
    write(staging / "journal", f"pharos journal 2\n{mark}\n{steps}\nend\n")


FORMATS = ["text", "json", "sarif", "github", "gitlab", "junit", "checkstyle"]


def command(rng, files):
    """Arguments, and the name of the format that comes out."""
    file = rng.choice(files)
    form = rng.choice(FORMATS)
    return rng.choice([
        lambda: (["lint", ".", "--format", form], form),
        lambda: (["lint", "--format", form, "--", *files], form),
        lambda: (["lint", "--format", form, "--skip-unknown", "--", file], form),
        lambda: (["lint", "--fix", "."], "text"),
        lambda: (["lint", ".", "--baseline", "baseline.json", "--write-baseline"], "text"),
        lambda: (["validate", "--format", form], form),
        lambda: (["generate"], "text"),
        lambda: (["generate", "--output", "."], "text"),
        lambda: (["generate", "--dry-run", "--diff"], "text"),
        lambda: (["generate", "--check", "--format", "json"], "json"),
        lambda: (["upgrade"], "text"),
        lambda: (["init", "--from-compose", file, "--output", "first.yml"], "text"),
        lambda: (["init", "--from-prometheus", file, "--output", "first.yml"], "text"),
        lambda: (["init", "--from-alertmanager", file, "--output", "first.yml"], "text"),
        lambda: (["init", "--scrape", file, "--output", "first.yml"], "text"),
        lambda: (["metrics", "check", file], "text"),
        lambda: (["promql", "check", "--lines", file], "text"),
        lambda: (["route", "--config", file, "severity=critical"], "text"),
        lambda: (["route", "alertname=x", "severity=" + rng.choice(PAYLOADS).replace("\x00", "")[:1000]], "text"),
        lambda: (["packs"], "text"),
    ])()


# What came of it.

STEERING = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
OBEYED = re.compile(r"^::(?!(error|warning|notice|group|endgroup)\b)", re.M)


def snapshot(folder):
    return {str(path): path.read_bytes() if path.is_file() else None for path in sorted(folder.rglob("*"))}


# Seconds of a processor, KiB of address space, blocks of a file.
LIMITED = ["/bin/sh", "-c", 'ulimit -t 20 -v 6000000 -f 200000; exec "$@"', "sh"]


def faults(folder, outside, before, git, result, form, secrets, size):
    """Sentences; none where everything is as it should be."""
    output = result.stdout + result.stderr
    text = output.decode("utf-8", "replace")
    if result.returncode not in (0, 1, 2):
        yield f"it ends with {result.returncode}"
    if len(output) > 2_000_000 + 100 * size:
        yield f"{len(output)} bytes of output for {size} of input"
    if match := STEERING.search(text):
        yield f"the output has U+{ord(match[0]):04X}, near {text[max(0, match.start() - 60):match.start()]!r}"
    if match := OBEYED.search(text) or (form != "github" and re.search(r"^::", text, re.M)):
        yield f"GitHub obeys a line of the output: {text[match.start():match.start() + 60]!r}"
    written = b"".join(path.read_bytes() for name in ("baseline.json", "first.yml") if (path := folder / name).is_file())
    for secret in secrets:
        if secret.encode() in output:
            at = output.index(secret.encode())
            yield f"the output has a secret, after {output[max(0, at - 80):at]!r}"
        if secret.encode() in written:
            at = written.index(secret.encode())
            yield f"a file that it writes has a secret, after {written[max(0, at - 80):at]!r}"
    if snapshot(outside) != before:
        yield "something outside of the project has changed"
    if snapshot(folder / ".git") != git:
        yield "something in .git has changed"
    if any(path.name == "PWNED" for path in folder.parent.rglob("*")):
        yield "something was run"


def attack(pharos, seed, number, seeds, keep):
    rng = random.Random(f"{seed}/{number}")
    with tempfile.TemporaryDirectory(prefix="pharos-attack-") as base:
        folder, outside = Path(base) / "project", Path(base) / "outside"
        folder.mkdir()
        write(outside / "rules.yml", "groups: [{name: g, rules: [{record: 'a:b:c', expr: 'sum(up{job=~\"^web$\"})'}]}]\n")
        write(folder / ".git" / "config", "[core]\n")
        secrets = []
        files = project(rng, folder, seeds, secrets)
        arguments, form = command(rng, files)
        if arguments[0] in ("generate", "upgrade") and rng.random() < 0.4:
            target = folder if "--output" in arguments else folder / "monitoring"
            with contextlib.suppress(subprocess.TimeoutExpired):
                subprocess.run([pharos, "generate", "--output", target], cwd=folder, capture_output=True, timeout=60)
            if target.is_dir() and not target.is_symlink():
                journal(rng, target)
        before, git = snapshot(outside), snapshot(folder / ".git")
        size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file() and not path.is_symlink())
        arguments = [argument for argument in arguments if "\x00" not in argument]
        try:
            result = subprocess.run([*LIMITED, pharos, *arguments], cwd=folder, capture_output=True, timeout=60,
                                    stdin=subprocess.DEVNULL, env={"PATH": "/usr/bin:/bin", "HOME": str(outside)})
            found = list(faults(folder, outside, before, git, result, form, secrets, size))
        except subprocess.TimeoutExpired:
            found = ["it does not end within a minute"]
        if found:
            kept = Path(keep) / f"{seed}-{number}"
            shutil.rmtree(kept, ignore_errors=True)
            shutil.copytree(folder, kept, symlinks=True)
            (kept / "why").write_text("\n".join(found + ["pharos " + " ".join(map(repr, arguments))]) + "\n")
        return number, arguments, found


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("pharos")
    parser.add_argument("--seed", default="1")
    parser.add_argument("--runs", type=int, default=2000)
    parser.add_argument("--first", type=int, default=0, help="the number of the first run, to play one again")
    parser.add_argument("--minutes", type=float, help="play runs for so long, however many that are")
    parser.add_argument("--jobs", type=int, default=os.cpu_count())
    parser.add_argument("--keep", default=str(ROOT / ".build" / "attack"))
    options = parser.parse_args()
    pharos = str(Path(options.pharos).resolve())
    end = time.monotonic() + options.minutes * 60 if options.minutes else None
    files = seeds()
    done, broken = options.first, 0
    last = options.first + options.runs
    with concurrent.futures.ThreadPoolExecutor(options.jobs) as pool:
        while done < last if end is None else time.monotonic() < end:
            batch = range(done, done + 64 if end else min(done + 64, last))
            for number, arguments, found in pool.map(lambda n: attack(pharos, options.seed, n, files, options.keep), batch):
                if found:
                    broken += 1
                    print(f"{options.seed}/{number}: pharos {' '.join(arguments)[:80]!r}", *found, sep="\n    ", flush=True)
            done = batch.stop
    print(f"{done - options.first} runs with seed {options.seed}, {broken} broken" + (f", kept in {options.keep}" if broken else ""))
    sys.exit(1 if broken else 0)


main()
