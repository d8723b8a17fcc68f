"""Long words break on a phone: nobody scrolls sideways, and no value shrinks to a letter."""

import pytest

from approvals import services
from cet_portal.core import clock
from tests.builders import MANAGER, PASSWORD, application_at, provider_with

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
