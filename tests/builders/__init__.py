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

from tests.builders.applications import (
    CONTRIBUTORS,
    OBJECTIVES,
    ROUTES,
    answer_all,
    answers,
    application_at,
    draft,
    judge_all,
    outcomes,
)
from tests.builders.people import (
    BEGUN,
    MANAGER,
    ONE_STEP,
    PASSWORD,
    actor_of,
    administrator_of,
    approver,
    client_for,
    member,
    person,
    provider_with,
    reference,
    registrant,
    staff,
)

__all__ = [
    "BEGUN",
    "CONTRIBUTORS",
    "MANAGER",
    "OBJECTIVES",
    "ONE_STEP",
    "PASSWORD",
    "ROUTES",
    "actor_of",
    "administrator_of",
    "answer_all",
    "answers",
    "application_at",
    "approver",
    "client_for",
    "draft",
    "judge_all",
    "member",
    "outcomes",
    "person",
    "provider_with",
    "reference",
    "registrant",
    "staff",
]
