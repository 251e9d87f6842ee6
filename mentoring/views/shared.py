"""The mentor's page: one agreement through a private link, and the answer to it. No account, no script, no trace.

The secret in the address is the whole of the right to be here, and nothing of the browser's own (no session, no
cookie) is used: so there is no trust of which a forged form could make use, and no token against one. Browsers
send `Origin: null` from a page without a referrer, which Django would take for such a forgery.
"""

import functools

from allauth.core.internal import ratelimit
from csp.decorators import csp_replace
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from ..advice import clauses
from ..forms.mentor_messages import Kind, MessageForm, kind_sent
from ..forms.shared import AnswerForm
from ..forms.summary import TOO_QUICK
from ..forms.unsent_words import Unsent, given_by, not_sent, says_the_same, without_link
from ..models import Meeting, MentorAgreement, MentorAnswer, MentorMessage, ShareLink
from ..models.answers import DECIDING, give_answer
from ..models.mentor_messages import next_session, send_message, sign_of
from ..models.wording import summary_of
from ..notifications import answers
from ..pages.mentors_page import MentorsPage, mentors_page
from ..text.differences import changed_sections

# How often one address may try links that open nothing, or answer; and how often one link may be answered.
RATES = {"lookup": "30/5m/ip", "answer": "30/h/ip,12/h/key"}
# Beside the four lines of what it asks: time, days, confidence, the way out.
ASK_ICONS = ("clock", "calendar-event", "lock", "box-arrow-right")


def private_page(view):
    """A page that is found by nobody, kept by nobody, tells nobody where it is, and runs no script."""

    @login_not_required
    @csrf_exempt
    @csp_replace({"script-src": ["'none'"], "connect-src": ["'none'"]})
    @functools.wraps(view)
    def answer(request, token):
        response = view(request, token)
        if response.status_code == 405:
            # A phone that brings an old window back asks for the address of the answer without sending one.
            response.content = render_to_string("mentoring/shared/unsent.html", {"token": token}, request)
        response.headers["Cache-Control"] = "no-store, private"
        response.headers["Referrer-Policy"] = "no-referrer"
        response.headers["X-Robots-Tag"] = "noindex, nofollow, noarchive"
        return response

    return answer


def _is_too_often(request, action: str, key: str = "") -> bool:
    used = ratelimit.consume(request, app="waymark", action=action, key=key, config=RATES, limit_get=True)
    return used is None


def _nothing(request):
    """The same page for a wrong link and one that was switched off; after too many of them, a pause."""
    context = {"unsent": without_link(request.POST)}
    if _is_too_often(request, "lookup"):
        return render(request, "mentoring/shared/wait.html", context, status=429)
    return render(request, "mentoring/shared/nothing.html", context, status=404)


def _not_sent(request, link: ShareLink, status: int = 422):
    """The page as it stands now, with all that was typed and can no longer be taken, and why."""
    return _the_page(request, link, not_sent(link, request.POST), status)


def _asked_to_wait(form: AnswerForm | MessageForm):
    """A form that was sent too often, with everything typed: it is sent again from the page that says so."""
    form.is_valid()
    sentence = _("Nothing is lost: leave this page open and send it again in an hour.")
    form.add_error(None, ValidationError(sentence, code=TOO_QUICK))
    return form


def _mentors_page(
    request, link: ShareLink, form: AnswerForm | None = None, refused: int = 422, unsent: Unsent | None = None
):
    agreement, owner = link.shown, link.owner
    words = agreement.words()
    talks = Meeting.objects.owned_by(owner).filter(contact=agreement.mentor_id, held_on__isnull=False)
    given = MentorAnswer.objects.owned_by(owner).to(agreement).first()
    is_answered = bool(given and given.fingerprint == agreement.fingerprint(words))
    if form is None and agreement.is_draft and (not is_answered or _answers_anew(request)):
        form = AnswerForm(agreement=agreement, words=words)
    short = clauses.short_texts(owner.first_name, agreement.mentor.first_name)
    runs = _that_runs(link) if agreement.is_draft else None
    context = {
        # A change to what was agreed on is asked for above what has been sent meanwhile.
        **_term_of(request, runs),
        "changes": changed_sections(runs.words(), words) if runs else [],
        "link": link,
        "agreement": agreement,
        "words": words,
        "answer": given,
        "is_answered": is_answered,
        "form": form,
        "unsent": unsent,
        "asks": zip(ASK_ICONS, summary_of(agreement, words, short), strict=True),
        "met_on": talks.values_list("held_on", flat=True).last(),
    }
    status = refused if unsent or (form and form.is_bound) else 200
    return render(request, "mentoring/shared/detail.html", context, status=status)


