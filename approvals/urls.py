"""Addresses of approvals."""

from django.urls import path

import cet_portal.scheme.converters  # noqa: F401  registers the numbers
from approvals.views import (
    absences,
    answering,
    appeal,
    approver,
    asking,
    at_risk,
    attachments,
    copying,
    deciding,
    drafting,
    files,
    handing_back,
    interests,
    lists,
    people,
    precedents,
    profile,
    provider,
    rounds,
    sections,
    staff,
)

app_name = "approvals"

_case = "applications/<c_number:c_number>/"
_attachment = f"{_case}attachments/<int:attachment_id>/"
_review = "queue/<c_number:c_number>/"
_staff = "overview/applications/<c_number:c_number>/"
_approver = "overview/approvers/<int:user_id>/"

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
    path(f"{_case}ready/", drafting.ready, name="ready"),
    path(f"{_case}answer/", answering.answer, name="answer"),
    path(f"{_case}withdraw/", provider.withdraw, name="withdraw"),
    path(f"{_case}rounds/<int:number>/", rounds.round_page, name="round"),
    path(f"{_case}notes/", approver.note, name="note"),
    path(f"{_case}appeal/", appeal.appeal, name="appeal"),
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
    path(f"{_staff}approver/", staff.assign, name="assign"),
    path(f"{_staff}extend/", staff.extend, name="extend"),
    path(f"{_staff}withdraw-approval/", staff.withdraw_approval, name="withdraw_approval"),
    path(f"{_review}hand-back/", handing_back.hand_back, name="hand_back"),
    path("overview/at-risk/", at_risk.at_risk, name="at_risk"),
    path("overview/at-risk/move/", at_risk.move, name="move"),
    path("overview/without-approver/", at_risk.without_approver, name="without_approver"),
    path("overview/approvers/", people.approver_list, name="approver_list"),
    path(_approver, profile.approver_page, name="approver_page"),
    path(f"{_approver}profession/", profile.profession, name="profession"),
    path(f"{_approver}absence/", absences.absence, name="absence"),
    path(f"{_approver}interest/", interests.interest, name="interest"),
    path("approver/", profile.my_profile, name="my_profile"),
    path("approver/absence/", absences.my_absence, name="my_absence"),
    path("approver/interest/", interests.my_interest, name="my_interest"),
    path(
        "approver/absence/<int:absence_id>/remove/", absences.absence_remove, name="absence_remove"
    ),
    path(
        "overview/approvers/interests/<int:interest_id>/end/",
        interests.interest_end,
        name="interest_end",
    ),
]
