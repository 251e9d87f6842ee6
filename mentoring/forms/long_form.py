"""The further clauses of the long form: in which part each is written, and what it answers."""

from django.utils.translation import gettext_lazy as _

from ..models.wording import LONG_CLAUSES

# What each clause of the long form answers, as a help to whoever writes it.
ANSWERS = {
    "parties": _("Who is mentor and who is mentee, how to reach each other, and who keeps things moving."),
    "purpose": _("What should be different at the end, and how you’ll both know."),
    "scope": _("What you work on, and what isn’t part of it."),
    "trial": _("Whether you try it first, and when you decide."),
    "looking_back": _("When you look back together, and what you ask."),
    "preparation": _("Who sends what before a session, and what comes after it."),
    "employer": _("What stays with an employer, and what you do if your interests collide."),
    "feedback": _("How direct you are with each other, and when."),
    "changing": _("How either of you can change this agreement."),
    "closure": _("What the last session is for, and how you’d go on longer."),
    "standing": _("What the agreement is worth: goodwill, voluntary, unpaid."),
}


def clauses_in(part: str) -> list[str]:
    """The clauses of the long form that are written in this part."""
    return [name for name, home in LONG_CLAUSES.items() if home == part]
