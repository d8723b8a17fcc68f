"""The demonstration: there once and whole, every state in it, work for everybody."""

from collections import Counter
from datetime import datetime, timedelta
from http import HTTPStatus
from itertools import pairwise
from types import SimpleNamespace

import pytest
from django.db import transaction

from approvals import queries as approval_queries
from approvals import rules
from approvals.enums import ApplicationStatus
from approvals.models import (
    ApproverAbsence,
    ApproverInterest,
    CetApplication,
    ClockExtension,
    PrivateNote,
    Submission,
)
from cet_portal.accounts import queries as account_queries
from cet_portal.accounts.contexts import contexts_of
from cet_portal.accounts.models import User
from cet_portal.accounts.roles import SECURITY_CODE_ROLES, Role
from cet_portal.core import navigation
from cet_portal.core.clock import LONDON
from cet_portal.core.models import AuditEvent, OutboxMessage, StatusChange
from cet_portal.home import demonstration
from cet_portal.home.seed import story
from cet_portal.home.seed.accounts import ACCOUNTS
from cet_portal.home.seed.people import PEOPLE
from compliance import queries as compliance_queries
from compliance.enums import DisputeStatus
from compliance.models import Comparison, ComplianceRun, CycleDispute, OnlyAcceptance
from compliance.queries import planner, planning
from compliance.queries.rehearsals import counts_of
from providers import permissions as provider_permissions
from providers import queries as provider_queries
from providers.enums import (
    FeeKind,
    FeeStatus,
    InvitationStatus,
    ListingApplicationStatus,
    ListingStatus,
    Standing,
)
from providers.models import Fee, Invitation, ListingApplication, Provider, ProviderListing
from registrants import queries as register_queries
from registrants.enums import STUDENTS, PointStatus
from registrants.models import PointEntry, Registrant, Reminder
from sessions_events import queries as event_queries
from sessions_events.enums import CASE_OPEN, Box, CaseKind, CaseStatus, EventStatus
from sessions_events.models import (
    CompletionCertificate,
    Duty,
    Event,
    Hold,
    Improvement,
    PointsCase,
    Rating,
    UploadRow,
)
from sessions_events.permissions.cases import may_decide_dispute
from sessions_events.queries import cases as case_queries
from sessions_events.queries import lateness
from sessions_events.rules import reminding
from tests.builders import client_for, reference
from tests.home.seeded import actor_of, main_event

pytestmark = pytest.mark.django_db

SEEDED_ON = datetime(2026, 11, 18, 11, 0, tzinfo=LONDON)


@pytest.fixture(scope="module")
def seeded(django_db_setup, django_db_blocker):
    """The demonstration, written once for this module and taken back after it."""
    with django_db_blocker.unblock(), transaction.atomic():
        reference()
        story.tell(at=SEEDED_ON)
        yield
        transaction.set_rollback(True)


def test_no_reminder_is_overdue_and_everybody_is_counted(seeded):
    assert Reminder.objects.exists()
    assert not register_queries.reminders_due(SEEDED_ON.date()).exists()
    period = compliance_queries.period_on(
        SEEDED_ON.date(), compliance_queries.periods(SEEDED_ON.date())
    )
    assert Comparison.objects.filter(cycle=period.name).exists()
    assert OnlyAcceptance.objects.filter(cycle=period.name).exists()


@pytest.mark.parametrize(
    "model, statuses",
    [
        (CetApplication, ApplicationStatus),
        (Event, EventStatus),
        (PointEntry, PointStatus),
        (Fee, FeeStatus),
        (ProviderListing, ListingStatus),
        (ListingApplication, ListingApplicationStatus),
        (Invitation, InvitationStatus),
    ],
)
def test_every_status_occurs(seeded, model, statuses):
    found = set(model.objects.values_list("status", flat=True))
    assert found == set(statuses.values)


def test_every_box_of_an_upload_occurs(seeded):
    assert set(UploadRow.objects.values_list("box", flat=True)) == set(Box.values)


