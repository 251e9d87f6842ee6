"""Step 3: the person's own words for groups of contacts."""

from django.db.models import Count, Q
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from ..forms.tags import TagForm
from ..models import Tag
from . import questions
from .confirm import delete_page
from .owned import bound_to, form_page, owned_or_404, say


def index(request):
    """Every tag with the number of contacts that have it."""
    current = Count("contacts", filter=Q(contacts__archived_on__isnull=True))
    tags = Tag.objects.owned_by(request.user).annotate(number=current)
    return render(request, "mentoring/tags/index.html", {"tags": tags})


def edit(request, pk):
    """Another name for a tag."""
    tag = owned_or_404(request, Tag, pk=pk)
    form = TagForm(instance=tag, owner=request.user, **bound_to(request))

    def done(tag):
        say(request, _("The tag is called “%(tag)s” now.") % {"tag": tag})
        return redirect("tags.index")

    return form_page(request, "mentoring/tags/edit.html", form, done, tag_pk=pk)


def delete(request, pk):
    """Ask first; the contacts stay, they only lose the tag."""
    tag = owned_or_404(request, Tag, pk=pk)
    said = _("The tag “%(tag)s” was deleted.") % {"tag": tag}
    return delete_page(request, tag, questions.about_tag, said, "tags.index")
