"""The worker writes letters set by set; what it has written stays, whatever happens to it."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from uuid import uuid4

from django.db import transaction

from cet_portal.core import audit
from cet_portal.core.actor import CLOCK
from cet_portal.core.clock import london_date
from cet_portal.core.notifications import send_all
from cet_portal.core.queue import enqueue
from cet_portal.core.workflow import lock
from compliance import notifications, workflow
from compliance.enums import LetterWay, RoundStatus
from compliance.models import Letter, LetterRound, RunResult
from compliance.queries import addressees, letter_sets
from compliance.queries import letters as reads
from compliance.services.letters.advising import NOTHING_KNOWN, todo_of
from compliance.services.letters.noticing import rehearse_again
from compliance.services.letters.wording import Wording
from registrants import queries as register_queries

# Letters of one transaction: what is lost, at most, when a worker is killed.
SET_SIZE = 250
# Letters that nobody has moved for so long may have lost their worker.
PATIENCE = timedelta(minutes=1)


class _TakenOver(Exception):
    """Another worker has these letters now, or they are written."""


def write_letters(*, letter_round: LetterRound, now: Callable[[], datetime]) -> None:
    """Write what is missing of these letters, and tell everybody with an account.

    `now`: the clock, for this can take minutes. Each person's letter is written once: the set
    that is written and how far it goes are one transaction, on the locked row of the round. A
    worker that begins takes over from another, which stops at its next set. Nothing happens
    before the run is sealed.
    """
    mine = _claim(letter_round, at=now())
    if mine is None:
        return
    assert mine.run is not None  # so it was claimed
    span = letter_sets.span_of(mine.run)
    try:
        while _write_set(mine, span, at=now()):
            pass
    except _TakenOver:
        return


def resume_letters(*, letter_round: LetterRound, at: datetime) -> None:
    """Ask for the work again: its worker is gone, its run is sealed now, or the request is lost."""
    rehearse_again(letter_round=letter_round, actor=CLOCK, at=at)
    still = LetterRound.objects.filter(pk=letter_round.pk, status=RoundStatus.WRITING)
    with transaction.atomic():
        if still.update(moved_at=at):
            enqueue("compliance.write_letters", round_id=letter_round.pk)


@transaction.atomic
def _claim(letter_round: LetterRound, *, at: datetime) -> LetterRound | None:
    """The round with this worker's mark; None if there is nothing to do (yet)."""
    current = lock(letter_round)
    if current.status != RoundStatus.WRITING or current.run is None or not current.run.is_sealed:
        return None
    current.worker, current.moved_at = uuid4(), at
    if not current.total:  # a notice by the clock: its run was not there before
        current.total = addressees.of_round(current).count()
    current.save(update_fields=["worker", "moved_at", "total"])
    return current


@transaction.atomic
def _write_set(mine: LetterRound, span: tuple[int, int], *, at: datetime) -> bool:
    """Write the next set; False when it was the last."""
    current = lock(mine)
    if current.worker != mine.worker or current.status != RoundStatus.WRITING:
        raise _TakenOver
    found = letter_sets.next_set(current, span, SET_SIZE)
    if found is None:
        done = workflow.letter_round.move(
            current, "finish", actor=CLOCK, at=at, written_at=at, moved_at=at
        )
        notifications.LettersWritten(done, done.letters.count(), _by_post(done)).send(at=at)
        return False
    if found.results:
        _write(current, found.results, at=at)
    current.last_key, current.moved_at = found.last_key, at
    current.save(update_fields=["last_key", "moved_at"])
    return True


def _by_post(letter_round: LetterRound) -> int:
    return reads.for_post(letter_round).count()


def _write(letter_round: LetterRound, results: Sequence[RunResult], *, at: datetime) -> None:
    """The letters of one set, an entry of the audit trail and a message for each."""
    people = {_person(result) for result in results}
    known = letter_round.letters.filter(registrant__in=people)
    there = set(known.values_list("registrant_id", flat=True))
    addresses = register_queries.addresses_of(people)
    words = Wording(letter_round, london_date(at))
    late = addressees.with_late_points(people, letter_round.cycle)
    todo = todo_of(results, words.period, words.run) if words.advises else {}
    letters = []
    for result in results:
        person = _person(result)
        if person in there:  # two entries of the run turned out to be one person
            continue
        there.add(person)
        addressee = str(result.registrant)
        by_post = person not in addresses
        subject, text = words.of(
            result,
            addressee,
            by_post=by_post,
            late=person in late,
            todo=todo.get(result.pk, NOTHING_KNOWN),
        )
        letters.append(
            Letter(
                round=letter_round,
                registrant_id=person,
                number=result.number,
                addressee=addressee,
                written_on=london_date(at),
                subject=subject,
                text=text,
                digest=result.digest,
                way=LetterWay.POST if by_post else LetterWay.ACCOUNT,
            )
        )
    Letter.objects.bulk_create(letters)
    audit.record_many("letters.write", letters, actor=CLOCK, at=at, run=words.run.number)
    send_all(
        (
            notifications.LetterSent(letter, recipient=addresses[letter.registrant_id])
            for letter in letters
            if letter.registrant_id in addresses
        ),
        at=at,
    )


def _person(result: RunResult) -> int:
    return result.registrant.joined_to_id or result.registrant_id
