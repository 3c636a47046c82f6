"""Fails where a change has no note."""

import pathlib
import sys

sys.exit(0 if list(pathlib.Path("notes").glob("*.md")) else 1)
