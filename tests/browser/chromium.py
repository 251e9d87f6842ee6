"""Where the machine keeps its Chromium; tests bring no browser of their own."""

import os
import shutil
from functools import cache

# The first is Chromium without windows: the same pages for two thirds of the processor time.
NAMES = ["chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "google-chrome-stable"]


@cache
def find_chromium() -> str | None:
    """The path of the first browser found; None where there is none."""
    return next(filter(None, map(shutil.which, NAMES)), None)


def launch_options() -> dict:
    """How to start it. Chromium refuses its sandbox to root, so root, and only root, goes without."""
    return {
        "executable_path": find_chromium(),
        "args": ["--no-sandbox"] if os.geteuid() == 0 else [],
    }
