"""Step 4: writing the agreement part by part, reading it as paper, confirming, changing and ending it."""

from contextlib import nullcontext
from urllib.parse import urlencode

from django.core.exceptions import ValidationError
from django.db import transaction
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from ..advice import clauses
from ..forms.agreements import ExtendForm, MentorForm
from ..forms.partings import EndForm, PartingForm
from ..forms.then_and_now import ConfirmForm, ThenForm
from ..models import Contact, MentorAgreement
from ..models.agreement_facts import UNDONE
from ..models.answers import with_word_of_answer
from ..models.constraints import refused_in_words
from ..models.undo import put_back
from ..pages import drafting
from ..pages import working_together as together
from ..pages.agreements import board, running_rows
from ..pages.timeline import closing
from ..status.records import records_of
from . import answers, questions, share_links, undo_of_end
from .confirm import delete_page
from .owned import back, bound_to, owned_or_404, press, say, then_undo, today_of
from .showing import to_point_out

Part = MentorAgreement.Part


def index(request):
    """Every agreement: what runs, what is being written, what is over; and who helps with what."""
    records = records_of(request)
    context = {
        "running": running_rows(records),
        "board": board(records),
        "drafts": [agreement for agreement in records.agreements if agreement.is_draft],
        "over": records.over[:50],
        "today": today_of(request),
    }
    return render(request, "mentoring/agreements/index.html", context)


def new(request):
    """Start a draft with one mentor: everything has a sensible default, so it can be read at once."""
    form = MentorForm(owner=request.user, named=request.GET.get("with", ""), **bound_to(request))
    if not form.is_bound and (standing := _twin(request, request.GET.get("with", ""))):
        return redirect("agreements.detail", standing.pk)
    if request.method == "POST":
        with transaction.atomic():
            request.user.lock()
            if form.is_valid():
                agreement = _draft_with(form.cleaned_data["mentor"], request)
                return redirect("agreements.detail", agreement.pk)
    twin = _twin(request, form.data.get("mentor", ""))
    context = {"form": form, "twin": twin}
    return render(request, "mentoring/agreements/new.html", context, status=422 if form.is_bound else 200)


def _draft_with(mentor: Contact, request) -> MentorAgreement:
    mine, today = MentorAgreement.objects.owned_by(request.user), today_of(request)
    mine.filter(mentor=mentor).make_room(today)
    agreement = mine.create(
        owner=request.user,
        mentor=mentor,
        **clauses.term(today, request.user.weekend_days),
        **clauses.short_texts(request.user.first_name, mentor.first_name),
    )
    agreement.name_goals(drafting.goals_for(request.user, mentor))
    return agreement


def _twin(request, mentor: str) -> MentorAgreement | None:
    """The draft or running agreement that stands in the way of a new one with the mentor of this key."""
    if not mentor.isdecimal() or len(mentor) > 18:
        return None
    standing = MentorAgreement.objects.owned_by(request.user).filter(mentor=mentor)
    return standing.drafts().first() or standing.running().first()


def detail(request, pk, form=None, refused=None, told=None):
    """The agreement, and the one thing to do with it now; `refused` is why it was not shared, by its parts, `told` who
    is named in it."""
    agreement = with_words(request, pk)
    mine = MentorAgreement.objects.owned_by(request.user).filter(mentor=agreement.mentor)
    everything = with_word_of_answer(mine).order_by("number", "pk").known_together()
    agreement.with_same_mentor = everything
    for one in everything:
        one.mentor = agreement.mentor
    versions = [one for one in everything if one.first_key == agreement.first_key]
    context = {
        "agreement": agreement,
        "words": agreement.words(),
        "versions": versions,
        "others": _newest_of_others(agreement, everything),
        "today": today_of(request),
        **answers.to_read(request, agreement),
        **(told or {}),
    }
    if agreement.is_draft:
        context |= drafting.page_of(agreement, today_of(request), refused or {}) | _drafting(
            request, agreement, form
        )
    elif agreement.is_running:
        context |= _running(request, agreement, versions)
    else:
        context |= together.after_the_end(agreement)
    return render(
        request, "mentoring/agreements/detail.html", context, status=422 if form or refused else 200
    )


