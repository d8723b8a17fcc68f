"""Several questions, each about a section; every one answered; then a round more to read."""

from datetime import timedelta

import pytest
from django.utils.formats import date_format

from approvals import queries, services
from cet_portal.core import clock
from cet_portal.core.actor import CLOCK
from cet_portal.core.models import ClockShift
from cet_portal.core.permissions import Refused
from tests import builders

pytestmark = pytest.mark.django_db

QUESTIONS = {
    "text_1": "Which guidance?",
    "section_1": "practice",
    "text_2": "Who is the facilitator?",
    "section_2": "people",
}


@pytest.fixture
def reviewer():
    return builders.approver()


@pytest.fixture
def client(reviewer):
    return builders.client_for(reviewer)


@pytest.fixture
def given(reviewer):
    return builders.application_at("IN_REVIEW", approver=reviewer)


@pytest.fixture
def asked(reviewer):
    return builders.application_at("INFORMATION_REQUESTED", approver=reviewer)


@pytest.fixture
def admin(asked):
    return builders.client_for(builders.administrator_of(asked.provider))


def ask_page(application):
    return f"/queue/{application.c_number}/ask/"


def answer_page(application):
    return f"/applications/{application.c_number}/answer/"


def typed(client, application, text):
    """What the open answer form would send with this answer to each question."""
    form = client.get(answer_page(application)).context["form"]
    data = {name: form[name].value() for name in form.fields}
    return {name: text if name.startswith("answer_") else value for name, value in data.items()}


def said(response):
    return [str(message) for message in response.context["messages"]]


def test_several_questions_are_sent_at_once(client, given):
    first, second = (client.post(ask_page(given), QUESTIONS, follow=True) for _ in range(2))

    assert said(first) == ["Your 2 questions have been sent to the provider."]
    assert "already done" in said(second)[0]
    assert given.requests.count() == 1
    assert queries.sections_asked_about(given) == {"practice", "people"}


def test_one_more_question_comes_at_the_button_and_keeps_the_others(client, given):
    response = client.post(ask_page(given), {**QUESTIONS, "add": "1"})

    form = response.context["form"]
    assert "text_3" in form.fields
    assert form["text_1"].value() == "Which guidance?"
    assert form["section_2"].value() == "people"
    assert not form.errors
    assert given.requests.count() == 0


def test_a_criterion_leads_to_a_question_about_its_section(client, given):
    form = client.get(f"{ask_page(given)}?section=learning").context["form"]
    nonsense = client.get(f"{ask_page(given)}?section=%00zzz").context["form"]

    assert form["section_1"].value() == "learning"
    assert nonsense["section_1"].value() == ""


@pytest.mark.parametrize(
    "data, field, sentence",
    [
        ({}, "text_1", "Write the question that the provider has to answer"),
        (
            {"text_1": "  ", "section_1": "people"},
            "text_1",
            "Write the question that the provider has to answer",
        ),
        (
            {"text_1": "Why so fast?", "section_1": "speed"},
            "section_1",
            "Choose the section that this question is about",
        ),
        ({"text_1": "Why?"}, "section_1", "Choose the section that this question is about"),
        (
            {"text_1": "Why?", "section_1": "zzz"},
            "section_1",
            "Choose the section that this question is about",
        ),
        (
            {"text_1": "x" * 2001, "section_1": "people"},
            "text_1",
            "“What do you need to know?” is too long: use 2000 characters or fewer",
        ),
    ],
)
def test_questions_that_do_not_fit_are_told_at_their_field(client, given, data, field, sentence):
    response = client.post(ask_page(given), data)

    assert response.status_code == 200
    assert response.context["form"].errors[field] == [sentence]
    assert given.requests.count() == 0


def test_questions_about_what_was_withdrawn_meanwhile_stay_on_the_page(client, given):
    builders.client_for(builders.administrator_of(given.provider)).post(
        f"/applications/{given.c_number}/withdraw/"
    )

    content = client.post(ask_page(given), QUESTIONS).content.decode()

    assert "is now “Withdrawn”" in content
    assert "Who is the facilitator?</textarea>" in content


def test_nothing_more_is_asked_under_appeal():
    appealed = builders.application_at("REJECTED")
    second = builders.approver()
    services.lodge_appeal(
        application=appealed,
        grounds="It was read wrongly.",
        actor=builders.actor_of(builders.administrator_of(appealed.provider)),
        at=clock.now(),
    )

    response = builders.client_for(second).get(ask_page(appealed), follow=True)

    assert response.redirect_chain[-1][0] == f"/queue/{appealed.c_number}/"


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


@pytest.fixture
def second_round(reviewer):
    """Asked about practice, answered with another text there."""
    application = builders.application_at("INFORMATION_REQUESTED", approver=reviewer)
    actor = builders.actor_of(builders.administrator_of(application.provider))
    application = services.save_section(
        application=application,
        section="practice",
        version=application.version,
        values={"current_practice": "Follows the <b>new</b> guidance."},
        actor=actor,
        at=clock.now(),
    )
    return builders.answer_all(application, actor, None, clock.now())


def test_what_changed_between_rounds_is_marked_with_the_earlier_text(client, second_round):
    content = client.get(f"/queue/{second_round.c_number}/").content.decode()

    assert "1 change" in content
    assert "Follows the &lt;b&gt;new&lt;/b&gt; guidance." in content
    assert "Follows the present guidance on tear film assessment." in content


def test_each_round_has_a_page_for_both_sides_and_staff(client, second_round):
    address = f"/applications/{second_round.c_number}/rounds/"
    admin = builders.client_for(builders.administrator_of(second_round.provider))

    for reader in (client, admin, builders.client_for(builders.staff())):
        first = reader.get(f"{address}1/").content.decode()
        second = reader.get(f"{address}2/").content.decode()
        assert "Follows the present guidance" in first
        assert "new&lt;/b&gt; guidance" not in first
        assert "Changed" in second
        assert reader.get(f"{address}3/").status_code == 404


def test_the_approver_reads_what_was_submitted_and_not_what_is_being_changed(client, asked):
    services.save_section(
        application=asked,
        section="practice",
        version=asked.version,
        values={"current_practice": "Half a sentence"},
        actor=builders.actor_of(builders.administrator_of(asked.provider)),
        at=clock.now(),
    )

    assert "Half a sentence" not in client.get(f"/queue/{asked.c_number}/").content.decode()


def test_nobody_asks_about_the_fast_track_which_could_not_be_paid_any_more(client, given):
    form = client.get(f"{ask_page(given)}?section=speed").context["form"]

    assert form["section_1"].value() == ""
    assert "speed" not in dict(form.fields["section_1"].choices)
    with pytest.raises(Refused, match="cannot be about the fast track"):
        services.ask_information(
            application=given,
            questions=[("speed", "Why so fast?")],
            actor=builders.actor_of(given.approver),
            at=clock.now(),
        )


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
