"""How the product runs: its settings, its addresses and its server."""

import sys
from importlib.util import find_spec

if find_spec("django") is None:
    sys.exit(
        "What Waymark is built on isn't installed for this Python ({}.{}), "
        "perhaps because the one under .venv is new. Run: make clean, then make run.".format(
            *sys.version_info[:2]
        )
    )
