"""People and cases for tests, made by the real services.

    provider, admin = provider_with()
    provider, admin, author = provider_with(Role.SYSTEM_ADMINISTRATOR, Role.CET_AUTHOR)
    reviewer = approver()
    application = application_at("APPROVED", provider=provider, approver=reviewer)
    client = client_for(admin)
    response = client.get(f"/applications/{application.c_number}/")

Everything takes `at` (an aware datetime, by default the present instant of the portal), so
that a case can be made in the past: `application_at("INFORMATION_REQUESTED", at=long_ago)`.
Reference data (audiences, units, modalities, cycles, bank holidays) is loaded when it is
missing. Invented names and e-mail addresses are unique in a run.
"""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from itertools import count
from typing import Any

from allauth.mfa.totp.internal import auth as totp
from django.core.management import call_command
from django.test import Client

from approvals import queries as approval_queries
from approvals import rules as approval_rules
from approvals import services as approval_services
from approvals.models import CetApplication
from cet_portal.accounts import services as account_services
from cet_portal.accounts.contexts import contexts_of
from cet_portal.accounts.middleware import SESSION_KEY
from cet_portal.accounts.models import User
from cet_portal.accounts.roles import GLOBAL_ROLES, Role, permissions_of
from cet_portal.core import clock
from cet_portal.core.actor import CLOCK, Actor
from cet_portal.scheme import queries as scheme_queries
from cet_portal.scheme.enums import Profession
from cet_portal.scheme.models import Modality
from providers import services as provider_services
from providers.models import Provider, ProviderMembership
from registrants import services as registrant_services
from registrants.models import Registrant

PASSWORD = "a-long-test-password-7"
# Cases are begun in the past, so that every step of theirs lies before the present instant.
BEGUN = timedelta(minutes=30)
ONE_STEP = timedelta(minutes=1)

# A member of staff for acts that a test does not care about.
MANAGER = Actor(
    user_id=None,
    name="Invented Manager",
    role=Role.CET_MANAGER,
    permissions=permissions_of(Role.CET_MANAGER),
)

_numbers = count(1)


def reference() -> None:
    """Load the reference data unless it is there (tests with real transactions empty tables)."""
    if not Modality.objects.exists():
        call_command("load_reference", verbosity=0, stdout=_Silent())


class _Silent:
    def write(self, _text: str) -> None:
        """Commands report; tests do not listen."""


def person(*roles: str, name: str = "", at: datetime | None = None) -> User:
    """An account with a verified address and these global roles (APPROVER, GOC_STAFF, ...)."""
    number = next(_numbers)
    user = account_services.open_account(
        email=f"person{number}@example.org",
        name=name or f"Person {number}",
        password=PASSWORD,
        roles=[Role(role).value for role in roles],
        actor=CLOCK,
        at=at or clock.now(),
    )
    if user.holds(*GLOBAL_ROLES):
        totp.TOTP.activate(user, totp.generate_totp_secret())
    return user


def approver(
    name: str = "", *, profession: str = Profession.OPTOMETRIST, at: datetime | None = None
) -> User:
    """An approver with security codes set up, whom the portal may choose for this profession."""
    user = person(Role.APPROVER, name=name, at=at)
    approval_services.set_profile(
        approver=user, profession=profession, actor=MANAGER, at=at or clock.now()
    )
    return user


def staff(role: str = Role.GOC_STAFF, name: str = "", *, at: datetime | None = None) -> User:
    """GOC staff (or the CET manager) with security codes set up."""
    return person(role, name=name, at=at)


def provider_with(
    *roles: str, name: str = "", listed: bool = True, at: datetime | None = None
) -> tuple[Any, ...]:
    """A provider and one person for each of `roles` (default: one system administrator).

    `listed`: on the list since 30 days before `at`, for 12 months.
    """
    reference()
    at = at or clock.now()
    provider = provider_services.open_provider(
        name=name or f"Provider {next(_numbers)}",
        email="bookings@example.org",
        phone="0113 496 0000",
        website="https://example.org",
        town="Leeds",
        actor=CLOCK,
        at=at,
    )
    if listed:
        provider_services.grant_listing(
            provider=provider,
            start=clock.london_date(at) - timedelta(days=30),
            actor=CLOCK,
            at=at,
        )
    people = [member(provider, role, at=at) for role in roles or (Role.SYSTEM_ADMINISTRATOR,)]
    return provider, *people


def member(
    provider: Provider, *roles: str, user: User | None = None, at: datetime | None = None
) -> User:
    """A new person (or `user`) with these roles in the provider."""
    at = at or clock.now()
    user = user or person(at=at)
    provider_services.add_member(
        provider=provider, user=user, roles=list(roles), actor=CLOCK, at=at
    )
    return user


