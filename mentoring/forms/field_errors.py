"""What a field says of what it can't take, in the product's words: the one home of every sentence Django has for it."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

Words = Any  # lazy, so that each is translated when it is read

FILL_IN = _("Fill this in")
CHOOSE = _("Choose one of these")
GONE = _("One of these isn’t there any more. Reload the page and choose again")
RELOAD = _("Reload this page and try again")
DAY = _("Write the day like this: 2026-06-24")
MOMENT = _("Write the day and time like this: 2026-06-24 14:30")
NUMBER = _("Write a whole number")

# By class of field and code of the error; a class has those of the classes above it, and its own words go first.
WORDS: dict[type[forms.Field], dict[str, Words]] = {
    forms.Field: {"required": FILL_IN},
    forms.CharField: {
        "max_length": ngettext_lazy(
            "Shorten this to %(limit_value)d character; it has %(show_value)d",
            "Shorten this to %(limit_value)d characters; it has %(show_value)d",
            "limit_value",
        ),
        "min_length": ngettext_lazy(
            "Write at least %(limit_value)d character",
            "Write at least %(limit_value)d characters",
            "limit_value",
        ),
        "null_characters_not_allowed": _("There’s a character in it that can’t be saved. Type it again"),
    },
    forms.IntegerField: {
        "invalid": NUMBER,
        "min_value": _("Choose %(limit_value)s or more"),
        "max_value": _("Choose %(limit_value)s or less"),
        "step_size": NUMBER,
    },
    forms.DateField: {"required": _("Choose a day"), "invalid": DAY},
    forms.DateTimeField: {"required": _("Choose a day and a time"), "invalid": MOMENT},
    forms.TimeField: {"required": _("Choose a time"), "invalid": _("Write the time like this: 14:30")},
    forms.EmailField: {"invalid": _("Write the email like this: name@example.com")},
    forms.URLField: {"invalid": _("Write the address like this: https://example.org")},
    forms.UUIDField: {"invalid": RELOAD},
    forms.FileField: {
        "required": _("Choose a file first"),
        "invalid": _("Choose a file first"),
        "missing": _("Choose a file first"),
        "empty": _("The file is empty"),
        "max_length": _("Give the file a shorter name"),
    },
    forms.BooleanField: {"required": _("Tick this")},
    forms.ChoiceField: {"required": CHOOSE, "invalid_choice": CHOOSE},
    forms.MultipleChoiceField: {"invalid_list": CHOOSE},
    forms.ModelChoiceField: {"invalid_choice": CHOOSE},
    forms.ModelMultipleChoiceField: {
        "invalid_choice": GONE,
        "invalid_list": GONE,
        "invalid_pk_value": GONE,
        "list": GONE,
    },
}

# What needs the name of its field where it is read away from it.
BARE = (FILL_IN, CHOOSE, RELOAD, DAY, MOMENT, NUMBER)


class InOurWords:
    """A form whose fields say in the product's words what they can't take, unless they have words of their own."""

    def full_clean(self) -> None:
        """As ever, once no field has Django's words any more."""
        for field in self.fields.values():
            put_in_our_words(field)
        super().full_clean()


def put_in_our_words(field: forms.Field) -> None:
    """Give this field the product's words in place of Django's; what the form says itself stays."""
    ours, djangos = words_for(type(field))
    for code, words in ours.items():
        if field.error_messages.get(code) is djangos.get(code):
            field.error_messages[code] = words


def words_for(kind: type[forms.Field]) -> tuple[dict[str, Words], dict[str, Words]]:
    """What fields of this class say by code of the error: in the product's words, and in Django's."""
    ours: dict[str, Words] = {}
    djangos: dict[str, Words] = {}
    for above in reversed(kind.__mro__):
        ours |= WORDS.get(above, {})
        djangos |= getattr(above, "default_error_messages", {})
    return ours, djangos
