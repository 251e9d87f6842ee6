"""By what the product recognises and sorts a contact: the keys of name, company, e-mail and profile."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any, ClassVar

from django.db import models
from django.db.models import Case, F, Q, Value, When

from ..identity.fields import COMPARED, NOTES, starts_of_names
from ..identity.keys import company_key, email_key, name_key, profile_key, sort_key

# A key is made of what was typed, and may be longer: one letter of some scripts becomes several.
LONGEST_KEY = 300


class Recognised(models.Model):
    """A record with a name, a company, an e-mail and a profile, kept a second time as they are compared."""

    # The key and the field it is made of, with the function that makes it.
    KEYS: ClassVar[dict[str, tuple[str, Callable[[str], str]]]] = {
        "name_key": ("name", name_key),
        "sort_key": ("name", sort_key),
        "company_key": ("company", company_key),
        "email_key": ("email", email_key),
        "profile_key": ("linkedin", profile_key),
    }

    name_key = models.CharField(max_length=LONGEST_KEY, blank=True, default="", editable=False)
    sort_key = models.CharField(max_length=LONGEST_KEY, blank=True, default="", editable=False)
    company_key = models.CharField(max_length=LONGEST_KEY, blank=True, default="", editable=False)
    email_key = models.CharField(max_length=LONGEST_KEY, blank=True, default="", editable=False)
    profile_key = models.CharField(max_length=LONGEST_KEY, blank=True, default="", editable=False)

    class Meta:
        abstract = True

    def save(self, *args, update_fields=None, **kwargs):
        """Save with the keys, whichever of their fields is saved."""
        keyed = {field for field, _made_by in self.KEYS.values()}
        if update_fields is None or keyed.intersection(update_fields):
            self.mark_keys()
            update_fields = update_fields if update_fields is None else {*update_fields, *self.KEYS}
        super().save(*args, update_fields=update_fields, **kwargs)

    def mark_keys(self) -> None:
        """Make the keys from what stands in the fields. `save` does; who writes in bulk calls it for each."""
        facts = {field: getattr(self, field) for field, _made_by in self.KEYS.values()}
        vars(self).update(self.keys_of(facts))

    @classmethod
    def keys_of(cls, facts: Mapping[str, str]) -> dict[str, str]:
        """The keys of what stands in the fields; a field that is not named is empty."""
        return {
            key: made_by(facts[field])[:LONGEST_KEY] if facts.get(field) else ""
            for key, (field, made_by) in cls.KEYS.items()
        }


def as_compared(contacts: models.QuerySet) -> Iterator[dict[str, Any]]:
    """What each says of who they are, by `pk` and READ_TO_COMPARE; notes where they say what else one is called."""
    says_more = Q(*((f"{NOTES.name}__contains", start) for start in starts_of_names()), _connector=Q.OR)
    noted = Case(When(says_more, then=F(NOTES.name)), default=Value("", models.TextField()))
    for values in contacts.values("pk", *COMPARED, noted=noted).iterator():
        yield values | {NOTES.name: values["noted"]}
