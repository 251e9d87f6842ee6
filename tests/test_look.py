"""The look: one stylesheet put together from its parts, the frame of every page, the markup of forms."""

import gzip
import hashlib
import re
from pathlib import Path

import pytest
from crispy_forms.layout import Layout
from django import forms
from django.contrib import messages
from django.contrib.messages.storage.cookie import CookieStorage
from django.contrib.staticfiles import finders
from django.core.management import call_command
from django.template import Context, Template
from django.template.loader import render_to_string
from django.test import RequestFactory

from config import bundles
from mentoring.drawing.icons import PATHS
from mentoring.forms.base import PlainHelper
from mentoring.forms.field_errors import InOurWords
from mentoring.forms.layout import Choices, FormRow, render_choices, render_seg
from mentoring.pages.dashboard import Rail, RailLink, RailStep

pytestmark = pytest.mark.any_database

ROOT = Path(__file__).resolve().parent.parent
STATIC = ROOT / "static"
STYLES = STATIC / "mentoring/css"
VENDOR = STATIC / "vendor"

# Files


def own_css() -> str:
    return bundles.stylesheet()


def test_stylesheet_is_its_parts_in_order_as_they_are_now(monkeypatch, tmp_path):
    monkeypatch.setattr(bundles, "STATIC", tmp_path)
    tmp_path = tmp_path / "mentoring/css"
    tmp_path.mkdir(parents=True)
    (tmp_path / "02-late.css").write_text("/* two\n lines */\nb{color:red}\n")
    (tmp_path / "01-early.css").write_text("a{color:red}\n")

    assert Path(finders.find("mentoring/css/waymark.css")).read_text() == "a{color:red}\nb{color:red}\n"

    (tmp_path / "01-early.css").write_text("a{color:blue}\n")

    [found] = finders.find("mentoring/css/waymark.css", find_all=True)
    assert Path(found).read_text() == "a{color:blue}\nb{color:red}\n"


def test_stylesheet_is_at_most_16_kb_on_its_way():
    assert len(gzip.compress(own_css().encode(), 9)) <= 16 * 1024


def test_dark_is_the_same_whether_chosen_or_from_the_device():
    css = own_css()

    chosen = re.search(r'\n\[data-bs-theme="dark"\]\{\n(.*?)\n\}', css, re.DOTALL)
    device = re.search(r":root:not\(\[data-bs-theme\]\)\{\n(.*?)\n\}\}", css, re.DOTALL)

    assert chosen[1] == device[1]


def test_stylesheet_asks_only_for_files_that_are_there():
    addresses = re.findall(r'url\("?([^")]+)"?\)', own_css())

    assert addresses
    assert [address for address in addresses if not (STYLES / address).is_file()] == []


def test_vendored_files_are_those_the_readme_names():
    readme = (VENDOR / "README.md").read_text()
    files = [path for path in VENDOR.rglob("*") if path.suffix in {".css", ".js", ".woff2"}]

    assert [path.name for path in files if hashlib.sha256(path.read_bytes()).hexdigest() not in readme] == []
    folders = [path for path in VENDOR.iterdir() if path.is_dir()]
    assert [folder.name for folder in folders if not [*folder.glob("*LICENSE*"), *folder.glob("OFL*")]] == []


def test_first_visit_stays_light():
    files = [own_css().encode(), *(path.read_bytes() for path in STATIC.glob("**/*.js"))]

    assert sum(len(gzip.compress(file, 9)) for file in files) < 40_000


def test_script_writes_no_markup():
    script = (STATIC / "mentoring/js/app.js").read_text()

    assert not re.search(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\b", script)


def test_static_files_survive_hashing(settings, tmp_path):
    settings.STATIC_ROOT = tmp_path
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"}
    }

    call_command("collectstatic", interactive=False, verbosity=0, ignore_patterns=["admin"])

    [hashed] = tmp_path.glob("mentoring/css/waymark.*.css")
    assert re.search(r"figtree\.[0-9a-f]{12}\.woff2", hashed.read_text())
    assert re.search(r"chevron\.[0-9a-f]{12}\.svg", hashed.read_text())


def test_templates_use_only_icons_there_are():
    used = {
        (path.name, name)
        for path in (ROOT / "templates").rglob("*.html")
        for name in re.findall(r"""{% icon ["']([^"']+)|icon=["']([^"']+)""", path.read_text())
        for name in name
        if name
    }

    assert {(page, name) for page, name in used if name not in PATHS} == set()


