"""The form of a page, with what was typed into it before a session ended."""

from django import forms
from django.forms.utils import ErrorDict

from cet_portal.core import kept_text
from cet_portal.core.forms.sentences import say_what_is_missing


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
        form = form_class(kept.data, dict.fromkeys(kept.files), **kwargs)
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


def bind_again(request, form_class: type, *, version: int | str, **kwargs):
    """The form with what was sent, opened anew with `version`: what is saved by now.

    Somebody saved while it was open (_components/second_editor.html): sending it again is then
    a deliberate act.
    """
    data = request.POST.copy()
    data["version"] = version
    form = form_class(data, request.FILES, **kwargs)
    form.was_kept = False
    say_what_is_missing(form)
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
