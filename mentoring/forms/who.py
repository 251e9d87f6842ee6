"""Who in the network may meet a criterion: which criteria are asked for, and the words of one."""

from django import forms
from django.utils.translation import gettext_lazy as _

from ..models import Contact, MentorCriterion
from ..models.contacts import ContactQuerySet
from ..pages.matches import any_or_all
from ..search.words import any_of
from ..text.text import record_number
from .base import OwnedForm, OwnedModelForm


class WhoForm(OwnedForm):
    """What the address asks for: which criteria, any of them or every one. Nonsense counts as not asked."""

    all_optional = True

    criterion = forms.ModelMultipleChoiceField(
        MentorCriterion.objects.must_haves_first(),
        label=_("May meet"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    match = forms.ChoiceField(
        label=_("How many of them?"),
        required=False,
        choices=[("", _("Any of them")), ("all", _("Every one"))],
        widget=forms.RadioSelect,
    )

    def __init__(self, data, **kwargs):
        super().__init__(data.copy(), **kwargs)
        field = self.fields["criterion"]
        # Without words a criterion finds nobody: the page offers to add some instead.
        self.with_words = [one for one in field.queryset if any_of(one.search_words).terms]
        field.choices = [(one.pk, one.text) for one in self.with_words]
        chosen = {record_number(key) for key in self.data.getlist("criterion")}
        # Who chooses none asks for all, and sees all of them ticked.
        there = [one for one in self.with_words if one.pk in chosen]
        self.is_whole = len(there) == len(chosen)
        self.asked = there or self.with_words
        if not chosen:
            self.data.setlist("criterion", [str(one.pk) for one in self.asked])

    @property
    def every(self) -> bool:
        """Whether a contact has to meet every one of them."""
        self.is_valid()
        return self.cleaned_data.get("match") == "all"

    @property
    def lost(self) -> list[str]:
        """What is asked for and isn't there, such as a criterion without words by now: without it others are found."""
        return list(self.errors) if self.is_whole else ["criterion"]

    def found(self) -> ContactQuerySet:
        """The owner's current contacts that may meet them."""
        return any_or_all(Contact.objects.owned_by(self.owner).current(), self.asked, self.every)


class SearchWordsForm(OwnedModelForm):
    """The words by which people are found who may meet a criterion."""

    class Meta:
        model = MentorCriterion
        fields = ["search_words"]
        labels = {"search_words": _("Search words")}
        help_texts = {
            "search_words": _(
                "Whole words, separated by commas. A star stands for any ending: operations, "
                "manufactur*, plant manager."
            )
        }
