"""Two tabs that save a plan at the same instant: one is told what the other saved."""

import pytest

from compliance import services
from compliance.models import SavedPlan
from tests import builders
from tests.compliance.planner_pages import NOW
from tests.racing import together

pytestmark = pytest.mark.django_db(transaction=True)


def test_two_plans_of_one_name_at_once():
    actor = builders.actor_of(builders.registrant().user)

    def save(choice):
        return services.save_plan(name="Mine", choice=choice, version="", actor=actor, at=NOW)

    outcomes = together(lambda: save("event=EV-1"), lambda: save("event=EV-2"))
    [told] = [each for each in outcomes if isinstance(each, services.PlanThere)]
    [kept] = [each for each in outcomes if isinstance(each, SavedPlan)]
    assert SavedPlan.objects.get().choice == told.current.choice == kept.choice
