"""Plans of the planner that are kept: saved, opened, replaced, removed, theirs alone."""

from urllib.parse import parse_qs

import pytest

from compliance import services
from compliance.models import SavedPlan
from registrants.events import people_joined
from tests import builders
from tests.compliance.planner_pages import NOW, look, press, text

pytestmark = pytest.mark.django_db


def test_a_plan_is_saved_opened_replaced_and_removed(owner):
    query = "event=EV-1&leaving_on=31+12+2026&page=7&csrf=x"
    page = press(owner.user, "/planner/saved/", {"name": "Leave early", "choice": query})
    assert "Saved as “Leave early”." in page.content.decode()
    plan = SavedPlan.objects.get()
    assert parse_qs(plan.choice) == {"event": ["EV-1"], "leaving_on": ["31 12 2026"]}
    assert "with this plan 0 of 24" in text(look(owner.user, plan.choice))
    press(owner.user, "/planner/saved/", {"name": "Leave early", "choice": "event=EV-2"})
    assert SavedPlan.objects.get().choice == "event=EV-2"
    page = press(owner.user, f"/planner/saved/{plan.pk}/remove/")
    assert "“Leave early” is removed." in page.content.decode()
    assert not SavedPlan.objects.exists()


def test_a_plan_needs_a_name_and_there_is_a_most(owner):
    page = press(owner.user, "/planner/saved/", {"name": " ", "choice": "event=EV-1"})
    assert "Enter a name for the plan" in page.content.decode()
    page = press(owner.user, "/planner/saved/", {"name": "Empty", "choice": "x=1"})
    assert "Tick an event or think of a change first" in page.content.decode()
    many = "&".join(f"event=EV-{number}&general=EV-{number}" for number in range(100000, 100060))
    page = press(owner.user, "/planner/saved/", {"name": "Many", "choice": many})
    assert "There are too many events on this plan to save it" in page.content.decode()
    actor = builders.actor_of(owner.user)
    for number in range(20):
        services.save_plan(name=f"Plan {number}", choice="event=EV-1", actor=actor, at=NOW)
    page = press(owner.user, "/planner/saved/", {"name": "One more", "choice": "event=EV-1"})
    assert "You can keep 20 plans." in page.content.decode()
    assert 'value="One more"' in page.content.decode()
    assert SavedPlan.objects.count() == 20


def test_a_plan_of_somebody_else_is_not_there(owner):
    other = builders.registrant()
    plan = services.save_plan(
        name="Mine", choice="event=EV-1", actor=builders.actor_of(other.user), at=NOW
    )
    assert press(owner.user, f"/planner/saved/{plan.pk}/remove/").status_code == 404
    assert "Mine" not in text(look(owner.user))


def test_two_people_who_are_one_keep_the_plans_of_both(owner):
    other = builders.registrant()
    mine, theirs = (builders.actor_of(each.user) for each in (owner, other))
    services.save_plan(name="Both", choice="event=EV-1", actor=mine, at=NOW)
    services.save_plan(name="Both", choice="event=EV-2", actor=theirs, at=NOW)
    services.save_plan(name="Theirs", choice="event=EV-3", actor=theirs, at=NOW)
    people_joined.send(sender=type(owner), kept=owner, joined=other, actor=mine, at=NOW)
    kept = SavedPlan.objects.filter(registrant=owner).values_list("name", "choice")
    assert set(kept) == {("Both", "event=EV-1"), ("Theirs", "event=EV-3")}
