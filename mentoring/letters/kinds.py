"""The table of letters: for each kind what it may be filled with, what stands above it, and to whom it goes."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ..models import LetterKind


@dataclass(frozen=True)
class LetterRow:
    """One kind of letter. Its words stand in a template of its name; these are the words around it."""

    kind: LetterKind
    placeholders: tuple[str, ...]  # what may stand between braces in a person's own wording
    heading: str | Promise = ""  # what is done by it, with %(to)s and %(prospect)s
    advice: str | Promise = ""  # one sentence of manners, with %(to)s and %(introducer)s
    finding: str = ""  # the finding of mentoring/advice/evidence.py for whoever would hold back
    to_prospect: bool = False  # it goes to the person, and not to the introducer


_ROWS = (
    LetterRow(LetterKind.ASK, ("introducer", "prospect", "goal", "why", "criteria", "answer_by", "me")),
    LetterRow(
        LetterKind.FORWARD,
        ("introducer", "prospect", "goal", "criteria", "me"),
        _("A note %(to)s can pass on"),
        _("It speaks for itself, so %(to)s only has to forward it. Send it as a new email."),
    ),
    LetterRow(
        LetterKind.FIRST,
        ("prospect", "introducer", "goal", "me"),
        _("Write to %(to)s"),
        _(
            "Answer the introduction itself, so that %(introducer)s sees it too, and move %(introducer)s to bcc."
        ),
        to_prospect=True,
    ),
    LetterRow(LetterKind.DIRECT, ("prospect", "known", "goal", "me"), to_prospect=True),
    LetterRow(
        LetterKind.DIRECT_AGAIN,
        ("prospect", "when", "goal", "me"),
        _("Write to %(to)s once more"),
        _("Three messages in all are enough. Make a no as easy as a yes."),
        to_prospect=True,
    ),
    LetterRow(
        LetterKind.NUDGE,
        ("introducer", "prospect", "when", "me"),
        _("Nudge %(to)s"),
        _("One reminder is fine. After that, silence is an answer too."),
    ),
    LetterRow(
        LetterKind.FOLLOW_UP,
        ("prospect", "introducer", "when", "me"),
        _("Write to %(to)s once more"),
        _("Three messages in all are enough. Make a no as easy as a yes."),
        to_prospect=True,
    ),
    LetterRow(
        LetterKind.THANKS,
        ("introducer", "prospect", "me"),
        _("Thank %(to)s for introducing %(prospect)s"),
        _("Two lines are plenty. The day you were introduced is the best one for it."),
        finding="thanking",
    ),
    LetterRow(
        LetterKind.AGENDA, ("name", "day", "time", "where", "done", "points", "asks_for", "review", "me")
    ),
    LetterRow(
        LetterKind.SUMMARY,
        ("name", "day", "takeaway", "steps", "review", "next", "me"),
        _("Send %(to)s the summary"),
        _("Short, and the day after: what you’re taking away, and what you’ll do by when."),
    ),
    LetterRow(
        LetterKind.AFTER_MEETING,
        ("name", "when", "one_thing", "me"),
        _("Thank %(to)s for meeting you"),
        _("Within a day if you can. Name one thing you’ll act on."),
        finding="thanking",
    ),
    LetterRow(
        LetterKind.REPORT_BACK,
        ("name", "when", "advice", "one_thing", "me"),
        _("Tell %(to)s what came of the advice"),
        _("Two lines are plenty. It’s fine to say that something else worked better."),
    ),
    LetterRow(
        LetterKind.TAKE_NO,
        ("name", "me"),
        _("Thank %(to)s for answering"),
        _("Say thank you, and ask for nothing else."),
        finding="a_no",
    ),
    LetterRow(
        LetterKind.QUESTION,
        ("introducer", "prospect", "question", "me"),
        _("Ask %(to)s about %(prospect)s"),
        _("One question, and easy to answer. Not knowing is an answer, too."),
    ),
    LetterRow(
        LetterKind.OUTCOME,
        ("introducer", "prospect", "how_it_went", "me"),
        _("Tell %(to)s how it went with %(prospect)s"),
        _("When someone opens a door, they like to know what was behind it."),
    ),
    LetterRow(
        LetterKind.TERM_THANKS,
        ("name", "since", "reached", "takeaway", "month", "me"),
        _("Thank %(to)s for all of it"),
        _("Say what you can do now that you couldn’t before. It’s what a mentor likes best to hear."),
        finding="thanking",
    ),
    LetterRow(
        LetterKind.TERM_OUTCOME,
        ("introducer", "prospect", "since", "reached", "me"),
        _("Tell %(to)s what came of it with %(prospect)s"),
        _("Whoever opened the door hears how the story ended, too."),
    ),
    LetterRow(
        LetterKind.ASK_AGAIN,
        ("name", "when", "goal", "me"),
        _("Ask %(to)s again"),
        _("Once is enough. Make a no as easy as a yes."),
    ),
    LetterRow(
        LetterKind.KEEP_IN_TOUCH,
        ("name", "one_thing", "goal", "me"),
        _("A note to %(to)s"),
        _("Twice a year is plenty. Share one thing that worked, and offer something back."),
    ),
)
LETTERS: dict[str, LetterRow] = {row.kind: row for row in _ROWS}
