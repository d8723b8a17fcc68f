"""Counting the figures of everybody in a cycle, each night."""

from collections import defaultdict
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from cet_portal.core.actor import Actor
from cet_portal.core.clock import london_date
from cet_portal.core.permissions import Refusal, Refused
from compliance import queries
from compliance.enums import Standing
from compliance.models import Comparison, OnlyAcceptance
from compliance.rules import Period
from compliance.rules.comparing import spread_of
from compliance.rules.weeks import WeekCount
from compliance.services.weeks import keep_week
from sessions_events.rules.earning import audience_of


def count_figures(*, period: Period, actor: Actor, at: datetime) -> int:
    """Count anew how each group stands in a cycle, and whose only gap is acceptance.

    Returns how many people were judged. In one transaction, so that nobody sees half of it.
    Refused for everybody but the clock.
    """
    if not actor.is_clock:
        raise Refused(Refusal(_("The portal counts by itself.")))
    today = london_date(at)
    points: dict[str, list[int]] = defaultdict(list)
    gaps: list[OnlyAcceptance] = []
    counted = WeekCount()
    for judged in queries.everybody(period, today=today):
        group = audience_of(judged.run.profession, judged.specialties, None)
        if group:
            points[group].append(judged.general_points)
        judged.count_in(counted)
        if judged.outlook.standing == Standing.ONLY_ACCEPTANCE:
            gaps.append(
                OnlyAcceptance(
                    cycle=period.name,
                    registrant_id=judged.registrant_id,
                    number=judged.run.number,
                    counted_on=today,
                    missing=judged.missing,
                    pending=judged.pending,
                )
            )
    spreads = {group: spread_of(found) for group, found in points.items()}
    with transaction.atomic():
        Comparison.objects.filter(cycle=period.name).delete()
        OnlyAcceptance.objects.filter(cycle=period.name).delete()
        Comparison.objects.bulk_create(
            Comparison(
                cycle=period.name,
                group=group,
                counted_on=today,
                people=spread.people,
                lower=spread.lower,
                middle=spread.middle,
                upper=spread.upper,
            )
            for group, spread in spreads.items()
            if spread
        )
        OnlyAcceptance.objects.bulk_create(gaps, batch_size=1000)
        keep_week(counted=counted, period=period, actor=actor, at=at)
    return sum(len(found) for found in points.values())
