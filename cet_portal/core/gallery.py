"""Every component on one page, for those who build pages. Invented content."""

from datetime import date, timedelta

from django import forms
from django.core.paginator import Paginator
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from cet_portal.core import clock, holidays, status_colours
from cet_portal.core.access import access
from cet_portal.core.forms import (
    WIDTH_3,
    AttachmentField,
    Checkboxes,
    DateField,
    FileField,
    ParagraphField,
    Radios,
    TimeField,
    YesNoField,
    bind_form,
)
from cet_portal.core.workdays import Deadline

MODALITIES = [("LECTURE", "Lecture"), ("WORKSHOP", "Workshop"), ("TEXT", "Distance learning: text")]
AUDIENCES = [
    ("OO", "Optometrists"),
    ("DO", "Dispensing opticians"),
    ("SP", "Therapeutic specialty"),
]


class GalleryForm(forms.Form):
    """One field of each kind."""

    title = forms.CharField(label="Title", max_length=120, help_text="As it stands on the flyer.")
    points = forms.IntegerField(
        label="Points", min_value=1, max_value=9, widget=forms.NumberInput(WIDTH_3)
    )
    starts_on = DateField(label="First day", help_text="For example, 27 3 2026")
    starts_at = TimeField(label="Start time", help_text="For example, 5:30pm", required=False)
    summary = ParagraphField(label="Summary", max_length=200)
    modality = forms.ChoiceField(
        label="How is it delivered?",
        choices=MODALITIES,
        widget=Radios(hints={"WORKSHOP": "People work in groups and a facilitator answers."}),
    )
    audiences = forms.MultipleChoiceField(
        label="Who is it for?", choices=AUDIENCES, widget=Checkboxes(), help_text="Tick all."
    )
    country = forms.ChoiceField(label="Country", choices=[("", "Choose"), ("GB", "Great Britain")])
    online = YesNoField(label="Is it online?")
    sheet = FileField(label="Attendance file", required=False, help_text="CSV or XLSX")
    paper = AttachmentField(label="Attachment", required=False)
    password = forms.CharField(label="Password", widget=forms.PasswordInput, required=False)
    truth = forms.BooleanField(label="What I have written is true")


class GalleryFilters(forms.Form):
    """Filters as lists have them."""

    hide_optional = True
    words = forms.CharField(label="Title or number", required=False)
    status = forms.ChoiceField(
        label="Status", required=False, choices=[("", "All"), ("DRAFT", "Draft")]
    )


def _rows() -> list[dict]:
    found = [
        ("C-10001", "Dry eye in practice", "APPROVED", "Approved"),
        ("C-10002", "Visual fields for dispensing opticians", "IN_REVIEW", "In review"),
        ("C-10003", "Keratoconus: who to refer", "INFORMATION_REQUESTED", "Information requested"),
    ]
    return [
        {
            "cells": [
                {"text": number, "url": "#", "reference": True},
                {"text": title},
                {"tag": {"value": status, "label": label}},
                {"text": "24", "numeric": True},
            ]
        }
        for number, title, status, label in found
    ]


def _deadlines() -> dict:
    today, known = clock.today(), holidays.current()
    rule = "An information request is answered within 10 working days"
    usual = Deadline.explain(today - timedelta(days=3), 10, known, rule=rule)
    return {
        "deadline": usual,
        "late": Deadline.explain(date(2025, 12, 18), 10, known, rule=rule),
        "extended": usual.extended(5, known, on=today, reason="The author is in hospital"),
        "by_calendar": Deadline.on_calendar(
            today, today + timedelta(days=365), rule="A listing lasts 12 months"
        ),
    }


@require_http_methods(["GET", "POST"])
@access("provider_oversee")
def gallery(request):
    """Each component with the data it asks for; posting the empty form shows every error."""
    now = clock.now()
    context = {
        "form": bind_form(request, GalleryForm),
        "filters": GalleryFilters(request.GET),
        "statuses": [
            (name, name.replace("_", " ").capitalize()) for name in status_colours.COLOURS
        ],
        "columns": [
            {"label": "Number", "sort": "number"},
            {"label": "Title", "sort": "title"},
            {"label": "Status"},
            {"label": "Attended", "numeric": True},
        ],
        "rows": _rows(),
        "page": Paginator(range(400), 30).get_page(request.GET.get("page")),
        "answers": [
            {"key": "Title", "value": "Dry eye in practice", "url": "#"},
            {"key": "Reference", "value": "", "url": "#"},
            {"key": "Status", "tag": {"value": "DRAFT", "label": "Draft"}},
        ],
        "tasks": [
            {"title": "About the CET", "url": "#", "status": "DONE"},
            {"title": "Objectives", "url": "#", "status": "IN_PROGRESS"},
            {"title": "Audiences", "url": "#", "status": "PROBLEM", "hint": "Two are the same"},
            {"title": "Sources", "url": "#", "status": "NOT_STARTED"},
            {"title": "Check and submit", "status": "CANNOT_START"},
        ],
        "entries": [
            {"title": "Approved", "at": now, "by": "Approver", "text": "Clear and well sourced."},
            {"title": "Submitted", "at": now - timedelta(days=2), "by": "Lens Academy"},
        ],
        "figures": [
            {"number": 3, "label": "events overdue", "url": "#", "warning": True},
            {"number": 12, "label": "applications in hand", "url": "#"},
            {"number": "4.6", "label": "mean rating"},
        ],
        **_deadlines(),
    }
    return render(request, "core/gallery.html", context)
