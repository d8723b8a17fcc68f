"""Templates: nothing inline that the Content-Security-Policy would refuse."""

import re

from tests.architecture.source import ROOT

TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
TAG = re.compile(r"\{%.*?%\}", re.DOTALL)
INLINE = re.compile(
    r"<script(?![^>]*\bsrc=)|<style\b|<[^>]*\s(?:style|on[a-z]+)\s*=|javascript:", re.IGNORECASE
)
POSTS = re.compile(r"<form\b[^>]*method=\"post\".*?</form>", re.DOTALL | re.IGNORECASE)


def found(look) -> dict[str, list]:
    """The templates in which `look(text)` finds something, with what it found."""
    return {
        path.relative_to(ROOT).as_posix(): matches
        for path in TEMPLATES
        if (matches := look(path.read_text()))
    }


def test_no_script_or_style_is_inline():
    inline = found(lambda text: INLINE.findall(TAG.sub("", text)))

    # A PDF is no page: WeasyPrint reads its style sheet, no browser does.
    assert [name for name in inline if not name.startswith("templates/pdf/")] == []


def test_every_form_that_posts_carries_a_token():
    def without(text):
        forms = POSTS.findall(text)
        return [form for form in forms if "form_guard" not in form and "csrf_token" not in form]

    assert found(without) == {}


def test_nothing_goes_unescaped_into_a_page():
    assert found(re.compile(r"\|\s*safe\b|autoescape off").findall) == {}
