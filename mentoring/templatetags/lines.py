"""How far something has come, drawn and in words: parts of a line that several pages have, printed in one step."""

from django import template
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ..links.addresses import record_url
from ..models import Goal
from ..models.assessments import Fit
from ..pages.dashboard.trail import TrailStage
from ..text.html import escaped
from .waymark import pips

register = template.Library()


@register.simple_tag
def fit_line(fit: Fit) -> SafeString:
    """How somebody fits, must-haves first: `{% fit_line fit %}`."""
    must = pips(fit.must), _("%(met)s of %(all)s must-have"), fit.must_met, len(fit.must)
    nice = pips(fit.nice, "nice"), _("%(met)s of %(all)s nice-to-have"), fit.nice_met, len(fit.nice)
    parts = [
        f"{drawn}<span>{escaped(words % {'met': met, 'all': every})}</span>"
        for drawn, words, met, every in (must, nice)
        if every
    ]
    return SafeString("\n".join(parts))


@register.simple_tag
def bar(value: int, of: int, label: str, css: str = "") -> SafeString:
    """How much of something is done, the label is only heard: `{% bar batch.read_to batch.total _("Rows read") %}`."""
    return SafeString(
        f'<progress class="{f"bar {css}".strip()}" value="{value}" max="{of}" aria-label="{escaped(label)}"></progress>'
    )


@register.simple_tag
def goal_bar(goal: Goal) -> SafeString:
    """How many steps of a goal are done: `{% goal_bar goal %}`. Needs `with_steps`."""
    done, every = goal.steps_done, goal.steps_all
    words = ngettext(
        "%(title)s: %(done)s of %(all)s step done", "%(title)s: %(done)s of %(all)s steps done", every
    ) % {"title": goal.title, "done": done, "all": every}
    return bar(done, every, words)


@register.simple_tag
def trail_stage(stage: TrailStage) -> SafeString:
    """One of the six points of the trail, and who is there now: `{% trail_stage stage %}`."""
    now, more = _("Here now:"), ngettext("and %(more)s more", "and %(more)s more", stage.more)
    link = more % {"more": stage.more} if stage.more else stage.link
    here = [
        f'<a href="{record_url("contacts.detail", contact.pk)}">{escaped(contact.first_name)}</a>'
        for contact in stage.here
    ]
    if here:
        here.insert(0, f'<span class="visually-hidden">{escaped(now)} </span>\n')
    if link:
        here.append(f'<a class="trail-more" href="{escaped(stage.url)}">{escaped(link)}</a>')
    css = "trail-stage" if stage.state == "done" else f"trail-stage is-{stage.state}"
    name = f'<span class="trail-n">{stage.number}</span><span class="trail-name">{escaped(stage.name)}</span>'
    return SafeString(f'<li class="{css}">{name}<span class="trail-here">{"".join(here)}</span></li>')
