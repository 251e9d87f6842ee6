"""Addresses: accounts by allauth, the admin pages when switched on, and the product."""

from django.conf import settings
from django.contrib import admin
from django.urls import include, path

handler400 = "mentoring.middleware.bodies.bad_request"
handler429 = "mentoring.middleware.busy.too_often"
handler500 = "mentoring.middleware.busy.failed"
urlpatterns = [path("accounts/", include("allauth.urls")), path("", include("mentoring.urls"))]
if settings.ADMIN_ENABLED:
    urlpatterns.insert(0, path("admin/", admin.site.urls))
