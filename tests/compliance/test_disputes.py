"""Disputed records of a cycle: dates by scheme version, documents, the determination's lines."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from cet_portal.accounts.roles import PROVIDER_ROLES, Role
from cet_portal.core.actor import CLOCK
from cet_portal.core.models import OutboxMessage
from cet_portal.core.permissions import Refused
from compliance import services, tasks, workflow
from compliance.enums import DisputeStatus
from compliance.models import CycleDispute, DisputeFile
from compliance.queries import disputes as reads
from compliance.queries.judging import judged_now
from compliance.rules import Period
from compliance.rules.disputes import determination_due, documents_due, last_day_to_dispute
from registrants import services as register_services
from registrants.models import PointEntry
from tests import builders
from tests.compliance.cases import JANUARY, cycle, manager, own
from tests.registrants.building import accept, offer, offer_all
from tests.sessions_events.building import World, london

pytestmark = pytest.mark.django_db

LATER = Period("2007-2009", date(2007, 1, 1), date(2009, 12, 31), "SUBSEQUENT_2007")
FIRST = Period("2005-2006", date(2005, 7, 1), date(2006, 12, 31), "INITIAL_2005")
ENHANCED = Period("2019-2021", date(2019, 1, 1), date(2021, 12, 31), "ENHANCED_2019")


def test_the_worked_dates_of_the_2005_rules():
    """Request 14 January 2010, documents 11 February, determination by 24 February."""
    assert last_day_to_dispute(LATER) == date(2010, 1, 14)
    assert documents_due(LATER, date(2010, 1, 14)) == date(2010, 2, 11)
    assert determination_due(LATER, date(2010, 2, 11)) == date(2010, 2, 24)
    assert last_day_to_dispute(FIRST) == date(2007, 1, 14)


def test_the_dates_of_the_enhanced_scheme():
    assert last_day_to_dispute(ENHANCED) == date(2022, 2, 28)
    assert documents_due(ENHANCED, date(2022, 2, 28)) == date(2022, 3, 28)
    assert determination_due(ENHANCED, date(2022, 3, 28)) == date(2022, 4, 10)


def lodged(person, at=JANUARY, **changed) -> CycleDispute:
    values = {"period": cycle(), "words": "EV-1 is missing.", **changed}
    return services.lodge(**values, actor=own(person), at=at)


def sent(person) -> CycleDispute:
    return services.send(dispute=lodged(person), actor=own(person), at=JANUARY)


def test_it_is_lodged_from_the_cycles_end_to_its_last_day(marsh):
    with pytest.raises(Refused, match="has not ended"):
        lodged(marsh, at=london(2027, 12, 31, 23, 59))
    with pytest.raises(Refused, match="could be disputed until"):
        lodged(marsh, at=london(2028, 2, 29))
    dispute = lodged(marsh, at=london(2028, 2, 28, 23, 59))
    assert (dispute.status, dispute.due_on) == ("DOCUMENTS", date(2028, 3, 27))
    assert dispute.decide_by == date(2028, 4, 9)
    assert dispute.deadline.trigger == date(2028, 2, 28)


def test_pressed_twice_there_is_one(marsh):
    builders.staff(Role.CET_MANAGER)
    assert lodged(marsh) == lodged(marsh)
    assert OutboxMessage.objects.filter(kind="dispute_lodged").count() == 1


def test_documents_until_their_last_day(marsh):
    dispute = lodged(marsh)
    file = SimpleUploadedFile("a.txt", b"a")
    last = london(2028, 2, 2, 23, 59)
    services.add_file(dispute=dispute, file=file, actor=own(marsh), at=last)
    with pytest.raises(Refused, match="The last day for documents was 2 February 2028"):
        services.add_file(dispute=dispute, file=file, actor=own(marsh), at=london(2028, 2, 3))
    stranger = own(builders.registrant())
    with pytest.raises(Refused):
        services.add_file(dispute=dispute, file=file, actor=stranger, at=last)
    assert reads.files_visible_to(own(marsh)).count() == 1
    assert not reads.files_visible_to(stranger).exists()
    assert not DisputeFile.objects.visible_to(World().admin).exists()


def test_the_clock_closes_the_documents_and_tells_that_it_is_late(marsh, time_machine):
    boss = builders.staff(Role.CET_MANAGER)
    dispute = lodged(marsh)
    time_machine.move_to(london(2028, 2, 2), tick=False)
    tasks.close_documents()
    dispute.refresh_from_db()
    assert dispute.status == "DOCUMENTS"

    time_machine.move_to(london(2028, 2, 3), tick=False)
    tasks.close_documents()
    dispute.refresh_from_db()
    assert (dispute.status, dispute.due_on) == ("DECIDING", date(2028, 2, 15))

    time_machine.move_to(london(2028, 2, 16), tick=False)
    tasks.tell_of_late_disputes()
    tasks.tell_of_late_disputes()
    assert OutboxMessage.objects.filter(kind="dispute_late", to=boss.email).count() == 1


def test_an_upheld_dispute_writes_its_lines_itself(marsh):
    world = World(at=london(2027, 12, 20))
    event = world.declared(date(2027, 12, 18))
    late = offer(marsh, 1, at=london(2028, 1, 2))
    wrong = accept(offer(marsh, 2))
    dispute = sent(marsh)

    dispute = services.uphold(
        dispute=dispute,
        period=cycle(),
        reason="The certificates show it.",
        accept=[late.pk],
        reverse=[wrong.pk],
        add=[event.ev_number],
        actor=manager(),
        at=JANUARY,
    )

    late.refresh_from_db()
    wrong.refresh_from_db()
    given = PointEntry.objects.get(event_reference=event.ev_number)
    assert (late.status, wrong.status, given.status) == ("ACCEPTED", "REVERSED", "ACCEPTED")
    assert set(dispute.lines) == {late.pk, wrong.pk, given.pk}
    assert OutboxMessage.objects.filter(kind="dispute_determined", to=marsh.user.email).exists()


def test_all_of_a_determination_or_nothing(marsh):
    late = offer(marsh, 1, at=london(2028, 1, 2))
    dispute = sent(marsh)
    for changes in ({"accept": [late.pk], "add": ["EV-99999"]}, {"accept": [late.pk + 99]}, {}):
        with pytest.raises(Refused):
            services.uphold(
                dispute=dispute,
                period=cycle(),
                reason="x",
                **changes,
                actor=manager(),
                at=JANUARY,
            )
    late.refresh_from_db()
    dispute.refresh_from_db()
    assert (late.status, dispute.status) == ("LATE", "DECIDING")


def test_lines_of_somebody_else_stay(marsh):
    theirs = offer(builders.registrant(), 1, at=london(2028, 1, 2))
    with pytest.raises(Refused):
        services.uphold(
            dispute=sent(marsh),
            period=cycle(),
            reason="x",
            accept=[theirs.pk],
            actor=manager(),
            at=JANUARY,
        )
    theirs.refresh_from_db()
    assert theirs.status == "LATE"


def test_a_lapsed_line_counts_by_a_determination_as_a_new_one(marsh):
    lapsed = offer(marsh, 1)
    mine = PointEntry.objects.filter(pk=lapsed.pk)
    register_services.lapse(lines=mine, actor=CLOCK, at=london(2028, 1, 2))
    dispute = services.uphold(
        dispute=sent(marsh), period=cycle(), reason="The upload was late.", accept=[lapsed.pk],
        actor=manager(), at=JANUARY,
    )  # fmt: skip

    lapsed.refresh_from_db()
    new = PointEntry.objects.get(event_reference=lapsed.event_reference, status="ACCEPTED")
    assert lapsed.status == "REVERSED"
    assert (new.total, new.event_date, new.units) == (3, lapsed.event_date, ["O1"])
    assert set(dispute.lines) == {lapsed.pk, new.pk}


def test_what_a_determination_would_do_is_told_and_not_done(marsh):
    late = offer(marsh, 1, at=london(2028, 1, 2))
    wrong = accept(offer(marsh, 2, total=2))
    dispute = sent(marsh)

    told = services.preview_uphold(
        dispute=dispute, period=cycle(), reason="x", accept=[late.pk], reverse=[wrong.pk],
        actor=manager(), at=JANUARY,
    )  # fmt: skip

    found = {each.after.code: each for each in told.requirements if not each.after.year}
    general = found["GENERAL_POINTS"]
    assert (general.before.obtained, general.after.obtained, general.after.required) == (2, 3, 36)
    for line in (late, wrong, dispute):
        line.refresh_from_db()
    assert (late.status, wrong.status, dispute.status) == ("LATE", "ACCEPTED", "DECIDING")


def test_each_requirement_is_told_as_everybody_is_judged():
    """A line with units and interactive points: five requirements move, the review does not."""
    builders.reference()
    sand = builders.registrant(surname="Sand", profession="DISPENSING_OPTICIAN")
    line = offer_all(sand, 1, at=london(2028, 1, 2))
    dispute = sent(sand)
    now = judged_now([sand.pk], cycle(), accept=[line.pk])[sand.pk].found

    told = services.preview_uphold(
        dispute=dispute, period=cycle(), reason="x", accept=[line.pk], actor=manager(), at=JANUARY
    )

    assert [each.after for each in told.requirements] == list(now.requirements)
    assert [each.before.obtained for each in told.requirements if not each.after.year] == [0, 0, 0]
    assert [each.after.obtained for each in told.requirements if not each.after.year] == [36, 36, 8]
    assert (told.before.met, told.after.met) == (False, True)


def test_a_determination_is_checked_before_it_is_made(marsh, time_machine):
    time_machine.move_to(JANUARY, tick=False)
    wrong = accept(offer(marsh, 2))
    dispute = sent(marsh)
    boss = builders.client_for(builders.staff(Role.CET_MANAGER), "staff")
    address = f"/disputes/{dispute.pk}/determine/"
    typed = {"decision": "uphold", "add": "", "reason": "Not there."}

    shown = boss.get(f"/disputes/{dispute.pk}/").content.decode()
    assert f"/register/people/{marsh.pk}/" in shown
    unknown = boss.post(address, {**typed, "add": "EV-99999 late"}).content.decode()
    assert "No event has the number EV-99999" in unknown
    assert "“late” is no EV-number" in unknown
    checked = boss.post(address, {**typed, "reverse": [wrong.pk]}).content.decode()
    for label in ("General points", "Interactive points", "Competency units", "Peer review"):
        assert label in checked
    assert "<strong>0 of 36</strong>" in checked
    assert "They do not meet the cycle, before or after." in checked
    wrong.refresh_from_db()
    assert wrong.status == "ACCEPTED"
    boss.post(address, {**typed, "reverse": [wrong.pk], "sure": "yes"})

    wrong.refresh_from_db()
    assert wrong.status == "REVERSED"
    own_page = builders.client_for(marsh.user, "registrant").get(f"/disputes/{dispute.pk}/")
    assert "Record changed" in own_page.content.decode()
    assert "pheld" not in own_page.content.decode()
    told = OutboxMessage.objects.get(kind="dispute_determined")
    assert "pheld" not in told.subject + told.body


def test_what_cannot_be_meant_is_said_at_its_field(marsh, time_machine):
    time_machine.move_to(JANUARY, tick=False)
    dispute, line = sent(marsh), offer(marsh, 2, at=JANUARY)
    boss = builders.client_for(builders.staff(Role.CET_MANAGER), "staff")
    address = f"/disputes/{dispute.pk}/determine/"
    typed = {"decision": "uphold", "add": "", "reason": "Looked at."}

    both = {**typed, "accept": [line.pk], "reverse": [line.pk]}
    shown = boss.post(address, both).content.decode()
    assert f"“{line.event_reference} " in shown
    assert "cannot both count and be taken back: choose one of them" in shown
    assert "changed meanwhile" not in shown
    with pytest.raises(Refused, match="cannot both count and be taken back"):
        services.uphold(
            dispute=dispute, period=cycle(), reason="x", accept=[line.pk], reverse=[line.pk],
            actor=manager(), at=JANUARY,
        )  # fmt: skip
    for ticked in ({"accept": [line.pk]}, {"reverse": [line.pk]}, {"add": line.event_reference}):
        dismissed = {**typed, "decision": "dismiss", **ticked, "sure": "yes"}
        shown = boss.post(address, dismissed).content.decode()
        assert "There is a problem" in shown
    assert (
        "Points are chosen below: change the record, or take the choice away"
        in boss.post(
            address, {**typed, "decision": "dismiss", "accept": [line.pk]}
        ).content.decode()
    )
    assert CycleDispute.objects.get().status == "DECIDING"


def test_a_dispute_is_not_numbered_like_a_dispensing_optician(marsh):
    assert lodged(marsh).reference.startswith("RD-")


# Staff act on what the person asked for by letter or phone (test_disputes_on_behalf.py).
HELPERS = ("the registrant", Role.GOC_STAFF, Role.CET_MANAGER)
ALLOWED = {
    "send": {("DOCUMENTS", who) for who in HELPERS},
    "uphold": {("DECIDING", Role.CET_MANAGER)},
    "dismiss": {("DECIDING", Role.CET_MANAGER)},
    "withdraw": {(status, who) for status in ("DOCUMENTS", "DECIDING") for who in HELPERS},
}


def test_every_step_from_every_status_by_everybody(marsh):
    """The clock's own step has its test above: on this day there is still time."""
    dispute = lodged(marsh)
    provider, _admin = builders.provider_with()
    people = {
        "the registrant": own(marsh),
        "another registrant": own(builders.registrant()),
        "the clock": CLOCK,
        Role.GOC_STAFF: builders.actor_of(builders.staff()),
        Role.CET_MANAGER: manager(),
        **{role: builders.actor_of(builders.member(provider, role)) for role in PROVIDER_ROLES},
    }
    found = {}
    for status in DisputeStatus.values:
        dispute.status = status
        for name, actor in people.items():
            for step in workflow.cycle_dispute.open_to(dispute, actor=actor, at=JANUARY):
                found.setdefault(step, set()).add((status, name))
    assert found == ALLOWED


