"""Like CET that was decided before, by its words; never of a provider with a conflict."""

import csv
import io

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from approvals import services
from approvals.models import Submission
from approvals.queries import precedents
from cet_portal.accounts.roles import Role
from cet_portal.core import clock
from tests import builders

pytestmark = pytest.mark.django_db


@pytest.fixture
def mine(reviewer):
    return builders.application_at("IN_REVIEW", approver=reviewer, title="Dry eye and tear film")


def actor_of(reviewer):
    return builders.actor_of(reviewer, "approver")


def titles(found):
    return [decision.application.title for decision in found]


def count(act):
    with CaptureQueriesContext(connection) as captured:
        act()
    return len(captured)


def test_the_most_similar_comes_first_with_how_its_criteria_were_decided(reviewer, mine):
    builders.application_at("APPROVED", title="Tear film assessment in dry eyes")
    builders.application_at(
        "REJECTED", title="Contact lens hygiene", objectives=["Clean a lens"], units=["O1"]
    )

    found = precedents.similar_to(mine, actor_of(reviewer))

    assert titles(found)[0] == "Tear film assessment in dry eyes"
    assert {each.verdict for each in found[0].judgements.all()} == {"MET"}


def test_nothing_of_a_provider_with_a_conflict(reviewer, mine):
    belongs = builders.application_at("APPROVED", title="Dry eye of my own provider")
    builders.member(belongs.provider, Role.CET_AUTHOR, user=reviewer)
    interested = builders.application_at("APPROVED", title="Dry eye of a friend")
    services.declare_interest(
        approver=reviewer,
        provider=interested.provider,
        reason="A friend owns it.",
        actor=actor_of(reviewer),
        at=clock.now(),
    )

    assert precedents.similar_to(mine, actor_of(reviewer)) == []
    assert precedents.with_words("dry eye", actor_of(reviewer)) == []


def test_own_work_is_no_precedent(reviewer, mine):
    builders.application_at("APPROVED", title="Dry eye by myself")
    own = builders.CONTRIBUTORS[0]["name"]

    myself = actor_of(reviewer).__class__(
        user_id=reviewer.pk, name=own, role="APPROVER", permissions=actor_of(reviewer).permissions
    )

    assert precedents.similar_to(mine, myself) == []


def test_what_they_once_submitted_for_a_provider_is_no_precedent(reviewer, mine):
    left = builders.application_at("APPROVED", title="Dry eye of years ago")
    Submission.objects.create(
        application=left,
        round=2,
        at=clock.now(),
        by_id=reviewer.pk,
        by=reviewer.name,
        role=Role.SYSTEM_ADMINISTRATOR,
        values={},
    )

    assert precedents.similar_to(mine, actor_of(reviewer)) == []


def test_the_page_does_not_name_the_provider(reviewer, mine):
    other = builders.application_at("REJECTED", title="Dry eye elsewhere")
    client = builders.client_for(reviewer)

    for page in (f"/queue/{mine.c_number}/precedents/", f"/queue/{mine.c_number}/"):
        content = client.get(page).content.decode()
        assert "Dry eye elsewhere" in content
        assert "This is missing." in content
        assert other.provider.name not in content
        assert other.c_number not in content


def test_words_of_ones_own_are_found_in_any_form(reviewer, mine):
    builders.application_at("APPROVED", title="Assessing children", objectives=["Refract a child"])
    client = builders.client_for(reviewer)

    found = client.get(f"/queue/{mine.c_number}/precedents/?words=assess+CHILD").content.decode()
    nothing = client.get(f"/queue/{mine.c_number}/precedents/?words=giraffe").content.decode()

    assert "Assessing children" in found
    assert "No decided CET has all these words." in nothing


@pytest.mark.parametrize(
    "words", ["%00", "%27%29+%7C+%21%26", "a+b", "the+and+of", "x" * 300, "%3A%2A+%3C-%3E+dry"]
)
def test_nonsense_is_forgiven(reviewer, mine, words):
    page = f"/queue/{mine.c_number}/precedents/?words={words}"

    assert builders.client_for(reviewer).get(page).status_code == 200


def test_as_many_queries_for_one_precedent_as_for_ten(reviewer, mine):
    provider, _admin = builders.provider_with()
    builders.application_at("APPROVED", provider=provider)
    actor = actor_of(reviewer)
    precedents.similar_to(mine, actor)  # what the row itself has to fetch, it keeps
    for_one = count(lambda: precedents.similar_to(mine, actor, most=20))

    for _each in range(9):
        builders.application_at("REJECTED", provider=provider)

    found = []
    assert count(lambda: found.extend(precedents.similar_to(mine, actor, most=20))) == for_one
    assert len(found) == 10


def test_precedents_as_a_file_name_nobody(reviewer, mine):
    other = builders.approver("Sasha Secretive")
    decided = builders.application_at("REJECTED", title="Tear film in dry eyes", approver=other)
    client = builders.client_for(reviewer)
    address = f"/queue/{mine.c_number}/precedents/?words=tear+film"
    assert "Download this list (CSV)" in client.get(address).content.decode()

    response = client.get(f"{address}&format=csv")

    text = b"".join(response.streaming_content).decode("utf-8-sig")
    [row] = csv.DictReader(io.StringIO(text))
    assert (row["Title"], row["Outcome"]) == ("Tear film in dry eyes", "Rejected")
    assert "This is missing." in row["Not met"]
    for private in ("Sasha", decided.c_number, decided.provider.name):
        assert private not in text
