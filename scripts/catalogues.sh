#!/usr/bin/env bash
# Usage: scripts/catalogues.sh [OPTION of Tests/Catalogues/catalogues.py…]
#
# Holds the catalogues of packs against what the exporters and servers of Debian 12 expose.
. "$(dirname "$0")/lib.sh"

export PYTHONDONTWRITEBYTECODE=1
# Debian's Python, which has Debian's modules.
exec /usr/bin/python3 Tests/Catalogues/catalogues.py "$@"
