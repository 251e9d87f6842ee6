"""What the tests of contacts share: their addresses, and what a page says of them."""

import re

from django.urls import reverse

INDEX = reverse("contacts.index")
HUGE = "1" + "0" * 30


def url(name, contact):
    room = "contacts" if name in ("detail", "edit", "delete") else "marks"
    return reverse(f"{room}.{name}", args=[contact.pk])


def names_on(page) -> list[str]:
    text = page.content.decode().replace("<mark>", "").replace("</mark>", "")
    return re.findall(r'class="person-name" href="[^"]+">([^<]+)<', text)


def flash_of(page) -> list[str]:
    return [str(message) for message in page.context["messages"]]
