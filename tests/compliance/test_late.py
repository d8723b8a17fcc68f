"""Late points: the list, what settling would do, singly and in sets."""

from datetime import date

import pytest
import time_machine

from cet_portal.accounts.roles import PROVIDER_ROLES, Role
from cet_portal.core.actor import CLOCK
from cet_portal.core.models import OutboxMessage, StatusChange
from cet_portal.core.permissions import Refused
from compliance import queries, services, tasks
from compliance.models import BulkAct
from compliance.queries import late as reads
from compliance.services.outcomes import acting
from registrants import services as register_services
from registrants.models import PointEntry, Registrant
from tests import builders
from tests.racing import together
from tests.registrants.building import offer
from tests.sessions_events.building import World, london

pytestmark = pytest.mark.django_db

ARRIVED = london(2028, 1, 2)
JANUARY = london(2028, 1, 5)


def staff():
    return builders.actor_of(builders.staff())


def late(person, number=1, **changed) -> PointEntry:
    return offer(person, number, at=ARRIVED, **changed)


def settle(*lines, count=True, reason="The provider was late.", by=None) -> BulkAct:
    keys = [line.pk for line in lines]
    return services.begin_late(
        keys=keys, count=count, reason=reason, actor=by or staff(), at=JANUARY
    )


def test_one_line_counts_or_does_not_and_its_person_is_told(marsh):
    one, other = late(marsh, 1), late(marsh, 2)

    settle(one)
    settle(other, count=False, reason="The list was of another event.")

    one.refresh_from_db(), other.refresh_from_db()
    assert (one.status, other.status) == ("ACCEPTED", "LAPSED")
    counted, refused = OutboxMessage.objects.filter(kind="late_settled").order_by("pk")
    assert counted.subject == "3 CET points that came late count"
    assert "The provider was late." in counted.body
    assert refused.subject == "3 CET points that came late do not count"
    change = StatusChange.objects.get(case_id=one.pk, step="settle")
    assert (change.reason, change.actor_role) == ("The provider was late.", Role.GOC_STAFF)


def test_who_reads_of_a_refused_line_finds_the_decision_and_not_a_failure_of_their_own(marsh):
    line = late(marsh)
    settle(line, count=False, reason="The list was of another event.")

    with time_machine.travel(JANUARY, tick=False):
        client = builders.client_for(marsh.user)
        statement = client.get("/statement/", {"cycle": "2025-2027"}).content.decode()
        page = client.get(f"/statement/lines/{line.pk}/").content.decode()

    for shown in (statement, page):
        assert "GOC staff decided that it does not count: The list was of another event." in shown
        assert "Not accepted before the cycle ended" not in shown
        assert "nobody had accepted" not in shown
        assert "not accepted by the cycle’s last day" not in shown


def test_without_a_reason_or_a_line_it_is_refused(marsh):
    line = late(marsh)
    with pytest.raises(Refused, match="Give the reason"):
        settle(line, reason="  ")
    with pytest.raises(Refused, match="Nothing of what you chose waits"):
        settle(offer(marsh, 2))
    with pytest.raises(Refused, match="Nothing of what you chose waits"):
        services.begin_late(keys=[10**12], count=True, reason="x", actor=staff(), at=JANUARY)
    line.refresh_from_db()
    assert line.status == "LATE"
    assert not BulkAct.objects.exists()


def test_who_may(marsh):
    line = late(marsh)
    provider, _admin = builders.provider_with()
    others = [
        builders.actor_of(marsh.user, "registrant"),
        builders.actor_of(builders.approver()),
        CLOCK,
        *(builders.actor_of(builders.member(provider, role)) for role in PROVIDER_ROLES),
    ]
    for actor in others:
        with pytest.raises(Refused, match="Only GOC staff"):
            settle(line, by=actor)
        assert not reads.late_list(actor).exists()
    for role in (Role.GOC_STAFF, Role.CET_MANAGER):
        assert reads.late_list(builders.actor_of(builders.staff(role))).count() == 1


def test_settled_twice_the_second_passes_it_over(marsh):
    line = late(marsh)
    assert settle(line).moved == 1
    with pytest.raises(Refused, match="Nothing of what you chose waits"):
        settle(line, count=False)


