"""Form fields in the house style, and `bind_form`.

The mark-up comes from templates/django/forms through FORM_RENDERER, so plain Django fields
look right as well. Here stand the fields that Django has not: dates in three boxes, forgiving
times, radios and checkboxes with hints, paragraphs.

Things a form can say about a field, read by templates/django/forms/field.html:
`field.is_page_heading = True` (one question per page: the label is the h1),
`field.hide_optional = True` (no "(optional)" behind the label),
`field.is_kept = True` (a file that the page keeps also when the form is refused),
`field.suffix = "points"` and `field.prefix = "£"`, and
`widget.attrs["class"]`, for example `WIDTH_5`.
"""

from cet_portal.core.forms.binding import bind_again, bind_form
from cet_portal.core.forms.choices import Checkboxes, Radios, YesNoField
from cet_portal.core.forms.dates import DateBoxes, DateField, TimeField
from cet_portal.core.forms.files import AttachmentField, FileField
from cet_portal.core.forms.marks import (
    WIDTH_2,
    WIDTH_3,
    WIDTH_4,
    WIDTH_5,
    WIDTH_10,
    WIDTH_20,
    Field,
    marked,
)
from cet_portal.core.forms.sentences import say_what_is_missing
from cet_portal.core.forms.versions import VersionField
from cet_portal.core.forms.words import ParagraphField, WebAddressField

__all__ = [
    "AttachmentField",
    "Checkboxes",
    "DateBoxes",
    "DateField",
    "Field",
    "FileField",
    "ParagraphField",
    "Radios",
    "TimeField",
    "VersionField",
    "WIDTH_10",
    "WIDTH_2",
    "WIDTH_20",
    "WIDTH_3",
    "WIDTH_4",
    "WIDTH_5",
    "WebAddressField",
    "YesNoField",
    "bind_again",
    "bind_form",
    "marked",
    "say_what_is_missing",
]
