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
    changing,
    declaring,
    events,
    keys,
    rating,
    records,
    repeating,
    sessions,
)
from sessions_events.forms.asked import non_uk, review
from sessions_events.forms.cases import opening as opening_cases
from sessions_events.forms.certificates import design
from sessions_events.forms.plans import rows
from sessions_events.forms.uploading import mending, putting_right, typed
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
    (sessions.SessionForm, Session),
    (changing.ChangeSessionForm, Session),
    (events.EventForm, Event),
    (changing.ChangeEventForm, Event),
    (rows.PlanForm, Event),
    (repeating.RepeatForm, Session),
    (repeating.RepeatForm, Event),
    (declaring.DeclarationForm, Declaration),
    (rating.RatingForm, Rating),
    (keys.KeyForm, ApiKey),
    (typed.RowForm, UploadRow),
    (mending.MendForm, UploadRow),
    (design.DesignForm, CertificateDesign),
    (records.RecordForm, RecordFile),
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
        (opening_cases.UnlistedForm, "provider_name", PointsCase, "claimed_provider"),
        (opening_cases.UnlistedForm, "title", PointsCase, "claimed_title"),
        (putting_right.ReplaceForm, "number", UploadRow, "number"),
        (putting_right.ReplaceForm, "surname", UploadRow, "surname"),
        (rows.PlanForm, "name", Session, "name"),
        (rows.PlanForm, "venue", Session, "venue"),
        (rows.PlanForm, "town", Session, "town"),
    ],
)
def test_what_is_kept_under_another_name_or_beside_fits_too(form, field, model, column):
    assert form.base_fields[field].max_length <= model._meta.get_field(column).max_length


def test_the_walk_finds_the_fields():
    found = {name for form, model in SAVED for name, *_rest in typed_into(form, model)}

    assert {"name", "email", "title", "venue", "town", "price", "booking_link"} <= found
