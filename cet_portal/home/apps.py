"""Pages that put several subjects together, and commands that need every app."""

from django.apps import AppConfig


class HomeConfig(AppConfig):
    name = "cet_portal.home"
    label = "home"
