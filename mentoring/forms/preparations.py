"""Preparing a meeting: what to say and ask at a first one, the agenda and what one asks for at a session."""

from dataclasses import replace

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .. import letters
from ..models import Goal, Meeting, MentorCriterion
from ..models.assessments import Cell, Fit
from ..text.text import says_something
from .assessments import as_question
from .base import OwnedModelForm
from .letters import WithLetter

MOST_QUESTIONS = 5
LONGEST_SUBJECT, LONGEST_AGENDA = 200, 10000
LAST_QUESTION = gettext_lazy("Who else should I talk to?")


def up_front_words(meeting: Meeting, goal: Goal | None) -> str:
    """What to say early, from one goal; the person makes it their own."""
    words = []
    if meeting.introduction and meeting.introduction.introducer:
        words.append(_("%(name)s introduced us.") % {"name": meeting.introduction.introducer.first_name})
    if goal:
        title = as_question(goal.title).removesuffix("?")
        words.append(_("My goal at the moment is this: %(title)s.") % {"title": title})
    words.append(_("I’m looking for a mentor for about six months, an hour a month."))
    words.append(_("I’d like to see whether that could be you, and I’ll understand if it can’t."))
    return " ".join(words)


def to_find_out(cell: Cell) -> dict:
    """An unknown criterion as one asks about it, with a hint how; without a question of its own, its text."""
    criterion, hints = cell.criterion, []
    if criterion.question:
        hints.append(criterion.text)
    elif criterion.kind == MentorCriterion.Kind.PRACTICALITY:
        hints.append(_("Ask plainly."))
    if cell.evidence:
        hints.append(_("So far: %(evidence)s") % {"evidence": cell.evidence})
    return {
        "question": criterion.question or criterion.text,
        "hint": " · ".join(hints),
        "is_must": criterion.importance == MentorCriterion.Importance.MUST,
    }


def questions_about(fit: Fit) -> list[Cell]:
    """What a first talk asks about somebody: what isn't known, must-haves first, no more than one can ask."""
    return fit.unknown[:MOST_QUESTIONS]


def lines_of(text: str) -> list[str]:
    """The lines of a text that say something, without the dashes people put before them."""
    lines = (line.strip().lstrip("-–•* ").strip() for line in text.splitlines())
    return [line for line in lines if says_something(line)]


def _as_asked(line: str) -> str:
    """A question whatever its capitals and its question mark."""
    return line.rstrip(" .?").casefold()


class PrepareForm(OwnedModelForm):
    """What the person will say, ask and wants to remember; what was only proposed is not kept.

    So the words follow the goal and the questions the criteria, until somebody writes their own. `early` are the
    words to say early for each of the goals there are to choose from.
    """

    class Meta:
        model = Meeting
        fields = ["main_goal", "up_front_words", "questions", "preparation"]
        widgets = {
            "main_goal": forms.RadioSelect,
            "up_front_words": forms.Textarea(attrs={"rows": 5}),
            "questions": forms.Textarea(attrs={"rows": 7}),
            "preparation": forms.Textarea(attrs={"rows": 4}),
        }

    def __init__(
        self,
        *args,
        proposed: dict[str, str],
        goal: Goal | None = None,
        early: dict[Goal, str] | None = None,
        **kwargs,
    ):
        meeting = kwargs["instance"]
        own = {name: getattr(meeting, name) or words for name, words in proposed.items()}
        super().__init__(*args, initial=own | {"main_goal": goal and goal.pk}, **kwargs)
        self.proposed, self.goal, self.early = proposed, goal, early or {}
        main = self.fields["main_goal"]
        main.queryset = main.queryset.filter(pk__in=[one.pk for one in self.early])
        main.choices = [(one.pk, str(one)) for one in self.early]  # read already
        self.fields["questions"].help_text = _("One question a line.")

    def as_it_stands(self, record) -> "PrepareForm":
        """With the same proposals."""
        return PrepareForm(
            instance=record, owner=self.owner, proposed=self.proposed, goal=self.goal, early=self.early
        )

    def _own(self, name: str) -> str:
        words = self.cleaned_data[name]
        return "" if "\n".join(lines_of(words)) == "\n".join(lines_of(self.proposed[name])) else words

    def clean_up_front_words(self) -> str:
        """The person's own words; those composed from a goal are not kept, so that they follow the goal."""
        words = "" if self.data.get("early") == "replace" else self.cleaned_data["up_front_words"]
        is_composed = "\n".join(lines_of(words)) in {
            "\n".join(lines_of(said)) for said in ("", *self.early.values())
        }
        return "" if is_composed else self._own("up_front_words")

    def asks_to_replace(self, before: Goal | None) -> bool:
        """Whether another goal than `before` is put on the table while the words to say early are the person's own, and
        they haven't said yet what is to become of these.
        """
        is_other = self.is_valid() and self.goal != before
        return is_other and "early" not in self.data and bool(self.cleaned_data["up_front_words"])

    def clean_questions(self) -> str:
        """The person's own questions; the proposed ones are not kept, so that they follow the criteria."""
        return self._own("questions")

    @property
    def has_own_questions(self) -> bool:
        """Whether the questions that were kept are the person's own."""
        return bool(self.instance.questions)

    @property
    def asked(self) -> list[str]:
        """The questions as they stand, one by one."""
        return lines_of(self["questions"].value() or "")

    @property
    def new_questions(self) -> list[str]:
        """What is proposed by now and was not when the person wrote their own questions."""
        known = {_as_asked(line) for line in (*lines_of(self.instance.questions_proposed), *self.asked)}
        return [line for line in lines_of(self.proposed["questions"]) if _as_asked(line) not in known]

    def rewrite(self, how: str) -> None:
        """Put questions into the form without keeping them: `proposed` all anew, `new` only the new ones."""
        lines = lines_of(self.proposed["questions"]) if how == "proposed" else self.asked + self.new_questions
        self.data = self.data.copy()
        self.data["questions"] = "\n".join(lines)

    def save(self, commit=True):
        """Save; own questions remember what was proposed when they were written."""
        if "questions" in self.changed_data or not self.cleaned_data["questions"]:
            own = bool(self.cleaned_data["questions"])
            self.instance.questions_proposed = self.proposed["questions"] if own else ""
        return super().save(commit)


