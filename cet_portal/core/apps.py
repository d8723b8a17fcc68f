"""The shared kernel: knows no word of the scheme."""

from django.apps import AppConfig


class CoreConfig(AppConfig):
    name = "cet_portal.core"
    label = "core"

    def ready(self):
        from cet_portal.core import checks  # noqa: F401 registers the system checks
