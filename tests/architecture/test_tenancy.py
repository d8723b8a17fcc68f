"""Tenancy: with real numbers of one provider, nobody else gets in anywhere."""

from datetime import UTC, datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from approvals import services as approval_services
from cet_portal.core import clock
from cet_portal.core.actor import CLOCK
from cet_portal.core.models import OutboxMessage
from compliance import queries as compliance_queries
from compliance import services as compliance_services
from providers import services as provider_services
from registrants import services as register_services
from registrants.models import PointEntry
from sessions_events import services
from sessions_events.enums import EvidenceKind
from sessions_events.models import Event
from sessions_events.rules import plan_tables
from sessions_events.services import cases
from tests import builders
from tests.sessions_events.building import World
from tests.urls import table

pytestmark = pytest.mark.django_db

# With a number in the address, and yet open: the directory, and links that were mailed.
OPEN = {
    "sessions_events:cet",
    "sessions_events:check_code",
    "account_confirm_email",
    "account_reset_password_from_key",
    "providers:confirm_listing",
    "providers:invitation",
    "registrants:open_link",
    # Open events: what is closed is 404 in tests/sessions_events/test_calendars.py
    "sessions_events:public_event",
    "sessions_events:event_calendar",
    # Whoever has the secret: tests/compliance/test_transcript.py
    "compliance:shared",
    "compliance:own_calendar",
    # Any registrant may have attended: what it shows is in tests/sessions_events/test_cases_who.py
    "sessions_events:case_open",
    # Every registrant may mark every open event: tests/sessions_events/test_marking.py
    "sessions_events:mark",
    # No case, but pages that somebody sees: tests/home/test_section.py
    "home:section",
    # Everybody signed in reads the rules: tests/compliance/test_variants.py
    "compliance:scheme",
    # These ask for a key: tests/sessions_events/test_api_uploads.py
    "api_uploads",
    "api_upload",
    # And these: tests/compliance/test_api_statements.py, test_api_runs.py
    "api_statement",
    "api_person_cycles",
    "api_person",
    "api_results",
}
WITH_A_NUMBER = [
    address for address in table() if "<" in address.route and address.name not in OPEN
]
NOT_FOUND, FORBIDDEN, WRONG_METHOD = 404, 403, 405


