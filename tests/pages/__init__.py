"""What a page says, for tests: its HTML with every run of white space as one, and its flashes."""

from django.contrib.messages import get_messages


def html_of(response) -> str:
    """The HTML of an answer, however its lines are broken."""
    return " ".join(response.content.decode().split())


def flashes(response) -> list[str]:
    """The messages an answer carries, or a redirect carries to the next page."""
    return [str(message) for message in get_messages(response.wsgi_request)]


def undo_of(response) -> str:
    """The address that takes back what the last flash says."""
    return list(get_messages(response.wsgi_request))[-1].extra_tags


def flashes_with_undo(response) -> list[tuple[str, str]]:
    """The flashes, each with the address that takes the deed back."""
    return [(str(message), message.extra_tags) for message in get_messages(response.wsgi_request)]
