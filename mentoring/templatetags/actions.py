"""A row of "What to do next", printed in one step: a page has twenty of them."""

from collections.abc import Mapping

from django import template
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from ..drawing.drawings import ICONS
from ..links.addresses import page_url, record_url
from ..models.facts import Reply
from ..status.next_actions import Action
from ..text.html import escaped, hidden
from .waymark import csrf, menu

register = template.Library()


@register.simple_tag(takes_context=True)
def action_row(context, action: Action, waits: bool = False) -> SafeString:
    """What, why and by when, with its circle, the answers and its menu: `{% action_row action %}`.

    One that `waits` for somebody who was away is not called late, and no day stands beside it.
    """
    today = context["standing"].today
    is_late, words = (False, "") if waits else (action.is_late(today), action.due_in_words(today))
    css = "next-item is-late" if is_late else "next-item"
    title = do_it(context, action, "next-title")
    why = f'<p class="next-why">{escaped(action.why)}</p>' if action.why else ""
    due = f'<span class="due{" is-late" if is_late else ""}">{escaped(words)}</span>' if words else ""
    parts = [
        _tick(context, action),
        f'<div class="next-body">{title}{why}</div>',
        reply_buttons(context, action.replies, action.title, "next-answers"),
        f'<div class="next-meta">{due}{_menu(context, action)}</div>',
    ]
    shown = "\n".join(filter(None, parts))
    return SafeString(f'<li class="{css}">\n{shown}\n</li>')


@register.simple_tag(takes_context=True)
def do_it(context, action: Action, css: str) -> SafeString:
    """Its title, which leads to where it is done, or begins it at once: `{% do_it action "btn btn-primary" %}`."""
    words = escaped(action.title)
    if not action.fields:
        return SafeString(f'<a class="{css}" href="{escaped(action.url)}">{words}</a>')
    button = f'<button class="{css}" type="submit">{words}</button>'
    return SafeString(_form(context, action.url, action.fields, button))


@register.simple_tag(takes_context=True)
def reply_buttons(context, replies, about: str, css: str = "", small: bool = True) -> SafeString:
    """What may be heard from whoever is waited for, a button each: `{% reply_buttons action.replies action.title %}`.

    With `css` they stand in an element of their own.
    """
    look = "btn btn-secondary btn-sm" if small else "btn btn-secondary"
    buttons = "".join(_reply_button(context, reply, about, look) for reply in replies)
    return SafeString(f'<div class="{css}">{buttons}</div>' if buttons and css else buttons)


@register.simple_tag(takes_context=True)
def record_as_done(context, action: Action, about: str = "", css: str = "btn btn-secondary") -> SafeString:
    """The button that records it as done today, in its own words: `{% record_as_done action %}`."""
    label = action.done_label or _("Record as done")
    words = f'{escaped(label)}<span class="visually-hidden">: {escaped(about or action.title)}</span>'
    button = f'<button class="{css}" type="submit">{words}</button>'
    return SafeString(_form(context, action.done_url or "", action.done_fields, button))


def _reply_button(context, reply: Reply, about: str, css: str) -> str:
    words = f'{escaped(reply.label)}<span class="visually-hidden">: {escaped(about)}</span>'
    if reply.asks:
        return f'<a class="{css}" href="{escaped(reply.url)}">{words}</a>'
    button = f'<button class="{css}" type="submit">{words}</button>'
    return _form(context, reply.url, reply.fields, button)


def _form(context, url: str, fields: Mapping[str, str | int], button: str) -> str:
    """A form that comes back to where it stands."""
    along = "".join(hidden(name, value) for name, value in {"next": _here(context), **fields}.items())
    return f'<form method="post" action="{escaped(url)}">{csrf(context)}{along}{button}</form>'


def _here(context) -> str:
    # A page says where else its buttons lead: to a row of it, or to the next thing.
    return context.get("next") or context["request"].path + ("#next" if context.get("standing") else "")


def _menu(context, action: Action) -> SafeString:
    """Done on another day, later, or not at all."""
    later = page_url("next_actions.postponed")
    fields = {"key": action.key, "next": _here(context), **action.done_fields}
    lines = []
    if action.done_url and action.takes_day:
        lines.append(_link("next_actions.done", action, _("Done on another day…")))
    if action.later_url:
        lines.append(_button(action.later_url, _("Until next time")))
    lines += [
        _button(later, _("Remind me tomorrow"), ' name="days" value="1"'),
        _link("next_actions.later", action, _("Remind me later…")),
        "".join(hidden(name, value) for name, value in fields.items())
        + _button(action.skip_url or later, _("Not needed"), ' name="not_needed" value="1"'),
    ]
    return menu(context, "".join(f"<li>{line}</li>" for line in lines), about=action.title)


def _tick(context, action: Action) -> str:
    """The circle that records it as done; nothing where only a decision finishes it."""
    if not action.done_url:
        return '<span aria-hidden="true"></span>'
    words = escaped(_("Record as done: %(what)s") % {"what": action.title})
    button = f'<button type="submit" class="tick" aria-label="{words}">{ICONS["check-lg"]}</button>'
    return _form(context, action.done_url, action.done_fields, button)


def _button(url: str, words: str, value: str = "") -> str:
    return f'<button type="submit" formaction="{escaped(url)}"{value}>{escaped(words)}</button>'


def _link(name: str, action: Action, words: str) -> str:
    return f'<a href="{escaped(record_url(name, action.key))}">{escaped(words)}</a>'
