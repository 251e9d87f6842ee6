"""Across goals and agreements: five kinds of help, which of them a goal wants and which a mentor gives."""

from collections.abc import Collection, Mapping
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .base import Owned, OwnedQuerySet
from .goals import Goal


class Help(models.TextChoices):
    """What somebody may do for a goal, in the words of whoever is helped."""

    TEACH = "teach", _("Teach me")
    FEEDBACK = "feedback", _("Give me feedback")
    DOORS = "doors", _("Open doors for me")
    LISTEN = "listen", _("Listen")
    HOLD = "hold", _("Hold me to it")


def kind_of_help() -> models.CharField:
    """A column for one of the five kinds."""
    return models.CharField(_("kind of help"), max_length=8, choices=Help, editable=False)


class HelpWanted(Owned):
    """A kind of help that is looked for, for one goal."""

    goal = models.ForeignKey(Goal, on_delete=models.CASCADE, related_name="wanted", editable=False)
    kind = kind_of_help()

    class Meta:
        verbose_name = _("help wanted")
        verbose_name_plural = _("help wanted")
        ordering = ["pk"]
        constraints = [
            *Owned.Meta.constraints,
            models.UniqueConstraint(fields=["goal", "kind"], name="helpwanted_once"),
            models.CheckConstraint(condition=Q(kind__in=Help.values), name="helpwanted_kind_known"),
        ]

    def __str__(self):
        return str(Help(self.kind).label)


class HelpGivenQuerySet(OwnedQuerySet):
    def of(self, agreement: Any):
        """What is given in one version of an agreement: the key of a goal, the kind, and the key of the record."""
        return self.filter(link__agreement=agreement).values_list("link__goal", "kind", "pk")


class HelpGiven(Owned):
    """A kind of help that a mentor gives, for one goal of an agreement."""

    link = models.ForeignKey(
        "AgreementGoal",
        on_delete=models.CASCADE,
        related_name="given",
        verbose_name=_("goal in an agreement"),
        editable=False,
    )
    kind = kind_of_help()

    objects = HelpGivenQuerySet.as_manager()

    class Meta:
        verbose_name = _("help given")
        verbose_name_plural = _("help given")
        ordering = ["pk"]
        constraints = [
            *Owned.Meta.constraints,
            models.UniqueConstraint(fields=["link", "kind"], name="helpgiven_once"),
            models.CheckConstraint(condition=Q(kind__in=Help.values), name="helpgiven_kind_known"),
        ]

    def __str__(self):
        return str(Help(self.kind).label)


def give_help(agreement: Any, said: Mapping[int, Collection[str]]) -> None:
    """Keep what kinds of help the mentor gives, `said` by the key of each goal of an agreement, and nothing else.

    While it runs, a change that waits for a yes is told the difference: it would take back with it what was said since.
    """
    given = HelpGiven.objects.owned_by(agreement.owner_id)
    stood = {(goal, kind): key for goal, kind, key in given.of(agreement)}
    links = {link.goal_id: link.pk for link in agreement.agreement_goals.all()}
    stands = {(goal, str(kind)) for goal in links for kind in said.get(goal, ())}
    added, gone = stands - stood.keys(), stood.keys() - stands
    found = [(links, stood)]
    for version in agreement.waiting if agreement.confirmed_on and (added or gone) else ():
        standing = {(goal, kind): key for goal, kind, key in given.of(version)}
        found.append(({link.goal_id: link.pk for link in version.agreement_goals.all()}, standing))
    given.filter(pk__in=[there[pair] for _links, there in found for pair in gone & there.keys()]).delete()
    HelpGiven.objects.bulk_create(
        HelpGiven(owner_id=agreement.owner_id, link_id=links[goal], kind=kind)
        for links, there in found
        for goal, kind in sorted(added - there.keys())
        if goal in links
    )


def copy_goals(links: models.QuerySet, draft: Any) -> None:
    """The goals of one version of an agreement for the next, with the help that is given for each."""
    named = list(links)
    copies = links.model._default_manager.bulk_create(
        links.model(owner=draft.owner, agreement=draft, goal_id=link.goal_id, then_rated=link.then_rated)
        for link in named
    )
    copy_of = {link.pk: copy for link, copy in zip(named, copies, strict=True)}
    HelpGiven.objects.bulk_create(
        HelpGiven(owner=draft.owner, link=copy_of[one.link_id], kind=one.kind)
        for one in HelpGiven.objects.filter(link__in=copy_of)
    )
