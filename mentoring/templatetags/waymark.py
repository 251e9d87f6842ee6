"""What templates draw: icons, people, fit, stages, days, small forms and the marks on a form."""

import datetime as dt
from functools import partial
from urllib.parse import quote

from django import template
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from .. import letters
from ..advice.evidence import FINDINGS
from ..dates import days
from ..dates.clock import clock_words
from ..drawing import drawings
from ..drawing.drawings import ICONS
from ..forms import layout, summary
from ..links import addresses
from ..models.mid_sentence import mid_sentence
from ..text.html import escaped, hidden

register = template.Library()


# Cheaper than `{% url %}`, for lists: `{% page_url "goals.index" %}`, `{% record_url "goals.detail" goal.pk %}`.
register.simple_tag(addresses.page_url)
register.simple_tag(addresses.record_url)
# A choice as it goes on within a sentence: `{{ agreement.cadence|mid_sentence }}`.
register.filter(mid_sentence)


@register.simple_tag(takes_context=True)
def delete_url(context, name: str, pk: int | str) -> str:
    """The page that asks before a deletion, told which page of the list to come back to.

    `{% delete_url "goals.delete" goal.pk %}`. On a page of the record's own that is the list the person came from.
    """
    request, url = context["request"], addresses.record_url(name, pk)
    is_own = request.path.startswith(url.removesuffix("delete/"))
    left = addresses.parts_of(request.headers.get("Referer", "") if is_own else request.get_full_path())
    return f"{url}?next={quote(f'{left.path}?{left.query}')}" if left.query else url


@register.simple_tag
def icon(name: str) -> SafeString:
    """A Bootstrap icon, hidden from screen readers: `{% icon "flag" %}`."""
    return ICONS[name]


@register.simple_tag
def clock() -> str:
    """The clock by which hours are told, to stand beside them: `12:30 {% clock %}`."""
    return clock_words()


@register.simple_tag
def avatar(contact, large: bool = False) -> SafeString:
    """The contact's initials in a circle, tinted for a prospect: `{% avatar contact %}`."""
    css = "av" + (" av-p" if contact.is_prospect else "") + (" av-lg" if large else "")
    return SafeString(f'<span class="{css}" aria-hidden="true">{escaped(contact.initials)}</span>')


# Five notches and the word for a stage 1 to 5; nothing for 0: `{% stage 3 %}`.
register.simple_tag(drawings.stage_notches, name="stage")


@register.simple_tag
def pips(cells, kind: str = "must") -> SafeString:
    """A segment for each cell (or plain answer): `{% pips fit.must %}`, `{% pips fit.nice "nice" %}`."""
    return drawings.pip_row([str(getattr(cell, "answer", cell)) for cell in cells], nice=kind == "nice")


@register.simple_tag
def track_steps(steps) -> SafeString:
    """The dots of an introduction's track, each with its word and its day: `{% track_steps line.track %}`."""
    done = f'<span class="visually-hidden">, {escaped(_("done"))}</span>'
    dots = [
        f'<li class="is-{step.state}"><b>{escaped(step.label)}{done if step.state == "done" else ""}</b>'
        f"<span>{escaped(step.words)}</span></li>"
        for step in steps
    ]
    return SafeString("".join(dots))


@register.simple_tag
def cells(*numbers: int) -> SafeString:
    """Numbers as the cells of a row: `{% cells row.asks row.meetings %}`."""
    return SafeString("".join(f"<td>{number:d}</td>" for number in numbers))


@register.simple_tag
def live_logo(steps) -> SafeString:
    """The W of the rail, in the colours of its four steps."""
    return drawings.logo(step.state for step in steps)


@register.simple_block_tag
def capture(content: str) -> SafeString:
    """What stands inside, without the space around it, to be printed elsewhere or left out when it is empty.

    `{% capture as page_lede %}{% block lede %}{% endblock %}{% endcapture %}`.
    """
    return SafeString(content.strip())


