"""The rail: where the search stands, on every signed-in page."""

from django import template
from django.contrib.humanize.templatetags.humanize import intcomma
from django.utils.safestring import SafeString

from ..drawing.drawings import ICONS
from ..pages import dashboard
from ..pages.dashboard import Rail, RailLink, RailStep
from ..status.records import records_of
from ..text.html import escaped

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


@register.simple_tag
def rail_steps(rail: Rail) -> SafeString:
    """The four steps with their pages, printed in one go since every page has them: `{% rail_steps rail %}`."""
    return SafeString("\n".join([_one_step(step, [] if rail.is_new else step.links) for step in rail.steps]))


def _one_step(step: RailStep, links: list[RailLink]) -> str:
    css = f"rail-step is-{step.state}" + (" is-past" if step.is_past else "")
    current = f' aria-current="{step.current}"' if step.current else ""
    dot = ICONS["check-lg"] if step.state == "done" else str(step.number)
    link = (
        f'<a class="rail-link" href="{escaped(step.url)}"{current}><span class="dot" aria-hidden="true">{dot}</span>\n'
        f'<span class="rail-text"><span class="visually-hidden">{escaped(step.spoken)} </span><span class="rail-name">'
        f'<span class="rail-wide">{escaped(step.name)}</span><span class="rail-short">{escaped(step.short)}</span>'
        f'</span><span class="rail-state">{escaped(step.line)}</span></span></a>'
    )
    pages = f'\n<ul class="rail-sub">{"".join(map(_link_to, links))}</ul>' if links else ""
    return f'<li class="{css}">\n{link}{pages}\n</li>'


def _link_to(link: RailLink) -> str:
    current = ' aria-current="page"' if link.current else ""
    count = f'<span class="count">{intcomma(link.count)}</span>' if link.count else ""
    if link.today:
        count = f'<span class="pill pill-now">{escaped(link.today)}</span>'
    return f'<li><a href="{escaped(link.url)}"{current}>{escaped(link.label)}{count}</a></li>'
