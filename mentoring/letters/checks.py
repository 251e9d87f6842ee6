"""Whether an ask is specific enough to act on: plain rules, each with its reason; nothing here blocks anything."""

import re
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from ..models import Contact
from ..text.text import number_word, unended
from .ask import Ask, reason
from .direct import Direct
from .letter import count_words

MOST_WORDS = 120
FEWEST_WORDS = 60
MOST_CRITERIA = 3
LONGEST_ABBREVIATION = 4


@dataclass(frozen=True)
class Check:
    """One line of "specific enough?": what it looks at, whether it holds, what to say, and why it matters."""

    key: str
    passed: bool
    text: str
    why: str = ""


def check_ask(message: str, ask: Ask) -> list[Check]:
    """Whether a message is one that somebody can act on; what goes without saying has no line while it holds."""
    text = " ".join(message.split())
    return [
        _names_person(text, ask.prospect) if ask.prospect else _names_criteria(text, ask.criteria),
        _says_why_and_by_when(text, reason(ask.why)),
        _says_how_long(text),
        _leaves_room(text),
        _asks_outright(text, _("Ask for an introduction first, not for a mentor")),
        _is_short(message),
    ]


def check_direct(message: str, direct: Direct) -> list[Check]:
    """Whether a first message to somebody the person knows is one that is easy to answer."""
    text = " ".join(message.split())
    return [
        _says_who(text, direct),
        _names_one_thing(text, direct),
        _says_how_long(text),
        _leaves_room(text),
        _asks_outright(text, _("Ask for half an hour first, not for a mentor")),
        _is_short(message, FEWEST_WORDS),
    ]


def _says_who(text: str, direct: Direct) -> Check:
    name = {"name": direct.person.first_name}
    known = reason(direct.known)
    ways = pgettext(
        "how a letter says how two people know each other",
        "we (?:met|worked|work|studied|talked|spoke|were|are|know|both)|you (?:and I|taught|hired|helped|may remember)|"
        "when (?:we|you|I)|our time",
    )
    if (known and known in text) or re.search(rf"\b(?:{ways})\b", text, re.IGNORECASE):
        return Check("who", True, _("Says who you are to %(name)s") % name)
    return Check(
        "who", False, _("Say who you are to %(name)s") % name, _("A shared past is why they’ll read on.")
    )


def _names_one_thing(text: str, direct: Direct) -> Check:
    said, goal = text.casefold(), direct.thing
    if any(words and words.casefold() in said for words in (goal["deed"], goal["goal"])):
        return Check("thing", True, _("Names one thing"))
    return Check(
        "thing", False, _("Name the one thing it’s about"), _("One question is easier to say yes to.")
    )


def _says_how_long(text: str) -> Check:
    ways = pgettext(
        "how a letter says how much time it asks for first",
        "coffee|minutes|(?:half an|an|one) hour(?! an? (?:week|month))|phone call|video call|short call",
    )
    words = ("", _("Say how much time you ask for first"))
    return _says("time", text, ways, words, _("Half an hour over coffee is easy to say yes to."))


def _leaves_room(text: str) -> Check:
    ways = pgettext(
        "how a letter leaves room for no",
        "if not|no trouble|no problem|no pressure|don[’']t worry|feel free|no hard feelings|"
        "either way|understand if|doesn[’']t suit|say no|no is fine",
    )
    words = (_("Leaves room for no"), _("Leave room for no"))
    return _says("no", text, ways, words, _("People are happier to help when they’re free to say no."))


def _names_person(text: str, person: Contact) -> Check:
    if any(name.casefold() in text.casefold() for name in (str(person), person.first_name)):
        return Check("person", True, _("Names %(name)s") % {"name": person.first_name})
    words = _("Say that it’s about %(name)s") % {"name": person.first_name}
    return Check("person", False, words, _("Otherwise they’d have to guess."))


