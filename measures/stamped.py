"""What moves the stamp of an agency in what is done about it."""

from agencies.stamps import watch
from measures.models import (
    ConfirmedPlace,
    Evidence,
    EvidenceFacts,
    Measure,
    MeasureOwner,
    MeasurePlan,
    MeasureReport,
    Progress,
    ReportingRound,
    Step,
    SupportingPart,
)

watch(
    (MeasurePlan, "agency"),
    (Measure, "plan__agency"),
    (MeasureOwner, "measure__plan__agency"),
    (Step, "measure__plan__agency"),
    (Progress, "measure__plan__agency"),
    (Evidence, "measure__plan__agency"),
    (EvidenceFacts, "measure__plan__agency"),
    (ReportingRound, "plan__agency"),
    (ConfirmedPlace, "agency"),
    (MeasureReport, "measure__plan__agency"),
    (SupportingPart, "report__measure__plan__agency"),
)
