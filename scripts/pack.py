#!/usr/bin/env python3
"""Usage: scripts/pack.py BINARY FOLDER

Writes a release of a built pharos into FOLDER: an archive to unpack into /usr/local, a bill of materials, and the checksums
of both. The same binary on the same machine gives the same bytes: no file holds a date but that of SOURCE_DATE_EPOCH.
"""
import gzip
import hashlib
import io
import json
import os
import re
import subprocess
import sys
import tarfile
from pathlib import Path

from sbom import bill_of_materials

ROOT = Path(__file__).resolve().parent.parent
EPOCH = int(os.environ.get("SOURCE_DATE_EPOCH", "0"))
# Licences of what is inside the binary, where a Linux build finds them; the rest is in the bill of materials.
NOTICES = {
    "swift-argument-parser": ROOT / ".build/checkouts/swift-argument-parser/LICENSE.txt",
    "libyaml": Path("/usr/share/doc/libyaml-dev/copyright"),
}


def said(*command):
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def contents(binary):
    """The files of the archive: path, mode and bytes."""
    shells = {
        "bash": "share/bash-completion/completions/pharos",
        "zsh": "share/zsh/site-functions/_pharos",
        "fish": "share/fish/vendor_completions.d/pharos.fish",
    }
    yield "bin/pharos", 0o755, binary.read_bytes()
    yield "share/man/man1/pharos.1", 0o644, (ROOT / "docs/man/pharos.1").read_bytes()
    yield "share/doc/pharos/LICENSE", 0o644, (ROOT / "LICENSE").read_bytes()
    for shell, path in shells.items():
        yield path, 0o644, said(binary, "completions", shell).encode()
    for name, notice in NOTICES.items():
        if notice.exists():
            yield f"share/doc/pharos/licenses/{name}", 0o644, notice.read_bytes()


def archive(files, name):
    """A gzipped tar whose bytes depend on the files alone."""
    raw = io.BytesIO()
    with tarfile.open(fileobj=raw, mode="w", format=tarfile.USTAR_FORMAT) as tar:
        for path, mode, data in sorted(files):
            entry = tarfile.TarInfo(f"{name}/{path}")
            entry.size, entry.mode, entry.mtime = len(data), mode, EPOCH
            tar.addfile(entry, io.BytesIO(data))
    return gzip.compress(raw.getvalue(), mtime=EPOCH)


def main(binary, folder):
    binary, folder = Path(binary).resolve(), Path(folder)
    facts = re.fullmatch(r"(\S+) \((?:commit (\w+), )?Swift \S.*, (\w+)-(\w+)\)\n", said(binary, "--version"))
    version, commit, architecture, system = facts.groups()
    name = f"pharos-{version}-{system}-{architecture}"
    bill = bill_of_materials(version, commit, hashlib.sha256(binary.read_bytes()).hexdigest())
    outputs = {
        f"{name}.tar.gz": archive(contents(binary), name),
        f"{name}.cdx.json": (json.dumps(bill, indent=2) + "\n").encode(),
    }
    folder.mkdir(parents=True, exist_ok=True)
    for file, data in outputs.items():
        (folder / file).write_bytes(data)
    sums = "".join(f"{hashlib.sha256(data).hexdigest()}  {file}\n" for file, data in outputs.items())
    (folder / f"{name}.sha256").write_text(sums)
    print(sums, end="")


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    main(*sys.argv[1:])
