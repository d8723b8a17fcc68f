"""The machine interface, version 1. Reading is for everybody, uploading needs a key."""

from django.urls import path
from drf_spectacular.views import SpectacularAPIView

import cet_portal.scheme.converters  # noqa: F401  registers the numbers
from cet_portal.core.access import public
from cet_portal.core.upload_limit import allows
from sessions_events import api as sessions_events

urlpatterns = [
    path("schema/", public(SpectacularAPIView.as_view(permission_classes=[])), name="api_schema"),
    path("cet/", public(sessions_events.CetList.as_view()), name="api_cet"),
    path("events/", public(sessions_events.EventList.as_view()), name="api_events"),
    # Public to the portal's own sessions: these ask for a provider's key themselves.
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
]
