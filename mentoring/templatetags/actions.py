"""A row of "What to do next", printed in one step: a page has twenty of them."""

from django import template
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from ..drawing.drawings import ICONS
from ..links.addresses import page_url, record_url
from ..status.next_actions import Action, Group
from ..text.html import escaped
from .waymark import csrf, due, hidden, menu

register = template.Library()


@register.simple_tag(takes_context=True)
def action_row(context, action: Action) -> SafeString:
    """What, why and by when, with its button and its menu: `{% action_row action %}`."""
    css = "next-item is-late" if action.group == Group.OVERDUE else "next-item"
    title = f'<a class="next-title" href="{escaped(action.url)}">{escaped(action.title)}</a>'
    body = f'<div class="next-body">{title}<p class="next-why">{escaped(action.why)}</p></div>'
    meta = f'<div class="next-meta">{due(action.due_on)}{_menu(context, action)}</div>'
    return SafeString(f'<li class="{css}">\n{_tick(context, action)}\n{body}\n{meta}\n</li>')


def _menu(context, action: Action) -> SafeString:
    """Done today or on another day, later, or not at all."""
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


def _tick(context, action: Action) -> str:
    """The button that says it is done, or an arrow to where it is done."""
    if not action.done_url:
        link = f'<a class="tick" href="{escaped(action.url)}" tabindex="-1" aria-hidden="true">'
        return f"{link}{ICONS['arrow-right']}</a>"
    fields = {"next": context["request"].path, **action.done_fields}
    along = "".join(hidden(name, value) for name, value in fields.items())
    words = escaped(_("Mark done: %(what)s") % {"what": action.title})
    button = f'<button type="submit" class="tick" aria-label="{words}">{ICONS["check-lg"]}</button>'
    form = f'<form method="post" action="{escaped(action.done_url)}">'
    return f"{form}{csrf(context)}{along}{button}</form>"


def _done(action: Action) -> list[str]:
    if not action.done_url:
        return []
    another_day = [_link("next_actions.done", action, _("Done on another day…"))] if action.takes_day else []
    return [_button(action.done_url, _("Done today")), *another_day]


def _button(url: str, words: str, value: str = "") -> str:
    return f'<button type="submit" formaction="{escaped(url)}"{value}>{escaped(words)}</button>'


def _link(name: str, action: Action, words: str) -> str:
    return f'<a href="{escaped(record_url(name, action.key))}">{escaped(words)}</a>'
