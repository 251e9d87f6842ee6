"""Before words stand on a mentor's page: the lines that name somebody are pointed out once, in the form itself."""

from typing import Any

from django.utils import timezone

from ..letters import Letter
from ..models import Contact, Meeting, MentorAgreement
from ..pages.mentors_page import lines_that_name

UNSHOWN = "unshown"


def agreement_with_page(request, contact: Contact) -> MentorAgreement | None:
    """The agreement whose page a mentor may read while it runs; None where there is no such page."""
    return MentorAgreement.objects.owned_by(request.user).running().filter(mentor=contact).first()


def is_unshown(request) -> bool:
    """Whether the button was pressed that says: sent, and not to be shown."""
    return request.POST.get("sent") == UNSHOWN


def place_to_point_out(request, form: Any) -> dict[str, Any]:
    """The same before the place of a planned session stands on the page of a mentor, where a right form has it anew."""
    if {"where", "kind"}.isdisjoint(form.changed_data):
        return {}
    said = form.cleaned_data
    if form.instance.kind != Meeting.Kind.SESSION or said["starts_at"] <= timezone.now():
        return {}
    mentor = form.instance.contact
    return to_point_out(request, mentor, [said["where"]]) if agreement_with_page(request, mentor) else {}


def to_point_out(request, mentor: Contact, lines: list[str]) -> dict[str, Any]:
    """What the form shows before these lines are shown to the mentor; {} where they name nobody, or that was seen."""
    seen = Letter("", "\n".join(lines)).mark
    if is_unshown(request) or request.POST.get("seen") == seen:
        return {}
    naming = lines_that_name(request.user, mentor, lines)
    return {"naming": naming, "seen": seen, "reader": mentor.first_name} if naming else {}