def test_pages_from_the_statement_to_the_determination(marsh, time_machine):
    time_machine.move_to(JANUARY, tick=False)
    late = offer(marsh, 1, at=london(2028, 1, 2))
    client = builders.client_for(marsh.user, "registrant")
    boss = builders.client_for(builders.staff(Role.CET_MANAGER), "staff")

    assert "This record is wrong" in client.get("/statement/?cycle=2025-2027").content.decode()
    form = client.get("/statement/wrong/?cycle=2025-2027").content.decode()
    assert "Wednesday 2 February 2028" in form
    assert "Tuesday 15 February 2028" in form
    file = SimpleUploadedFile("mine.txt", b"Marsh")
    sent = {"words": "<i>EV-1</i>", "file": file}
    shown = client.post("/statement/wrong/?cycle=2025-2027", sent, follow=True).content.decode()
    assert "&lt;i&gt;EV-1&lt;/i&gt;" in shown
    assert "mine.txt" in shown
    dispute = CycleDispute.objects.get()
    address = f"/disputes/{dispute.pk}/"
    stored = f"{address}files/{dispute.files.get().pk}/"
    assert client.get(stored)["Content-Disposition"].startswith("attachment")
    stranger = builders.client_for(builders.registrant().user, "registrant")
    assert {stranger.get(path).status_code for path in (address, stored)} == {404}

    client.post(f"{address}send/")
    assert dispute.reference in boss.get("/disputes/?status=open").content.decode()
    answer = boss.post(
        f"{address}determine/",
        {
            "decision": "uphold",
            "accept": [late.pk],
            "add": "",
            "reason": "It came late.",
            "sure": "yes",
        },
        follow=True,
    )
    assert "The registrant is told." in answer.content.decode()
    late.refresh_from_db()
    assert late.status == "ACCEPTED"
    assert "It came late." in client.get(address).content.decode()


def test_staff_who_are_not_the_registrar_read_and_do_not_determine(marsh, time_machine):
    time_machine.move_to(JANUARY, tick=False)
    address = f"/disputes/{sent(marsh).pk}/"
    staff = builders.client_for(builders.staff(), "staff")

    assert "Determine the dispute" not in staff.get(address).content.decode()
    assert "Only the CET manager" in staff.get(f"{address}determine/", follow=True).content.decode()
    staff.post(f"{address}determine/", {"decision": "dismiss", "reason": "No."})
    assert CycleDispute.objects.get().status == "DECIDING"
