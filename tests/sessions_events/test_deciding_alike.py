"""Rows that ask the same question are answered all at once, but for those that are left out."""

import pytest
from django.urls import reverse

from cet_portal.core.models import AuditEvent
from cet_portal.core.permissions import Refused
from sessions_events import queries, services
from sessions_events.enums import Box, Reason
from tests import builders
from tests.racing import together
from tests.sessions_events.building import World
from tests.sessions_events.sending import boxes, csv_of, number_of, sent_file

ZEROS = "PROPOSAL-ZEROS"


def damaged(person) -> tuple[str, str]:
    """The number without its first zero and hyphen, and the surname."""
    return number_of(person).replace("-", "")[1:], person.surname


def sent_damaged(world, names=("Marsh", "Fell", "Hill"), *more):
    people = [builders.registrant(surname=name, account=False) for name in names]
    return sent_file(world, world.declared(), csv_of(*map(damaged, people), *more))


def mark(sent, question=ZEROS) -> str:
    return queries.mark_of_rows(queries.rows_that_ask(sent, question))


def answer(world, sent, *, yes=True, seen=None, without=(), question=ZEROS):
    return services.decide_rows(
        upload=sent,
        question=question,
        yes=yes,
        seen=mark(sent, question) if seen is None else seen,
        without=without,
        actor=world.admin,
        at=world.at,
    )


def address(sent, question=ZEROS):
    return reverse(
        "sessions_events:upload_decide_all", args=[sent.event.ev_number, sent.pk, question]
    )


def text_of(response):
    return " ".join(response.content.decode().split())


def test_yes_takes_every_proposal_but_those_left_out(world):
    sent = sent_damaged(world)
    left = sent.rows.get(line=3)

    assert answer(world, sent, without=[left.pk]) == (2, 2)

    assert boxes(sent) == [Box.NOTED, Box.UNDECIDED, Box.NOTED]
    entry = AuditEvent.objects.get(verb="upload.decide_rows")
    assert (entry.data["rows"], entry.data["answer"]) == (2, "yes")


def test_no_puts_all_of_them_aside(world):
    sent = sent_damaged(world)

    assert answer(world, sent, yes=False) == (3, 0)

    assert set(sent.rows.values_list("box", "reason")) == {(Box.UNUSABLE, Reason.REFUSED)}


def test_what_stands_against_a_row_besides_is_said_of_that_row_alone(world):
    twice = builders.registrant(surname="Twice", account=False)
    sent = sent_file(world, world.declared(), csv_of(damaged(twice), damaged(twice)))

    assert answer(world, sent) == (2, 1)

    assert boxes(sent) == [Box.NOTED, Box.KNOWN]


def test_general_points_for_everybody_who_is_not_of_the_audience(world):
    people = [
        builders.registrant(surname=name, profession="DISPENSING_OPTICIAN", account=False)
        for name in ("Fell", "Hill")
    ]
    rows = [(number_of(person), person.surname) for person in people]
    sent = sent_file(world, world.declared(), csv_of(*rows))

    assert answer(world, sent, question="AUDIENCE") == (2, 2)

    services.take(upload=sent, actor=world.admin, at=world.at)
    assert sent.rows.filter(taken_at__isnull=False).count() == 2


def test_the_page_asks_once_for_each_kind_of_damage(world):
    sent = sent_damaged(world, ("Marsh", "Fell"), ("x", "Y"))
    decide = reverse("sessions_events:upload_decide", args=[sent.event.ev_number, sent.pk])

    listed = text_of(world.client.get(decide))
    shown = text_of(world.client.get(address(sent)))
    open_answer = text_of(world.client.post(address(sent), {"seen": mark(sent)}))
    done = text_of(
        world.client.post(address(sent), {"seen": mark(sent), "answer": "yes"}, follow=True)
    )

    assert "2 numbers are not as they were: zeros at its beginning are missing" in listed
    assert address(sent) in listed
    assert "checked" not in shown
    assert "Marsh" in shown
    assert "Choose an answer" in open_answer
    assert "2 rows are ready now." in done


def test_rows_that_another_tab_changed_are_not_answered_unseen(world):
    sent = sent_damaged(world)
    seen, row = mark(sent), sent.rows.get(line=2)
    services.decide_row(row=row, yes=False, actor=world.admin, at=world.at)

    page = text_of(
        world.client.post(
            address(sent), {"seen": seen, "answer": "yes", "without": [sent.rows.get(line=4).pk]}
        )
    )
    again = world.client.post(address(sent), {"seen": mark(sent), "answer": "yes"}, follow=True)
    late = world.client.post(address(sent), {"seen": seen, "answer": "yes"}, follow=True)

    assert "These rows have changed meanwhile" in page
    assert mark(sent) == ""
    assert "checked" in page
    assert "2 rows are ready now." in text_of(again)
    assert "These rows have been decided meanwhile." in text_of(late)


@pytest.mark.django_db(transaction=True)
def test_two_tabs_with_different_answers_end_in_one_of_them():
    world = World()
    sent = sent_damaged(world)
    seen = mark(sent)

    outcomes = together(
        lambda: answer(world, sent, seen=seen, yes=True),
        lambda: answer(world, sent, seen=seen, yes=False),
    )

    assert sum(isinstance(outcome, Refused) for outcome in outcomes) == 1, outcomes
    assert len(set(boxes(sent))) == 1


def test_many_rows_are_answered_in_few_questions(world, django_assert_max_num_queries):
    people = [builders.registrant(surname="Same", account=False) for _each in range(40)]
    sent = sent_file(world, world.declared(), csv_of(*map(damaged, people)))

    with django_assert_max_num_queries(30):
        answered, _ready = answer(world, sent)

    assert answered == 40
