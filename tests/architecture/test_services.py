"""Services: verbs with keyword arguments, always `actor` and `at`."""

import importlib
import inspect

import pytest

from tests.architecture.source import layer, name_of, public_functions


def services():
    for path in layer("services"):
        module = name_of(path).removesuffix(".py").removesuffix("/__init__").replace("/", ".")
        if module.startswith("cet_portal.local"):
            continue
        for node in public_functions(path):
            name = f"{module}.{node.name}"
            yield pytest.param(getattr(importlib.import_module(module), node.name), id=name)


@pytest.mark.parametrize("service", services())
def test_a_service_takes_keywords_and_knows_who_and_when(service):
    signature = inspect.signature(service)

    kinds = {parameter.kind for parameter in signature.parameters.values()}
    assert kinds <= {inspect.Parameter.KEYWORD_ONLY, inspect.Parameter.VAR_KEYWORD}
    assert {"actor", "at"} <= set(signature.parameters)
    assert signature.return_annotation is not inspect.Signature.empty


def permissions():
    for path in layer("permissions"):
        module = name_of(path).removesuffix(".py").replace("/", ".")
        if module.startswith("cet_portal.core"):
            continue
        for node in public_functions(path):
            yield pytest.param(
                getattr(importlib.import_module(module), node.name), id=f"{module}.{node.name}"
            )


@pytest.mark.parametrize("permission", permissions())
def test_a_permission_answers_with_a_refusal_or_none(permission):
    assert "Refusal" in str(inspect.signature(permission).return_annotation)