class Belongings:
    """One provider's cases in every state, one registrant's line, and their numbers."""

    def __init__(self):
        self.world = World()
        provider = self.world.provider
        self.person = builders.registrant(surname="Marsh")
        planned = self.world.event()
        evidence = services.keep_evidence(
            event=planned,
            file=SimpleUploadedFile("list.txt", b"Signed in and out."),
            kind=EvidenceKind.DELIVERY,
            actor=self.world.admin,
            at=clock.now(),
        )
        self.event: Event = self.world.declare(planned)
        self.world.upload(self.event, (1, self.person.entries.get().number, "Marsh"))
        certificate = services.issue_certificate(
            event=self.event,
            number=self.person.entries.get().number,
            surname="Marsh",
            actor=self.world.admin,
            at=clock.now(),
        )
        self.numbers = {
            "s_number": self.event.session.s_number,
            "ev_number": self.event.ev_number,
            "upload_id": self.event.uploads.get().pk,
            "code": certificate.code,
            "entry_id": PointEntry.objects.get().pk,
            "row_id": self.event.uploads.get().rows.get().pk,
            "key_id": services.make_key(name="Bookings", actor=self.world.admin, at=clock.now())[
                0
            ].pk,
            "list_id": self.plan_list(),
            "section": "about",
            "question": "PROPOSAL-ZEROS",
            "evidence_id": evidence.pk,
            "learning_id": self.learning(),
            "month": "last",
            **self.of_certificates(),
            **self.of_a_case(),
            **self.of_an_exception(),
        }
        self.c_numbers = [
            builders.application_at(status, provider=provider).c_number
            for status in ("DRAFT", "SUBMITTED", "IN_REVIEW", "INFORMATION_REQUESTED")
        ] + [self.world.application.c_number]
        self.numbers |= self.of_the_provider() | self.files() | self.of_ratings()
        told = OutboxMessage.objects.filter(user_id=self.world.user.pk)
        self.numbers["message_id"] = told.latest("pk").pk

    def learning(self) -> int:
        """Something the registrant learned by themselves."""
        kept = register_services.keep_learning(
            learned_on=clock.today(),
            title="A book",
            minutes=None,
            notes="",
            actor=builders.actor_of(self.person.user, "registrant"),
            at=clock.now(),
        )
        return kept.pk

    def of_certificates(self) -> dict:
        """A zip of all of them."""
        admin, at = self.world.admin, clock.now()
        batch = services.ask_for_zip(event=self.event, actor=admin, at=at)
        services.make_batch(
            batch=batch, site="http://testserver", now=clock.now, actor=CLOCK, at=at
        )
        record = services.keep_file(
            event=self.event,
            kind="SIGN_IN",
            note="",
            file=SimpleUploadedFile("list.txt", b"Marsh"),
            actor=admin,
            at=at,
        )
        return {"batch_id": batch.pk, "place": 1, "record_id": record.pk}

    def of_ratings(self) -> dict:
        """A rating with a comment, and what was changed because of it."""
        world, person = self.world, builders.registrant(surname="Fell")
        rating = services.rate(
            entry=world.accepted(world.declared(), person),
            score=4,
            comment="Well told.",
            actor=builders.actor_of(person.user, "registrant"),
            at=clock.now(),
        )
        note = services.say_what_changed(
            application=world.application, text="More time.", actor=world.admin, at=clock.now()
        )
        return {"rating_id": rating.pk, "improvement_id": note.pk}

    def of_a_case(self) -> dict:
        """Points that another person queries, with a file."""
        fell = builders.registrant(surname="Fell")
        case = cases.open_missing(
            event=self.event,
            words="I came.",
            files=[SimpleUploadedFile("mine.txt", b"Fell")],
            actor=builders.actor_of(fell.user, "registrant"),
            at=clock.now(),
        )
        return {"case_id": case.pk, "case_file_id": case.files.get().pk, "step": "refuse"}

    def of_an_exception(self) -> dict:
        """What another person says after the end of an earlier cycle."""
        period = compliance_queries.period_named(
            "2022-2024", compliance_queries.periods(clock.today())
        )
        fell = builders.registrant(surname="Fell")
        request = compliance_services.ask_exception(
            period=period,
            ground="ILLNESS",
            words="I was ill.",
            files=[SimpleUploadedFile("letter.txt", b"Fell")],
            actor=builders.actor_of(fell.user, "registrant"),
            at=datetime(2025, 1, 8, 12, tzinfo=UTC),
        )
        letter = register_services.record_request(
            registrant=fell,
            way="LETTER",
            received_on=datetime(2025, 1, 8, tzinfo=UTC).date(),
            words="I was ill.",
            actor=builders.actor_of(builders.staff()),
            at=clock.now(),
        )
        return {
            "exception_id": request.pk,
            "exception_file_id": request.files.get().pk,
            "request_id": letter.pk,
        }

    def plan_list(self) -> int:
        """A list of events to plan."""
        number = self.world.application.c_number
        table = plan_tables.read_text(f"C-number,Day,Start,End\n{number},1/1/2030,9am,10am")
        return services.keep_plan_list(
            provider_id=self.world.provider.pk,
            name="List",
            table=table,
            actor=self.world.admin,
            at=clock.now(),
        ).pk

    def of_the_provider(self) -> dict:
        """Its invoice, one of its people, an invitation."""
        provider, at = self.world.provider, clock.now()
        fee = provider_services.charge(provider_id=provider.pk, kind="LISTING", actor=CLOCK, at=at)
        invitation = provider_services.invite(
            provider_id=provider.pk,
            email="invited@example.org",
            roles=["CET_AUTHOR"],
            actor=self.world.admin,
            at=at,
        )
        return {
            "provider_id": provider.pk,
            "invoice_number": fee.invoice_number,
            "membership_id": provider.memberships.get(user=self.world.user).pk,
            "invitation_id": invitation.pk,
        }

    def files(self) -> dict:
        """A file of an application, and one of an appeal."""
        provider, admin, at = self.world.provider, self.world.admin, clock.now()
        attachment = approval_services.attach(
            application=builders.draft(provider=provider),
            file=SimpleUploadedFile("a.txt", b"a"),
            kind="TEXT",
            actor=admin,
            at=at,
        )
        rejected = builders.application_at("REJECTED", provider=provider)
        kept = approval_services.keep_appeal_file(
            application=rejected, file=SimpleUploadedFile("b.txt", b"b"), actor=admin, at=at
        )
        appealed = approval_services.lodge_appeal(
            application=rejected, grounds="They can.", files=[kept], actor=admin, at=at
        )
        self.c_numbers += [attachment.application.c_number, appealed.c_number]
        return {
            "attachment_id": attachment.pk,
            "file_id": appealed.appeal.files.get().pk,
        }

    def paths(self, address) -> list[str]:
        """The address for each number that it can carry."""
        if "c_number" not in address.parameters:
            return [address.path(**self.numbers)]
        return [address.path(**self.numbers, c_number=number) for number in self.c_numbers]


