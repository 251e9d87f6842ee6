"""Who the person knows best, by what LinkedIn counted: three lists, each row with its reason in a sentence."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.core.paginator import Page, Paginator
from django.db.models import Case, Count, F, OuterRef, Q, Subquery, TextChoices, Value, When, Window
from django.utils.functional import cached_property
from django.utils.http import urlencode
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ..dates.days import add_months
from ..identity.roles import LEFT, NOT_SENIOR, SENIOR, has_left
from ..links.addresses import page_url, record_url
from ..models import Contact, Tie
from ..models.closeness import BOTH_WAYS
from ..models.contacts import BY_NAME, BY_TOUCH, IS_OPEN, ContactQuerySet
from ..models.ties import LEAST_MESSAGES, vouched_for_me
from ..models.ties_in_words import sentences, works_where
from ..status.loading import UNSHOWN_OF_CONTACT
from ..text.text import record_number

IN_TOUCH_MONTHS = 12
QUIET_MONTHS = 36
ON_A_PAGE = 20
# Of each list so many; the first fills up what the others leave.
ROWS = 3


class KnownList(TextChoices):
    """The three lists; a person stands in the first that fits."""

    NOW = "now", _("In touch now")
    ONCE = "once", _("Knew once, quiet now")
    VOUCHED = "vouched", _("Vouched for you")


class MarkButton(NamedTuple):
    """A button that is on or off: its name on the page, where it is sent, its words, and whether it is on."""

    id: str
    url: str
    label: str
    is_on: bool


@dataclass(frozen=True)
class KnownPerson:
    """A row: the contact, why they stand there, and where one comes back to once a button of the row was pressed."""

    contact: Contact
    reason: str
    next: str

    @property
    def id(self) -> str:
        """The name of the row on the page."""
        return f"tie-{self.contact.pk}"

    @property
    def marks(self) -> list[MarkButton]:
        """What can be said of them in one press, and taken back by another."""
        contact = self.contact
        mentor = "marks.unmarked_prospect" if contact.is_prospect else "marks.marked_prospect"
        introducer = "marks.unmarked_introducer" if contact.may_introduce else "marks.marked_introducer"
        return [
            MarkButton(
                f"{self.id}-mentor",
                record_url(mentor, contact.pk),
                gettext("Could be my mentor"),
                contact.is_prospect,
            ),
            MarkButton(
                f"{self.id}-introducer",
                record_url(introducer, contact.pk),
                gettext("Could introduce me"),
                contact.may_introduce,
            ),
        ]


@dataclass(frozen=True)
class KnownPart:
    """A list, or the beginning of it with the number of those beyond."""

    which: KnownList
    rows: list[KnownPerson]
    more: int = 0

    @property
    def is_quiet(self) -> bool:
        """Whether it is the list under which a finding stands."""
        return self.which == KnownList.ONCE


class KnownBest:
    """The page of one person; `kept` is "place-contact" of a row that was pressed and stays where it was.

    A mark may move its row, as whoever works where a prospect works comes first: that would look like it was lost.
    """

    def __init__(self, user, today: dt.date, kept: str = ""):
        self.user, self.today = user, today
        self.kept_at, _sign, kept_row = kept.partition("-")
        self.kept_row = record_number(kept_row)

    def people(self, which: KnownList) -> ContactQuerySet:
        """Everybody of one list, in its order, each with the number of `messages`."""
        contacts = Contact.objects.owned_by(self.user).current()
        counted = contacts.filter(tie__owner=self.user).annotate(messages=F("tie__sent") + F("tie__received"))
        # A no is taken: nobody is suggested who said one.
        asked = counted.exclude(closed_because=Contact.ClosedBecause.SAID_NO)
        if which == KnownList.NOW:
            return asked.filter(self._now).order_by("-tie__last_on", *BY_NAME)
        if which == KnownList.ONCE:
            return asked.filter(self._once).order_by(*self._least_familiar_first)
        newest_first = (
            F(f"tie__{day}").desc(nulls_last=True) for day in ("recommended_me_on", "last_endorsed_on")
        )
        return (
            asked.filter(vouched_for_me("tie__"))
            .exclude(self._now)
            .exclude(self._once)
            .order_by(*newest_first, *BY_NAME)
        )

    @property
    def _now(self) -> Q:
        return BOTH_WAYS & Q(tie__last_on__gte=add_months(self.today, -IN_TOUCH_MONTHS))

    @property
    def _once(self) -> Q:
        quiet = Q(tie__last_on__lte=add_months(self.today, -QUIET_MONTHS), messages__gte=LEAST_MESSAGES)
        is_senior = Q(role__iregex=SENIOR) & ~Q(role__iregex=NOT_SENIOR) & ~Q(role__iregex=LEFT)
        return BOTH_WAYS & quiet & is_senior

    @property
    def _least_familiar_first(self) -> tuple:
        """Who works where a prospect works, then whoever one wrote with the least: the study found them more useful."""
        prospects = Contact.objects.owned_by(self.user).prospects().exclude(company_key="").order_by()
        companies = prospects.values("company_key")
        # Of a prospect themselves another one has to work there.
        of_several = companies.annotate(number=Count("pk")).filter(number__gt=1).values("company_key")
        beside = Case(
            When(IS_OPEN & Q(company_key__in=of_several), then=Value(0)),
            When(~IS_OPEN & Q(company_key__in=companies), then=Value(0)),
            default=Value(1),
        )
        return beside, "messages", F("tie__last_on").desc(), *BY_NAME

    @cached_property
    def parts(self) -> list[KnownPart]:
        """The beginning of each list that has anybody: nine people in all, as far as there are so many."""
        found, numbers, room = {}, {}, ROWS * len(KnownList)
        for which in reversed(KnownList):
            most = room if which == KnownList.NOW else ROWS
            counted = self.people(which).annotate(number=Window(Count("pk")))
            rows = list(counted.values_list("pk", "number")[:most])
            found[which] = self._with_kept(which, which, [pk for pk, _number in rows])
            numbers[which], room = rows[0][1] if rows else 0, room - len(rows)
        people = self._rows(pk for pks in found.values() for pk in pks)
        return [
            KnownPart(
                which,
                [
                    self._row(which, people[pk], {"kept": f"{which}-{pk}"})
                    for pk in found[which]
                    if pk in people
                ],
                numbers[which] - len(found[which]),
            )
            for which in KnownList
            if found[which]
        ]

    def whole(self, which: KnownList, number: str | None) -> tuple[KnownPart, Page]:
        """One list, a page at a time, and that page."""
        page = Paginator(self.people(which).values_list("pk", flat=True), ON_A_PAGE).get_page(number)
        pks = self._with_kept(which, str(page.number), list(page.object_list))
        people = self._rows(pks)
        at: dict[str, Any] = {"list": which.value, "page": page.number}
        rows = [
            self._row(which, people[pk], at | {"kept": f"{page.number}-{pk}"}) for pk in pks if pk in people
        ]
        return KnownPart(which, rows), page

    def _with_kept(self, which: KnownList, place: str, pks: list[int]) -> list[int]:
        """These keys, and that of the row that was pressed at this place, if it has moved away from there."""
        kept = self.kept_row
        if (
            place != self.kept_at
            or kept is None
            or kept in pks
            or not self.people(which).filter(pk=kept).exists()
        ):
            return pks
        return [*pks, kept]

    def _rows(self, pks: Iterable[int]) -> dict[int, Any]:
        """The contacts with their ties, by key, each with a `colleague` worth knowing, if there is one."""
        people = Contact.objects.owned_by(self.user)
        worth = people.current().filter(IS_OPEN | Q(may_introduce=True), company_key=OuterRef("company_key"))
        first = worth.exclude(pk=OuterRef("pk")).order_by(Case(When(IS_OPEN, then=0), default=1), *BY_TOUCH)
        found = people.filter(pk__in=list(pks)).select_related("tie").defer(*UNSHOWN_OF_CONTACT)
        found = found.annotate(
            colleague=Case(When(~Q(company_key=""), then=Subquery(first.values("pk")[:1])))
        )
        rows: dict[int, Any] = {contact.pk: contact for contact in found}
        for row in rows.values():
            row.colleague = None if has_left(row.role) else row.colleague
        keys = [row.colleague for row in rows.values() if row.colleague]
        colleagues = people.only("name", "greeting", "role").in_bulk(keys)
        for row in rows.values():
            row.colleague = colleagues.get(row.colleague)
        return rows

    def _row(self, which: KnownList, contact: Any, place: dict[str, Any]) -> KnownPerson:
        words = sentences(
            contact.tie,
            self.today,
            beside=works_where(contact.colleague) if contact.colleague else "",
            messages_read=self.messages_read,
            first_names_company=which == KnownList.ONCE,
        )
        return KnownPerson(contact, words, f"{page_url('ties.index')}?{urlencode(place)}#tie-{contact.pk}")

    @cached_property
    def nothing_because(self) -> str:
        """Why all lists are empty: "nothing" was counted, no "messages" were, or "nobody" fits."""
        if self.messages_read:
            return "nobody"
        return "messages" if Tie.objects.owned_by(self.user).exists() else "nothing"

    @cached_property
    def messages_read(self) -> bool:
        """Whether an archive with messages was read: without one nobody can say that they never wrote."""
        return Tie.objects.owned_by(self.user).filter(last_on__isnull=False).exists()