def _newest_of_others(agreement: MentorAgreement, everything: list[MentorAgreement]) -> list[MentorAgreement]:
    """Of each other agreement with the same mentor what stands of it: what was agreed on, or else the newest draft."""
    standing = {one.first_key: one for one in sorted(everything, key=lambda one: bool(one.confirmed_on))}
    return [one for key, one in standing.items() if key != agreement.first_key]


def _drafting(request, agreement, form) -> dict:
    """What the page of a draft needs beside its words; `form` is a confirmation that was refused."""
    initial = {"on": today_of(request)}
    return {
        "track": agreement.track(),
        "rests": agreement.mentor.said_not_now and closing(agreement.mentor, today_of(request)),
        "confirm_form": form or ConfirmForm(owner=request.user, agreement=agreement, initial=initial),
        **share_links.to_send(request, agreement),
    }


def _running(request, agreement, versions) -> dict:
    """What only a running agreement shows: what comes next in it, the next version, and on the first pages after a
    yes by link the form that asks where the goals stand."""
    asks = agreement.asks_for_then(today_of(request))
    return {
        **together.running(agreement, today_of(request)),
        **share_links.link_to(agreement),
        "newer": next((version for version in versions if version.is_draft), None),
        "then_form": ThenForm(owner=request.user, agreement=agreement) if asks else None,
    }


def with_words(request, pk) -> MentorAgreement:
    """An agreement of the person with all that its words need."""
    agreements = MentorAgreement.objects.select_related("mentor", "owner").prefetch_related("goals")
    return owned_or_404(request, agreements, pk=pk)


def versions(request, pk):
    """Every version of the agreement with this mentor, the newest first, and what changed from one to the next."""
    agreement = with_words(request, pk)
    context = {"agreement": agreement, "versions": answers.versions_of(request, agreement)}
    return render(request, "mentoring/agreements/versions.html", context)


def extended(request, pk):
    """Ask for a fresh last day, then: a new version with it, for both to say yes to."""
    agreement = with_words(request, pk)
    form = ExtendForm(owner=request.user, **bound_to(request))
    if request.method == "POST" and form.is_valid():
        try:
            with refused_in_words():
                request.user.lock()
                made = agreement.change(
                    form.cleaned_data["ends_on"], _halfway(agreement, form.cleaned_data["ends_on"])
                )
        except ValidationError as refusal:
            form.add_error("ends_on", refusal.messages)
        else:
            say(request, _("Here’s a new version with the later last day. %(name)s has to agree to it.")
                % {"name": agreement.mentor.first_name})  # fmt: skip
            return redirect("agreements.detail", made.pk)
    context = {"agreement": agreement, "form": form}
    return render(
        request, "mentoring/agreements/extended.html", context, status=422 if form.is_bound else 200
    )


def _halfway(agreement: MentorAgreement, ends_on):
    """The day halfway through the longer term, where nobody chose another one by hand."""
    first, stood = agreement.starts_on, {"review_on": agreement.review_on}
    return clauses.moved_along(
        stood, (first, agreement.ends_on), (first, ends_on), agreement.owner.weekend_days
    ).get("review_on")


def delete(request, pk):
    """Ask first; only a draft can be deleted: what was confirmed is kept."""
    agreement = owned_or_404(request, MentorAgreement.objects.with_mentor(), pk=pk)
    if not agreement.is_draft:
        say(request, _("That agreement is over, and this change with it. It stays, so that you can read it again.")
            if agreement.went_with_it
            else _("A newer version took the place of this one. It stays, so that you can read it again.")
            if agreement.was_only_offered
            else _("A confirmed agreement can’t be deleted. You can end it early instead."))  # fmt: skip
        return redirect("agreements.detail", pk)
    said = _("The draft with %(name)s is deleted.") % {"name": agreement.mentor}
    return delete_page(request, agreement, questions.about_agreement, said, "agreements.index")


def confirmed(request, pk):
    """The mentor said yes, in person or by mail, on a day: from now on this version never changes."""
    agreement = owned_or_404(request, MentorAgreement, pk=pk)
    if request.method != "POST":
        return redirect("agreements.detail", pk)
    form = ConfirmForm(request.POST, owner=request.user, agreement=agreement)
    if not form.is_valid():
        return detail(request, pk, form)
    press(
        request, MentorAgreement, pk,
        lambda agreement: form.save_to(agreement),
        lambda agreement: _("Confirmed. From now on it’s kept word for word."),
    )  # fmt: skip
    return redirect("agreements.detail", pk)


