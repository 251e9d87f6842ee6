"""Step 3: the words of an ask, short and forwardable, and whether they are specific enough to act on."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from django.template.loader import render_to_string
from django.utils.translation import get_language, ngettext, pgettext
from django.utils.translation import gettext as _

from .models import Contact, Goal, MentorCriterion, User
from .text import and_list, number_word, sentence_start

MOST_WORDS = 120
MOST_CRITERIA = 3


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# How an English criterion may begin so that it can follow "anyone who ..." as it stands,
_VERBS = _words("""
    asks believes brings builds built can cares chaired coached coaches comes deals did does enjoys explained
    explains founded gets gives goes grew had has held helps hired hires holds is judges keeps knew knows
    leads led lets likes listens lives looks loves made makes managed manages meets mentored mentors
    owned owns puts ran reads rose runs says sees sells served serves shares sits sold speaks stands started
    stays sticks supports takes talks taught teaches tells thinks treats trusts turned understands uses values
    wants was will worked works writes
""")
# ... so that it can follow "anyone who is ...",
_STATES = _words("""
    available based calm close comfortable curious direct discreet fluent free good happy honest independent
    kind known local near new older open patient practical reachable retired self-made senior warm willing
    younger
""")
# ... and how a goal may begin so that it can follow "I want to ...".
_DEEDS = _words("""
    achieve apply ask be become begin bring build buy chair change close coach come create cut decide deliver
    design develop double earn explain find finish fix found gain get give grow handle have help hire hold
    improve keep know launch lead learn leave listen live make manage meet move negotiate open own pass plan
    prepare present publish put raise read reach reduce run save say sell set share sit speak spend start stop
    switch take talk teach tell turn understand use visit win work write
