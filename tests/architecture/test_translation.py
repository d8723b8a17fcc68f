"""Everything that a person reads goes through gettext."""

import ast
import re
from html.parser import HTMLParser

from tests.architecture.source import ROOT, files, name_of, tree

TEMPLATES = sorted(path for path in (ROOT / "templates").rglob("*") if path.is_file())
TRANSLATED = re.compile(r"{%\s*(blocktrans\w*|comment)\b.*?{%\s*end\1\s*%}", re.DOTALL)
TAG = re.compile(r"{%.*?%}|{{.*?}}|{#.*?#}", re.DOTALL)
WORD = re.compile(r"[A-Za-z]{2}")
READ_ALOUD = {"alt", "title", "aria-label", "placeholder"}
# The wordmark is a name, in two colours.
WORDMARK = {"My", "CET", "MyCET"}
# For those who build pages, in their own language.
UNTRANSLATED = {"templates/core/gallery.html", "cet_portal/core/gallery.py"}

SAY_SOMETHING = {"Refusal", "ValidationError"}
WORDS_OF_A_FIELD = {"label", "help_text", "subject"}


class Words(HTMLParser):
    """Collects what stands in a page in plain words."""

    def __init__(self):
        super().__init__()
        self.quiet = 0
        self.found: list[str] = []

    def handle_starttag(self, tag, attrs):
        self.quiet += tag in {"script", "style", "pre", "code"}
        self.found += [value for name, value in attrs if name in READ_ALOUD and value]

    def handle_endtag(self, tag):
        self.quiet -= tag in {"script", "style", "pre", "code"}

    def handle_data(self, data):
        if not self.quiet:
            self.found.append(data.strip(" –\n"))


def plain_words(text: str) -> list[str]:
    words = Words()
    words.feed(TAG.sub("", TRANSLATED.sub("", text)))
    return [text for text in words.found if WORD.search(text) and text not in WORDMARK]


def test_a_template_has_no_word_outside_a_translation():
    bare = {name_of(path): plain_words(path.read_text()) for path in TEMPLATES}

    assert {name: words for name, words in bare.items() if words and name not in UNTRANSLATED} == {}


def is_sentence(node: ast.expr | None) -> bool:
    return (
        isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and bool(WORD.search(node.value))
    )


def bare_sentences(path) -> list[int]:
    """Lines on which somebody is told something that was not translated."""
    lines = []
    for node in ast.walk(tree(path)):
        if not isinstance(node, ast.Call):
            continue
        name = getattr(node.func, "id", getattr(node.func, "attr", ""))
        of_messages = getattr(getattr(node.func, "value", None), "id", "") == "messages"
        told = node.args[-1:] if name in SAY_SOMETHING or of_messages else []
        told += [word.value for word in node.keywords if word.arg in WORDS_OF_A_FIELD]
        lines += [node.lineno for each in told if is_sentence(each)]
    return lines


def test_no_message_label_or_refusal_is_a_bare_string():
    product = [path for path in files() if "/local/" not in name_of(path)]

    bare = {name_of(path): bare_sentences(path) for path in product}
    assert {name: lines for name, lines in bare.items() if lines and name not in UNTRANSLATED} == {}


def test_the_search_finds_what_it_should():
    assert plain_words("<p>Hello {{ name }}</p>") == ["Hello"]
    assert plain_words("<p>{% translate 'Hello' %}</p>") == []
    assert plain_words('<img alt="A picture">{% blocktranslate %}Text{% endblocktranslate %}') == [
        "A picture"
    ]
