"""Step 3: the forms by which a file of contacts comes in: the file, its columns, and what to do with its rows."""

from collections import defaultdict

from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils.functional import lazy
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..exchange import importing
from ..exchange.formats import ENDINGS, FIELDS, FORMATS, MOST_ARCHIVE_BYTES, FileFormat, Unreadable, looked_at
from ..exchange.importing.reading import choose
from ..models import Import, ImportRow
from ..text.text import as_list, record_number
from .base import OwnedForm
from .contacts import LONGEST_TAG, MOST_TAGS, typed_tags

Choice = ImportRow.Choice


def _what_can_be_read() -> str:
    files = ", ".join(str(row.label) for row in FORMATS if isinstance(row, FileFormat) and row.endings)
    words = _("CSV, %(files)s or LinkedIn’s ZIP, up to 20 MB and 50,000 people. The ZIP may have 100 MB.")
    return words % {"files": files}


class UploadForm(OwnedForm):
    """One file, of whatever kind: what it is shows when it is read."""

    file = forms.FileField(
        label=gettext_lazy("Your file"),
        allow_empty_file=True,
        max_length=1000,
        help_text=lazy(_what_can_be_read, str)(),
        error_messages={"required": gettext_lazy("Choose a file first")},
        widget=forms.FileInput(attrs={"accept": ",".join([*ENDINGS, ".zip"])}),
    )

    def clean_file(self):
        """A file that is not too large to be looked at."""
        file = self.cleaned_data["file"]
        if file.size > MOST_ARCHIVE_BYTES:
            raise ValidationError(_("The file is larger than 100 MB. Split it, or leave the photos out."))
        return file

    def read_in(self) -> Import | None:
        """Keep the file and read its beginning; None, with the reason on the field, when it can't be read."""
        if not self.is_valid():
            return None
        file = self.cleaned_data["file"]
        try:
            return importing.begin_import(self.owner, file.name, file)
        except Unreadable as refusal:
            self.add_error("file", str(refusal))
            return None


class ColumnsForm(OwnedForm):
    """Which column of a table is what, and in which letters a file is written; the likely choice is made."""

    def __init__(self, *args, data_of_file: bytes, **kwargs):
        self.file = data_of_file
        self.columns, letters, first_row, is_person = looked_at(data_of_file)
        super().__init__(*args, **kwargs)
        if letters:
            self.fields["letters"] = forms.ChoiceField(
                label=_("Which one looks right?"),
                choices=[(one.encoding, one.label) for one in letters],
                initial=letters[0].encoding,
                help_text=_(
                    "The file doesn’t say how its characters are stored. Choose the line that looks right."
                ),
                widget=forms.Select(attrs={"class": "form-select"}),
            )
        if first_row:
            told = _(
                "It says: %(row)s. If it’s a person, it’s imported; if not, it’s the heading and left out."
            )
            self.fields["is_person"] = forms.BooleanField(
                label=_("The first row is a person"),
                required=False,
                initial=is_person,
                help_text=told % {"row": Truncator(first_row).chars(120)},
                widget=forms.CheckboxInput(attrs={"class": "form-check-input"}),
            )
        for column in self.columns:
            self.fields[f"column-{column.index}"] = forms.ChoiceField(
                label=column.heading or _("Column %(number)d") % {"number": column.index + 1},
                required=False,
                choices=[("", _("Leave it out")), *FIELDS.items()],
                initial=column.guess,
                widget=forms.Select(attrs={"class": "form-select form-select-sm"}),
            )

    def rows(self):
        """Each column with its field, for the table on the page."""
        return [(column, self[f"column-{column.index}"]) for column in self.columns if column.samples]

    def empty_rows(self):
        """The same of the columns in which nothing was seen yet."""
        return [(column, self[f"column-{column.index}"]) for column in self.columns if not column.samples]

    def _chosen(self, letters: str, is_person: bool | None) -> dict[int, str]:
        """The columns as they were chosen; one left as it was is guessed once more by what else was chosen."""
        chosen = {column.index: self.cleaned_data[f"column-{column.index}"] for column in self.columns}
        if any(name in self.changed_data for name in ("letters", "is_person")):
            guessed = {column.index: column.guess for column in self.columns}
            again = {
                column.index: column.guess for column in looked_at(self.file, letters, is_person).columns
            }
            chosen |= {
                index: again.get(index, "") for index, name in chosen.items() if name == guessed[index]
            }
        return {index: name for index, name in chosen.items() if name}

    def read_in(self, batch: Import) -> bool:
        """Read the file by these columns; False, with the reason, when it can't be read so."""
        if not self.is_valid():
            return False
        letters, is_person = self.cleaned_data.get("letters", ""), self.cleaned_data.get("is_person")
        try:
            choose(batch, self._chosen(letters, is_person), letters, is_person)
        except Unreadable as refusal:
            self.add_error(None, str(refusal))
            return False
        return True


