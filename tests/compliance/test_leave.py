"""Times on leave of a request: what overlaps is refused, what was typed wrongly is put right."""

from datetime import date
from http import HTTPStatus

import pytest

from cet_portal.core.actor import CLOCK
from cet_portal.core.permissions import Refused
from compliance import services
from compliance.models import LeavePeriod
from compliance.queries import exceptions as reads
from tests import builders
from tests.compliance.cases import JANUARY, asked, cycle, leave_typed, manager, own
from tests.racing import together
from tests.sessions_events.building import london

pytestmark = pytest.mark.django_db

YEAR = (date(2026, 1, 1), date(2026, 12, 31))
SPRING = (date(2026, 3, 1), date(2026, 5, 31))


def change(leave, days=SPRING, by=None, at=JANUARY, reason="It ended in May."):
    return services.change_leave(
        leave=leave,
        period=cycle(),
        days=days,
        reason=reason,
        actor=by or own(leave.request.registrant),
        at=at,
    )


def add(request, days):
    return services.add_leave(
        request=request,
        period=cycle(),
        start=days[0],
        end=days[1],
        actor=own(request.registrant),
        at=JANUARY,
    )


def days_of(request) -> list:
    return [(each.start, each.end) for each in request.leave.standing()]


@pytest.mark.parametrize(
    "days", [SPRING, YEAR, (date(2025, 12, 1), date(2026, 1, 1)), (date(2025, 2, 1), YEAR[1])]
)
def test_leave_that_overlaps_another_is_refused_with_the_days_of_the_other(marsh, days):
    request = asked(marsh, leave=[YEAR])

    with pytest.raises(Refused, match="overlaps the leave from 1 January 2026 to 31 December 2026"):
        add(request, days)

    assert days_of(request) == [YEAR]


def test_leave_is_corrected_and_what_it_was_stays_with_the_reason(marsh):
    request = asked(marsh, leave=[YEAR])

    new = change(request.leave.get())

    assert days_of(request) == [SPRING]
    (old,) = request.leave.changed()
    assert (old.start, old.end, old.replaced_by) == (*YEAR, new)
    assert (old.changed_because, old.changed_at) == ("It ended in May.", JANUARY)


def test_leave_is_taken_back_and_counts_no_more(marsh):
    request = asked(marsh, leave=[YEAR])
    before = reads.leasts(request, cycle())[0].least

    change(request.leave.get(), days=None)

    assert days_of(request) == []
    assert reads.leasts(request, cycle())[0].least > before
    assert request.leave.changed().get().replaced_by is None
    add(request, SPRING)
    assert days_of(request) == [SPRING]


def test_what_a_correction_is_refused_for(marsh):
    request = asked(marsh, leave=[YEAR, (date(2027, 2, 1), date(2027, 3, 1))])
    leave = request.leave.standing().first()
    for words, changed in (
        ("Say what was wrong", {"reason": "  "}),
        ("the days that it has", {"days": YEAR}),
        ("ends on the day on which it begins", {"days": (SPRING[1], SPRING[0])}),
        ("outside the cycle", {"days": (date(2024, 1, 1), date(2024, 2, 1))}),
        ("overlaps the leave from 1 February 2027", {"days": (YEAR[0], date(2027, 2, 1))}),
        ("last day for evidence", {"at": london(2028, 2, 20)}),
        (".", {"by": CLOCK}),
        (".", {"by": manager()}),
        (".", {"by": own(builders.registrant())}),
    ):
        with pytest.raises(Refused, match=words):
            change(leave, **changed)
    assert not LeavePeriod.objects.changed().exists()


@pytest.mark.django_db(transaction=True)
def test_two_corrections_at_once_are_one():
    builders.reference()
    request = asked(builders.registrant(), leave=[YEAR])
    leave = request.leave.get()

    outcomes = together(lambda: change(leave), lambda: change(leave, days=None))

    assert sum(isinstance(each, Refused) for each in outcomes) == 1
    assert request.leave.changed().count() == 1


def test_the_person_corrects_it_on_the_page_and_reads_what_it_was(marsh, time_machine):
    time_machine.move_to(JANUARY)
    request = asked(marsh, leave=[YEAR])
    path = f"/exceptions/{request.pk}/leave/{request.leave.get().pk}/"
    client = builders.client_for(marsh.user)

    wrong = client.post(path, {"act": "correct", "reason": "", **leave_typed(*SPRING)})
    sent = client.post(path, {"act": "correct", "reason": "In May.", **leave_typed(*SPRING)})
    page = " ".join(client.get(sent["Location"]).content.decode().split())

    assert "Say what was wrong" in wrong.content.decode()
    assert "1 March 2026 to 31 May 2026" in page
    assert "corrected to 1 March 2026 to 31 May 2026: In May." in page
    assert client.get(path).status_code == HTTPStatus.NOT_FOUND
    other = builders.client_for(builders.registrant().user)
    assert other.get(path).status_code == HTTPStatus.NOT_FOUND
