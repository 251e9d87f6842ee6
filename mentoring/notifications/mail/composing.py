"""The words of a reminder mail: what is due, in a subject, a text and HTML, with a link that stops them."""

import datetime as dt
import unicodedata
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core import mail, signing
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from ...dates.days import plain_day
from ...links.base_url import absolute
from ...models import Mailing, User
from ...status import lookback, next_actions
from ...status.next_actions import Action, Group
from ...status.records import Records

WEEK_AHEAD_DAYS = 7
# A subject of about this length still shows on a phone; the rest is in the mail.
SUBJECT_LENGTH = 120
# More than this is no list of things to do; the page has all of it.
MOST_LINES = 25
LATE = "late"
GROUPS = {
    LATE: gettext_lazy("Late"),
    Group.TODAY: gettext_lazy("Today"),
    Group.WEEK: gettext_lazy("In the week ahead"),
}


@dataclass(frozen=True)
class MailLine:
    """One thing due as the mail says it: what, why, by when unless today, and the page it is done on."""

    title: str
    why: str
    due: str
    url: str
    is_late: bool


def is_weekly(user: User) -> bool:
    """Whether the mail comes once a week."""
    return user.reminder_rhythm == User.Rhythm.WEEKLY


def actions_for(user: User, today: dt.date) -> list[Action]:
    """What a mail of this day says."""
    return worth_a_mail(user, next_actions.for_user(user, today), today)


def worth_a_mail(user: User, actions: list[Action], today: dt.date) -> list[Action]:
    """Of the list, in its order: what is late, due today and, once a week, what comes in the week ahead."""
    until = today + dt.timedelta(days=WEEK_AHEAD_DAYS if is_weekly(user) else 1)
    return [action for action in actions if action.due_on is not None and action.due_on < until]


def one_line(text: str) -> str:
    """Text as a header may hold it: without line breaks and other control characters, in one line."""
    printed = "".join(" " if unicodedata.category(char)[0] in "CZ" else char for char in text)
    return " ".join(printed.replace("=?", "= ?").split())  # what looks encoded would be decoded (RFC 2047)


def things_to_do(actions: list[Action]) -> str:
    """ "3 things to do"."""
    count = len(actions)
    return ngettext("%(count)d thing to do", "%(count)d things to do", count) % {"count": count}


def subject_of(user: User, actions: list[Action]) -> str:
    """How many things are due and the first of them; only how many, where somebody may look on."""
    if user.reminder_is_discreet:
        return things_to_do(actions)
    subject = _("%(many)s: %(first)s") % {"many": things_to_do(actions), "first": one_line(actions[0].title)}
    return Truncator(subject).chars(SUBJECT_LENGTH)


def compose(
    user: User, actions: list[Action], mailing: Mailing, today: dt.date
) -> mail.EmailMultiAlternatives:
    """The mail as text and HTML, with the headers by which mail programs offer to unsubscribe."""
    told = actions[:MOST_LINES]
    stop_url = absolute(reverse("mailings.unsubscribe", args=[token_of(user)]))
    context = {
        "many": things_to_do(actions),
        "groups": [
            (heading, lines)
            for group, heading in GROUPS.items()
            if (
                lines := [_mail_line(action, today) for action in told if _heading_of(action, today) == group]
            )
        ],
        "more": len(actions) - len(told),
        "week": _week_of(user, today) if is_weekly(user) else None,
        "week_url": absolute(reverse("lookbacks.week")),
        "home_url": absolute(reverse("dashboard.index")),
        "settings_url": absolute(reverse("account.settings") + "#reminders"),
        "stop_url": stop_url,
    }
    message = mail.EmailMultiAlternatives(
        subject=subject_of(user, actions),
        body=render_to_string("mentoring/email/reminders_body.txt", context),
        to=[user.email],
        headers={
            # The same mail twice, after a crash in between, is one to programs that look.
            "Message-ID": f"<{mailing.form_key}@{settings.HOST}>",
            "List-Unsubscribe": f"<{stop_url}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",  # RFC 8058
            "Auto-Submitted": "auto-generated",  # RFC 3834: nobody's holiday answers
        },
    )
    message.attach_alternative(render_to_string("mentoring/email/reminders_body.html", context), "text/html")
    return message


def _week_of(user: User, today: dt.date) -> dict[str, Any] | None:
    """The day from which the week is and the lines with which its look back begins; None once it is written down."""
    week = lookback.not_written_down(Records(user, today), timezone.localtime())
    if week is None:
        return None
    lines = [(title, one_line(text)) for title, text in week.lines]
    return {"day": plain_day(week.monday, today), "lines": lines}


def _heading_of(action: Action, today: dt.date) -> str:
    if action.is_late(today):
        return LATE
    return Group.TODAY if action.due_on and action.due_on <= today else Group.WEEK


def _mail_line(action: Action, today: dt.date) -> MailLine:
    return MailLine(
        one_line(action.title),
        one_line(action.why),
        action.due_in_words(today),
        absolute(action.url),
        action.is_late(today),
    )


# The link that stops them

SIGNER = signing.Signer(sep=".", salt="mentoring.reminders.unsubscribe")


def token_of(user: User) -> str:
    """What stands in the link of a mail: it can only switch the mails off, so it never expires."""
    return SIGNER.sign(str(user.pk))


def person_behind(token: str) -> User | None:
    """Whose mails the link switches off; None for a link that is not ours or whose account is gone."""
    try:
        pk = SIGNER.unsign(token)
    except signing.BadSignature:
        return None
    return User.objects.filter(pk=pk).first()
