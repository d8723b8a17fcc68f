"""One form for each section of an application (domain.md 6.2).

A section can be saved incomplete: what is missing is told by `rules.problems` on the task list
and on the check page. What is there has to make sense.
"""

from collections.abc import Mapping

from approvals.enums import Section
from approvals.forms.sections.about import AboutForm, points_guide
from approvals.forms.sections.attachments import AttachmentForm
from approvals.forms.sections.audiences import AudiencesForm
from approvals.forms.sections.base import SectionForm
from approvals.forms.sections.interactivity import GroundForm, QuestionsForm
from approvals.forms.sections.learning import LearningForm
from approvals.forms.sections.lines import LinesForm
from approvals.forms.sections.people import PeopleForm
from approvals.forms.sections.points import PointsForm, part_of_total
from approvals.forms.sections.practice import PracticeForm
from approvals.forms.sections.speed import SpeedForm

__all__ = [
    "SECTION_FORMS",
    "AboutForm",
    "AttachmentForm",
    "AudiencesForm",
    "GroundForm",
    "LearningForm",
    "LinesForm",
    "PeopleForm",
    "PointsForm",
    "PracticeForm",
    "QuestionsForm",
    "SectionForm",
    "SpeedForm",
    "part_of_total",
    "points_guide",
]

# Attachments have a page of their own: files are added one by one. The questions of a ground
# come on a page after the ground.
SECTION_FORMS: Mapping[str, type[SectionForm]] = {
    Section.ABOUT: AboutForm,
    Section.AUDIENCES: AudiencesForm,
    Section.LEARNING: LearningForm,
    Section.INTERACTIVITY: GroundForm,
    Section.POINTS: PointsForm,
    Section.PRACTICE: PracticeForm,
    Section.PEOPLE: PeopleForm,
    Section.SPEED: SpeedForm,
}
