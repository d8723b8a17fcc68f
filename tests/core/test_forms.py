"""Fields in the house style, and forms that remember."""

from datetime import date, time

import pytest
from django import forms
from django.contrib.messages.storage.fallback import FallbackStorage
from django.core.exceptions import ValidationError
from django.test import RequestFactory

from cet_portal.core import kept_text
from cet_portal.core.forms import (
    Checkboxes,
    DateField,
    ParagraphField,
    Radios,
    TimeField,
    YesNoField,
    bind_form,
)


class EventForm(forms.Form):
    title = forms.CharField(label="Title", max_length=20, help_text="As on the flyer")
    starts_on = DateField(label="First day")
    starts_at = TimeField(label="Start time", required=False)
    modality = forms.ChoiceField(
        label="How is it delivered?",
        choices=[("LECTURE", "Lecture"), ("WORKSHOP", "Workshop")],
        widget=Radios(hints={"WORKSHOP": "In groups"}),
    )
    summary = ParagraphField(label="Summary", max_length=10, required=False)
    password = forms.CharField(label="Password", widget=forms.PasswordInput, required=False)


class User:
    """Somebody signed in, as far as kept text asks."""

    is_authenticated = True

    def __init__(self, pk):
        self.pk = pk


class Nobody:
    is_authenticated = False
    pk = None


GOOD = {
    "title": "Dry eye",
    "starts_on_day": "27",
    "starts_on_month": "3",
    "starts_on_year": "2026",
    "starts_at": "5:30pm",
    "modality": "WORKSHOP",
}


def a_request(method, data=None, *, user=None, session=None, path="/events/new/"):
    request = getattr(RequestFactory(), method)(path, data or {})
    request.user = user or Nobody()
    request.session = {} if session is None else session
    return request


@pytest.mark.parametrize(
    "boxes",
    [
        ("27", "3", "2026"),
        (" 27", "03 ", "2026"),
        ("27", "March", "2026"),
        ("27", "mar.", "2026"),
        ("27 3 2026", "", ""),
        ("27/03/2026", "", ""),
        ("27th March 2026", "", ""),
        ("2026-03-27", "", ""),
    ],
)
def test_date_typed_in_any_usual_way_is_read(boxes):
    assert DateField(label="First day").clean(list(boxes)) == date(2026, 3, 27)


@pytest.mark.parametrize(
    ("boxes", "sentence"),
    [
        (("27", "3", ""), "First day must include a year"),
        (("", "3", ""), "First day must include a day and a year"),
        (
            ("30", "2", "2026"),
            "First day must be a real date: that month has no day 30",
        ),
        (("32", "2", "2026"), "First day: the day must be a number from 1 to 31"),
        (("x", "2", "2026"), "First day: the day must be a number from 1 to 31"),
        (
            ("3", "13", "2026"),
            "First day: the month must be a number from 1 to 12, or its name",
        ),
        (("3", "2", "26"), "First day: the year must have 4 digits, for example 2026"),
        (("3", "2", "0026"), "First day: the year must be between 1900 and 2199"),
        (("9" * 5000, "1", "2026"), "First day: the day must be a number from 1 to 31"),
        (
            ("3", "2", "²026"),
            "First day: the year must have 4 digits, for example 2026",
        ),
    ],
)
def test_date_that_is_none_is_refused_with_a_sentence(boxes, sentence):
    with pytest.raises(ValidationError) as refused:
        DateField(label="First day").clean(list(boxes))

    assert refused.value.messages == [sentence]


def test_date_left_empty_is_none_when_optional():
    assert DateField(required=False).clean(["", "", ""]) is None


def test_date_in_one_value_is_read_as_from_an_address():
    form = EventForm(
        {
            **GOOD,
            "starts_on_day": "",
            "starts_on_month": "",
            "starts_on_year": "",
            "starts_on": "2026-03-27",
        }
    )

    assert form.is_valid(), form.errors
    assert form.cleaned_data["starts_on"] == date(2026, 3, 27)


