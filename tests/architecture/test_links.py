"""What the documents point to is there."""

import re

import pytest

from tests.architecture.source import ROOT, name_of

DOCUMENTS = [ROOT / "README.md", ROOT / "DEVELOPERS.md", *sorted((ROOT / "docs").rglob("*.md"))]
# [text](target) and ![picture](target "title"); the target ends at a blank or the bracket.
LINK = re.compile(r"\]\(<?([^)\s>]+)")
CODE = re.compile(r"^```.*?^```|`[^`\n]*`", re.DOTALL | re.MULTILINE)
ELSEWHERE = re.compile(r"[a-z]+:|#")


def targets(document):
    """The relative links and images of a document, without their anchors."""
    text = CODE.sub("", document.read_text(encoding="utf-8"))
    return [link.split("#")[0] for link in LINK.findall(text) if not ELSEWHERE.match(link)]


@pytest.mark.parametrize("document", DOCUMENTS, ids=name_of)
def test_every_relative_link_and_image_is_there(document):
    missing = [link for link in targets(document) if not (document.parent / link).exists()]

    assert missing == []


def test_links_are_found():
    """Should the pattern stop matching, the test above would hold whatever is written."""
    assert "docs/deploying.md" in targets(ROOT / "README.md")
    assert any(link.endswith(".png") for link in targets(ROOT / "README.md"))
