"""The machine interface of compliance: statements, and what runs found (docs/adr/0043)."""

from compliance.api.runs import ResultList, RunList
from compliance.api.statements import OwnCycles, OwnStatement, PersonCycles, PersonStatement

__all__ = [
    "OwnCycles",
    "OwnStatement",
    "PersonCycles",
    "PersonStatement",
    "ResultList",
    "RunList",
]
