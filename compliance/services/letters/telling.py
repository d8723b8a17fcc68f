"""What befell people is told at once: by mail, and to whoever has no account by letter."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.template import Context
from django.urls import reverse

from cet_portal.core import audit
from cet_portal.core.actor import CLOCK, Actor
from cet_portal.core.clock import london_date
from cet_portal.core.notifications import Message, address_of, send_all, team_address
from cet_portal.core.workflow import lock
from compliance import workflow
from compliance.enums import LetterKind, LetterWay, RoundStatus
from compliance.models import BulkAct, Letter, LetterRound
from compliance.queries import period_named, periods
from compliance.queries.letters import Case
from compliance.queries.untold import number_of
from compliance.rules import Period
from compliance.services.letters.wording import (
    MORE_THAN_ONE,
    name_if_over,
    plain_template,
    what_is_open,
)
from registrants import queries as register_queries
from registrants.models import Registrant


@transaction.atomic
def tell(
    *,
    messages: Mapping[int, Message],
    kind: LetterKind,
    cycle: str,
    period: Period | None = None,
    act: BulkAct | None = None,
    needless: Collection[str] = (),
    actor: Actor,
    at: datetime,
) -> None:
    """Each person's message is mailed; whom no mail reaches gets a letter with the same words.

    The letters of an act on many are together; all others of a kind and cycle are collected until
    staff make the file for the post. `period`: the cycle, where it is known already; `needless`:
    what is open (`what_is_open`) and of no use to these people.
    """
    send_all(messages.values(), at=at)
    untold = list(register_queries.without_account(messages).prefetch_related("entries"))
    if not untold:
        return
    letter_round = _round(kind, cycle, act, at=at)
    today = london_date(at)
    period = period or period_named(cycle, periods(today))
    still_open = what_is_open(period, today) if period else {}
    still_open = {name: day for name, day in still_open.items() if name not in needless}
    known = {**still_open, "ended": name_if_over(period, today) if period else ""}
    letters = Letter.objects.bulk_create(
        _letter(letter_round, person, messages[person.pk], known, at=at) for person in untold
    )
    letter_round.total += len(letters)
    letter_round.moved_at = at
    letter_round.save(update_fields=["total", "moved_at"])
    audit.record_many("letters.write", letters, actor=actor, at=at)


def tell_one(
    message: Message,
    *,
    about: Case,
    kind: LetterKind,
    needless: Collection[str] = (),
    actor: Actor,
    at: datetime,
) -> None:
    """The same of one person, at once: what became of their case."""
    tell(
        messages={about.registrant_id: message},
        kind=kind,
        cycle=about.cycle,
        needless=needless,
        actor=actor,
        at=at,
    )


def close_letters_of(*, act: BulkAct, at: datetime) -> None:
    """The act is done: its letters, if there are any, are all written."""
    found = LetterRound.objects.filter(act=act, status=RoundStatus.COLLECTING).first()
    if found:
        close(letter_round=found, actor=CLOCK, at=at)


def close(*, letter_round: LetterRound, actor: Actor, at: datetime) -> LetterRound:
    """No letter comes to these any more. Refused to whoever does not write letters."""
    return workflow.letter_round.move(
        letter_round, "close", actor=actor, at=at, written_at=at, moved_at=at
    )


def _round(kind: LetterKind, cycle: str, act: BulkAct | None, *, at: datetime) -> LetterRound:
    """The letters that this one comes to, locked. Others may close them before the lock: then the
    next begin."""
    born = workflow.letter_round.born(RoundStatus.COLLECTING)
    while True:
        found, _new = LetterRound.objects.get_or_create(
            kind=kind,
            cycle=cycle,
            act=act,
            **born,
            defaults={
                "moved_at": at,
                "made_at": at,
                "made_by_id": act.actor_id if act else None,
                "made_by_name": act.actor_name if act else "MyCET",
            },
        )
        found = lock(found)
        if found.status == RoundStatus.COLLECTING:
            return found


def _letter(
    letter_round: LetterRound,
    person: Registrant,
    message: Message,
    known: dict[str, Any],
    *,
    at: datetime,
) -> Letter:
    number = number_of(person)
    context = {
        **known,
        "name": str(person),
        "number": number,
        "words": message.text(on_paper=True),
        "by_post": True,
        "open_account": address_of(reverse("registrants:open_account")),
        "team": team_address(),
    }
    words = plain_template("letters/outcome.txt").render(Context(context, autoescape=False))
    text = MORE_THAN_ONE.sub("\n\n", words).strip()
    return Letter(
        round=letter_round,
        registrant=person,
        number=number,
        addressee=str(person),
        written_on=london_date(at),
        subject=message.heading()[:200],
        text=f"{text}\n",
        about=message.key(),
        way=LetterWay.POST,
    )
