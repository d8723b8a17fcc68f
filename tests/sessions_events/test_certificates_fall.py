"""Certificates of events that give no points: withdrawn, told, and none issued afterwards."""

import pytest

from cet_portal.core.models import OutboxMessage
from cet_portal.core.permissions import Refused
from sessions_events import permissions, queries, services
from sessions_events.models import CompletionCertificate, Event
from tests import builders
from tests.sessions_events.building import DECLARATION
from tests.sessions_events.certifying import issued, make, uploaded
from tests.sessions_events.test_declarations import correct, manager
from tests.sessions_events.test_views_delivering import posted, text_of, url

pytestmark = pytest.mark.django_db
DIFFERED = {"as_approved": False, "what_differed": "A speaker was ill."}
NOBODY = {"attendees": 0, "completers": 0, "certificates_issued": False}


@pytest.fixture
def event(world, marsh):
    """Over, not declared, and Marsh has a certificate already."""
    event = world.event()
    issued(world, event, marsh)
    return event


def settle(event, world, act):
    return act(event=event, reason="Nobody spoke.", actor=manager(), at=world.at)


def expect_withdrawn(event, marsh, words):
    certificate = CompletionCertificate.objects.get()
    assert words in certificate.withdrawn_reason
    assert OutboxMessage.objects.get(kind="certificate_withdrawn").to == marsh.user.email
    page = builders.client_for(builders.staff()).get(f"/check/{certificate.code}/")
    assert "This certificate was withdrawn" in text_of(page)


def expect_none_issued(world, event, marsh, words):
    event = Event.objects.get(pk=event.pk)
    for act in (
        lambda: issued(world, event, marsh),
        lambda: services.issue_to_uploaded(event=event, actor=world.admin, at=world.at),
        lambda: services.ask_for_zip(event=event, actor=world.admin, at=world.at),
        lambda: services.ask_for_mail(event=event, actor=world.admin, at=world.at),
    ):
        with pytest.raises(Refused, match=words):
            act()
    page = text_of(world.client.get(url("certificates", event.ev_number)))
    assert words in page
    assert "Send " not in page


def test_while_the_declaration_is_held_none_is_issued_and_those_given_stand(world, event, marsh):
    world.declare(event, **DIFFERED)

    expect_none_issued(world, event, builders.registrant(surname="Fell"), "looks at the decl")
    assert queries.certificates_of(event).exists()


def test_a_refused_declaration_takes_the_certificates(world, event, marsh):
    world.declare(event, **DIFFERED)

    settle(event, world, services.refuse_declaration)

    expect_withdrawn(event, marsh, "refused the provider’s declaration")
    expect_none_issued(world, event, marsh, "no points follow")


def test_the_reason_for_the_provider_is_not_written_to_the_holder(world, event, marsh):
    world.declare(event, **DIFFERED)

    settle(event, world, services.refuse_declaration)

    assert "Nobody spoke" not in OutboxMessage.objects.get(kind="certificate_withdrawn").body


def test_an_event_that_did_not_take_place_takes_the_certificates(world, event, marsh):
    services.say_not_held(event=event, reason="Snow.", actor=world.admin, at=world.at)

    expect_withdrawn(event, marsh, "did not take place")
    expect_none_issued(world, event, marsh, "did not take place")


def test_nobody_completed_takes_the_certificates(world, event, marsh):
    world.declare(event, **NOBODY)

    expect_withdrawn(event, marsh, "nobody completed")
    expect_none_issued(world, event, marsh, "nobody completed")


def test_released_with_nobody_takes_the_certificates(world, event, marsh):
    world.declare(event, **DIFFERED, **NOBODY)

    settle(event, world, services.release_declaration)

    expect_withdrawn(event, marsh, "nobody completed")


def test_corrected_to_nobody_takes_the_certificates_and_back_again_they_can_be_issued(
    world, event, marsh
):
    world.declare(event)
    correct(world, event, **NOBODY)
    expect_withdrawn(event, marsh, "nobody completed")

    correct(world, event, number=2, completers=1)

    assert issued(world, Event.objects.get(pk=event.pk), marsh).withdrawn_at is None


def test_people_with_points_get_certificates_whatever_was_declared(world, marsh):
    event = uploaded(world, marsh)
    issued(world, event, marsh)

    correct(world, event, **NOBODY)

    assert queries.certificates_of(event).exists()
    assert permissions.may_certify(world.admin, event, at=world.at) is None


def test_a_worker_gives_up_a_zip_of_an_event_that_was_refused_meanwhile(world, event):
    batch = services.ask_for_zip(event=event, actor=world.admin, at=world.at)
    world.declare(event, **DIFFERED)
    settle(event, world, services.refuse_declaration)
    batch.event.refresh_from_db()

    assert make(batch, world.at).status == "GIVEN_UP"


def test_the_check_pages_say_how_many_certificates_fall(world, event, staff):
    address = url("not_held", event.ev_number)
    assert "1 certificate is withdrawn" in text_of(world.client.get(address))

    checked = world.client.post(url("declare", event.ev_number), posted(**NOBODY))
    assert "1 certificate is withdrawn" in text_of(checked)
    assert "nothing is left to upload, and the duty ends" in text_of(checked)

    world.declare(event, **DIFFERED)
    settling = text_of(staff.get(url("settle", event.ev_number)))
    assert "1 certificate is withdrawn, and its holder told" in settling


def test_certificates_given_where_nobody_completed_it_are_remarked_upon(world, event):
    odd = "certificates were given, and that nobody completed"
    answers = {**DECLARATION, **NOBODY, "certificates_issued": True}
    address = url("declare", event.ev_number)

    assert odd in text_of(world.client.post(address, posted(**answers)))
    assert odd not in text_of(world.client.post(address, posted(**NOBODY)))
    assert odd not in text_of(world.client.post(address, posted()))


def test_people_without_a_certificate_stand_with_their_number_of_the_register(world, marsh):
    number = marsh.entries.get().number
    event = world.declared(completers=1, attendees=1)
    world.upload(event, (2, number.replace("-", ""), "Marsh"))
    row = queries.taken_rows(event).get()
    assert row.number != number

    page = text_of(world.client.get(url("certificates", event.ev_number)))

    assert f">{number}</th>" in page
    assert row.number not in page