""")
_YEARS = re.compile(r"at least \S+ years?\b", re.IGNORECASE)
_YEARS_OF = re.compile(r"at least \S+ years?[’']? (of|in|as|with|experience)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Letter:
    """A message before it is sent: its subject and its text."""

    subject: str
    message: str

    @property
    def words(self) -> int:
        """How long it is."""
        return count_words(self.message)


@dataclass(frozen=True)
class Check:
    """One line of "specific enough?": what it looks at, whether it holds, what to say, and why it matters."""

    key: str
    passed: bool
    text: str
    why: str = ""


def compose_ask(
    owner: User,
    introducer: Contact | None = None,
    prospect: Contact | None = None,
    goal: Goal | None = None,
    criteria: Sequence[MentorCriterion] = (),
) -> Letter:
    """The message in which `owner` asks `introducer` to introduce `prospect`, or anyone who fits."""
    clauses = as_clauses(criteria)
    words = {
        "owner": owner,
        "introducer": introducer,
        "prospect": prospect,
        "goal": _unended(goal.title) if goal else "",
        "deed": _as_deed(_unended(goal.title)) if goal else "",
        "clauses": "\n".join(_as_bullets(clauses, "?" if prospect is None else ".")),
        "qualities": "\n".join(f"- {_unended(criterion.text)}" for criterion in criteria),
        "within": ngettext("%(days)s day", "%(days)s days", owner.write_within)
        % {"days": number_word(owner.write_within)},
    }
    return Letter(_render("ask_subject", words), _render("ask", words))


def as_clauses(criteria: Sequence[MentorCriterion]) -> list[str]:
    """The criteria as they can follow "anyone who ...", or [] where one of them cannot be turned that way.

    What a person types may be a noun, a sentence or another language: then it is quoted as it stands.
    """
    if not (get_language() or "en").startswith("en"):
        return []
    clauses = [_as_clause(_unended(criterion.text)) for criterion in criteria]
    return [] if "" in clauses else clauses


def describe(criteria: Sequence[MentorCriterion]) -> str:
    """The criteria in one sentence, for a row of a list; empty without any."""
    if clauses := as_clauses(criteria):
        return sentence_start(" ".join(line.removeprefix("- ") for line in _as_bullets(clauses, ".")))
    return sentence_start(and_list([_unended(criterion.text) for criterion in criteria]))


def check_ask(
    message: str, criteria: Sequence[MentorCriterion] = (), introducer: Contact | None = None
) -> list[Check]:
    """Whether a message is one that somebody can act on, by plain rules; nothing here blocks anything."""
    text = " ".join(message.split())
    return [
        _names_criteria(text, criteria),
        _says(
            "time",
            text,
            pgettext("how a letter says how much time", "coffee|minutes|hours?|lunch|phone call|video call"),
            (_("Says how much time"), _("Say how much time you ask for")),
            _("A small, clear ask is easy to say yes to."),
        ),
        _says(
            "no",
            text,
            pgettext(
                "how a letter leaves room for no",
                "if not|no trouble|no problem|no pressure|don[’']t worry|feel free|no hard feelings|"
                "either way|understand if|doesn[’']t suit|say no",
            ),
            (_("Leaves room for no"), _("Leave room for no")),
            _("People help more gladly when they are free not to."),
        ),
        _says_why(text, introducer),
        _asks_outright(text),
        _is_short(message),
    ]


def count_words(text: str) -> int:
    """How many words a text has; a dash that opens a line is none."""
    return len(re.findall(r"\w\S*", text))


def _names_criteria(text: str, criteria) -> Check:
    said = text.casefold()
    named = [
        criterion for criterion in criteria if " ".join(_unended(criterion.text).casefold().split()) in said
    ]
    must = [criterion for criterion in named if criterion.is_must]
    why = _("A name comes to mind faster when the qualities are few and clear.")
    if not named:
        return Check("criteria", False, _("Name one or two must-haves"), why)
    count = {"count": number_word(len(must or named))}
    if len(named) > MOST_CRITERIA:
        count = {"count": number_word(len(named))}
        return Check("criteria", False, _("Names %(count)s criteria: two or three are plenty") % count, why)
    if must:
        return Check(
            "criteria",
            True,
            ngettext("Names %(count)s must-have", "Names %(count)s must-haves", len(must)) % count,
        )
    return Check(
        "criteria",
        True,
        ngettext("Names %(count)s nice-to-have", "Names %(count)s nice-to-haves", len(named)) % count,
    )


def _spoken(criterion: MentorCriterion) -> str:
    return " ".join(_unended(criterion.text).casefold().split())


def _says(key: str, text: str, pattern: str, words: tuple[str, str], why: str) -> Check:
    passed = re.search(rf"\b(?:{pattern})\b", text, re.IGNORECASE) is not None
    return Check(key, passed, words[0] if passed else words[1], "" if passed else why)


def _says_why(text: str, introducer) -> Check:
    reasons = pgettext(
        "how a letter says why this introducer",
        "you know|you[’']ve|you have|you work|you worked|you met|you told|you mentioned|because you|"
        "your (?:team|work|company|years|talk|advice|experience|network)",
    )
    passed = re.search(rf"\b(?:{reasons})\b", text, re.IGNORECASE) is not None
    if introducer and introducer.company and introducer.company.casefold() in text.casefold():
        passed = True
    if introducer:
        name = {"name": introducer.first_name}
        says, say = _("Says why %(name)s") % name, _("Say why you ask %(name)s") % name
    else:
        says, say = _("Says why this person"), _("Say why you ask this person")
    return Check(
        "why", passed, says if passed else say, "" if passed else _("It shows that you thought of them.")
    )


def _asks_outright(text: str) -> Check:
    outright = pgettext(
        "how a letter asks for mentoring outright",
        "be my mentor|become my mentor|(?:will|would|could|can) you mentor me|willing to mentor me",
    )
    if re.search(rf"\b(?:{outright})\b", text, re.IGNORECASE):
        why = _("Mentoring is for later, when you’ve met and it fits.")
        return Check("outright", False, _("Ask for an introduction first, not for a mentor"), why)
    return Check("outright", True, _("Asks for an introduction only"))


def _is_short(message: str) -> Check:
    words = count_words(message)
    if words > MOST_WORDS:
        text = _("%(words)d words: cut it to %(most)d") % {"words": words, "most": MOST_WORDS}
        return Check("length", False, text, _("Short messages get read, and passed on."))
    return Check("length", True, ngettext("%(words)d word", "%(words)d words", words) % {"words": words})


def _as_clause(text: str) -> str:
    """The criterion as it follows "anyone who ", or "" where that cannot be told."""
    first, _space, rest = text.partition(" ")
    word = first.rstrip(",;:").casefold()
    if word in _VERBS:
        return f"{first.lower()} {rest}".strip()
    if word in _STATES or (_YEARS.match(text) and not _YEARS_OF.match(text)):
        return f"is {first.lower()} {rest}".strip()
    return f"has {first.lower()} {rest}" if _YEARS_OF.match(text) else ""


def _as_deed(text: str) -> str:
    """The goal as it follows "I want to ", or "" where that cannot be told."""
    first, _space, rest = text.partition(" ")
    is_deed = (get_language() or "en").startswith("en") and first.casefold() in _DEEDS
    return f"{first.lower()} {rest}".strip() if is_deed else ""


def _as_bullets(clauses: list[str], end: str) -> list[str]:
    """ "- has ...," with "and" before the last, which ends the sentence."""
    marks = [*[","] * len(clauses), _(", and"), end]
    return [
        f"- {clause}{mark}" for clause, mark in zip(clauses, marks[len(marks) - len(clauses) :], strict=True)
    ]


def _unended(text: str) -> str:
    """What a person typed, without spaces around it and the full stop at its end."""
    return text.strip().rstrip(".!?;,").rstrip()


def _render(name: str, words: dict) -> str:
    """A letter from its template; where a paragraph is left out, its blank line goes too."""
    text = render_to_string(f"mentoring/letters/{name}.txt", words)
    lines = "\n".join(line.rstrip() for line in text.strip().splitlines())
    return re.sub(r"\n{3,}", "\n\n", lines)
