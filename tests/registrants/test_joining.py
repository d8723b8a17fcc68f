"""Two people of the register turn out to be one: nothing is lost, and both sides say so."""

from datetime import date, timedelta

import pytest

from cet_portal.core import clock
from cet_portal.core.models import AuditEvent, OutboxMessage, StatusChange
from cet_portal.core.permissions import Refused
from registrants import queries, services
from registrants.enums import PointStatus
from registrants.models import (
    EventMark,
    FeedAddress,
    OwnLearning,
    PointEntry,
    Reflection,
    Registrant,
    Reminder,
    StandingInstruction,
)
from tests import builders
from tests.racing import together
from tests.registrants.building import WINTER, accept, offer
from tests.registrants.joining import DAY, join, join_own
from tests.registrants.opening import without_number

pytestmark = pytest.mark.django_db


def statuses(person):
    return set(person.points.values_list("event_reference", "status"))


def test_points_under_the_reference_become_points_of_the_number():
    reference = without_number()
    accepted, waiting = offer(reference, 1), offer(reference, 2)
    accept(accepted)
    ada = builders.registrant("01-20001", account=False)

    assert join_own(reference, "01-20001") == ada

    reference.refresh_from_db()
    ada.refresh_from_db()
    assert statuses(ada) == {("EV-80001", "ACCEPTED"), ("EV-80002", "PENDING")}
    assert set(ada.points.values_list("number", flat=True)) == {"U-10001"}
    assert ada.user.email == "ada@example.org"
    assert (reference.user, reference.joined_to) == (None, ada)
    waiting.refresh_from_db()
    assert accept(waiting).status == PointStatus.ACCEPTED


def test_one_audit_entry_on_each_side():
    reference, ada = without_number(), builders.registrant("01-20001", account=False)
    join_own(reference, "01-20001")

    assert AuditEvent.objects.get(verb="register.join").subject_id == ada.pk
    assert AuditEvent.objects.get(verb="register.joined_to").subject_id == reference.pk
    told = OutboxMessage.objects.get(kind="records_joined")
    assert told.to == "ada@example.org"
    assert "U-10001 now belong to your registration number 01-20001" in told.body


def test_every_mail_says_how_to_reach_the_team(settings):
    reference = without_number()
    builders.registrant("01-20001", account=False)
    settings.CET_TEAM_ADDRESS = "cet@example.org"
    join_own(reference, "01-20001")

    assert "CET team: cet@example.org" in OutboxMessage.objects.get(kind="records_joined").body


def test_the_reference_still_finds_the_person():
    reference, ada = without_number(), builders.registrant("01-20001", "Field", account=False)
    join(ada, reference)

    [entry] = queries.on_register(["U-10001"])["U-10001"]

    assert entry.registrant_id == ada.pk
    assert entry.surname_key == "field"
    assert entry.had_surname_until("marsh") == date(2027, 11, 15)
    assert queries.people_behind("U-10001").get() == ada


def test_everything_else_goes_along():
    reference, ada = without_number(), builders.registrant("01-20001", account=False)
    line = offer(reference, 1)
    at = clock.now()
    Reflection.objects.create(entry=line, text="Good", written_on=DAY, changed_at=at)
    OwnLearning.objects.create(registrant=reference, learned_on=DAY, title="Book", written_at=at)
    StandingInstruction.objects.create(registrant=reference, given_at=at)
    for person in (reference, ada):
        EventMark.objects.create(
            registrant=person, event_reference="EV-1", kind="BOOKED", marked_at=at
        )
        Reminder.objects.update_or_create(registrant=person, defaults={"due_on": DAY})
        FeedAddress.objects.create(registrant=person, token_digest=str(person.pk), made_at=at)
    EventMark.objects.create(
        registrant=reference, event_reference="EV-2", kind="BOOKED", marked_at=at
    )

    join(ada, reference)

    assert ada.points.get().reflection.text == "Good"
    assert ada.own_learning.get().title == "Book"
    assert ada.instructions.filter(ended_at__isnull=True).count() == 1
    assert set(ada.marks.values_list("event_reference", flat=True)) == {"EV-1", "EV-2"}
    assert Reminder.objects.get().registrant == ada
    assert FeedAddress.objects.get().token_digest == str(ada.pk)


def test_every_table_that_names_a_person_is_thought_of():
    """A new one: move it in queries/joining.py, or in an answer to `people_joined`."""
    here = {
        field.related_model._meta.label
        for field in Registrant._meta.get_fields(include_hidden=True)
        if field.auto_created and not field.concrete
    }
    moved = {model._meta.label for model in queries.MOVED}
    assert here - moved == {
        "compliance.CycleDispute",
        "compliance.ExceptionRequest",
        "compliance.Letter",
        "compliance.OnlyAcceptance",  # counted each night, shown while points wait
        "compliance.Removal",  # of entries on the register, of which a U-reference has none
        "compliance.RunResult",  # a run stays as it was
        "compliance.SavedPlan",
        "compliance.VariantChange",  # so does a rehearsal
        "registrants.JoinRequest",  # answered by the joining
        "registrants.Registrant",
        "sessions_events.CompletionCertificate",
        "sessions_events.NonUkCet",
        "sessions_events.PeerReview",
        "sessions_events.PointsCase",
        "sessions_events.Rating",
        "sessions_events.ReviewParticipant",
    }


