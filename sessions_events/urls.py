"""Addresses of sessions_events."""

from django.urls import URLPattern

app_name = "sessions_events"

urlpatterns: list[URLPattern] = []