@register.inclusion_tag("mentoring/parts/evidence.html", takes_context=True)
def evidence(context, about: str) -> dict:
    """What research found about "asking", "thanking" or "a_no": once a page, unless the person wants none."""
    request = context["request"]
    is_shown = request.user.shows_evidence and not getattr(request, "has_evidence", False)
    finding = FINDINGS.get(about) if is_shown else None
    if finding:
        request.has_evidence = True
    return {"finding": finding, "about": about}


@register.filter
def thanks_url(meeting) -> str:
    """The page on which the thanks after a meeting are written: `{{ meeting|thanks_url }}`."""
    return letters.meeting_url(meeting)


# Days --------------------------------------------------------------------------------------------


def _in_words(words, moment) -> str:
    """`words(day, today)` for a date or a moment; empty when there is none."""
    if not moment:
        return ""
    if isinstance(moment, dt.datetime):
        moment = timezone.localdate(moment)
    return words(moment, timezone.localdate())


# "Mon 16 March", "Thursday 12 March", "5 March" and "5 Mar".
register.filter("day", partial(_in_words, days.weekday_and_day))
for name in ("long_day", "plain_day", "short_day"):
    register.filter(name, partial(_in_words, getattr(days, name)))


@register.simple_tag
def due(moment) -> SafeString:
    """The day of something of the person's own, at the end of its row: `{% due step.due_on %}`; nothing without one."""
    if not moment:
        return SafeString()
    return SafeString(f'<span class="due">{escaped(_in_words(days.due_in_words, moment))}</span>')


# Small forms: every one is a plain POST --------------------------------------------------------------


def csrf(context) -> SafeString:
    """The hidden field that every form of ours has."""
    # One for the page: each call of `get_token` would mask it anew, at a third of what a small form costs.
    request = context["request"]
    if not hasattr(request, "csrf_field"):
        request.csrf_field = hidden("csrfmiddlewaretoken", context["csrf_token"])
    return request.csrf_field


@register.simple_tag(takes_context=True)
def tick(context, url: str, label: str, done: bool = False, next: str = "") -> SafeString:
    """The round button that marks a thing done or not done: `{% tick url action.title %}`; `next` is the way back."""
    words = (_("Mark as not done: %(what)s") if done else _("Record as done: %(what)s")) % {"what": label}
    css = "tick tick-done" if done else "tick"
    button = f'<button type="submit" class="{css}" aria-label="{escaped(words)}">{ICONS["check-lg"]}</button>'
    along = hidden("next", next) if next else ""
    return SafeString(f'<form method="post" action="{escaped(url)}">{csrf(context)}{along}{button}</form>')


@register.simple_tag(takes_context=True)
def post_button(
    context, url: str, label: str, css: str = "btn btn-secondary", icon: str = "", about: str = "", **fields
) -> SafeString:
    """A verb as a form with one button; further arguments travel as hidden fields.

    `{% post_button url "Park" css="btn btn-quiet btn-sm" icon="flag" about=goal.title on="2026-03-12" %}`:
    `about` completes the name of the button for those who hear it out of its row.
    """
    along = "".join(hidden(name, value) for name, value in fields.items())
    spoken = f'<span class="visually-hidden">: {escaped(about)}</span>' if about else ""
    words = f"{ICONS[icon] if icon else ''}{escaped(label)}{spoken}"
    button = f'<button type="submit" class="{escaped(css)}">{words}</button>'
    return SafeString(f'<form method="post" action="{escaped(url)}">{csrf(context)}{along}{button}</form>')


@register.simple_tag(takes_context=True)
def toggle(context, mark, about: str, next: str) -> SafeString:
    """A small form whose button is on or off, and keeps the focus: `{% toggle mark contact.name next=row.next %}`.

    `mark` has `id`, `url`, `label` and `is_on`; `about` completes the name of the button, `next` is the way back.
    """
    pressed, drawn = ("true", "check-lg") if mark.is_on else ("false", "plus-lg")
    words = f'{ICONS[drawn]}{escaped(mark.label)}<span class="visually-hidden">: {escaped(about)}</span>'
    css = f'class="btn btn-secondary btn-sm btn-tick px-2" aria-pressed="{pressed}"'
    button = f'<button type="submit" id="{escaped(mark.id)}" {css}>{words}</button>'
    form = f'<form method="post" action="{escaped(mark.url)}" data-home="{escaped(mark.id)}">'
    return SafeString(f"{form}{csrf(context)}{hidden('next', next)}{button}</form>")


