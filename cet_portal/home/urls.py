"""Addresses of home."""

from django.conf import settings
from django.urls import URLPattern, path

from cet_portal.home import demonstration

app_name = "home"

urlpatterns: list[URLPattern] = []

if settings.DEMONSTRATION:
    urlpatterns += [
        path(
            "demonstration/sign-in/",
            demonstration.demonstration_sign_in,
            name="demonstration_sign_in",
        ),
    ]
