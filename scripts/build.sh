#!/usr/bin/env bash
# Usage: scripts/build.sh [PRODUCT]
#
# Builds .build/release/pharos, or another product. This is the only place with the flags of a release build: another
# set of flags would build everything a second time.
. "$(dirname "$0")/lib.sh"

flags=(-c release --product "${1:-pharos}")
if [ "$(uname)" = Linux ]; then
  # One binary that runs on any Linux. --static-swift-stdlib alone would leave libyaml and libstdc++ outside. Functions of the same
  # code are one, and nothing unwinds the stack, so that its index can go: 0.8 MB less.
  flags+=(--static-swift-stdlib -Xswiftc -static-executable)
  flags+=(-Xlinker -s -Xlinker --icf=safe -Xlinker --no-eh-frame-hdr)
fi

# The linker warns of what pharos never calls: getpwnam and dlopen, which need glibc beside the binary, and mktemp.
swift build "${flags[@]}" 2>&1 |
  sed -e '/in statically linked applications requires at runtime/d' -e '/mktemp. is dangerous/d' >&2
