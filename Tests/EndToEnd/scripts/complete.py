#!/usr/bin/env python3
"""Types lines into a shell at a terminal, presses TAB at the end of each, and prints what became of its words.

Usage: complete.py SHELL FOLDER-OF-PHAROS LINE…
"""
import os
import pty
import re
import select
import sys
import time

SHOW = "show() { printf '<%s>' \"$@\"; echo sho''wn; }"
SHELLS = {
    "bash": (["bash", "--norc", "--noprofile", "-i"], SHOW + "; source <(pharos completions bash)"),
    "zsh": (
        ["zsh", "-f", "-i"],
        SHOW + "; autoload -U compinit; compinit -u -D; bindkey -e; source <(pharos completions zsh); compdef _pharos pharos",
    ),
    "fish": (
        ["fish", "--no-config", "-i"],
        "function show; printf '<%s>' $argv; echo sho''wn; end; pharos completions fish | source",
    ),
}
ESCAPES = re.compile(rb"\x1b\[[0-9;?>=]*[a-zA-Z]|\x1b[()][A-B0-2]|\x1b[>=]|\r|\x07|\x1b\][^\x07]*\x07")
PATIENCE = 60


def read(fd, word):
    """What comes until it holds a word."""
    out, end = b"", time.time() + PATIENCE
    while time.time() < end:
        if select.select([fd], [], [], 0.1)[0]:
            out += os.read(fd, 65536)
        text = ESCAPES.sub(b"", out).decode(errors="replace")
        if word in text:
            return text
    sys.exit(f"{word} never came, after: {text}")


def main(shell, folder, lines):
    command, setup = SHELLS[shell]
    child, fd = pty.fork()
    if child == 0:
        os.environ.update(PATH=folder + ":" + os.environ["PATH"], TERM="dumb", LC_ALL="C.UTF-8")
        os.execvp(command[0], command)
    # The shell puts such a word together, so that what it echoes is not taken for what it did.
    os.write(fd, (setup + "; echo rea''dy\n").encode())
    read(fd, "ready")
    for line in lines:
        # Ahead of the shell: TAB, to the beginning of the line, and before it a command that shows the line's words.
        os.write(fd, (line + "\t\x01show \n").encode())
        print(re.search(r"((?:<[^<>]*>)+)shown", read(fd, "shown")).group(1))
    os.close(fd)


main(sys.argv[1], sys.argv[2], sys.argv[3:])
