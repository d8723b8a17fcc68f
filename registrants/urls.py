"""Addresses of registrants."""

from django.urls import URLPattern

app_name = "registrants"

urlpatterns: list[URLPattern] = []
