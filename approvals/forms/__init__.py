"""What people type about applications: shape and completeness. Nothing is saved here."""

from approvals.forms.answering import AnswersForm
from approvals.forms.appealing import AppealForm
from approvals.forms.asking import AskForm
from approvals.forms.copying import RenewalFilter
from approvals.forms.deciding import DecideForm
from approvals.forms.judging import JudgeForm
from approvals.forms.notes import NoteForm, WordsForm
from approvals.forms.opened import OpenedDecideForm
from approvals.forms.reading import ListFilter, QueueFilter, StaffFilter
from approvals.forms.sections import (
    SECTION_FORMS,
    AboutForm,
    AttachmentForm,
    GroundForm,
    LinesForm,
    QuestionsForm,
    SectionForm,
)

__all__ = [
    "AppealForm",
    "AnswersForm",
    "AskForm",
    "DecideForm",
    "JudgeForm",
    "NoteForm",
    "OpenedDecideForm",
    "WordsForm",
    "SECTION_FORMS",
    "AboutForm",
    "AttachmentForm",
    "GroundForm",
    "LinesForm",
    "QuestionsForm",
    "ListFilter",
    "QueueFilter",
    "RenewalFilter",
    "SectionForm",
    "StaffFilter",
]
