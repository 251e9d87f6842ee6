"""What of an account needs mail, and how it is told where none can be sent."""

import re

import pytest
from django.core import mail
from django.http.response import HttpResponseBase


@pytest.mark.parametrize(
    "path",
    [
        "/accounts/password/reset/",
        "/accounts/password/reset/done/",
        "/accounts/confirm-email/",
        "/accounts/confirm-email/abc/",
    ],
)
def test_pages_that_need_mail_are_not_there_without(db, client, path):
    assert client.get(path).status_code == 404


def test_nothing_that_needs_mail_is_offered_without(db, client):
    assert "forgot" not in client.get("/accounts/login/").content.decode()


@pytest.mark.every_database
def test_password_is_reset_by_a_link_in_a_mail(leila, client, with_mail):
    assert "I’ve forgotten my password" in client.get("/accounts/login/").content.decode()
    for address in ("leila@example.org", "nobody@example.org"):
        response = client.post("/accounts/password/reset/", {"email": address})
        assert response.url == "/accounts/password/reset/done/"
    assert [message.to for message in mail.outbox] == [["leila@example.org"]]

    (link,) = re.findall(r"http://testserver(\S+)", mail.outbox[0].body)
    form = client.get(link, follow=True)
    done = client.post(form.request["PATH_INFO"], {"password1": "three other words"})

    leila.refresh_from_db()
    assert done.url == "/accounts/password/reset/key/done/"
    assert leila.check_password("three other words")


def test_mail_leaves_once_the_answer_is_out(leila, client, with_mail, monkeypatch, caplog):
    """So that neither the mail nor its failure tells whose address is known."""
    close, sent_before = HttpResponseBase.close, []
    monkeypatch.setattr(
        HttpResponseBase, "close", lambda self: (sent_before.append(len(mail.outbox)), close(self))
    )

    client.post("/accounts/password/reset/", {"email": "leila@example.org"})
    assert (sent_before, len(mail.outbox)) == ([0], 1)

    monkeypatch.setattr(mail.EmailMessage, "send", lambda self: 1 / 0)
    answer = client.post("/accounts/password/reset/", {"email": "leila@example.org"})
    assert answer.url == "/accounts/password/reset/done/"
    assert caplog.messages == ["An email about an account couldn’t be sent."]
