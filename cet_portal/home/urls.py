"""Addresses of home."""

from django.conf import settings
from django.urls import path

from cet_portal.core.gallery import gallery
from cet_portal.home import demonstration
from cet_portal.home.views import days_off, front, rehearsal, section

app_name = "home"

urlpatterns = [
    path("", front.dashboard, name="dashboard"),
    path("help/", front.help_page, name="help"),
    path("help/points/", front.points_page, name="points"),
    path("accessibility/", front.accessibility, name="accessibility"),
    path("jargon/", front.jargon, name="jargon"),
    path("gallery/", gallery, name="gallery"),
    path("pages/<slug:key>/", section.section, name="section"),
    path("overview/days-off/", days_off.days_off, name="days_off"),
    path("overview/days-off/add/", days_off.add, name="add_day_off"),
    path(
        "overview/days-off/<int:day_off_id>/take-away/",
        days_off.take_away,
        name="take_day_off_away",
    ),
]

if settings.DEADLINE_REHEARSAL:
    urlpatterns += [
        path("rehearsal/", rehearsal.rehearsal, name="rehearsal"),
        path("rehearsal/end/", rehearsal.rehearsal_end, name="rehearsal_end"),
        path("rehearsal/<uuid:rehearsal_id>/", rehearsal.rehearsal_result, name="rehearsal_result"),
    ]

if settings.DEMONSTRATION:
    urlpatterns += [
        path(
            "demonstration/sign-in/",
            demonstration.demonstration_sign_in,
            name="demonstration_sign_in",
        ),
    ]
