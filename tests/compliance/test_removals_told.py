"""Nobody is removed whose last letter does not say that they are short, whatever came before it."""

from datetime import datetime

import pytest

from compliance.models import ComplianceRun, Letter, LetterRound
from compliance.queries import removing as reads
from registrants.models import Registrant
from tests.compliance.cases import manager
from tests.compliance.removing import APRIL, RAN, held_back, on_register, period
from tests.compliance.sealed import sealed
from tests.sessions_events.building import london

pytestmark = pytest.mark.django_db
FIRST, SECOND, THIRD = (london(2010, 1, day) for day in (12, 14, 20))


def asked(run: ComplianceRun, kind: str, *, at: datetime, written_at: datetime) -> LetterRound:
    return LetterRound.objects.create(
        cycle=run.cycle,
        kind=kind,
        run=run,
        status="WRITTEN",
        made_at=at,
        moved_at=written_at,
        written_at=written_at,
    )


def letter(letter_round: LetterRound, someone: Registrant) -> None:
    Letter.objects.create(
        round=letter_round,
        registrant=someone,
        number="01-1",
        written_on=letter_round.written_at.date(),
        way="ACCOUNT",
    )


def is_ready(run: ComplianceRun, someone: Registrant) -> bool:
    """On the list of those whom nothing holds back, and so at the look itself."""
    rows = reads.short_list(manager(), run, show=reads.READY, today=APRIL.date())
    found = rows.filter(registrant=someone).exists()
    assert held_back(run, someone) == (None if found else "NOT_TOLD")
    held = reads.with_held(reads.short_list(manager(), run, today=APRIL.date()), run, APRIL.date())
    assert held.get(registrant=someone).is_held is not found
    return found


@pytest.fixture
def short():
    marsh = on_register()
    return sealed(period(), marsh, at=RAN, told=False), marsh


def test_a_shortfall_told_after_all_was_said_to_be_met(short):
    run, marsh = short
    letter(asked(run, "MET", at=FIRST, written_at=FIRST), marsh)
    letter(asked(run, "SHORTFALL", at=SECOND, written_at=SECOND), marsh)
    assert is_ready(run, marsh)


def test_told_later_that_all_is_met(short):
    run, marsh = short
    letter(asked(run, "SHORTFALL", at=FIRST, written_at=FIRST), marsh)
    assert is_ready(run, marsh)
    letter(asked(run, "MET", at=SECOND, written_at=SECOND), marsh)
    assert not is_ready(run, marsh)


def test_letters_that_were_asked_for_earlier_and_written_later(short):
    run, marsh = short
    met = asked(run, "MET", at=FIRST, written_at=THIRD)
    letter(asked(run, "SHORTFALL", at=SECOND, written_at=SECOND), marsh)
    letter(met, marsh)
    assert not is_ready(run, marsh)
