"""What moves the stamp of an agency in what was scored."""

from agencies.stamps import watch, watch_for_all
from assessments.models import Assessment, Figure, Finding, Framework, Limitation

watch(
    (Assessment, "agency"),
    (Figure, "assessment__agency"),
    (Finding, "assessment__agency"),
    (Limitation, "assessment__agency"),
)
# Whatever is written to a part of a year renews the year (migration 0013), and so moves the stamp with it.
watch_for_all(Framework)
