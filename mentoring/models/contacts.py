"""Step 3: the people the person knows or would like to meet, and what passed between them."""

import datetime as dt
from collections.abc import Collection, Iterator
from typing import Any, ClassVar

from django.core.validators import URLValidator
from django.db import models, transaction
from django.db.models import F, OuterRef, Q, Subquery
from django.db.models.signals import m2m_changed, pre_delete
from django.dispatch import receiver
from django.utils.translation import gettext_lazy as _

from ..identity.fields import COMPANY, EMAIL, GREETING, HOW_KNOWN, LINKEDIN, NAME, NOTES, PHONE, PLACE, ROLE
from ..identity.greetings import called, initials_of
from ..text.emails import EmailColumn
from ..text.text import validate_visible
from .base import Owned, OwnedQuerySet, filled, first_of
from .bulk_writes import write_each
from .facts import Touch
from .found_by_words import FoundByWords, FoundByWordsQuerySet
from .indexes import LatestFirst
from .introduction_facts import FACTS
from .meeting_facts import IN_TOUCH
from .prospects import Prospective, ends_with
from .recognition import Recognised
from .tags import Tag
from .undo import sliced

IS_WEB = URLValidator(schemes=["http", "https"])
CURRENT, ARCHIVED = Q(archived_on__isnull=True), Q(archived_on__isnull=False)
# The two halves of every list; the indexes below hold exactly those.
IS_OPEN = Q(prospect_on__isnull=False, closed_on__isnull=True)
IS_NOT_OPEN = Q(prospect_on__isnull=True) | Q(closed_on__isnull=False)
WORKING_TOGETHER = Q(agreements__status="confirmed")
BY_NAME = ("sort_key", "id")
BY_TOUCH = (F("last_touch_on").desc(nulls_last=True), *BY_NAME)


class ContactQuerySet(FoundByWordsQuerySet):
    def current(self):
        """Contacts that are not archived."""
        return self.filter(CURRENT)

    def archived(self):
        """Contacts put away; nothing of theirs is lost."""
        return self.filter(ARCHIVED)

    def prospects(self):
        """People who might become the mentor: marked, and neither closed nor archived."""
        return self.current().filter(IS_OPEN)

    def introducers(self):
        """People who could introduce the person to somebody."""
        return self.current().filter(may_introduce=True)

    def mentors(self):
        """Those with whom an agreement runs."""
        return self.filter(WORKING_TOGETHER)

    def with_ends(self):
        """Each with whether one `works_together` with them, and has `worked_until` some day."""
        return self.annotate(**ends_with("pk"))

    def to_archive(self):
        """Those who can be archived: not while an agreement with them runs."""
        return self.current().exclude(WORKING_TOGETHER)

    def without_agreement(self):
        """Those who can be deleted: what two people wrote down is kept."""
        return self.filter(agreements__isnull=True)


