"""Any table of contacts: which column is what."""

from django.utils.translation import gettext_lazy as _

FIELDS = {
    "name": _("Name"),
    "first_name": _("First name"),
    "last_name": _("Last name"),
    "email": _("Email"),
    "phone": _("Phone"),
    "linkedin": _("LinkedIn address"),
    "company": _("Company"),
    "role": _("Role"),
    "place": _("Place"),
    "how_known": _("How you know each other"),
    "known_since": _("Known since"),
    "tags": _("Tags"),
    "notes": _("Notes"),
}
