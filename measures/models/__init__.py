"""What is done about a result: a plan for a year, its measures, their steps and owners, and their progress."""

from measures.models.evidence import Evidence, EvidenceFacts
from measures.models.measure import Measure, MeasureOwner, MeasureQuerySet, Progress, ProgressQuerySet, Step
from measures.models.part import SupportingPart
from measures.models.personal_data import ConfirmedPlace, FileLook
from measures.models.plan import MeasurePlan, PlanQuerySet
from measures.models.reminder import ReminderOptOut, ReminderSent
from measures.models.report import MeasureReport, ReportQuerySet
from measures.models.round import ReportingRound, RoundQuerySet
from measures.models.saved_filter import SavedFilter

__all__ = [
    "ConfirmedPlace",
    "Evidence",
    "EvidenceFacts",
    "FileLook",
    "Measure",
    "MeasureOwner",
    "MeasurePlan",
    "MeasureQuerySet",
    "MeasureReport",
    "PlanQuerySet",
    "Progress",
    "ProgressQuerySet",
    "ReminderOptOut",
    "ReminderSent",
    "ReportQuerySet",
    "ReportingRound",
    "RoundQuerySet",
    "SavedFilter",
    "Step",
    "SupportingPart",
]
