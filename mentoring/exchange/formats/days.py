"""Days as exports write them, whatever the language of the machine."""

import datetime as dt
import re

_MONTHS = {name: number for number, name in enumerate(
    ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"), start=1
)}  # fmt: skip


def read_day(text: str) -> dt.date | None:
    """The day in a clean text such as "12 Mar 2024", "7-Feb-22" or "2024-03-12"; None for others."""
    text = text[:40]
    if found := re.fullmatch(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ].*)?", text, re.ASCII):
        year, month, day = (int(part) for part in found.groups())
    elif found := re.fullmatch(r"(\d{1,2})[ -]([A-Za-z]{3})[a-z]*\.?[ -](\d{4}|\d{2})", text, re.ASCII):
        day, month, year = int(found[1]), _MONTHS.get(found[2].lower(), 0), int(found[3])
        year += 2000 if year < 100 else 0
    else:
        return None
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None