@register.simple_block_tag(takes_context=True)
def menu(context, content, label: str = "", about: str = "") -> SafeString:
    """A menu of `<li>` with a link or `<button formaction="...">`, posted without a script.

    `{% menu about=action.title %}<li>...</li>{% endmenu %}` shows three dots, `{% menu _("More") %}` the
    word. One form is around the list, so it cannot stand inside another.
    """
    if label:
        css, summary = "menu menu-btn", f"<summary>{escaped(label)} {ICONS['chevron-down']}</summary>"
    else:
        words = _("More for: %(what)s") % {"what": about}
        css, summary = "menu", f'<summary aria-label="{escaped(words)}">{ICONS["three-dots"]}</summary>'
    form = f'<form method="post">{csrf(context)}<ul class="menu-list">{content}</ul></form>'
    return SafeString(f'<details name="menu" class="{css}">{summary}{form}</details>')


@register.simple_tag
def copy_button(
    target: str, label: str = "", css: str = "btn btn-secondary", icon_only: bool = False
) -> SafeString:
    """A button that copies the text of the element with the id `target`; the script puts it there.

    Where the script does not run there is no button, and the text can be selected.
    """
    return format_html(
        '<template data-copy="{}" data-copied="{}"><button type="button" class="{}">'
        '{}<span{} aria-live="polite">{}</span></button></template>',
        target,
        _("Copied"),
        css,
        ICONS["copy"],
        SafeString(' class="visually-hidden"') if icon_only else "",
        label or _("Copy"),
    )


@register.simple_tag
def print_button(label: str = "", css: str = "btn btn-secondary") -> SafeString:
    """A button that opens the printing window; the script puts it there."""
    return format_html(
        '<template data-print><button type="button" class="{}">{}{}</button></template>',
        css,
        ICONS["printer"],
        label or _("Print"),
    )


# Forms and lists -------------------------------------------------------------------------------------


@register.simple_tag
def pick(contact, several) -> SafeString:
    """The box that chooses a contact of a list, and the note that it was shown: `{% pick contact several %}`."""
    words = _("Choose %(contact)s") % {"contact": contact.name}
    ticked = " checked" if contact.pk in several.ticked else ""
    box = f'name="contact" value="{contact.pk}" aria-label="{escaped(words)}"{ticked}'
    return SafeString(f'<input type="checkbox" class="form-check-input" {box}>{hidden("shown", contact.pk)}')


register.simple_tag(layout.render_field, takes_context=True, name="form_field")
register.simple_tag(layout.render_control, name="control")
register.simple_tag(layout.render_ticks, name="ticks")


@register.simple_tag
def seg(field, legend: str = "") -> SafeString:
    """A three-way answer outside of a crispy form: `{% seg form.answer legend=criterion.text %}`."""
    return layout.render_seg(field, legend)


@register.simple_tag
def scale(field, legend: str = "", described: str = "") -> SafeString:
    """An answer from 1 to 5, or one of a few words, outside of a crispy form: `{% scale form.rated_trust %}`."""
    return layout.render_scale(field, legend, described)


@register.simple_tag
def choices(field, row: bool = False, hide_legend: bool = False) -> SafeString:
    """Radios or checkboxes as tiles outside of a crispy form: `{% choices form.theme row=True %}`."""
    return layout.render_choices(field, row=row, hide_legend=hide_legend)


register.simple_tag(summary.problems)
register.simple_tag(summary.warnings)


@register.inclusion_tag("mentoring/parts/pager.html", takes_context=True)
def pager(context, page, label: str) -> dict:
    """The pages of a list, keeping the rest of the address: `{% pager page "Pages of contacts" %}`."""
    numbers = page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    gap = page.paginator.ELLIPSIS
    return {
        "request": context["request"],
        "page": page,
        "label": label,
        "numbers": [None if number == gap else number for number in numbers],
    }
