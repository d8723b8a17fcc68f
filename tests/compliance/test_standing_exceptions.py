"""Which exception of a person stands: the last granted, whatever is asked for beside it."""

from datetime import date

import pytest

from cet_portal.core.models import OutboxMessage
from cet_portal.core.permissions import Refused
from compliance import services
from compliance.enums import Factor
from compliance.models import ExceptionRequest
from compliance.queries import removing as reads
from compliance.queries.removals import TO_UNDO, removal_list
from tests import builders
from tests.compliance import removing as old
from tests.compliance.cases import JANUARY, asked, cycle, decide, manager, own, sent
from tests.compliance.for_them import asked_for, wrote
from tests.compliance.machines import Machine
from tests.compliance.removing import remove
from tests.compliance.sealed import sealed
from tests.racing import together
from tests.registrants.building import accept, offer
from tests.sessions_events.building import london

pytestmark = pytest.mark.django_db

GENERAL = ("GENERAL_POINTS", "")
FEBRUARY = london(2028, 2, 1)
NEW = "/exceptions/new/?cycle=2025-2027"
NOTHING_MORE = "nothing that is missing in 2025-2027 counts, so there is no other to ask for"


@pytest.fixture
def fell(time_machine):
    """Three points of 36; in January after the cycle."""
    builders.reference()
    found = builders.registrant(surname="Fell", start=date(2015, 1, 1))
    line = offer(found, 1, day=date(2025, 3, 3), total=3, interactive=0, at=london(2025, 3, 5))
    accept(line, london(2025, 4, 1))
    time_machine.move_to(JANUARY, tick=False)
    return found


def excused(person) -> ExceptionRequest:
    return decide(sent(person), "excuse")


def lowered(person, figure=25) -> ExceptionRequest:
    request = sent(person, leave=[(date(2026, 1, 1), date(2026, 12, 31))])
    return decide(request, "lower", lowered={GENERAL: figure})


def another_beside(granted: ExceptionRequest) -> ExceptionRequest:
    """Asked for while nobody could know that another is granted: two people turn out to be one."""
    twin = builders.registrant(surname="Fell", start=date(2015, 1, 1))
    request = sent(twin)
    ExceptionRequest.objects.filter(pk=request.pk).update(registrant=granted.registrant)
    request.refresh_from_db()
    return request


def seen(client, address) -> str:
    return " ".join(client.get(address).content.decode().split())


def in_list(run, show) -> bool:
    return reads.short_list(manager(), run, show=show, today=JANUARY.date()).exists()


# Asking


def test_while_one_excuses_from_everything_no_other_can_be_asked_for(fell):
    granted, client = excused(fell), builders.client_for(fell.user, "registrant")

    with pytest.raises(Refused, match=f"{granted.reference} is granted: {NOTHING_MORE}"):
        asked(fell, at=FEBRUARY)

    assert "Ask for an exception for" not in seen(client, "/exceptions/")
    page = seen(client, NEW)
    assert NOTHING_MORE in page
    assert "Ask for the exception" not in page
    assert NOTHING_MORE in " ".join(
        client.post(NEW, {"ground": "OTHER", "words": "Again."}).content.decode().split()
    )
    assert ExceptionRequest.objects.count() == 1


def test_nor_by_staff_on_their_behalf(fell):
    dan = builders.staff()
    excused(fell)
    on, client = wrote(fell, dan), builders.client_for(dan, "staff")
    with pytest.raises(Refused, match=NOTHING_MORE):
        asked_for(fell, dan)
    assert NOTHING_MORE in seen(
        client, f"/register/requests/{on.pk}/exceptions/new/?cycle=2025-2027"
    )
    assert "Ask for an exception for 2025-2027" not in seen(
        client, f"/register/requests/{on.pk}/exceptions/"
    )


@pytest.mark.django_db(transaction=True)
def test_asked_as_it_is_granted_one_of_the_two_comes_first():
    builders.reference()
    person = builders.registrant(surname="Fell", start=date(2015, 1, 1))
    request, boss, actor = sent(person), manager(), own(person)

    def ask():
        return services.ask_exception(
            period=cycle(), ground="OTHER", words="x", actor=actor, at=JANUARY
        )

    outcomes = together(lambda: decide(request, "excuse", by=boss), ask)

    assert ExceptionRequest.objects.count() == 1
    assert isinstance(outcomes[1], Refused) or outcomes[1] == request


