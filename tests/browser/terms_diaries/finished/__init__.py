"""Not now and then yes; a second mentor, a change and a longer term; finished, and shown until its last day."""

from .agreeing import AGREEING
from .ending import ENDING
from .second_mentor import SECOND_MENTOR
from .sessions import SESSIONS

FINISHED = AGREEING + SESSIONS + SECOND_MENTOR + ENDING
