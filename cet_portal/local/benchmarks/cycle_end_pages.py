"""The pages and files of a cycle's end, by name with their addresses."""

from typing import Any

from django.urls import reverse

from cet_portal.local.benchmarks.cycle_end_world import World
from compliance.enums import LetterKind
from compliance.models import ComplianceRun, Letter, LetterRound, Removal, RunResult
from compliance.queries import late as late_reads


def after_a_night(world: World) -> dict[str, Any]:
    """What is counted each night, and reports."""
    cycle = world.period.name
    return {
        "dashboard": reverse("compliance:cycle_dashboard"),
        "dashboard_of_a_cycle": reverse("compliance:cycle_dashboard_of", args=[cycle]),
        "only_acceptance": reverse("compliance:only_acceptance"),
        "report_providers": reverse("compliance:report_providers"),
        "report_approvers": reverse("compliance:report_approvers"),
        "report_uptake": reverse("compliance:report_uptake"),
        "end_of_cycle": reverse("compliance:end_of_cycle", args=[cycle]),
    }


def late_lines(world: World) -> list[int]:
    """Keys of all that came late and waits."""
    rows = late_reads.late_list(world.actor(world.manager), period=world.period)
    return list(rows.values_list("pk", flat=True))


def of_late(lines: list[int]) -> dict[str, Any]:
    """The list of what came late, and the look before all of it is settled."""
    address = reverse("compliance:late")
    settle = reverse("compliance:late_settle")
    return {
        "late": address,
        "late_by_person": f"{address}?sort=person",
        "late_of_a_number": f"{address}?words=01-100001",
        "late_preview": (settle, {"all": "1"}),
        "late_preview_of_some": (settle, {"line": [str(key) for key in lines[:50]]}),
    }


def of_a_run(run: ComplianceRun, before: ComplianceRun, short: LetterRound) -> dict[str, Any]:
    """Runs, two beside each other (the first of all judged others points), letters, who is below
    the annual minimum of the last year, and everybody in the cycle."""
    address = reverse("compliance:run", args=[run.number])
    against = reverse("compliance:run_against", args=[run.number, before.number])
    first = ComplianceRun.objects.earliest("pk")
    person = RunResult.objects.filter(run=run, met=False).order_by("number")[0].registrant_id
    letter = reverse("compliance:letter", args=[Letter.objects.filter(round=short).latest("pk").pk])
    everybody = reverse("compliance:cycle_report", query={"cycle": run.cycle})
    year = run.as_at.year
    below = reverse("compliance:annual_list", args=[run.cycle, year])
    tell = [run.cycle, LetterKind.ANNUAL]
    return {
        "runs": reverse("compliance:runs"),
        "run": address,
        "run_last_page": f"{address}?page=1000000",
        "run_of_an_outcome": f"{address}?standing=not_met",
        "run_search": f"{address}?words=marsh",
        "run_search_of_nothing": f"{address}?words=unheard",
        "run_person": reverse("compliance:run_person", args=[run.number, person]),
        "run_against": against,
        "run_against_one_change": f"{against}?change=SAME_OUTCOME",
        "run_against_the_first": reverse("compliance:run_against", args=[run.number, first.number]),
        "letters_of_a_round": reverse("compliance:letter_round", args=[short.pk]),
        "letters_by_post": reverse("compliance:letter_round", args=[short.pk]) + "?way=POST",
        "letter": letter,
        "letter_as_pdf": f"{letter}?format=pdf",
        "annual": below,
        "annual_last_page": f"{below}?page=1000000",
        "annual_search": f"{below}?words=marsh",
        "annual_preview": reverse("compliance:write_letters", args=tell, query={"year": year}),
        "run_below_annual": f"{address}?annual={year}",
        "end_of_an_ended_cycle": reverse("compliance:end_of_cycle", args=[run.cycle]),
        "everybody": everybody,
        "everybody_not_met": f"{everybody}&met=not_met",
        "everybody_search": f"{everybody}&words=marsh",
    }


def downloads(run: ComplianceRun, before: ComplianceRun) -> dict[str, str]:
    """All rows as files."""
    against = reverse("compliance:run_against", args=[run.number, before.number])
    everybody = reverse("compliance:cycle_report", query={"cycle": run.cycle, "format": "csv"})
    return {
        "run_csv": reverse("compliance:run_csv", args=[run.number]),
        "run_xlsx": reverse("compliance:run_xlsx", args=[run.number]),
        "run_jsonl": reverse("compliance:run_jsonl", args=[run.number]),
        "against_csv": f"{against}?format=csv",
        "everybody_csv": everybody,
    }


def of_removals(run: ComplianceRun, check: str) -> dict[str, Any]:
    """Who may be removed, and the look before all of them are."""
    address = reverse("compliance:removals", query={"run": run.number})
    return {
        "removals": address,
        "removals_ready": f"{address}&show=ready",
        "removals_held": f"{address}&show=held",
        "removals_preview": (check, {"all": "1"}),
    }


def of_removals_made() -> dict[str, Any]:
    """Who was removed."""
    address = reverse("compliance:removals_made")
    return {
        "removals_after": reverse("compliance:removals"),
        "removals_made": address,
        "removals_made_search": f"{address}?words=marsh",
        "removal": reverse("compliance:removal", args=[Removal.objects.latest("pk").pk]),
    }
