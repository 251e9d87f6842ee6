"""The operators' pages: who has an account. What people write is never registered here."""

from allauth.account.decorators import secure_admin_login
from django.contrib import admin
from django.contrib.auth import admin as auth_admin  # noqa: F401 registers groups, to be taken out again below
from django.contrib.auth.models import Group

from .models import User

# Signing in goes through the product's own page, with its limits and second factor.
admin.site.login = secure_admin_login(admin.site.login)  # type: ignore[method-assign]
admin.site.site_header = admin.site.site_title = "Waymark"
admin.site.unregister(Group)


@admin.register(User)
class UserAdmin(admin.ModelAdmin):
    """Lock and unlock accounts and say who is an operator; passwords and private data stay out."""

    list_display = ["email", "date_joined", "last_login", "is_active", "is_staff"]
    list_filter = ["is_active", "is_staff"]
    search_fields = ["email"]
    fields = ["email", "date_joined", "last_login", "is_active", "is_staff", "is_superuser"]
    readonly_fields = ["email", "date_joined", "last_login"]

    def has_add_permission(self, request):
        """People sign up themselves."""
        return False
