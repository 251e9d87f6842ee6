"""Kinds of help as ticks, goal by goal: which are looked for, and which a mentor gives."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from crispy_forms.layout import HTML
from django import forms
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from ..models import Goal, Help, HelpGiven, HelpWanted, MentorAgreement
from ..models.help import give_help
from .base import OwnedForm, OwnedFormMixin
from .rows import Rows, WithRows

MOST_GOALS = 200


def ticks(label: Any = "") -> forms.MultipleChoiceField:
    """A tick for each of the five kinds."""
    return forms.MultipleChoiceField(
        label=label,
        choices=Help.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple(attrs={"class": "form-check-input"}),
    )


def by_goal(pairs: Iterable[tuple[int, str]]) -> dict[int, list[str]]:
    """The kinds by the key of a goal."""
    found = defaultdict(list)
    for goal, kind in pairs:
        found[goal].append(kind)
    return found


class KindsRow(OwnedFormMixin, forms.Form):
    """One goal, with the kinds of help."""

    goal = forms.IntegerField(widget=forms.HiddenInput)
    kinds = ticks()
    record: Goal | None

    @property
    def shown_name(self) -> str:
        """As what the ticks that were shown are sent along."""
        return self.add_initial_prefix("kinds")

    @property
    def shown(self) -> list[str]:
        """The ticks as they were when the page was opened."""
        return self.data.getlist(self.shown_name) if self.is_bound else self.initial.get("kinds", [])

    def changed_from(self, stands: Iterable[str]) -> list[str]:
        """The kinds that stand, with those ticked here and without those unticked: another window may change others."""
        shown, ticked = set(self.shown), set(self.cleaned_data["kinds"])
        return sorted((set(stands) | (ticked - shown)) - (shown - ticked))

    def clean_goal(self) -> Goal:
        """A row stands for one of the goals that the page asks about; any other has not been found."""
        if self.record is None:
            raise forms.ValidationError(_("This goal isn’t being worked on any more."), code="gone")
        return self.record


class BaseKindsRows(Rows):
    """A row for each goal that the page asks about."""

    def __init__(self, *args, goals: Iterable[Goal], **kwargs):
        self.goals = {goal.pk: goal for goal in goals}
        super().__init__(*args, **kwargs)

    def add_fields(self, form, index):
        """The row's goal is known before anything is read from it."""
        super().add_fields(form, index)
        said = str(form["goal"].value() or "")
        form.record = self.goals.get(int(said)) if said.isdecimal() and len(said) < 19 else None
        if form.record:
            form.fields["kinds"].label = str(form.record)


KindsRows: Any = forms.formset_factory(
    KindsRow, formset=BaseKindsRows, extra=0, max_num=MOST_GOALS, absolute_max=MOST_GOALS
)


class KindsForm(WithRows, OwnedForm):
    """Five ticks a goal."""

    def __init__(self, *args, goals: Iterable[Goal], **kwargs):
        super().__init__(*args, **kwargs)
        goals = list(goals)
        kinds = by_goal(self.standing(goals) if not self.is_bound else ())
        self.goals = KindsRows(
            self.data if self.is_bound else None,
            prefix="goal",
            goals=goals,
            initial=[{"goal": goal.pk, "kinds": kinds[goal.pk]} for goal in goals],
            form_kwargs={"owner": self.owner},
        )

    def standing(self, goals: list[Goal]) -> Iterable[tuple[int, str]]:
        """What is ticked so far: the keys of goals, each with a kind."""
        raise NotImplementedError

    def row_sets(self):
        """The goals."""
        return [self.goals]

    def said(self, stands: Mapping[int, Iterable[str]]) -> dict[int, list[str]]:
        """The kinds of each goal that was shown, from what `stands` by the key of a goal."""
        rows = [(row.cleaned_data["goal"].pk, row) for row in self.goals if row.cleaned_data]
        return {key: row.changed_from(stands.get(key, ())) for key, row in rows}


class WantedForm(KindsForm):
    """What kind of help is looked for."""

    def standing(self, goals):
        """What is looked for already."""
        wanted = HelpWanted.objects.owned_by(self.owner).filter(goal__in=goals)
        return wanted.values_list("goal", "kind")

    def save(self) -> None:
        """Keep what is ticked of each goal that was shown, and nothing else."""
        there = HelpWanted.objects.owned_by(self.owner).filter(goal__in=self.goals.goals)
        kept = {(one.goal_id, one.kind): one.pk for one in there}
        said = self.said(by_goal(kept))
        ticked = {(goal, kind) for goal, kinds in said.items() for kind in kinds}
        gone = [pk for (goal, kind), pk in kept.items() if goal in said and (goal, kind) not in ticked]
        there.filter(pk__in=gone).delete()
        HelpWanted.objects.bulk_create(
            HelpWanted(owner=self.owner, goal_id=goal, kind=kind)
            for goal, kind in sorted(ticked - kept.keys())
        )


class GivenForm(KindsForm):
    """What kind of help a mentor gives in an agreement that runs."""

    def __init__(self, *args, agreement: MentorAgreement, **kwargs):
        self.agreement = agreement
        super().__init__(*args, **kwargs | {"goals": agreement.goals.all()})

    def standing(self, goals):
        """What was said of it already."""
        given = HelpGiven.objects.owned_by(self.owner).of(self.agreement)
        return [(goal, kind) for goal, kind, _key in given]

    def save(self) -> None:
        """Keep what is ticked of each goal that was shown, and nothing else."""
        kept = by_goal(self.standing([]))
        give_help(self.agreement, kept | self.said(kept))


class GivenFields:
    """For the part about the goals: what kind of help the mentor gives for each. Nothing has to be said."""

    # What the form these belong to brings along.
    fields: dict[str, forms.Field]
    initial: dict[str, Any]
    cleaned_data: dict[str, Any]
    instance: Any
    owner: Any

    @staticmethod
    def given_name(goal: Goal) -> str:
        """The name of the field with the ticks of a goal."""
        return f"given_{goal.pk}"

    def add_given(self, goals: Iterable[Goal]) -> None:
        """A field of five ticks for each of the goals that may be chosen."""
        kinds = defaultdict(list)
        for goal_key, kind, _key in HelpGiven.objects.owned_by(self.owner).of(self.instance):
            kinds[goal_key].append(kind)
        self.helped = list(goals)
        for goal in self.helped:
            self.fields[self.given_name(goal)] = ticks(str(goal))
            self.initial[self.given_name(goal)] = kinds[goal.pk]

    def save_given(self, agreement: Any) -> None:
        """Keep what is ticked for the goals that the agreement names now."""
        said = {goal.pk: self.cleaned_data.get(self.given_name(goal), []) for goal in self.helped}
        give_help(agreement, said)

    def given_layout(self) -> "Folded":
        """The ticks, folded away until something is ticked."""
        names = [self.given_name(goal) for goal in self.helped]
        return Folded(_("What kind of help is it?"), names)


class Folded(HTML):
    """Fields behind a line that opens them; open where one of them says something or is wrong."""

    def __init__(self, title: Any, names: list[str]):
        super().__init__("")
        self.title, self.names = title, names

    def render(self, form, context, **kwargs) -> SafeString:
        """The fields, noted as rendered."""
        form.rendered_fields.update(self.names)
        fields = [form[name] for name in self.names]
        is_open = any(field.value() or field.errors for field in fields)
        return render_to_string(
            "mentoring/help/folded.html", {"title": self.title, "fields": fields, "is_open": is_open}
        )
