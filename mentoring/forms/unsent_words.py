"""What a mentor typed or chose in a form of their page that can no longer be taken: it is given back to them."""

import uuid
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _

from ..dates.days import plain_day
from ..models import MentorAgreement, MentorAnswer, MentorMessage, ShareLink, Suggestion
from .shared import AnswerForm, field_name, is_other_wording


@dataclass(frozen=True)
class Unsent:
    """Why nothing was sent, and all that had been typed, each text under its name."""

    why: str
    typed: list[tuple[str, str]]


def typed_in(data: Mapping[str, str]) -> list[tuple[str, str]]:
    """Everything that was chosen or typed in one of the forms, whatever has become of the agreement since."""
    return [(str(label), text) for label, text in _each_typed(data) if text.strip()]


def _each_typed(data: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    kind = data.get("kind", "")
    if kind in MentorMessage.Kind.values:
        yield MentorMessage.Kind(kind).label, data.get("text", "")
    if kind in MentorAnswer.Kind.values:
        yield _("Your answer"), str(MentorAnswer.Kind(kind).label)
    for clause in Suggestion.Clause:
        text = data.get(field_name(clause), "")
        if is_other_wording(text, data.get(f"was_{field_name(clause)}", "")):
            yield clause.label, text
    yield _("Your note"), data.get("note", "")


def without_link(data: Mapping[str, str]) -> Unsent | None:
    """What was sent through a link that doesn't work; None where nothing was."""
    typed = typed_in(data)
    return Unsent(_("Nothing was sent, because this link doesn’t work any more."), typed) if typed else None


def not_sent(link: ShareLink, data: Mapping[str, str]) -> Unsent:
    """What was sent through a link that works, and can no longer be taken."""
    typed, words = typed_in(data), [_why(link.shown, data)]
    if typed:
        words.append(_("If %(name)s should know, write them an email."))
    return Unsent(" ".join(words) % {"name": link.owner.first_name, "day": _settled_on(link.shown)}, typed)


def _settled_on(shown: MentorAgreement) -> str:
    day = shown.over_on or shown.confirmed_on
    return plain_day(day, timezone.localdate()) if day else ""


def _why(shown: MentorAgreement, data: Mapping[str, str]) -> str:
    if shown.over_on:
        return _("Nothing was sent: your agreement with %(name)s ended on %(day)s.")
    if shown.is_draft:
        return _(
            "Nothing was sent: you’d already answered with this form. Choose “Answer differently” to change it."
        )
    if not shown.is_running or data.get("shown") != shown.fingerprint():
        return _("Nothing was sent: %(name)s isn’t asking this any more.")
    if shown.confirmed_how == MentorAgreement.ConfirmedHow.LINK:
        return _("Your answer wasn’t sent: you’d already said yes, on %(day)s.")
    return _("Your answer wasn’t sent: %(name)s noted your yes on %(day)s.")


def given_by(link: ShareLink, form: AnswerForm) -> MentorAnswer | None:
    """The answer that came of this very form before."""
    try:
        key = uuid.UUID(form.data.get("form_key", ""))
    except ValueError:
        return None
    return MentorAnswer.objects.owned_by(link.owner).filter(link=link, form_key=key).first()


def says_the_same(given: MentorAnswer, form: AnswerForm) -> bool:
    """Whether the form says what was said with it before: sent twice it is one answer."""
    said = {one.clause: one.text for one in given.suggestions.all()}
    same = (given.kind, given.note.split()) == (form.data.get("kind"), form.data.get("note", "").split())
    return same and (given.kind != MentorAnswer.Kind.ALMOST or said == form.suggestions)