def starting_point(request, pk):
    """Where each goal stands at the beginning, on a page of its own: kept for the look back at the end."""
    agreement = owned_or_404(request, MentorAgreement.objects.with_mentor(), pk=pk)
    if not agreement.is_running:
        return redirect("agreements.detail", pk)
    form = ThenForm(owner=request.user, agreement=agreement, **bound_to(request))
    if request.method == "POST" and form.is_valid():
        with transaction.atomic():
            request.user.lock()
            form.save()
        say(request, _("Saved. You’ll see it again at the end."))
        return redirect("agreements.detail", pk)
    context = {"agreement": agreement, "form": form}
    return render(
        request, "mentoring/agreements/starting_point.html", context, status=422 if form.is_bound else 200
    )


@require_POST
def changed(request, pk):
    """A new version to edit and confirm; the confirmed one stays in force until then."""
    made = []
    press(
        request, MentorAgreement, pk,
        lambda agreement: made.append(agreement.open_draft()),
        lambda agreement: _("Here’s a new version to change. The old one stays in force until the "
                            "new one is confirmed."),
    )  # fmt: skip
    return redirect("agreements.detail", made[0].pk if made else pk)


def completed(request, pk):
    """For each goal then and now, lessons and thanks; the goals reached are marked in the same step."""
    return _close(request, pk, PartingForm, "completed", _("Completed. Well done, both of you."))


def ended(request, pk):
    """Ended early, by either, without blame; a closing talk is offered."""
    return _close(request, pk, EndForm, "ended", _("Ended. Nothing is lost."))


def _close(request, pk, form_class, page, said):
    is_post = request.method == "POST"
    with transaction.atomic() if is_post else nullcontext():
        if is_post:
            request.user.lock()
        agreement = owned_or_404(request, MentorAgreement.objects.with_mentor(), pk=pk)
        form = form_class(owner=request.user, agreement=agreement, **bound_to(request))
        if is_post and agreement.over_on:
            if not getattr(agreement, f"{page}_on"):
                say(request, _("It’s already over, so nothing was changed."))
            return redirect("agreements.detail", pk)
        if is_post and "update" in request.POST and form.is_valid():
            return _closing_page(request, page, form, asks_to_replace=form.update(request.POST["update"]))
        if is_post and form.is_valid() and "later" in request.POST:
            form.keep()
            say(request, _("Saved. Come back to it whenever you like."))
            return redirect("agreements.detail", pk)
        if is_post and form.is_valid():
            if told := to_point_out(request, agreement.mentor, form.lines_to_show()):
                return _closing_page(request, page, form, **told)
            changes = form.save()
            say(request, said, undo_of_end.address_of_undo(agreement, f"{page}_on", changes))
            if request.POST.get("then") == "talk":
                talk = urlencode({"with": agreement.mentor_id, "kind": "session"})
                return redirect(f"{reverse('meetings.new')}?{talk}")
            return redirect("agreements.detail", pk)
    return _closing_page(request, page, form, status=422 if form.is_bound else 200)


def _closing_page(request, page, form, status=200, **context):
    context |= {
        "agreement": form.agreement,
        "form": form,
        **together.in_all(form.agreement, today_of(request)),
    }
    return render(request, f"mentoring/agreements/{page}.html", context, status=status)


@require_POST
def forgotten(request, pk, fact):
    """Take back a fact that was recorded by mistake, with what the same press changed of goals and sessions."""

    def forget(agreement):
        besides = undo_of_end.besides(request, pk)
        agreement.forget(UNDONE.get(fact))
        if besides:
            put_back([besides], timezone.now())

    agreement = press(
        request, MentorAgreement.objects.select_related("mentor"), pk, forget,
        said=lambda agreement: _("Undone."),
        undo_first=lambda agreement, code: undo_of_end.to_undo_first(request, agreement.mentor, code),
    )  # fmt: skip
    begun = agreement.over_on and fact in undo_of_end.ENDS and agreement.begun_since()
    if begun:
        return redirect(then_undo(request, reverse("agreements.delete", args=[begun.pk])))
    return back(request, "agreements.detail", pk)
