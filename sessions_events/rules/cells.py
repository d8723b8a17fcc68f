"""Cells that a spreadsheet would evaluate, and those that are kept from it."""

import re

_PROTECTED = re.compile(r'^\s*=\s*"([^"]*)"\s*$')


def unprotected(cell: str) -> str:
    """ "01-20001" for ="01-20001": so a list keeps a spreadsheet from making a date of it."""
    found = _PROTECTED.match(cell) if "=" in cell else None
    return found[1] if found else cell


# What a spreadsheet would take for the beginning of a formula.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def is_formula(cell: str) -> bool:
    """Would a spreadsheet evaluate this cell?"""
    return cell.startswith(FORMULA_STARTS)
