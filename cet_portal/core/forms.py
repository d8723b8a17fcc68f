"""Form fields in the house style, and `bind_form`.

The mark-up comes from templates/django/forms through FORM_RENDERER, so plain Django fields
look right as well. Here stand the fields that Django has not: dates in three boxes, forgiving
times, radios and checkboxes with hints, paragraphs.

Things a form can say about a field, read by templates/django/forms/field.html:
`field.is_page_heading = True` (one question per page: the label is the h1),
`field.hide_optional = True` (no "(optional)" behind the label),
`field.suffix = "points"` and `field.prefix = "£"`, and
`widget.attrs["class"]`, for example `WIDTH_5`.
"""

from datetime import date, time
from typing import Any, ClassVar, TypeVar
from urllib.parse import urlsplit

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.forms.utils import ErrorDict
from django.utils.text import capfirst, format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cet_portal.core import file_kinds, kept_text, typed

Field = TypeVar("Field", bound=forms.Field)

WIDTH_2 = {"class": "govuk-input--width-2"}
WIDTH_3 = {"class": "govuk-input--width-3"}
WIDTH_4 = {"class": "govuk-input--width-4"}
WIDTH_5 = {"class": "govuk-input--width-5"}
WIDTH_10 = {"class": "govuk-input--width-10"}
WIDTH_20 = {"class": "govuk-input--width-20"}


class DateBoxes(forms.MultiWidget):
    """Day, month, year: names `<field>_day`, `_month`, `_year`. One value `<field>` is read too."""

    template_name = "django/forms/widgets/date_boxes.html"
    use_fieldset = True

    def __init__(self, attrs=None):
        boxes = {part: forms.TextInput({"inputmode": "numeric"}) for part in typed.PARTS}
        super().__init__(boxes, attrs)

    def decompress(self, value: date | None) -> list[str]:
        return [str(value.day), str(value.month), str(value.year)] if value else ["", "", ""]

    def value_from_datadict(self, data, files, name) -> list[str]:
        values = [value or "" for value in super().value_from_datadict(data, files, name)]
        if not any(values) and data.get(name):
            return list(typed.split_date(data[name]) or (data[name], "", ""))
        return values

    def value_omitted_from_data(self, data, files, name) -> bool:
        return name not in data and super().value_omitted_from_data(data, files, name)

    def get_context(self, name, value, attrs) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        values = [box["value"] or "" for box in context["widget"]["subwidgets"]]
        wrong = self.wrong_parts(values)
        labels = {"day": _("Day"), "month": _("Month"), "year": _("Year")}
        for part, box in zip(typed.PARTS, context["widget"]["subwidgets"], strict=True):
            box["label"] = labels[part]
            box["width"] = "4" if part == "year" else "2"
            box["attrs"].pop("aria-describedby", None)
            if part not in wrong:
                box["attrs"].pop("aria-invalid", None)
        return context

    @staticmethod
    def wrong_parts(values: list[str]) -> tuple[str, ...]:
        """The boxes that an error is about: all of them if the date as such can be read."""
        try:
            typed.read_date(*values, label="")
        except typed.Wrong as wrong:
            return wrong.parts
        return typed.PARTS


class DateField(forms.Field):
    """A date in three boxes. Gives a `date`; impossible and partial dates get a sentence."""

    widget = DateBoxes

    def to_python(self, value) -> date | None:
        if isinstance(value, date):
            return value
        try:
            return typed.read_date(*(value or ("", "", "")), label=_label(self, _("Date")))
        except typed.Wrong as wrong:
            raise ValidationError(wrong.sentence, code="invalid") from None


class TimeField(forms.Field):
    """A time as people write it: "5:30pm", "17:30". Gives a `time`; shows it as 5:30pm."""

    widget = forms.TextInput

    def __init__(self, **kwargs):
        kwargs.setdefault("widget", forms.TextInput(WIDTH_5))
        super().__init__(**kwargs)

    def to_python(self, value) -> time | None:
        if isinstance(value, time):
            return value
        try:
            return typed.read_time(value or "", label=_label(self, _("Time")))
        except typed.Wrong as wrong:
            raise ValidationError(wrong.sentence, code="invalid") from None

    def prepare_value(self, value):
        return typed.say_time(value) if isinstance(value, time) else value


