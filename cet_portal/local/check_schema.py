"""Whether docs/openapi.yaml is what the code says: `python -m cet_portal.local.check_schema`."""

import difflib
import io
import sys

import django
from django.core.management import call_command

from cet_portal.local.services import ROOT

COMMITTED = ROOT / "docs" / "openapi.yaml"


def main() -> int:
    """0 when the committed description is up to date; otherwise show the difference."""
    django.setup()
    output = io.StringIO()
    call_command("spectacular", validate=True, fail_on_warn=True, stdout=output)
    before = COMMITTED.read_text(encoding="utf-8").rstrip() if COMMITTED.exists() else ""
    now = output.getvalue().rstrip()
    if before == now:
        return 0
    changes = difflib.unified_diff(before.splitlines(), now.splitlines(), "committed", "code", "")
    print("\n".join(changes))
    print("docs/openapi.yaml is out of date. Type: make schema")
    return 1


if __name__ == "__main__":
    sys.exit(main())