def administrator_of(provider: Provider) -> User:
    """The first system administrator of the provider."""
    found = ProviderMembership.objects.filter(
        provider=provider, roles__contains=[Role.SYSTEM_ADMINISTRATOR]
    )
    return found.select_related("user").earliest("pk").user


def registrant(
    number: str = "",
    surname: str = "Marsh",
    *,
    forenames: str = "Ada",
    profession: str = "OPTOMETRIST",
    start: date = date(2015, 1, 1),
    account: bool = True,
    at: datetime | None = None,
) -> Registrant:
    """Somebody on the register, with an account (`.user`) unless told otherwise."""
    reference()
    at = at or clock.now()
    prefix = "01" if profession == "OPTOMETRIST" else "D"
    number = number or f"{prefix}-{20_000 + next(_numbers)}"
    found = registrant_services.enter_on_register(
        forenames=forenames,
        surname=surname,
        date_of_birth=date(1980, 5, 17),
        profession=profession,
        number=number,
        start=start,
        actor=CLOCK,
        at=at,
    )
    if account:
        user = person(name=f"{forenames} {surname}", at=at)
        registrant_services.connect_account(registrant=found, user=user, actor=CLOCK, at=at)
        found.refresh_from_db()
    return found


def actor_of(user: User, key: str = "") -> Actor:
    """The user acting in the context `key` ("provider:7", "approver", "staff", "registrant"),
    or in their first one."""
    contexts = contexts_of(user)
    chosen = next((context for context in contexts if context.key == key), None)
    return (chosen or contexts[0]).actor(user)


def client_for(user: User, key: str = "", **options: Any) -> Client:
    """A signed-in test client, acting in the context `key` if given."""
    client = Client(**options)
    client.force_login(user)
    if key:
        session = client.session
        session[SESSION_KEY] = key
        session.save()
    return client


def answers(**changed: Any) -> dict[str, Any]:
    """Every field of a complete application for optometrists, two points, one interactive."""
    reference()
    return {
        "title": "Dry eye in practice",
        "summary": "From first symptoms to treatment.",
        "modality": scheme_queries.modalities().get(code="WORKSHOP"),
        "duration_minutes": 120,
        "audiences": ["OPTOMETRIST"],
        "units": ["O1", "O6"],
        "assessment": "Five case records, discussed in groups.",
        "ground": "A",
        "interaction": "Small groups report back to the facilitator.",
        "points_total": 2,
        "points_interactive": 1,
        "current_practice": "Follows the present guidance on tear film assessment.",
        "patient_care": "Patients get the right treatment at the first visit.",
        **changed,
    }


OBJECTIVES = ("Tell apart the two main kinds of dry eye", "Choose a treatment")
CONTRIBUTORS = ({"name": "Invented Author", "qualifications": "optometrist", "part": "BOTH"},)


def draft(
    *,
    provider: Provider | None = None,
    objectives: Sequence[str] = OBJECTIVES,
    at: datetime | None = None,
    **changed: Any,
) -> CetApplication:
    """A draft that can be submitted; `changed` replaces fields of `answers`."""
    at = at or clock.now() - BEGUN
    provider = provider or provider_with(at=at)[0]
    actor = actor_of(administrator_of(provider), f"provider:{provider.pk}")
    values = answers(**changed)
    application = approval_services.create_draft(
        provider_id=provider.pk, values={"title": values.pop("title")}, actor=actor, at=at
    )
    lines = {
        "objectives": [{"text": text, "units": values["units"]} for text in objectives],
        "contributors": list(CONTRIBUTORS),
    }
    for section, fields in approval_rules.FIELDS.items():
        application = approval_services.save_section(
            application=application,
            section=section,
            version=application.version,
            values={name: values[name] for name in fields if name in values},
            **{name: lines[name] for name in fields if name in lines},
            actor=actor,
            at=at,
        )
    return application


def application_at(
    status: str,
    *,
    provider: Provider | None = None,
    approver: User | None = None,
    at: datetime | None = None,
    **changed: Any,
) -> CetApplication:
    """An application that has walked the services to `status`, one minute a step from `at`.

    `approver`: who has and decides it (default: a new one). REJECTED is by the approver;
    WITHDRAWN is before anybody has it, and SUBMITTED while no approver fits. The provider's
    administrator does the provider's steps.
    """
    at = at or clock.now() - BEGUN
    application = draft(provider=provider, at=at, **changed)
    admin = actor_of(administrator_of(application.provider), f"provider:{application.provider_id}")
    route = ROUTES[status]
    reviewer = approver
    if reviewer is None and "given" in route:
        reviewer = globals()["approver"](at=at)
    for step in route:
        at += ONE_STEP
        acting = actor_of(reviewer, "approver") if reviewer else None
        application = _STEPS[step](application, admin, acting, at)
    return application