def test_a_line_that_somebody_settled_before_is_listed_with_the_act(marsh):
    one, other = late(marsh, 1), late(marsh, 2)
    settle(one, count=False, reason="The list was of another event.")

    act = settle(one, other)

    assert (act.total, act.moved, act.passed_over) == (2, 1, 1)
    manager = builders.client_for(builders.staff(Role.CET_MANAGER))
    page = manager.get(f"/acts/{act.pk}/").content.decode()
    assert "1 line was passed over" in page
    assert one.event_reference in page
    assert "Had been settled: Lapsed" in page


@pytest.mark.django_db(transaction=True)
def test_two_members_of_staff_settle_at_once():
    builders.reference()
    marsh = builders.registrant(surname="Marsh")
    lines = [late(marsh, number) for number in range(1, 6)]
    one, other = staff(), staff()

    outcomes = together(
        lambda: settle(*lines, by=one), lambda: settle(*lines, count=False, by=other)
    )

    acts = [each for each in outcomes if isinstance(each, BulkAct)]
    assert sum(act.moved for act in acts) == len(lines)
    assert StatusChange.objects.filter(step__in=("settle", "refuse_late")).count() == len(lines)
    statuses = set(PointEntry.objects.values_list("status", flat=True))
    assert statuses in ({"ACCEPTED"}, {"LAPSED"})
    assert OutboxMessage.objects.filter(kind="late_settled").count() == 1


def test_a_line_under_an_open_case_is_left_to_the_case(marsh):
    world = World()
    event = world.declared()
    world.upload(event, (1, marsh.entries.get().number, "Marsh"))
    line = PointEntry.objects.get()
    register_services.query_line(
        entry=line, problem="POINTS", message="Three hours.",
        actor=builders.actor_of(marsh.user, "registrant"), at=london(2026, 11, 20),
    )  # fmt: skip
    line.refresh_from_db()
    register_services.keep_late(entry=line, actor=CLOCK, at=london(2028, 1, 1))
    actor = staff()

    assert not reads.late_list(actor).exists()
    assert reads.under_a_case(actor) == 1
    with pytest.raises(Refused):
        settle(line)


def test_lines_of_a_cycle_whose_record_is_disputed_are_left_to_the_dispute(marsh, time_machine):
    time_machine.move_to(JANUARY, tick=False)
    line, fell = late(marsh), late(builders.registrant(surname="Fell"), 2)
    period = queries.period_named("2025-2027", queries.periods(JANUARY.date()))
    own = builders.actor_of(marsh.user, "registrant")
    dispute = services.lodge(period=period, words="Wrong.", actor=own, at=JANUARY)
    actor = staff()

    assert list(reads.late_list(actor)) == [fell]
    assert (reads.under_a_case(actor), reads.under_a_dispute(actor)) == (0, 1)
    page = builders.client_for(builders.staff(), "staff").get("/late/").content.decode()
    assert "1 more line is of a cycle whose record is disputed" in page
    act = settle(line, fell)
    assert (act.moved, act.passed) == (1, [[line.pk, ""]])
    line.refresh_from_db()
    assert line.status == "LATE"

    services.withdraw(dispute=dispute, actor=own, at=JANUARY)
    assert list(reads.late_list(actor)) == [line]


def test_a_dispute_about_another_cycle_leaves_the_line_where_it_is(marsh):
    line = late(marsh)
    builders.reference()
    other = queries.period_named("2022-2024", queries.periods(JANUARY.date()))
    services.lodge(
        period=other, words="Wrong.", actor=builders.actor_of(marsh.user, "registrant"),
        at=london(2025, 1, 7),
    )  # fmt: skip
    assert list(reads.late_list(staff())) == [line]


def many(number: int) -> list[int]:
    """So many late lines, of a hundred people."""
    marsh = builders.registrant(surname="Marsh")
    first = late(marsh)
    people = Registrant.objects.bulk_create(
        Registrant(
            forenames="Ada", surname=f"Fell{place}", surname_key=f"fell{place}",
            date_of_birth=date(1980, 1, 1),
        )
        for place in range(100)
    )  # fmt: skip
    lines = PointEntry.objects.bulk_create(
        PointEntry(
            **{
                field.attname: getattr(first, field.attname)
                for field in PointEntry._meta.concrete_fields
                if field.attname not in ("id", "registrant_id", "event_reference")
            },
            registrant=people[place % 100],
            event_reference=f"EV-{place}",
        )
        for place in range(1, number)
    )
    return [first.pk, *(line.pk for line in lines)]


