"""allauth's forms in our words: labels, hints, sentences for what is missing, no placeholders."""

from allauth.account import forms as account
from allauth.account.fields import EmailField
from allauth.mfa.base import forms as codes
from allauth.mfa.totp.forms import ActivateTOTPForm
from django import forms
from django.contrib.auth.hashers import make_password
from django.contrib.auth.password_validation import validate_password
from django.utils.translation import gettext_lazy as _

from cet_portal.accounts.models import User
from cet_portal.core.forms import WIDTH_10, WIDTH_20, say_what_is_missing

NEW_PASSWORD = _(
    "At least 8 characters. Not a common password, not only digits, not like your name or e-mail."
)
# As long as the column; Django's form field takes more.
LONGEST_EMAIL = User._meta.get_field("email").max_length
CODE = _("6 digits from your authenticator app, or one of your recovery codes")


class Worded:
    """Gives the fields of an allauth form the words of `words`: name -> (label, hint)."""

    words: dict = {}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name, (label, hint) in self.words.items():
            self.fields[name].label = label
            self.fields[name].help_text = hint
        for field in self.fields.values():
            field.widget.attrs.pop("placeholder", None)
        say_what_is_missing(self)


class WithCode(Worded):
    """A form that asks for a security code: a box for digits that a phone can fill in."""

    words = {"code": (_("Security code"), CODE)}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["code"].widget.attrs.update(
            {
                **WIDTH_10,
                "autocomplete": "one-time-code",
                "inputmode": "numeric",
                "spellcheck": "false",
            }
        )

    def clean_code(self):
        # Codes are shown in groups and pasted with the spaces.
        self.cleaned_data["code"] = self.cleaned_data["code"].replace(" ", "").replace("-", "")
        return super().clean_code()


class LoginForm(Worded, account.LoginForm):
    words = {"login": (_("E-mail address"), ""), "password": (_("Password"), "")}


class SignupForm(Worded, account.SignupForm):
    """Opens an account: name, e-mail, password."""

    name = forms.CharField(label=_("Full name"), max_length=150)
    email = EmailField(max_length=LONGEST_EMAIL)
    field_order = ["name", "email", "password1", "password2"]
    words = {
        "name": (_("Full name"), ""),
        "email": (_("E-mail address"), _("We send a link to it before you can sign in.")),
        "password1": (_("Password"), NEW_PASSWORD),
        "password2": (_("Password again"), ""),
    }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["name"].widget.attrs["autocomplete"] = "name"

    def clean(self):
        """allauth compares the password with the address; here with the name as well."""
        cleaned = super().clean()
        password, name = self.cleaned_data.get("password1"), self.cleaned_data.get("name")
        if password and name and not self.has_error("password1"):
            try:
                validate_password(password, User(name=name))
            except forms.ValidationError as error:
                self.add_error("password1", error)
        if password and self.account_already_exists:
            # As long as for a new account: the time must not tell that the address is known.
            make_password(password)
        return cleaned

    def custom_signup(self, request, user):
        """Called by allauth when the account is saved."""
        user.name = self.cleaned_data["name"]
        user.save(update_fields=["name"])


class ResetPasswordForm(Worded, account.ResetPasswordForm):
    words = {"email": (_("E-mail address"), "")}


class ResetPasswordKeyForm(Worded, account.ResetPasswordKeyForm):
    words = {
        "password1": (_("New password"), NEW_PASSWORD),
        "password2": (_("New password again"), ""),
    }


class ChangePasswordForm(Worded, account.ChangePasswordForm):
    words = {
        "oldpassword": (_("Present password"), ""),
        "password1": (_("New password"), NEW_PASSWORD),
        "password2": (_("New password again"), ""),
    }


class SetPasswordForm(Worded, account.SetPasswordForm):
    words = {"password1": (_("Password"), NEW_PASSWORD), "password2": (_("Password again"), "")}


class AddEmailForm(Worded, account.AddEmailForm):
    email = EmailField(max_length=LONGEST_EMAIL)
    words = {"email": (_("New e-mail address"), _("We send a link to it."))}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["email"].widget.attrs.update(WIDTH_20)


class ReauthenticateForm(Worded, account.ReauthenticateForm):
    words = {"password": (_("Password"), "")}


class AuthenticateForm(WithCode, codes.AuthenticateForm):
    """The second step of signing in."""


class ReauthenticateWithCodeForm(WithCode, codes.ReauthenticateForm):
    """Before a change to the account."""


class ActivateForm(WithCode, ActivateTOTPForm):
    words = {"code": (_("Security code"), _("6 digits that the app shows now"))}
