"""Addresses of approvals."""

from django.urls import path

import cet_portal.scheme.converters  # noqa: F401  registers the numbers
from approvals.views import approver, drafting, lists, provider, staff

app_name = "approvals"

_case = "applications/<c_number:c_number>/"
_review = "queue/<c_number:c_number>/"

urlpatterns = [
    path("applications/", lists.application_list, name="application_list"),
    path("applications/new/", drafting.application_new, name="application_new"),
    path(_case, provider.application, name="application"),
    path(f"{_case}section/<slug:section>/", drafting.section, name="section"),
    path(f"{_case}check/", drafting.check, name="check"),
    path(f"{_case}submit/", drafting.submit, name="submit"),
    path(f"{_case}answer/", provider.answer, name="answer"),
    path(f"{_case}withdraw/", provider.withdraw, name="withdraw"),
    path("queue/", lists.queue, name="queue"),
    path(_review, approver.review, name="review"),
    path(f"{_review}ask/", approver.ask, name="ask"),
    path(f"{_review}approve/", approver.approve, name="approve"),
    path(f"{_review}reject/", approver.reject, name="reject"),
    path("overview/applications/", lists.staff_list, name="staff_list"),
    path(
        "overview/applications/<c_number:c_number>/",
        staff.staff_application,
        name="staff_application",
    ),
]
