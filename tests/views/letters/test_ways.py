"""Where the letters are found."""

import pytest
from django.urls import reverse

from tests.pages import html_of
from tests.views.letters.writing import INDEX, MADE, meeting_url, url

pytestmark = pytest.mark.django_db


def test_links_lead_to_the_letter_and_one_click_stays(client_alice, ask):
    introduction = ask(**MADE)

    dashboard = html_of(client_alice.get("/"))
    row = html_of(client_alice.get(reverse("introductions.index")))
    detail = html_of(client_alice.get(reverse("introductions.detail", args=[introduction.pk])))
    contact = html_of(client_alice.get(reverse("contacts.detail", args=[introduction.prospect_id])))

    written = reverse("introductions.written", args=[introduction.pk])
    for page in (dashboard, row, detail, contact):
        assert f'href="{url(introduction, "first")}"' in page
        assert f'action="{written}"' in page


def test_meetings_lead_to_the_thanks(client_alice, meeting):
    held = meeting()

    for address in ("/", reverse("meetings.index")):
        assert f'href="{meeting_url(held)}"' in html_of(client_alice.get(address))


def test_settings_and_contacts_lead_to_letters(client_alice, daniel):
    assert f'href="{INDEX}"' in html_of(client_alice.get(reverse("account.settings")))
    contact = html_of(client_alice.get(reverse("contacts.detail", args=[daniel.pk])))
    assert f'href="{reverse("letters.keep_in_touch", args=[daniel.pk])}"' in contact
