"""Versions of a declaration, its files, and what a correction does to the event."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction

from cet_portal.core.models import AuditEvent, OutboxMessage, StoredFile
from cet_portal.core.permissions import Refused
from registrants.models import PointEntry
from sessions_events import queries, services
from sessions_events.models import Declaration, Event, EvidenceFile
from sessions_events.queries import declaring as declared
from tests import builders
from tests.racing import together
from tests.sessions_events.building import DECLARATION, World

pytestmark = pytest.mark.django_db
DIFFERED = {"as_approved": False, "what_differed": "Another speaker."}
PDF = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"


def correct(world, event, *, number=1, reason="A slip.", actor=None, at=None, **changed):
    return services.correct_declaration(
        event=event,
        values={**DECLARATION, **changed},
        number=number,
        reason=reason,
        actor=actor or world.admin,
        at=at or world.at + timedelta(hours=1),
    )


def keep(world, event, *, content=PDF, kind="DELIVERY", name="list.pdf"):
    file = SimpleUploadedFile(name, content)
    return services.keep_evidence(event=event, file=file, kind=kind, actor=world.admin, at=world.at)


def manager():
    return builders.actor_of(builders.staff("CET_MANAGER"), "staff")


def status_of(event):
    return Event.objects.get(pk=event.pk).status


def uploaded(world, event, person):
    world.upload(event, (1, person.entries.get().number, person.surname))
    return Event.objects.get(pk=event.pk)


def test_a_correction_is_a_new_version_and_the_old_one_is_kept(world):
    event = world.declared()

    new = correct(world, event, attendees=5)

    assert [
        (each.number, each.current, each.attendees) for each in declared.versions_of(event)
    ] == [
        (1, False, 3),
        (2, True, 5),
    ]
    assert queries.declaration_of(event) == new
    assert AuditEvent.objects.get(verb="declaration.correct").data["fields"] == ["attendees"]


def test_the_database_refuses_two_current_versions(world):
    event = world.declared()

    with pytest.raises(IntegrityError), transaction.atomic():
        Declaration.objects.create(
            event=event, number=2, reason="x", made_at=world.at, **DECLARATION
        )


def test_nothing_different_is_no_correction(world):
    with pytest.raises(Refused, match="Nothing is different"):
        correct(world, world.declared())


def test_pressed_twice_is_one_version(world):
    event = world.declared()

    first, second = correct(world, event, attendees=5), correct(world, event, attendees=5)

    assert first == second
    assert event.declarations.count() == 2


def test_the_second_of_two_editors_is_told_and_changes_nothing(world):
    event = world.declared()
    correct(world, event, attendees=5)

    with pytest.raises(Refused, match="version 2"):
        correct(world, event, attendees=9)

    assert queries.declaration_of(event).attendees == 5


def test_what_was_refused_or_never_declared_cannot_be_corrected(world):
    held = world.declared(**DIFFERED)
    services.refuse_declaration(event=held, reason="Too much.", actor=manager(), at=world.at)

    for event in (held, world.event()):
        with pytest.raises(Refused, match="no declaration to correct"):
            correct(world, event, attendees=5)


def test_a_difference_without_points_holds_the_event_again(world):
    event = world.declared()

    new = correct(world, event, **DIFFERED)

    assert status_of(event) == "HELD"
    assert not new.after_points
    assert declared.to_settle(manager()).get() == new


def test_a_difference_after_points_leaves_them_and_waits_for_the_manager(world, marsh):
    event = uploaded(world, world.declared(), marsh)

    new = correct(world, event, **DIFFERED)

    assert (status_of(event), new.after_points) == ("UPLOADED", True)
    assert PointEntry.objects.get().status == "PENDING"
    assert declared.to_settle(manager()).get() == new
    services.note_difference(
        event=event, note="It changes nothing.", number=2, actor=manager(), at=world.at
    )
    assert not declared.to_settle(manager()).exists()
    assert "It changes nothing." in OutboxMessage.objects.get(kind="difference_noted").body
    with pytest.raises(Refused, match="already done"):
        services.note_difference(event=event, note="x", number=2, actor=manager(), at=world.at)


def test_a_difference_that_is_taken_back_still_waits_for_the_manager(world, marsh):
    event = uploaded(world, world.declared(), marsh)
    correct(world, event, **DIFFERED)

    correct(world, event, number=2, reason="It was the same speaker.")

    assert declared.to_settle(manager()).get().number == 3


def test_the_same_difference_that_was_released_is_not_held_again(world):
    event = world.declared(**DIFFERED)
    services.release_declaration(event=event, reason="Fine.", actor=manager(), at=world.at)

    correct(world, event, attendees=5, **DIFFERED)

    assert status_of(event) == "DECLARED"


def test_a_held_declaration_can_be_corrected_and_stays_held(world):
    event = world.declared(**DIFFERED)

    correct(world, event, what_differed="")

    assert status_of(event) == "HELD"


def test_the_manager_decides_only_on_the_version_that_was_read(world):
    event = world.declared(**DIFFERED)
    correct(world, event, as_approved=False, what_differed="Two other speakers.")

    with pytest.raises(Refused, match="Read version 2"):
        services.release_declaration(
            event=event, reason="Fine.", number=1, actor=manager(), at=world.at
        )

    assert status_of(event) == "HELD"


def test_somebody_completed_it_after_all(world):
    event = world.declared(completers=0)
    assert status_of(event) == "UPLOADED"

    correct(world, event, completers=2)

    duty = event.duties.get()
    event.refresh_from_db()
    assert (event.status, duty.closed_on, duty.nil_return) == ("DECLARED", None, False)
    assert event.due_on == duty.due_on


def test_nobody_completed_it_after_all(world):
    event = world.declared()

    correct(world, event, completers=0)

    assert status_of(event) == "UPLOADED"
    assert event.duties.get().nil_return


def test_staff_correct_on_audit_and_the_provider_is_told(world):
    event = world.declared()

    correct(world, event, attendees=7, actor=manager(), reason="As the list says.")

    message = OutboxMessage.objects.get(kind="declaration_corrected")
    assert "As the list says." in message.body


def test_another_provider_and_those_who_deliver_cannot_correct(world):
    event, stranger = world.declared(), World(at=world.at)
    deliverer = builders.member(world.provider, "EVENT_DELIVERER")
    key = f"provider:{world.provider.pk}"

    for actor in (stranger.admin, builders.actor_of(deliverer, key)):
        with pytest.raises(Refused):
            correct(world, event, attendees=5, actor=actor)


def test_files_kept_before_become_evidence_of_the_version(world):
    event = world.event()
    keep(world, event)

    world.declare(event)
    keep(world, event, content=PDF + b"2", name="more.pdf")
    new = correct(world, event)

    assert [(str(each), each.added_in) for each in declared.evidence_of(event)] == [
        ("list.pdf", 1),
        ("more.pdf", 2),
    ]
    assert new.number == 2


def test_the_same_file_twice_is_there_once(world):
    event = world.event()

    assert keep(world, event) == keep(world, event)
    assert StoredFile.objects.count() == 1


def test_a_declaration_has_ten_files_at_most(world):
    event = world.event()
    for number in range(services.MOST_FILES):
        keep(world, event, content=PDF + bytes([number]))

    with pytest.raises(Refused, match="at most 10"):
        keep(world, event, content=PDF + b"one more")


def test_declared_evidence_stays(world, django_capture_on_commit_callbacks):
    event = world.event()
    waiting, other = keep(world, event), keep(world, event, content=PDF + b"2")
    with django_capture_on_commit_callbacks(execute=True):
        services.drop_evidence(evidence=other, actor=world.admin, at=world.at)
    world.declare(event)

    with pytest.raises(Refused, match="it stays"):
        services.drop_evidence(evidence=waiting, actor=world.admin, at=world.at)

    assert EvidenceFile.objects.get() == waiting
    assert StoredFile.objects.count() == 1


def test_interactive_cet_needs_its_discussion_as_text_or_as_a_file(world):
    event = world.event()
    with pytest.raises(Refused, match="interactive CET needs it"):
        world.declare(event, discussion_summary="")
    keep(world, event, kind="DISCUSSION")

    assert world.declare(event, discussion_summary="").status == "DECLARED"


@pytest.mark.django_db(transaction=True)
def test_two_declare_at_once_and_one_is_told(world):
    event = world.event()

    outcomes = together(lambda: world.declare(event), lambda: world.declare(event))

    assert sum(isinstance(each, Refused) for each in outcomes) == 1
    assert Declaration.objects.get().number == 1


@pytest.mark.django_db(transaction=True)
def test_two_correct_at_once_and_the_second_is_told(world):
    event = world.declared()

    outcomes = together(
        lambda: correct(world, event, attendees=5), lambda: correct(world, event, attendees=6)
    )

    assert sum(isinstance(each, Refused) for each in outcomes) == 1
    assert event.declarations.filter(current=True).get().number == 2


@pytest.mark.django_db(transaction=True)
def test_corrected_while_it_is_released(world):
    event, staff = world.declared(**DIFFERED), manager()

    outcomes = together(
        lambda: correct(world, event, as_approved=False, what_differed="Two others."),
        lambda: services.release_declaration(
            event=event, reason="Fine.", number=1, actor=staff, at=world.at
        ),
    )

    # Either the release came first and the new difference holds it again, or it was refused.
    assert status_of(event) == "HELD"
    assert not isinstance(outcomes[0], Exception)
