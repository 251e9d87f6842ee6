"""A bookmark that opens "new contact" with the title and the address of the page somebody looks at."""

from django.urls import reverse

from .base_url import absolute

# Dragged into the browser's bookmarks it runs on pages elsewhere. Pressed on a page of ours it does nothing: our policy
# for content allows no such script.
SCRIPT = (
    'void open("{url}?title="+encodeURIComponent(document.title)+"&url="+encodeURIComponent(location.href))'
)


def bookmark() -> str:
    """The address of the bookmark, with that of this instance in it."""
    return "javascript:" + SCRIPT.format(url=absolute(reverse("contacts.new")))
