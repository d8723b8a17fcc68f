"""One module writes the sentences that explain a figure; all who show one have it from there."""

import ast
import html
from dataclasses import replace
from fractions import Fraction

import pytest
import time_machine

from compliance.enums import LetterKind
from compliance.models import Letter, RunResult
from compliance.queries.judging import judged_now
from compliance.rules import assess, figures_of
from compliance.rules.rehearsing import change_of, compared
from compliance.rules.variants import completed
from compliance.services import letters, running
from tests import builders
from tests.architecture.source import files, name_of, tree
from tests.compliance import running as world
from tests.compliance.machines import Machine
from tests.registrants.building import accept, offer

# These read a requirement back from what a run stored.
READ_BACK = {"compliance/rules/run_table.py", "compliance/rules/letters.py"}


def explanations(path):
    """What each requirement made in this file is told as its explanation."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Requirement":
            yield from (each.value for each in node.keywords if each.arg == "explanation")


def is_from_the_one(value: ast.expr, path) -> bool:
    """`explaining.<function>(...)`, or a name that is given nothing else in the file."""
    if isinstance(value, ast.Call):
        return ast.unparse(value.func).startswith("explaining.")
    if not isinstance(value, ast.Name):
        return False
    given = [
        (each.targets[0], each.value)
        for each in ast.walk(tree(path))
        if isinstance(each, ast.Assign)
    ]
    return all(is_from_the_one(what, path) for what in _values_of(value.id, given))


def _values_of(name, given):
    for target, value in given:
        if isinstance(target, ast.Tuple):
            for each, part in zip(target.elts, getattr(value, "elts", ()), strict=False):
                if ast.unparse(each) == name:
                    yield part
        elif ast.unparse(target) == name:
            yield value


def test_every_requirement_is_explained_by_the_one_module():
    makers = {name_of(path): (path, list(explanations(path))) for path in files()}
    makers = {name: found for name, found in makers.items() if found[1]}

    others = [
        (name, ast.unparse(value))
        for name, (path, values) in makers.items()
        if name not in READ_BACK
        for value in values
        if not is_from_the_one(value, path) and ast.unparse(value) != "''"
    ]

    assert {"compliance/rules/initial_2005.py", "compliance/rules/enhanced.py"} <= makers.keys()
    assert others == []


@pytest.mark.django_db
def test_statement_requirement_run_letter_rehearsal_and_machine_say_the_same():
    owner = builders.registrant()
    accept(offer(owner, 1, total=7))
    run = world.start("REAL")
    someone_else = builders.actor_of(builders.staff())
    running.confirm_run(run=run, period=world.period(), actor=someone_else, at=world.AFTER)
    world.work(run)

    judged = judged_now([owner.pk], world.period())[owner.pk]
    sentences = [each.explanation for each in judged.found.requirements]
    general = sentences[0]

    with time_machine.travel(world.AFTER, tick=True):
        pages = [
            html.unescape(builders.client_for(user).get(path).content.decode())
            for user, path in (
                (owner.user, "/statement/?cycle=2025-2027"),
                (owner.user, "/statement/requirements/general-points/?cycle=2025-2027"),
                (builders.staff(), f"/runs/{run.number}/people/{owner.pk}/"),
            )
        ]
        data = Machine(builders.actor_of(owner.user)).read("/api/v1/statement/2025-2027/")
        stored = Machine(builders.actor_of(builders.staff())).read(
            f"/api/v1/runs/{run.number}/results/"
        )
    kept = RunResult.objects.get(run=run).result
    for said in (data, kept, stored["results"][0]["result"]):
        assert [each["explanation"] for each in said["requirements"]] == sentences
    for page in pages:
        assert general in page
    assert general in letter_of(run)
    assert change_with_other_figures(judged)["before"]["explanation"] == general


def letter_of(run) -> str:
    """What the person is written after the run."""
    asked = letters.ask_letters(
        run=run, kind=LetterKind.SHORTFALL, year=None, actor=builders.MANAGER, at=world.AFTER
    )
    letters.write_letters(letter_round=asked, now=lambda: world.AFTER)
    return Letter.objects.get(round=asked).text


def change_with_other_figures(judged) -> dict:
    """How the rehearsal of another scheme version lists the person's general points."""
    others = completed(replace(figures_of("ENHANCED_2019"), points_a_month=Fraction(5, 6)))
    after = assess(judged.person, world.period(), figures=others)
    return change_of(compared(judged.found, after)).changes[0]
