"""Every question is answered, saved on the way, sent once, in time."""

from datetime import timedelta

import pytest
from django.utils.formats import date_format

from approvals import queries, services
from cet_portal.core import clock
from cet_portal.core.actor import CLOCK
from cet_portal.core.models import ClockShift
from tests import builders
from tests.approvals.exchange.pages import answer_page, said, typed

pytestmark = pytest.mark.django_db


def test_answer_page_has_every_question_its_section_and_the_clock(admin, asked):
    content = admin.get(answer_page(asked)).content.decode()

    assert "Which guidance do you follow?" in content
    assert "Save, and change “Practice and patient care”" in content
    assert "How this date was worked out" in content


def test_answers_are_saved_without_being_sent(admin, asked):
    response = admin.post(answer_page(asked), typed(admin, asked, "This one.\r\nAnd that."))

    assert response.url == answer_page(asked)
    assert queries.open_questions(asked).get().answer == "This one.\nAnd that."
    asked.refresh_from_db()
    assert asked.status == "INFORMATION_REQUESTED"


def test_the_way_to_a_section_saves_the_answers_first(admin, asked):
    response = admin.post(
        answer_page(asked), typed(admin, asked, "Half an answer") | {"edit": "practice"}
    )

    assert "/section/practice/" in response.url
    assert queries.open_questions(asked).get().answer == "Half an answer"


def test_answers_are_sent_once_and_a_round_is_kept(admin, client, asked):
    data = typed(admin, asked, "This one.") | {"send": "yes"}

    first, second = (admin.post(answer_page(asked), data, follow=True) for _ in range(2))

    assert said(first) == ["Your answers have been sent to the approver."]
    assert second.redirect_chain[-1][0] == f"/applications/{asked.c_number}/"
    asked.refresh_from_db()
    assert (asked.status, asked.round) == ("IN_REVIEW", 2)
    assert "This one." in client.get(f"/queue/{asked.c_number}/").content.decode()


def test_nothing_is_sent_before_every_question_is_answered(admin, asked):
    response = admin.post(answer_page(asked), typed(admin, asked, "  ") | {"send": "yes"})

    assert "Write your answer to this question" in response.content.decode()
    asked.refresh_from_db()
    assert asked.status == "INFORMATION_REQUESTED"


def test_nothing_is_sent_while_the_application_has_errors(admin, asked):
    actor = builders.actor_of(builders.administrator_of(asked.provider))
    services.save_section(
        application=asked,
        section="practice",
        version=asked.version,
        values={"patient_care": ""},
        actor=actor,
        at=clock.now(),
    )

    response = admin.post(answer_page(asked), typed(admin, asked, "Done.") | {"send": "yes"})

    content = response.content.decode()
    assert "Before the answers can be sent" in content
    assert "Say how the CET improves patient care" in content
    assert f'href="/applications/{asked.c_number}/section/practice/' in content
    asked.refresh_from_db()
    assert asked.status == "INFORMATION_REQUESTED"


def test_a_colleague_who_saved_other_answers_is_not_written_over(admin, asked):
    mine, theirs = (typed(admin, asked, text) for text in ("Mine", "Theirs"))
    admin.post(answer_page(asked), theirs)

    response = admin.post(answer_page(asked), mine | {"send": "yes"})

    content = response.content.decode()
    assert "saved other answers" in content
    assert "Mine</textarea>" in content
    assert queries.open_questions(asked).get().answer == "Theirs"

    again = {name: response.context["form"][name].value() for name in mine}
    admin.post(answer_page(asked), again)
    assert queries.open_questions(asked).get().answer == "Mine"


def test_a_section_saved_meanwhile_does_not_stand_in_the_way(admin, asked):
    data = typed(admin, asked, "My answer")
    services.save_section(
        application=asked,
        section="practice",
        version=asked.version,
        values={"patient_care": "Fewer referrals."},
        actor=builders.actor_of(builders.administrator_of(asked.provider)),
        at=clock.now(),
    )

    response = admin.post(answer_page(asked), data)

    assert response.status_code == 302
    assert queries.open_questions(asked).get().answer == "My answer"