def _the_page(request, link: ShareLink, unsent: Unsent | None = None, refused: int = 422):
    """The version to answer, or, once that is settled, the page of the term; afterwards what it led to."""
    asks = link.shown.is_draft and not _left_as_it_is(request, link)
    if link.shows_one_version or asks or link.agreed is None:
        return _mentors_page(request, link, None, refused, unsent)
    return _term_page(request, link, link.agreed, None, refused, unsent)


def _answers_anew(request) -> bool:
    """Whether the mentor wants to answer differently; the other values of it are for what they said of a session."""
    return request.GET.get("again") == "1"


def _left_as_it_is(request, link: ShareLink) -> MentorAnswer | None:
    """The no or “not now” to a suggested change: what was agreed on goes on, and its page with it."""
    if _answers_anew(request) or not link.shown.is_draft or not _that_runs(link):
        return None
    last = MentorAnswer.objects.owned_by(link.owner).to(link.shown).first()
    return last if last and last.kind in DECIDING else None


def _that_runs(link: ShareLink) -> MentorAgreement | None:
    """The agreement that runs, where the link shows its term: one that shows one version only shows no more."""
    agreed = None if link.shows_one_version else link.agreed
    return agreed if agreed and agreed.is_running else None


def _term_page(
    request,
    link: ShareLink,
    agreement: MentorAgreement,
    sent: MessageForm | None = None,
    refused: int = 422,
    unsent: Unsent | None = None,
):
    context = {
        **_term_of(request, agreement, sent),
        "link": link,
        "agreement": agreement,
        "words": agreement.words(),
        "left_as_it_is": _left_as_it_is(request, link),
        "unsent": unsent,
    }
    return render(request, "mentoring/shared/term.html", context, status=refused if sent or unsent else 200)


def _term_of(request, agreement: MentorAgreement | None, sent: MessageForm | None = None) -> dict:
    """What has been sent of an agreement so far, and while it runs the forms with which its mentor answers."""
    if agreement is None:
        return {}
    page = mentors_page(agreement, timezone.now(), timezone.localdate())
    offered = _forms_of(page, request.GET.get("again", ""), sent) if agreement.is_running else []
    return {"page": page, "forms": offered, "sent": sent}


def _forms_of(page: MentorsPage, again: str, sent: MessageForm | None) -> list[MessageForm]:
    """The forms that the page offers: what was said already is offered once more only where that is asked for."""
    shown, offered = sign_of(page.session), []
    said = {one.kind: one.text for one in (page.about_day, *page.points) if one and not one.opened_on}
    sent_kind = sent.initial["kind"] if sent else Kind.POINT
    for kind in Kind if page.session else dict.fromkeys((Kind(sent_kind), Kind.POINT)):
        is_said = kind in said or (kind in MentorMessage.ABOUT_DAY and page.about_day is not None)
        if sent and sent_kind == kind:
            offered.append(sent)
        elif not is_said or again == ("point" if kind == Kind.POINT else "day"):
            offered.append(MessageForm(kind=kind, shown=shown, text=said.get(kind, "")))
    return offered


def _with_link(request, token: str, show):
    """Call `show(link)` on the mentee's clock when the token opens something; else the page that says why not."""
    link = ShareLink.objects.of_token(token)
    if link is None:
        return _nothing(request)
    with timezone.override(link.owner.zone):
        if link.is_over(timezone.now()):
            context = {"link": link, "unsent": without_link(request.POST)}
            return render(request, "mentoring/shared/over.html", context, status=404)
        # Whoever took back what was shared shows nothing.
        return show(link) if link.shown else _nothing(request)


