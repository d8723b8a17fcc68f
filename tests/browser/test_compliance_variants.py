"""Staff draft a variant of the scheme, rehearse it, and see who would change."""

import pytest

from compliance.models import ComplianceRun
from compliance.queries import runs as run_reads
from compliance.services import running
from tests.builders import PASSWORD, registrant, staff
from tests.compliance.running import AFTER

pytestmark = pytest.mark.browser


def test_a_variant_is_drafted_rehearsed_and_kept(person):
    registrant(number="01-30001", surname="Marsh")
    ines = person("Ines")
    ines.account = staff(name="Ines")
    ines.signs_in(ines.account.email, PASSWORD)

    ines.opens("/schemes/")
    ines.follows("Enhanced CET from 2019")
    ines.sees("half of the months")
    ines.follows("Draft a variant")
    ines.types("Name", "30 points")
    ines.types("Legal source", "Proposal 4")
    ines.types("General points for each whole month", "-1")
    ines.page.get_by_role("button", name="Save the variant").click()
    ines.sees("cannot be less than 0")
    ines.finds_no_barrier()
    ines.types("General points for each whole month", "5/6")
    ines.presses("Save the variant")
    ines.sees("What it changes")
    ines.sees("5/6")

    ines.follows("Rehearse it")
    ines.page.get_by_label("2025 to 2027").check()
    ines.page.get_by_role("button", name="Start the rehearsal").click()
    ines.page.wait_for_load_state()
    run = ComplianceRun.objects.get()
    if run.status == "RUNNING":
        running.work_on_run(run=run, terms=run_reads.terms_of(run), at=AFTER)
    ines.opens(f"/schemes/rehearsals/{run.pk}/")
    ines.sees("What it would change in 2025-2027")
    ines.sees("01-30001")
    ines.sees("5/6 of a point for each: 30")

    ines.opens(f"/schemes/variants/{run.variant.number}/1/")
    ines.follows("Change it")
    ines.sees("becomes its next edition")
    ines.types("Name", "30 points, later")
    ines.presses("Save the variant")
    ines.sees("was rehearsed and stays as it was")
    ines.opens("/schemes/variants/")
    ines.sees("30 points, later")
