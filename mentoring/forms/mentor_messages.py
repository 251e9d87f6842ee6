"""The three small forms of the mentor's page through the term: one press, or one press and a line."""

import uuid
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from ..models import MentorMessage
from ..models.mentor_messages import LONGEST_POINT, LONGEST_TIME
from ..text.text import validate_visible
from .base import PlainHelper, TypedCharField
from .field_errors import InOurWords

Kind = MentorMessage.Kind


class MessageForm(InOurWords, forms.Form):
    """One of the three, about the session with the sign `shown`; “that works” asks for no words."""

    kind = forms.ChoiceField(choices=Kind, widget=forms.HiddenInput)
    form_key = forms.UUIDField(widget=forms.HiddenInput)
    # The session as it stood on the page: what is said of its day is never taken for another day.
    shown = forms.CharField(max_length=100, required=False, widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, kind: str, shown: str, text: str = ""):
        initial = {"kind": kind, "shown": shown, "text": text, "form_key": uuid.uuid4()}
        super().__init__(data, initial=initial, auto_id=f"id_{kind}_%s")
        if kind == Kind.OTHER_TIME:
            self.fields["text"] = TypedCharField(
                label=_("When would suit you?"),
                help_text=_("Two or three times are easiest to agree on."),
                max_length=LONGEST_TIME,
                validators=[validate_visible],
            )
        elif kind == Kind.POINT:
            self.fields["text"] = TypedCharField(
                label=_("What would you like to talk about?"),
                max_length=LONGEST_POINT,
                validators=[validate_visible],
                widget=forms.Textarea(attrs={"rows": 2, "class": "note-text"}),
            )

    @property
    def helper(self):
        """How crispy prints the fields; the template owns the form."""
        return PlainHelper(self)

    @property
    def is_open(self) -> bool:
        """Whether its field shows: something is wrong with it, or it is to be changed."""
        return self.is_bound or bool(self.initial["text"])

    @property
    def button(self) -> str:
        """What the button says that sends it, or that opens its field."""
        return str(Kind(self.initial["kind"]).label)


def kind_sent(data: Any) -> str:
    """Which of the three was sent; a point where that makes no sense, for it says the least by itself."""
    kind = data.get("kind", "")
    return kind if kind in Kind.values else Kind.POINT.value
