"""What an overseer does about the agencies of an area: advice to some of them, and filters kept for again."""

from collections.abc import Sequence
from uuid import uuid4

from django.db import transaction
from django.urls import reverse

from agencies.changes import ChangeSubject, change_record
from agencies.events import EventContent, event_record
from agencies.models import Agency, Change, User
from agencies.rules.events import EventKind
from workspace.models import AreaFilter

MOST_FILTERS = 12
ADVICE = "advice"


class TooManyAreaFilters(Exception):
    """The person has as many as the page can show; nothing was written."""


@transaction.atomic
def advice_give(*, agencies: Sequence[Agency], result_year: int, about: str, text: str, actor: User) -> None:
    """Write a note to each agency: its coordinators find it in their inbox, everybody of the agency in the history."""
    occasion = str(uuid4())
    for agency in agencies:
        subject = ChangeSubject(agency, result_year, ADVICE, f"คำแนะนำจากผู้กำกับดูแล: {about}")
        change_record(subject, actor, new=text)
        content = EventContent(
            subject=f"{ADVICE}:{result_year}",
            occasion=occasion,
            thing=about,
            within=f"รอบของผลปี {result_year}",
            text=text,
            path=reverse("overview", args=(agency.slug, result_year)),
        )
        event_record(EventKind.ADVICE, agency, content, actor)


def advice_given(agencies: Sequence[Agency], result_year: int, most: int) -> list[Change]:
    """Return the newest notes that were written to any of some agencies in the cycle of a result."""
    notes = Change.objects.filter(agency__in=agencies, subject=ADVICE, fiscal_year=result_year)
    return list(notes.select_related("agency").order_by("-at", "-pk")[:most])


@transaction.atomic
def area_filter_save(*, name: str, query: str, user: User) -> AreaFilter:
    """Keep a filter under a name; one that has the name already is replaced. Raises TooManyAreaFilters."""
    kept = AreaFilter.objects.filter(user=user)
    if kept.exclude(name=name).count() >= MOST_FILTERS:
        raise TooManyAreaFilters
    saved, _ = AreaFilter.objects.update_or_create(user=user, name=name, defaults={"query": query})
    return saved
