"""`{% url %}` as Django has it, but an address is looked up once in a process: a page names about fifteen.

The settings put it among the tags that need no `{% load %}`, in the place of Django's.
"""

from django import template
from django.template import defaulttags
from django.urls import NoReverseMatch
from django.utils.html import conditional_escape

from ..links.addresses import page_url, record_url

register = template.Library()


class AddressNode(defaulttags.URLNode):
    """The address of a page, or of a record's by its number."""

    def render(self, context) -> str:
        """Printed, or kept under the name after `as`; what isn't known here is left to Django."""
        address = self.known(*(arg.resolve(context) for arg in self.args))
        if address is None:
            return super().render(context)
        if self.asvar:
            context[self.asvar] = address
            return ""
        return conditional_escape(address) if context.autoescape else address

    def known(self, pk: object = None) -> str | None:
        """The address; None where there is none, or where something else than a number stands in it."""
        name = self.view_name.var
        try:
            if not self.args:
                return page_url(name)
            return record_url(name, pk) if type(pk) is int and pk >= 0 else None
        except NoReverseMatch:
            return None


@register.tag
def url(parser, token) -> template.Node:
    """`{% url "goals.detail" goal.pk %}`; with more in it, or in another package's namespace, it is Django's own."""
    node = defaulttags.url(parser, token)
    name = node.view_name
    if len(node.args) > 1 or node.kwargs or name.is_var or name.filters or ":" in name.var:
        return node
    return AddressNode(name, node.args, {}, node.asvar)
