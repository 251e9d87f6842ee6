"""Step 4, a draft part by part: changed, made longer, and given to the mentor to read."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.forms import model_to_dict
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from ..advice import clauses
from ..forms.agreement_steps import STEPS
from ..models import MentorAgreement
from ..models.agreement_facts import SHARED
from ..models.constraints import refused_in_words
from ..pages import drafting as page
from . import agreements, share_links
from .owned import back, day_of, press, refuse, say, today_of
from .showing import to_point_out

Part = MentorAgreement.Part


def part(request, pk, part):
    """One part alone; saving it comes back to its heading, or leads to the next for whoever goes through all."""
    if part not in Part.values:
        raise Http404
    agreement = agreements.with_words(request, pk)
    if request.method == "POST":
        return _part_saved(request, agreement, Part(part))
    unseen = agreement.siblings.unseen().first()
    if unseen and unseen != agreement:
        return redirect("drafting.part", unseen.pk, part)
    if not agreement.is_draft:
        say(request, _("This version is kept as it is. Propose a change instead."))
        return redirect("agreements.detail", pk)
    form = STEPS[Part(part)].form(instance=agreement, owner=request.user)
    return _part_page(request, agreement, Part(part), form)


def _part_page(request, agreement, part, form):
    step = STEPS[part]
    status = 422 if form.is_bound and not form.is_valid() else 200
    context = {
        "form": form,
        "agreement": agreement,
        "part": part,
        "goes_through_all": "all" in request.GET,
        "number": Part.values.index(part) + 1,
        "question": step.question,
        "why": step.why % {"mentor": agreement.mentor.first_name},
        "later_goals": page.later_goals(form.instance, request.user) if part == Part.TIME else None,
    }
    return render(request, "mentoring/drafting/part.html", context, status=status)


def _part_saved(request, agreement, part):
    """Saved in the version that nobody has read: made anew where the mentor has this one, or said yes meanwhile."""
    with transaction.atomic():
        request.user.lock()
        # One that was deleted meanwhile is left to the form, which says so and keeps what was typed.
        mine = MentorAgreement.objects.owned_by(request.user).select_related("mentor", "owner")
        fresh = mine.filter(pk=agreement.pk).first()
        agreement = fresh or agreement
        is_seen = agreement.shared_on or agreement.confirmed_on
        try:
            is_new = is_seen and not agreement.siblings.unseen().exists()
            draft = agreement.open_draft() if is_seen else agreement
            draft.require_draft()
        except ValidationError:
            say(request, _("This version is kept as it is. Propose a change instead."))
            return redirect("agreements.detail", agreement.pk)
        typed = _with_last_day(request, part, draft)
        if is_seen:
            # What was changed elsewhere is found by what the page showed, not by the count of another version.
            typed = typed.copy()
            typed["opened_at"] = draft.revision if is_new else 0
        form = STEPS[part].form(typed, instance=draft, owner=request.user)
        saved = None if "preview" in request.POST else form.try_save()
        if saved is None:
            response = _part_page(request, agreement, part, form)
            transaction.set_rollback(True)
            return response
    return _after(request, saved, part)


def _with_last_day(request, part, draft):
    """What was typed; with the button that moves the last day also what nobody typed, as it stands."""
    if part != Part.TIME or "until" not in request.POST:
        return request.POST
    typed = request.POST.copy()
    for name, value in model_to_dict(draft, STEPS[part].form.Meta.fields).items():
        typed.setdefault(name, "" if value is None else value)
    typed["ends_on"] = request.POST["until"]
    return typed


def _after(request, agreement, part):
    following = Part.values.index(part) + 1
    if "all" in request.GET and following < len(Part):
        return redirect(f"{reverse('drafting.part', args=[agreement.pk, Part.values[following]])}?all=1")
    say(request, _("Saved."))
    return redirect(f"{reverse('agreements.detail', args=[agreement.pk])}#{part}")


@require_POST
def lengthened(request, pk):
    """More clauses, filled in, or fewer: what was written in them is kept for the next time."""
    drafts = []

    def turn(agreement):
        draft = agreement.open_draft() if agreement.shared_on else agreement
        drafts.append(draft)
        if draft.is_long:
            draft.shorten()
        else:
            names = (request.user.first_name, draft.mentor.first_name)
            draft.lengthen(clauses.further_texts(*names))

    press(
        request, MentorAgreement.objects.select_related("mentor"), pk, turn,
        lambda agreement: _("Saved. You’ll find the extra clauses in the parts they belong to.")
        if drafts[0].is_long
        else _("Saved. The extra clauses are left out, but kept in case you want them back."),
    )  # fmt: skip
    return redirect("agreements.detail", drafts[-1].pk if drafts else pk)


@require_POST
def shared(request, pk):
    """The mentor has it to read from now on, word for word; where it can be reached, through a link."""
    agreement = agreements.with_words(request, pk)
    try:
        with refused_in_words():
            request.user.lock()
            agreement = agreements.with_words(request, pk)
            refused = page.refused(agreement, today_of(request))
            if refused and not agreement.shared_on:
                return agreements.detail(request, pk, refused=refused)
            if told := to_point_out(request, agreement.mentor, page.lines_to_read(agreement)):
                return agreements.detail(request, pk, told=told)
            agreement.mark(SHARED, day_of(request))
            share_links.make_first(agreement)
    except ValidationError as refusal:
        refuse(request, refusal)
    else:
        taken_back = reverse("agreements.forgotten", args=[pk, SHARED.column])
        say(request, str(SHARED.sentence % agreement.names), taken_back)
    return back(request, "agreements.detail", pk)
