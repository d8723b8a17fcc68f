"""Importing the register in a browser: the preview, what stays behind, and the second person."""

from pathlib import Path

import pytest

from registrants.models import RegisterEntry
from tests.browser.person import Person
from tests.builders import PASSWORD, staff
from tests.registrants.registering import row, text_of

pytestmark = pytest.mark.browser


@pytest.fixture
def keeper(person):
    """Makes members of staff, signed in."""

    def signed_in(name: str) -> Person:
        someone = person(name)
        someone.account = staff(name=name)
        someone.signs_in(someone.account.email, PASSWORD)
        return someone

    return signed_in


def sends(keeper: Person, folder: Path, rows: list[dict[str, str]]) -> None:
    """The full register of 1 June 2026."""
    file = folder / "register.csv"
    file.write_text(text_of(*rows))
    keeper.opens("/register/")
    keeper.follows("Imports of the register")
    keeper.follows("New import")
    keeper.page.get_by_label("The full register").check()
    for part, value in (("Day", "1"), ("Month", "6"), ("Year", "2026")):
        keeper.page.get_by_label(part, exact=True).fill(value)
    keeper.page.get_by_label("File").set_input_files(file)
    keeper.presses("Read the file")


def test_a_register_is_imported_and_a_second_person_confirms_who_left(keeper, tmp_path):
    ines, otto = keeper("Ines"), keeper("Otto")
    people = [row(), row("01-30002", surname="Bell"), row("D-5001", surname="O'Neil")]

    sends(ines, tmp_path, [*people, row("01-30004", surname="")])
    ines.sees("“Surname” is empty.")
    assert not RegisterEntry.objects.exists()
    ines.presses("Take over the differences")
    ines.sees("The import is taken over.")
    assert RegisterEntry.objects.count() == 3

    sends(ines, tmp_path, people[1:])
    ines.sees("needs a second member of staff")
    ines.presses("Ask a second person to confirm")
    ines.sees("Somebody else has to look")

    otto.opens("/register/imports/")
    otto.page.locator("tbody a").first.click()
    otto.finds_no_barrier()
    otto.sees("01-30001")
    otto.presses("Confirm and take over the differences")
    otto.sees("The import is taken over.")
    assert RegisterEntry.objects.filter(end__isnull=True).count() == 2

    otto.opens("/register/?words=01-30001")
    otto.follows("01-30001")
    otto.sees("Entries on the register")
    otto.follows("0 lines of the ledger")
    otto.sees("No points yet.")
