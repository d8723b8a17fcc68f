"""Joining two records into one."""

from django import forms
from django.utils.translation import gettext_lazy

from cet_portal.core.forms import ParagraphField
from registrants.enums import JoinDifference
from registrants.forms.identity import NumberField, WithBirthday, too_long


class OwnNumberForm(WithBirthday):
    """The person gives the number that they have now."""

    number = NumberField()
    field_order = ("number", "date_of_birth")


class OtherRecordForm(forms.Form):
    """Staff say which record is that of the same person."""

    number = NumberField(
        label=gettext_lazy("Registration number or U-reference of the other record"),
        help_text=gettext_lazy("For example, U-10001 or 01-12345"),
        error_messages={"required": gettext_lazy("Enter the number of the other record")},
    )


class JoinForm(forms.Form):
    """The reason, and that it is meant."""

    reason = ParagraphField(
        label=gettext_lazy("How do you know that they are one person?"),
        max_length=2000,
        error_messages={
            "required": gettext_lazy("Say how you know it"),
            "max_length": too_long(gettext_lazy("How do you know that they are one person?")),
        },
    )

    def __init__(self, *args, differences: dict[JoinDifference, tuple] | None = None, **kwargs):
        super().__init__(*args, **kwargs)
        for name in differences or {}:
            label, unticked = _TICKS[name]
            self.fields[name.value] = forms.BooleanField(
                label=label, error_messages={"required": unticked}
            )


_TICKS = {
    JoinDifference.BIRTHDAY: (
        gettext_lazy("I have made sure why the date of birth differs"),
        gettext_lazy("Tick that the other date of birth is right"),
    ),
    JoinDifference.SURNAME: (
        gettext_lazy("I have made sure why the surname differs"),
        gettext_lazy("Tick that the other surname is right"),
    ),
    JoinDifference.REGISTER: (
        gettext_lazy("I have made sure that this is the register they joined"),
        gettext_lazy("Tick that the other register is right"),
    ),
}


class RefuseToJoinForm(forms.Form):
    """Why they are two people."""

    reason = ParagraphField(
        label=gettext_lazy("Why are they not one person?"),
        help_text=gettext_lazy("Whoever asked reads it. Tell nothing about the other person."),
        max_length=2000,
        error_messages={
            "required": gettext_lazy("Say why they are not one person"),
            "max_length": too_long(gettext_lazy("Why are they not one person?")),
        },
    )
