"""Letters that are asked for and written, for tests."""

import re

from compliance.enums import LetterKind
from compliance.models import LetterRound
from compliance.services import letters as services
from tests import builders
from tests.compliance.chosen_results import JANUARY

MET, SHORTFALL, ANNUAL = LetterKind.MET, LetterKind.SHORTFALL, LetterKind.ANNUAL


def ask(run, kind=SHORTFALL, year=None):
    """Staff ask for the letters of a run."""
    return services.ask_letters(run=run, kind=kind, year=year, actor=builders.MANAGER, at=JANUARY)


def write(run, kind=SHORTFALL, year=None, at=JANUARY) -> LetterRound:
    """Asked for by staff, and written by the worker."""
    found = services.ask_letters(run=run, kind=kind, year=year, actor=builders.MANAGER, at=at)
    services.write_letters(letter_round=found, now=lambda: at)
    found.refresh_from_db()
    return found


def people(number: int, **said):
    """So many people of the register."""
    return [builders.registrant(surname=f"Marsh{chr(97 + n)}", **said) for n in range(number)]


def shown_on(page) -> dict[str, str]:
    """What the form of the check page carries."""
    hidden = r'<input type="hidden" name="(run|total)" value="([^"]*)"'
    return dict(re.findall(hidden, page.content.decode()))


class Killed(BaseException):
    """The worker is gone, between two statements."""