# The frame


@pytest.mark.parametrize(("theme", "written"), [("device", None), ("light", "light"), ("dark", "dark")])
def test_theme_is_written_on_the_page_only_when_chosen(client_alice, alice, theme, written):
    alice.theme = theme
    alice.save()

    page = client_alice.get("/").content.decode()

    found = re.search(r'<html[^>]*data-bs-theme="(\w+)"', page)
    assert (found[1] if found else None) == written
    assert f'name="color-scheme" content="{written or "light dark"}"' in page


def test_signed_in_page_has_the_rail_and_a_way_out(client_alice):
    page = client_alice.get("/").content.decode()

    assert '<a class="skip" href="#main">' in page
    assert '<nav class="rail-nav" aria-label="Your search">' in page
    assert page.count('<li class="rail-step') == 4
    assert 'class="rail-home" href="/" aria-current="page"' in page
    assert '<form method="post" action="/accounts/logout/">' in page
    assert "Signed in as Alice Adler" in page
    assert '<div id="flash" role="status">' in page
    assert page.count("<main ") == page.count("<h1") == 1


def frame(part: str, rail: Rail) -> str:
    request = RequestFactory().get("/introductions/")
    request.user = "Alice"
    return " ".join(render_to_string(f"mentoring/parts/{part}.html", {"rail": rail}, request=request).split())


def network(**facts) -> RailStep:
    links = [
        RailLink("Contacts", "/contacts/", 24),
        RailLink("Introductions", "/introductions/", 6, "1 today", current=True),
        RailLink("Agreement", "/agreements/"),
    ]
    return RailStep(
        3, "Network", "Network", "/contacts/", "now", "under way", "5 prospects", links=links, **facts
    )


def steps(*others) -> list[RailStep]:
    done = RailStep(1, "Goals", "Goals", "/goals/", "done", "done", "3 goals")
    ahead = RailStep(4, "Meet and agree", "Agree", "/meetings/", "ahead", "not started", "Not started")
    return [
        done,
        RailStep(2, "Criteria", "Criteria", "/criteria/", "done", "done", "4 must-have"),
        *others,
        ahead,
    ]


def test_rail_says_the_state_of_each_step_in_words_and_looks():
    shown = frame("rail", Rail(steps(network(is_past=True, current="step"))))

    assert (
        '<li class="rail-step is-now is-past"> <a class="rail-link" href="/contacts/" aria-current="step">'
        in shown
    )
    assert '<span class="visually-hidden">Step 3, under way: </span>' in shown
    assert '<span class="rail-state">5 prospects</span>' in shown
    assert '<a href="/contacts/">Contacts<span class="count">24</span></a>' in shown
    assert 'aria-current="page">Introductions<span class="pill pill-now">1 today</span></a>' in shown
    assert '<a href="/agreements/">Agreement</a>' in shown


def test_rail_of_a_new_account_hides_the_pages_of_a_step():
    shown = frame("rail", Rail(steps(network(current="step")), is_new=True))

    assert "rail-sub" not in shown
    assert frame("subnav", Rail(steps(network(current="step")), is_new=True)) == ""


def test_subnav_shows_the_pages_of_the_step_one_is_in():
    shown = frame("subnav", Rail(steps(network(current="step"))))

    assert '<nav class="subnav" aria-label="Network pages">' in shown
    assert (
        '<a href="/introductions/" aria-current="page">Introductions <span class="count">6</span></a>'
        in shown
    )
    assert frame("subnav", Rail(steps(network()))) == ""


def test_messages_offer_to_undo_where_there_is_a_way_back():
    request = RequestFactory().get("/introductions/?tab=open")
    request._messages = CookieStorage(request)
    messages.success(request, "Done: you thanked <Priya>.", extra_tags="/introductions/7/forgotten/thanked/")
    messages.error(request, "This file has no column for names")

    shown = render_to_string("mentoring/parts/messages.html", request=request)

    assert '<div class="alert alert-success flash">' in shown
    assert "Done: you thanked &lt;Priya&gt;." in shown
    assert '<form method="post" action="/introductions/7/forgotten/thanked/">' in shown
    assert '<input type="hidden" name="next" value="/introductions/?tab=open">' in shown
    assert '<div class="alert alert-danger flash">' in shown
    assert shown.count("Undo") == 1