@private_page
@require_safe
def detail(request, token):
    """The agreement to read and to answer, or what was answered. Reading it leaves no trace."""
    return _with_link(request, token, lambda link: _the_page(request, link))


@private_page
@require_POST
def answered(request, token):
    """The answer; sent twice it is one answer, and never one to words that were not shown."""

    def take(link):
        agreement = link.shown
        form = AnswerForm(request.POST, agreement=agreement, words=agreement.words())
        if _is_too_often(request, "answer", str(link.pk)):
            is_open = agreement.is_draft
            return (
                _mentors_page(request, link, _asked_to_wait(form), 429)
                if is_open
                else _not_sent(request, link, 429)
            )
        given = given_by(link, form)
        if given and says_the_same(given, form):
            return redirect("shared.detail", token)
        if given or not agreement.is_draft:
            return _not_sent(request, link)
        if not form.is_valid():
            return _mentors_page(request, link, form)
        facts = {name: form.cleaned_data[name] for name in ("kind", "name", "note", "form_key", "shown")}
        try:
            facts |= {"suggestions": form.suggestions, "ask_again_on": form.ask_again_on}
            answer = give_answer(link, now=timezone.now(), **facts)
        except ValidationError as refusal:
            return _refused(request, token, form, refusal)
        answers.tell_answer(answer)
        return redirect("shared.detail", token)

    return _with_link(request, token, take)


@private_page
@require_POST
def messaged(request, token):
    """That works, another time, or a point for next time: kept for the mentee, and nothing changes by it."""

    def take(link):
        agreement, kind = _that_runs(link), kind_sent(request.POST)
        if agreement is None:
            return _not_sent(request, link)
        shown = sign_of(next_session(agreement, timezone.now()))
        form = MessageForm(request.POST, kind=kind, shown=shown)
        if _is_too_often(request, "answer", str(link.pk)):
            return _term_page(request, link, agreement, _asked_to_wait(form), 429)
        if not form.is_valid():
            return _term_page(request, link, agreement, form)
        facts = {"text": "", **form.cleaned_data}
        try:
            send_message(link, agreement, now=timezone.now(), **facts)
        except ValidationError as refusal:
            return _not_taken(request, token, form, refusal)
        return redirect("shared.detail", token)

    return _with_link(request, token, take)


# What is said where a message was not taken, by code.
NOT_TAKEN = {
    "changed": gettext_lazy(
        "%(name)s changed the day while you were reading. Please look again, then answer."
    ),
    "enough": gettext_lazy("That’s as much as fits into a day here. Please write %(name)s an email."),
}


def _not_taken(request, token: str, form: MessageForm, refusal: ValidationError):
    """The page as it stands now, with what was typed, and why it was not kept."""

    def show(link):
        agreement = _that_runs(link)
        if agreement is None:
            return _not_sent(request, link)
        shown = sign_of(next_session(agreement, timezone.now()))
        present = MessageForm(form.data.copy(), kind=form.initial["kind"], shown=shown)
        present.data["shown"] = shown
        said = NOT_TAKEN.get(refusal.code, refusal.messages[0])
        present.add_error(None, str(said) % {"name": link.owner.first_name})
        return _term_page(request, link, agreement, present)

    return _with_link(request, token, show)


def _refused(request, token: str, form: AnswerForm, refusal: ValidationError):
    """The page as it stands now, with everything typed, and why the answer was not taken."""
    link = ShareLink.objects.of_token(token)
    if link is None or link.shown is None:
        return _nothing(request)
    names = {"name": link.owner.first_name}
    if not link.shown.is_draft:
        return _not_sent(request, link)
    present = AnswerForm(form.data, agreement=link.shown, words=link.shown.words())
    if refusal.code == "changed":
        said = (
            _("%(name)s changed the words while you were reading. Please read them again, then answer.")
            % names
        )
        present.turn_to_present_words()
    else:
        said = _("%(name)s is working on this right now. Nothing was sent; please come back later.") % names
    present.add_error(None, said)
    return _mentors_page(request, link, present)
