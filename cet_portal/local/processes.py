"""The commands that make up the running product, in one place.

The demonstration and the browser tests run them; docker-compose.yml repeats them, and a test
holds the two together.
"""

HEALTH = "/healthz"


def web(bind: str = "0.0.0.0:8000") -> list[str]:
    """Answers requests: gunicorn with two workers; it recycles them to bound their memory."""
    return [
        "gunicorn",
        "cet_portal.wsgi:application",
        f"--bind={bind}",
        "--workers=2",
        "--timeout=60",
        "--max-requests=2000",
        "--max-requests-jitter=200",
        "--no-control-socket",
        "--access-logfile=-",
        # The request line as it came: a decoded path could hold line ends and forge entries.
        "--access-logformat=%(r)s %(s)s %(M)sms",
    ]


def worker() -> list[str]:
    """Carries out tasks. One may run as many as wished; two need not know of each other."""
    return [
        "celery",
        "--app=cet_portal",
        "--quiet",
        "worker",
        "--concurrency=2",
        "--loglevel=INFO",
        "--without-gossip",
        "--without-mingle",
    ]


def beat(schedule: str = "/tmp/beat-schedule") -> list[str]:
    """Asks every few minutes what is due. Run exactly one; two would only ask twice."""
    return [
        "celery",
        "--app=cet_portal",
        "--quiet",
        "beat",
        "--loglevel=INFO",
        f"--schedule={schedule}",
        "--pidfile=",
    ]
