"""Addresses of registrants."""

from django.urls import path

from registrants.views import opening, profile, registrant

app_name = "registrants"

urlpatterns = [
    path("open-account/", opening.open_account, name="open_account"),
    path("open-account/no-number/", opening.open_without_number, name="open_without_number"),
    path("open-account/sent/", opening.open_sent, name="open_sent"),
    path("open-account/link/<str:token>/", opening.open_link, name="open_link"),
    path("open-account/password/", opening.open_password, name="open_password"),
    path("statement/profile/", profile.profile, name="profile"),
    path("statement/accept/", registrant.accept_all, name="accept_all"),
    path("statement/accept/<int:entry_id>/", registrant.accept, name="accept"),
]
