"""How the end of an agreement is taken back with what the same press changed, and what has to be undone before it."""

from django.core import signing
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.translation import gettext as _

from ..models import Contact, MentorAgreement
from ..models.agreement_facts import COMPLETED, ENDED
from ..models.decisions import grounds
from ..models.undo import Difference
from .owned import then_undo

# What the addresses are signed with.
SALT = "mentoring.agreements.end"
ENDS = (COMPLETED.column, ENDED.column)
# By what has come since, the button that takes it back.
BUTTONS = {
    "archived": "marks.restored",
    "not_now": "not_now.lifted",
    Contact.ClosedBecause.SAID_NO: "marks.no_withdrawn",
    Contact.ClosedBecause.NOT_A_FIT: "marks.marked_prospect",
}


def address_of_undo(agreement: MentorAgreement, fact: str, changes: list[Difference]) -> str:
    """The address that takes a fact back with what the same press changed of other records: signed, for nobody may
    write there what they like."""
    there = reverse("agreements.forgotten", args=[agreement.pk, fact])
    signed = signing.dumps(changes, salt=f"{SALT} {agreement.pk}", compress=True) if changes else ""
    return f"{there}?besides={signed}" if signed else there


def besides(request, pk: int) -> list[Difference]:
    """What the address takes back besides the fact; ValidationError where it isn’t signed by us."""
    signed = request.GET.get("besides")
    try:
        return signing.loads(signed, salt=f"{SALT} {pk}") if signed else []
    except signing.BadSignature:
        raise ValidationError(_("There’s nothing to undo")) from None


def to_undo_first(request, mentor: Contact, since: str) -> str:
    """The Undo that makes way for this one, and offers it again; "" where only a record of its own can be changed."""
    says_so = any(because == since for _record, _fact, because, _on in grounds(mentor))
    if since not in BUTTONS or says_so:
        return ""
    return then_undo(request, reverse(BUTTONS[since], args=[mentor.pk]))
