"""Addresses of approvals."""

from django.urls import path

import cet_portal.scheme.converters  # noqa: F401  registers the numbers
from approvals.views import (
    answering,
    approver,
    asking,
    attachments,
    copying,
    deciding,
    drafting,
    files,
    lists,
    precedents,
    provider,
    rounds,
    sections,
    staff,
)

app_name = "approvals"

_case = "applications/<c_number:c_number>/"
_attachment = f"{_case}attachments/<int:attachment_id>/"
_review = "queue/<c_number:c_number>/"

urlpatterns = [
    path("applications/", lists.application_list, name="application_list"),
    path("applications/new/", drafting.application_new, name="application_new"),
    path("applications/expired/", copying.renewals, name="renewals"),
    path("applications/expired/renew/", copying.renew, name="renew"),
    path(_case, provider.application, name="application"),
    path(f"{_case}section/attachments/", attachments.attachments, name="attachments"),
    path(f"{_case}section/interactivity/questions/", sections.questions, name="questions"),
    path(f"{_case}section/<slug:section>/", sections.section, name="section"),
    path(_attachment, attachments.attachment, name="attachment"),
    path(f"{_attachment}remove/", attachments.remove, name="attachment_remove"),
    path(f"{_case}copy/", copying.copy, name="copy"),
    path(f"{_case}check/", drafting.check, name="check"),
    path(f"{_case}submit/", drafting.submit, name="submit"),
    path(f"{_case}answer/", answering.answer, name="answer"),
    path(f"{_case}withdraw/", provider.withdraw, name="withdraw"),
    path(f"{_case}rounds/<int:number>/", rounds.round_page, name="round"),
    path(f"{_case}notes/", approver.note, name="note"),
    path(f"{_case}appeal/files/<int:file_id>/", files.appeal_file, name="appeal_file"),
    path("queue/", lists.queue, name="queue"),
    path(_review, approver.review, name="review"),
    path(f"{_review}ask/", asking.ask, name="ask"),
    path(f"{_review}decide/", deciding.decide, name="decide"),
    path(f"{_review}precedents/", precedents.precedent_list, name="precedents"),
    path("overview/applications/", lists.staff_list, name="staff_list"),
    path(
        "overview/applications/<c_number:c_number>/",
        staff.staff_application,
        name="staff_application",
    ),
]
