"""Which letters the bytes of a file are, told by how they read; where two readings are likely, somebody is asked."""

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .rows import Unreadable

# Bytes of lines with letters outside ASCII that are looked at, and words of them that are shown.
_LOOKED_AT = 6_000
_SHOWN = 4
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


@dataclass(frozen=True)
class Letters:
    """One way to read bytes: what it is called, and the letters of each language written in it."""

    label: str | Promise
    alphabets: tuple[frozenset[str], ...] = ()
    # The first bytes of the common signs, for encodings of two bytes a sign, and the least second byte.
    common: tuple[int, ...] = ()


def _alphabets(*letters: str) -> tuple[frozenset[str], ...]:
    return tuple(map(frozenset, letters))


_WEST = _alphabets(
    "äöüßé", "éèêëàâçîïôùûœü", "áéíóúñüï", "áâãàçéêíóôõúü", "àèéìíòóù", "åäöéü", "åæøéö", "áéíóúýþæðö", "éëïóèüö",
)  # fmt: skip
_CYRILLIC = _alphabets("абвгдеёжзийклмнопрстуфхцчшщъыьэюяіїєґўђјљњћџѓќѕ")
LETTERS = {
    "cp1252": Letters(gettext_lazy("Western European"), _WEST),
    "cp1250": Letters(
        gettext_lazy("Central European"),
        _alphabets(
            "ąćęłńóśźż", "áčďéěíňóřšťúůýž", "áäčďéíĺľňóôŕšťúýž", "áéíóöőúüű", "ăâîşţ", "čćđšž", "äöüßé", "ëç"
        ),
    ),
    "cp1251": Letters(gettext_lazy("Cyrillic"), _CYRILLIC),
    "koi8-u": Letters(gettext_lazy("Cyrillic (KOI8)"), _CYRILLIC),
    "cp1253": Letters(gettext_lazy("Greek"), _alphabets("αβγδεζηθικλμνξοπρσςτυφχψωάέήίόύώϊϋΐΰ")),
    "cp1254": Letters(gettext_lazy("Turkish"), _alphabets("çğıöşüâîû", "äöüßé")),
    "cp1257": Letters(gettext_lazy("Baltic"), _alphabets("āčēģīķļņšūž", "ąčęėįšųūž", "äöõüšž")),
    "cp1255": Letters(gettext_lazy("Hebrew"), _alphabets("אבגדהוזחטיךכלםמןנסעףפץצקרשת")),
    "cp1256": Letters(gettext_lazy("Arabic"), _alphabets("ءآأؤإئابةتثجحخدذرزسشصضطظعغفقكلمنهوىيپچژگک")),
    "mac-roman": Letters(gettext_lazy("Western European (Mac)"), _WEST),
    "cp850": Letters(gettext_lazy("Western European (DOS)"), _WEST),
    "cp866": Letters(gettext_lazy("Cyrillic (DOS)"), _CYRILLIC),
    "cp932": Letters(gettext_lazy("Japanese"), common=(0x82, 0x97, 0x40)),
    "euc-jp": Letters(gettext_lazy("Japanese (EUC)"), common=(0xA4, 0xCF, 0xA1)),
    "gb18030": Letters(gettext_lazy("Chinese, simplified"), common=(0xB0, 0xD7, 0xA1)),
    "big5": Letters(gettext_lazy("Chinese, traditional"), common=(0xA4, 0xC6, 0x40)),
    "cp949": Letters(gettext_lazy("Korean"), common=(0xB0, 0xC8, 0xA1)),
}  # fmt: skip
# UTF-8 with lines of another encoding among it: what is no letter of UTF-8 is read as one of Windows.
MIXED = "waymark-mixed"
LETTERS[MIXED] = Letters(gettext_lazy("UTF-8, with a few lines in something else"))


_NO_BEGINNING = re.compile(rb"[\x80-\xc1\xf5-\xff]+")


