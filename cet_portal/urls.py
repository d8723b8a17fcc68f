"""All addresses. What belongs to the demonstration alone is not even routed in production."""

from django.urls import include, path

from cet_portal.core.views import healthz

handler400 = "cet_portal.core.views.bad_request"
handler403 = "cet_portal.core.views.permission_denied"
handler404 = "cet_portal.core.views.page_not_found"
handler500 = "cet_portal.core.views.server_error"

urlpatterns = [
    path("healthz", healthz, name="healthz"),
    path("accounts/", include("allauth.urls")),
    path("account/", include("cet_portal.accounts.urls")),
    path("api/v1/", include("cet_portal.api")),
    path("", include("providers.urls")),
    path("", include("approvals.urls")),
    path("", include("sessions_events.urls")),
    path("", include("registrants.urls")),
    path("", include("compliance.urls")),
    path("", include("cet_portal.home.urls")),
]
