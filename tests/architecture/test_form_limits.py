"""What a form takes, its column can hold: nothing typed is lost to a database error."""

import pytest
from django import forms
from django.db import models

from approvals.forms import people as approvers
from approvals.forms import sections
from approvals.models import ApproverInterest, CetApplication, Contributor, LearningObjective
from cet_portal.accounts import forms as accounts
from cet_portal.accounts.models import User
from cet_portal.core.models import BankHoliday
from cet_portal.home import forms as home
from compliance.forms import sharing
from providers.forms import applying, people
from providers.models import Invitation, ListingRequest, Provider
from registrants.forms import opening, statement
from registrants.models import AccountRequest, OwnLearning, ShareLink
from sessions_events.forms import (
    cases,
    certificates,
    declaring,
    planning,
    plans,
    rating,
    repeating,
    uploading,
)
from sessions_events.forms.asked import non_uk, review
from sessions_events.models import (
    ApiKey,
    CertificateDesign,
    Declaration,
    Event,
    NonUkCet,
    PeerReview,
    PointsCase,
    Rating,
    RecordFile,
    Session,
    UploadRow,
)

# A form, and the model that its fields are saved to.
SAVED = [
    (accounts.SignupForm, User),
    (accounts.AddEmailForm, User),
    (sections.AboutForm, CetApplication),
    (sections.AudiencesForm, CetApplication),
    (sections.LearningForm, CetApplication),
    (sections.QuestionsForm, CetApplication),
    (sections.PracticeForm, CetApplication),
    (sections.PeopleForm, CetApplication),
    (approvers.InterestForm, ApproverInterest),
    (opening.NameAccountForm, AccountRequest),
    (planning.SessionForm, Session),
    (planning.ChangeSessionForm, Session),
    (planning.EventForm, Event),
    (planning.ChangeEventForm, Event),
    (plans.PlanForm, Event),
    (repeating.RepeatForm, Session),
    (repeating.RepeatForm, Event),
    (declaring.DeclarationForm, Declaration),
    (rating.RatingForm, Rating),
    (uploading.KeyForm, ApiKey),
    (uploading.RowForm, UploadRow),
    (uploading.MendForm, UploadRow),
    (certificates.DesignForm, CertificateDesign),
    (certificates.RecordForm, RecordFile),
    (applying.ApplyForm, ListingRequest),
    (applying.DetailsForm, Provider),
    (people.InviteForm, Invitation),
    (people.JoinForm, User),
    (home.DayOffForm, BankHoliday),
    (statement.LearningForm, OwnLearning),
    (sharing.ShareForm, ShareLink),
    (review.PeerReviewForm, PeerReview),
    (non_uk.NonUkForm, NonUkCet),
]


def typed_into(form, model):
    """Form field and column of the same name, where text is typed and the column has a limit."""
    columns = {column.name: column for column in model._meta.get_fields()}
    for name, field in form.base_fields.items():
        column = columns.get(name)
        if isinstance(field, forms.CharField) and isinstance(column, models.CharField):
            yield name, field, column


@pytest.mark.parametrize("form, model", SAVED)
def test_a_form_takes_no_more_than_its_column_holds(form, model):
    too_much = {
        name: (field.max_length, column.max_length)
        for name, field, column in typed_into(form, model)
        if field.max_length is None or field.max_length > column.max_length
    }

    assert too_much == {}


@pytest.mark.django_db
@pytest.mark.parametrize(
    "form, field, model, column",
    [
        (sections.LearningForm, "objective_1", LearningObjective, "text"),
        (sections.PeopleForm, "contributor_1", Contributor, "name"),
        (sections.PeopleForm, "contributor_1_qualifications", Contributor, "qualifications"),
    ],
)
def test_a_line_of_a_list_is_no_longer_than_its_column(form, field, model, column):
    assert form().fields[field].max_length <= model._meta.get_field(column).max_length


@pytest.mark.parametrize(
    "form, field, model, column",
    [
        (cases.UnlistedForm, "provider_name", PointsCase, "claimed_provider"),
        (cases.UnlistedForm, "title", PointsCase, "claimed_title"),
        (uploading.ReplaceForm, "number", UploadRow, "number"),
        (uploading.ReplaceForm, "surname", UploadRow, "surname"),
        (plans.PlanForm, "name", Session, "name"),
        (plans.PlanForm, "venue", Session, "venue"),
        (plans.PlanForm, "town", Session, "town"),
    ],
)
def test_what_is_kept_under_another_name_or_beside_fits_too(form, field, model, column):
    assert form.base_fields[field].max_length <= model._meta.get_field(column).max_length


def test_the_walk_finds_the_fields():
    found = {name for form, model in SAVED for name, *_rest in typed_into(form, model)}

    assert {"name", "email", "title", "venue", "town", "price", "booking_link"} <= found
