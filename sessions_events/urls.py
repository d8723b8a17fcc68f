"""Addresses of sessions_events."""

from django.urls import path

from sessions_events.views import public, registrant, staff
from sessions_events.views.provider import certificates, delivering, events, planning, ratings

app_name = "sessions_events"

urlpatterns = [
    path("directory/", public.directory, name="directory"),
    path("directory/<str:c_number>/", public.cet, name="cet"),
    path("sessions/", planning.session_list, name="session_list"),
    path("sessions/new/", planning.session_new, name="session_new"),
    path("sessions/<str:s_number>/", planning.session, name="session"),
    path("sessions/<str:s_number>/add/", planning.event_new, name="event_new"),
    path("events/", events.event_list, name="event_list"),
    path("events/<str:ev_number>/", events.event, name="event"),
    path("events/<str:ev_number>/cancel/", events.cancel, name="cancel"),
    path("events/<str:ev_number>/declare/", delivering.declare, name="declare"),
    path("events/<str:ev_number>/upload/", delivering.upload, name="upload"),
    path(
        "events/<str:ev_number>/uploads/<int:upload_id>/",
        delivering.upload_report,
        name="upload_report",
    ),
    path(
        "events/<str:ev_number>/uploads/<int:upload_id>/failures.csv",
        delivering.upload_failures,
        name="upload_failures",
    ),
    path("events/<str:ev_number>/certificates/", certificates.certificates, name="certificates"),
    path(
        "events/<str:ev_number>/certificates/<str:code>.pdf",
        certificates.certificate,
        name="certificate",
    ),
    path("ratings/", ratings.ratings, name="ratings"),
    path("ratings/<str:c_number>/", ratings.ratings_of_cet, name="ratings_of_cet"),
    path("statement/rate/<int:entry_id>/", registrant.rate, name="rate"),
    path("overview/overdue/", staff.overdue, name="overdue"),
    path("overview/held/", staff.held, name="held"),
    path("overview/held/<str:ev_number>/", staff.settle, name="settle"),
]
