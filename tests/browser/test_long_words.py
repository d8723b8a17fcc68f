"""Long words break on a phone: nobody scrolls sideways, and no value shrinks to a letter."""

from datetime import timedelta

import pytest
from django.urls import reverse

from approvals import services
from cet_portal.core import clock
from cet_portal.scheme.queries import cycle_on
from registrants import services as services_of_register
from tests.builders import (
    MANAGER,
    PASSWORD,
    actor_of,
    application_at,
    provider_with,
    registrant,
    staff,
)
from tests.registrants.building import accept, offer
from tests.sessions_events.building import World

pytestmark = pytest.mark.browser

WORD = "Rhododendron" * 12


def test_a_long_word_in_title_and_sum_of_a_date_stays_on_the_screen(person):
    provider, account = provider_with()
    application = application_at("IN_REVIEW", provider=provider, title=WORD)
    services.extend_clock(
        application=application, working_days=3, reason=WORD, actor=MANAGER, at=clock.now()
    )
    asha = person("Asha", phone=True)
    asha.signs_in(account.email, PASSWORD)

    for path in (f"/applications/{application.c_number}/", "/applications/"):
        asha.opens(path)
        for details in asha.page.locator("main details").all():
            details.evaluate("each => each.open = true")
        width = asha.page.evaluate("document.documentElement.scrollWidth")
        assert width == asha.page.viewport_size["width"]
    asha.opens(f"/applications/{application.c_number}/")
    asha.page.locator("main details:has(.mycet-sum)").first.evaluate("each => each.open = true")
    values = asha.page.locator(".mycet-sum dd").all()
    assert min(value.bounding_box()["width"] for value in values[:3]) > 100


def test_long_names_and_addresses_stay_on_the_screen_of_staff(person):
    world = World(title=WORD)
    world.provider.name = WORD
    world.provider.save(update_fields=["name"])
    world.user.email = f"{'owen.llewellyn-price.' * 3}@{'harbour-eye-learning.' * 2}example.org"
    world.user.save(update_fields=["email"])
    world.event(clock.today() - timedelta(days=30))
    ruth = person("Ruth", phone=True)
    ruth.signs_in(staff("CET_MANAGER").email, PASSWORD)
    ruth.opens("/rehearsal/")
    ruth.presses("Go past the next due date")
    ruth.waits_for("What fired")
    fired = ruth.page.url.removeprefix(ruth.page.evaluate("location.origin"))

    for path in (fired, "/overview/overdue/", f"/overview/overdue/{world.provider.pk}/"):
        ruth.opens(path)
        width = ruth.page.evaluate("document.documentElement.scrollWidth")
        assert width == ruth.page.viewport_size["width"], path
        cut = ruth.page.locator("main a, main td, main dd, main p").evaluate_all(
            "found => found.filter(each => each.scrollWidth > each.clientWidth + 1"
            " && each.clientWidth > 0).map(each => each.textContent.trim().slice(0, 60))"
        )
        assert cut == [], path


def test_what_a_registrant_wrote_stays_on_the_screen(person):
    owner = registrant()
    actor, at = actor_of(owner.user), clock.now()
    services_of_register.keep_learning(
        learned_on=clock.today(), title=WORD, minutes=30, notes=WORD * 5, actor=actor, at=at
    )
    line = accept(offer(owner, day=clock.today()), at=at)
    services_of_register.write_reflection(entry=line, text=WORD * 5, actor=actor, at=at)
    services_of_register.share(
        label=WORD[:100],
        parts=["REGISTER", "REQUIREMENTS", "ACCEPTED"],
        cycles=[cycle_on(clock.today()).name],
        expires_on=clock.today() + timedelta(days=3),
        actor=actor,
        at=at,
    )
    ada = person("Ada", phone=True)
    ada.signs_in(owner.user.email, PASSWORD)
    for path in (
        "/statement/own-learning/",
        "/statement/record/",
        "/statement/links/",
        reverse("compliance:line", args=[line.pk]),
    ):
        ada.opens(path)
        width = ada.page.evaluate("document.documentElement.scrollWidth")
        assert width == ada.page.viewport_size["width"], path
