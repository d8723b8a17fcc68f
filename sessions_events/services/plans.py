"""Many events planned at once: by dates and places, or from a list (docs/adr/0022)."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from approvals.models import CetApplication
from cet_portal.core.actor import Actor
from cet_portal.core.clock import london_date
from cet_portal.core.permissions import require
from cet_portal.scheme import places
from cet_portal.scheme.places import Found
from providers import queries as provider_queries
from sessions_events import permissions
from sessions_events.models import Event, PlanList, Session
from sessions_events.queries import plans as reads
from sessions_events.queries.collisions import collisions
from sessions_events.rules.plans import Judged, Plan, Stay, Where, stays
from sessions_events.services.planning import add_event, plan_session


class SomeCannot(Exception):
    """At least one of the plans cannot be made, so none was. `judged`: all of them."""

    def __init__(self, judged: list[Judged]):
        super().__init__()
        self.judged = judged


def judge_plans(
    *, provider_id: int, plans: Sequence[Plan], actor: Actor, at: datetime
) -> list[Judged]:
    """What would become of each plan, in their order; as many queries for one as for many."""
    require(permissions.may_plan(actor, provider_id, at=at))
    c_numbers = {plan.c_number for plan in plans}
    cet = reads.applications_of(provider_id, c_numbers)
    starts = {plan.starts_at for plan in plans}
    there = {
        _same(event): event for event in reads.events_planned_at(provider_id, c_numbers, starts)
    }
    numbers = {plan.where.s_number for plan in plans if plan.where.s_number}
    sessions = reads.sessions_numbered(provider_id, numbers) if numbers else {}
    ends = collisions()
    towns = places.find_many(plan.where.town for plan in plans if _wants_position(plan.where))
    judged: list[Judged] = []
    seen: dict[tuple, int] = {}
    for asked in plans:
        application, session = cet.get(asked.c_number), sessions.get(asked.where.s_number)
        plan = _placed(asked, application, session)
        known = there.get(plan.same)
        problem = "" if known else _problem(plan, application, session)
        first = seen.setdefault(plan.same, plan.line)
        if not known and not problem and first != plan.line:
            problem = _("The same CET, time and place as line %(line)s.") % {"line": first}
        judged.append(
            Judged(
                line=plan.line,
                plan=plan,
                title=application.title if application else "",
                problem=problem,
                known=known.ev_number if known else "",
                cycle_end=ends.on(plan.last_day),
                past_due=ends.after_the_fact(plan.last_day, london_date(at))
                if not known and not problem
                else None,
                remarks=(*asked.remarks, *_about_town(asked.where, towns)),
            )
        )
    return judged


@transaction.atomic
def plan_events(
    *, provider_id: int, plans: Sequence[Plan], actor: Actor, at: datetime
) -> list[Event]:
    """Plan all of them, with the sessions that they need. What is planned already is left alone,
    so pressing twice makes nothing twice.

    Raises `SomeCannot`, and plans nothing, if one cannot be planned.
    """
    provider_queries.lock(provider_id)
    judged = judge_plans(provider_id=provider_id, plans=plans, actor=actor, at=at)
    if any(each.problem for each in judged):
        raise SomeCannot(judged)
    return _make(
        [each.plan for each in judged if each.plan and each.is_good], provider_id, actor, at
    )


@transaction.atomic
def plan_listed(
    *, plan_list: PlanList, plans: Sequence[Plan], actor: Actor, at: datetime
) -> list[Event]:
    """Plan what can be planned of a list: `plans`, its readable rows. The rest stays.

    The list remembers which line became which event; returns the events that are new.
    """
    provider_id = plan_list.provider_id
    provider_queries.lock(provider_id)
    current = PlanList.objects.select_for_update().get(pk=plan_list.pk)
    judged = judge_plans(provider_id=provider_id, plans=plans, actor=actor, at=at)
    done = current.planned
    good = [e.plan for e in judged if e.plan and e.is_good and str(e.line) not in done]
    events = _make(good, provider_id, actor, at)
    made = {_same(event): event.ev_number for event in events}
    new = {str(plan.line): made[plan.same] for plan in good}
    current.planned = {**current.planned, **new}
    current.save(update_fields=["planned"])
    return events


def _make(plans: list[Plan], provider_id: int, actor: Actor, at: datetime) -> list[Event]:
    if not plans:
        return []
    cet = reads.applications_of(provider_id, {plan.c_number for plan in plans})
    numbered = reads.sessions_numbered(provider_id, {plan.where.s_number for plan in plans})
    named = reads.sessions_named(provider_id, {plan.where.name for plan in plans})
    events = []
    for stay in stays(plans):
        session = numbered.get(stay.where.s_number) or _session_for(
            stay, named, provider_id, actor, at
        )
        events += [
            add_event(
                session=session,
                application=cet[plan.c_number],
                starts_at=plan.starts_at,
                ends_at=plan.ends_at,
                **plan.details,
                actor=actor,
                at=at,
            )
            for plan in stay.plans
        ]
    return events


def _session_for(
    stay: Stay, named: list[Session], provider_id: int, actor: Actor, at: datetime
) -> Session:
    """One that is there, of the same name and place, and holds the days; else a new one."""
    for session in named:
        holds = session.start <= stay.start and stay.end <= session.end
        if holds and _where(session).key == stay.where.key:
            return session
    where = stay.where
    return plan_session(
        provider_id=provider_id,
        name=where.name,
        start=stay.start,
        end=stay.end,
        online=where.online,
        venue=where.venue,
        address=where.address,
        town=where.town,
        region=where.region,
        latitude=where.latitude,
        longitude=where.longitude,
        actor=actor,
        at=at,
    )


def _placed(plan: Plan, application: CetApplication | None, session: Session | None) -> Plan:
    """With the place of the session that it names, or a name for a new one."""
    if session:
        return replace(plan, where=replace(_where(session), s_number=session.s_number))
    if plan.where.name or not application:
        return plan
    name = f"{plan.where.town or _('Online')}: {application.title}"[:200]
    return replace(plan, where=replace(plan.where, name=name))


def _where(session: Session) -> Where:
    return Where(session.name, session.online, session.venue, session.address, session.town)


def _wants_position(where: Where) -> bool:
    """Is the town all that says where it is?"""
    return bool(where.town) and not (where.online or where.s_number) and where.latitude is None


def _about_town(where: Where, towns: Mapping[str, Found]) -> tuple[str, ...]:
    problem = towns[where.town].problem if _wants_position(where) else ""
    if not problem:
        return ()
    problem = problem if problem.endswith("?") else f"{problem}."
    nowhere = _("As it stands, nobody finds the event by distance.")
    return (f"{problem} {nowhere}",)


def _same(event: Event) -> tuple:
    place = _where(event.session).place_key
    return (event.application.c_number, event.starts_at, *place)


def _problem(plan: Plan, application: CetApplication | None, session: Session | None) -> str:
    if plan.ends_at <= plan.starts_at:
        return _("End must be later than the start.")
    if application is None:
        return _("%(number)s is not a CET of your provider.") % {"number": plan.c_number}
    refusal = permissions.may_be_held(application, first_day=plan.first_day, last_day=plan.last_day)
    if refusal:
        return str(refusal)
    if plan.where.s_number and session is None:
        return _("%(number)s is not a session of your provider.") % {"number": plan.where.s_number}
    if session and not session.start <= plan.first_day <= plan.last_day <= session.end:
        words = {
            "number": session.s_number,
            "first": date_format(session.start, "j F Y"),
            "last": date_format(session.end, "j F Y"),
        }
        if session.start == session.end:
            return _("%(number)s is on %(first)s alone.") % words
        return _("It lies outside the days of %(number)s, %(first)s to %(last)s.") % words
    return ""
