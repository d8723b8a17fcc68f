"""Letters are written once, whoever asks and whatever stops, and stay as they were sent."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import DatabaseError, connection, transaction

from cet_portal.core.actor import CLOCK
from cet_portal.core.models import AuditEvent, OutboxMessage
from compliance.models import Letter, LetterRound
from compliance.queries import letters as reads
from compliance.services import letters as services
from compliance.services.letters import writing
from tests import builders
from tests.compliance.chosen_results import JANUARY, met, sealed_run, short
from tests.compliance.lettering import MET, Killed, ask, people, write
from tests.racing import together


def test_pressed_twice_there_is_one_round(db):
    run = sealed_run(short(builders.registrant()))

    assert ask(run) == ask(run)


@pytest.mark.django_db(transaction=True)
def test_two_members_of_staff_at_once_write_each_letter_once():
    everybody = people(12)
    run = sealed_run(*map(short, everybody))

    rounds = together(lambda: ask(run), lambda: ask(run))
    together(*(lambda: services.write_letters(letter_round=rounds[0], now=lambda: JANUARY),) * 3)

    assert rounds[0] == rounds[1]
    assert LetterRound.objects.count() == 1
    assert Letter.objects.count() == 12
    assert Letter.objects.values("registrant").distinct().count() == 12
    assert OutboxMessage.objects.filter(kind="letter_sent").count() == 12
    assert OutboxMessage.objects.filter(kind="letters_written").count() <= 1


def test_a_worker_killed_in_the_middle_leaves_whole_sets_and_another_goes_on(db, monkeypatch):
    monkeypatch.setattr(writing, "SET_SIZE", 3)
    run = sealed_run(*map(short, people(8)))
    found = ask(run)
    sets = []

    def dying():
        sets.append(1)
        if len(sets) == 4:  # its claim, two sets, and no more
            raise Killed
        return JANUARY

    with pytest.raises(Killed):
        services.write_letters(letter_round=found, now=dying)
    assert Letter.objects.count() == 6
    assert [each.pk for each in reads.letters_at_work(JANUARY)] == [found.pk]

    services.write_letters(letter_round=found, now=lambda: JANUARY)

    found.refresh_from_db()
    assert (found.status, Letter.objects.count()) == ("WRITTEN", 8)
    assert OutboxMessage.objects.filter(kind="letter_sent").count() == 8


def test_a_worker_that_was_thought_dead_stops_at_its_next_set(db, monkeypatch):
    monkeypatch.setattr(writing, "SET_SIZE", 2)
    run = sealed_run(*map(short, people(6)))
    found = ask(run)
    times = []

    def now():
        times.append(1)
        if len(times) == 3:  # after its first set another worker begins
            LetterRound.objects.filter(pk=found.pk).update(worker=uuid4())
        return JANUARY

    services.write_letters(letter_round=found, now=now)

    assert Letter.objects.count() == 2


def test_a_letter_stays_as_it_was_sent(db):
    ada = builders.registrant(surname="Marsh")
    letter = write(sealed_run(short(ada))).letters.get()
    before = letter.text

    for change in ({"text": "All is well."}, {"subject": "x"}, {"way": "POST"}, {"digest": "0"}):
        with pytest.raises(DatabaseError, match="as it was sent"), transaction.atomic():
            Letter.objects.filter(pk=letter.pk).update(**change)
    with pytest.raises(DatabaseError, match="as it was sent"), transaction.atomic():
        Letter.objects.filter(pk=letter.pk)._raw_delete("default")
    connection.check_constraints()  # as at the end of a transaction
    with pytest.raises(DatabaseError, match="as it was sent"), transaction.atomic():
        connection.cursor().execute("TRUNCATE compliance_letter CASCADE")
    ada.surname = "Bell"
    ada.save()

    letter.refresh_from_db()
    assert (letter.text, letter.addressee) == (before, "Ada Marsh")


def test_opening_it_marks_it_as_read_once_and_staff_change_nothing(db):
    ada = builders.registrant()
    letter = write(sealed_run(short(ada))).letters.get()
    staff = builders.actor_of(builders.staff(), "staff")
    reader = builders.actor_of(ada.user, "registrant")

    services.mark_letter_read(letter=letter, actor=staff, at=JANUARY)
    assert Letter.objects.get().read_at is None
    for day in range(2):
        services.mark_letter_read(letter=letter, actor=reader, at=JANUARY + timedelta(days=day))

    assert Letter.objects.get().read_at == JANUARY
    assert AuditEvent.objects.filter(verb="letters.read").count() == 1


def test_letters_follow_their_person_when_two_are_one(db):
    kept, joined = people(2)
    run = sealed_run(short(kept), short(joined))
    write(run)
    write(sealed_run(met(joined), at=JANUARY + timedelta(days=1)), MET)

    moved = services.join_letters(kept=kept.pk, joined=joined.pk, actor=CLOCK, at=JANUARY)

    assert moved == 1  # the second letter of one round stays with its number
    assert Letter.objects.filter(registrant=kept).count() == 2


def test_of_two_entries_of_one_person_one_letter_is_written(db):
    kept, joined = people(2)
    run = sealed_run(short(kept), short(joined))
    joined.joined_to = kept
    joined.save()

    assert write(run).letters.get().registrant == kept


def test_writing_takes_few_statements_however_many_there_are(db, django_assert_max_num_queries):
    run = sealed_run(*map(short, people(30)))
    found = ask(run)

    with django_assert_max_num_queries(45):
        services.write_letters(letter_round=found, now=lambda: JANUARY)
