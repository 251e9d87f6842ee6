"""Words that were looked for, marked where they stand in a text: whatever their case and accents."""

import unicodedata

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

# Characters on both sides of the first word found, in a piece of a longer text.
AROUND = 70


def _folded(text: str) -> tuple[str, list[int]]:
    """The text without case and accents, and for each of its characters where it stood before."""
    letters, places = [], []
    for place, char in enumerate(text):
        for letter in unicodedata.normalize("NFKD", char.casefold()):
            if not unicodedata.combining(letter):
                letters.append(letter)
                places.append(place)
    return "".join(letters), places


def _spans(text: str, words: list[str]) -> list[tuple[int, int]]:
    """Where the words stand, in order and without overlap."""
    folded, places = _folded(text)
    spans = []
    for word in filter(None, (_folded(word)[0] for word in words)):
        at = folded.find(word)
        while at >= 0:
            spans.append((places[at], places[at + len(word) - 1] + 1))
            at = folded.find(word, at + len(word))
    merged: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def says(text: str, word: str) -> bool:
    """Whether the word stands in the text."""
    return bool(_spans(text, [word]))


def marked(text: str, words: list[str]) -> SafeString:
    """The text, escaped, with each of the words in a `<mark>`."""
    parts: list[str] = []
    at = 0
    for start, end in _spans(text, words):
        parts += [text[at:start], format_html("<mark>{}</mark>", text[start:end])]
        at = end
    return format_html_join("", "{}", ((part,) for part in [*parts, text[at:]]))


def excerpt(text: str, words: list[str]) -> SafeString:
    """A piece of the text around the first of the words, marked; empty where none of them stands."""
    text = " ".join(text.split())
    spans = _spans(text, words)
    if not spans:
        return SafeString()
    start, end = max(0, spans[0][0] - AROUND), min(len(text), spans[0][1] + AROUND)
    # Not in the middle of a word, as long as there is a gap nearby.
    if start:
        start = text.find(" ", start, spans[0][0]) + 1 or start
    if end < len(text):
        end = max(text.rfind(" ", spans[0][1], end), spans[0][1]) if " " in text[spans[0][1] : end] else end
    piece = marked(text[start:end], words)
    return format_html("{}{}{}", "… " if start else "", piece, " …" if end < len(text) else "")