def test_the_main_story_has_the_figures_that_are_told(seeded):
    event = main_event()
    boxes = Counter(UploadRow.objects.filter(upload__event=event).values_list("box", flat=True))
    scores = list(Rating.objects.filter(event=event).values_list("score", flat=True))
    acceptance = register_queries.acceptance_of([event.ev_number])[event.ev_number]
    assert boxes == {"READY": 19, "NOTED": 3, "UNUSABLE": 2}
    assert (acceptance["accepted"], acceptance["pending"]) == (19, 3)
    assert round(sum(scores) / len(scores), 1) == 4.6
    assert CompletionCertificate.objects.filter(event=event).count() == 6


def test_a_provider_says_what_it_changed_and_a_comment_is_hidden(seeded):
    assert Improvement.objects.standing().count() == 2
    assert Rating.objects.filter(hidden_at__isnull=False).count() == 1


def test_points_are_missing_with_the_provider_with_staff_and_with_the_registrar(seeded):
    assert set(PointsCase.objects.open().values_list("status", flat=True)) == set(CASE_OPEN)
    priya = actor_of("Priya Raman")
    assert case_queries.with_the_provider(priya).filter(kind=CaseKind.MISSING).exists()
    staff = actor_of("Ruth Calloway", "staff")
    assert case_queries.with_staff(staff).filter(surname="Tuttle", event=None).exists()
    disputed = PointsCase.objects.get(status=CaseStatus.DISPUTED)
    assert may_decide_dispute(staff, disputed, at=SEEDED_ON) is None


def test_the_record_of_the_last_cycle_was_disputed(seeded):
    assert CycleDispute.objects.get().status == DisputeStatus.DISMISSED


def test_a_changed_rule_would_let_some_pass_and_some_fail(seeded):
    """Of each edition: how many would meet the last cycle now, how many no longer."""
    whole = {
        run.variant.reference: counts_of(run).whole
        for run in ComplianceRun.objects.filter(variant__isnull=False)
    }
    turned = {reference: (each.to_met, each.to_not_met) for reference, each in whole.items()}
    assert turned["SV-10001/1"] == (4, 0)
    assert turned["SV-10001/2"] == (4, 4)
    assert turned["SV-10002/1"][0] == 0
    assert turned["SV-10002/1"][1] >= 10


def test_an_employer_has_a_link_that_works_and_one_that_does_not(seeded):
    links = register_queries.share_links_of(actor_of("Aoife O'Donnell"))
    works = links.get(revoked_at=None)
    assert works.opened_count == 1
    assert works.expires_on > SEEDED_ON.date()
    assert links.exclude(revoked_at=None).count() == 1
    assert register_queries.feed_of(actor_of("Aoife O'Donnell"))


def test_nothing_happened_in_the_future(seeded):
    assert not AuditEvent.objects.filter(at__gt=SEEDED_ON).exists()
    assert not StatusChange.objects.filter(at__gt=SEEDED_ON).exists()
    assert not PointEntry.objects.filter(arrived_at__gt=SEEDED_ON).exists()


def test_acts_are_in_the_order_of_time(seeded):
    times = list(StatusChange.objects.order_by("pk").values_list("at", flat=True))
    # Accepting many at once and settling on one instant keep their order too.
    assert times == sorted(times)


def test_the_timers_have_something_to_do(seeded):
    today = SEEDED_ON.date()
    assert approval_queries.unanswered(today).count() == 1
    assert lateness.providers_to_tell(today).exists()
    told = Duty.objects.overdue(today).filter(told__gte=reminding.TOLD_OVERDUE)
    assert told.count() >= 3
    assert Hold.objects.noted().exists()


def test_messages_are_readable_and_not_mailed_late(seeded, mailoutbox):
    assert OutboxMessage.objects.filter(sent_at__isnull=True).count() == 0
    assert mailoutbox == []
    written = account_queries.messages_of(actor_of("Priya Raman"))
    assert {bool(message.read_at) for message in written} == {True, False}


@pytest.mark.parametrize("name", ["Priya Raman", "Owen Llewellyn-Price", "Isla Macrae"])
def test_a_provider_has_something_to_answer_to_declare_and_to_read(seeded, name):
    actor = actor_of(name, "provider")
    own = approval_queries.visible_to(actor)
    assert own.filter(status__in=CetApplication.OPEN_STATUSES).exists()
    assert event_queries.owing(actor, SEEDED_ON).exists()
    assert event_queries.ratings_of(actor)


