"""The menu of a row of "What to do next": a page has ten of them."""

from django import template
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from ..drawing.drawings import ICONS
from ..links.addresses import page_url, record_url
from ..status.next_actions import Action
from ..text.html import escaped
from .waymark import csrf, hidden, menu

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


@register.simple_tag(takes_context=True)
def action_tick(context, action: Action) -> SafeString:
    """The button that says it is done, or an arrow to where it is done: `{% action_tick action %}`."""
    if not action.done_url:
        link = f'<a class="tick" href="{escaped(action.url)}" tabindex="-1" aria-hidden="true">'
        return SafeString(f"{link}{ICONS['arrow-right']}</a>")
    fields = {"next": context["request"].path, **action.done_fields}
    along = "".join(hidden(name, value) for name, value in fields.items())
    words = escaped(_("Mark done: %(what)s") % {"what": action.title})
    button = f'<button type="submit" class="tick" aria-label="{words}">{ICONS["check-lg"]}</button>'
    form = f'<form method="post" action="{escaped(action.done_url)}">'
    return SafeString(f"{form}{csrf(context)}{along}{button}</form>")


def _done(action: Action) -> list[str]:
    if not action.done_url:
        return []
    another_day = [_link("next_actions.done", action, _("Done on another day…"))] if action.takes_day else []
    return [_button(action.done_url, _("Done today")), *another_day]


def _button(url: str, words: str, value: str = "") -> str:
    return f'<button type="submit" formaction="{escaped(url)}"{value}>{escaped(words)}</button>'


def _link(name: str, action: Action, words: str) -> str:
    return f'<a href="{escaped(record_url(name, action.key))}">{escaped(words)}</a>'
