"""The search, read downwards: goals, criteria, contacts, assessments, introductions, meetings, agreements."""

from .agreements import AgreementGoal, MentorAgreement
from .assessments import Answer, Assessment
from .contacts import Contact, Interaction, Tag
from .criteria import MentorCriterion
from .goals import Goal, GoalStep
from .introductions import Introduction
from .mailings import Mailing, ReminderRun
from .meetings import Meeting
from .moves import FellThrough
from .own_letters import LetterKind, OwnLetter
from .postponements import Postponement
from .reminders import Reminder
from .reviews import Review
from .users import User

__all__ = [
    "AgreementGoal",
    "Answer",
    "Assessment",
    "Contact",
    "FellThrough",
    "Goal",
    "GoalStep",
    "Interaction",
    "Introduction",
    "LetterKind",
    "Mailing",
    "Meeting",
    "MentorAgreement",
    "MentorCriterion",
    "OwnLetter",
    "Postponement",
    "Reminder",
    "ReminderRun",
    "Review",
    "Tag",
    "User",
]
