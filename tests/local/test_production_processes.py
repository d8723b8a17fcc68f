"""The processes of production with its settings, without Docker.

gunicorn, worker and beat as docker-compose.yml runs them, the environment of .env.example,
collected static files, and a proxy's header in place of the proxy.
"""

import http.client
import re
import subprocess
import sys
import time
from types import SimpleNamespace
from urllib.parse import urlsplit

import psycopg2
import pytest
from django.conf import settings

from cet_portal.local import example_environment, ports, running
from cet_portal.local.services import ROOT

pytestmark = [pytest.mark.processes, pytest.mark.xdist_group("browser")]

HOST = "mycet.example.org"
PROXY = {"X-Forwarded-Proto": "https"}


@pytest.fixture(scope="module")
def production(tmp_path_factory):
    """The running product, on a database and a queue of its own."""
    folder = tmp_path_factory.mktemp("production")
    example = example_environment.read()
    port = ports.free()
    environment = running.environment_for(
        example
        | {
            "DATABASE_URL": new_database("production"),
            "REDIS_URL": re.sub(r"/\d+$", "/60", settings.CELERY_BROKER_URL),
            "STORED_FILES_ROOT": str(folder / "files"),
        }
    )
    for command in (["migrate"], ["createcachetable"], ["load_reference"], ["collectstatic"]):
        noninteractive = ["--noinput"] if command[0] in ("migrate", "collectstatic") else []
        manage(environment, *command, *noninteractive)

    def log(name):
        return (folder / f"{name}.log").open("wb")

    with running.running(environment, port=port, folder=folder, output=log) as parts:
        running.wait_until_healthy(parts, port=port, host=HOST)
        yield SimpleNamespace(port=port, folder=folder, environment=environment)


def new_database(name):
    """A database beside those of pytest-django, on the same server; its address."""
    server = settings.DATABASES["default"]
    name = f"{server['NAME']}_{name}"  # others may test on the same server
    address = urlsplit(
        f"postgres://{server['USER']}:{server['PASSWORD']}@{server['HOST']}:{server['PORT']}"
    )
    connection = psycopg2.connect(f"{address.geturl()}/postgres")
    connection.autocommit = True
    with connection.cursor() as cursor:
        cursor.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
        cursor.execute(f"CREATE DATABASE {name}")
    connection.close()
    return f"{address.geturl()}/{name}"


def manage(environment, *words):
    done = subprocess.run(
        [sys.executable, "manage.py", *words],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr


def get(production, path, headers=PROXY):
    connection = http.client.HTTPConnection("127.0.0.1", production.port, timeout=20)
    connection.request("GET", path, headers={"Host": HOST, **headers})
    answer = connection.getresponse()
    body = answer.read().decode(errors="replace")
    connection.close()
    return SimpleNamespace(status=answer.status, headers=answer.headers, body=body)


def test_health_is_green_also_for_a_probe_that_knows_no_tls(production):
    answer = get(production, "/healthz", headers={})

    assert answer.status == 200
    assert '"beat": "ok"' in answer.body


def test_dockers_health_check_passes(production):
    address = f"http://127.0.0.1:{production.port}/healthz"
    done = subprocess.run(
        [sys.executable, ROOT / "cet_portal" / "local" / "healthy.py"],
        env=production.environment | {"HEALTH_ADDRESS": address},
        check=False,
    )

    assert done.returncode == 0


def test_plain_http_is_sent_to_https(production):
    answer = get(production, "/accounts/login/", headers={})

    assert answer.status == 301
    assert answer.headers["Location"] == f"https://{HOST}/accounts/login/"


def test_sign_in_page_comes_with_the_headers_of_production(production):
    answer = get(production, "/accounts/login/")

    assert answer.status == 200
    assert "max-age=31536000" in answer.headers["Strict-Transport-Security"]
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
    assert "Secure" in answer.headers["Set-Cookie"]


def test_static_files_have_names_that_may_be_kept_for_ever(production):
    page = get(production, "/accounts/login/").body
    style = re.search(r'href="(/static/[^"]+\.[0-9a-f]{12}\.css)"', page).group(1)

    answer = get(production, style)

    assert answer.status == 200
    assert "immutable" in answer.headers["Cache-Control"]


def test_foreign_host_name_is_refused(production):
    answer = get(production, "/accounts/login/", headers={**PROXY, "Host": "evil.example"})

    assert answer.status == 400


@pytest.mark.parametrize("path", ["/rehearsal/", "/demonstration/sign-in/"])
def test_what_belongs_to_the_demonstration_is_not_there(production, path):
    assert get(production, path).status == 404


def log_with(production, line: str, *, within: float = 10) -> str:
    """The log of web, once `line` stands in it: it is written after the answer has gone out."""
    until = time.monotonic() + within
    while line not in (log := (production.folder / "web.log").read_text(encoding="utf-8")):
        assert time.monotonic() < until, log
        time.sleep(0.05)
    return log


def test_nobody_writes_lines_of_their_own_into_the_log(production):
    get(production, "/no-such-page%0aforged%1b[2J")

    log = log_with(production, "GET /no-such-page%0aforged%1b[2J HTTP/1.1 404")
    assert "\x1b" not in log
    assert not any(line.startswith("forged") for line in log.splitlines())


def test_unknown_page_shows_no_inner_workings(production):
    answer = get(production, "/no-such-page/")

    assert answer.status == 404
    assert "Traceback" not in answer.body
    assert "urlpatterns" not in answer.body
