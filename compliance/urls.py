"""Addresses of compliance."""

from django.urls import path

from compliance.views import registrant, staff

app_name = "compliance"

urlpatterns = [
    path("statement/", registrant.statement, name="statement"),
    path("statement/ticked/", registrant.ticked, name="ticked"),
    path("statement/work-out/", registrant.work_out, name="work_out"),
    path("statement/lines/<int:entry_id>/", registrant.line, name="line"),
    path("cycles/", staff.cycle_report, name="cycle_report"),
]
