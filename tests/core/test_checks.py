"""System checks: what production must not have."""

from cet_portal.core import checks
from cet_portal.local import example_environment


def test_the_published_secret_key_is_refused(settings):
    settings.SECRET_KEY = example_environment.read()["SECRET_KEY"]
    assert [each.id for each in checks.the_secret_key_is_secret(None)] == ["core.E003"]

    settings.SECRET_KEY = example_environment.filled_in()["SECRET_KEY"]
    assert checks.the_secret_key_is_secret(None) == []
