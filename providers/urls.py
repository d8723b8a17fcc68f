"""Addresses of providers, their listings and fees."""

from django.urls import path

import cet_portal.scheme.converters  # noqa: F401  registers the numbers
from providers.views import fees

app_name = "providers"

_invoice = "fees/<invoice_number:invoice_number>/"

urlpatterns = [
    path(_invoice, fees.invoice, name="invoice"),
    path(f"{_invoice}pdf/", fees.invoice_pdf, name="invoice_pdf"),
]
