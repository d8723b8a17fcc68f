"""The machine interface, version 1. What is public is for everybody, the rest needs a key."""

from django.urls import path
from drf_spectacular.views import SpectacularAPIView

import cet_portal.scheme.converters  # noqa: F401  registers the numbers
from cet_portal.core.access import public
from cet_portal.core.upload_limit import allows
from compliance import api as compliance
from sessions_events import api as sessions_events

urlpatterns = [
    path("schema/", public(SpectacularAPIView.as_view(permission_classes=[])), name="api_schema"),
    path("cet/", public(sessions_events.CetList.as_view()), name="api_cet"),
    path("events/", public(sessions_events.EventList.as_view()), name="api_events"),
    # Public to the portal's own sessions: these ask for a key themselves.
    path(
        "events/<ev_number:ev_number>/uploads/",
        allows(sessions_events.MOST_BYTES)(public(sessions_events.UploadList.as_view())),
        name="api_uploads",
    ),
    path(
        "events/<ev_number:ev_number>/uploads/<int:upload_id>/",
        public(sessions_events.UploadDetail.as_view()),
        name="api_upload",
    ),
    path("statement/", public(compliance.OwnCycles.as_view()), name="api_cycles"),
    path(
        "statement/<cycle:cycle>/", public(compliance.OwnStatement.as_view()), name="api_statement"
    ),
    path(
        "people/<register_number:number>/statement/",
        public(compliance.PersonCycles.as_view()),
        name="api_person_cycles",
    ),
    path(
        "people/<register_number:number>/statement/<cycle:cycle>/",
        public(compliance.PersonStatement.as_view()),
        name="api_person",
    ),
    path("runs/", public(compliance.RunList.as_view()), name="api_runs"),
    path(
        "runs/<run_number:run_number>/results/",
        public(compliance.ResultList.as_view()),
        name="api_results",
    ),
]
