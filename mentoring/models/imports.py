"""Step 3: files of contacts on their way in, row by row, until they are confirmed, and what undoes them."""

import datetime as dt

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .base import Owned, OwnedQuerySet, filled
from .contacts import Contact
from .recognition import LONGEST_KEY
from .undo import KEPT_FOR

# How long a file waits for its owner; then it is forgotten with everything that was read of it.
WAITS_FOR = dt.timedelta(days=1)
# Rows of contacts with whom LinkedIn counted otherwise than is known; and those that say nothing.
COUNTED = Q(contact__isnull=False, values__has_key="tie") & (Q(kind="same") | Q(choice__in=["fill", "take"]))
NOTHING_NEW = Q(kind="same") & (Q(contact__isnull=True) | ~Q(values__has_key="tie"))
# A part of it stands among the contacts.
HALF_WAY = Q(state__in=["coming", "going"]) | Q(state="waiting", confirmed_at__isnull=False)


class ImportQuerySet(OwnedQuerySet):
    def without_file(self):
        """Everything but what stood in the file, which only the reading needs."""
        return self.defer("data", "ties")

    def under_way(self, now: dt.datetime):
        """Files that wait: for their columns, to be read on, to be confirmed, or to come in or go back wholly."""
        waits = Q(state__in=Import.State.open(), created_at__gt=now - WAITS_FOR)
        return self.filter(waits | HALF_WAY)

    def forgotten(self, now: dt.datetime):
        """Files that waited longer than a day, and of which nothing stands among the contacts."""
        return self.filter(
            state__in=Import.State.open(), confirmed_at__isnull=True, created_at__lte=now - WAITS_FOR
        )

    def begun(self):
        """Imports of which something came in, whatever became of it."""
        return self.filter(confirmed_at__isnull=False)

    def stuck(self, now: dt.datetime):
        """Imports that stand half-way, and of which nothing more came in or went back for a day."""
        return self.filter(HALF_WAY, updated_at__lte=now - WAITS_FOR)

    def past(self):
        """Imports that happened, the last one first."""
        return self.filter(state__in=[Import.State.DONE, Import.State.UNDONE]).order_by(
            "-confirmed_at", "-pk"
        )


class Import(Owned):
    """One file of contacts: read in slices, looked at, then brought in as a whole, and undone as a whole."""

    class State(models.TextChoices):
        CHOOSING = "choosing", _("Waiting for its columns")
        READING = "reading", _("Being read")
        WAITING = "waiting", _("Waiting for you")
        COMING = "coming", _("Being imported")
        GOING = "going", _("Being undone")
        DONE = "done", _("Imported")
        UNDONE = "undone", _("Undone")

        @classmethod
        def open(cls):
            """The states in which it is read and looked at. One that waits may be half in, and be looked at again."""
            return [cls.CHOOSING, cls.READING, cls.WAITING]

    # As it was called where it came from: shown, never opened.
    file_name = models.CharField(_("file"), max_length=120)
    # The key of a row in `exchange/formats/known.py`, which says how people call it.
    format = models.CharField(max_length=40, editable=False)
    state = models.CharField(max_length=8, choices=State, default=State.READING, editable=False)
    # The lists of contacts in the file, until it is confirmed or forgotten.
    data = models.BinaryField(null=True, editable=False)
    # Until then what LinkedIn's archive counted, and with whom; and for good which of its files were read.
    ties = models.JSONField(default=dict, blank=True, editable=False)
    told = models.JSONField(default=dict, blank=True, editable=False)
    # For a table: which column holds which field, by the place of the column.
    columns = models.JSONField(default=dict, blank=True, editable=False)
    advice = models.JSONField(default=list, blank=True, editable=False)
    total = models.PositiveIntegerField(default=0, editable=False)
    read_to = models.PositiveIntegerField(default=0, editable=False)
    empty_rows = models.PositiveIntegerField(default=0, editable=False)
    tag_names = models.CharField(_("tags for everyone in the file"), max_length=840, blank=True)

    # How far it came in, in rows; or how far it was taken back, in changes. What was worked through is gone.
    reached = models.PositiveIntegerField(default=0, editable=False)
    # When the first of it came in.
    confirmed_at = models.DateTimeField(null=True, blank=True, editable=False)
    undone_at = models.DateTimeField(null=True, blank=True, editable=False)
    added = models.PositiveIntegerField(default=0, editable=False)
    updated = models.PositiveIntegerField(default=0, editable=False)
    stayed = models.PositiveIntegerField(default=0, editable=False)

    objects = ImportQuerySet.as_manager()

    class Meta:
        verbose_name = _("import")
        verbose_name_plural = _("imports")
        ordering = ["-created_at", "-pk"]
        indexes = [models.Index(fields=["owner", "state", "created_at"], name="import_owner_state")]
        constraints = [
            *Owned.Meta.constraints,
            models.CheckConstraint(condition=filled("file_name"), name="import_has_file_name"),
            models.CheckConstraint(condition=filled("format"), name="import_has_format"),
            models.CheckConstraint(
                condition=Q(
                    state__in=["choosing", "reading"], confirmed_at__isnull=True, undone_at__isnull=True
                )
                | Q(state="waiting", undone_at__isnull=True)
                | Q(
                    state__in=["coming", "going"],
                    confirmed_at__isnull=False,
                    undone_at__isnull=True,
                    data__isnull=True,
                )
                | Q(state="done", confirmed_at__isnull=False, undone_at__isnull=True, data__isnull=True)
                | Q(state="undone", confirmed_at__isnull=False, undone_at__isnull=False, data__isnull=True),
                name="import_state_with_its_day",
            ),
            models.CheckConstraint(
                condition=Q(read_to__lte=models.F("total")), name="import_read_no_further_than_total"
            ),
        ]

    def __str__(self):
        return self.file_name

    @property
    def is_half_way(self) -> bool:
        """Whether a part of it stands among the contacts: it can go on, or be taken back."""
        return bool(self.confirmed_at) and self.state not in (Import.State.DONE, Import.State.UNDONE)

    @property
    def steps(self) -> int:
        """What `reached` counts up to."""
        left = self.rows.count()
        if self.state == Import.State.GOING:
            left += self.changes.count()
        return self.reached + left

    def locked(self, with_file: bool = False) -> "Import":
        """This import, held by this window to the end of its transaction; ValidationError when another forgot it."""
        self.owner.lock()
        imports = Import.objects.all() if with_file else Import.objects.without_file()
        found = imports.select_for_update().filter(pk=self.pk).first()
        if found is None:
            raise ValidationError(_("This file was discarded in another window."))
        found.owner = self.owner
        return found

    @property
    def can_be_undone(self) -> bool:
        """Whether it happened and the way back is still kept."""
        return self.state == Import.State.DONE and self.confirmed_at >= timezone.now() - KEPT_FOR