class ParagraphField(forms.CharField):
    """Longer text. Line ends count as one character, as in the counter under the box."""

    def __init__(self, *, rows: int = 5, **kwargs):
        kwargs.setdefault("widget", forms.Textarea({"rows": rows}))
        super().__init__(**kwargs)

    def to_python(self, value) -> str:
        return super().to_python(value).replace("\r\n", "\n").replace("\r", "\n")


class _Hinted:
    """Choices with a line of explanation each: `hints={value: sentence}`."""

    def __init__(self, attrs=None, choices=(), *, hints=None, inline=False, small=False):
        super().__init__(attrs, choices)
        self.hints = hints or {}
        self.inline = inline
        self.small = small

    def get_context(self, name, value, attrs) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        context["widget"]["inline"] = self.inline
        context["widget"]["small"] = self.small
        return context

    def create_option(self, name, value, *args, **kwargs) -> dict[str, Any]:
        option = super().create_option(name, value, *args, **kwargs)
        option["hint"] = self.hints.get(str(value), self.hints.get(value, ""))
        return option


class Radios(_Hinted, forms.RadioSelect):
    """Radio buttons; `inline=True` for two short answers, `small=True` in filters."""


class Checkboxes(_Hinted, forms.CheckboxSelectMultiple):
    """Checkboxes of one question."""


class YesNoField(forms.TypedChoiceField):
    """A question answered by yes or no. Gives True or False (None if optional and open)."""

    def __init__(self, *, yes=None, no=None, **kwargs):
        super().__init__(
            choices=[
                ("yes", yes or gettext_lazy("Yes")),
                ("no", no or gettext_lazy("No")),
            ],
            coerce=lambda answer: answer == "yes",
            empty_value=None,
            widget=Radios(inline=not (yes or no)),
            **kwargs,
        )

    def prepare_value(self, value):
        return {True: "yes", False: "no"}.get(value, value)


class WebAddressField(forms.URLField):
    """A page that strangers will open: http or https, and nobody's name or password in it."""

    default_validators = [URLValidator(schemes=["http", "https"])]
    default_error_messages = {
        "invalid": gettext_lazy("Enter a web address, for example https://example.org"),
        "max_length": gettext_lazy("Enter a web address of %(limit_value)d characters or fewer"),
        "user_info": gettext_lazy("Enter the web address without a name or password in it"),
    }

    def __init__(self, **kwargs):
        super().__init__(assume_scheme="https", **kwargs)
        self.validators[0].message = self.error_messages["invalid"]

    def validate(self, value: str) -> None:
        super().validate(value)
        try:
            host = urlsplit(value).netloc
        except ValueError:  # brackets that hold no address
            raise ValidationError(self.error_messages["invalid"], code="invalid") from None
        if "@" in host:
            raise ValidationError(self.error_messages["user_info"], code="user_info")


class FileField(forms.FileField):
    """A file to upload: a plain input, without "currently" and "clear".

    Refuses more than `most_bytes`. Of a file beyond `file_kinds.MOST_BYTES`, or what the view
    `allows`, only its length
    arrives here (core/upload_limit.py); what else was typed is kept.
    """

    widget = forms.FileInput
    default_error_messages: ClassVar[dict] = {
        "too_large": gettext_lazy("The file is larger than %(limit)s. Choose a smaller one.")
    }

    def __init__(self, *, most_bytes: int = file_kinds.MOST_BYTES, **kwargs):
        super().__init__(**kwargs)
        self.most_bytes = most_bytes

    def to_python(self, data):
        if data and data.size > self.most_bytes:
            words = {"limit": file_kinds.say_megabytes(self.most_bytes)}
            raise ValidationError(self.error_messages["too_large"], code="too_large", params=words)
        return super().to_python(data)


class AttachmentField(FileField):
    """A document or picture, its kind found by its content (core/file_kinds.py)."""

    def __init__(self, **kwargs):
        endings = ",".join(f".{ending}" for ending in file_kinds.ENDINGS)
        kwargs.setdefault("widget", forms.FileInput({"accept": endings}))
        super().__init__(**kwargs)
        self.help_text = self.help_text or format_lazy(
            gettext_lazy("{kinds}, at most {limit}."),
            kinds=file_kinds.TAKEN,
            limit=file_kinds.say_megabytes(self.most_bytes),
        )

    def to_python(self, data):
        file = super().to_python(data)
        if file:
            try:
                file_kinds.check(file, file.name)
            except file_kinds.NotTaken as refused:
                raise ValidationError(str(refused), code="not_taken") from None
        return file


