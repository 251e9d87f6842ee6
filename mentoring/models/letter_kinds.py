"""The kinds of letter there are; what each says and when it suits stands in mentoring/letters."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class LetterKind(models.TextChoices):
    """The moments at which the product offers a letter; it never sends one."""

    ASK = "ask", _("The ask")
    FORWARD = "forward", _("A note to pass on")
    FIRST = "first", _("First message to someone you’ve been introduced to")
    DIRECT = "direct", _("First message to someone you know yourself")
    DIRECT_AGAIN = "direct_again", _("A second message to someone you know yourself")
    NUDGE = "nudge", _("A nudge")
    FOLLOW_UP = "follow_up", _("A second message to someone who hasn’t answered")
    THANKS = "thanks", _("Thanks to the introducer")
    AGENDA = "agenda", _("The agenda of a session")
    SUMMARY = "summary", _("The summary of a session")
    AFTER_MEETING = "after_meeting", _("Thanks after a meeting")
    REPORT_BACK = "report_back", _("What came of advice")
    TAKE_NO = "take_no", _("Taking no for an answer")
    QUESTION = "question", _("A question for the introducer")
    OUTCOME = "outcome", _("How it went, for the introducer")
    TERM_THANKS = "term_thanks", _("Thanks at the end of working together")
    TERM_OUTCOME = "term_outcome", _("What came of it, for the introducer")
    ASK_AGAIN = "ask_again", _("Asking again after a “not now”")
    KEEP_IN_TOUCH = "keep_in_touch", _("Keeping in touch")
