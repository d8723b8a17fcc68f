"""Two people of the register turn out to be one (decisions.md 28, docs/adr/0029)."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from cet_portal.core import audit
from cet_portal.core.actor import CLOCK, Actor
from cet_portal.core.clock import london_date
from cet_portal.core.notifications import Recipient
from cet_portal.core.permissions import Refusal, Refused, require
from cet_portal.core.workflow import lock
from registrants import notifications, permissions, queries, workflow
from registrants.enums import RequestOutcome
from registrants.events import people_joined
from registrants.models import FormerSurname, JoinRequest, PointEntry, Registrant
from registrants.services.asking_for_account import keep_wrong_date


def join_by_number(
    *, number: str, date_of_birth: date, email: str, actor: Actor, at: datetime
) -> Registrant | None:
    """Somebody with a U-reference has a number now: their points become points of it.

    None if surname or register differ: then staff look at both (docs/adr/0029). Refused with one
    sentence whether there is no such number, the date is another or the number is closed; a wrong
    date counts towards closing it, and so does one that is not the person's own. Refused, too,
    for a student's number, and for one with an account: then GOC staff join the two.
    """
    own = queries.own_record(actor)
    with transaction.atomic():
        outcome, person = queries.whose_number(number, date_of_birth, at=at)
        foreign = own.date_of_birth != date_of_birth
        tried = outcome in (RequestOutcome.LINK, RequestOutcome.STUDENT) and foreign
        if outcome == RequestOutcome.WRONG_DATE or tried:
            keep_wrong_date(
                number=number, date_of_birth=date_of_birth, email=email, actor=actor, at=at
            )
    if foreign:
        raise Refused(
            Refusal(
                _(
                    "This is not the date of birth that you gave when you opened your account. If "
                    "that one was wrong, write to GOC staff."
                )
            )
        )
    if outcome == RequestOutcome.STUDENT:
        raise Refused(Refusal(_("This is a student’s number. Students collect no CET points.")))
    if person is None:
        raise Refused(
            Refusal(
                _(
                    "Number and date of birth do not fit an entry on the register. Check both. If "
                    "they are right, try again the day after tomorrow or write to GOC staff."
                )
            )
        )
    if queries.differences(person, own):
        _ask_staff(kept=person, joined=own, number=number, actor=actor, at=at)
        return None
    return join_people(kept=person, joined=own, actor=actor, at=at)


@transaction.atomic
def _ask_staff(
    *, kept: Registrant, joined: Registrant, number: str, actor: Actor, at: datetime
) -> None:
    """Keep the request, once; refused like the joining itself."""
    kept, joined = _locked(kept, joined)
    require(permissions.may_join(actor, kept, joined, at=at))
    asked, new = JoinRequest.objects.get_or_create(
        registrant=joined,
        other=kept,
        answered_at=None,
        defaults={"number": number, "asked_at": at},
    )
    if new:
        audit.record("register.ask_to_join", joined, actor=actor, at=at, number=number)
        notifications.JoinToDecide(asked).send(at=at)


@transaction.atomic
def refuse_to_join(*, asked: JoinRequest, reason: str, actor: Actor, at: datetime) -> JoinRequest:
    """Staff found that they are two people; whoever asked is told why."""
    locked = lock(asked)
    require(permissions.may_assist(actor, locked.registrant, at=at))
    if locked.answered_at:
        raise Refused(Refusal(_("This request was answered already.")))
    locked.answered_at, locked.reason = at, reason
    locked.save(update_fields=["answered_at", "reason"])
    audit.record(
        "register.refuse_to_join",
        locked.registrant,
        actor=actor,
        at=at,
        number=locked.number,
        reason=reason,
    )
    notifications.JoinRefused(locked).send(at=at)
    return locked


@transaction.atomic
def join_people(
    *, kept: Registrant, joined: Registrant, reason: str = "", actor: Actor, at: datetime
) -> Registrant:
    """Everything of `joined` goes to `kept`: entries, points, ratings, certificates, account.

    Of two lines for one event one is set aside, with the reason. Of two accounts that of `kept`
    stays, and both owners are told. Refused when either was joined before, when only `joined` is
    on the register, and when the actor may not.
    """
    kept, joined = _locked(kept, joined)
    require(permissions.may_join(actor, kept, joined, at=at))
    _set_aside(kept, joined, at=at)
    for rows in queries.belongings(joined):
        rows.update(registrant=kept)
    _hand_over_single(kept, joined, at=at)
    _remember_surname(kept, joined, at=at)
    told = _hand_over_account(kept, joined)
    joined.joined_to = kept
    joined.save(update_fields=["user", "joined_to"])
    kept.save(update_fields=["user"])
    Registrant.objects.filter(joined_to=joined).update(joined_to=kept)
    waiting = JoinRequest.objects.filter(answered_at__isnull=True)
    waiting.filter(registrant=joined).update(answered_at=at)
    waiting.filter(other=joined).update(other=kept)
    audit.record("register.join", kept, actor=actor, at=at, joined=joined.pk, reason=reason)
    audit.record("register.joined_to", joined, actor=actor, at=at, kept=kept.pk, reason=reason)
    people_joined.send(sender=Registrant, kept=kept, joined=joined, actor=actor, at=at)
    notifications.PeopleJoined(kept, joined).send(at=at)
    if told:
        notifications.AccountLeft(joined, told).send(at=at)
    return kept


def _locked(kept: Registrant, joined: Registrant) -> tuple[Registrant, Registrant]:
    """Both as they now are, in the order of their keys, so that two who join do not block."""
    rows = Registrant.objects.select_for_update(of=("self",)).order_by("pk")
    found = {each.pk: each for each in rows.filter(pk__in=[kept.pk, joined.pk])}
    return found[kept.pk], found[joined.pk]


def _set_aside(kept: Registrant, joined: Registrant, *, at: datetime) -> None:
    """One line a person and event: the accepted one stays, else the one of `kept`."""
    for first, second in queries.lines_for_the_same(kept, joined):
        weaker = first if _rank(second) > _rank(first) else second
        stays = second if weaker is first else first
        workflow.point.move(
            weaker,
            "set_aside",
            actor=CLOCK,
            at=at,
            reason=_(
                "%(event)s was on your record twice, under %(first)s and %(second)s, and counts "
                "once."
            )
            % {
                "event": weaker.event_reference,
                "first": stays.number,
                "second": weaker.number,
            },
        )
        queries.reflections_of(weaker, unless=stays).update(entry=stays)


def _rank(line: PointEntry) -> tuple[bool, int]:
    return queries.is_accepted(line), line.total


def _hand_over_single(kept: Registrant, joined: Registrant, *, at: datetime) -> None:
    """What a person has once: that of `kept` stays."""
    if queries.instruction_in_force(kept).exists():
        queries.instruction_in_force(joined).update(ended_at=at)
    if queries.grant_that_counts(kept).exists():
        queries.grant_that_counts(joined).update(replaced_at=at)
    for rows, own in queries.single_belongings(kept, joined):
        if own.exists():
            rows.delete()
        else:
            rows.update(registrant=kept)
    for rows in queries.belongings_besides(kept, joined):
        rows.update(registrant=kept)
    for rows in queries.doubled(joined):
        rows.delete()


def _remember_surname(kept: Registrant, joined: Registrant, *, at: datetime) -> None:
    """Lists may still come with the other surname."""
    known = kept.former_surnames.filter(surname_key=joined.surname_key).exists()
    if joined.surname_key != kept.surname_key and not known:
        FormerSurname.objects.create(
            registrant=kept,
            surname=joined.surname,
            surname_key=joined.surname_key,
            until=london_date(at),
        )


def _hand_over_account(kept: Registrant, joined: Registrant) -> Recipient | None:
    """The account of `joined` goes along if `kept` has none; else whose account it was."""
    user, joined.user = joined.user, None
    # One account a person: it has to leave the one before it comes to the other.
    joined.save(update_fields=["user"])
    if kept.user_id is None:
        kept.user = user
        return None
    return Recipient(user.email, user.pk) if user else None
