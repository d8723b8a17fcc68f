"""One's record as a PDF: what is printed can be read sheet by sheet."""

import io
from datetime import date, datetime

import pytest
import time_machine
from pypdf import PdfReader

from cet_portal.core.clock import LONDON
from tests import builders
from tests.registrants.building import WINTER, accept, offer

pytestmark = pytest.mark.django_db
CAPTIONS = ("Requirements", "Completed and accepted")
RECORD = "/statement/record/?format=pdf&cycles=2025-2027&cycles=2022-2024&parts=REQUIREMENTS"


def sheets(owner) -> list[list[str]]:
    """The lines of each sheet, but for those of its foot."""
    with time_machine.travel(WINTER, tick=False):
        file = builders.client_for(owner.user).get(f"{RECORD}&parts=ACCEPTED")
    pages = PdfReader(io.BytesIO(file.content)).pages
    lines = [[line.strip() for line in page.extract_text().splitlines()] for page in pages]
    return [[line for line in each if line and line != "•" and " / " not in line] for each in lines]


@pytest.mark.parametrize("number", [1, 8])
def test_no_caption_stands_alone_at_the_foot_of_a_sheet(number):
    owner = builders.registrant()
    for each in range(number):
        accept(offer(owner, each + 1, total=1))
    before = offer(owner, number + 1, day=date(2024, 5, 1))
    accept(before, at=datetime(2024, 6, 1, 12, tzinfo=LONDON))
    found = sheets(owner)
    assert sum(line in CAPTIONS for each in found for line in each) == 4
    assert [each[-1] for each in found if each[-1] in CAPTIONS] == []
