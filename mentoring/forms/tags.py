"""Step 3: the form with which a tag gets another name."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..models import Tag
from .base import OwnedModelForm


class TagForm(OwnedModelForm):
    """The name of a tag, which the person has only once."""

    class Meta:
        model = Tag
        fields = ["name"]
        labels = {"name": gettext_lazy("Name of the tag")}
        error_messages = {"name": {"required": gettext_lazy("Write a name for the tag")}}

    def clean_name(self) -> str:
        """A tidy name without a comma, which no other tag has."""
        name = " ".join(self.cleaned_data["name"].split())
        if "," in name:
            raise ValidationError(_("Leave out the comma: it separates tags"))
        others = Tag.objects.owned_by(self.owner).exclude(pk=self.instance.pk)
        if name.lower() in {other.lower() for other in others.values_list("name", flat=True)}:
            raise ValidationError(_("You already have this tag. Choose another name."))
        return name
