"""Docker's health check of web: exit 0 when /healthz is green, otherwise say why not.

Standard library only, and no Django: it runs every few seconds.
"""

import os
import sys
import urllib.error
import urllib.request


def main() -> None:
    """Ask this container's own web process, under a name that it answers to."""
    host = os.environ["ALLOWED_HOSTS"].split(",")[0].lstrip(".*") or "localhost"
    address = os.environ.get("HEALTH_ADDRESS", "http://127.0.0.1:8000/healthz")
    question = urllib.request.Request(address, headers={"Host": host})
    try:
        urllib.request.urlopen(question, timeout=8).close()
    except urllib.error.HTTPError as answer:
        sys.exit(answer.read().decode(errors="replace")[:500])
    except OSError as problem:
        sys.exit(str(problem))


if __name__ == "__main__":
    main()
