"""Addresses of compliance."""

from django.urls import path

from compliance.views import disputes, registrant, staff

app_name = "compliance"

urlpatterns = [
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
    path("statement/ticked/", registrant.ticked, name="ticked"),
    path("statement/work-out/", registrant.work_out, name="work_out"),
    path("statement/lines/<int:entry_id>/", registrant.line, name="line"),
    path("cycles/", staff.cycle_report, name="cycle_report"),
]