def _as_of_windows(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    # Bytes behind it with which no letter begins go along.
    found = _NO_BEGINNING.match(error.object, error.end)
    end = found.end() if found else error.end
    return error.object[error.start : end].decode("cp1252", "replace"), end


class _MixedDecoder(codecs.BufferedIncrementalDecoder):
    def _buffer_decode(self, data, errors, final):
        return codecs.utf_8_decode(data, MIXED, final)


def _mixed_codec(name: str) -> codecs.CodecInfo | None:
    if name.replace("_", "-") != MIXED:
        return None
    return codecs.CodecInfo(
        codecs.utf_8_encode,
        lambda data, _errors="": codecs.utf_8_decode(data, MIXED, True),
        incrementaldecoder=_MixedDecoder,
        incrementalencoder=codecs.getincrementalencoder("utf-8"),
        name=MIXED,
    )


codecs.register_error(MIXED, _as_of_windows)
codecs.register(_mixed_codec)
_WORD = re.compile("[A-Za-z\x80-\U0010ffff]+")
_LETTER, _LINE_END = re.compile(rb"[\x80-\xff]"), re.compile(rb"[\r\n]")
_AROUND_WORDS = "“”„‘’–—…«»‹›·•€°§®™©\xa0‚\ufeff"


@dataclass(frozen=True)
class LikelyLetters:
    """One likely reading of a file: its encoding, and words of the file as they look in it."""

    encoding: str
    sample: str

    @property
    def label(self) -> str:
        """ "Central European: Łęcki, Żółw": what is chosen from."""
        return f"{LETTERS[self.encoding].label}: {self.sample}"


_CONTROLS = re.compile("[\x01-\x08\x0e-\x1f]")


def encoding_of(data: bytes, chosen: str = "") -> str:
    """The encoding in which all of `data` is text: Unicode, else the chosen or the likeliest. Raises Unreadable."""
    marked = next((encoding for bom, encoding in _BOMS if data.startswith(bom)), None)
    plain = (marked,) if marked is not None else ("utf-8", _unmarked_utf16(data))
    found = next((encoding for encoding in plain if encoding and _decodes(data, encoding)), "")
    if not found and marked in (None, "utf-8-sig"):
        likely = ([chosen] if chosen in LETTERS else []) + [one.encoding for one in _likely(data)]
        found = next((encoding for encoding in likely if _decodes(data, encoding)), "")
    if not found:
        raise Unreadable(_("This isn’t a text file. Save it as CSV in UTF-8, or as a vCard."))
    return found


def letters_to_choose(data: bytes, encoding: str) -> list[LikelyLetters]:
    """The likely readings of a file, the likeliest first, where more than one is likely; else none."""
    if encoding not in LETTERS:
        return []
    likely = _likely(data)
    return [] if _is_clear(likely) else [*likely[:5]]


def _unmarked_utf16(data: bytes) -> str:
    """UTF-16 without its mark shows by the zero in every second byte of plain letters."""
    start = data[:4000]
    if start[1::2].count(0) * 3 > len(start):
        return "utf-16-le"
    return "utf-16-be" if start[::2].count(0) * 3 > len(start) else ""


def _decodes(data: bytes, encoding: str) -> bool:
    decoder = codecs.getincrementaldecoder(encoding)()
    controls = 0
    try:
        for start in range(0, len(data), 1 << 16):
            text = decoder.decode(data[start : start + (1 << 16)], final=start + (1 << 16) >= len(data))
            if "\0" in text:
                return False
            if start == 0:
                controls = len(_CONTROLS.findall(text))
    except UnicodeDecodeError:
        return False
    return controls * 100 <= len(data[: 1 << 16])


@dataclass(frozen=True)
class _Scored(LikelyLetters):
    score: float
    words: int


def _likely(data: bytes) -> list[_Scored]:
    """Every reading of these bytes that is one, the likeliest first; of two that read alike the first one."""
    return _readings_of((*_first_broken_line(data), *_lines_with_letters(data)))


@lru_cache(maxsize=500)
def _readings_of(lines: tuple[bytes, ...]) -> list[_Scored]:
    found: dict[str, _Scored] = {}
    for encoding, letters in LETTERS.items():
        try:
            text = b"\n".join(lines).decode(encoding)
        except UnicodeDecodeError:
            continue
        words = [word.strip(_AROUND_WORDS) for word in _WORD.findall(text)]
        words = [word for word in dict.fromkeys(words) if not word.isascii()]
        worth = [_worth(word, encoding, letters) for word in words]
        if encoding == MIXED:
            worth = [_worth_of_mixed(lines)]
        sample = ", ".join(words[:_SHOWN])
        score = sum(worth) / len(worth) if worth else 0.0
        found.setdefault(text, _Scored(encoding, sample, score, len(words)))
    return sorted((one for one in found.values() if one.score > _NEVER), key=lambda one: -one.score)


# Below what any reading is worth.
_NEVER = -2


def _worth_of_mixed(lines: tuple[bytes, ...]) -> float:
    """What it is worth to read these lines as UTF-8 though some are not: most where more of them are."""
    whole = sum(not any(_first_broken_line(line)) for line in lines)
    if not whole or whole * 10 < len(lines):
        return _NEVER
    return 2.0 if whole * 2 >= len(lines) else 1.0


def _first_broken_line(data: bytes) -> Iterator[bytes]:
    """The first line that is no UTF-8, if there is one."""
    try:
        data.decode()
    except UnicodeDecodeError as error:
        begin = max(data.rfind(b"\n", 0, error.start), data.rfind(b"\r", 0, error.start)) + 1
        yield re.split(rb"[\r\n]", data[begin : begin + 2_000], maxsplit=1)[0]


def _is_clear(likely: list[_Scored]) -> bool:
    """Whether the first reading is far likelier, or is the usual one and reads well."""
    if len(likely) < 2:
        return True
    best, second = likely[:2]
    if best.encoding == MIXED:
        return False
    is_usual = best.encoding == "cp1252" and best.score >= 0.8 and best.words >= 6
    return best.score - second.score >= 0.25 or (is_usual and second.encoding != "cp1254")


def _lines_with_letters(data: bytes) -> Iterator[bytes]:
    """The beginnings of the lines that hold more than ASCII, in a time that grows with the file alone."""
    left, at = _LOOKED_AT, 0
    while left > 0 and (letter := _LETTER.search(data, at)):
        begin = max(at, *(data.rfind(end, at, letter.start()) + 1 for end in (b"\n", b"\r")))
        end = _LINE_END.search(data, letter.end())
        at = end.start() if end else len(data)
        yield data[begin : min(at, begin + 2_000)]
        left -= at - begin


def _worth(word: str, encoding: str, letters: Letters) -> float:
    """1 for a word as a language writes it, -1 for what no language writes."""
    if letters.common:
        return _worth_of_signs(word, encoding, *letters.common)
    special = [char for char in word if char > "\x7f" and char != "’"]
    low = {char.lower()[0] for char in special} - {"i"}
    capitals_within = any(a.islower() and b.isupper() and b > "\x7f" for a, b in pairwise(word))
    if capitals_within or not all(map(str.isalpha, special)):
        return -1
    if not any(low <= alphabet for alphabet in letters.alphabets):
        return -1
    if encoding in _LATIN:
        return -1 if len(word) > 3 and len(special) * 2 > len(word) else 1
    return 1 if len(special) == len(word) else -1


_LATIN = {"cp1252", "cp1250", "cp1254", "cp1257", "mac-roman", "cp850"}


def _worth_of_signs(word: str, encoding: str, first: int, last: int, least: int) -> float:
    signs = [char.encode(encoding, "replace") for char in word if char > "\x7f"]
    common = sum(len(sign) == 2 and first <= sign[0] <= last and sign[1] >= least for sign in signs)
    return 1.5 * common / len(signs) - 0.5 if signs else 0
