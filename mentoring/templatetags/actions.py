"""The menu of a row of "What to do next": a page has ten of them."""

from django import template
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from ..links.addresses import page_url
from ..status.next_actions import Action
from ..text.html import escaped
from .waymark import hidden, menu

register = template.Library()


@register.simple_tag(takes_context=True)
def action_menu(context, action: Action) -> SafeString:
    """Done today or on another day, later, or not at all: `{% action_menu action %}`."""
    later = page_url("next_actions.postponed")
    fields = {"key": action.key, "next": context["request"].path, **action.done_fields}
    lines = [
        *_done(action),
        _button(later, _("Remind me tomorrow"), ' name="days" value="1"'),
        _button(later, _("Remind me in a week"), ' name="days" value="7"'),
        _link("next_actions.later", action, _("Remind me on a day…")),
        "".join(hidden(name, value) for name, value in fields.items())
        + _button(action.skip_url or later, _("Not needed"), ' name="not_needed" value="1"'),
    ]
    return menu(context, "".join(f"<li>{line}</li>" for line in lines), about=action.title)


def _done(action: Action) -> list[str]:
    if not action.done_url:
        return []
    another_day = [_link("next_actions.done", action, _("Done on another day…"))] if action.takes_day else []
    return [_button(action.done_url, _("Done today")), *another_day]


def _button(url: str, words: str, value: str = "") -> str:
    return f'<button type="submit" formaction="{escaped(url)}"{value}>{escaped(words)}</button>'


def _link(name: str, action: Action, words: str) -> str:
    return f'<a href="{escaped(reverse(name, args=[action.key]))}">{escaped(words)}</a>'
