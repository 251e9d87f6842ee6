"""Step 3: the form of a note: what passed between the person and a contact, and when."""

from crispy_forms.layout import Layout
from django import forms
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..models import Contact, Interaction
from ..text.text import record_number, says_something
from .base import OwnedModelForm, validate_past
from .choices import contact_choices
from .layout import Choices, FormRow


class InteractionForm(OwnedModelForm):
    """A talk, a message or a note about somebody; give `instance=Interaction(contact=...)` for a new one."""

    all_optional = True  # no "(optional)": a talk may stand without a word, a note may not

    class Meta:
        model = Interaction
        fields = ["text", "kind", "on"]
        labels = {"text": gettext_lazy("Add a note"), "kind": gettext_lazy("How did you talk?")}
        widgets = {"text": forms.Textarea(attrs={"rows": 2}), "kind": forms.RadioSelect}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.fields["text"].label = _("Note")
        else:
            self.initial["on"] = timezone.localdate()

    def layout(self):
        """The text, then what it was and when."""
        hidden = [name for name in ("form_key", "opened_at") if name in self.fields]
        return Layout(*hidden, "text", Choices("kind", hide_legend=True), FormRow("on"))

    def clean_on(self):
        """The day it happened, which is not ahead."""
        on = self.cleaned_data["on"]
        validate_past(on, self.instance.on)
        return on

    def clean(self):
        """A note says something; that two people talked may stand alone."""
        is_note = self.cleaned_data.get("kind") == Interaction.Kind.NOTE
        if is_note and not says_something(self.cleaned_data.get("text", "...")):
            self.add_error("text", _("Write the note first"))
        return super().clean()

    def save(self, commit=True):
        """Save the note; it may change when the two were last in touch."""
        note = super().save(commit)
        note.contact.refresh_last_touch()
        return note


class NoteForm(InteractionForm):
    """The same in one box on a contact's page, with everything else in a line below it."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        kind, on, text = (self.fields[name] for name in ("kind", "on", "text"))
        words = {Interaction.Kind.NOTE: _("Just a note")}
        kind.widget = forms.Select({"class": "form-select form-select-sm"})
        kind.choices = [(one, words.get(one, one.label)) for one in Interaction.Kind]
        on.widget.attrs["class"] = "form-control form-control-sm"
        text.widget.attrs["class"] = "form-control note-text"


class LogForm(InteractionForm):
    """The same from anywhere, as on the way home from a talk: with whom comes first, the rest can stay as it is."""

    contact = forms.ModelChoiceField(
        Contact.objects.all(),
        label=gettext_lazy("Who did you talk to?"),
        error_messages={"required": gettext_lazy("Choose who you talked to")},
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["text"].label = _("What about?")
        field = self.fields["contact"]
        field.queryset = field.queryset.current()
        chosen = None
        if self.is_bound:
            chosen = field.queryset.filter(pk=record_number(self.data.get("contact", ""))).first()
        first = Q(prospect_on__isnull=False, closed_on__isnull=True) | Q(may_introduce=True)
        words = (_("Choose one of your contacts"), _("Prospects and introducers"), _("Everyone else"))
        field.choices = contact_choices(field.queryset, first, words, chosen)

    def layout(self):
        """In the order in which one would say it."""
        return Layout("form_key", "contact", Choices("kind", hide_legend=True), "text", FormRow("on"))

    def save(self, commit=True):
        """Save the note about whom was chosen."""
        self.instance.contact = self.cleaned_data["contact"]
        return super().save(commit)
