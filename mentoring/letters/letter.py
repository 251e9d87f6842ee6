"""A message before it is sent: its subject, its text, and the link that opens it in a mail program."""

import hashlib
import re
from dataclasses import dataclass
from urllib.parse import quote

# No standard limits a link, but what carries it to the mail program does: Windows hands over 2,083 characters
# at the most, and mail programs cut at about 2,000. The rest is left for what they add themselves.
LONGEST_LINK = 1900


@dataclass(frozen=True)
class Letter:
    """A message before it is sent: its subject and its text."""

    subject: str
    message: str

    @property
    def words(self) -> int:
        """How long it is."""
        return count_words(self.message)

    @property
    def mark(self) -> str:
        """A fingerprint, whatever its line breaks: it tells whether somebody changed the words by hand."""
        text = " ".join(self.subject.split()) + "\n" + " ".join(self.message.split())
        return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:32]


def mailto(to: str, subject: str, body: str) -> str:
    """The link that opens a letter in the person's own mail program (RFC 6068); `to` may be empty.

    Lines end in %0D%0A and a space is %20, as the standard asks; everything else outside letters, digits
    and "-._~" is encoded as UTF-8, so that no sign of the letter can end a part of the link early.
    """
    local, _at, domain = to.strip().rpartition("@")
    address = f"{_encoded(local)}@{_encoded(domain)}" if local else ""
    lines = re.split(r"\r\n|\r|\n", body)
    parts = {"subject": " ".join(subject.split()), "body": "\r\n".join(lines)}
    query = "&".join(f"{name}={_encoded(text)}" for name, text in parts.items() if text)
    return f"mailto:{address}?{query}" if query else f"mailto:{address}"


def is_too_long(link: str) -> bool:
    """Whether a link is longer than mail programs reliably take: then the letter is copied instead."""
    return len(link) > LONGEST_LINK


def count_words(text: str) -> int:
    """How many words a text has; a dash that opens a line is none."""
    return len(re.findall(r"\w\S*", text))


def _encoded(text: str) -> str:
    return quote(text, safe="", errors="replace")
