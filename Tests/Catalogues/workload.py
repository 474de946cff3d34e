"""How a pack starts its exporter, filled in for a run on this machine: docs/packs.md, `workload`."""

import re
from pathlib import Path

from catalogue import is_within
from processes import Failure

# The innermost condition: none begins within it.
CONDITION = re.compile(r"@\{if ([\w.]+)\}((?:(?!@\{(?:if|else|end)).)*)(?:@\{else\}((?:(?!@\{(?:if|else|end)).)*))?@\{end\}", re.S)
NAME = re.compile(r"@\{([\w.]+)\}")


def filled_in(text, names):
    """`names` has what is known; all else is empty."""
    text = text.replace("@@{", "\0")
    while True:
        text, count = CONDITION.subn(lambda match: (match[2] if names.get(match[1]) else match[3]) or "", text)
        if not count:
            break
    return NAME.sub(lambda match: str(names.get(match[1], "")), text).replace("\0", "@{")


def program(workload):
    """Debian's, by whichever of its names."""
    for name in workload["program"]["names"]:
        if (path := Path("/usr/bin") / name).exists():
            return path
    raise Failure(f"no {' or '.join(workload['program']['names'])} in /usr/bin; scripts/catalogues-deps.sh installs it")


def command(pack, release, names, folder):
    workload = pack["workload"]
    arguments = [_given(item, release, names) for item in workload["arguments"]]
    # Folders of the image are folders of the run.
    places = {**{path: folder for path in workload.get("files", {}).values()}, **{path: folder / "data" for path in workload.get("storage", {}).values()}}
    for image, here in places.items():
        arguments = [each and re.sub(rf"={re.escape(image)}(?=/|$)", f"={here}", each) for each in arguments]
    return [program(workload), *(each for each in arguments if each is not None)]


def environment(pack, release, names):
    given = {name: _given(item, release, names) for name, item in pack["workload"].get("environment", {}).items()}
    return {name: value for name, value in given.items() if value is not None}


def _given(item, release, names):
    if isinstance(item, str):
        return filled_in(item, names)
    if not is_within(release, item.get("since"), item.get("until")) or ("if" in item and not names.get(item["if"])):
        return None
    return filled_in(item["value"], names)
