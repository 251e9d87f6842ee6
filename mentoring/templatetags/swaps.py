"""The part of a page that a form changes without leaving the page, where a script can see to it."""

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

register = template.Library()


@register.simple_tag
def region(name: str, *along: str) -> SafeString:
    """Attributes for the element with the id `name`: its forms swap only this element.

    `<section id="steps" {% region "steps" %}>`. The answer is the same whole page as without a script; htmx
    takes this element out of it, the flash and the rail, and whatever other ids stand in `along`.
    """
    besides = ",".join(["#flash:innerHTML", "#rail", *(f"#{other}" for other in along)])
    return format_html(
        'hx-boost="true" hx-target="#{0}" hx-select="#{0}" hx-select-oob="{1}" hx-swap="outerHTML show:none"'
        ' hx-push-url="false" hx-sync="#{0}:drop"',
        name,
        besides,
    )
