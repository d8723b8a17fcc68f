"""People of a provider: inviting, joining, roles."""

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.utils.translation import gettext_lazy as _

from cet_portal.accounts.forms import NEW_PASSWORD
from cet_portal.accounts.models import User
from cet_portal.accounts.roles import PROVIDER_ROLES, Role
from cet_portal.core.forms import Checkboxes, marked
from providers import rules
from providers.forms import fields

# What each role may do, as domain.md section 2 has it.
HINTS = {
    Role.SYSTEM_ADMINISTRATOR.value: _(
        "Does everything: applications, sessions, declarations, uploads, people and listing."
    ),
    Role.PRINCIPAL_CONTACT.value: _(
        "Answers to the GOC for the provider: reads everything, looks after people and listing."
    ),
    Role.CET_AUTHOR.value: _("Writes applications. Sees no attendance data."),
    Role.EVENT_DELIVERER.value: _("Sees the events and issues certificates at the door."),
}


def _roles() -> forms.MultipleChoiceField:
    choices = [
        (role.value, str(role.label)[:1].upper() + str(role.label)[1:]) for role in PROVIDER_ROLES
    ]
    return forms.MultipleChoiceField(
        label=_("Roles"),
        choices=choices,
        widget=Checkboxes(hints=HINTS),
        error_messages={"required": _("Choose at least one role")},
    )


class InviteForm(forms.Form):
    """Whom to invite, as what."""

    email = fields.email(
        _("E-mail address"), help_text=_("We send a link to it, good for 14 days.")
    )
    roles = _roles()


class RolesForm(forms.Form):
    """The roles of one person. `own`: one's own, of which some are not lost by accident."""

    roles = _roles()
    sure = forms.BooleanField(
        label=_("If I take a role from myself, I mean to"),
        required=False,
        help_text=_(
            "Without the roles of system administrator and principal contact you can no longer "
            "look after people and listing."
        ),
    )

    def __init__(self, *args, own: bool, **kwargs):
        super().__init__(*args, **kwargs)
        marked(self.fields["sure"], hide_optional=True)
        if not own:
            del self.fields["sure"]


class RemoveForm(forms.Form):
    """Removing somebody. `own`: oneself, which takes a box to tick."""

    sure = forms.BooleanField(
        label=_("I want to remove myself from this provider"),
        error_messages={"required": _("Tick the box to confirm that you remove yourself")},
    )

    def __init__(self, *args, own: bool, **kwargs):
        super().__init__(*args, **kwargs)
        if not own:
            del self.fields["sure"]


class JoinForm(forms.Form):
    """A new person who accepts an invitation."""

    name = fields.line(
        _("Full name"), longest=150, widget=forms.TextInput({"autocomplete": "name"})
    )
    password1 = forms.CharField(
        label=_("Password"),
        max_length=1000,
        strip=False,
        help_text=NEW_PASSWORD,
        widget=forms.PasswordInput({"autocomplete": "new-password"}),
    )
    password2 = forms.CharField(
        label=_("Password again"),
        max_length=1000,
        strip=False,
        widget=forms.PasswordInput({"autocomplete": "new-password"}),
    )

    def __init__(self, *args, email: str, **kwargs):
        super().__init__(*args, **kwargs)
        self.email = email

    def clean_name(self) -> str:
        """Without needless blanks."""
        return rules.one_line(self.cleaned_data["name"])

    def clean(self):
        """A good password, typed twice alike."""
        values = super().clean()
        first, second = values.get("password1"), values.get("password2")
        if first and second and first != second:
            self.add_error("password2", _("The two passwords differ"))
        if first:
            try:
                validate_password(first, User(name=values.get("name", ""), email=self.email))
            except forms.ValidationError as error:
                self.add_error("password1", error)
        return values
