"""Sessions (S) and events (EV): planning, declaring, uploading, certificates, ratings."""

from django.apps import AppConfig


class SessionsEventsConfig(AppConfig):
    name = "sessions_events"