class Contact(Prospective, FoundByWords, Recognised, Owned):
    """Somebody the person knows, or knows of. May introduce, be a prospect, or both."""

    name = models.CharField(NAME.label, max_length=NAME.longest, validators=[validate_visible])
    role = models.CharField(ROLE.label, max_length=ROLE.longest, blank=True)
    company = models.CharField(COMPANY.label, max_length=COMPANY.longest, blank=True)
    place = models.CharField(PLACE.label, max_length=PLACE.longest, blank=True)
    email = EmailColumn(EMAIL.label, max_length=EMAIL.longest, blank=True)
    phone = models.CharField(PHONE.label, max_length=PHONE.longest, blank=True)
    linkedin = models.CharField(LINKEDIN.label, max_length=LINKEDIN.longest, blank=True, validators=[IS_WEB])
    greeting = models.CharField(GREETING.label, max_length=GREETING.longest, blank=True)
    how_known = models.CharField(HOW_KNOWN.label, max_length=HOW_KNOWN.longest, blank=True)
    notes = models.TextField(NOTES.label, max_length=NOTES.longest, blank=True)
    tags = models.ManyToManyField(Tag, verbose_name=_("tags"), related_name="contacts", blank=True)

    may_introduce = models.BooleanField(_("could introduce you"), default=False)
    archived_on = models.DateField(_("archived on"), null=True, blank=True, editable=False)
    # The latest day of any fact between the two; kept here because the list sorts by it. Never typed in:
    # `refresh_last_touch` reads it from the facts.
    last_touch_on = models.DateField(_("last in touch"), null=True, blank=True, editable=False)

    # What `undo` has to know: which columns are computed by `derive`, from which others, and what needs which.
    DERIVED = frozenset({"words", *Recognised.KEYS, "last_touch_on"})
    MADE_FROM = FoundByWords.SEARCHED | {field for field, _made_by in Recognised.KEYS.values()}
    RESTS_ON: ClassVar = {**Prospective.STATE_RESTS_ON, "may_introduce": ("introductions_from",)}

    # No column: how far it has come, set by the queries that read it from the facts.
    stage: int
    known: str
    # Nor these: whether the person knows them themselves, and how far others brought the two together.
    known_directly: bool
    is_in_search: bool
    introduced_as_far: int

    objects = ContactQuerySet.as_manager()

    class Meta:
        verbose_name = _("contact")
        verbose_name_plural = _("contacts")
        ordering = ["sort_key", "pk"]
        indexes = [
            # Lists come out of an index in their order: prospects first, then the rest by the last day in touch.
            models.Index(fields=["owner"], condition=CURRENT & IS_OPEN, name="contact_prospects"),
            LatestFirst("owner", *BY_TOUCH, condition=CURRENT & IS_NOT_OPEN, name="contact_the_rest"),
            LatestFirst("owner", *BY_TOUCH, condition=CURRENT, name="contact_owner_touch"),
            LatestFirst("owner", *BY_TOUCH, condition=ARCHIVED, name="contact_archived"),
            models.Index(fields=["owner", *BY_NAME], name="contact_owner_name"),
            models.Index(fields=["owner", "updated_at"], name="contact_owner_updated"),
            # One for each key: every index more is written anew for every contact that a deed on all changes.
            models.Index(fields=["owner", "name_key"], name="contact_owner_name_key"),
            models.Index(fields=["owner", "email_key"], name="contact_owner_email_key"),
            models.Index(fields=["owner", "profile_key"], name="contact_owner_profile_key"),
            models.Index(fields=["owner", "company_key"], name="contact_owner_company_key"),
        ]
        constraints = [
            *Owned.Meta.constraints,
            *Prospective.Meta.constraints,
            models.CheckConstraint(condition=filled("name"), name="contact_has_name"),
        ]

    def __str__(self):
        return self.name

    @property
    def first_name(self) -> str:
        """What the person greets them by, else the first name: the product says it in place of a pronoun."""
        return self.greeting or called(self.name)

    @property
    def initials(self) -> str:
        """One or two letters in place of a face."""
        return initials_of(self.name)

    @property
    def role_and_company(self) -> str:
        """What the person does and where, as far as it is known."""
        return ", ".join(part for part in (self.role, self.company) if part)

    def mark_introducer(self) -> None:
        """This person could introduce somebody."""
        self.record(may_introduce=True)

    def unmark_introducer(self) -> None:
        """Not an introducer after all."""
        self.record(may_introduce=False)

    def archive(self, on: dt.date) -> None:
        """Put away without losing anything. ValidationError while an agreement with them runs."""
        self.require_no_agreement()
        self.record(archived_on=on)

    def restore(self) -> None:
        """Take out of the archive again."""
        self.record(archived_on=None)

    def retag(self, tags: Collection[Tag]) -> None:
        """Just after it was saved: have these tags and no others, and be found by them."""
        words = self.words_with(tags)
        if words != self.words:
            row: Any = self.tags.through
            row.objects.filter(contact=self).exclude(tag__in=tags).delete()
            row.objects.bulk_create((row(contact=self, tag=tag) for tag in tags), ignore_conflicts=True)
            Contact.objects.filter(pk=self.pk).update(words=words)

    @transaction.atomic
    def note_asking_again(self, on: dt.date, words: str) -> "Interaction":
        """They are asked again, which is noted in these words; returns the note."""
        note = Interaction.objects.create(
            owner=self.owner, contact=self, kind=Interaction.Kind.WROTE, on=on, text=words
        )
        self.ask_again()
        self.refresh_last_touch()
        return note

    def refresh_last_touch(self) -> None:
        """Read the last day in touch from everything that happened: talks, introductions and meetings."""
        refresh_last_touches(self)

    @classmethod
    def last_touches(cls, pks: Collection[int]) -> dict[int, dt.date | None]:
        """For each of these contacts the last day of anything by which one was in touch; one query."""
        found = (day for _touch, day in latest_days())
        contacts = cls.objects.filter(pk__in=pks).order_by().values_list("pk", *found)
        return {pk: max(filter(None, days), default=None) for pk, *days in contacts}

    @classmethod
    def derive(cls, pks: Collection[int]) -> None:
        """Compute again what these contacts keep beside their facts: keys, words and the last day in touch.

        Needed after what passes `save()` and the tags of a contact by: rows written straight into `tags.through`,
        and `update()` of a text. `create_tagged` and `bulk_update` see to it; for one tag on many contacts,
        `Tag.noted` is faster.
        """
        told = cls.objects.only(*cls.MADE_FROM, *cls.DERIVED).prefetch_related("tags").order_by("pk")
        for some in sliced(pks):
            last, changed = cls.last_touches(some), []
            for contact in told.filter(pk__in=some):
                stood = [getattr(contact, name) for name in cls.DERIVED]
                contact.mark_keys()
                words = contact.words_with(contact.tags.all())
                # In which order the words stand means nothing.
                if sorted(words.split()) != sorted(contact.words.split()):
                    contact.words = words
                contact.last_touch_on = last[contact.pk]
                if stood != [getattr(contact, name) for name in cls.DERIVED]:
                    changed.append(contact)
            write_each(changed, sorted(cls.DERIVED))