def test_only_the_wrong_box_is_marked():
    html = str(EventForm({**GOOD, "starts_on_year": ""})["starts_on"].as_field_group())

    assert html.count("govuk-input--error") == 1
    assert "govuk-input--width-4" in html.split("govuk-input--error")[1][:80]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("5:30pm", time(17, 30)),
        ("5.30 PM", time(17, 30)),
        ("17:30", time(17, 30)),
        ("1730", time(17, 30)),
        ("5pm", time(17, 0)),
        ("12am", time(0, 0)),
        ("12:15 p.m.", time(12, 15)),
        ("midday", time(12, 0)),
    ],
)
def test_time_typed_in_any_usual_way_is_read(text, expected):
    assert TimeField(label="Start time").clean(text) == expected


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("half five", "Start time must be a time, like 5:30pm or 17:30"),
        ("17", "Start time must be a time, like 5:30pm or 17:30"),
        ("5:75pm", "Start time must be a time, like 5:30pm or 17:30"),
        ("17:30pm", "Start time: with am or pm the hour must be from 1 to 12"),
        ("25:10", "Start time: the hour must be from 0 to 23"),
    ],
)
def test_time_that_is_none_is_refused_with_a_sentence(text, sentence):
    with pytest.raises(ValidationError) as refused:
        TimeField(label="Start time").clean(text)

    assert refused.value.messages == [sentence]


def test_time_is_shown_as_people_write_it():
    assert 'value="5:30pm"' in str(EventForm(initial={"starts_at": time(17, 30)})["starts_at"])


def test_line_ends_count_once():
    form = EventForm({**GOOD, "summary": "12345\r\n789"})

    assert form.is_valid(), form.errors
    assert form.cleaned_data["summary"] == "12345\n789"


@pytest.mark.parametrize(("answer", "value"), [("yes", True), ("no", False)])
def test_yes_no_gives_a_truth_value(answer, value):
    assert YesNoField(label="Online?").clean(answer) is value


def test_missing_values_are_named():
    form = bind_form(a_request("post"), EventForm)

    assert form.errors == {
        "title": ["Enter the title"],
        "starts_on": ["Enter the first day"],
        "modality": ["Select an answer"],
    }


class EveryKind(forms.Form):
    name = forms.CharField(label="100% name", max_length=3)
    code = forms.CharField(label="Code", min_length=3)
    email = forms.EmailField(label="E-mail")
    places = forms.IntegerField(label="Places", min_value=1, max_value=9)
    seats = forms.IntegerField(label="Seats", error_messages={"invalid": "Count them"})
    share = forms.DecimalField(label="Share")
    kind = forms.ChoiceField(label="Which kind?", choices=[("A", "A")])
    kinds = forms.MultipleChoiceField(label="Kinds", choices=[("A", "A")])


def test_what_does_not_fit_is_said_with_the_name_of_the_field():
    typed = {
        "name": "long",
        "code": "x",
        "email": "nobody",
        "places": "many",
        "seats": "many",
        "share": "half",
        "kind": "B",
        "kinds": ["B"],
    }

    form = bind_form(a_request("post", typed), EveryKind)
    few = bind_form(a_request("post", {"places": "0"}), EveryKind)
    many = bind_form(a_request("post", {"places": "10"}), EveryKind)

    assert {name: str(errors[0]) for name, errors in form.errors.items()} == {
        "name": "“100% name” is too long: use 3 characters or fewer",
        "code": "“Code” is too short: use 3 characters or more",
        "email": "“E-mail” must be an e-mail address, for example name@example.org",
        "places": "“Places” must be a whole number",
        "seats": "Count them",
        "share": "“Share” must be a number",
        "kind": "“Which kind?”: choose one of the list",
        "kinds": "“Kinds”: choose one of the list",
    }
    assert few.errors["places"] == ["“Places” must be 1 or more"]
    assert many.errors["places"] == ["“Places” must be 9 or less"]


