"""Lists of events to plan are received; services.plans plans what they ask for."""

import hashlib
from datetime import datetime

from django.db import transaction

from cet_portal.core import audit
from cet_portal.core.actor import Actor
from cet_portal.core.permissions import require
from providers import queries as provider_queries
from sessions_events import permissions
from sessions_events.models import PlanList
from sessions_events.rules.plan_tables import PlanTable


@transaction.atomic
def keep_plan_list(
    *, provider_id: int, name: str, table: PlanTable, actor: Actor, at: datetime
) -> PlanList:
    """Keep what was sent, to be looked at first. The same content again is the same list."""
    require(permissions.may_plan(actor, provider_id, at=at))
    provider = provider_queries.lock(provider_id)
    digest = hashlib.sha256(repr((table.headings, table.rows)).encode()).hexdigest()
    same = PlanList.objects.filter(provider=provider, digest=digest).order_by("pk").last()
    if same:
        return same
    kept = PlanList.objects.create(
        provider=provider,
        name=name[:200],
        headings=table.headings,
        layout=table.layout,
        rows=[{"line": line, "cells": cells} for line, cells in table.rows],
        digest=digest,
        made_at=at,
        made_by_id=actor.user_id,
    )
    audit.record("plan_list.keep", kept, actor=actor, at=at, rows=len(table.rows))
    return kept
