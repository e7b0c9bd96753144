"""What moves the stamp of an agency in what is put on paper."""

from agencies.stamps import watch
from reports.models import (
    DocumentSetting,
    IssuedDocument,
    IssuedFile,
    Opinion,
    OpinionScan,
    Submission,
    TypedNumber,
    WebsitePlace,
)

watch(
    (DocumentSetting, "agency"),
    (IssuedDocument, "agency"),
    (IssuedFile, "document__agency"),
    (TypedNumber, "agency"),
    (WebsitePlace, "agency"),
    (Submission, "agency"),
    (Opinion, "submission__agency"),
    (OpinionScan, "opinion__submission__agency"),
)