# The first page of a stranger


def test_landing_invites_to_start_while_sign_up_is_open(client, db, settings):
    settings.SIGNUP_OPEN = True

    page = client.get("/").content.decode()

    assert page.count('href="/accounts/signup/"') == 2
    assert page.count("<h1") == 1


def test_landing_offers_only_to_sign_in_when_sign_up_is_closed(client, alice):
    page = client.get("/").content.decode()

    assert "/accounts/signup/" not in page
    assert page.count('href="/accounts/login/"') == 2


# Forms


class SampleForm(InOurWords, forms.Form):
    title = forms.CharField(help_text="Where you’ll meet, or a link.")
    place = forms.CharField(required=False)
    ends = forms.DateField()
    area = forms.ChoiceField(choices=[("a", "Learn a skill")])
    outcome = forms.ChoiceField(
        choices=[("good", "A good fit"), ("bad", "Not a fit")], widget=forms.RadioSelect, required=False
    )
    answer = forms.ChoiceField(
        choices=[("meets", "Meets"), ("does_not", "Doesn’t"), ("unknown", "Don’t know")],
        widget=forms.RadioSelect,
    )
    known = forms.BooleanField(required=False)
    key = forms.CharField(widget=forms.HiddenInput, required=False)

    @property
    def helper(self):
        helper = PlainHelper(self)
        helper.layout = Layout(
            "title",
            "place",
            FormRow("ends", "area"),
            Choices("outcome"),
            "answer",
            "known",
        )
        return helper


def crispy(form) -> str:
    template = Template("{% load crispy_forms_tags %}{% crispy form %}")
    return " ".join(template.render(Context({"form": form, "request": RequestFactory().get("/")})).split())


def test_forms_mark_the_optional_and_not_the_required():
    shown = crispy(SampleForm())

    assert '<label for="id_title" class="form-label">Title </label>' in shown
    assert 'class="form-label">Place <span class="opt">(optional)</span> </label>' in shown
    assert "*" not in shown


def test_forms_leave_optional_unsaid_where_everything_is():
    class Filters(SampleForm):
        all_optional = True

    assert "(optional)" not in crispy(Filters())


def test_forms_tie_help_and_errors_to_the_field():
    shown = crispy(SampleForm({"title": "", "answer": "meets"}))

    assert re.search(
        r'<input [^>]*aria-invalid="true" aria-describedby="id_title_helptext id_title_error"', shown
    )
    assert (
        '<span id="id_title_error" class="invalid-feedback d-block">'
        "<strong>Fill this in</strong></span>" in shown
    )
    assert '<div id="id_title_helptext" class="form-text">Where you’ll meet, or a link.</div>' in shown
    assert shown.index("Please check three things") < shown.index('id="div_id_title"')


def test_fields_stand_beside_each_other_in_a_row():
    shown = crispy(SampleForm())

    row = shown[shown.index('class="form-row"') : shown.index("<fieldset")]
    assert 'id="div_id_ends"' in row
    assert 'id="div_id_area"' in row


def test_choices_are_tiles_with_hints():
    form = SampleForm({"outcome": "bad"})
    hints = {"good": "Next: write an agreement together."}
    shown = " ".join(render_choices(form["outcome"], row=True, hints=hints).split())

    assert '<fieldset id="div_id_outcome" class="choices choices-row mb-4">' in shown
    assert '<legend class="form-label">Outcome <span class="opt">(optional)</span>' in shown
    assert (
        '<label class="form-check-label" for="id_outcome_0">A good fit'
        "<small>Next: write an agreement together.</small></label>" in shown
    )
    assert re.search(r'name="outcome" value="bad" id="id_outcome_1" checked', shown)


def test_seg_colours_no_and_unknown():
    shown = " ".join(render_seg(SampleForm({"answer": "unknown"})["answer"]).split())

    assert (
        '<fieldset id="div_id_answer" class="seg"> <legend class="visually-hidden">Answer</legend>' in shown
    )
    assert re.search(r'class="form-check-input" name="answer" value="meets"', shown)
    assert re.search(r'class="form-check-input is-no" name="answer" value="does_not"', shown)
    assert re.search(r'class="form-check-input is-unknown" name="answer" value="unknown" [^>]*checked', shown)


def test_hidden_fields_are_sent_whatever_the_layout_names():
    assert '<input type="hidden" name="key"' in crispy(SampleForm())
