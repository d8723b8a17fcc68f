"""What a dashboard or a report may be asked for."""

from django import forms
from django.utils.translation import gettext_lazy as _

from cet_portal.scheme.enums import Audience

A = Audience
EVERYBODY = "everybody"
# A profession, or those of it with and without the specialty: which audiences it is made of.
GROUPS = {
    EVERYBODY: (_("Everybody"), tuple(A)),
    "optometrists": (_("Optometrists, all"), (A.OPTOMETRIST, A.THERAPEUTIC_PRESCRIBER)),
    "therapeutic": (_("Optometrists with a therapeutic specialty"), (A.THERAPEUTIC_PRESCRIBER,)),
    "without-therapeutic": (_("Optometrists without a specialty"), (A.OPTOMETRIST,)),
    "dispensing": (
        _("Dispensing opticians, all"),
        (A.DISPENSING_OPTICIAN, A.CONTACT_LENS_OPTICIAN),
    ),
    "contact-lens": (
        _("Dispensing opticians with the contact lens specialty"),
        (A.CONTACT_LENS_OPTICIAN,),
    ),
    "without-contact-lens": (
        _("Dispensing opticians without the specialty"),
        (A.DISPENSING_OPTICIAN,),
    ),
}


class DashboardFilters(forms.Form):
    """Whom the page is about, and which requirement it follows week by week."""

    hide_optional = True

    group = forms.ChoiceField(
        label=_("Who"),
        required=False,
        choices=[(key, words) for key, (words, _audiences) in GROUPS.items()],
    )
    requirement = forms.ChoiceField(label=_("Week by week"), required=False)

    def __init__(self, *args, requirements: list[tuple[str, str]], **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["requirement"].choices = requirements


class CycleFilters(forms.Form):
    """Which cycle a report is about."""

    hide_optional = True

    cycle = forms.ChoiceField(label=_("Cycle"), required=False)

    def __init__(self, *args, cycles: list[str], **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["cycle"].choices = [(name, name.replace("-", " to ")) for name in cycles]


class UptakeFilters(CycleFilters):
    """One region, or one unit, of a cycle."""

    region = forms.ChoiceField(label=_("Region"), required=False)
    unit = forms.ChoiceField(label=_("Competency unit"), required=False)

    def __init__(self, *args, regions: list, units: list, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["region"].choices = [("", _("Everywhere")), *regions]
        self.fields["unit"].choices = [("", _("All units")), *units]