def judge_all(application: CetApplication, reviewer: Actor, *, failing: str = "", at=None) -> None:
    """Every criterion met, but the one with the code `failing`."""
    approval_services.judge(
        application=application,
        judged=[
            approval_rules.Judged(
                criterion=criterion.code,
                verdict="NOT_MET" if criterion.code == failing else "MET",
                sentence="This is missing." if criterion.code == failing else "",
                audience=audience,
            )
            for criterion in scheme_queries.criteria()
            for audience in (application.audiences if criterion.per_audience else [""])
        ],
        actor=reviewer,
        at=at or clock.now(),
    )


def outcomes(application: CetApplication, *, approved: bool = True) -> list:
    """Every audience approved as it was asked for, or none."""
    audience_of = {unit.code: unit.audience.code for unit in scheme_queries.units()}
    return [
        approval_rules.AudienceOutcome(
            audience=audience,
            approved=approved,
            total=application.points_total or 0,
            interactive=application.points_interactive or 0,
            peer_review=application.peer_review,
            units=[unit for unit in application.units if audience_of[unit] == audience],
        )
        for audience in application.audiences
    ]


def _submit(case, admin, _reviewer, at):
    return approval_services.submit(application=case, actor=admin, at=at)


def _given(case, _admin, reviewer, at):
    """To this approver, whomever the portal chose."""
    if case.approver_id == reviewer.user_id:
        return case
    return approval_services.reassign(
        application=case,
        approver=User.objects.get(pk=reviewer.user_id),
        reason="For the test",
        actor=MANAGER,
        at=at,
    )


def _ask(case, _admin, reviewer, at):
    return approval_services.ask_information(
        application=case,
        questions=[("practice", "Which guidance do you follow?")],
        actor=reviewer,
        at=at,
    )


def _answer(case, admin, _reviewer, at):
    open_questions = approval_queries.open_questions(case)
    case = approval_services.save_answers(
        application=case,
        version=case.version,
        answers={question.pk: "The guidance of this year." for question in open_questions},
        actor=admin,
        at=at,
    )
    return approval_services.answer(application=case, actor=admin, at=at)


def _approve(case, _admin, reviewer, at):
    judge_all(case, reviewer, at=at)
    return approval_services.decide(
        application=case, outcomes=outcomes(case), actor=reviewer, at=at
    )


def _reject(case, _admin, reviewer, at):
    judge_all(case, reviewer, failing="OBJECTIVES", at=at)
    return approval_services.decide(
        application=case,
        outcomes=outcomes(case, approved=False),
        reasons="The objectives cannot be assessed.",
        actor=reviewer,
        at=at,
    )


def _appeal(case, admin, _reviewer, at):
    return approval_services.lodge_appeal(
        application=case, grounds="They can: see the case records.", actor=admin, at=at
    )


def _withdraw(case, admin, _reviewer, at):
    return approval_services.withdraw(application=case, actor=admin, at=at)


def _withdraw_approval(case, _admin, _reviewer, at):
    return approval_services.withdraw_approval(
        application=case, reason="The content is out of date.", actor=MANAGER, at=at
    )


def _expire(case, _admin, _reviewer, _at):
    """In the night after its cycle has ended."""
    night = datetime.combine(case.approval_ends + timedelta(days=1), time(1), tzinfo=UTC)
    return approval_services.expire(application=case, actor=CLOCK, at=night)


_STEPS = {
    "submit": _submit,
    "given": _given,
    "ask": _ask,
    "answer": _answer,
    "approve": _approve,
    "reject": _reject,
    "appeal": _appeal,
    "withdraw": _withdraw,
    "withdraw_approval": _withdraw_approval,
    "expire": _expire,
}

# Names of steps on the way to each status; ANSWERED is in review again.
ROUTES = {
    "DRAFT": (),
    "SUBMITTED": ("submit",),
    "IN_REVIEW": ("submit", "given"),
    "INFORMATION_REQUESTED": ("submit", "given", "ask"),
    "ANSWERED": ("submit", "given", "ask", "answer"),
    "APPROVED": ("submit", "given", "approve"),
    "REJECTED": ("submit", "given", "reject"),
    "UNDER_APPEAL": ("submit", "given", "reject", "appeal"),
    "EXPIRED": ("submit", "given", "approve", "expire"),
    "APPROVAL_WITHDRAWN": ("submit", "given", "approve", "withdraw_approval"),
    "WITHDRAWN": ("submit", "withdraw"),
}
