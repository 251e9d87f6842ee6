"""The form behind every page: it knows its owner, offers only their records and refuses to overwrite blindly."""

import datetime as dt
import uuid
from collections.abc import Callable

from crispy_forms.helper import FormHelper
from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ..dates.clock import CLOCK_CHANGED, clock_words
from ..models.constraints import refused_in_words
from ..text.letters import without_hidden
from ..text.text import says_something, validate_visible
from .field_errors import InOurWords
from .marks import marks_in, marks_of, marks_written, shown_by, take_along

TOO_EARLY = _("Choose a day after today")


class PlainHelper(FormHelper):
    """Crispy markup without the form tag: the template owns the tag, the token and the buttons."""

    form_tag = False
    disable_csrf = True
    include_media = False
    render_hidden_fields = True  # the form key and the revision, whatever a layout names
    form_show_errors = True


class DateInput(forms.DateInput):
    """The browser's own date field; its value is always written the way that field expects."""

    input_type = "date"

    def __init__(self, attrs=None):
        super().__init__(attrs, format="%Y-%m-%d")


class DateTimeInput(forms.DateTimeInput):
    """The browser's own field for a day and a time, in the person's time zone."""

    input_type = "datetime-local"

    def __init__(self, attrs=None):
        super().__init__(attrs, format="%Y-%m-%dT%H:%M")


def validate_year(day: dt.date) -> None:
    """Raise ValidationError for a day in a year nobody can mean: a slip of the keyboard."""
    if not 1950 <= day.year <= 2100:
        raise ValidationError(_("Choose a year between 1950 and 2100"), code="year")


def validate_past(day: dt.date, before: dt.date | None = None) -> None:
    """Raise ValidationError for a day that is still ahead where the person is, unless it stood there `before`.

    Whoever travels west may have noted a day that has not begun where they are now; it stays as it is.
    """
    if day > timezone.localdate() and day != before:
        raise ValidationError(_("Choose today or an earlier day"))


def several_records(field: forms.ModelMultipleChoiceField):
    """How this field reads several records: a number larger than SQLite can hold is no record, not a failure."""

    def clean(value, read=field.clean):
        try:
            return read(value)
        except OverflowError:
            raise ValidationError(field.error_messages["invalid_pk_value"], code="invalid_pk_value") from None

    return clean


def as_it_reads(value):
    """A text without signs that hide in it or turn it around; one that says nothing else stays, to be refused."""
    shown = without_hidden(value) if isinstance(value, str) else value
    return shown or value


def with_plain_line_ends(field: forms.CharField):
    """How this field reads a text: as somebody else can; of the two signs browsers send for the end of a line, one."""

    def to_python(value, read=field.to_python):
        return read(as_it_reads(value.replace("\r\n", "\n") if isinstance(value, str) else value))

    return to_python


def moment_as_kept(form, name: str, field: forms.DateTimeField):
    """How this field reads a moment: one that was not touched stays to the second, also in an hour there is twice."""

    def clean(value, read=field.clean):
        before = getattr(form.instance, name) if form.instance.pk else None
        if before and value == field.widget.format_value(field.prepare_value(before)):
            return before
        try:
            return read(value)
        except ValidationError as refusal:
            if any(error.code == "ambiguous_timezone" for error in refusal.error_list):
                raise ValidationError(CLOCK_CHANGED, code="clock_changed") from None
            raise

    return clean


class OwnedFormMixin(InOurWords):
    """What plain and model forms share: the owner, and choices that hold only the owner's records."""

    def __init__(self, *args, owner, **kwargs):
        self.owner = owner
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            if isinstance(field, forms.ModelChoiceField):
                field.queryset = field.queryset.owned_by(owner)
            if isinstance(field, forms.ModelMultipleChoiceField):
                field.clean = several_records(field)
            if isinstance(field, (forms.DateField, forms.DateTimeField)):
                field.validators = [*field.validators, validate_year]
            if isinstance(field, forms.CharField) and not isinstance(field, forms.UUIDField):
                field.validators = [*field.validators, validate_visible]
                field.to_python = with_plain_line_ends(field)
            if isinstance(field, forms.DateField) and type(field.widget) is forms.DateInput:
                field.widget = DateInput(field.widget.attrs)
            if isinstance(field, forms.DateTimeField) and type(field.widget) is forms.DateTimeInput:
                field.widget = DateTimeInput(field.widget.attrs)
            if isinstance(field, forms.DateTimeField):
                field.clean = moment_as_kept(self, name, field)
                field.help_text = clock_words()
            if isinstance(field.widget, forms.Textarea) and str(field.widget.attrs.get("rows")) == "10":
                field.widget.attrs["rows"] = 3  # Django's ten are a letter; most notes are a line or two

    @property
    def helper(self):
        """How crispy prints the form; a form with a layout of its own overrides `layout`."""
        helper = PlainHelper(self)
        if layout := self.layout():
            helper.layout = layout
        return helper

    def layout(self):
        """The order and grouping of the fields; None prints them as they are declared."""
        return None


class OwnedForm(OwnedFormMixin, forms.Form):
    """A form that changes no single record of its own."""