def marked(field: Field, **marks: Any) -> Field:
    """The field with what its template reads: `hide_optional`, `suffix`, `prefix` (see above)."""
    vars(field).update(marks)
    return field


def _label(field: forms.Field, otherwise: str) -> str:
    # A question cannot be the subject of a sentence.
    label = str(field.label or "")
    return otherwise if not label or label.endswith("?") else label


def say_what_is_missing(form: forms.BaseForm) -> None:
    """Replace Django's own sentences by some that name the field.

    A missing value: "Enter the title" for what is typed, "Select …" for what is chosen. What does
    not fit: see `_say_what_does_not_fit`. A message that the form sets itself is left alone.
    """
    standard = forms.Field.default_error_messages["required"]
    for name, field in form.fields.items():
        field.label = form[name].label
        field.error_messages["null_characters_not_allowed"] = _(
            "Remove the character that cannot be shown, for example by typing the text again"
        )
        if field.error_messages.get("required") == standard:
            field.error_messages["required"] = _missing(field, str(field.label))
        _say_what_does_not_fit(field)


def _say_what_does_not_fit(field: forms.Field) -> None:
    """Too long, too many, no number, not in the list: with the label, for the error summary."""
    sentences = {
        "max_length": _("“%s” is too long: use %%(limit_value)d characters or fewer"),
        "min_length": _("“%s” is too short: use %%(limit_value)d characters or more"),
        "min_value": _("“%s” must be %%(limit_value)s or more"),
        "max_value": _("“%s” must be %%(limit_value)s or less"),
        "invalid_choice": _("“%s”: choose one of the list"),
        "invalid_list": _("“%s”: choose from the list"),
    }
    if isinstance(field, forms.FileField):  # has other sentences, with other numbers in them
        sentences = {}
    elif isinstance(field, forms.EmailField):
        sentences["invalid"] = _("“%s” must be an e-mail address, for example name@example.org")
    elif isinstance(field, forms.FloatField | forms.DecimalField):
        sentences["invalid"] = _("“%s” must be a number")
    elif isinstance(field, forms.IntegerField):
        sentences["invalid"] = _("“%s” must be a whole number")
    label = str(field.label).replace("%", "%%")
    for code, sentence in sentences.items():
        if field.error_messages.get(code) in _standard(field, code):
            field.error_messages[code] = sentence % label


def _standard(field: forms.Field, code: str) -> list[Any]:
    """What Django itself would say, or nothing: then the validator has the words."""
    kinds = [kind for kind in type(field).__mro__ if kind.__module__.startswith("django.")]
    return [None, *(vars(kind).get("default_error_messages", {}).get(code) for kind in kinds)]


def _missing(field: forms.Field, label: str) -> str:
    chosen = isinstance(field, forms.ChoiceField | forms.BooleanField | forms.FileField)
    if label.endswith("?"):
        return _("Select an answer") if chosen else _("Enter an answer")
    plain = label if label[1:2].isupper() else label[:1].lower() + label[1:]
    if isinstance(field, forms.BooleanField):
        return _("Tick the box: %(label)s") % {"label": capfirst(label)}
    return (_("Select the %(label)s") if chosen else _("Enter the %(label)s")) % {"label": plain}


def bind_form(request, form_class: type, **kwargs):
    """The form of a page.

    POST: bound to what was sent. GET: unbound; or, if this person's session had ended while the
    form was open, bound to what they had typed, with `was_kept` set so that
    _components/form.html says so. A kept form is never valid: nobody has pressed the button.
    Works for form sets too.
    """
    kept = None if request.method == "POST" else kept_text.take(request)
    if request.method == "POST":
        form = form_class(request.POST, request.FILES, **kwargs)
    elif kept is not None:
        form = form_class(kept, **kwargs)
    else:
        form = form_class(**kwargs)
    form.was_kept = kept is not None
    for single in getattr(form, "forms", [form]):
        say_what_is_missing(single)
        if form.was_kept:
            _show_only(single)
    if form.was_kept:
        _show_only(form)
    return form


def _show_only(form: forms.BaseForm | forms.BaseFormSet) -> None:
    """Show what is bound without complaining about it."""
    if isinstance(form, forms.BaseFormSet):
        form._errors = [ErrorDict() for _each in form.forms]
        form._non_form_errors = form.error_class()
    else:
        form._errors = ErrorDict()
        form.cleaned_data = {}
    form.is_valid = lambda: False
