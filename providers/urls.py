"""Addresses of providers: the list, people, fees."""

from django.urls import path, register_converter

import cet_portal.scheme.converters  # noqa: F401  registers the numbers
from cet_portal.core.converters import shape
from providers.views import fees, listing, people, public, staff, staff_fees

register_converter(shape("[0-9A-Za-z_:-]{10,300}"), "link_token")

app_name = "providers"

_invoice = "fees/<invoice_number:invoice_number>/"
_member = "provider/people/<int:membership_id>/"
_invitation = "provider/invitations/<int:invitation_id>/"
_staff = "overview/providers/<int:provider_id>/"
_applied = "overview/listing-applications/<int:application_id>/"

urlpatterns = [
    path("apply-to-be-listed/", public.apply, name="apply"),
    path("apply-to-be-listed/sent/", public.apply_sent, name="apply_sent"),
    path("apply-to-be-listed/<link_token:token>/", public.confirm_listing, name="confirm_listing"),
    path("invitation/<link_token:token>/", public.invitation, name="invitation"),
    path("provider/listing/", listing.listing, name="listing"),
    path("provider/listing/renew/", listing.renew, name="renew"),
    path("provider/listing/apply/", listing.apply_again, name="apply_again"),
    path("provider/listing/withdraw/", listing.withdraw_application, name="withdraw_application"),
    path("provider/details/", listing.details, name="details"),
    path("provider/people/", people.people, name="people"),
    path("provider/people/invite/", people.invite, name="invite"),
    path(f"{_member}roles/", people.roles, name="roles"),
    path(f"{_member}remove/", people.remove, name="remove"),
    path(f"{_invitation}again/", people.invitation_again, name="invitation_again"),
    path(f"{_invitation}withdraw/", people.invitation_withdraw, name="invitation_withdraw"),
    path(_invoice, fees.invoice, name="invoice"),
    path(f"{_invoice}pdf/", fees.invoice_pdf, name="invoice_pdf"),
    path(f"{_invoice}pay/", staff_fees.pay, name="pay"),
    path(f"{_invoice}waive/", staff_fees.waive, name="waive"),
    path(f"{_invoice}refund/", staff_fees.refund, name="refund"),
    path("overview/fees/", staff_fees.fee_list, name="fee_list"),
    path("overview/providers/", staff.staff_list, name="staff_list"),
    path(_staff, staff.staff_provider, name="staff_provider"),
    path(f"{_staff}suspend/", staff.suspend, name="suspend"),
    path(f"{_staff}lift/", staff.lift, name="lift"),
    path(f"{_applied}grant/", staff.grant, name="grant"),
    path(f"{_applied}refuse/", staff.refuse, name="refuse"),
]
