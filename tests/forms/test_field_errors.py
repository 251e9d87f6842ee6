"""Every field error is in the product's words: whatever is typed, no form says what Django would."""

import importlib
import pkgutil

import pytest
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile

import mentoring.forms
from mentoring.forms.field_errors import InOurWords

FIELDS = [
    (forms.CharField(), "", "Fill this in"),
    (forms.CharField(max_length=3), "four", "Shorten this to 3 characters; it has 4"),
    (forms.CharField(min_length=9), "four", "Write at least 9 characters"),
    (forms.CharField(), "a\0", "There’s a character in it that can’t be saved. Type it again"),
    (forms.IntegerField(), "many", "Write a whole number"),
    (forms.IntegerField(min_value=5), "4", "Choose 5 or more"),
    (forms.IntegerField(max_value=5), "6", "Choose 5 or less"),
    (forms.DateField(), "", "Choose a day"),
    (forms.DateField(), "soon", "Write the day like this: 2026-06-24"),
    (forms.DateTimeField(), "soon", "Write the day and time like this: 2026-06-24 14:30"),
    (forms.TimeField(), "noon", "Write the time like this: 14:30"),
    (forms.EmailField(), "leila", "Write the email like this: name@example.com"),
    (
        forms.URLField(assume_scheme="https"),
        "nowhere at all",
        "Write the address like this: https://example.org",
    ),
    (forms.UUIDField(), "key", "Reload this page and try again"),
    (forms.FileField(), None, "Choose a file first"),
    (forms.FileField(), SimpleUploadedFile("a.csv", b""), "The file is empty"),
    (forms.BooleanField(), "", "Tick this"),
    (forms.ChoiceField(choices=[("a", "A")]), "b", "Choose one of these"),
    (forms.MultipleChoiceField(choices=[("a", "A")]), ["b"], "Choose one of these"),
]


@pytest.mark.parametrize(("field", "typed", "said"), FIELDS)
def test_a_field_says_in_our_words_what_it_cannot_take(field, typed, said):
    kind = type("Form", (InOurWords, forms.Form), {"field": field})
    files = {"field": typed} if isinstance(field, forms.FileField) else {}

    assert kind({"field": typed}, files).errors["field"] == [said]


def test_the_words_of_a_form_go_before():
    class Named(InOurWords, forms.Form):
        name = forms.CharField(error_messages={"required": "Write your name"})

    assert Named({"name": ""}).errors["name"] == ["Write your name"]


def test_every_form_of_the_product_has_our_words():
    found = set()
    for module in pkgutil.iter_modules(mentoring.forms.__path__):
        members = vars(importlib.import_module(f"mentoring.forms.{module.name}")).values()
        found |= {kind for kind in members if isinstance(kind, type) and issubclass(kind, forms.BaseForm)}
    ours = {
        kind
        for kind in found
        if kind.__module__.startswith("mentoring.") and getattr(kind, "base_fields", None)
    }

    assert len(ours) > 60
    assert {kind.__name__ for kind in ours if not issubclass(kind, InOurWords)} == set()