def test_the_administrator_at_northgate_has_every_kind_of_work(seeded):
    actor = actor_of("Priya Raman")
    own = approval_queries.visible_to(actor)
    assert own.filter(status=ApplicationStatus.DRAFT).count() == 2
    assert own.filter(status=ApplicationStatus.INFORMATION_REQUESTED).count() == 2
    assert event_queries.overdue(actor, SEEDED_ON.date()).count() == 2
    assert event_queries.held(actor).exists()


def test_a_lapsed_provider_still_owes_its_declarations(seeded):
    actor = actor_of("Tom Fairweather")
    assert approval_queries.visible_to(actor).filter(status=ApplicationStatus.DRAFT).exists()
    assert event_queries.owing(actor, SEEDED_ON).exists()


@pytest.mark.parametrize("name", ["Helen Ashdown", "Marcus Oyelaran", "Fiona Kerr"])
def test_an_approver_has_a_queue_and_a_case_in_hand(seeded, name):
    actor = actor_of(name, "approver")
    queue = approval_queries.queue(actor)
    assert queue.filter(status=ApplicationStatus.IN_REVIEW).exists()


def test_an_approver_never_sees_applications_of_their_own_provider(seeded):
    def seen(name, provider):
        cases = approval_queries.visible_to(actor_of(name, "approver"))
        return cases.filter(provider__name__startswith=provider).exists()

    assert seen("Helen Ashdown", "Thistle")
    assert not seen("Fiona Kerr", "Thistle")  # belongs to it
    assert not seen("Helen Ashdown", "Fenland")  # declared an interest


def test_every_turn_of_an_application_occurs(seeded):
    """What an approver, a provider and staff may want to try is there to be looked at."""
    today = SEEDED_ON.date()
    nobody = CetApplication.objects.get(status=ApplicationStatus.SUBMITTED)
    assert nobody.approver is None
    appealed = CetApplication.objects.get(status=ApplicationStatus.UNDER_APPEAL)
    assert appealed.approver != appealed.decisions.get().decided_by
    assert CetApplication.objects.filter(
        status=ApplicationStatus.REJECTED, due_on__gte=today
    ).exists()
    assert set(Fee.objects.filter(kind=FeeKind.FAST_TRACK).values_list("status", flat=True)) == {
        FeeStatus.PAID,
        FeeStatus.DUE,
    }
    assert ClockExtension.objects.exists()
    assert PrivateNote.objects.exists()
    assert ApproverAbsence.objects.filter(last_day__gte=today).exists()
    assert ApproverInterest.objects.in_force().exists()
    first, second = Submission.objects.filter(
        application__title="Seeing things that are not there"
    ).order_by("round")
    assert rules.differences(first.values, second.values)


def test_every_way_to_stand_on_the_list_occurs(seeded):
    found = provider_queries.providers_with_standing(SEEDED_ON.date())
    assert {provider.standing for provider in found} == set(Standing.values)


def test_every_year_on_the_list_was_paid_for(seeded):
    for entry in ProviderListing.objects.all():
        paid = Fee.objects.filter(
            provider=entry.provider, kind=FeeKind.LISTING, status=FeeStatus.PAID
        )
        assert paid.count() == entry.provider.listings.count()


def test_entries_on_the_list_follow_each_other_and_the_timer_has_ended_the_old_ones(seeded):
    today = SEEDED_ON.date()
    assert not provider_queries.listings_over(today).exists()
    assert not provider_queries.listings_to_remind(today).exists()
    for provider in Provider.objects.all():
        entries = list(provider.listings.order_by("start"))
        for before, after in pairwise(entries):
            assert after.start == before.end + timedelta(days=1)


def test_staff_have_a_listing_to_decide_and_one_whose_fee_is_due(seeded):
    staff = actor_of("Daniel Osei")
    assert provider_queries.applications_to_decide(staff).get().provider.town == "Shrewsbury"
    assert provider_queries.applications_open(staff).count() == 2


def test_one_renewal_waits_for_its_payment_and_one_can_be_asked_for(seeded):
    isla, owen = actor_of("Isla Macrae"), actor_of("Owen Llewellyn-Price", "provider")
    assert provider_queries.renewal_fee(isla.tenant_id)
    assert provider_permissions.may_renew(owen, owen.tenant_id, at=SEEDED_ON) is None
    for actor in (isla, owen):
        entry = provider_queries.last_listing(actor.tenant_id)
        assert SEEDED_ON.date() < entry.end <= SEEDED_ON.date() + timedelta(days=60)