def _names_criteria(text: str, criteria) -> Check:
    named = [one for one in criteria if _is_named(unended(one.text), text)]
    must = [criterion for criterion in named if criterion.is_must]
    why = _("A name comes to mind faster when the qualities are few and clear.")
    if not named:
        return Check("criteria", False, _("Name one or two must-haves"), why)
    if len(named) > MOST_CRITERIA:
        words = ngettext(
            "Names %(count)s criterion: two or three are plenty",
            "Names %(count)s criteria: two or three are plenty",
            len(named),
        )
        return Check("criteria", False, words % {"count": number_word(len(named))}, why)
    if not must:
        why = _("Must-haves tell people who to leave out.")
        return Check("criteria", False, _("Names no must-have yet: add one"), why)
    count = {"count": number_word(len(must))}
    words = ngettext("Names %(count)s must-have", "Names %(count)s must-haves", len(must))
    return Check("criteria", True, words % count)


def _is_named(criterion: str, text: str) -> bool:
    """Whether a text has a criterion in words of their own; "IT" is not the "it" of a sentence."""
    case = re.NOFLAG if criterion.isupper() and len(criterion) <= LONGEST_ABBREVIATION else re.IGNORECASE
    return re.search(rf"(?<!\w){re.escape(criterion)}(?!\w)", text, case) is not None


def _says(key: str, text: str, pattern: str, words: tuple[str, str], why: str) -> Check:
    passed = re.search(rf"\b(?:{pattern})\b", text, re.IGNORECASE) is not None
    return Check(key, passed, words[0] if passed else words[1], "" if passed else why)


def _says_why_and_by_when(text: str, why: str) -> Check:
    """Why it matters (`why` as it was composed, or words of their own), and a day."""
    reasons = pgettext(
        "how a letter says why it matters",
        "because|so that|that[’']s (?:so|to|for|why)|matters to me|helps? me|would help me",
    )
    day = pgettext(
        "how a letter says by when an answer helps",
        r"(?:by|before|until) (?:the )?(?:end of |next |this |tomorrow|mon|tue|wed|thu|fri|sat|sun|\d)",
    )
    says_why = bool(why and why in text) or re.search(rf"\b(?:{reasons})\b", text, re.IGNORECASE) is not None
    says_when = re.search(rf"\b{day}", text, re.IGNORECASE) is not None
    if says_why and says_when:
        return Check("why", True, _("Says why and by when"))
    if says_why:
        return Check("why", False, _("Say when you’d like an answer"), _("A day makes it easy to plan."))
    words = (
        _("Say why it matters to you")
        if says_when
        else _("Say why it matters to you, and when you’d like an answer")
    )
    return Check("why", False, words, _("People are quicker to help when they know what it’s for."))


def _asks_outright(text: str, instead: str) -> Check:
    outright = pgettext(
        "how a letter asks for mentoring outright",
        "be my mentor|become my mentor|(?:will|would|could|can) you mentor me|willing to mentor me",
    )
    if re.search(rf"\b(?:{outright})\b", text, re.IGNORECASE):
        why = _("Mentoring is for later, when you’ve met and it fits.")
        return Check("outright", False, instead, why)
    return Check("outright", True, "")


def _is_short(message: str, fewest: int | None = None) -> Check:
    words = count_words(message)
    if words > MOST_WORDS:
        text = ngettext("%(words)d word: cut it to %(most)d", "%(words)d words: cut it to %(most)d", words)
        text %= {"words": words, "most": MOST_WORDS}
        return Check("length", False, text, _("Short messages get read, and passed on."))
    if fewest and words < fewest:
        text = ngettext(
            "%(words)d word: %(fewest)d say enough", "%(words)d words: %(fewest)d say enough", words
        )
        text %= {"words": words, "fewest": fewest}
        return Check("length", False, text, _("Too short a message leaves them guessing."))
    return Check("length", True, ngettext("%(words)d word", "%(words)d words", words) % {"words": words})
