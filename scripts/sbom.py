#!/usr/bin/env python3
"""Usage: scripts/sbom.py VERSION

Prints the bill of materials of a release, in CycloneDX 1.6: https://cyclonedx.org/docs/1.6/json/. It has the packages that
Package.resolved pins and, for the static binary of Linux, what the machine that builds it links in. pack.py writes the bill
of the very binary that it packs.
"""
import json
import re
import subprocess
import sys
import uuid
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent

# https://spdx.org/licenses/
LICENSES = {
    "swift-argument-parser": "Apache-2.0",
    "swift": "Apache-2.0 WITH Swift-exception",
    "libyaml": "MIT",
    "glibc": "LGPL-2.1-or-later",
    "libstdc++": "GPL-3.0-or-later WITH GCC-exception-3.1",
}


def said(*command):
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()


def component(name, version, purl, **more):
    """A library; one whose licence nobody has looked up is an error here and not an omission there."""
    license = [{"expression": LICENSES[name]}]
    return {"type": "library", "bom-ref": purl, "name": name, "version": version, "purl": purl, "licenses": license, **more}


def packages():
    """What SwiftPM resolved: https://github.com/package-url/purl-spec, type `swift`."""
    for pin in json.loads((ROOT / "Package.resolved").read_text())["pins"]:
        path = re.sub(r"^https://|\.git$", "", pin["location"])
        source = {"type": "vcs", "url": pin["location"], "comment": pin["state"]["revision"]}
        version = pin["state"]["version"]
        yield component(pin["identity"], version, f"pkg:swift/{path}@{version}", externalReferences=[source])


def linked():
    """What is inside a static binary of Linux besides packages."""
    compiler = re.search(r"Swift version (\S+)", said("swift", "--version")).group(1)
    versions = {
        "swift": compiler,
        "libyaml": said("pkg-config", "--modversion", "yaml-0.1"),
        "glibc": said("getconf", "GNU_LIBC_VERSION").split()[-1],
        "libstdc++": said("gcc", "-dumpfullversion"),
    }
    for name, version in versions.items():
        yield component(name, version, f"pkg:generic/{name.replace('+', '%2B')}@{version}")


def bill_of_materials(version, commit=None, digest=None):
    """The same binary, by its SHA-256, has the same bill, its serial number included."""
    inside = list(packages()) + (list(linked()) if sys.platform == "linux" else [])
    purl = f"pkg:generic/pharos@{version}"
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "serialNumber": f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_OID, digest or version)}",
        "version": 1,
        "metadata": {
            "component": {
                "type": "application",
                "bom-ref": purl,
                "name": "pharos",
                "version": version,
                "purl": purl,
                "licenses": [{"license": {"id": "Apache-2.0"}}],
                "hashes": [{"alg": "SHA-256", "content": digest}] if digest else [],
                "properties": [{"name": "pharos:commit", "value": commit}] if commit else [],
            }
        },
        "components": inside,
        "dependencies": [
            {"ref": purl, "dependsOn": [part["bom-ref"] for part in inside]},
            *({"ref": part["bom-ref"]} for part in inside),
        ],
    }


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    print(json.dumps(bill_of_materials(sys.argv[1]), indent=2))
