"""Add what is missing of the reference data that the project ships; never undo a correction."""

from datetime import date

from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import transaction

from cet_portal.scheme import data, places
from cet_portal.scheme.models import (
    CompetencyUnit,
    Criterion,
    Cycle,
    Modality,
    Place,
    TargetAudience,
)


class Command(BaseCommand):
    help = "Add missing reference data and bank holidays; what staff corrected stays."

    @transaction.atomic
    def handle(self, *args, **options):
        self.load_cycles()
        self.load_audiences()
        self.load_modalities()
        self.load_criteria()
        self.load_places()
        call_command("load_bank_holidays", stdout=self.stdout)

    def load_cycles(self):
        name, first, last, version = data.FIRST_CYCLE
        self.keep_cycle(name, date.fromisoformat(first), date.fromisoformat(last), version)
        for year in range(2007, data.LAST_CYCLE_STARTS + 1, 3):
            version = data.SCHEME_VERSION_FROM.get(year, data.LATEST_SCHEME_VERSION)
            self.keep_cycle(f"{year}-{year + 2}", date(year, 1, 1), date(year + 2, 12, 31), version)

    @staticmethod
    def keep_cycle(name, first_day, last_day, version):
        Cycle.objects.get_or_create(
            name=name,
            defaults={"first_day": first_day, "last_day": last_day, "scheme_version": version},
        )

    @staticmethod
    def load_audiences():
        for order, (code, profession, kind, specialty) in enumerate(data.AUDIENCES):
            audience, _created = TargetAudience.objects.get_or_create(
                code=code,
                defaults={
                    "profession": profession,
                    "kind": kind,
                    "specialty": specialty,
                    "order": order,
                },
            )
            letter, names = data.UNITS[code]
            for number, name in enumerate(names, start=1):
                CompetencyUnit.objects.get_or_create(
                    code=f"{letter}{number}",
                    defaults={"audience": audience, "name": name, "order": order * 10 + number},
                )

    @staticmethod
    def load_modalities():
        for order, (code, name, distance, least, most, grounds) in enumerate(data.MODALITIES):
            Modality.objects.get_or_create(
                code=code,
                defaults={
                    "name": name,
                    "distance": distance,
                    "usual_least": least,
                    "usual_most": most,
                    "grounds": grounds,
                    "text_based": code in data.TEXT_BASED,
                    "needs_attachment": code in data.NEEDS_ATTACHMENT,
                    "order": order,
                },
            )

    @staticmethod
    def load_criteria():
        for order, (code, name, question, mend, section, each) in enumerate(data.CRITERIA):
            Criterion.objects.get_or_create(
                code=code,
                defaults={
                    "name": name,
                    "question": question,
                    "mend": mend,
                    "section": section,
                    "per_audience": each,
                    "order": order,
                },
            )

    @staticmethod
    def load_places():
        Place.objects.bulk_create(places.shipped(), ignore_conflicts=True)