def statuses(client, paths) -> set[int]:
    """How the addresses answer this person, opened and sent."""
    sent = {"reason": "x", "text": "x", "title": "x", "confirm": "on"}
    answers = [client.get(path) for path in paths] + [client.post(path, sent) for path in paths]
    return {answer.status_code for answer in answers}


def wrong(belongings, client, expected) -> dict[str, set[int]]:
    """The addresses that answer this person otherwise than `expected(address)`."""
    found = {address: statuses(client, belongings.paths(address)) for address in WITH_A_NUMBER}
    return {
        address.name: answers
        for address, answers in found.items()
        if not answers <= {WRONG_METHOD, *expected(address)}
    }


def lets_in(address, actor) -> bool:
    """Does the actor's role open the door, whatever lies behind it?"""
    asked = address.view.access.permissions
    return not asked or any(map(actor.may, asked))


@pytest.fixture
def belongings():
    return Belongings()


def test_another_providers_user_finds_nothing(belongings):
    other = World()

    def expected(address):
        return {NOT_FOUND if lets_in(address, other.admin) else FORBIDDEN}

    assert wrong(belongings, other.client, expected) == {}


def test_another_registrant_finds_nothing(belongings):
    client = builders.client_for(builders.registrant(surname="Other").user)

    assert wrong(belongings, client, lambda _address: {NOT_FOUND, FORBIDDEN}) == {}


def test_an_approver_of_the_same_provider_finds_nothing(belongings):
    """Approvers never see applications of a provider they belong to (decisions.md 16)."""
    torn = builders.approver()
    builders.member(belongings.world.provider, "CET_AUTHOR", user=torn)
    client = builders.client_for(torn, "approver")

    assert wrong(belongings, client, lambda _address: {NOT_FOUND, FORBIDDEN}) == {}


def test_a_visitor_is_asked_to_sign_in(belongings, client):
    assert wrong(belongings, client, lambda _address: {302}) == {}


def test_the_provider_itself_can_open_what_is_its_own(belongings):
    """Otherwise the tests above would pass for addresses that nobody can open."""
    world = belongings.world

    closed = {
        address.name: answers
        for address in WITH_A_NUMBER
        if lets_in(address, world.admin)
        and (answers := {world.client.get(path).status_code for path in belongings.paths(address)})
        and not answers & {200, 302, WRONG_METHOD}
    }

    assert closed == {}
