"""Addresses of compliance."""

from django.urls import path

from compliance.views import (
    calendar,
    disputes,
    joining,
    registrant,
    sharing,
    staff,
    transcript,
)

app_name = "compliance"

urlpatterns = [
    path("joining/", joining.joining, name="joining"),
    path("statement/restoration/", joining.restoration, name="restoration"),
    path(
        "register/people/<int:person_id>/restoration/",
        joining.person_restoration,
        name="person_restoration",
    ),
    path("statement/wrong/", disputes.lodge, name="dispute_new"),
    path("disputes/", disputes.disputes, name="disputes"),
    path("disputes/<int:dispute_id>/", disputes.dispute, name="dispute"),
    path("disputes/<int:dispute_id>/send/", disputes.send, name="dispute_send"),
    path("disputes/<int:dispute_id>/withdraw/", disputes.withdraw, name="dispute_withdraw"),
    path("disputes/<int:dispute_id>/determine/", disputes.determine, name="dispute_determine"),
    path(
        "disputes/<int:dispute_id>/files/<int:dispute_file_id>/",
        disputes.dispute_file,
        name="dispute_file",
    ),
    path("statement/", registrant.statement, name="statement"),
    path("statement/record/", transcript.transcript, name="transcript"),
    path("statement/links/", sharing.share_links, name="share_links"),
    path("statement/links/new/", sharing.share, name="share"),
    path("statement/links/<int:link_id>/revoke/", sharing.revoke, name="revoke"),
    path("statement/calendar/", calendar.calendar_page, name="calendar_page"),
    path("statement/calendar/new/", calendar.new_calendar, name="new_calendar"),
    path("statement/calendar/end/", calendar.end_calendar, name="end_calendar"),
    path("my-calendar/<str:token>.ics", calendar.own_calendar, name="own_calendar"),
    path("shared/<str:token>/", sharing.shared, name="shared"),
    path("statement/requirements/<slug:key>/", registrant.requirement, name="requirement"),
    path("statement/ticked/", registrant.ticked, name="ticked"),
    path("statement/work-out/", registrant.work_out, name="work_out"),
    path("statement/lines/<int:entry_id>/", registrant.line, name="line"),
    path("cycles/only-acceptance/", staff.only_acceptance, name="only_acceptance"),
    path("cycles/", staff.cycle_report, name="cycle_report"),
]
