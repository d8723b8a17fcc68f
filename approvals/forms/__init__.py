"""What people type about applications: shape and completeness. Nothing is saved here."""

from approvals.forms.decisions import AnswerForm, ApproveForm, AskForm, RejectForm
from approvals.forms.reading import ListFilter, QueueFilter, StaffFilter
from approvals.forms.sections import SECTION_FORMS, AboutForm, SectionForm

__all__ = [
    "SECTION_FORMS",
    "AboutForm",
    "AnswerForm",
    "ApproveForm",
    "AskForm",
    "ListFilter",
    "QueueFilter",
    "RejectForm",
    "SectionForm",
    "StaffFilter",
]
