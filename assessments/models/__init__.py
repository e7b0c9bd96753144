from assessments.models.announced import Announced, NationalImport
from assessments.models.assessment import RANK_FIELDS, Assessment, Figure, Finding, Limitation
from assessments.models.framework import Framework, Indicator, Instrument, Issue, Level, Question, SubIndicator, Topic
from assessments.models.required_element import RequiredElement

__all__ = [
    "RANK_FIELDS",
    "Announced",
    "Assessment",
    "Figure",
    "Finding",
    "Framework",
    "Indicator",
    "Instrument",
    "Issue",
    "Level",
    "Limitation",
    "NationalImport",
    "Question",
    "RequiredElement",
    "SubIndicator",
    "Topic",
]
