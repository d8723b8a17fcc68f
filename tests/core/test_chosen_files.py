"""A chosen file goes with a page that is refused, and its field says so."""

import pytest
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.template.loader import render_to_string

from cet_portal.core import kept_text
from cet_portal.core.forms import AttachmentField, FileField, bind_form, marked
from tests.core.sent_files import PDF, PROGRAM
from tests.core.test_forms import User, a_request

AGAIN = "Choose the file again: a page that was refused does not keep files"


class Letter(forms.Form):
    words = forms.CharField(label="Words")
    file = AttachmentField(label="Letter", required=False, help_text="PDF")
    sheet = FileField(label="Sheet", required=False)


class Kept(forms.Form):
    words = forms.CharField(label="Words")
    file = marked(AttachmentField(label="Letter", required=False), is_kept=True)


def sent(form_class=Letter, *, name="file", data=PDF, **typed):
    """The form of a page to which a file was sent."""
    return bind_form(
        a_request("post", {**typed, name: SimpleUploadedFile("l.pdf", data)}), form_class
    )


def test_the_field_of_the_file_asks_for_it_again_for_everybody():
    form = sent(words="")
    html = str(form["file"].as_field_group())
    assert AGAIN in html
    assert 'id="id_file_error"' in html
    assert 'aria-invalid="true"' in html
    assert 'aria-describedby="id_file_helptext id_file_error"' in html
    assert f'<a href="#id_file">{AGAIN}' in render_to_string(
        "_components/error_summary.html", {"form": form}
    )
    assert not form["sheet"].errors
    assert "file" not in form.errors


def test_a_form_that_was_refused_by_its_service_says_so_too():
    form = sent(words="Mine")
    assert form.is_valid()
    form.add_error(None, "Too late.")
    assert form["file"].errors == [AGAIN]


@pytest.mark.parametrize("name", ["file", "sheet"])
def test_it_is_said_only_where_one_was_chosen(name):
    form = sent(name=name, words="")
    assert [each.name for each in form if AGAIN in each.errors] == [name]
    none = bind_form(a_request("post", {"words": ""}), Letter)
    assert not any(AGAIN in each.errors for each in none)
    assert not any(each.errors for each in bind_form(a_request("get"), Letter))


def test_a_file_that_is_refused_itself_has_its_own_sentence_alone():
    form = sent(words="", data=PROGRAM)
    assert len(form["file"].errors) == 1
    assert "it is a program" in form["file"].errors[0]


def test_a_page_that_keeps_its_files_does_not_ask_for_them_again():
    assert not sent(Kept, words="")["file"].errors


@pytest.mark.parametrize("form_class", [Letter, Kept])
def test_a_file_chosen_before_the_session_ended_is_asked_for_again(form_class):
    typed = {"words": "Mine", "typed_by": kept_text.sign(7)}
    posted = a_request("post", {**typed, "file": SimpleUploadedFile("l.pdf", PDF)})
    assert kept_text.keep(posted)
    form = bind_form(a_request("get", user=User(7), session=posted.session), form_class)
    assert form.was_kept
    assert form["words"].value() == "Mine"
    assert form["file"].errors == [AGAIN]
    assert form.is_valid() is False


def test_without_a_file_nothing_is_asked_for_after_the_session_ended():
    posted = a_request("post", {"words": "Mine", "typed_by": kept_text.sign(7)})
    kept_text.keep(posted)
    form = bind_form(a_request("get", user=User(7), session=posted.session), Letter)
    assert not any(each.errors for each in form)
