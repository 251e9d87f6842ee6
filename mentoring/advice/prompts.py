"""What turns a vague wish into a specific goal: questions and an example for each area."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ..models import Goal

Words = str | Promise


@dataclass(frozen=True)
class Prompts:
    """For one area: a wish as people first say it, the questions to ask of it, and what it becomes.

    The test has its own pair, before and after; the step is one for this week.
    """

    vague: Words
    questions: tuple[Words, ...]
    example: Words
    untested: Words
    success: Words
    step: Words


# For a goal whose kind isn't chosen.
GENERAL = Prompts(
    vague=_("get better at leadership"),
    questions=(
        _("What would they see you do?"),
        _("Where, and who with?"),
        _("How often, or how many?"),
        _("Who could confirm it?"),
    ),
    example=_("Learn to run meetings that end on time, with decisions, by June."),
    untested=_("I’m a better leader"),
    success=_("Four meetings in a row end on time, and every action has an owner."),
    step=_("on Thursday, ask Priya which of my meetings she would drop."),
)

BY_AREA: dict[str, Prompts] = {
    Goal.Area.SKILL: Prompts(
        vague=_("become a better speaker"),
        questions=(
            _("What exactly will you do: run, write, present, negotiate?"),
            _("In what setting, and who with?"),
            _("Who could tell that you can do it now?"),
            _("How many times, and by when?"),
        ),
        example=_("Run the monthly twelve-person meeting to its agenda and on time, by 30 June."),
        untested=_("My meetings are better"),
        success=_("Three meetings in a row end on time, and two colleagues call them clear."),
        step=_("before Monday’s meeting, send the three questions it must answer."),
    ),
    Goal.Area.BUSINESS: Prompts(
        vague=_("understand finance"),
        questions=(
            _("Which number or document do you want to read?"),
            _("For which unit, product or market?"),
            _("Who will you explain it to?"),
            _("How long can the explanation take?"),
        ),
        example=_("Explain from the balance sheet how each of our four units adds to the margin, by May."),
        untested=_("I get the numbers"),
        success=_("My director follows my explanation for twenty minutes and has nothing to correct."),
        step=_("on Tuesday, ask Omar for last month’s accounts of one unit."),
    ),
    Goal.Area.EXPOSURE: Prompts(
        vague=_("see how others do it"),
        questions=(
            _("How many companies, and what kind?"),
            _("What do you want to see there?"),
            _("What will you bring back, and who for?"),
            _("What can you offer in return?"),
        ),
        example=_("Spend a day with three firms of 50 to 200 people that run two shifts, by September."),
        untested=_("I’ve seen other companies"),
        success=_("One page of lessons from each visit, and one of them tried out in my team."),
        step=_("write to two people who work in firms of that size."),
    ),
    Goal.Area.ROLE: Prompts(
        vague=_("settle into my new job"),
        questions=(
            _("Which situations are new to you?"),
            _("Which decision do you keep putting off?"),
            _("What should be in place after 90 days?"),
            _("Who will notice the difference?"),
        ),
        example=_("Decide how the two teams are organised and tell them in person, by day 90."),
        untested=_("I’ve settled in"),
        success=_("Both teams can say who decides what, and nobody goes around me."),
        step=_("on Tuesday, ask Beth what should stay as it is."),
    ),
    Goal.Area.BALANCE: Prompts(
        vague=_("have more time"),
        questions=(
            _("Which hours do you want back?"),
            _("Where’s the limit, in words other people can stick to?"),
            _("How will you count it?"),
            _("Who at home or at work will notice?"),
        ),
        example=_("Leave by six on four days a week for eight weeks, with no email after eight."),
        untested=_("I have more time"),
        success=_("Eight weeks in the calendar with four ticks each, and the family agrees."),
        step=_("block Wednesday from six, and tell the team."),
    ),
    Goal.Area.CAREER: Prompts(
        vague=_("get promoted"),
        questions=(
            _("Which role do you have now, and which do you want?"),
            _("Who decides, and on what evidence?"),
            _("What gaps are in your way?"),
            _("Which gap will you close first, and by when?"),
        ),
        example=_("Be ready to apply for plant manager: five gaps listed, three closed by December."),
        untested=_("I’ve been promoted"),
        success=_("Someone who hires plant managers reads my list and would interview me."),
        step=_("ask someone who holds the job which gap they would close first."),
    ),
    Goal.Area.OTHER: Prompts(
        vague=_("grow my network"),
        questions=(
            _("What will be different when it’s done?"),
            _("Where, and who with?"),
            _("Which number or event will show it?"),
            _("By when, or when do you stop trying?"),
        ),
        example=_("Win ten paying customers for the workshop, or decide to stop, by October."),
        untested=_("It went well"),
        success=_("Ten invoices paid by people who didn’t know me before."),
        step=_("write down the first three people to ask."),
    ),
}


def for_area(area: str) -> Prompts:
    """The prompts of one area; the general ones when the area is not chosen yet or unknown."""
    return BY_AREA.get(area, GENERAL)
