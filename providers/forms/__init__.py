"""What people type about providers: shape and completeness. Nothing is saved here."""

from providers.forms.applying import ApplyForm, DetailsForm, PlansForm
from providers.forms.people import InviteForm, JoinForm, RemoveForm, RolesForm
from providers.forms.staff import FeeFilter, PaymentForm, ProviderFilter, ReasonForm

__all__ = [
    "ApplyForm",
    "DetailsForm",
    "FeeFilter",
    "InviteForm",
    "JoinForm",
    "PaymentForm",
    "PlansForm",
    "ProviderFilter",
    "ReasonForm",
    "RemoveForm",
    "RolesForm",
]