def test_an_invitation_is_open_and_one_is_too_old(seeded):
    waiting = provider_queries.invitations_of(actor_of("Priya Raman"))
    today = SEEDED_ON.date()
    assert {invitation.expires_on < today for invitation in waiting} == {True, False}


@pytest.mark.parametrize(
    "name",
    ["Aoife O'Donnell", "Bethan Lloyd-Hughes", "Zoë Fraser-Müller", "Olu Adebayo", "Graham Tuttle"],
)
def test_a_registrant_has_points_to_accept_and_a_ledger(seeded, name):
    actor = actor_of(name, "registrant")
    assert register_queries.pending_of(actor).exists()
    assert register_queries.statement_of(actor).filter(status=PointStatus.ACCEPTED).count() >= 5


def test_the_planner_closes_the_gaps_of_a_contact_lens_optician(seeded):
    actor, today = actor_of("Bethan Lloyd-Hughes", "registrant"), SEEDED_ON.date()
    assert planning.plans_of(actor).count() == 2
    period = compliance_queries.period_on(today, compliance_queries.periods(today))
    own = planning.own_facts(actor, period, today=today)
    found = planner.planner(actor, own, period, planner.Wish(), at=SEEDED_ON)
    assert found.steps
    assert found.suggestion.found.smallest


@pytest.mark.parametrize("name", ["Daniel Osei", "Ruth Calloway"])
def test_staff_have_overdue_events_and_held_declarations(seeded, name):
    actor = actor_of(name, "staff")
    assert event_queries.overdue(actor, SEEDED_ON.date()).count() >= 4
    assert event_queries.held(actor).count() == 2


def test_the_restored_have_points_under_both_numbers(seeded):
    restored = Registrant.objects.get(surname="Tuttle")
    assert restored.entries.count() == 2
    assert set(restored.points.values_list("number", flat=True)) == set(
        restored.entries.values_list("number", flat=True)
    )


def test_the_directory_has_events_to_come_from_every_listed_provider(seeded):
    providers = {event.provider.name for event in event_queries.upcoming(SEEDED_ON)}
    assert len(providers) == 3


def test_the_register_has_every_kind_of_person(seeded):
    assert register_queries.without_number().count() == 2
    assert PointEntry.objects.filter(registrant__assisted__isnull=False, status="ACCEPTED").exists()
    students = Registrant.objects.filter(entries__profession__in=STUDENTS)
    assert students.count() == 1
    assert Registrant.objects.filter(u_reference="").count() == len(PEOPLE) + 1 >= 60
    assert Registrant.objects.filter(user__isnull=True).exists()
    assert Registrant.objects.filter(entries__end__lt=SEEDED_ON.date()).exists()
    assert {person.kind for person in PEOPLE} == set("ODTSAC")


def test_everybody_can_open_the_front_page_and_all_that_leads_from_it(seeded):
    """With rows of every kind there, no page of the navigation fails for anybody."""
    broken, roles = {}, set()
    for user in map(account_queries.account, [account.email for account in ACCOUNTS]):
        for context in contexts_of(user):
            client = client_for(user, context.key, raise_request_exception=False)
            actor = context.actor(user)
            roles.add(actor.role)
            shown = navigation.entries(SimpleNamespace(actor=actor, path="/"))
            pages = [page for entry in shown for page in (entry, *entry["pages"])]
            for path in ["/", *(page["url"] for page in pages)]:
                status = client.get(path, follow=True).status_code
                if status != HTTPStatus.OK:
                    broken[user.name, context.key, path] = status

    assert broken == {}
    assert roles == set(Role.values)


def test_every_account_that_needs_codes_has_them(seeded):
    for user in User.objects.filter(roles__overlap=list(SECURITY_CODE_ROLES)):
        assert account_queries.security_code(user.email, at=SEEDED_ON)


def test_the_sign_in_page_offers_the_printed_accounts(seeded):
    offered = {account["email"] for account in demonstration.offered_accounts()}
    assert offered == {account.email for account in ACCOUNTS}
