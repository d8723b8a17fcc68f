"""Addresses of compliance."""

from django.urls import path

from compliance.views import registrant, staff

app_name = "compliance"

urlpatterns = [
    path("statement/", registrant.statement, name="statement"),
    path("cycles/", staff.cycle_report, name="cycle_report"),
]