# Two lines for one event.


@pytest.mark.parametrize("accepted", ["kept", "joined", "both", "none"])
def test_of_two_lines_for_an_event_one_is_set_aside(accepted):
    reference, ada = without_number(), builders.registrant("01-20001")
    own, other = offer(ada, 1), offer(reference, 1)
    for line, side in ((own, "kept"), (other, "joined")):
        if accepted in (side, "both"):
            accept(line)

    join(ada, reference)

    stays = other if accepted == "joined" else own
    gone = own if stays is other else other
    for line in (stays, gone):
        line.refresh_from_db()
        assert line.registrant == ada
    assert stays.status == ("PENDING" if accepted == "none" else "ACCEPTED")
    assert gone.status == "REVERSED"
    reason = StatusChange.objects.get(case_id=gone.pk, step="set_aside").reason
    assert reason.startswith("EV-80001 was on your record twice")


def test_what_was_written_on_the_line_set_aside_is_kept():
    reference, ada = without_number(), builders.registrant("01-20001")
    own, other = offer(ada, 1), offer(reference, 1)
    at = clock.now()
    Reflection.objects.create(entry=other, text="Good", written_on=DAY, changed_at=at)

    join(ada, reference)

    assert Reflection.objects.get().entry == own


# Accounts.


def test_of_two_accounts_one_stays_and_both_owners_are_told():
    first, second = builders.registrant("01-20001"), builders.registrant("01-20002")
    left = second.user
    offer(second, 1)

    join(first, second)

    first.refresh_from_db()
    second.refresh_from_db()
    assert first.user
    assert second.user is None
    assert set(first.entries.values_list("number", flat=True)) == {"01-20001", "01-20002"}
    assert OutboxMessage.objects.get(kind="records_joined").to == first.user.email
    assert OutboxMessage.objects.get(kind="account_left").to == left.email
    assert first.points.count() == 1


def test_who_has_a_number_with_an_account_is_sent_to_it():
    reference = without_number()
    builders.registrant("01-20001")

    with pytest.raises(Refused, match="account for this number already"):
        join_own(reference, "01-20001")


# At once.


@pytest.mark.django_db(transaction=True)
def test_joined_twice_at_once():
    reference, ada = without_number(), builders.registrant("01-20001")
    offer(reference, 1)

    outcomes = together(*[lambda: join(ada, reference)] * 3)

    assert sorted(type(each).__name__ for each in outcomes) == ["Refused", "Refused", "Registrant"]
    assert AuditEvent.objects.filter(verb="register.join").count() == 1
    assert ada.points.count() == 1


@pytest.mark.django_db(transaction=True)
def test_joined_each_into_the_other_at_once():
    first, second = builders.registrant("01-20001"), builders.registrant("01-20002")

    together(lambda: join(first, second), lambda: join(second, first))

    assert Registrant.objects.filter(joined_to__isnull=True).count() == 1


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("_again", range(3))
def test_joined_while_accepting(_again):
    reference, ada = without_number(), builders.registrant("01-20001", account=False)
    for number in range(1, 20):
        offer(reference, number)
    actor = builders.actor_of(reference.user, "registrant")

    together(
        lambda: services.accept_all(actor=actor, at=WINTER),
        lambda: join(ada, reference),
    )

    assert ada.points.count() == 19
    changes = StatusChange.objects.filter(step="accept").count()
    assert ada.points.filter(status="ACCEPTED").count() == changes


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("_again", range(3))
def test_points_that_arrive_while_joining_are_not_left_behind(_again):
    reference, ada = without_number(), builders.registrant("01-20001")
    stale = Registrant.objects.get(pk=reference.pk)

    outcomes = together(lambda: join(ada, reference), lambda: _arrive(stale))

    assert not [each for each in outcomes if isinstance(each, Exception)]
    assert ada.points.count() == 1
    assert PointEntry.objects.count() == 1


def _arrive(person):
    builders.reference()
    services.offer_points(
        occasion=services.Occasion("EV-80001", "C-80001", "Subject", "Harbour Learning"),
        offers=[
            services.PointOffer(
                registrant_id=person.pk,
                number="U-10001",
                audience="OPTOMETRIST",
                kind="GENERAL",
                specialty="",
                total=1,
                interactive=0,
                units=(),
                peer_review=False,
                earned_on=DAY,
                last_day=date(2027, 12, 31),
            )
        ],
        actor=builders.MANAGER,
        at=WINTER - timedelta(days=1),
    )
