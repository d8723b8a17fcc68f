"""Addresses of compliance."""

from django.urls import path

from compliance.views import registrant, sharing, staff, transcript

app_name = "compliance"

urlpatterns = [
    path("statement/", registrant.statement, name="statement"),
    path("statement/record/", transcript.transcript, name="transcript"),
    path("statement/links/", sharing.share_links, name="share_links"),
    path("statement/links/new/", sharing.share, name="share"),
    path("statement/links/<int:link_id>/revoke/", sharing.revoke, name="revoke"),
    path("shared/<str:token>/", sharing.shared, name="shared"),
    path("cycles/", staff.cycle_report, name="cycle_report"),
]
