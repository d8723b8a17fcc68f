"""Rules of the house that a syntax tree can hold (style.md 3 and 4)."""

import ast
from collections.abc import Callable, Iterable
from pathlib import Path

from django.apps import apps

from tests.architecture.source import files, files_of_tests, layer, name_of, public_functions, tree

WRITER_OF_STATUS = "cet_portal/core/workflow.py"
# Calls that write what they are given: a case's own class, and what a manager offers.
WRITES = {"create", "update", "get_or_create", "update_or_create", "bulk_create"}
CASES = {
    model.__name__
    for model in apps.get_models()
    if any(field.name == "status" for field in model._meta.get_fields())
}
MANAGERS = {"objects", "_base_manager", "_default_manager"}
PRODUCT = [path for path in files() if not name_of(path).startswith("cet_portal/local/")]


def where(paths: Iterable[Path], look: Callable[[Path], Iterable]) -> dict[str, list]:
    """The files in which `look` finds something, with what it found."""
    return {name_of(path): found for path in paths if (found := list(look(path)))}


def called(node: ast.Call) -> str:
    """The last part of the name of what is called."""
    target = node.func
    return target.attr if isinstance(target, ast.Attribute) else getattr(target, "id", "")


def writes_of_status(path):
    """The lines that assign `.status` or pass `status=` to a call that writes."""
    for node in ast.walk(tree(path)):
        targets = node.targets if isinstance(node, ast.Assign) else [getattr(node, "target", None)]
        if any(isinstance(one, ast.Attribute) and one.attr == "status" for one in targets):
            yield node.lineno
        if isinstance(node, ast.Call):
            named = any(keyword.arg == "status" for keyword in node.keywords)
            if named and called(node) in WRITES | CASES:
                yield node.lineno
            if called(node) == "setattr" and "'status'" in map(ast.unparse, node.args):
                yield node.lineno


def test_only_the_workflow_writes_a_status():
    found = where(PRODUCT, writes_of_status)

    assert {"CetApplication", "Event", "PointEntry"} <= CASES
    assert list(found) == [WRITER_OF_STATUS]


def test_no_view_reads_a_table_itself():
    def managers(path):
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.Attribute) and node.attr in MANAGERS:
                yield node.lineno

    assert where(layer("views", "api"), managers) == {}


def test_no_file_is_longer_than_400_lines():
    """Of the product and of its tests."""
    measured = (*files(), *files_of_tests())
    lengths = {name_of(path): len(path.read_text().splitlines()) for path in measured}

    assert any(name.startswith("tests/") for name in lengths)
    assert {name: length for name, length in lengths.items() if length > 400} == {}


def test_the_middle_file_is_small():
    lengths = sorted(length for path in files() if (length := len(path.read_text().splitlines())))

    assert lengths[len(lengths) // 2] <= 80


def test_every_module_says_what_it_is_for():
    written = [path for path in files() if path.read_text().strip()]

    assert [name_of(path) for path in written if not ast.get_docstring(tree(path))] == []


def test_every_public_function_says_what_it_does():
    def silent(path):
        return [node.name for node in public_functions(path) if not ast.get_docstring(node)]

    spoken_for = layer("rules", "services", "queries", "permissions", "views")
    assert where(spoken_for, silent) == {}


def test_nothing_is_imported_inside_a_function():
    """A hidden import hides a cycle; `AppConfig.ready` has to wait for the models."""

    def hidden(path):
        for function in ast.walk(tree(path)):
            if isinstance(function, ast.FunctionDef) and function.name != "ready":
                for node in ast.walk(function):
                    if isinstance(node, ast.Import | ast.ImportFrom):
                        yield node.lineno

    assert where(files(), hidden) == {}
