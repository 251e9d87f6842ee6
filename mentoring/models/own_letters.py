"""Step 3: the person's own wording of a letter, kept with its placeholders; text, never code."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ..text.text import validate_visible
from .base import Owned, filled
from .letter_kinds import LetterKind


class OwnLetter(Owned):
    """How one person words one kind of letter; without one, the product's own wording is used."""

    kind = models.CharField(_("letter"), max_length=13, choices=LetterKind, editable=False)
    subject = models.CharField(_("subject"), max_length=200, blank=True)
    text = models.TextField(_("text"), max_length=4000, validators=[validate_visible])

    class Meta:
        verbose_name = _("own letter")
        verbose_name_plural = _("own letters")
        ordering = ["kind"]
        constraints = [
            *Owned.Meta.constraints,
            models.UniqueConstraint(fields=["owner", "kind"], name="ownletter_once_per_kind"),
            models.CheckConstraint(condition=filled("text"), name="ownletter_has_text"),
            models.CheckConstraint(
                condition=Q(
                    kind__in=[
                        *(
                            "ask",
                            "forward",
                            "first",
                            "direct",
                            "direct_again",
                            "nudge",
                            "follow_up",
                            "thanks",
                        ),
                        *("agenda", "summary", "after_meeting", "report_back", "take_no", "question"),
                        *("outcome", "term_thanks", "term_outcome", "ask_again", "keep_in_touch"),
                    ]
                ),
                name="ownletter_kind_known",
            ),
        ]

    def __str__(self):
        return str(LetterKind(self.kind).label)
