"""What the field templates under templates/django/forms ask."""

from django import template
from django.forms import BaseForm, BoundField, MultiWidget
from django.forms.formsets import BaseFormSet
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

register = template.Library()


@register.filter
def control_class(attrs: dict, base: str) -> str:
    """CSS classes of a control: `base`, its error form, and what the form asked for."""
    wrong = f"{base}--error" if attrs.get("aria-invalid") else ""
    return " ".join(filter(None, (base, attrs.get("class", ""), wrong)))


@register.filter
def allows_fractions(attrs: dict) -> bool:
    """Whether a number input takes decimals (Django puts `step` there)."""
    return str(attrs.get("step", "1")) not in ("1", "")


@register.filter
def error_target(field: BoundField) -> str:
    """The id to which the error summary leads: the control, or the first box that is wrong."""
    widget = field.field.widget
    if isinstance(widget, MultiWidget):
        names = [part.removeprefix("_") for part in widget.widgets_names]
        wrong = widget.wrong_parts(field.value()) if _is_typed(field) else ()
        return f"{field.auto_id}_{names.index(wrong[0]) if wrong else 0}"
    if hasattr(widget, "optgroups") and field.use_fieldset:
        first = field.subwidgets[0] if field.subwidgets else None
        return first.id_for_label if first else field.auto_id
    return field.id_for_label or field.auto_id


def _is_typed(field: BoundField) -> bool:
    return hasattr(field.field.widget, "wrong_parts") and isinstance(field.value(), list)


@register.simple_tag
def control(field: BoundField) -> SafeString:
    """The control of a field, always with what describes it: also when Django left it to a
    fieldset (file inputs) and with the counter of a text that has a longest length."""
    described = field.aria_describedby or ""
    if counts_characters(field):
        described = f"{described} {field.auto_id}-info".strip()
    grouped = field.use_fieldset and field.widget_type != "clearablefile"
    return field.as_widget(
        attrs={"aria-describedby": described} if described and not grouped else {}
    )


@register.filter
def counts_characters(field: BoundField) -> bool:
    """A text area with a longest length shows how many characters are left."""
    return field.widget_type == "textarea" and bool(field.field.max_length)


@register.simple_tag
def problems(form: BaseForm | None = None, formset: BaseFormSet | None = None) -> list[dict]:
    """Every error of a form and of a form set in page order: `text` and `target` (id or "")."""
    found = _of_form(form) if isinstance(form, BaseForm) else []
    if isinstance(form, BaseFormSet):
        formset = form
    if isinstance(formset, BaseFormSet) and formset.is_bound:
        found += [{"text": text, "target": ""} for text in formset.non_form_errors()]
        for number, single in enumerate(formset.forms, start=1):
            row = _("Row %(number)s: ") % {"number": number}
            found += [{**each, "text": f"{row}{each['text']}"} for each in _of_form(single)]
    return found


def _of_form(form: BaseForm) -> list[dict]:
    if not form.is_bound:
        return []
    found = [{"text": text, "target": ""} for text in form.non_field_errors()]
    for field in form:
        target = "" if field.is_hidden else error_target(field)
        found += [{"text": text, "target": target} for text in field.errors]
    return found


@register.simple_tag(takes_context=True)
def error_prefix(context) -> str:
    """ "Error: " for the title of a page whose form was refused."""
    wrong = problems(context.get("form"), context.get("formset")) or context.get("errors")
    return _("Error: ") if wrong else ""
