"""docs/states.md is what the tables say."""

import io

import pytest
from django.core.management import call_command

from cet_portal.home.management.commands import states_doc


def run(*words):
    out, err = io.StringIO(), io.StringIO()
    call_command("states_doc", *words, stdout=out, stderr=err)
    return out.getvalue(), err.getvalue()


def test_the_committed_file_is_up_to_date():
    run("--check")


def test_it_holds_every_step_of_every_case():
    text = states_doc.document()
    for _title, source, workflow in states_doc.CASES:
        assert f"From `{source}`." in text
        for step in workflow.steps.values():
            for before in step.sources:
                assert f"    {before} --> {step.target}: {step.name}\n" in text


def test_check_tells_when_the_file_is_old_or_missing(settings, tmp_path):
    settings.ROOT = tmp_path
    with pytest.raises(SystemExit) as ended:
        run("--check")
    assert ended.value.code == 1
    assert run() == ("docs/states.md written\n", "")
    run("--check")
    (tmp_path / "docs/states.md").write_text("old")
    with pytest.raises(SystemExit):
        run("--check")
