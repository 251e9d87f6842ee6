"""What stands above a letter: its heading, one piece of advice, and which finding may stand beside it."""

from django.utils.translation import gettext as _

from ..models import LetterKind
from .moments import Moment

# The findings of mentoring/advice/evidence.py, by the moment at which somebody would hold back.
FINDINGS = {
    LetterKind.ASK: "asking",
    LetterKind.FIRST: "asking",
    LetterKind.THANKS: "thanking",
    LetterKind.AFTER_MEETING: "thanking",
    LetterKind.TAKE_NO: "a_no",
}


def heading(moment: Moment) -> str:
    """The deed: "Thank Priya for introducing Tomás"."""
    words = {
        "to": moment.to.first_name,
        "prospect": moment.words.get("prospect") or _("someone"),
    }
    return {
        LetterKind.FORWARD: _("A note %(to)s can pass on"),
        LetterKind.FIRST: _("Write to %(to)s"),
        LetterKind.NUDGE: _("Nudge %(to)s, once"),
        LetterKind.FOLLOW_UP: _("Write to %(to)s once more"),
        LetterKind.THANKS: _("Thank %(to)s for introducing %(prospect)s"),
        LetterKind.AFTER_MEETING: _("Thank %(to)s for meeting you"),
        LetterKind.TAKE_NO: _("Thank %(to)s for answering"),
        LetterKind.OUTCOME: _("Tell %(to)s how it went with %(prospect)s"),
        LetterKind.KEEP_IN_TOUCH: _("A word to %(to)s"),
    }[moment.kind] % words


def advice(moment: Moment) -> str:
    """One sentence of manners."""
    words = {"to": moment.to.first_name, "introducer": moment.words.get("introducer", "")}
    return {
        LetterKind.FORWARD: _(
            "It speaks for itself, so %(to)s only has to forward it. Send it as a new email."
        ),
        LetterKind.FIRST: _(
            "Answer the introduction itself, so that %(introducer)s sees it too, and move %(introducer)s to bcc."
        ),
        LetterKind.NUDGE: _("One reminder is fine. After that, silence is an answer too."),
        LetterKind.FOLLOW_UP: _("Three messages in all are enough. Make a no as easy as a yes."),
        LetterKind.THANKS: _("Two lines are plenty. The day you were introduced is the best one for it."),
        LetterKind.AFTER_MEETING: _("Within a day if you can. Name one thing you’ll act on."),
        LetterKind.TAKE_NO: _("Say thank you, and ask for nothing else."),
        LetterKind.OUTCOME: _("Whoever opens a door likes to know what was behind it."),
        LetterKind.KEEP_IN_TOUCH: _(
            "Twice a year is plenty. Share one thing that worked, and offer something back."
        ),
    }[moment.kind] % words


def finding(moment: Moment) -> str:
    """Which finding may stand beside this letter; empty for none."""
    return FINDINGS.get(moment.kind, "")
