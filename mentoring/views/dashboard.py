"""The first page: the landing page for strangers, where the search stands for everybody else."""

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import render


@login_not_required
def index(request):
    """Show a stranger what the product is, and a person where their search stands."""
    if not request.user.is_authenticated:
        return render(request, "mentoring/dashboard/landing.html")
    return render(request, "mentoring/dashboard/index.html")
