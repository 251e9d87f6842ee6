"""What the title and the address of a page say about a person: from a phone's share sheet, or a bookmark."""

import re
import unicodedata

from .fields import LINKEDIN, NAME, NOTES
from .keys import profile_address

# LinkedIn puts the number of what is unread before the title, and itself after it.
_UNREAD = re.compile(r"^\(\d{1,4}\+?\)\s*")
_AFTER_THE_NAME = re.compile(r"\s+[|–—·-]\s+")
LONGEST_ADDRESS = 2000


def contact_on_page(title: str, address: str) -> dict[str, str]:
    """Fields of a contact: the name from the title, the address as a profile, or as a note where it is none.

    Neither is trusted: what comes out is text for a form, which checks it as if it had been typed.
    """
    name = _AFTER_THE_NAME.split(_UNREAD.sub("", _in_one_line(title)), maxsplit=1)[0]
    address = _in_one_line(address)[:LONGEST_ADDRESS]
    profile = profile_address(address)
    is_web = re.match(r"https?://[^\s/]", address, re.IGNORECASE)
    return {
        NAME.name: name[: NAME.longest].strip(),
        LINKEDIN.name: profile[: LINKEDIN.longest],
        NOTES.name: address if is_web and not profile else "",
    }


def _in_one_line(text: str) -> str:
    """A text in one line, without signs that nobody sees."""
    shown = "".join(
        " " if unicodedata.category(char) in ("Cc", "Cs", "Cf") else char for char in text[:LONGEST_ADDRESS]
    )
    return " ".join(shown.split())
