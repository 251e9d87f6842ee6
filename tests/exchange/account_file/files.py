"""An account as its file, whole and in the pieces in which it is read."""

from mentoring.exchange.account_file.write import archive_of
from mentoring.models import User


def whole(owner) -> str:
    return "".join(archive_of(User.objects.get(pk=owner.pk)))


def pieces(text: str) -> list[str]:
    """A file as it comes in: in pieces that end anywhere."""
    return [text[at : at + 997] for at in range(0, len(text), 997)]