def test_a_button_is_offered_once_while_one_is_open(fell):
    client = builders.client_for(fell.user, "registrant")
    assert "Ask for an exception for 2025-2027" in seen(client, "/exceptions/")
    asked(fell)
    assert "Ask for an exception for 2025-2027" not in seen(client, "/exceptions/")


def test_after_one_in_part_the_form_says_what_another_would_replace(fell):
    granted, client = lowered(fell), builders.client_for(fell.user, "registrant")
    page = seen(client, NEW)
    assert f"{granted.reference}, granted in part, stands until the new request is granted" in page
    assert "A refusal leaves it as it is." in page
    assert "Ask for the exception" in page


def test_on_the_first_page_and_while_removed_nothing_more_is_offered(fell, time_machine):
    run = sealed(cycle(), fell, at=JANUARY)
    remove(run, fell, at=JANUARY, of_day=date(2028, 1, 6))
    time_machine.move_to(london(2028, 1, 10), tick=False)
    client = builders.client_for(fell.user, "registrant")
    for address in ("/", "/statement/"):
        assert "Ask for an exception</a> until" in seen(client, address)
    request = sent(fell, at=london(2028, 1, 10))
    for address in ("/", "/statement/"):
        assert "Ask for an exception</a> until" not in seen(client, address)

    granted = decide(request, "excuse", at=london(2028, 1, 10))

    for address in ("/", "/statement/"):
        page = seen(client, address)
        assert "Ask for an exception" not in page
        assert f"{granted.reference}</a> is granted: the CET manager decides about" in page


# What stands beside an open one


def test_a_lowered_figure_stays_while_another_is_open(fell, time_machine):
    granted = lowered(fell)
    again = asked(fell, at=FEBRUARY)
    time_machine.move_to(FEBRUARY, tick=False)
    client = builders.client_for(fell.user, "registrant")
    words = f"{granted.reference}: 25 instead of 36"

    pages = (
        "/statement/?cycle=2025-2027",
        "/statement/requirements/general-points/?cycle=2025-2027",
        "/statement/record/",
    )
    assert [address for address in pages if words not in seen(client, address)] == []
    said = Machine(own(fell)).read("/api/v1/statement/2025-2027/")["requirements"]
    assert next(each for each in said if each["code"] == "GENERAL_POINTS")["required"] == 25
    home = seen(client, "/")
    assert "3 of 25" in home
    for page in (home, seen(client, "/statement/?cycle=2025-2027")):
        assert granted.reference in page
        assert again.reference in page


def test_neither_a_withdrawal_nor_a_refusal_takes_a_lowered_figure_away(fell, time_machine):
    granted = lowered(fell)
    time_machine.move_to(FEBRUARY, tick=False)
    client = builders.client_for(fell.user, "registrant")
    services.withdraw_exception(request=asked(fell, at=FEBRUARY), actor=own(fell), at=FEBRUARY)
    assert f"{granted.reference}: 25 instead of 36" in seen(client, "/statement/?cycle=2025-2027")

    decide(sent(fell, at=FEBRUARY), "refuse", at=FEBRUARY)

    assert f"{granted.reference}: 25 instead of 36" in seen(client, "/statement/?cycle=2025-2027")
    told = OutboxMessage.objects.filter(kind="exception_decided").latest("pk")
    assert f"{granted.reference}, granted in part, stands as before." in told.body


def test_another_grant_replaces_the_one_before(fell, time_machine):
    granted = lowered(fell, 30)
    time_machine.move_to(FEBRUARY, tick=False)
    request = sent(fell, at=FEBRUARY, leave=[(date(2026, 1, 1), date(2026, 12, 31))])

    decide(request, "lower", at=FEBRUARY, lowered={GENERAL: 26})

    page = seen(builders.client_for(fell.user, "registrant"), "/statement/?cycle=2025-2027")
    assert f"{request.reference}: 26 instead of 36" in page
    assert f"{granted.reference}: 30" not in page
    told = OutboxMessage.objects.filter(kind="exception_decided").latest("pk")
    assert f"It replaces {granted.reference}, which stands no more." in told.body


def test_the_filter_and_the_row_of_removals_say_the_same(fell):
    run = sealed(cycle(), fell, at=JANUARY)
    granted = excused(fell)
    assert (held_of(run, fell), in_list(run, "held")) == ("EXCUSED", True)

    again = another_beside(granted)
    assert (held_of(run, fell), in_list(run, "held")) == ("EXCEPTION", True)

    decide(again, "refuse")
    held = (held_of(run, fell), in_list(run, "held"), in_list(run, "ready"))
    assert held == ("EXCUSED", True, False)


