"""Single cells of the files of LinkedIn's archive: who, when, and whether it counts at all."""

import datetime as dt
import re
from functools import lru_cache

from .cleaning import clean
from .draft import read_day

# LinkedIn has no older message.
FIRST_DAY = dt.date(2003, 1, 1)


def is_nobody(profile: str, letters: str) -> bool:
    """Whether it is somebody who left, what the system sends, or nothing at all."""
    return letters == "linkedin member" or profile.startswith("spinmail-") or not (profile or letters)


def is_left_out(folder: str) -> bool:
    """Whether what lies in this folder was never sent, or is spam."""
    name = folder.strip().upper()
    return name == "SPAM" or "DRAFT" in name


def says_yes(cell: str) -> bool:
    """Whether a cell says yes."""
    return bool(cell) and cell.strip().lower() in ("yes", "true", "1")


def several(urls: str, names: str) -> list[tuple[str, str]]:
    """Everybody a message went to, by address and name; where there is no address by the names."""
    found = [url for url in urls.split(",") if url.strip()] if urls else []
    # A name may have a comma of its own, "Dana Lee, PMP"; between two names no space follows it.
    called = [name for name in re.split(r",(?! )", names) if name.strip()]
    if len(found) == 1 and len(called) < 2:
        return [(found[0], names)]
    # Somebody who left has a name and no address.
    return [(url, "") for url in found] if len(found) >= len(called) else [("", name) for name in called]


_OTHER_DAYS = re.compile(r"(\d{4})/(\d{1,2})/(\d{1,2})(?: .*)?", re.ASCII)
_AMERICAN = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4}|\d{2})(?:[ ,].*)?", re.ASCII)


@lru_cache(maxsize=20_000)
def ordinal(text: str) -> int:
    """The day of `2025-06-01 14:03:22 UTC`, `2019/03/04 10:11:12 UTC` or `1/29/26, 2:37 PM` as a number; 0 for none."""
    text = clean(text)
    try:
        if found := _OTHER_DAYS.fullmatch(text):
            day: dt.date | None = dt.date(int(found[1]), int(found[2]), int(found[3]))
        elif found := _AMERICAN.fullmatch(text):
            month, of_month, year = (int(part) for part in found.groups())
            day = dt.date(year + 2000 if year < 100 else year, month, of_month)
        else:
            day = read_day(text)
    except ValueError:
        return 0
    return day.toordinal() if day and day >= FIRST_DAY else 0