def test_field_carries_hint_and_error_for_assistive_technology():
    html = str(EventForm({**GOOD, "title": ""})["title"].as_field_group())

    assert 'aria-describedby="id_title_helptext id_title_error"' in html
    assert '<span class="govuk-visually-hidden">Error:</span>' in html
    assert "govuk-input--error" in html
    assert " required>" not in html


def test_radios_stand_in_a_fieldset_with_legend_and_hints():
    html = str(EventForm()["modality"].as_field_group())

    assert "<fieldset" in html
    assert "<legend" in html
    assert 'aria-describedby="id_modality_1-hint"' in html


def test_checkboxes_of_one_question_keep_what_was_ticked():
    class Audience(forms.Form):
        who = forms.MultipleChoiceField(choices=[("A", "All"), ("B", "Some")], widget=Checkboxes())

    html = str(Audience({"who": ["B"]})["who"])

    assert html.count(" checked") == 1


def test_file_input_is_labelled_and_described():
    class Upload(forms.Form):
        sheet = forms.FileField(label="Attendance file", help_text="CSV")

    html = str(Upload()["sheet"].as_field_group())

    assert '<label class="govuk-label govuk-label--s" for="id_sheet">' in html
    assert 'aria-describedby="id_sheet_helptext"' in html


def test_kept_text_comes_back_once_to_the_one_who_typed_it():
    typed = {
        **GOOD,
        "title": "Typed for an hour",
        "password": "secret",
        "typed_by": kept_text.sign(7),
        "csrfmiddlewaretoken": "x",
    }
    posted = a_request("post", typed)
    assert kept_text.keep(posted) is True
    assert "password" not in posted.session["kept_form"]["data"]

    form = bind_form(a_request("get", user=User(7), session=posted.session), EventForm)

    assert form.was_kept is True
    assert form["title"].value() == "Typed for an hour"
    assert form.errors == {}
    assert form.is_valid() is False
    assert posted.session == {}


def test_kept_text_is_not_shown_to_somebody_else():
    posted = a_request("post", {**GOOD, "typed_by": kept_text.sign(7)})
    kept_text.keep(posted)

    form = bind_form(a_request("get", user=User(8), session=posted.session), EventForm)

    assert form.was_kept is False
    assert form.is_bound is False
    assert posted.session == {}


def test_kept_text_stays_for_its_own_page():
    posted = a_request("post", {**GOOD, "typed_by": kept_text.sign(7)})
    kept_text.keep(posted)
    elsewhere = a_request("get", user=User(7), session=posted.session, path="/other/")

    assert bind_form(elsewhere, EventForm).was_kept is False
    assert "kept_form" in posted.session


@pytest.mark.parametrize(
    "data",
    [
        {"title": "No signature"},
        {"title": "Forged", "typed_by": "7"},
        {"title": "x" * 200_001, "typed_by": kept_text.SALT},
    ],
)
def test_text_without_a_signature_is_not_kept(data):
    assert kept_text.keep(a_request("post", data)) is False


def test_more_than_200_kb_is_not_kept():
    data = {"title": "x" * 200_001, "typed_by": kept_text.sign(7)}

    assert kept_text.keep(a_request("post", data)) is False


def test_what_was_too_long_to_keep_is_said():
    data = {"title": "x" * 200_001, "typed_by": kept_text.sign(7)}
    posted = a_request("post", data)
    posted._messages = FallbackStorage(posted)

    kept_text.keep(posted)

    assert "too long to be kept" in str(next(iter(posted._messages)))


def test_a_nul_character_gets_a_sentence():
    form = bind_form(a_request("post", {**GOOD, "title": "Dry\x00eye"}), EventForm)

    assert form.errors["title"] == [
        "Remove the character that cannot be shown, for example by typing the text again"
    ]
