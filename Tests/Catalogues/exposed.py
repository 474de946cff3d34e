"""What was read of one program, and how its pack reads it."""

from dataclasses import dataclass

from exposition import fetch
from run import version_of


@dataclass
class Exposed:
    pack: str
    # Of the software whose metrics are catalogued; None where the catalogue has no versions.
    version: str
    # What ran, for the reader.
    ran: str
    pages: list


def exposed(pack, address, package, release, *besides, paths=("/metrics",)):
    ran = ", ".join([f"{package} {release}", *(f"{each} {version_of(each)}" for each in besides)])
    return Exposed(pack, release, ran, [fetch(address + path) for path in paths])
