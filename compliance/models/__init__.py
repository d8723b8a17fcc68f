"""Tables of compliance."""

from compliance.models.disputes import (
    CycleDispute,
    DisputeActForThem,
    DisputeFile,
)
from compliance.models.exceptions import (
    ActForThem,
    ExceptionFile,
    ExceptionRequest,
    LeavePeriod,
)
from compliance.models.figures import (
    Comparison,
    OnlyAcceptance,
)
from compliance.models.letters import (
    Letter,
    LetterRound,
    PostFile,
)
from compliance.models.outcomes import (
    BulkAct,
    MakeUpUse,
    Removal,
    RestorationStep,
)
from compliance.models.plans import (
    SavedPlan,
)
from compliance.models.rehearsals import (
    VariantChange,
    VariantTally,
)
from compliance.models.runs import (
    ComplianceRun,
    RunRange,
    RunResult,
)
from compliance.models.variants import (
    SchemeVariant,
)
from compliance.models.weeks import (
    UptakeFigure,
    WeekFigure,
)

__all__ = [
    "ActForThem",
    "BulkAct",
    "Comparison",
    "ComplianceRun",
    "CycleDispute",
    "DisputeActForThem",
    "DisputeFile",
    "ExceptionFile",
    "ExceptionRequest",
    "LeavePeriod",
    "Letter",
    "LetterRound",
    "MakeUpUse",
    "OnlyAcceptance",
    "PostFile",
    "Removal",
    "RestorationStep",
    "RunRange",
    "RunResult",
    "SavedPlan",
    "SchemeVariant",
    "UptakeFigure",
    "VariantChange",
    "VariantTally",
    "WeekFigure",
]
