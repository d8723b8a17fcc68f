"""The project's own source, as files and syntax trees."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from django.conf import settings

ROOT = Path(settings.ROOT)
APPS = ("providers", "registrants", "approvals", "sessions_events", "compliance")
PACKAGES = ("cet_portal", *APPS)


@cache
def files() -> tuple[Path, ...]:
    """Every Python file of the product, without migrations, in order."""
    found = (path for package in PACKAGES for path in (ROOT / package).rglob("*.py"))
    return tuple(sorted(path for path in found if "migrations" not in path.parts))


def files_of_tests() -> list[Path]:
    """Every Python file of the tests, in order."""
    return sorted((ROOT / "tests").rglob("*.py"))


@cache
def tree(path: Path) -> ast.Module:
    """The syntax tree of a file."""
    return ast.parse(path.read_text(), filename=str(path))


def name_of(path: Path) -> str:
    """The file's path inside the project."""
    return path.relative_to(ROOT).as_posix()


def layer(*names: str) -> Iterator[Path]:
    """The files of these layers: `layer("services")` gives services.py and services/*.py."""
    for path in files():
        if path.stem in names or path.parent.name in names:
            yield path


def public_functions(path: Path) -> Iterator[ast.FunctionDef]:
    """The functions at the top of a module whose names do not begin with an underscore."""
    for node in tree(path).body:
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
            yield node
