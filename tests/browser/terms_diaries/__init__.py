"""What Leila's overview and Margaret's page say through whole terms; "(!)" stands before what is red."""

from .ended import ENDED
from .faded import FADED
from .finished import FINISHED

__all__ = ["ENDED", "FADED", "FINISHED"]