def refresh_last_touches(*contacts: Contact) -> None:
    """Read when these were last in touch, and write it where it is another day: two queries, however many."""
    last = Contact.last_touches([contact.pk for contact in contacts])
    moved = [contact for contact in contacts if last[contact.pk] != contact.last_touch_on]
    for contact in moved:
        contact.last_touch_on = last[contact.pk]
    # No new revision: nobody typed this, so an open form has nothing to be told.
    write_each(moved, ["last_touch_on"])


def latest_days() -> Iterator[tuple[Touch, Subquery]]:
    """The latest day of each kind of touch with a contact, each as a subquery: joined, they would multiply."""
    introductions: Any = Contact._meta.get_field("introductions_to").related_model
    meetings: Any = Contact._meta.get_field("meetings").related_model
    for fact in FACTS:
        for role, touch in fact.in_touch_with.items():
            theirs = introductions.objects.filter(**{role: OuterRef("pk")})
            if fact.spoken is not None:
                yield Touch.ASKED, _latest(theirs.filter(fact.spoken), fact.column)
                theirs = theirs.filter(~fact.spoken)
            yield touch, _latest(theirs, fact.column)
    for kind, touch in Interaction.IN_TOUCH.items():
        yield touch, _latest(Interaction.objects.filter(contact=OuterRef("pk"), kind=kind), "on")
    with_them = meetings.objects.filter(contact=OuterRef("pk"))
    yield Touch.MET, _latest(with_them.filter(recorded_on__isnull=False), "held_on")
    for one in IN_TOUCH:
        yield Touch.WROTE, _latest(with_them, one.column)
    agreements: Any = Contact._meta.get_field("agreements").related_model
    yield Touch.WROTE, _latest(agreements.objects.filter(mentor=OuterRef("pk")), "thanks_sent_on")


def _latest(records: models.QuerySet, day: str) -> Subquery:
    return first_of(records.order_by(F(day).desc(nulls_last=True)), day)


@receiver(m2m_changed, sender=Contact.tags.through)
def follow_tags(instance, action, reverse, pk_set, **kwargs):
    """A contact is found by a tag as soon as it has it, and no longer than that."""
    if action in ("post_add", "post_remove"):
        tags = [instance] if reverse else Tag.objects.filter(pk__in=pk_set)
        contacts = Contact.objects.filter(pk__in=pk_set if reverse else [instance.pk])
        _write_words(contacts, tags, Tag.noted if action == "post_add" else Tag.struck)
    elif action == "pre_clear":
        contacts = instance.contacts.all() if reverse else Contact.objects.filter(pk=instance.pk)
        _write_words(contacts, [instance] if reverse else instance.tags.all(), Tag.struck)


def _write_words(contacts, tags, change) -> None:
    """Note these tags among the words of contacts, or strike them out: ten at once, for SQLite nests no deeper."""
    tags = list(tags)
    for start in range(0, len(tags), 10):
        words: Any = "words"
        for tag in tags[start : start + 10]:
            words = change(tag, words)
        contacts.update(words=words)


@receiver(pre_delete, sender=Tag)
def forget_tag(instance, origin, **kwargs):
    """No contact is found by a tag that is deleted; when a whole account goes, its contacts go as well."""
    if isinstance(origin, Tag) or getattr(origin, "model", None) is Tag:
        instance.contacts.update(words=instance.struck())


class InteractionQuerySet(OwnedQuerySet):
    def latest_first(self):
        """The order of a contact's page."""
        return self.order_by("-on", "-pk")


class Interaction(Owned):
    """Something that passed between the person and a contact, or a note about them, on a day."""

    class Kind(models.TextChoices):
        TALKED = "talked", _("We talked")
        WROTE = "wrote", _("We wrote")
        NOTE = "note", _("Note")

    # The kinds by which one was in touch, and how a list says it.
    IN_TOUCH: ClassVar = {Kind.TALKED: Touch.TALKED, Kind.WROTE: Touch.WROTE}

    contact = models.ForeignKey(
        Contact, on_delete=models.CASCADE, related_name="interactions", editable=False
    )
    kind = models.CharField(_("what happened"), max_length=6, choices=Kind, default=Kind.TALKED)
    on = models.DateField(_("on"))
    text = models.TextField(_("note"), max_length=10000, blank=True)

    objects = InteractionQuerySet.as_manager()

    class Meta:
        verbose_name = _("note")
        verbose_name_plural = _("notes")
        ordering = ["-on", "-pk"]
        indexes = [
            models.Index(fields=["owner", "contact", "on"], name="interaction_owner_contact"),
            models.Index(fields=["owner", "updated_at"], name="interaction_owner_updated"),
        ]
        constraints = [
            *Owned.Meta.constraints,
            models.CheckConstraint(
                condition=Q(kind__in=["talked", "wrote"]) | (Q(kind="note") & filled("text")),
                name="interaction_note_has_text",
                violation_error_message=_("Write the note first"),
            ),
        ]

    def __str__(self):
        return self.text[:60] or self.get_kind_display()
