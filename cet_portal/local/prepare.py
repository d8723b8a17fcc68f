"""Make the demonstration's database ready, in one process: a start of Django costs seconds.

`python -m cet_portal.local.prepare FILE` writes the accounts and the loop's story to FILE.
"""

import sys
from pathlib import Path

import django
from django.core.management import call_command


def main(story: Path) -> None:
    """Migrate, load reference data and, once, the demonstration; then write its story."""
    django.setup()
    call_command("migrate", verbosity=0, interactive=False)
    call_command("createcachetable", verbosity=0)
    call_command("load_reference")
    call_command("seed_demo")
    with story.open("w", encoding="utf-8") as output:
        call_command("demo_accounts", stdout=output)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
