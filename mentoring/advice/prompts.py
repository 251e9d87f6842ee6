"""What turns a vague wish into a specific goal: questions and an example for each area."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ..models import Goal

Words = str | Promise


@dataclass(frozen=True)
class Prompts:
    """For one area: a wish as people first say it, the questions to ask of it, and what it becomes."""

    vague: Words
    questions: tuple[Words, ...]
    example: Words
    success: Words


GENERAL = Prompts(
    vague=_("get better at leadership"),
    questions=(_("what kind of help it is"), _("what success looks like"), _("by when")),
    example=_("Learn to run meetings that end on time, with decisions, by June."),
    success=_("Four meetings in a row end on time, and every action has an owner."),
)

BY_AREA: dict[str, Prompts] = {
    Goal.Area.SKILL: Prompts(
        vague=_("become a better speaker"),
        questions=(
            _("What exactly will you do: run, write, present, negotiate?"),
            _("In which setting, and with whom?"),
            _("Who could tell that you can do it now?"),
            _("How many times, and by when?"),
        ),
        example=_("Run the monthly twelve-person meeting to its agenda and on time, by 30 June."),
        success=_("Three meetings in a row end on time, and two colleagues call them clear."),
    ),
    Goal.Area.BUSINESS: Prompts(
        vague=_("understand finance"),
        questions=(
            _("Which number or document do you want to read?"),
            _("For which unit, product or market?"),
            _("To whom will you explain it?"),
            _("How long may the explanation take?"),
        ),
        example=_("Explain from the balance sheet how each of our four units adds to the margin, by May."),
        success=_("My director follows my explanation for twenty minutes and has nothing to correct."),
    ),
    Goal.Area.EXPOSURE: Prompts(
        vague=_("see how others do it"),
        questions=(
            _("How many companies, and of which kind?"),
            _("What do you want to see there?"),
            _("What will you bring back, and for whom?"),
            _("What can you offer in return?"),
        ),
        example=_("Spend a day with three firms of 50 to 200 people that run two shifts, by September."),
        success=_("One page of lessons from each visit, and one of them tried out in my team."),
    ),
    Goal.Area.ROLE: Prompts(
        vague=_("settle into my new job"),
        questions=(
            _("Which situations are new to you?"),
            _("Which decision do you put off?"),
            _("What has to stand after ninety days?"),
            _("Who will notice the difference?"),
        ),
        example=_("Decide how the two teams are organised and tell them in person, by day 90."),
        success=_("Both teams can say who decides what, and nobody goes around me."),
    ),
    Goal.Area.BALANCE: Prompts(
        vague=_("have more time"),
        questions=(
            _("Which hours do you want back?"),
            _("Where is the limit, in words others can keep to?"),
            _("How will you count it?"),
            _("Who at home or at work will notice?"),
        ),
        example=_("Leave by six on four days a week for eight weeks, with no mail after eight."),
        success=_("Eight weeks in the calendar with four ticks each, and the family agrees."),
    ),
    Goal.Area.CAREER: Prompts(
        vague=_("get promoted"),
        questions=(
            _("From which role to which?"),
            _("Who decides, and on what evidence?"),
            _("Which gaps stand between you and it?"),
            _("Which one will you close first, and by when?"),
        ),
        example=_("Be ready to apply for plant manager: five gaps listed, three closed by December."),
        success=_("Somebody who hires plant managers reads my list and would invite me."),
    ),
    Goal.Area.OTHER: Prompts(
        vague=_("grow my network"),
        questions=(
            _("What will be different when it’s done?"),
            _("Where, and with whom?"),
            _("Which number or event will show it?"),
            _("By when, or when do you stop trying?"),
        ),
        example=_("Win ten paying customers for the workshop, or decide to stop, by October."),
        success=_("Ten invoices paid by people who didn’t know me before."),
    ),
}


def for_area(area: str) -> Prompts | None:
    """The prompts of one area; None when the area is not chosen yet or unknown."""
    return BY_AREA.get(area)


def every_area() -> list[tuple[str, Prompts]]:
    """The name of each area with its prompts, in the order in which a form offers them."""
    return [(Goal.Area(area).label, prompts) for area, prompts in BY_AREA.items()]
