"""Addresses of registrants."""

from django.urls import path

from registrants.views import registrant

app_name = "registrants"

urlpatterns = [
    path("statement/accept/", registrant.accept_all, name="accept_all"),
    path("statement/accept/<int:entry_id>/", registrant.accept, name="accept"),
]
