"""The shapes of answers, for their description: the words are those of contracts/assess.md."""

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from compliance.enums import NotCounted, RequirementCode, Settled
from compliance.models import ComplianceRun, RunResult
from compliance.rules import run_table


class CycleSerializer(serializers.Serializer):
    """A cycle of which there is a statement."""

    cycle = serializers.CharField()
    first_day = serializers.DateField()
    last_day = serializers.DateField()
    scheme = serializers.CharField(help_text=_("The scheme version that applies."))
    address = serializers.CharField(help_text=_("Of the statement."))


class RequirementSerializer(serializers.Serializer):
    """One requirement: what is asked, what is there, and why."""

    code = serializers.ChoiceField(choices=RequirementCode.choices)
    specialty = serializers.CharField(allow_null=True)
    year = serializers.IntegerField(allow_null=True)
    required = serializers.IntegerField()
    obtained = serializers.IntegerField()
    shortfall = serializers.IntegerField()
    met = serializers.BooleanField()
    advisory = serializers.BooleanField(help_text=_("It does not decide whether `met` is true."))
    rule = serializers.CharField(help_text=_("The source."))
    explanation = serializers.CharField(help_text=_("With the arithmetic, as on every page."))


class FullRequirementSerializer(RequirementSerializer):
    """The same with the points that went into it. Where a decision about an exception asks less,
    `required` is what it asks, and `explanation` names the exception and both figures."""

    satisfied_by = serializers.ListField(child=serializers.CharField())
    units_missing = serializers.ListField(child=serializers.CharField())


class NotCountedSerializer(serializers.Serializer):
    """A point that does not count, and the first reason that applies."""

    reference = serializers.CharField()
    reason = serializers.ChoiceField(choices=NotCounted.choices)


class NotCountedInWordsSerializer(NotCountedSerializer):
    """The same with the reason as pages say it."""

    words = serializers.CharField()


class ContradictionSerializer(serializers.Serializer):
    """What cannot be true at once, and where it stands."""

    field = serializers.CharField()
    message = serializers.CharField()


class EntrySerializer(serializers.Serializer):
    """A period on a register with a number; dates inclusive."""

    profession = serializers.CharField()
    number = serializers.CharField()
    start = serializers.DateField()
    end = serializers.DateField(allow_null=True)


class HeldSerializer(serializers.Serializer):
    """A period with a specialty; dates inclusive."""

    specialty = serializers.CharField()
    start = serializers.DateField()
    end = serializers.DateField(allow_null=True)


class PointSerializer(serializers.Serializer):
    """A line of the cycle: as it is judged, and where it is from."""

    reference = serializers.CharField()
    event_date = serializers.DateField()
    accepted = serializers.BooleanField()
    number = serializers.CharField()
    kind = serializers.CharField()
    specialty = serializers.CharField(allow_null=True)
    total = serializers.IntegerField()
    interactive = serializers.IntegerField()
    units = serializers.ListField(child=serializers.CharField())
    peer_review = serializers.BooleanField()
    reflection = serializers.BooleanField()
    standards_of_practice = serializers.BooleanField()
    status = serializers.CharField()
    title = serializers.CharField()
    provider = serializers.CharField()
    c_number = serializers.CharField()
    event = serializers.CharField()


class VoluntarySerializer(serializers.Serializer):
    """Points of before the scheme that the registrar granted (CET Rules 2005, rule 14), which count
    in the cycle of the first rules alone. `specialist`: by specialty, as they are used up."""

    general = serializers.IntegerField()
    specialist = serializers.DictField(child=serializers.IntegerField())


class StatementSerializer(serializers.Serializer):
    """A statement of a cycle, which `manage.py assess` takes as it is. `counted`: references of
    points. `id`: the number."""

    id = serializers.CharField()
    number = serializers.CharField()
    profession = serializers.CharField()
    cycle = serializers.CharField()
    standing = serializers.ChoiceField(choices=Settled.choices)
    scheme = serializers.CharField()
    met = serializers.BooleanField()
    requirements = FullRequirementSerializer(many=True)
    counted = serializers.ListField(child=serializers.CharField())
    not_counted = NotCountedInWordsSerializer(many=True)
    contradictions = ContradictionSerializer(many=True)
    entries = EntrySerializer(many=True)
    specialties = HeldSerializer(many=True)
    points = PointSerializer(many=True)
    voluntary = VoluntarySerializer()


class RunSerializer(serializers.ModelSerializer):
    """A sealed run. `variant`: the draft of figures that it rehearsed, if any."""

    variant = serializers.CharField(source="variant.reference", default=None, allow_null=True)

    class Meta:
        model = ComplianceRun
        fields = [
            "number",
            "cycle",
            "scheme",
            "variant",
            "kind",
            "as_at",
            "ended_at",
            "people",
            "met",
            "counts",
            "digest",
        ]


class AssessedSerializer(serializers.Serializer):
    """What came out, as it was stored. `id`: the number."""

    id = serializers.CharField()
    scheme = serializers.CharField()
    met = serializers.BooleanField()
    requirements = RequirementSerializer(many=True)
    counted = serializers.ListField(child=serializers.CharField())
    not_counted = NotCountedSerializer(many=True)


class ResultSerializer(serializers.ModelSerializer):
    """One person of a run. Listed apart: no result, but the contradictions."""

    result = AssessedSerializer(allow_null=True)
    contradictions = ContradictionSerializer(many=True, allow_null=True)

    class Meta:
        model = RunResult
        fields = ["number", "profession", "standing", "result", "contradictions", "digest"]

    def to_representation(self, found):
        """Exactly as it is stored, which no field could change."""
        return run_table.plain_row(found)
