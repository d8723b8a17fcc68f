"""Draw the life cycles from their tables."""

from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand

from approvals.workflow import application
from cet_portal.core.workflow import Workflow
from compliance.workflow import cycle_dispute, scheme_variant
from providers.workflow import fee, invitation, listing, listing_application
from registrants.workflow import point, register_import
from sessions_events.workflow import event, non_uk_cet, peer_review, points_case

FILE = "docs/states.md"
CASES = (
    ("CET applications (C-numbers)", "approvals/workflow.py", application),
    ("Events (EV-numbers)", "sessions_events/workflow.py", event),
    ("Peer review led by a registrant (PR-numbers)", "sessions_events/workflow.py", peer_review),
    ("CET outside the UK (NU-numbers)", "sessions_events/workflow.py", non_uk_cet),
    ("Applications to be listed", "providers/workflow.py", listing_application),
    ("Entries on the list", "providers/workflow.py", listing),
    ("Fees (INV-numbers)", "providers/workflow.py", fee),
    ("Invitations to a provider", "providers/workflow.py", invitation),
    ("Points on a statement", "registrants/workflow.py", point),
    ("Cases about points (Q-numbers)", "sessions_events/workflow.py", points_case),
    ("Disputed records of a cycle (D-numbers)", "compliance/workflow.py", cycle_dispute),
    ("Variants of a scheme version (SV-numbers)", "compliance/workflow.py", scheme_variant),
    ("Imports of the register", "registrants/workflow.py", register_import),
)
HEAD = """# Life cycles

Written by `make states` from the tables in the code; `make check` fails when the two differ.
Who may take a step is in each app's `permissions.py`. Nothing else ever changes a status.
"""


def drawn(title: str, source: str, workflow: Workflow) -> str:
    """One life cycle: a diagram and a table."""
    words = {status.value: str(status.label) for status in workflow.statuses}
    arrows = [
        (step, before)
        for step in workflow.steps.values()
        for before in workflow.statuses.values
        if before in step.sources
    ]
    lines = [f"## {title}", "", f"From `{source}`.", "", "```mermaid", "stateDiagram-v2"]
    lines += [f'    state "{label}" as {status}' for status, label in words.items()]
    lines += [f"    {before} --> {step.target}: {step.name}" for step, before in arrows]
    lines += ["```", "", "| step | from | to | what people read |", "| --- | --- | --- | --- |"]
    lines += [
        f"| {step.name} | {words[before]} | {words[step.target]} | {step.label} |"
        for step, before in arrows
    ]
    return "\n".join(lines)


def document() -> str:
    """The whole file."""
    return "\n\n".join([HEAD.rstrip(), *(drawn(*case) for case in CASES)]) + "\n"


class Command(BaseCommand):
    help = f"Write {FILE} from the workflow tables; --check only compares."

    def add_arguments(self, parser):
        parser.add_argument("--check", action="store_true", help="exit 1 when the file differs")

    def handle(self, *args, check: bool, **options):
        path = Path(settings.ROOT, FILE)
        text = document()
        if not check:
            path.parent.mkdir(exist_ok=True)
            path.write_text(text, encoding="utf-8")
            self.stdout.write(f"{FILE} written")
        elif not path.is_file() or path.read_text(encoding="utf-8") != text:
            self.stderr.write(f"{FILE} differs from the workflow tables. Run: make states")
            raise SystemExit(1)