class PrepareSessionForm(WithLetter, OwnedModelForm):
    """What the person asks for at a session, the agenda as a letter, and notes of their own.

    The letter follows from what is known until somebody changes it; what was sent is kept as it was.
    The buttons say what happens: `update` writes the letter anew and saves nothing, `sent` keeps it as sent.
    """

    subject = forms.CharField(label=gettext_lazy("Subject"), required=False, max_length=200)
    message = forms.CharField(
        label=gettext_lazy("Your agenda"),
        required=False,
        max_length=LONGEST_AGENDA,
        widget=forms.Textarea(attrs={"rows": 14}),
    )
    composed = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)

    last_question = LAST_QUESTION

    class Meta:
        model = Meeting
        fields = ["asks_for", "preparation"]
        widgets = {
            "asks_for": forms.Textarea(attrs={"rows": 2}),
            "preparation": forms.Textarea(attrs={"rows": 3}),
        }

    def __init__(self, *args, moment: letters.Moment, **kwargs):
        super().__init__(*args, **kwargs)
        self.moment = moment
        self.own = letters.own_wording(self.owner, moment.kind)
        self.fields["asks_for"].help_text = _("One thing: a story, a look at something, an honest opinion.")
        self.fields["preparation"].help_text = _("Only for you.")
        for field in self.visible_fields():
            field.field.widget.attrs["class"] = "form-control"
        if not self.is_bound:
            self.rewrite()
            if self.instance.agenda_subject:
                self.initial.update(subject=self.instance.agenda_subject, message=self.instance.agenda)

    def as_it_stands(self, record) -> "PrepareSessionForm":
        """With the same facts."""
        return PrepareSessionForm(instance=record, owner=self.owner, moment=self.moment)

    def compose(self) -> letters.Letter:
        """The letter as it follows from the facts and what is asked for now."""
        asks_for = "\n".join((self["asks_for"].value() or "").splitlines()).strip()
        moment = replace(self.moment, words=self.moment.words | {"asks_for": asks_for})
        letter = moment.compose(self.own)
        return letters.Letter(letter.subject[:LONGEST_SUBJECT], letter.message[:LONGEST_AGENDA])

    def as_sent(self) -> letters.Letter:
        """The letter as it is sent: the person's own words, or those it follows from."""
        return self.letter if self.has_own_words() else self.compose()

    @property
    def recipient(self) -> str:
        """The address of the other person."""
        return self.moment.to.email

    def full_clean(self):
        """As ever; what is wrong is marked at the fields the page lays out by hand."""
        super().full_clean()
        for name in set(self.fields) & set(self._errors or ()):
            self.fields[name].widget.attrs["class"] = "form-control is-invalid"

    def save(self, commit=True):
        """Save, with the letter where it is the person's own or was sent; else it goes on following."""
        meeting = self.instance
        if self.has_own_words():
            subject = " ".join(self.cleaned_data["subject"].split()) or self.compose().subject
            meeting.agenda_subject, meeting.agenda = subject, self.cleaned_data["message"]
        elif "sent" in self.data or meeting.agenda_sent_on:
            letter = self.compose()
            meeting.agenda_subject, meeting.agenda = letter.subject, letter.message
        elif meeting.agenda_subject:
            meeting.agenda_subject = meeting.agenda = ""
        return super().save(commit)
