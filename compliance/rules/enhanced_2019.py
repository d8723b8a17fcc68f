"""The enhanced scheme from 2019 on.

As in 2013 to 2015, but the peer review of therapeutic prescribers is with therapeutic peers (AOP
2019), and the points of each year were waived for 2020 (College of Optometrists 2021).
"""

from dataclasses import replace

from compliance.rules import enhanced_2013
from compliance.rules.enhanced import requirements

__all__ = ["FIGURES", "requirements"]

FIGURES = replace(
    enhanced_2013.FIGURES,
    scheme="ENHANCED_2019",
    peer_review_in_therapeutic=True,
    annual_waived=(2020,),
)
