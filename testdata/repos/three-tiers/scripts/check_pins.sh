#!/usr/bin/env bash
# Fails where an installed package is not the one that the file pins.
set -euo pipefail
diff <(grep -v '^#' "$1" | sort) <(python -m pip freeze | sort)
