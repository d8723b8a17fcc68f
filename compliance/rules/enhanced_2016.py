"""The enhanced scheme of the cycle 2016 to 2018.

As before, and one piece of CET on the Standards of Practice (GOC bulletin February 2016).
"""

from dataclasses import replace

from compliance.rules import enhanced_2013
from compliance.rules.enhanced import requirements

__all__ = ["FIGURES", "requirements"]

FIGURES = replace(enhanced_2013.FIGURES, scheme="ENHANCED_2016", standards_of_practice=1)
