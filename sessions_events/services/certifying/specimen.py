"""What certificates will look like, before there is one."""

from datetime import datetime
from types import SimpleNamespace

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cet_portal.core.actor import Actor
from cet_portal.core.clock import london_date
from cet_portal.core.permissions import require
from providers import queries as provider_queries
from sessions_events import permissions, queries
from sessions_events.rules.codes import grouped
from sessions_events.services.certifying.printing import check_path, logo_of, render

# A code that is never given: "O" and vowels are not in the alphabet.
CODE = "SPECIMEN"

# As much as an ordinary certificate says, so that the provider sees how full the page gets.
_UNIT = gettext_lazy("A competency unit of the scheme, with the words that it has there")
_OBJECTIVE = gettext_lazy(
    "The %(place)s learning objective: what people know or can do after the CET"
)
_FIRST, _SECOND, _THIRD = gettext_lazy("first"), gettext_lazy("second"), gettext_lazy("third")


def print_specimen(*, provider_id: int, site: str, actor: Actor, at: datetime) -> bytes:
    """A certificate of nobody for nothing, with the provider's design, as PDF."""
    require(permissions.may_design(actor, provider_id, at=at))
    design = queries.design_of(provider_id)
    day = london_date(at)
    certificate = SimpleNamespace(
        number="01-00000",
        surname=_("Specimen"),
        shown_code=grouped(CODE),
        issued_at=at,
        signatory=design.signatory if design else "",
        signatory_role=design.signatory_role if design else "",
    )
    event = SimpleNamespace(
        ev_number="EV-00000",
        provider=SimpleNamespace(name=provider_queries.provider(provider_id).name),
        application=SimpleNamespace(
            c_number="C-00000", title=_("The title of the CET stands here, and it can be so long")
        ),
    )
    said = SimpleNamespace(
        certificate=certificate,
        event=event,
        completed_on=day,
        kind=_("General"),
        total=2,
        interactive=1,
        audience=_("optometrists"),
        units=tuple((f"O{number}", _UNIT) for number in (1, 4, 6)),
        objectives=tuple(_OBJECTIVE % {"place": place} for place in (_FIRST, _SECOND, _THIRD)),
    )
    return render(said, address=f"{site}{check_path(CODE)}", logo=logo_of(design))
