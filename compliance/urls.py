"""Addresses of compliance."""

from django.urls import path

from cet_portal.scheme import converters  # noqa: F401  registers "cycle"
from compliance.views import (
    calendar,
    dashboard,
    disputes,
    exceptions,
    joining,
    planner,
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
    path("planner/", planner.show, name="planner"),
    path("planner/saved/", planner.save, name="plan_save"),
    path("planner/saved/<int:plan_id>/remove/", planner.remove, name="plan_remove"),
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
    path("exceptions/", exceptions.exceptions, name="exceptions"),
    path("exceptions/new/", exceptions.ask, name="exception_new"),
    path("exceptions/<int:exception_id>/", exceptions.exception, name="exception"),
    path("exceptions/<int:exception_id>/leave/", exceptions.leave, name="exception_leave"),
    path("exceptions/<int:exception_id>/send/", exceptions.send, name="exception_send"),
    path("exceptions/<int:exception_id>/withdraw/", exceptions.withdraw, name="exception_withdraw"),
    path("exceptions/<int:exception_id>/decide/", exceptions.decide, name="exception_decide"),
    path(
        "exceptions/<int:exception_id>/files/<int:exception_file_id>/",
        exceptions.exception_file,
        name="exception_file",
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
    path("statement/ticked/", registrant.ticked, name="ticked"),
    path("statement/work-out/", registrant.work_out, name="work_out"),
    path("statement/lines/<int:entry_id>/", registrant.line, name="line"),
    path("cycles/only-acceptance/", staff.only_acceptance, name="only_acceptance"),
    path("cycles/everybody/", staff.cycle_report, name="cycle_report"),
    path("cycles/", dashboard.cycle_dashboard, name="cycle_dashboard"),
    path("cycles/<cycle:cycle>/", dashboard.cycle_dashboard, name="cycle_dashboard_of"),
]
