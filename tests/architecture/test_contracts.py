"""The contracts of import-linter are there, for `make check`; migrations are complete."""

import tomllib

import pytest
from django.core.management import call_command

from tests.architecture.source import APPS, PACKAGES, ROOT


def contracts() -> dict:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]
    assert set(settings["root_packages"]) == set(PACKAGES)
    return {contract["name"]: contract for contract in settings["contracts"]}


def test_apps_depend_downwards_only():
    layers = contracts()["Apps depend downwards only"]["layers"]

    order = [name for layer in layers for name in layer.replace("|", " ").split()]
    known = [name for name in order if name in {*APPS, "cet_portal.core", "cet_portal.home"}]
    assert known == [
        "cet_portal.home",
        "compliance",
        "sessions_events",
        "approvals",
        "providers",
        "registrants",
        "cet_portal.core",
    ]


def test_inside_an_app_every_module_has_its_place():
    contract = contracts()["Inside an app"]

    assert set(contract["containers"]) == set(APPS)
    assert contract["exhaustive"] is True


def test_the_kernel_has_no_cycle():
    assert (
        "cet_portal.core"
        in contracts()["No cycle among the shared packages, nor inside the kernel"]["ancestors"]
    )


@pytest.mark.django_db
def test_migrations_are_complete():
    call_command("makemigrations", "--check", "--dry-run", verbosity=0)
