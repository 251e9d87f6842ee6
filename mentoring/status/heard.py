"""What mentors said on the page of their own, as columns of their agreements: so it costs no query of its own."""

from django.db.models import OuterRef, Subquery, TextField, Value
from django.db.models.functions import Cast, Coalesce, Concat

from ..models import MentorMessage
from .counts import Joined

_TEXT = TextField()
# What nobody opened yet: "7:point:2026-03-06:12", with the meeting or "0".
_PARTS = (Cast("pk", _TEXT), "kind", Cast("sent_on", _TEXT), Cast(Coalesce("meeting_id", 0), _TEXT))
_ENTRY = Concat(*[part for each in _PARTS for part in (Value(":"), each)][1:], output_field=_TEXT)
_THEIRS = MentorMessage.objects.filter(agreement__mentor=OuterRef("mentor"))
# Of all its versions: what was said under an earlier agreement with the same mentor stays with that one.
_FIRST = {"first": Coalesce("agreement__first_version_id", "agreement_id")}
_OF_THIS = _THEIRS.annotate(**_FIRST).filter(first=Coalesce(OuterRef("first_version_id"), OuterRef("pk")))
_UNOPENED = _OF_THIS.unopened().order_by().values("first").annotate(said=Joined(_ENTRY)).values("said")

MESSAGES = {
    "unopened": Subquery(_UNOPENED, output_field=_TEXT),
    # The day on which the mentor last said anything there.
    "heard_on": Subquery(_THEIRS.order_by("-sent_on", "-pk").values("sent_on")[:1]),
}