def held_of(run, someone):
    rows = run.results.filter(registrant=someone)
    (found,) = reads.candidates(rows, run, cycle(), of_day=date(2028, 2, 1))
    return found.held


def test_removals_show_the_lowered_figure_beside_an_open_request(fell):
    run = sealed(cycle(), fell, at=JANUARY)
    lowered(fell)
    asked(fell)
    (found,) = reads.candidates(run.results.all(), run, cycle(), of_day=date(2028, 2, 1))
    (general,) = [each for each in found.short_of if each.label == "General points"]
    assert (general.obtained, general.required, found.held) == (3, 25, "EXCEPTION")


def test_what_was_granted_speaks_against_a_removal_also_after_a_refusal(fell):
    run = sealed(cycle(), fell, at=JANUARY)
    remove(run, fell, at=JANUARY, of_day=date(2028, 1, 6))
    later = london(2028, 1, 10)
    request = sent(fell, at=later, leave=[(date(2026, 1, 1), date(2026, 12, 31))])
    decide(request, "lower", at=later, lowered={GENERAL: 25})
    assert removal_list(manager(), status=TO_UNDO).count() == 1
    decide(sent(fell, at=FEBRUARY), "refuse", at=FEBRUARY)
    assert removal_list(manager(), status=TO_UNDO).count() == 1


def test_who_has_all_that_is_asked_instead_is_held_by_the_filter_as_in_the_row():
    """30 of 36, of which 30 and 31 are asked instead."""
    enough, short = (old.on_register(name, general=30) for name in ("Enough", "Short"))
    run = sealed(old.period(), enough, short, at=old.RAN)
    for someone, figure in ((enough, 30), (short, 31)):
        request = services.ask_exception(
            period=old.period(), ground="ILLNESS", words="Ill.", actor=own(someone), at=old.RAN,
            leave=[(date(2008, 1, 1), date(2008, 12, 31))],
        )  # fmt: skip
        old.decide(request, "lower", lowered={GENERAL: figure})

    found = {
        show: [row.registrant for row in reads.short_list(manager(), run, show=show, today=old.DAY)]
        for show in ("held", "ready")
    }

    assert found == {"held": [enough], "ready": [short]}
    assert [old.held_back(run, each) for each in (enough, short)] == ["EXCUSED", None]


# Deciding


def test_whoever_decides_sees_what_stands_and_what_the_decision_replaces(fell):
    granted = lowered(fell)
    again = sent(fell)
    boss = builders.client_for(builders.staff("CET_MANAGER"), "staff")
    stands = f"{granted.reference}</a>, granted in part on"

    assert stands in seen(boss, f"/exceptions/{again.pk}/")
    page = seen(boss, f"/exceptions/{again.pk}/decide/")
    assert stands in page
    assert "General points: 25 instead of 36." in page
    assert f"General points: 3 of 36, 33 short. <strong>{granted.reference}: 25" in page
    checked = " ".join(
        boss.post(f"/exceptions/{again.pk}/decide/", refusing()).content.decode().split()
    )
    assert f"{granted.reference}, granted in part, stands as before." in checked
    assert "They can be removed from the register" not in checked


def test_a_refusal_beside_a_full_grant_says_that_it_stands(fell):
    granted = excused(fell)
    again = another_beside(granted)
    boss = builders.client_for(builders.staff("CET_MANAGER"), "staff")
    assert f"{granted.reference}</a>, granted on" in seen(boss, f"/exceptions/{again.pk}/decide/")
    checked = " ".join(
        boss.post(f"/exceptions/{again.pk}/decide/", refusing()).content.decode().split()
    )
    assert f"{granted.reference}, granted, stands as before." in checked


def test_the_page_of_a_refusal_names_the_grant_that_stands(fell):
    granted, again = lowered(fell), sent(fell)
    decide(again, "refuse")
    page = seen(builders.client_for(fell.user, "registrant"), f"/exceptions/{again.pk}/")
    assert f"{granted.reference}</a>, granted in part on" in page
    assert ", is the decision that stands." in page


def refusing() -> dict:
    return {
        "decision": "refuse",
        "reason": "No letter came.",
        **{f"speaks_{factor}": "AGAINST" for factor in Factor},
        **{f"words_{factor}": "No." for factor in Factor},
    }
