"""Reads of what an approver asked and the provider has to answer."""

from datetime import date

from django.db.models import Prefetch

from approvals.models import CetApplication, InformationQuestion
from approvals.rules.sections import ASKABLE


def unanswered(today: date):
    """Requests for information whose last day is past, with the provider who is told."""
    return CetApplication.objects.unanswered(today).select_related("provider")


def requests_of(application: CetApplication):
    """Requests for information with questions and answers, the earliest first."""
    found = application.requests.order_by("asked_at", "pk").select_related("answered_by")
    return found.prefetch_related(
        Prefetch("questions", InformationQuestion.objects.order_by("order"))
    )


def open_questions(application: CetApplication):
    """The questions that the provider has to answer now."""
    asked = InformationQuestion.objects.filter(
        request__application=application, request__answered_at__isnull=True
    )
    return asked.order_by("order")


def sections_asked_about(application: CetApplication) -> set[str]:
    """The sections that the provider may change while it answers."""
    asked = open_questions(application).values_list("section", flat=True)
    return set(asked) & set(ASKABLE)
