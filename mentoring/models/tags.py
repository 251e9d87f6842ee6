"""Step 3: the person's own words for groups of contacts."""

from typing import Any

from django.db import models, transaction
from django.db.models import Value
from django.db.models.expressions import Combinable
from django.db.models.functions import Concat, Lower, Replace
from django.utils.translation import gettext_lazy as _

from ..search.words import section
from ..text.text import validate_visible
from .base import Owned, filled


class Tag(Owned):
    """A word of the person's own by which they group contacts."""

    name = models.CharField(_("tag"), max_length=40, validators=[validate_visible])

    class Meta:
        verbose_name = _("tag")
        verbose_name_plural = _("tags")
        ordering = [Lower("name"), "pk"]
        constraints = [
            *Owned.Meta.constraints,
            models.UniqueConstraint(
                "owner",
                Lower("name"),
                name="tag_name_once",
                violation_error_message=_("You already have this tag"),
            ),
            models.CheckConstraint(condition=filled("name"), name="tag_has_name"),
        ]

    def __str__(self):
        return self.name

    @property
    def kept_words(self) -> str:
        """The tag among the words of a contact: opened by its number, so that it can be taken out again."""
        return " ".join(filter(None, [f"/{self.pk}", section(self.name)])) + " "

    def save(self, *args, **kwargs):
        """Save; contacts with the tag are found by its new name from now on."""
        with transaction.atomic():
            before = None if self._state.adding else Tag.objects.filter(pk=self.pk).first()
            super().save(*args, **kwargs)
            if before and before.kept_words != self.kept_words:
                words = Replace("words", Value(before.kept_words), Value(self.kept_words))
                self.contacts.update(words=words)

    def noted(self, words: Any = "words") -> Combinable:
        """The words of a contact that gets the tag: `contacts.update(words=tag.noted())`."""
        return Concat(words, Value(self.kept_words), output_field=models.TextField())

    def struck(self, words: Any = "words") -> Combinable:
        """The words of a contact that loses the tag."""
        return Replace(words, Value(self.kept_words), Value(""), output_field=models.TextField())
