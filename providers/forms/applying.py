"""Applying to be listed, and a provider's own details."""

from django import forms
from django.utils.translation import gettext_lazy as _

from providers import queries, rules
from providers.forms import fields


class ApplyForm(forms.Form):
    """An organisation that wants to be on the list, and the person who answers for it."""

    organisation = fields.line(_("Name of the organisation"), longest=200)
    town = fields.line(_("Town or city"), longest=100)
    phone = fields.phone()
    website = fields.website()
    booking_email = fields.email(
        _("E-mail address for bookings"), help_text=_("Shown to everybody in the directory.")
    )
    name = fields.line(
        _("Your full name"),
        longest=150,
        error_messages={"required": _("Enter your full name")},
        widget=forms.TextInput({"autocomplete": "name"}),
        help_text=_(
            "You become the first principal contact, who answers to the GOC for the provider."
        ),
    )
    email = fields.email(
        _("Your e-mail address"),
        attrs={"autocomplete": "email"},
        error_messages={"required": _("Enter your e-mail address")},
        help_text=_("We send a link to it. Nothing happens before you have opened it."),
    )
    plans = fields.text(
        _("What CET do you plan?"),
        rows=6,
        help_text=_("For whom, in which form, and about how often."),
        error_messages={"required": _("Say what CET you plan")},
    )

    def clean_organisation(self) -> str:
        """A name that no provider has; names of providers are public."""
        name = rules.one_line(self.cleaned_data["organisation"])
        if queries.is_name_taken(name):
            raise forms.ValidationError(
                _(
                    "There is a provider of this name already. Ask its people to invite you, or "
                    "give the full name that tells yours apart"
                )
            )
        return name


class DetailsForm(forms.Form):
    """Where a provider is reached."""

    email = fields.email(_("E-mail address for bookings"))
    phone = fields.phone()
    website = fields.website()
    town = fields.line(_("Town or city"), longest=100)


class PlansForm(forms.Form):
    """Applying once more: the provider itself is known."""

    plans = fields.text(
        _("What CET do you plan?"),
        rows=6,
        help_text=_("Say also what has changed since the last application."),
        error_messages={"required": _("Say what CET you plan")},
    )
