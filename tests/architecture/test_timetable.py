"""The timetable names tasks that exist, and every timer is in it."""

import ast

from cet_portal.celery import app
from tests.architecture.source import layer, tree


def registered() -> set[str]:
    """The names of our own tasks."""
    app.loader.import_default_modules()
    return {name for name in app.tasks if not name.startswith("celery.")}


def timers() -> set[str]:
    """The names of the tasks that call `sweep`."""
    return {
        keyword.value.value
        for path in layer("tasks")
        for function in ast.walk(tree(path))
        if isinstance(function, ast.FunctionDef) and "sweep(" in ast.unparse(function)
        for decorator in function.decorator_list
        if isinstance(decorator, ast.Call)
        for keyword in decorator.keywords
        if keyword.arg == "name"
    }


def scheduled() -> set[str]:
    return {entry["task"] for entry in app.conf.beat_schedule.values()}


def test_every_entry_names_a_task_that_exists():
    assert scheduled() <= registered()


def test_every_timer_is_in_the_timetable():
    assert len(timers()) >= 3
    assert timers() <= scheduled()


def test_every_task_is_named_after_its_app_and_takes_what_comes():
    for name in registered():
        module = app.tasks[name].run.__module__
        assert name.partition(".")[0] == module.split(".")[-2]
        assert "kwargs" in app.tasks[name].run.__code__.co_varnames


def test_every_entry_says_what_it_does():
    assert all(name.startswith("every ") for name in app.conf.beat_schedule)
