"""The steps of a cycle's end one after the other, in a worker and a web process, each step beside
its floor."""

import json
from datetime import timedelta
from subprocess import Popen
from typing import Any

from django.urls import reverse

from cet_portal.core import clock
from cet_portal.local.benchmarks import cycle_end_pages, cycle_end_world
from cet_portal.local.benchmarks.cycle_end_floors import Marks, sums
from cet_portal.local.benchmarks.cycle_end_world import World, move_to
from compliance import tasks
from compliance.enums import LetterKind, RunKind
from compliance.models import BulkAct, ComplianceRun, Letter, LetterRound, PostFile, RunResult
from compliance.rules.timetable import possible_shortfall_on, removal_from
from compliance.services import letters, running
from compliance.services.letters.posting import AT_ONCE as LETTERS_IN_A_PDF
from compliance.services.letters.writing import SET_SIZE as LETTERS_IN_A_SET
from compliance.services.outcomes.acting import SET_SIZE as IN_A_SET

PEOPLE_IN_A_SET = 1_000
ONE_DAY = timedelta(days=1)


class Steps:
    """Figures of each step, and of the pages before and after it."""

    def __init__(self, world: World, worker: Popen, web: Popen, runs: int):
        self.world, self.worker, self.web, self.runs = world, worker, web, runs
        self.figures: dict[str, dict] = {}
        self.pages: dict[str, dict] = {}
        self.page_mb = 0

    def all(self) -> None:
        """From the nights in the cycle to the removals after it."""
        period = self.world.period
        notice = possible_shortfall_on(period)
        assert notice is not None  # it was chosen so
        move_to(notice - ONE_DAY)
        self.night("first_night")
        self.night("night")
        self.look("night", cycle_end_pages.after_a_night(self.world))
        move_to(notice)
        self.notices()
        move_to(period.last_day + 3 * ONE_DAY)
        self.late()
        before = self.run("rehearsal", RunKind.REHEARSAL)
        run = self.run("real_run", RunKind.REAL)
        self.letters("met_letters", run, LetterKind.MET)
        short = self.letters("shortfall_letters", run, LetterKind.SHORTFALL)
        self.post_file(short)
        self.night("night_after", 2)
        cycle_end_world.settle_down()
        self.look("run", cycle_end_pages.of_a_run(run, before, short))
        self.files(run, before)
        move_to(max(removal_from(period), clock.today()) + 60 * ONE_DAY)
        self.removals(run)

    def night(self, name: str, counted: int = 1) -> None:
        """What is counted each night."""
        found = self.do("task", name="compliance.count_figures", kwargs={})
        sets = -(-self.world.people // PEOPLE_IN_A_SET) * counted
        floor = sums(self.world.period.first_day, self.world.period.last_day)
        self.keep(name, found, floor, people=self.world.people, sets=sets)

    def notices(self) -> None:
        """The clock's: a rehearsal, and a letter to everybody who is short as of the day."""
        tasks.send_notices()
        notice = LetterRound.objects.get(kind=LetterKind.POSSIBLE_SHORTFALL, run__isnull=False)
        assert notice.run is not None
        self._work_on("notice_run", notice.run)
        self._write("notices", notice)

    def late(self) -> None:
        """Everything that came late, in one act."""
        lines, marks = cycle_end_pages.late_lines(self.world), Marks()
        self.look("late", cycle_end_pages.of_late(lines))
        address = reverse("compliance:late_settle")
        data = {"keys": " ".join(map(str, lines)), "decision": "count", "reason": "The upload."}
        self._act("late_settled", address, data, marks)

    def run(self, name: str, kind: RunKind) -> ComplianceRun:
        """Everybody judged, by one worker; a real one is confirmed by somebody else."""
        world, at = self.world, clock.now()
        made = running.start_run(
            period=world.period, kind=kind, apart=True, actor=world.actor(world.second), at=at
        )
        if kind == RunKind.REAL:
            running.confirm_run(
                run=made, period=world.period, actor=world.actor(world.manager), at=at
            )
        return self._work_on(name, made)

    def _work_on(self, name: str, run: ComplianceRun) -> ComplianceRun:
        found = self.do("task", name="compliance.work_on_run", kwargs={"run_id": run.pk})
        run = ComplianceRun.objects.get(pk=run.pk)
        if not run.is_sealed:
            raise RuntimeError(f"not sealed: {run.status} {run.counts}")
        floor = sums(self.world.period.first_day, self.world.period.last_day)
        self.keep(name, found, floor, people=run.people, met=run.met)
        return run

    def letters(self, name: str, run: ComplianceRun, kind: LetterKind) -> LetterRound:
        """Letters of one kind: the page before, then all of them."""
        address = reverse("compliance:write_letters", args=[run.cycle, kind])
        self.look(name, {f"{name}_preview": address})
        actor = self.world.actor(self.world.manager)
        made = letters.ask_letters(run=run, kind=kind, actor=actor, at=clock.now())
        return self._write(name, made)

    def _write(self, name: str, asked: LetterRound) -> LetterRound:
        marks = Marks()
        found = self.do("task", name="compliance.write_letters", kwargs={"round_id": asked.pk})
        made = LetterRound.objects.get(pk=asked.pk)
        written = Letter.objects.filter(round=made)
        people = written.values("registrant").distinct().count()
        if made.written_at is None or not written.count() == people == made.total:
            raise RuntimeError(f"{name}: {written.count()} letters of {made.total}")
        told = written.filter(way="ACCOUNT").count()
        sets = -(-people // LETTERS_IN_A_SET)
        self.keep(name, found, marks.floor(), letters=people, told=told, sets=sets)
        return made

    def post_file(self, made: LetterRound) -> None:
        """The letters of those without an account, as one PDF."""
        actor = self.world.actor(self.world.manager)
        asked = letters.ask_post_file(letter_round=made, actor=actor, at=clock.now())
        bare = self.do("pdf_of_a_page", round_id=made.pk)["a_page"]
        found = self.do("task", name="compliance.make_post_file", kwargs={"post_file_id": asked.pk})
        done = PostFile.objects.select_related("file").get(pk=asked.pk)
        if done.file is None:
            raise RuntimeError("no file for the post")
        sets = -(-done.letters // LETTERS_IN_A_PDF)
        floor = bare * done.letters
        self.keep("post_file", found, floor, letters=done.letters, size=done.file.size, sets=sets)

    def removals(self, run: ComplianceRun) -> None:
        """Everybody who is ready to be removed, in one act."""
        marks, address = Marks(), reverse("compliance:remove", query={"run": run.number})
        self.look("removals", cycle_end_pages.of_removals(run, address))
        keys = list(
            RunResult.objects.filter(run=run, met=False).values_list("registrant_id", flat=True)
        )
        data = {"keys": " ".join(map(str, keys)), "reason": "Short of points."}
        data["of_day"] = (clock.today() + ONE_DAY).isoformat()
        self._act("removals", address, data, marks)
        cycle_end_world.settle_down()
        self.look("removals_made", cycle_end_pages.of_removals_made())

    def _act(self, name: str, address: str, data: dict[str, Any], marks: Marks) -> None:
        """A bulk act: the button, then the worker."""
        asked = self.do("press", user=self.world.manager.pk, address=address, data=data)
        self.pages[f"{name}_button"] = {
            "ms": round(asked["seconds"] * 1000, 1),
            "queries": asked["queries"],
        }
        act = BulkAct.objects.latest("pk")
        found = self.do("task", name="compliance.carry_out_act", kwargs={"act_id": act.pk})
        act.refresh_from_db()
        if act.finished_at is None or not act.moved:
            raise RuntimeError(f"{name}: {act.done} of {act.total}, {act.moved} moved")
        sets = -(-act.total // IN_A_SET)
        # A short act is done at once, by the button.
        found |= {each: asked[each] + found[each] for each in ("seconds", "own_seconds", "queries")}
        self.keep(name, found, marks.floor(), total=act.total, moved=act.moved, sets=sets)
        self.look(name, {f"{name}_act": reverse("compliance:act", args=[act.pk])})

    def files(self, run: ComplianceRun, before: ComplianceRun) -> None:
        """Everything that can be downloaded, read to its end."""
        for name, address in cycle_end_pages.downloads(run, before).items():
            found = self.do("download", user=self.world.manager.pk, address=address)
            self.keep(name, found, size=found["bytes"])

    def look(self, when: str, pages: dict[str, Any]) -> None:
        """Measure pages, in the web process."""
        user = self.world.manager.pk
        found = self.do("pages", user=user, pages=pages, runs=self.runs)
        self.pages |= found["pages"]
        for name in found["pages"]:
            print(f"    {name}: {self.pages[name]}", flush=True)
        self.page_mb = max(self.page_mb, found["peak_mb"])
        print(f"  pages, {when}: {found['peak_mb']} MB", flush=True)

    def keep(self, name: str, found: dict, floor: float | None = None, **known: Any) -> None:
        """Figures of a step, with its ratio to the floor of the same moment."""
        one = {key: found[key] for key in ("seconds", "own_seconds", "queries", "peak_mb")} | known
        if "sets" in known:
            one["queries_a_set"] = round(found["queries"] / max(known["sets"], 1), 1)
        if floor:
            one |= {"floor": round(floor, 3), "ratio": round(found["seconds"] / floor, 1)}
        self.figures[name] = one
        print(f"  {name}: {one}", flush=True)

    def do(self, step: str, **asked: Any) -> dict:
        """One step, by the worker or by the web process; what it answers."""
        process = self.worker if step in ("task", "pdf_of_a_page") else self.web
        if process.stdin is None:
            raise RuntimeError("a process that cannot be asked")
        process.stdin.write(json.dumps({"step": step, **asked}) + "\n")
        process.stdin.flush()
        return json.loads(line_of(process))


def line_of(process: Popen) -> str:
    """The next line that it says."""
    line = process.stdout.readline() if process.stdout else ""
    if not line:
        raise RuntimeError("a process ended without a word")
    return line
