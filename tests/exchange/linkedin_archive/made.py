"""Archives packed of files, and what was counted in them."""

import datetime as dt
import io
import zipfile
from pathlib import Path

from django.utils import timezone

from mentoring.exchange import importing
from mentoring.exchange.formats import taken_apart
from mentoring.models import Import, Tie
from tests import linkedin
from tests.linkedin import SECRET

TODAY = dt.date(2026, 11, 28)
ARCHIVES = Path(__file__).parents[1] / "archives"


def packed(**files: bytes | str) -> bytes:
    """Files as a ZIP, by their names with two underscores for the dot."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name.replace("__", "."), data)
    return file.getvalue()


def sample(name: str, *but: str) -> bytes:
    """A small archive of tests/exchange/archives, without some of its files."""
    files = {path.name.replace(".", "__"): path.read_bytes() for path in (ARCHIVES / name).iterdir()}
    return packed(**{name: data for name, data in files.items() if name.replace("__", ".") not in but})


def read(data: bytes, name: str = "archive.zip"):
    return taken_apart(io.BytesIO(data), name, TODAY)


def waiting(owner, data: bytes, name: str = "archive.zip") -> Import:
    """An archive that was read to its end and waits for a yes."""
    batch = importing.begin_import(owner, name, data)
    while batch.state == Import.State.READING:
        batch = importing.read_slice(batch, timezone.now())
    return batch


def ties(owner) -> dict[str, dict]:
    """By the names of contacts what their ties say, without what is nothing."""
    found = Tie.objects.owned_by(owner).select_related("contact")
    return {tie.contact.name: {name: value for name, value in tie.counts().items() if value} for tie in found}


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


EMRE = {
    "sent": 2, "received": 1, "days": 2, "first_on": day("2013-02-11"), "last_on": day("2013-02-12"),
    "connected_on": day("2013-02-03"), "invited_by": "me",
}  # fmt: skip
NORA = {
    "sent": 1, "received": 2, "days": 2, "first_on": day("2025-06-01"), "last_on": day("2025-06-03"),
    "connected_on": day("2025-05-30"), "invited_by": "them",
}  # fmt: skip
ZIGA, KIM = {"connected_on": day("2015-10-12")}, {"connected_on": day("2020-01-01")}


def message(sender: tuple[str, str], to: tuple[str, str], on: str = "2024-05-06", **more) -> dict[str, str]:
    row = {"FROM": sender[0], "SENDER PROFILE URL": sender[1], "TO": to[0], "RECIPIENT PROFILE URLS": to[1]}
    return row | {"CONVERSATION ID": "2-x", "DATE": f"{on} 10:00:00 UTC", "CONTENT": SECRET} | more


def file_of(rows: list[dict], headings=linkedin.MESSAGES[:10]) -> bytes:
    archive = linkedin.Archive({"messages.csv": headings}, {"messages.csv": rows}, [])
    return archive.text("messages.csv").encode()


ME, BEN = ("Ana Prates", "https://www.linkedin.com/in/ana"), ("Ben Ok", "https://www.linkedin.com/in/ben")
CLEO, DAN = ("Cleo Vu", "https://www.linkedin.com/in/cleo"), ("Dan Wu", "https://www.linkedin.com/in/dan")


def wrote(data: bytes, name: str = "messages.csv") -> dict[str, tuple]:
    counts = read(data, name).ties["counts"]
    return {key: (told["sent"], told["received"]) for key, told in counts.items() if told.get("days")}
