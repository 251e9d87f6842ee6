"""What templates draw: days in words, people, fit, small forms, the marks on a form."""

import datetime as dt

import pytest
from django import forms
from django.core.paginator import Paginator
from django.template import Context, Template
from django.test import RequestFactory

from mentoring.drawing import drawings
from mentoring.drawing.icons import PATHS
from mentoring.forms.field_errors import InOurWords
from mentoring.pages.dashboard import RailStep
from tests.factories import ContactFactory

TODAY = dt.date(2026, 3, 12)


def render(source: str, path: str = "/contacts/", **context) -> str:
    request = RequestFactory().get(path)
    return Template("{% load i18n waymark %}" + source).render(
        Context({"request": request, "csrf_token": "secret", **context})
    )


# Days


def test_day_filters_count_from_today(freeze):
    freeze(TODAY)

    words = render("{{ d|day }}, {{ d|long_day }}, {{ d|plain_day }}, {{ d|short_day }}", d=TODAY)
    due = render("{% due d %}", d=dt.date(2026, 3, 10))

    assert words == "Thu 12 March, Thursday 12 March, 12 March, 12 Mar"
    assert due == '<span class="due">Planned for 10 March</span>'


def test_day_filters_take_a_moment_as_the_day_of_the_person(freeze, settings):
    freeze(TODAY)
    moment = dt.datetime(2026, 3, 11, 23, 30, tzinfo=dt.UTC)

    assert render("{{ m|plain_day }}", m=moment) == "11 March"
    settings.TIME_ZONE = "Europe/Berlin"
    assert render("{{ m|plain_day }}", m=moment) == "12 March"


def test_day_filters_say_nothing_without_a_day():
    assert render("{{ d|day }}{% due d %}", d=None) == ""


# Drawings


def test_icon_is_hidden_from_readers():
    assert render('{% icon "flag" %}') == str(drawings.ICONS["flag"])
    assert 'aria-hidden="true" focusable="false"' in drawings.ICONS["flag"]
    assert PATHS["flag"] in drawings.ICONS["flag"]


def test_avatar_shows_initials_and_tints_prospects():
    prospect = ContactFactory.build(name="Margaret Lindqvist", prospect_on=TODAY, owner=None)
    other = ContactFactory.build(name="<Ben", owner=None)

    drawn = render("{% avatar contact %}", contact=prospect)
    large = render("{% avatar contact large=True %}", contact=other)

    assert drawn == '<span class="av av-p" aria-hidden="true">ML</span>'
    assert large == '<span class="av av-lg" aria-hidden="true">&lt;</span>'


@pytest.mark.parametrize(
    ("number", "word"), [(1, "Prospect"), (2, "Asked about"), (3, "Introduced"), (4, "Met"), (5, "Agreed")]
)
def test_stage_has_the_notch_reached_and_its_word(number, word):
    drawn = render("{% stage number %}", number=number)

    assert drawn.count('class="on"') == number - 1
    assert drawn.count('class="now"') == 1
    assert drawn.count('class="off"') == 5 - number
    assert drawn.endswith(f"{word}</span>")


def test_stage_draws_nothing_for_who_is_no_prospect():
    assert render("{% stage 0 %}") == ""


def test_pips_draw_each_answer_and_count_them_in_words():
    drawn = render("{% pips answers %}", answers=["meets", "meets", "unknown", "does_not"])

    assert 'viewBox="0 0 53 14" width="53"' in drawn
    assert 'aria-label="Must-haves: 2 met, 1 not known, 1 not met"' in drawn
    assert drawn.count('class="pip-yes"') == 2
    assert '<rect class="pip-unknown" x="28.75" y="0.75" width="9.5" height="12.5" rx="2"/>' in drawn
    assert '<path class="pip-no" d="M44.3 3.8l6.4 6.4m0 -6.4l-6.4 6.4"/>' in drawn


def test_pips_of_nice_to_haves_are_lower_and_their_crosses_grey():
    drawn = render('{% pips answers "nice" %}', answers=["meets", "does_not"])

    assert 'aria-label="Nice-to-haves: 1 met, 1 not met"' in drawn
    assert '<rect class="pip-yes" x="0" y="3" width="11" height="8" rx="2"/>' in drawn
    assert 'class="pip-no is-soft"' in drawn


def test_pips_stand_in_one_order_whatever_the_order_of_the_criteria():
    drawn = render("{% pips answers %}", answers=["does_not", "unknown", "meets"])

    assert drawn.index("pip-yes") < drawn.index("pip-unknown") < drawn.index("pip-no")


def test_pips_draw_nothing_without_criteria():
    assert render("{% pips answers %}", answers=[]) == ""


def test_live_logo_draws_what_is_under_way_on_top():
    states = ["done", "now", "ahead", "ahead"]
    steps = [RailStep(n, "", "", "", state, "", "") for n, state in enumerate(states, 1)]

    drawn = render("{% live_logo steps %}", steps=steps)

    assert [part.split('"')[0] for part in drawn.split("<path")[1:]] == [
        " class=",
        " class=",
        " d=",
        " class=",
    ]
    assert drawn.index('class="is-ahead"') < drawn.index(drawings.STROKES[0]) < drawn.index('class="is-now"')


# Small forms