def test_a_thousand_lines_in_sets(django_assert_max_num_queries, monkeypatch):
    builders.reference()
    asked = []
    monkeypatch.setattr(acting, "enqueue", lambda name, **ids: asked.append((name, ids)))
    keys, boss = many(1000), builders.staff()

    act = services.begin_late(
        keys=keys, count=True, reason="x", actor=builders.actor_of(boss), at=JANUARY
    )

    assert asked == [("compliance.carry_out_act", {"act_id": act.pk})]
    assert (act.total, act.done) == (1000, 0)
    with django_assert_max_num_queries(150):
        services.carry_out(act=act, actor=CLOCK, at=JANUARY)
    act.refresh_from_db()
    assert (act.done, act.moved, act.passed_over) == (1000, 1000, 0)
    assert act.finished_at == JANUARY
    assert PointEntry.objects.filter(status="ACCEPTED").count() == 1000
    assert OutboxMessage.objects.filter(kind="late_settled").count() == 1, "one has an account"
    assert OutboxMessage.objects.filter(kind="act_done", to=boss.email).count() == 1


def test_a_killed_worker_loses_one_set_and_the_next_goes_on_behind_it(monkeypatch, time_machine):
    builders.reference()
    monkeypatch.setattr(acting, "enqueue", lambda name, **ids: None)
    act = services.begin_late(keys=many(1000), count=True, reason="x", actor=staff(), at=JANUARY)
    whole = acting._SETS[act.kind]
    calls = []

    def dies_in_the_third(**given):
        calls.append(given["keys"])
        if len(calls) == 3:
            raise MemoryError
        return whole(**given)

    monkeypatch.setitem(acting._SETS, act.kind, dies_in_the_third)
    with pytest.raises(MemoryError):
        services.carry_out(act=act, actor=CLOCK, at=JANUARY)
    act.refresh_from_db()
    assert act.done == PointEntry.objects.filter(status="ACCEPTED").count() > 0
    assert act.finished_at is None

    monkeypatch.setitem(acting._SETS, act.kind, whole)
    asked = []
    monkeypatch.setattr(acting, "enqueue", lambda name, **ids: asked.append(ids))
    time_machine.move_to(london(2028, 1, 5, 13), tick=False)
    tasks.resume_acts()
    assert asked == [{"act_id": act.pk}]
    tasks.carry_out_act(act.pk)
    tasks.carry_out_act(act.pk)
    act.refresh_from_db()
    assert (act.done, act.moved) == (1000, 1000)
    assert StatusChange.objects.filter(step="settle").count() == 1000


def test_all_lines_of_a_person_are_in_one_set(marsh, monkeypatch):
    monkeypatch.setattr(acting, "SET_SIZE", 2)
    lines = [late(marsh, number) for number in range(1, 6)]
    lines.append(late(builders.registrant(), 9))
    assert settle(*lines).moved == 6
    told = OutboxMessage.objects.filter(kind="late_settled", to=marsh.user.email).get()
    assert told.subject.startswith("15 CET points")


def test_what_it_would_do_is_said_before(marsh):
    lines = [late(marsh, number, total=12, interactive=6) for number in range(1, 4)]
    periods = queries.periods(date(2028, 1, 5))
    rows = reads.late_lines(staff(), [line.pk for line in lines])
    effect = reads.effect_of(rows, periods)
    assert (effect.lines, effect.people, effect.points) == (3, 1, 36)
    assert effect.meet in (0, 1)
    assert not PointEntry.objects.exclude(status="LATE").exists()


