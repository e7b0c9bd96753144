"""Taking back a measure that was brought in with a document, with the progress that came with it."""

from django.db import transaction

from agencies.models import Removed, User
from measures.models import Measure, Progress
from measures.services.history import measure_change
from measures.services.measure import MeasureEditedMeanwhile, measure_delete
from measures.services.progress import ReportedMeanwhile, progress_content_of


@transaction.atomic
def measure_take_back(*, measure: Measure, entry: Progress | None, version: int, actor: User | None) -> Removed:
    """Remove a measure that is still as it was brought in, so that it can be restored for 30 days.

    `entry` is the progress that was brought in with it; it stays readable in the history alone. Raises
    MeasureEditedMeanwhile, or ReportedMeanwhile where anything else was reported.
    """
    current = Measure.objects.select_for_update(of=("self",)).select_related("plan__agency").get(pk=measure.pk)
    if current.version != version:
        raise MeasureEditedMeanwhile(current)
    others = [each for each in current.progress.all() if each != entry]
    if others or current.reports.exists():
        raise ReportedMeanwhile(others)
    if entry is not None:
        text = str(progress_content_of(entry))
        measure_change(current, actor, old=text, new="", label="ยกเลิกการนำเข้าความก้าวหน้า", kind="progress")
        entry.delete()
    return measure_delete(measure=current, actor=actor)
