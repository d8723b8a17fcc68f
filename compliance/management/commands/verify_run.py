"""Judge everybody of a sealed run again from what is stored, and compare."""

from django.core.management.base import BaseCommand, CommandError

from cet_portal.core.numbering import as_written
from compliance.queries import runs as reads
from compliance.services import running


class Command(BaseCommand):
    help = "Judge everybody of a run again from its stored inputs, and compare."

    def add_arguments(self, parser):
        parser.add_argument("number", help='the number of the run, "RUN-10001" or "10001"')

    def handle(self, *args, **options):
        typed = options["number"].strip()
        number = f"RUN-{typed}" if typed.isdecimal() else as_written(typed)
        run = reads.run_numbered(number)
        if run is None or not run.is_sealed:
            raise CommandError(f"No sealed run has the number {number}.")
        found = running.verify_run(run=run)
        for sentence in found.differences:
            self.stderr.write(sentence)
        if not found.holds:
            raise CommandError(f"{run.number}: {found.wrong} differences, {found.people} people.")
        same = "every byte the same"
        if found.reworded:
            same = f"every figure the same, {found.reworded} explained in other words today"
        self.stdout.write(
            f"{run.number}: {found.people} people judged again, {same}. Digest {run.digest}."
        )
