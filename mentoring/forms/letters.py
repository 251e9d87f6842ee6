"""Step 3: one letter before it is sent, and the person's own wording of a kind of letter."""

import uuid

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .. import letters
from ..models import LetterKind, OwnLetter
from ..models.sent_words import holds
from ..text.text import validate_visible
from .base import DayForm, OwnedModelForm, TypedCharField
from .one_of_a_kind import OneOfAKind

ONE_THING = {
    LetterKind.AFTER_MEETING: gettext_lazy("The one thing you’ll act on"),
    LetterKind.REPORT_BACK: gettext_lazy("What came of it"),
    LetterKind.KEEP_IN_TOUCH: gettext_lazy("One thing that worked"),
}


class WithLetter(forms.BaseForm):
    """What every form with a letter in it shares: fields `subject`, `message`, and `composed`, which marks the
    letter as it was composed last, so that nobody's own words are overwritten.
    """

    longest_link = letters.LONGEST_LINK

    def compose(self) -> letters.Letter:
        """The letter as it follows from what was chosen."""
        raise NotImplementedError

    @property
    def recipient(self) -> str:
        """The email address it goes to; "" where none is known."""
        raise NotImplementedError

    @property
    def letter(self) -> letters.Letter:
        """The letter as it stands in the form."""
        return letters.Letter(self["subject"].value() or "", self["message"].value() or "")

    def rewrite(self) -> None:
        """Put the composed letter into the form."""
        letter = self.compose()
        words = {"subject": letter.subject, "message": letter.message, "composed": letter.mark}
        if self.is_bound:
            self.data = self.data.copy()
            for name, value in words.items():
                self.data[name] = value
        else:
            self.initial.update(words)

    def has_own_words(self) -> bool:
        """Whether the letter was changed by hand since it was composed."""
        return bool(self.letter.message.strip()) and self.letter.mark != (self["composed"].value() or "")

    def update(self, how: str) -> bool:
        """Write the letter anew, unless the person changed it by hand: then say that the page has to ask.

        "link" leaves it as it is, so that only the link follows; "replace" gives up what was changed.
        """
        if how == "link":
            return False
        if self.has_own_words() and how != "replace":
            return True
        self.rewrite()
        return False

    @property
    def mailto(self) -> str:
        """The link that opens the letter in the person's own mail program."""
        return letters.mailto(self.recipient, self.letter.subject, self.letter.message)

    @property
    def is_too_long(self) -> bool:
        """Whether the letter is too long for such a link, and is copied instead."""
        return letters.is_too_long(self.mailto)


class LetterForm(WithLetter, DayForm):
    """A letter as it was composed, open to every change; nothing of it is stored, only the day it was sent.

    The buttons say what happens: `update` writes it anew and records nothing, `sent` records the fact.
    """

    one_thing = TypedCharField(required=False, max_length=300, validators=[validate_visible])
    subject = TypedCharField(label=gettext_lazy("Subject"), required=False, max_length=200)
    message = TypedCharField(
        label=gettext_lazy("Message"),
        required=False,
        max_length=8000,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 14}),
    )
    composed = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)
    # One letter sent is one note, however often the button was pressed.
    form_key = forms.UUIDField(required=False, widget=forms.HiddenInput)
    field_order = ["one_thing", "subject", "message", "on"]

    def __init__(
        self,
        *args,
        moment: letters.Moment,
        own: OwnLetter | None = None,
        kept: letters.Letter | None = None,
        **kwargs,
    ):
        super().__init__(*args, **kwargs)
        self.moment, self.own = moment, own
        self.initial.setdefault("form_key", uuid.uuid4())
        self.fields["on"].label = _("Sent on")
        if moment.takes_one_thing:
            self.fields["one_thing"].label = ONE_THING[moment.kind]
            self.initial.setdefault("one_thing", moment.one_thing)
        else:
            del self.fields["one_thing"]
        for field in self.visible_fields():
            field.field.widget.attrs["class"] = "form-control"
        if not self.is_bound:
            self.rewrite()
            if kept:
                self.initial.update(subject=kept.subject, message=kept.message)

    @property
    def one_thing_said(self) -> str:
        """The one thing, as far as it can stand in a sentence."""
        value = self["one_thing"].value() if "one_thing" in self.fields else ""
        return " ".join((value or "").split())[:300]

    def catches_up(self) -> bool:
        """Whether the letter, still as it was composed, didn't say the one thing that was typed since; now it does."""
        said = self.one_thing_said
        if not said or not self.letter.message.strip() or self.has_own_words():
            return False
        if holds(self.letter.message, said) or not holds(self.compose().message, said):
            return False
        self.rewrite()
        return True

    def compose(self) -> letters.Letter:
        """The letter of this moment, in one's own wording where there is one."""
        return self.moment.compose(self.own, self.one_thing_said)

    @property
    def recipient(self) -> str:
        """The address of who is written to."""
        return self.moment.to.email

    def full_clean(self):
        """As ever; what is wrong is marked at the fields the page lays out by hand."""
        super().full_clean()
        for name in set(self.fields) & set(self._errors or ()):
            widget = self.fields[name].widget
            widget.attrs["class"] = f"{widget.attrs.get('class', '')} is-invalid".strip()


class OwnLetterForm(OneOfAKind, OwnedModelForm):
    """How a person words one kind of letter; give `instance=OwnLetter(kind=...)` for the first time."""

    which = ("kind",)

    class Meta:
        model = OwnLetter
        fields = ["subject", "text"]
        labels = {"subject": gettext_lazy("Subject"), "text": gettext_lazy("Letter")}
        widgets = {"text": forms.Textarea(attrs={"rows": 14})}
        error_messages = {
            "text": {"required": gettext_lazy("Write the letter, or go back to the original")},
            NON_FIELD_ERRORS: {
                "unique_together": gettext_lazy(
                    "You’ve saved your wording in another window. Reload this page to change it."
                )
            },
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["subject"].help_text = _("If you leave it empty, we’ll use ours.")

    def clean_subject(self) -> str:
        """One line, with the placeholders of this kind and no others."""
        subject = " ".join(self.cleaned_data["subject"].split())
        letters.check_wording(self.instance.kind, subject)
        return subject

    def clean_text(self) -> str:
        """Text with the placeholders of this kind and no others."""
        letters.check_wording(self.instance.kind, self.cleaned_data["text"])
        return self.cleaned_data["text"]

    def preview(self, values: dict[str, str]) -> letters.Letter | None:
        """The letter as it would read; None while something is wrong with it."""
        if self.is_bound and not self.is_valid():
            return None
        subject, text = (str(self[name].value() or "") for name in ("subject", "text"))
        return letters.Letter(letters.fill(subject, values), letters.fill(text, values))
