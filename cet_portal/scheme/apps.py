"""Reference data of the scheme: versions, cycles, audiences, units, modalities, limits."""

from django.apps import AppConfig


class SchemeConfig(AppConfig):
    name = "cet_portal.scheme"
    label = "scheme"
