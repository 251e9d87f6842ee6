"""Django's tags for static files, which this takes the place of, but an address is looked up once in a process.

A page names five, and the list they are looked up in is read once at the start as well.
"""

from functools import cache

from django import template
from django.templatetags import static

register = template.Library()
register.tags.update(static.register.tags)


class FileNode(static.StaticNode):
    """The address of a static file."""

    @classmethod
    @cache
    def handle_simple(cls, path: str) -> str:
        """As the storage has it."""
        return super().handle_simple(path)


register.tag("static", FileNode.handle_token)
