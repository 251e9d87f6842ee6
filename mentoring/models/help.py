"""Across goals and agreements: five kinds of help, which of them a goal wants and which a mentor gives."""

from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .base import Owned
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