class OwnedModelForm(OwnedFormMixin, forms.ModelForm):
    """A form for one record of one person.

    - The owner takes part in validation, so that a constraint which names the owner is an error in the
      form and never a failure of the database.
    - A new form carries a key: sent twice, it makes one record.
    - An edit carries the revision it was opened at and marks of what its fields showed: when one of those has
      changed since, the person is told what stands there now, and may save again on purpose. What changed in
      other fields stays as it is by now.
    - `manners()` gives warnings: the person may overrule them with a tick; errors they may not.
    """

    form_key = forms.UUIDField(required=False, widget=forms.HiddenInput)
    opened_at = forms.IntegerField(required=False, widget=forms.HiddenInput)
    overrule = forms.BooleanField(required=False, label=_("Save it anyway"))

    def __init__(self, *args, owner, **kwargs):
        super().__init__(*args, owner=owner, **kwargs)
        self.instance.owner = owner
        self.warnings: list[str] = []
        self.conflicts: list[tuple[str, str]] = []
        self.stands = self.instance  # as it is kept; read again, under the lock, when the form was sent
        if self.instance.pk:
            del self.fields["form_key"]
            self.initial["opened_at"] = self.instance.revision
            self.fields["opened_as"] = forms.CharField(required=False, widget=forms.HiddenInput)
            self.initial["opened_as"] = lambda: marks_written(marks_of(self))
        else:
            del self.fields["opened_at"]
            self.initial.setdefault("form_key", uuid.uuid4())
        if not self.is_bound:
            del self.fields["overrule"]

    def manners(self) -> list[str]:
        """Sentences about what is allowed but unwise; asked once every rule is kept."""
        return []

    def try_save(self, may_save: Callable[[], bool] = lambda: True):
        """Save and return the record, or None when the form has something to say first, or `may_save` says no.

        One window at a time: the owner's row is locked, so that a number, a revision and a form key are
        checked and used without anybody in between.
        """
        try:
            with refused_in_words(self.instance):
                self.owner.lock()
                if made_before := self._made_before():
                    self.instance = made_before
                    return made_before
                return self.save() if self.is_valid() and may_save() else None
        except ValidationError as refusal:
            self.add_error(None, refusal.messages)
            return None

    def save(self, commit=True):
        """Save the record; an edit counts as one more revision."""
        is_edit = bool(self.instance.pk)
        if is_edit:
            self.instance.revision += 1
        elif self.cleaned_data.get("form_key"):
            self.instance.form_key = self.cleaned_data["form_key"]
        record = super().save(commit)
        if is_edit:
            record.forget_derived()
            # What was fetched along may be other by now; whom it belongs to is not.
            vars(record).pop("_prefetched_objects_cache", None)
        return record

    def clean(self):
        """Rules first; then whether somebody else was faster; then manners."""
        cleaned = super().clean()
        if self.instance.pk:
            self._check_revision()
        if not self.errors:
            self.warnings = [str(warning) for warning in self.manners()]
            if self.warnings and not self.cleaned_data.get("overrule"):
                raise ValidationError(self.warnings, code="manners")
        return cleaned

    @property
    def asks_to_overrule(self) -> bool:
        """Whether the page shows the tick with which a warning is overruled."""
        return bool(self.warnings)

    def _get_validation_exclusions(self):
        return super()._get_validation_exclusions() - {"owner"}

    def _made_before(self):
        if self.instance.pk or not self.is_bound:
            return None
        try:
            key = uuid.UUID(self.data.get(self.add_prefix("form_key"), ""))
        except ValueError:
            return None
        return self._meta.model.objects.owned_by(self.owner).filter(form_key=key).first()

    def _check_revision(self):
        stands = self._meta.model.objects.filter(pk=self.instance.pk).first()
        if stands is None:
            raise ValidationError(
                _("This was deleted in another window while you were writing. What you typed is still here."),
                code="gone",
            )
        self.stands = stands
        opened_at = self.cleaned_data.get("opened_at")
        if opened_at is None or opened_at == stands.revision:
            return
        fresh = self.as_it_stands(stands)
        changed, now = self.changed_against(fresh), marks_of(fresh)
        if was := marks_in(self.cleaned_data.get("opened_as", "")):
            changed = [name for name in changed if was.get(name, now[name]) != now[name]]
            if not changed:
                return take_along(self.instance, stands)
        self.conflicts = [(str(self.fields[name].label), shown_by(fresh, name)) for name in changed]
        # Saving again from this page is then on purpose.
        self.data = self.data.copy()
        self.data[self.add_prefix("opened_at")] = stands.revision
        self.data[self.add_prefix("opened_as")] = marks_written(now)
        self.instance.revision = stands.revision
        raise ValidationError(
            _(
                "This was changed in another window while you were writing. "
                "What you typed is still here; save again to keep it."
            ),
            code="conflict",
        )

    def as_it_stands(self, record) -> "OwnedModelForm":
        """This form, filled with what is kept by now; overridden by forms that are made with more than that."""
        return type(self)(instance=record, owner=self.owner)

    def changed_against(self, fresh) -> list[str]:
        """The visible fields in which what was typed differs from what stands in `fresh`."""
        return [
            field.name
            for field in fresh.visible_fields()
            if field.field.has_changed(field.value(), self.cleaned_data.get(field.name))
        ]


class TypedCharField(forms.CharField):
    """Text that somebody else reads, in a form that isn't one of a record."""

    def to_python(self, value):
        """The text without signs that hide in it."""
        return super().to_python(as_it_reads(value))


class VisibleCharField(TypedCharField):
    """Text that can be seen: a field made only of invisible characters counts as empty."""

    def to_python(self, value):
        """The text, or "" when nothing of it can be seen."""
        text = super().to_python(value)
        return text if says_something(text or "") else ""


class DayForm(InOurWords, forms.Form):
    """The day on which something happened: today when nothing is said, never a day ahead."""

    on = forms.DateField(required=False, widget=DateInput, label=_("On"), validators=[validate_year])

    def clean_on(self) -> dt.date:
        """The day that was given, else today; a day ahead is refused."""
        on = self.cleaned_data["on"] or timezone.localdate()
        validate_past(on)
        return on
