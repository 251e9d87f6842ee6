"""How an agreement ends: then and now for each goal, lessons, thanks; and how the two stay in touch."""

import datetime as dt
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.formsets import TOTAL_FORM_COUNT
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from .. import letters
from ..dates.days import add_months
from ..models import Contact, Goal, LetterKind, Meeting, MentorAgreement
from ..models.agreement_facts import LEARNED_SHOWN
from ..models.stored import ReachedGoal
from ..models.undo import Difference, Image, diff, image
from ..pages.mentors_page import lines_of_the_end
from ..text.text import number_word
from .base import DayForm, OwnedFormMixin, OwnedModelForm
from .letters import WithLetter
from .rows import WithRows
from .then_and_now import GoalRows, goal_rows

MONTHS = range(1, 25)
OFFERED_MONTHS = (1, 2, 3, 4, 6, 9, 12, 18, 24)
NEVER = ("0", gettext_lazy("Not at all"))


def month_choices(stands: int) -> list[tuple[Any, str]]:
    """The numbers of months to choose from; one that somebody has already (from a file, say) stays among them."""
    offered = sorted({*OFFERED_MONTHS, stands})
    return [(n, ngettext("%(n)s month", "%(n)s months", n) % {"n": number_word(n)}) for n in offered]


def touch_fields(agreement: MentorAgreement) -> dict[str, forms.Field]:
    """When to write first after the end, or not at all, and how often then."""
    after, every = month_choices(agreement.touch_after_months), month_choices(agreement.touch_every_months)
    first = [(n, _("After %(months)s") % {"months": words}) for n, words in after]
    then = [
        (n, _("Every %(months)s") % {"months": words} if n > 1 else _("Every month")) for n, words in every
    ]
    return {
        "touch_after_months": forms.TypedChoiceField(
            label=_("Write first"),
            choices=[*first, NEVER],
            coerce=int,
            initial=agreement.touch_after_months if agreement.stays_in_touch else 0,
        ),
        "touch_every_months": forms.TypedChoiceField(
            label=_("Then"), choices=then, coerce=int, initial=agreement.touch_every_months
        ),
    }


def touch_chosen(cleaned: dict[str, Any]) -> dict[str, Any]:
    """The same as the agreement keeps it."""
    first, every = cleaned["touch_after_months"], cleaned["touch_every_months"]
    after = {"touch_after_months": first} if first else {}
    return {"stays_in_touch": first > 0, "touch_every_months": every, **after}