class ChoicesForm(OwnedForm):
    """What to do with the rows on a page, with all of them at once, and the tags of everybody in the file."""

    tag_names = forms.CharField(
        label=gettext_lazy("Tags for everyone you import"),
        required=False,
        max_length=MOST_TAGS * (LONGEST_TAG + 2),
        help_text=gettext_lazy("Added to new people and to those you update. Separate them with commas."),
        widget=forms.TextInput(attrs={"class": "form-control", "autocomplete": "off"}),
    )
    every = forms.ChoiceField(
        label=gettext_lazy("For all of them"),
        required=False,
        choices=[("", gettext_lazy("As chosen in each row")), *Choice.choices],
        widget=forms.Select(attrs={"class": "form-select"}),
    )

    def __init__(self, *args, batch: Import, **kwargs):
        self.batch = batch
        super().__init__(*args, initial={"tag_names": batch.tag_names}, **kwargs)

    def clean_tag_names(self) -> str:
        """The tags tidy and once each."""
        tags = typed_tags(self.cleaned_data["tag_names"])
        if len(tags) > MOST_TAGS or any(len(tag) > LONGEST_TAG for tag in tags):
            words = _("Use at most %(most)s tags, of up to %(long)s letters each")
            raise ValidationError(words % {"most": MOST_TAGS, "long": LONGEST_TAG})
        return as_list(tags, ",")

    def clean(self):
        """What was chosen row by row: rows of this file only, and only what can be done with each."""
        cleaned = super().clean()
        chosen = {
            record_number(name.removeprefix("row-")): value
            for name, value in self.data.items()
            if name.startswith("row-")
        }
        rows = self.batch.rows.owned_by(self.owner).in_bulk([pk for pk in chosen if pk is not None])
        self.chosen: dict[str, list[int]] = defaultdict(list)
        for pk, value in chosen.items():
            if pk not in rows:
                raise ValidationError(importing.CHANGED_SINCE)
            if value not in rows[pk].choices:
                if importing.is_without_contact(rows[pk]):
                    continue  # compared anew before anything comes in; what was chosen for others counts
                raise ValidationError(_("That isn’t possible for one of the rows. Check the page again."))
            if rows[pk].choice != value:
                self.chosen[value].append(pk)
        return cleaned

    def keep(self) -> bool:
        """Save the choices; False when one of them makes no sense, and then none is saved.

        Of a file that another window has brought in or put away meanwhile there is nothing to choose any more.
        """
        with transaction.atomic():
            self.owner.lock()
            if not Import.objects.filter(pk=self.batch.pk, state=Import.State.WAITING).exists():
                return True
            if not self.is_valid():
                return False
            for value, pks in self.chosen.items():
                self.batch.rows.filter(pk__in=pks).update(choice=value)
            if "tag_names" in self.data and self.cleaned_data["tag_names"] != self.batch.tag_names:
                self.batch.record(tag_names=self.cleaned_data["tag_names"])
            if every := self.cleaned_data["every"]:
                self._choose_for_all(every)
        return True

    def _choose_for_all(self, every: str) -> None:
        rows = self.batch.rows.maybe_here().order_by()
        known = rows.filter(contact__isnull=False)
        if every in (Choice.SKIP, Choice.ADD):
            rows.update(choice=every)
        elif every == Choice.FILL:
            known.update(choice=Choice.FILL)
        else:
            known.filter(~Q(differs=[])).update(choice=Choice.TAKE)
            known.filter(differs=[]).update(choice=Choice.FILL)
