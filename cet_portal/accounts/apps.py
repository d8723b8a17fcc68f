"""People with an account, the roles they hold, and the one they act in."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "cet_portal.accounts"
    label = "accounts"

    def ready(self):
        from cet_portal.accounts import receivers  # noqa: F401 connects them