def test_tick_is_a_form_that_names_what_it_marks():
    open_tick = render("{% tick '/steps/1/ticked/' title %}", title="Call <Sam>")
    done_tick = render("{% tick '/steps/1/unticked/' 'Call' done=True %}")

    assert '<form method="post" action="/steps/1/ticked/"><input type="hidden" name="csrfmiddl' in open_tick
    assert 'class="tick" aria-label="Record as done: Call &lt;Sam&gt;"' in open_tick
    assert 'class="tick tick-done" aria-label="Mark as not done: Call"' in done_tick


def test_post_button_carries_fields_and_says_what_it_is_about():
    drawn = render(
        "{% post_button '/goals/1/parked/' 'Park' icon='flag' about=title next='/goals/' %}",
        title="Lead <well>",
    )

    assert '<form method="post" action="/goals/1/parked/">' in drawn
    assert 'name="csrfmiddlewaretoken"' in drawn
    assert '<input type="hidden" name="next" value="/goals/">' in drawn
    assert 'Park<span class="visually-hidden">: Lead &lt;well&gt;</span></button>' in drawn


def test_menu_posts_its_buttons_without_a_script():
    dots = render("{% menu about='Sam' %}<li>{{ x }}</li>{% endmenu %}", x="<b>")
    word = render("{% menu _('More') %}{% endmenu %}")

    assert '<details name="menu" class="menu"><summary aria-label="More for: Sam">' in dots
    assert '<form method="post"><input type="hidden" name="csrfmiddlewaretoken"' in dots
    assert '<ul class="menu-list"><li>&lt;b&gt;</li></ul></form></details>' in dots
    assert '<details name="menu" class="menu menu-btn"><summary>More <svg' in word


def test_copy_and_print_buttons_wait_for_the_script():
    copy = render("{% copy_button 'id_link' %}")
    small = render("{% copy_button 'id_link' label='Copy the link' icon_only=True %}")
    print_ = render("{% print_button %}")

    assert copy.startswith('<template data-copy="id_link" data-copied="Copied"><button type="button"')
    assert '<span aria-live="polite">Copy</span>' in copy
    assert '<span class="visually-hidden" aria-live="polite">Copy the link</span>' in small
    assert print_.startswith("<template data-print><button")


# Lists


def test_pager_keeps_the_rest_of_the_address():
    page = Paginator(range(1842), 20).page(3)

    drawn = render("{% pager page 'Pages of contacts' %}", path="/contacts/?q=ada&page=3", page=page)

    assert '<nav class="pager" aria-label="Pages of contacts">' in drawn
    assert "41 to 60 of 1,842" in drawn
    assert 'href="?q=ada&amp;page=2" rel="prev"' in drawn
    assert 'href="?q=ada&amp;page=93"' in drawn
    assert drawn.count('aria-current="page"') == 1


def test_pager_is_silent_with_one_page():
    assert render("{% pager page 'Pages' %}", page=Paginator([1], 20).page(1)).strip() == ""


# What is wrong with a form


class SampleForm(InOurWords, forms.Form):
    title = forms.CharField()
    ends = forms.DateField(error_messages={"invalid": "Choose a last day after the first day"})
    fit = forms.ChoiceField(choices=[("yes", "Yes"), ("no", "No")], widget=forms.RadioSelect, required=False)

    asks_to_overrule = False
    overrule = forms.BooleanField(required=False, label="Save it anyway")
    warnings: tuple = ()

    def clean(self):
        raise forms.ValidationError(["Both <cannot> be true", *self.warnings])


SUMMARY = '{% include "mentoring/parts/error_summary.html" %}'


def test_error_summary_links_to_every_field_once():
    form = SampleForm({"title": "", "ends": "x", "fit": "maybe"})

    shown = render(SUMMARY, form=form)
    again = render(SUMMARY, form=form)

    assert 'role="alert" tabindex="-1" data-focus><b>Please check four things</b>' in shown
    assert "<li>Both &lt;cannot&gt; be true</li>" in shown
    assert '<a href="#id_title">Title: Fill this in</a>' in shown
    assert '<a href="#id_ends">Choose a last day after the first day</a>' in shown
    assert '<a href="#id_fit_0">' in shown
    assert again.strip() == ""


def test_error_summary_says_nothing_of_a_form_not_yet_sent():
    assert render(SUMMARY, form=SampleForm()).strip() == ""
    assert render(SUMMARY, form=None).strip() == ""


def test_error_summary_says_what_stands_there_now():
    form = SampleForm({"title": "Mine", "ends": "2026-03-12"})
    form.conflicts = [("Title", "Theirs"), ("Place", "")]

    shown = render(SUMMARY, form=form)

    assert "Please check one thing" in shown
    assert "<li>Title: Theirs</li><li>Place: nothing</li>" in shown


def test_manners_are_warnings_with_a_tick_and_no_errors():
    form = SampleForm({"title": "Learn", "ends": "2026-03-12"})
    form.warnings, form.asks_to_overrule = ("You asked Sam last week",), True

    shown = render('{% include "mentoring/parts/manners.html" %}', form=form)
    summary = render(SUMMARY, form=form)

    assert '<div class="alert alert-warning" role="alert"' in shown
    assert "You asked Sam last week" in shown
    assert '<input type="checkbox" class="form-check-input" name="overrule" id="id_overrule">' in shown
    assert "You asked Sam last week" not in summary
