"""The one stylesheet a page asks for is put together from its parts whenever static files are looked for."""

import atexit
import os
import re
import shutil
import tempfile
from functools import cached_property
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.core.files.storage import FileSystemStorage

NAME = "mentoring/css/waymark.css"
PARTS = settings.BASE_DIR / "static/mentoring/css"


def put_together() -> str:
    """The parts in the order of their numbers, without their comments."""
    parts = sorted(PARTS.glob("[0-9]*.css"))
    return re.sub(r"/\*.*?\*/\n?", "", "".join(part.read_text() for part in parts), flags=re.DOTALL)


class StylesheetFinder(BaseFinder):
    """Finds `mentoring/css/waymark.css`, for runserver, tests and collectstatic alike."""

    @cached_property
    def storage(self) -> FileSystemStorage:
        """A folder that lasts as long as the process."""
        folder = tempfile.mkdtemp(prefix="waymark-css-")
        atexit.register(shutil.rmtree, folder, ignore_errors=True)
        return FileSystemStorage(location=folder)

    def find(self, path, find_all=False):
        """Where the stylesheet lies, as it is now; nothing for any other file."""
        if path != NAME:
            return []
        found = self._written()
        return [found] if find_all else found

    def list(self, ignore_patterns):
        """The stylesheet, and nothing else."""
        self._written()
        yield NAME, self.storage

    def _written(self) -> str:
        file, css = Path(self.storage.path(NAME)), put_together()
        if not file.exists() or file.read_text() != css:
            file.parent.mkdir(parents=True, exist_ok=True)
            with tempfile.NamedTemporaryFile("w", dir=self.storage.location, delete=False) as fresh:
                fresh.write(css)
            os.replace(fresh.name, file)  # whoever reads it now reads one of the two, whole
        return str(file)
