"""Nothing that anybody wrote is kept."""

import base64
import gzip
import json
import logging
import tempfile
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile, TemporaryUploadedFile
from django.urls import reverse

from mentoring.models import Import
from tests import linkedin
from tests.canary import kept_anywhere, unpacked
from tests.exchange.linkedin_archive.made import TODAY, packed
from tests.linkedin import SECRET
from tests.slices import pressed_on

pytestmark = pytest.mark.django_db


def everything_written(folders: list[Path], log) -> str:
    """All bytes in these folders, SQLite's log beside its file included, and all that was logged."""
    files = (path for folder in folders for path in folder.rglob("*") if path.is_file())
    data = b"".join(path.read_bytes() for path in files)
    return data.decode("latin-1").casefold() + log.text.casefold()


@pytest.mark.django_db(transaction=True)
@pytest.mark.any_database
@pytest.mark.parametrize("kind", ["zip", "messages", "invitations"])
def test_no_word_that_anybody_wrote_is_anywhere(client_alice, alice, caplog, monkeypatch, tmp_path, kind):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    caplog.set_level(logging.DEBUG)
    archive = linkedin.archive(ties=60, today=TODAY, columns=13)
    data = archive.zipped(Rich_Media__csv=SECRET.encode(), SearchQueries__csv=SECRET.encode())
    name = "archive.zip"
    if kind != "zip":
        name = {"messages": "messages.csv", "invitations": "Invitations.csv"}[kind]
        data = archive.text(name).encode()
    settings_folder = Path(settings.DATA_DIR)

    def look() -> None:
        assert SECRET not in kept_anywhere()
        assert SECRET not in everything_written([settings_folder, tmp_path], caplog)
        assert [*tmp_path.iterdir()] == []

    # Beyond 2.5 MB Django writes what is sent to a file.
    monkeypatch.setattr("django.conf.settings.FILE_UPLOAD_MAX_MEMORY_SIZE", 1000)
    answer = client_alice.post(reverse("imports.index"), {"file": SimpleUploadedFile(name, data)})
    assert answer.status_code == 302
    while answer["Location"].endswith("/reading/"):
        answer = client_alice.post(answer["Location"].replace("/reading/", "/read-on/"))
    batch = Import.objects.get()
    look()
    rows_of = batch.rows.offered()
    if kind == "messages":
        assert rows_of.exists()
    rows_of.update(choice="add")
    pressed_on(client_alice, client_alice.post(reverse("imports.confirmed", args=[batch.pk]), {}))
    look()
    pressed_on(client_alice, client_alice.post(reverse("imports.undo", args=[batch.pk])))
    look()


@pytest.mark.parametrize(
    "kept",
    [
        lambda data: data,
        lambda data: memoryview(gzip.compress(data)),
        lambda data: packed(archive__zip=data),
        lambda data: json.dumps({"file": data.decode("latin-1")}),
        lambda data: json.dumps([{"file": base64.b64encode(data).decode()}]),
        lambda data: {"file": base64.b64encode(gzip.compress(data)).decode()},
    ],
    ids=["bytes", "gzip", "zip in a zip", "text in JSON", "base64 in JSON", "gzip as base64"],
)
def test_whoever_looks_for_a_word_finds_it_in_a_zip_however_that_is_kept(kept):
    """What is looked for above would be found, had it been kept packed."""
    data = packed(messages__csv=f"FROM,CONTENT\r\nBen,{SECRET}")

    assert SECRET.encode() not in data
    assert SECRET in repr(unpacked(kept(data)))


def test_what_is_refused_leaves_no_file_behind(client_alice, monkeypatch, tmp_path):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    monkeypatch.setattr("django.conf.settings.FILE_UPLOAD_MAX_MEMORY_SIZE", 1000)
    kept = []
    begin = TemporaryUploadedFile.__init__
    monkeypatch.setattr(
        TemporaryUploadedFile, "__init__", lambda self, *how: (begin(self, *how), kept.append(self))[0]
    )
    for data in (
        b"x" * 3_000_000,
        packed(messages__csv=SECRET * 1000),
        b"PK\x03\x04" + SECRET.encode() * 500,
    ):
        answer = client_alice.post(reverse("imports.index"), {"file": SimpleUploadedFile("a.zip", data)})
        assert answer.status_code == 422

    assert len(kept) >= 2
    assert [*tmp_path.iterdir()] == []
