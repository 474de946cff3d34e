#!/usr/bin/env bash
# Usage: scripts/build.sh [PRODUCT]
#
# Builds .build/release/pharos, or another product. This is the only place with the flags of a release build: another
# set of flags would build everything a second time.
. "$(dirname "$0")/lib.sh"

flags=(-c release --product "${1:-pharos}")
if [ "$(uname)" = Linux ]; then
  # One binary that runs on any Linux. --static-swift-stdlib alone would leave libyaml and libstdc++ outside. Functions of the same
  # code are one, and nothing unwinds the stack, so that the tables for that can go: 3.8 MB less. The linker comes with Swift.
  flags+=(--static-swift-stdlib -Xswiftc -static-executable)
  flags+=(-Xswiftc -use-ld=lld -Xlinker -s -Xlinker --icf=safe)
  flags+=(-Xlinker --no-eh-frame-hdr -Xlinker --script -Xlinker "$PWD/scripts/release.ld")
fi

# The linker warns of what pharos never calls: getpwnam and dlopen, which need glibc beside the binary, and mktemp.
swift build "${flags[@]}" 2>&1 |
  sed -e '/in statically linked applications requires at runtime/d' -e '/mktemp. is dangerous/d' >&2