class ImportRowQuerySet(OwnedQuerySet):
    def maybe_here(self):
        """Rows that may be somebody among the contacts; the doubtful ones first, as in the alphabet."""
        here = self.filter(kind__in=[ImportRow.Kind.DOUBTFUL, ImportRow.Kind.KNOWN])
        return here.order_by("kind", "line", "pk")

    def new_people(self):
        """Rows of people who are not among the contacts, in the order of the file."""
        return self.filter(kind=ImportRow.Kind.NEW).order_by("line", "pk")

    def offered(self):
        """Rows of people the person wrote with who are neither a connection nor a contact, in the order of the file."""
        return self.filter(kind=ImportRow.Kind.OFFERED).order_by("line", "pk")

    def nothing_new(self):
        """Rows that are left out: they say nothing new, or were joined with another row of the file."""
        return self.filter(NOTHING_NEW).order_by("line", "pk")

    def unreadable(self):
        """Rows that could not be read, in the order of the file."""
        return self.filter(kind=ImportRow.Kind.UNREADABLE).order_by("line", "pk")

    def remarked(self):
        """Rows of which something did not fit into a contact, in the order of the file."""
        return self.filter(values__has_key="remarks").order_by("line", "pk")

    def adding(self):
        """Rows that will become, or became, a contact of their own."""
        return self.filter(choice=ImportRow.Choice.ADD)

    def tied(self):
        """Rows of people with whom LinkedIn counted something, who are contacts or come to be."""
        return self.filter(Q(values__has_key="tie", choice=ImportRow.Choice.ADD) | COUNTED)

    def counted(self):
        """Rows of contacts with whom LinkedIn counted otherwise than is known, in the order of the file."""
        return self.filter(COUNTED).order_by("line", "pk")

    def updating(self):
        """Rows that will change, or changed, a contact who is here: only those with something to change."""
        return self.filter(contact__isnull=False).filter(
            Q(choice=ImportRow.Choice.FILL) & ~Q(fills=[])
            | Q(choice=ImportRow.Choice.TAKE) & (~Q(fills=[]) | ~Q(differs=[]))
        )