@pytest.mark.parametrize("text", ["x" * 5001, "nul \x00 byte"])
def test_an_answer_that_does_not_fit_stays_on_the_page(admin, asked, text):
    response = admin.post(answer_page(asked), typed(admin, asked, text))

    form = response.context["form"]
    assert response.status_code == 200
    assert "There is a problem" in response.content.decode()
    assert text in [form[name].value() for name in form.fields]


def test_an_answer_after_the_last_day_is_there_to_copy_and_cannot_be_sent(admin, asked):
    data = typed(admin, asked, "Too late") | {"send": "yes"}
    ClockShift.objects.create(seconds=timedelta(days=30).total_seconds())

    content = admin.post(answer_page(asked), data).content.decode()

    assert f"The last day to answer was {day(asked.due_on)}." in content
    assert f"MyCET rejects {asked.c_number} because no answer came." in content
    assert "Too late</div>" in content
    assert "Send the answers" not in content


@pytest.mark.parametrize("button", [{"send": "yes"}, {}, {"edit": "practice"}])
def test_an_answer_after_the_clock_has_rejected_leads_to_the_appeal(admin, asked, button):
    data = typed(admin, asked, "Too <late>") | button
    late = asked.deadline.ends_at + timedelta(seconds=1)
    services.reject_unanswered(application=asked, actor=CLOCK, at=late)

    content = admin.post(answer_page(asked), data).content.decode()

    last = asked.due_on
    asked.refresh_from_db()
    assert "Too &lt;late&gt;</div>" in content
    assert "There is a problem" in content
    assert f"The last day to answer was {day(last)}." in content
    assert f"MyCET rejected {asked.c_number} because no answer came." in content
    assert f"can be appealed until 11:59pm on {day(asked.due_on)}." in content
    for live in ("Send the answers", "Save without sending", "Answer by", "</textarea>"):
        assert live not in content
    for page in ("", "appeal/", "copy/"):
        assert f'href="/applications/{asked.c_number}/{page}"' in content


def test_the_last_day_to_answer_counts_the_days_that_staff_added(admin, asked):
    data = typed(admin, asked, "Too late") | {"send": "yes"}
    asked = longer(asked, at=clock.now())
    last = asked.due_on
    late = asked.deadline.ends_at + timedelta(seconds=1)
    rejected = services.reject_unanswered(application=asked, actor=CLOCK, at=late)
    longer(rejected, at=late)  # of the appeal

    content = admin.post(answer_page(asked), data).content.decode()

    assert f"The last day to answer was {day(last)}." in content


def longer(application, *, at):
    return services.extend_clock(
        application=application, working_days=5, reason="Illness", actor=builders.MANAGER, at=at
    )


def day(date):
    return date_format(date, "l j F Y")


@pytest.mark.parametrize("status", ["IN_REVIEW", "APPROVED", "REJECTED"])
def test_an_answer_page_that_is_not_open_leads_back(status):
    application = builders.application_at(status)
    admin = builders.client_for(builders.administrator_of(application.provider))

    response = admin.get(answer_page(application), follow=True)

    assert response.redirect_chain[-1][0] == f"/applications/{application.c_number}/"
    assert len(said(response)) == 1


def test_an_earlier_question_about_the_fast_track_is_answered_and_changes_nothing(admin, asked):
    queries.open_questions(asked).update(section="speed")
    section = f"/applications/{asked.c_number}/section/speed/"

    page = admin.get(answer_page(asked)).content.decode()
    changing = admin.post(answer_page(asked), typed(admin, asked, "No hurry.") | {"edit": "speed"})
    admin.post(section, {"fast_track": "yes", "version": asked.version})
    data = typed(admin, asked, "No hurry.") | {"send": "yes"}
    sent = admin.post(answer_page(asked), data, follow=True)

    assert "About “Fast track”" in page
    assert "Save, and change" not in page
    assert changing.url == answer_page(asked)
    assert said(sent)[-1] == "Your answers have been sent to the approver."
    asked.refresh_from_db()
    assert (asked.status, asked.fast_track) == ("IN_REVIEW", False)


def test_answers_that_nobody_has_are_not_said_to_be_with_an_approver(admin, asked):
    builders.member(asked.provider, "CET_AUTHOR", user=asked.approver)

    data = typed(admin, asked, "This one.") | {"send": "yes"}
    sent = admin.post(answer_page(asked), data, follow=True)

    assert said(sent) == [
        "Your answers have been sent. GOC staff are finding an approver to read them."
    ]
