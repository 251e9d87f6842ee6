#!/usr/bin/env python
"""Runs Waymark's commands; `./manage.py help` lists them, `--version` says which release this is."""

import os
import sys

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.management import execute_from_command_line
from django.db import DatabaseError, OperationalError


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
        in_a_sentence(execute_from_command_line)


def in_a_sentence(command):
    """Run a command; a database that fails it is one sentence as well, unless it is asked for the --traceback."""
    try:
        command(sys.argv)
    except DatabaseError as error:
        # What else it raises is a fault of ours.
        if "--traceback" in sys.argv or not (
            type(error) is DatabaseError or isinstance(error, OperationalError)
        ):
            raise
        sys.exit(f"The database can’t be used: {error}. Look at manage.py doctor.")


if __name__ == "__main__":
    main()
