"""The enhanced scheme of the cycle 2013 to 2015 (GOC and College of Optometrists, 2012 to 2015)."""

from cet_portal.scheme.enums import Audience
from compliance.rules.enhanced import requirements
from compliance.rules.numbers import HALF, Figures, units_of

__all__ = ["FIGURES", "requirements"]

FIGURES = Figures(
    scheme="ENHANCED_2013",
    contact_lens_within_general=True,
    interactive_share=HALF,
    units_optometrist=units_of(Audience.OPTOMETRIST),
    units_dispensing_optician=units_of(Audience.DISPENSING_OPTICIAN),
    units_contact_lens=units_of(Audience.CONTACT_LENS_OPTICIAN),
    units_therapeutic=units_of(Audience.THERAPEUTIC_PRESCRIBER),
    peer_reviews=1,
    peer_review_in_contact_lens=True,
    needs_reflection=True,
    annual_minimum=6,
    annual_share=HALF,
)
