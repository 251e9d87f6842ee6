"""The rail: where the search stands, on every signed-in page."""

from django import template

from ..pages import dashboard
from ..status.records import records_of

register = template.Library()


@register.simple_tag(takes_context=True)
def rail(context):
    """The Rail of the signed-in person for the page that is shown: `{% rail as rail %}`.

    A page that has computed it already (where the search stands) passes it on as `rail`.
    """
    if "rail" in context:
        return context["rail"]
    request = context["request"]
    records = records_of(request)
    return dashboard.rail_of(records.user, records.today, request.path, records)