class TouchForm(OwnedModelForm):
    """Whether and how often the two stay in touch after the end."""

    class Meta:
        model = MentorAgreement
        fields = ["stays_in_touch", "touch_after_months", "touch_every_months"]
        labels = {
            "stays_in_touch": gettext_lazy("Remind me to stay in touch"),
            "touch_after_months": gettext_lazy("First get in touch after"),
            "touch_every_months": gettext_lazy("Then every"),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in ("touch_after_months", "touch_every_months"):
            choices = month_choices(getattr(self.instance, name))
            self.fields[name] = forms.TypedChoiceField(
                label=self.fields[name].label, choices=choices, coerce=int
            )


class PartingForm(WithRows, WithLetter, OwnedFormMixin, DayForm):
    """The end of working together, early or not: each goal then and now, what was learned, the thank-you letter,
    staying in touch, and what becomes of sessions still planned.

    The letter follows from the rest until somebody changes it. The buttons say what happens: `update` writes the
    letter anew and saves nothing, `later` keeps everything and ends nothing.
    """

    lessons = forms.CharField(
        label=gettext_lazy("What I learned"),
        required=False,
        max_length=10000,
        widget=forms.Textarea(attrs={"rows": 3, "class": "form-control"}),
    )
    learned_shown = forms.BooleanField(required=False)
    subject = forms.CharField(label=gettext_lazy("Subject"), required=False, max_length=200)
    message = forms.CharField(
        label=gettext_lazy("Your thank-you letter"),
        required=False,
        max_length=10000,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 12}),
    )
    composed = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)
    call_off = forms.BooleanField(required=False)

    def __init__(self, *args, agreement: MentorAgreement, early: bool = False, **kwargs):
        super().__init__(*args, **kwargs)
        self.agreement, self.early = agreement, early
        self.own = letters.own_wording(self.owner, LetterKind.TERM_THANKS)
        self.goals = goal_rows(GoalRows, agreement, self.owner, self.data if self.is_bound else None)
        rated_on = agreement.then_days()
        for row in self.goals:
            row.rated_on = rated_on.get(row.instance.goal_id, agreement.confirmed_on)
        self._ask_about_touch()
        names = {"name": agreement.mentor.first_name}
        self.fields["learned_shown"].label = (
            _(
                "Show this to %(name)s: what I learned, each goal I reached with what success means, "
                "and my letter once I’ve sent it"
            )
            % names
        )
        self.initial = {
            **self.initial,
            "on": timezone.localdate(),
            "call_off": True,
            "lessons": agreement.lessons,
            # Said in the form, and changed there: on until somebody takes it away.
            "learned_shown": agreement.learned_shown or not agreement.lessons,
        }
        self._ask_about_sessions()
        for name in ("subject", "message"):
            self.fields[name].widget.attrs["class"] = "form-control"
        if not self.is_bound:
            self.rewrite()
            if agreement.thanks_letter:
                self.initial["subject"], self.initial["message"] = agreement.thanks_letter

    def _ask_about_touch(self):
        asked = touch_fields(self.agreement)
        self.fields |= asked
        unsaid = {
            name: field.initial for name, field in asked.items() if self.is_bound and name not in self.data
        }
        if unsaid:  # a page that was opened before this was asked
            self.data = self.data.copy()
            for name, stands in unsaid.items():
                self.data[name] = str(stands)

    def _ask_about_sessions(self):
        sessions = Meeting.objects.owned_by(self.owner).filter(
            contact=self.agreement.mentor_id, kind=Meeting.Kind.SESSION
        )
        self.ahead = list(sessions.ahead(timezone.now()))
        if not self.ahead:
            del self.fields["call_off"]
            return
        self.fields["call_off"].label = ngettext(
            "Call off the session that’s still planned",
            "Call off the %(count)s sessions that are still planned",
            len(self.ahead),
        ) % {"count": number_word(len(self.ahead))}

    def row_sets(self):
        """The goals of the agreement."""
        return [self.goals]

    @property
    def to(self) -> Contact:
        """To whom the letter goes."""
        return self.agreement.mentor

    @property
    def moment(self) -> letters.Moment:
        """The letter as it follows from what the form says of goals and staying in touch."""
        months = self["touch_after_months"].value() or 0
        stays = str(months) in {str(number) for number in MONTHS}
        today = timezone.localdate()
        return letters.moment_of_thanks(
            self.owner,
            self.agreement,
            self.reached(),
            add_months(today, int(months)) if stays else None,
            self.early,
            today,
        )

    def reached(self) -> list[Goal]:
        """The goals that are reached, or are said to be."""
        rows = [row for rows in self.row_sets() for row in rows.initial_forms]
        return [row.instance.goal for row in rows if row.is_reached]

    def lines_to_show(self) -> list[str]:
        """Every line that the mentor may read once the agreement is over; none where nothing is shown."""
        if not self.cleaned_data["learned_shown"]:
            return []
        goals = [ReachedGoal(title=goal.title, success=goal.success) for goal in self.reached()]
        letter = self.letter if self.has_own_words() else self.compose()
        thanks = "\n".join((letter.message, self.agreement.words_shown["thanks"]))
        return lines_of_the_end(self.cleaned_data["lessons"], goals, thanks)

    def compose(self) -> letters.Letter:
        """The letter of this moment, in one's own wording where there is one."""
        return self.moment.compose(self.own)

    @property
    def recipient(self) -> str:
        """The address of the mentor."""
        return self.to.email

    def clean(self):
        """Only a running agreement ends, and not before it was confirmed."""
        cleaned = super().clean()
        on = cleaned.get("on")
        if not self.agreement.is_running or (on and on < self.agreement.confirmed_on):
            raise ValidationError(_("The agreement wasn’t running on that day"))
        return cleaned

    def full_clean(self):
        """As ever; what is wrong is marked at the fields the page lays out by hand."""
        super().full_clean()
        for name in {"lessons", "subject", "message"} & set(self._errors or ()):
            self.fields[name].widget.attrs["class"] = "form-control is-invalid"

    def words(self, is_over: bool) -> dict[str, Any]:
        """What was said, as the agreement keeps it: until it is over, a letter nobody changed goes on following."""
        said = {name: self.cleaned_data[name] for name in ("lessons", "learned_shown")}
        letter = letters.Letter("", "")
        if self.has_own_words() or (is_over and self.letter.message.strip()):
            letter = self.letter if self.has_own_words() else self.compose()
        subject = " ".join(letter.subject.split()) or (letter.message and self.compose().subject)
        return {
            **said,
            "thanks_subject": subject[:200],
            "thanks_words": letter.message,
            **touch_chosen(self.cleaned_data),
        }

    def keep(self) -> None:
        """Keep everything for another day; nothing ends."""
        self.agreement.record(**self.words(is_over=False))
        self._keep_goals()

    def _keep_goals(self):
        for rows in self.row_sets():
            rows.keep(self.cleaned_data["on"])

    def save(self) -> list[Difference]:
        """End it, keep what was said, mark the goals that were reached, call off what is still planned.

        Returns what that changed of goals and sessions, for its Undo.
        """
        on, words = self.cleaned_data["on"], self.words(is_over=True)
        before = self._image()
        self.end(on, words)
        self._keep_goals()
        if self.cleaned_data["learned_shown"]:
            self.agreement.mark(LEARNED_SHOWN, on)
        if self.cleaned_data.get("call_off"):
            keys = [session.pk for session in self.ahead]
            Meeting.objects.planned().filter(pk__in=keys).call_off(on)
        return diff(before, self._image())

    def _image(self) -> Image:
        goals = Goal.objects.filter(agreements=self.agreement)
        sessions = Meeting.objects.filter(pk__in=[session.pk for session in self.ahead])
        return image(goals, sessions, only=("achieved_on", "cancelled_on", "fell_through", "revision"))

    def end(self, on: dt.date, words: dict[str, Any]) -> None:
        """Both kept to it."""
        self.agreement.complete(on, **words)


class EndForm(PartingForm):
    """Ended early, by either, without blame."""

    ended_by = forms.ChoiceField(
        label=gettext_lazy("Who ended it?"),
        choices=[*MentorAgreement.EndedBy.choices, ("", gettext_lazy("I’d rather not say"))],
        required=False,
        widget=forms.RadioSelect,
        help_text=gettext_lazy("Only you see this."),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, early=True, **kwargs)

    def row_sets(self):
        """The goals, where the page that was sent asked about them."""
        return [self.goals] if not self.is_bound or f"goal-{TOTAL_FORM_COUNT}" in self.data else []

    def end(self, on: dt.date, words: dict[str, Any]) -> None:
        """Either of the two stops."""
        self.agreement.end_early(on, self.cleaned_data["ended_by"], **words)
