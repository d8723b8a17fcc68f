"""The machine interface, version 1. Anonymous and read-only."""

from django.urls import path
from drf_spectacular.views import SpectacularAPIView

from cet_portal.core.access import public
from sessions_events import api as sessions_events

urlpatterns = [
    path("schema/", public(SpectacularAPIView.as_view(permission_classes=[])), name="api_schema"),
    path("cet/", public(sessions_events.CetList.as_view()), name="api_cet"),
    path("events/", public(sessions_events.EventList.as_view()), name="api_events"),
]