class ImportRow(Owned):
    """One row of a file: what it says, whom it may be, and what the person wants done with it."""

    class Kind(models.TextChoices):
        NEW = "new", _("New")
        KNOWN = "known", _("Already here")
        DOUBTFUL = "doubtful", _("Maybe already here")
        SAME = "same", _("Nothing new")
        OFFERED = "offered", _("You wrote to each other")
        UNREADABLE = "broken", _("Can’t be read")

    class Choice(models.TextChoices):
        FILL = "fill", _("Add what’s new")
        TAKE = "take", _("Use what the file says")
        SKIP = "skip", _("Leave it out")
        ADD = "add", _("Add as new")

    batch = models.ForeignKey(Import, on_delete=models.CASCADE, related_name="rows", editable=False)
    line = models.PositiveIntegerField(editable=False)
    kind = models.CharField(max_length=8, choices=Kind, editable=False)
    choice = models.CharField(_("what to do"), max_length=4, choices=Choice, default=Choice.SKIP)
    # What the row says, by the fields of a contact; with `tags`, and all `emails` and `phones`.
    values = models.JSONField(default=dict, blank=True, editable=False)
    # Whom it may be, why (the signals of `likeness`), which blanks it fills and where it says otherwise.
    contact = models.ForeignKey(
        Contact, on_delete=models.SET_NULL, related_name="+", null=True, blank=True, editable=False
    )
    why = models.JSONField(default=list, blank=True, editable=False)
    fills = models.JSONField(default=list, blank=True, editable=False)
    differs = models.JSONField(default=list, blank=True, editable=False)
    # The row of the same file that this one resembles.
    twin_line = models.PositiveIntegerField(null=True, blank=True, editable=False)
    # Why it cannot be read, in a sentence.
    reason = models.CharField(max_length=300, blank=True, editable=False)

    name_key = models.CharField(max_length=LONGEST_KEY, blank=True, default="", editable=False)
    email_key = models.CharField(max_length=LONGEST_KEY, blank=True, default="", editable=False)
    profile_key = models.CharField(max_length=LONGEST_KEY, blank=True, default="", editable=False)

    objects = ImportRowQuerySet.as_manager()

    class Meta:
        verbose_name = _("row of an import")
        verbose_name_plural = _("rows of an import")
        ordering = ["batch", "line", "pk"]
        indexes = [
            models.Index(fields=["owner", "batch", "kind", "line"], name="importrow_owner_kind"),
            models.Index(fields=["owner", "batch", "profile_key"], name="importrow_owner_profile"),
            models.Index(fields=["owner", "batch", "email_key"], name="importrow_owner_email"),
            models.Index(fields=["owner", "batch", "name_key"], name="importrow_owner_name"),
        ]
        constraints = [
            *Owned.Meta.constraints,
            models.CheckConstraint(
                condition=Q(kind__in=["new", "known", "doubtful", "same", "offered", "broken"]),
                name="importrow_kind_known",
            ),
            models.CheckConstraint(
                condition=Q(choice__in=["fill", "take", "skip", "add"]), name="importrow_choice_known"
            ),
            models.CheckConstraint(
                condition=~Q(kind="broken") | (Q(choice="skip") & filled("reason")),
                name="importrow_unreadable_with_reason",
            ),
            models.CheckConstraint(
                condition=~Q(kind="same") | Q(choice="skip"), name="importrow_nothing_new_is_skipped"
            ),
        ]

    def __str__(self):
        return self.values.get("name") or self.reason

    @property
    def name(self) -> str:
        """The name as the file has it."""
        return self.values.get("name", "")

    # Drawn like a contact: nobody in a file is a prospect yet.
    is_prospect = False

    @property
    def initials(self) -> str:
        """One or two letters in place of a face."""
        return Contact(name=self.name).initials

    @property
    def role_and_company(self) -> str:
        """What the person does and where, as far as the file says."""
        return ", ".join(filter(None, [self.values.get("role", ""), self.values.get("company", "")]))

    @property
    def email_and_phone(self) -> str:
        """How the person is reached, as far as the file says."""
        email = self.values.get("email", "")
        # Whoever has no name is called by the address.
        return ", ".join(filter(None, [email if email != self.name else "", self.values.get("phone", "")]))

    @property
    def remarks(self) -> list[str]:
        """What did not fit into a contact as it stands in the file, and what became of it."""
        return self.values.get("remarks", [])

    @property
    def choices(self) -> list:
        """What can be done with this row."""
        everything = list(ImportRow.Choice)
        if self.kind in (ImportRow.Kind.NEW, ImportRow.Kind.OFFERED) or self.contact_id is None:
            return [ImportRow.Choice.ADD, ImportRow.Choice.SKIP]
        return everything if self.differs else [one for one in everything if one != ImportRow.Choice.TAKE]
