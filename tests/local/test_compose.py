"""docker-compose.yml, the Dockerfile and .env.example say the same as the code."""

import json
import re
import shlex

import pytest
import yaml

from cet_portal.local import example_environment, processes
from cet_portal.local.services import ROOT

COMPOSE = yaml.safe_load((ROOT / "docker-compose.yml").read_text(encoding="utf-8"))
DOCKERFILE = (ROOT / "Dockerfile").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ["web", "worker", "beat"])
def test_compose_runs_the_commands_that_demonstration_and_tests_run(name):
    command = getattr(processes, name)()

    assert COMPOSE["services"][name]["command"] == command


def test_image_runs_web_when_nothing_else_is_said():
    command = re.search(r"^CMD (\[.*\])$", DOCKERFILE, re.MULTILINE).group(1)

    assert json.loads(command) == processes.web()


def test_image_does_not_run_as_root():
    assert re.findall(r"^USER (\w+)$", DOCKERFILE, re.MULTILINE) == ["mycet"]


def test_compose_has_the_parts_of_production():
    assert set(COMPOSE["services"]) == {
        "postgres", "valkey", "migrate", "web", "worker", "beat", "mail",
    }  # fmt: skip
    assert COMPOSE["services"]["postgres"]["image"] == "postgres:18"


def test_example_environment_names_every_variable_that_production_reads():
    source = (ROOT / "cet_portal" / "settings" / "base.py").read_text(encoding="utf-8")
    read = set(re.findall(r'env(?:\.\w+)?\(\s*"([A-Z_]+)"', source))

    other = {"DJANGO_SETTINGS_MODULE", "POSTGRES_PASSWORD"}
    assert set(example_environment.read()) - other == read


def test_migrate_runs_what_the_demonstration_prepares_but_no_demonstration():
    command = shlex.split(COMPOSE["services"]["migrate"]["command"][2])

    prepare = (ROOT / "cet_portal" / "local" / "prepare.py").read_text(encoding="utf-8")
    commands = re.findall(r'call_command\("(\w+)"', prepare)
    demonstration = {"seed_demo", "demo_accounts"}
    assert [word for word in command if word in commands] == [
        name for name in commands if name not in demonstration
    ]
