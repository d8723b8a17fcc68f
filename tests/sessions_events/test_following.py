"""Uploads under a U-reference, and what goes along when its person has a number."""

import pytest

from cet_portal.core import clock
from registrants import services as register_services
from registrants.models import PointEntry
from sessions_events.models import CompletionCertificate, UploadRow
from tests import builders
from tests.registrants.opening import without_number
from tests.sessions_events.building import World
from tests.sessions_events.certifying import issued

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return World()


def join(kept, joined):
    register_services.join_people(kept=kept, joined=joined, actor=builders.MANAGER, at=clock.now())


def upload(world, number, surname="Marsh"):
    event = world.declared(completers=1, attendees=1)
    world.upload(event, (1, number, surname))
    return event


@pytest.mark.parametrize("typed", ["U-10001", "u10001", "U 10001"])
def test_points_are_kept_under_the_reference(world, typed):
    reference = without_number()

    upload(world, typed)

    row = UploadRow.objects.get()
    assert (row.box, row.reason) == ("NOTED", "U_REFERENCE")
    assert "points are kept under it" in row.sentence
    line = PointEntry.objects.get()
    assert (line.registrant, line.number) == (reference, "U-10001")
    assert (line.kind, line.audience) == ("GENERAL", "OPTOMETRIST")


def test_reference_and_surname_must_match(world):
    without_number()

    upload(world, "U-10001", "Other")

    assert UploadRow.objects.get().reason == "SURNAME"


def test_who_joins_another_register_is_not_the_audience(world):
    without_number(joining="DISPENSING_OPTICIAN")

    upload(world, "U-10001")

    assert UploadRow.objects.get().reason in ("AUDIENCE", "U_REFERENCE")


def test_a_list_under_the_old_reference_lands_on_the_number(world):
    reference, ada = without_number(), builders.registrant("01-20001")
    join(ada, reference)

    upload(world, "U-10001")

    assert PointEntry.objects.get().registrant == ada


def test_rows_and_certificates_go_along(world):
    first, second = builders.registrant("01-20001"), builders.registrant("01-20002")
    event = upload(world, "01-20002")
    issued(world, event, second)

    join(first, second)

    assert UploadRow.objects.get().registrant_id == first.pk
    certificate = CompletionCertificate.objects.get()
    assert (certificate.registrant, certificate.withdrawn_at) == (first, None)


def test_of_two_certificates_for_an_event_one_stays_good(world):
    first, second = builders.registrant("01-20001"), builders.registrant("01-20002")
    event = world.declared(completers=2, attendees=2)
    world.upload(event, (1, "01-20001", "Marsh"), (2, "01-20002", "Marsh"))
    kept = issued(world, event, first)
    issued(world, event, second)

    join(first, second)

    standing = CompletionCertificate.objects.filter(withdrawn_at__isnull=True)
    assert list(standing) == [kept]
    assert CompletionCertificate.objects.filter(registrant=first).count() == 2