def test_of_many_people_it_is_said_when_it_is_asked(marsh, monkeypatch, time_machine):
    time_machine.move_to(JANUARY, tick=False)
    monkeypatch.setattr(reads, "JUDGED_AT_ONCE", 2)
    monkeypatch.setattr(reads, "IN_A_SET", 2)
    people = [marsh, *(builders.registrant() for _each in range(3))]
    lines = [late(each, number, total=36, interactive=18) for number, each in enumerate(people, 1)]
    rows = reads.late_lines(staff(), [line.pk for line in lines])
    periods = queries.periods(date(2028, 1, 5))
    at_first, asked = (reads.effect_of(rows, periods, asked=asked) for asked in (False, True))
    assert (at_first.meet, at_first.may_ask) == (None, True)
    monkeypatch.setattr(reads, "JUDGED_AT_ONCE", 4)
    assert asked.meet == reads.effect_of(rows, periods).meet
    monkeypatch.setattr(reads, "JUDGED_AT_ONCE", 2)

    client = builders.client_for(builders.staff(), "staff")
    page = client.post("/late/settle/", {"all": "yes"}).content.decode()
    keys = " ".join(str(line.pk) for line in lines)
    assert "Work out how many would meet the requirements" in page
    assert page.count(f'name="keys" value="{keys}"') == 2
    page = client.post("/late/settle/", {"keys": keys, "meet": "yes"}).content.decode()
    assert "If they count, " in page
    assert "Work out how many would meet the requirements" not in page
    monkeypatch.setattr(reads, "MOST_JUDGED", 3)
    page = client.post("/late/settle/", {"keys": keys, "meet": "yes"}).content.decode()
    assert "If they count, " not in page


def test_pages_singly_and_all_that_the_filters_leave(marsh, time_machine):
    time_machine.move_to(JANUARY, tick=False)
    fell = builders.registrant(surname="Fell")
    one, two, three = late(marsh, 1), late(marsh, 2), late(fell, 3)
    client = builders.client_for(builders.staff(), "staff")

    page = client.get("/late/").content.decode()
    assert "3 lines" in page
    assert "EV-80001" in b"".join(client.get("/late/?format=csv").streaming_content).decode()
    nothing = client.post("/late/settle/", {}, follow=True).content.decode()
    assert "Tick the lines that you want to settle." in nothing

    shown = client.post("/late/settle/", {"line": [one.pk]}).content.decode()
    assert "Lines: 1. Points: 3. Registrants: 1." in shown
    wrong = client.post("/late/settle/", {"keys": str(one.pk), "reason": "Because."})
    assert "There is a problem" in wrong.content.decode()
    assert "Because." in wrong.content.decode()
    typed = {"keys": str(one.pk), "decision": "count", "reason": "Because."}
    done = client.post("/late/settle/", typed, follow=True).content.decode()
    assert "1 line is settled, and its registrant told." in done

    all_of_fell = client.post("/late/settle/?words=Fell", {"all": "yes"}).content.decode()
    assert f'value="{three.pk}"' in all_of_fell
    two.refresh_from_db(), one.refresh_from_db()
    assert (one.status, two.status) == ("ACCEPTED", "LATE")
    for hostile in ("1 x", "²", "9" * 30, "\x00", "1,2"):
        answer = client.post("/late/settle/", {**typed, "keys": hostile})
        assert answer.status_code == 200
    act = BulkAct.objects.get()
    assert builders.client_for(fell.user, "registrant").get(f"/acts/{act.pk}/").status_code == 403


def test_the_list_asks_the_same_however_long_it_is(marsh, django_assert_max_num_queries):
    client = builders.client_for(builders.staff(), "staff")
    late(marsh, 1)
    client.get("/late/")
    with django_assert_max_num_queries(24) as few:
        client.get("/late/")
    for number in range(2, 7):
        late(builders.registrant(), number)
    with django_assert_max_num_queries(len(few)):
        client.get("/late/")


def test_a_number_leads_to_its_event_where_there_is_one(marsh):
    with time_machine.travel(JANUARY, tick=False):
        world = World()
        event = world.declared(date(2027, 12, 30))
        world.upload(event, (1, marsh.entries.get().number, "Marsh"))
        late(marsh, 1)
        page = builders.client_for(builders.staff()).get("/late/").content.decode()

    assert f'href="/events/{event.ev_number}/"' in page
    assert "EV-80001" in page
    assert 'href="/events/EV-80001/"' not in page
