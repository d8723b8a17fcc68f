"""Peer review: asked for by its leader, approved by staff."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, cast

from django.db import transaction
from django.utils.translation import gettext as _

from approvals import rules as approval_rules
from approvals.enums import Part
from approvals.services import Wanted
from cet_portal.core import audit
from cet_portal.core.actor import Actor
from cet_portal.core.clock import london_date
from cet_portal.core.double_click import DOUBLE_CLICK
from cet_portal.core.numbering import next_number
from cet_portal.core.permissions import Refusal, Refused, require
from cet_portal.scheme import limits
from cet_portal.scheme import queries as scheme_queries
from cet_portal.scheme.enums import InteractivityGround
from providers.enums import OwnKind
from sessions_events import notifications, workflow
from sessions_events.enums import ReviewStatus
from sessions_events.models import PeerReview, ReviewParticipant
from sessions_events.permissions import asking as may
from sessions_events.queries import asking as queries
from sessions_events.rules import groups
from sessions_events.services.asked import machinery


@transaction.atomic
def ask_review(
    *, values: dict[str, Any], people: Sequence[groups.Named], actor: Actor, at: datetime
) -> PeerReview:
    """Ask for peer review. `values`: fields of `PeerReview`; `people`: the others of the group.

    Refused unless it is to come, lasts an hour, and the register has everybody of a group of
    four to ten on the day (domain.md 3.12). Pressed twice gives the first.
    """
    review = PeerReview(
        registrant_id=cast(int, actor.person_id),
        asked_at=at,
        **values,
        **workflow.peer_review.born(ReviewStatus.REQUESTED),
    )
    require(may.may_ask(actor, review, at=at))
    queries.lock_person(actor.person_id)
    group = _checked(review, people)
    twin = PeerReview.objects.filter(
        registrant_id=cast(int, actor.person_id), asked_at__gt=at - DOUBLE_CLICK, **values
    ).first()
    if twin:
        return twin
    review.number = next_number("PR")
    review.save()
    _name(review, group)
    audit.record("peer_review.ask", review, actor=actor, at=at, people=len(group))
    notifications.ReviewAsked(review).send(at=at, besides=actor.user_id)
    return review


@transaction.atomic
def ask_review_again(
    *,
    review: PeerReview,
    values: dict[str, Any],
    people: Sequence[groups.Named],
    actor: Actor,
    at: datetime,
) -> PeerReview:
    """Mended, and sent again: what was refused, withdrawn or not decided in time."""
    current = machinery.as_read(review, None)
    wanted = PeerReview(registrant_id=current.registrant_id, **values)
    require(may.may_ask(actor, wanted, at=at))
    group = _checked(wanted, people)
    for name, value in values.items():
        setattr(current, name, value)
    current.save(update_fields=list(values))
    review = workflow.peer_review.move(
        current,
        "ask_again",
        actor=actor,
        at=at,
        asked_at=at,
        version=current.version + 1,
    )
    review.participants.all().delete()
    _name(review, group)
    notifications.ReviewAsked(review).send(at=at, besides=actor.user_id)
    return review


@transaction.atomic
def approve_review(
    *, review: PeerReview, version: int | None = None, actor: Actor, at: datetime
) -> PeerReview:
    """Staff approve it: a C-number for the audiences of the group, and its event. Everybody of
    the group is told. Refused once it has begun, and if the register has changed so that the
    group does not fit any more."""
    review = machinery.as_read(review, version)
    require(workflow.peer_review.refusal(review, "approve", actor=actor, at=at))
    group = queries.group_of(review)
    audiences = _fitting(review, group)
    event = machinery.approved(
        review,
        kind=OwnKind.PEER_REVIEW,
        wanted=_wanted(review, audiences),
        outcomes=_outcomes(review, audiences),
        place={"online": review.online, "venue": review.venue, "town": review.town},
        actor=actor,
        at=at,
    )
    review = workflow.peer_review.move(
        review,
        "approve",
        actor=actor,
        at=at,
        event=event,
        reasons="",
        decided_at=at,
        decided_by_name=actor.name[:200],
    )
    notifications.ReviewApproved(review).send(at=at, besides=actor.user_id)
    notifications.NamedInReview(review).send(at=at, besides=actor.user_id)
    return review


def _checked(review: PeerReview, people: Sequence[groups.Named]) -> list[groups.Member]:
    """The whole group, its leader first; `Refused` with the first sentence that stands against
    it."""
    if (review.ends_at - review.starts_at).total_seconds() < limits.LEAST_MINUTES * 60:
        raise Refused(Refusal(_("Peer review lasts at least one hour (60 minutes).")))
    group, wrong = queries.checked_group(review.registrant_id, people, london_date(review.ends_at))
    if wrong:
        raise Refused(Refusal(wrong[0]))
    _fitting(review, group)
    return group


def _fitting(review: PeerReview, group: Sequence[groups.Member]) -> list[str]:
    problem = groups.size_problem(len(group))
    if problem:
        raise Refused(Refusal(problem))
    if groups.nobody_holds_it(group, review.about):
        raise Refused(Refusal(_("Nobody of the group holds the specialty that it is about.")))
    audiences = groups.audiences_of(group, review.about)
    if groups.units_missing(audiences, review.units, queries.audience_of_unit()):
        raise Refused(Refusal(_("Choose at least one competency unit for everybody of the group.")))
    return audiences


def _name(review: PeerReview, group: Sequence[groups.Member]) -> None:
    ReviewParticipant.objects.bulk_create(
        ReviewParticipant(
            review=review,
            registrant_id=member.registrant_id,
            number=member.number,
            surname=member.surname[:150],
            order=order,
        )
        for order, member in enumerate(group)
    )


def _outcomes(review: PeerReview, audiences: Sequence[str]) -> list[approval_rules.AudienceOutcome]:
    of = queries.audience_of_unit()
    return [
        approval_rules.AudienceOutcome(
            audience=audience,
            approved=True,
            total=limits.PEER_REVIEW_POINTS,
            interactive=limits.PEER_REVIEW_POINTS,
            peer_review=True,
            units=tuple(unit for unit in review.units if of.get(unit) == audience),
        )
        for audience in audiences
    ]


def _wanted(review: PeerReview, audiences: Sequence[str]) -> Wanted:
    units = [unit for outcome in _outcomes(review, audiences) for unit in outcome.units]
    ground = InteractivityGround.C if review.online else InteractivityGround.A
    leader = review.participants.get(order=0)
    return Wanted(
        values={
            "title": review.title,
            "summary": review.scenario,
            "modality": scheme_queries.modalities().get(code="PEER_REVIEW"),
            "duration_minutes": int((review.ends_at - review.starts_at).total_seconds() // 60),
            "audiences": list(audiences),
            "units": units,
            "assessment": _(
                "The leader confirms for each participant that the objectives are met."
            ),
            "ground": ground,
            "interaction": _("The group discusses cases of its own; one registrant leads it."),
            "peer_qualification": _("Everybody in the group is on the register of the GOC.")
            if review.online
            else "",
            "channel": review.channel,
            "points_total": limits.PEER_REVIEW_POINTS,
            "points_interactive": limits.PEER_REVIEW_POINTS,
            "points_specialist": 0,
            "peer_review": True,
            "current_practice": review.scenario,
            "patient_care": review.objectives,
        },
        objectives=[
            {"text": text, "units": units} for text in groups.objectives_in(review.objectives)
        ],
        contributors=[
            {
                "name": str(review.registrant),
                "qualifications": _("Registrant %(number)s") % {"number": leader.number},
                "part": Part.BOTH,
            }
        ],
    )
