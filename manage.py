#!/usr/bin/env python
"""Runs Waymark's commands; `./manage.py help` lists them, `--version` says which release this is."""

import os
import sys

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.management import execute_from_command_line


def main():
    """Check the settings first, so that a wrong value is one sentence and not a traceback."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    try:
        settings.INSTALLED_APPS  # noqa: B018 reading one setting reads the file
    except ImproperlyConfigured as error:
        sys.exit(str(error))
    if sys.argv[1:] in (["--version"], ["version"]):
        print(f"Waymark {settings.RELEASE}")  # noqa: T201
    else:
        execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
