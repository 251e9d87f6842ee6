"""The stylesheet and the script a page asks for are put together from their parts when static files are looked for."""

import atexit
import os
import re
import shutil
import tempfile
from collections.abc import Callable
from functools import cached_property
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.core.files.storage import FileSystemStorage

STATIC = settings.BASE_DIR / "static"
# Swaps come after what they steer. Strangers' pages ask for app.js alone.
SCRIPTS = ("mentoring/js/app.js", "vendor/htmx-2.0.11/htmx.min.js", "mentoring/js/swaps.js")


def stylesheet() -> str:
    """The parts in the order of their numbers, without their comments."""
    parts = sorted((STATIC / "mentoring/css").glob("[0-9]*.css"))
    return re.sub(r"/\*.*?\*/\n?", "", "".join(part.read_text() for part in parts), flags=re.DOTALL)


def script() -> str:
    """The scripts of signed-in pages without their comments, each in a block: what one names, the others don't see."""
    parts = "".join(f"{{\n{(STATIC / name).read_text()}\n}}\n" for name in SCRIPTS)
    return re.sub(r"^ *//.*\n", "", parts, flags=re.MULTILINE)


BUNDLES: dict[str, Callable[[], str]] = {
    "mentoring/css/waymark.css": stylesheet,
    "mentoring/js/waymark.js": script,
}


class BundleFinder(BaseFinder):
    """Finds the files that are put together, for runserver, tests and collectstatic alike."""

    @cached_property
    def storage(self) -> FileSystemStorage:
        """A folder that lasts as long as the process."""
        folder = tempfile.mkdtemp(prefix="waymark-static-")
        atexit.register(shutil.rmtree, folder, ignore_errors=True)
        return FileSystemStorage(location=folder)

    def find(self, path, find_all=False):
        """Where the file lies, as it is now; nothing for any other file."""
        if path not in BUNDLES:
            return []
        found = self._written(path)
        return [found] if find_all else found

    def list(self, ignore_patterns):
        """The files that are put together, and no others."""
        for name in BUNDLES:
            self._written(name)
            yield name, self.storage

    def _written(self, name: str) -> str:
        file, text = Path(self.storage.path(name)), BUNDLES[name]()
        if not file.exists() or file.read_text() != text:
            file.parent.mkdir(parents=True, exist_ok=True)
            with tempfile.NamedTemporaryFile("w", dir=self.storage.location, delete=False) as fresh:
                fresh.write(text)
            os.replace(fresh.name, file)  # whoever reads it now reads one of the two, whole
        return str(file)
