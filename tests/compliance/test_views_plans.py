"""Plans of the planner that are kept: saved, opened, replaced, removed, theirs alone."""

from datetime import timedelta
from urllib.parse import parse_qs, quote

import pytest
import time_machine
from django.contrib.sessions.models import Session

from compliance import services
from compliance.models import SavedPlan
from registrants.events import people_joined
from sessions_events.models import Event
from tests import builders
from tests.accounts.pages import ORIGIN, browser, hidden, sign_in
from tests.compliance.planner_pages import NOW, look, press, text
from tests.sessions_events.building import World

pytestmark = pytest.mark.django_db


@pytest.fixture
def number():
    """Of an event of the directory."""
    return World(at=NOW).event(NOW.date() + timedelta(days=5)).ev_number


def test_a_plan_is_saved_opened_replaced_and_removed(owner, number):
    query = "event=EV-1&leaving_on=31+12+2026&page=7&csrf=x"
    page = press(owner.user, "/planner/saved/", {"name": "Leave early", "choice": query})
    assert "Saved as “Leave early”." in page.content.decode()
    plan = SavedPlan.objects.get()
    assert parse_qs(plan.choice) == {"event": ["EV-1"], "leaving_on": ["31 12 2026"]}
    assert "with this plan 0 of 24" in text(look(owner.user, plan.choice))
    other = {"name": "Leave early", "choice": f"event={number}"}
    asked = press(owner.user, "/planner/saved/", other)
    press(owner.user, "/planner/saved/", {**other, "version": asked.context["plan_version"]})
    assert SavedPlan.objects.get().choice == f"event={number}"
    page = press(owner.user, f"/planner/saved/{plan.pk}/remove/")
    assert "“Leave early” is removed." in page.content.decode()
    assert not SavedPlan.objects.exists()
    again = press(owner.user, f"/planner/saved/{plan.pk}/remove/")
    assert again.status_code == 200
    assert "This plan is removed already." in again.content.decode()
    assert press(owner.user, f"/planner/saved/{plan.pk + 1}/remove/").status_code == 404
    other = builders.registrant()
    assert press(other.user, f"/planner/saved/{plan.pk}/remove/").status_code == 404


@pytest.mark.parametrize(
    "choice, sentence",
    [
        ("event={number}&leaving_on=1+1+0001", "the year must be between 1900 and 2199"),
        ("event={number}&leaving_on=1+1+2026", "enter today or a later day"),
        ("event={number}&break_from=1+1+2027", "Enter the last day of the break"),
        ("event={number}&within=10", "Enter the place to measure from"),
        ("event=EV-999999999", "No event of this plan is in the directory"),
        ("place=Leeds", "Tick an event or think of a change first"),
    ],
)
def test_a_plan_that_makes_no_sense_is_not_saved_and_nothing_typed_is_lost(
    owner, number, choice, sentence
):
    choice = choice.format(number=number)
    page = press(owner.user, "/planner/saved/", {"name": "Odd", "choice": choice})
    content = page.content.decode()
    assert sentence in content
    assert "Saved as" not in content
    assert 'value="Odd"' in content
    assert not SavedPlan.objects.exists()
    assert parse_qs(page.request["QUERY_STRING"]) == {**parse_qs(choice), "name": ["Odd"]}


def test_a_plan_needs_a_name_and_there_is_a_most(owner, number):
    page = press(owner.user, "/planner/saved/", {"name": " ", "choice": "event=EV-1"})
    assert "Enter a name for the plan" in page.content.decode()
    page = press(owner.user, "/planner/saved/", {"name": "Empty", "choice": "x=1"})
    assert "Tick an event or think of a change first" in page.content.decode()
    many = "&".join(f"event=EV-{each}&general=EV-{each}" for each in range(100000, 100060))
    page = press(owner.user, "/planner/saved/", {"name": "Many", "choice": many})
    assert "There are too many events on this plan to save it" in page.content.decode()
    actor = builders.actor_of(owner.user)
    for place in range(20):
        services.save_plan(name=f"Plan {place}", choice="event=EV-1", actor=actor, at=NOW)
    page = press(owner.user, "/planner/saved/", {"name": "One more", "choice": f"event={number}"})
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


def test_another_plan_of_the_name_is_replaced_on_purpose_only(owner, number):
    typed = {"name": "Leave early", "choice": f"event={number}"}
    press(owner.user, "/planner/saved/", {**typed, "choice": "leaving_on=31+12+2026"})
    page = press(owner.user, "/planner/saved/", typed)
    said = text(page)
    for words in (
        "Not saved yet",
        "You have a plan “Leave early” already, saved on 2 November 2026, with another choice.",
        "Where the two versions differ",
        "31 12 2026",
        f"{number} {Event.objects.get(ev_number=number).application.title}",
    ):
        assert words in said, words
    assert 'value="Leave early"' in page.content.decode()
    assert 'href="/planner/?leaving_on=31+12+2026"' in page.content.decode()
    assert "Saved as" not in said
    assert SavedPlan.objects.get().choice == "leaving_on=31+12+2026"
    seen = page.context["plan_version"]
    page = press(owner.user, "/planner/saved/", {**typed, "name": "Another", "version": seen})
    assert "Saved as “Another”." in text(page)
    assert SavedPlan.objects.count() == 2
    page = press(owner.user, "/planner/saved/", {**typed, "version": seen})
    assert "Saved as “Leave early”." in text(page)
    assert set(SavedPlan.objects.values_list("choice", flat=True)) == {f"event={number}"}


def test_the_same_plan_saved_twice_is_not_asked_about(owner, number):
    typed = {"name": "Early", "choice": f"event={number}"}
    for _press in range(2):
        assert "Saved as “Early”." in text(press(owner.user, "/planner/saved/", typed))


def test_a_plan_that_another_tab_changed_is_asked_about_again(owner, number):
    typed = {"name": "Early", "choice": f"event={number}"}
    press(owner.user, "/planner/saved/", {**typed, "choice": "leaving_on=31+12+2026"})
    seen = press(owner.user, "/planner/saved/", typed).context["plan_version"]
    actor = builders.actor_of(owner.user)
    services.save_plan(name="Early", choice="leaving_on=30+11+2026", actor=actor, at=NOW)
    page = press(owner.user, "/planner/saved/", {**typed, "version": seen})
    assert "30 11 2026" in text(page)
    assert SavedPlan.objects.get().choice == "leaving_on=30+11+2026"


def test_the_name_of_a_plan_comes_back_when_the_session_had_ended(owner, number):
    client, page = browser(), f"/planner/?event={number}"
    with time_machine.travel(NOW):
        sign_in(client, owner.user)
        guard = {"typed_by": hidden(client.get(page), "typed_by")}
        Session.objects.all().delete()
        client.post(
            "/planner/saved/",
            {**guard, "name": "Two courses", "choice": f"event={number}"},
            headers={"Origin": ORIGIN, "Referer": ORIGIN + page},
        )
        again = sign_in(client, owner.user, to=quote(page))
        content = client.get(again["Location"]).content.decode()
    assert again["Location"] == page
    assert 'value="Two courses"' in content
    assert "Not saved yet" in content
    assert not SavedPlan.objects.exists()
