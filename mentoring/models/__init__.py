"""The search, read downwards: goals, criteria, contacts, assessments, introductions, meetings, agreements."""

from .agreements import AgreementGoal, MentorAgreement
from .answers import MentorAnswer, Suggestion
from .archives import Archive
from .assessments import Answer, Assessment
from .bulk_deeds import BulkDeed
from .changes import Change
from .command_runs import CommandRun
from .contacts import Contact, Interaction
from .criteria import MentorCriterion
from .goals import Goal, GoalStep
from .help import Help, HelpGiven, HelpWanted
from .imports import Import, ImportRow
from .introductions import Introduction
from .invitations import Invitation
from .letter_kinds import LetterKind
from .lookbacks import LookBack
from .mailings import Mailing, ReminderRun
from .meetings import Meeting
from .mentor_messages import MentorMessage
from .merges import Distinction, Merge
from .moves import FellThrough
from .own_letters import OwnLetter
from .postponements import Postponement
from .reminders import Reminder
from .reviews import Review
from .share_links import ShareLink
from .tags import Tag
from .tally import ContactTally
from .ties import Tie
from .unsent import UnsentForm
from .users import User

__all__ = [
    "AgreementGoal",
    "Answer",
    "Archive",
    "Assessment",
    "BulkDeed",
    "Change",
    "CommandRun",
    "Contact",
    "ContactTally",
    "Distinction",
    "FellThrough",
    "Goal",
    "GoalStep",
    "Help",
    "HelpGiven",
    "HelpWanted",
    "Import",
    "ImportRow",
    "Interaction",
    "Introduction",
    "Invitation",
    "LetterKind",
    "LookBack",
    "Mailing",
    "Meeting",
    "MentorAgreement",
    "MentorAnswer",
    "MentorCriterion",
    "MentorMessage",
    "Merge",
    "OwnLetter",
    "Postponement",
    "Reminder",
    "ReminderRun",
    "Review",
    "ShareLink",
    "Suggestion",
    "Tag",
    "Tie",
    "UnsentForm",
    "User",
]
