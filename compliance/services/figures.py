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
    obtained: dict[tuple[str, str, str], list[int]] = defaultdict(list)
    met: dict[tuple[str, str, str], int] = defaultdict(int)
    people = 0
    gaps: list[OnlyAcceptance] = []
    counted = WeekCount()
    for judged in queries.everybody(period, today=today):
        group = audience_of(judged.run.profession, judged.specialties, None)
        if group:
            people += 1
            for each in judged.deciding:
                key = (group, each.code, each.specialty or "")
                obtained[key].append(each.obtained)
                met[key] += each.met
        judged.count_in(counted)
        if judged.outlook.standing == Standing.ONLY_ACCEPTANCE:
            gaps.append(
                OnlyAcceptance(
                    cycle=period.name,
                    registrant_id=judged.registrant_id,
                    number=judged.run.number,
                    counted_on=today,
                    codes=judged.open_codes,
                    missing=judged.missing,
                    pending=judged.pending,
                )
            )
    spreads = {key: spread_of(found) for key, found in obtained.items()}
    with transaction.atomic():
        Comparison.objects.filter(cycle=period.name).delete()
        OnlyAcceptance.objects.filter(cycle=period.name).delete()
        Comparison.objects.bulk_create(
            Comparison(
                cycle=period.name,
                group=key[0],
                code=key[1],
                specialty=key[2],
                counted_on=today,
                people=spread.people,
                met=met[key],
                lower=spread.lower,
                middle=spread.middle,
                upper=spread.upper,
            )
            for key, spread in spreads.items()
            if spread
        )
        OnlyAcceptance.objects.bulk_create(gaps, batch_size=1000)
        keep_week(counted=counted, period=period, actor=actor, at=at)
    return people
