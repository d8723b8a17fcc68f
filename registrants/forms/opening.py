"""Asking for an account, and choosing its password."""

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cet_portal.accounts.forms import NEW_PASSWORD
from cet_portal.accounts.models import User
from cet_portal.core.forms import Radios
from cet_portal.scheme.enums import Profession
from registrants import rules
from registrants.forms.identity import NumberField, WithBirthday, email, name

ONE_EACH = gettext_lazy(
    "We mail a link to it. You sign in with it, so each person needs an address of their own."
)


class NumberAccountForm(WithBirthday):
    """Somebody who has a registration number."""

    number = NumberField()
    email = email(help_text=ONE_EACH)
    field_order = ("number", "date_of_birth", "email")


class NameAccountForm(WithBirthday):
    """Somebody who has no number yet."""

    forenames = name(
        gettext_lazy("Forenames"),
        required=gettext_lazy("Enter your forenames"),
        autocomplete="given-name",
    )
    surname = name(
        gettext_lazy("Surname"),
        required=gettext_lazy("Enter your surname"),
        autocomplete="family-name",
    )
    joining = forms.ChoiceField(
        label=gettext_lazy("Which register do you want to join, or join again?"),
        choices=[
            (Profession.OPTOMETRIST.value, gettext_lazy("Optometrists")),
            (Profession.DISPENSING_OPTICIAN.value, gettext_lazy("Dispensing opticians")),
        ],
        widget=Radios,
        help_text=gettext_lazy("It decides which CET earns you points."),
        error_messages={"required": gettext_lazy("Choose the register that you want to join")},
    )
    email = email(help_text=ONE_EACH)
    field_order = ("forenames", "surname", "date_of_birth", "joining", "email")

    def clean_forenames(self) -> str:
        """Without needless blanks."""
        return " ".join(self.cleaned_data["forenames"].split())

    def clean_surname(self) -> str:
        """Letters, by which uploads can know the person."""
        surname = " ".join(self.cleaned_data["surname"].split())
        if not rules.surname_key(surname):
            raise ValidationError(_("Enter your surname in letters"))
        return surname


class PasswordForm(forms.Form):
    """The password of a new account, typed twice."""

    password1 = forms.CharField(
        label=gettext_lazy("Password"),
        max_length=1000,
        strip=False,
        help_text=NEW_PASSWORD,
        error_messages={"required": gettext_lazy("Choose a password")},
        widget=forms.PasswordInput({"autocomplete": "new-password"}),
    )
    password2 = forms.CharField(
        label=gettext_lazy("Password again"),
        max_length=1000,
        strip=False,
        error_messages={"required": gettext_lazy("Enter the password again")},
        widget=forms.PasswordInput({"autocomplete": "new-password"}),
    )

    def __init__(self, *args, user: User, **kwargs):
        super().__init__(*args, **kwargs)
        self.user = user

    def clean(self):
        """A good password, typed twice alike."""
        values = super().clean()
        first, second = values.get("password1"), values.get("password2")
        if first and second and first != second:
            self.add_error("password2", _("The two passwords differ"))
        if first:
            try:
                validate_password(first, self.user)
            except ValidationError as error:
                self.add_error("password1", error)
        return values
