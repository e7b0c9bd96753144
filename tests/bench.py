"""The benchmark table: what people wait for, each beside a bare page of the same size for somebody who is signed in.

Run by `make bench`, on a database of its own in memory; `ROUNDS=1 make bench` only tries whether all of it runs. Bare
page and page take turns, so that what else the machine does falls on both. Quote the ratios of processor time:
milliseconds depend on the machine, wall time on who else is at it. A page is opened a first time before it is measured;
"first" is what it takes when nothing is kept of it.
"""

import os
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO, StringIO

from tests import bench_documents, bench_goals, bench_load

SETTINGS = {
    "DJANGO_SETTINGS_MODULE": "ita_portal.settings",
    "SECRET_KEY": "only-for-the-benchmark",
    "DEBUG": "false",
    "HTTPS": "false",
    "DEMO": "false",
    "DATABASE_URL": "sqlite://:memory:",
    "LOG_LEVEL": "ERROR",  # the table stands alone
}
ROUNDS = int(os.environ.get("ROUNDS", "15"))
ROOM = "/nanueng/2568/"


def main() -> None:
    os.environ.update(SETTINGS)
    import django
    from django.conf import settings

    django.setup()
    settings.STORAGES["staticfiles"]["BACKEND"] = "ita_portal.static_addresses.PlainStorage"
    from django.core.management import call_command

    for command in ("migrate", "load_frameworks", "load_demo"):
        call_command(command, verbosity=0, stdout=StringIO())
    print(f"{'':44}{'CPU ms':>9}{'wall ms':>9}{'queries':>9}{'kB':>8}{'x bare, CPU':>13}{'wall':>7}{'first, CPU':>12}")
    measure_pages()
    bench_documents.main()
    bench_load.main()
    bench_goals.main()


def measure_pages() -> None:
    """Time the pages people wait for, signed in as the coordinator of the home agency."""
    from django.test import Client

    from agencies.models import Agency, Membership, User

    agency = Agency.objects.get(slug="nanueng")
    user = User.objects.create_user("bench", password="p")
    Membership.objects.create(user=user, agency=agency, role=Membership.Role.COORDINATOR)
    add_sixth_year(agency)
    add_bare_page()
    client = Client(SERVER_NAME="localhost")
    client.force_login(user)
    report(client, "opening the score sheet", open_page(client, ROOM + "scores/"))
    report(client, "opening the documents", open_page(client, ROOM + "documents/"))
    report(client, "listing the checks", open_page(client, ROOM + "checks/"))
    report(client, "saving one cell", save_cell(client))
    book = client.get(ROOM + "scores/download/xlsx/").content
    report(client, "checking one workbook", check_workbook(client, book))
    report(client, "storing one workbook", store_workbook(agency, user, book))
    report(client, "comparing six years", open_page(client, ROOM + "compare/"))
    report(client, "opening the overview", open_page(client, ROOM))
    report(client, "opening the findings", open_page(client, ROOM + "analysis/"))
    report(client, "opening all findings", open_page(client, ROOM + "analysis/?all=1"))
    report(client, "opening the plan", open_page(client, ROOM + "measures/"))
    measure_large_plans(client, agency)


def measure_large_plans(client, agency) -> None:
    """Time tracking a small and a large plan."""
    from django.db import transaction

    tracking = ROOM + "measures/tracking/"
    with transaction.atomic():
        for count in (10, 500):
            fill_plan(agency, count)
            report(client, f"tracking {count} measures", open_page(client, tracking))
            report(client, f"opening the plan of {count} measures", open_page(client, ROOM + "measures/"))
            report(client, f"opening the timeline of {count} measures", open_page(client, tracking + "timeline/"))
        transaction.set_rollback(True)  # the documents are timed with the plan as it was


def open_page(client, path: str) -> Callable[[], bytes]:
    def get() -> bytes:
        answer = client.get(path)
        assert answer.status_code == 200, (path, answer.status_code)
        return answer.content

    return get


def save_cell(client) -> Callable[[], bytes]:
    """Return the save of one cell of the score sheet, each time with another figure."""
    values = iter(range(10_000))
    seen = ["80.00"]

    def save() -> bytes:
        value = f"{next(values) % 90 + 10}.00"
        answer = client.post(ROOM + "scores/cells/", {"i1": value, "seen-i1": seen[-1]})
        seen.append(value)
        assert answer.status_code == 200, answer.content
        return answer.content

    return save


def check_workbook(client, book: bytes) -> Callable[[], bytes]:
    """Return an upload of the year's own workbook, checked and not confirmed."""

    def upload() -> bytes:
        file = BytesIO(book)
        file.name = "scores.xlsx"
        answer = client.post(ROOM + "scores/upload/", {"file": file})
        assert answer.status_code == 200, answer.status_code
        return answer.content

    return upload


def store_workbook(agency, user, book: bytes) -> Callable[[], bytes]:
    """Return an import of the year's own workbook in which every question was changed."""
    from assessments.models import Figure, Framework
    from assessments.spreadsheets.upload import ScoreUpload

    framework = Framework.objects.get(fiscal_year=2568)

    def store() -> bytes:
        Figure.objects.filter(assessment__agency=agency, assessment__framework=framework).update(value=1)
        upload = ScoreUpload(agency, framework, user)
        check = upload.check("scores.xlsx", book)
        upload.store(check.rows, file_name=check.file_name)
        return b"x" * 1024

    return store


def fill_plan(agency, count: int) -> None:
    """Bring the plan of the home agency to so many measures with steps, owner and reports."""
    from datetime import date

    from measures.models import Measure, MeasurePlan, Progress, Step

    plan = MeasurePlan.objects.get(agency=agency, fiscal_year=2568)
    start, end = date(2024, 10, 1), date(2025, 3, 31)
    there = plan.measures.count()
    added = Measure.objects.bulk_create(
        Measure(plan=plan, position=number, title=f"มาตรการ {number} " + "ก" * 80, start=start, end=end)
        for number in range(there + 1, count + 1)
    )
    Step.objects.bulk_create(
        Step(measure=measure, position=position, text="ดำเนินการ") for measure in added for position in (1, 2, 3)
    )
    Progress.objects.bulk_create(
        Progress(measure=measure, status="in_progress", percent=40, reported_on=day, actor_name="ระบบ", work="ก" * 500)
        for measure in added
        for day in (start, end)
    )
    agency.departments.all()[0].measures.add(*added)


def add_sixth_year(agency) -> None:
    """Give the home agency one more year, so that six are compared."""
    from assessments.models import Framework
    from assessments.rules.entry import Entry
    from assessments.services import assessment_record

    entries = [Entry(str(number), f"{70 + number}.00") for number in range(1, 11)]
    assessment_record(agency=agency, framework=Framework.objects.get(fiscal_year=2563), entries=entries, actor=None)


def report(client, name: str, act: Callable[[], bytes], rounds: int = ROUNDS) -> None:
    """Print the median of an act beside that of a bare page of as many bytes, for the same person."""
    from django.db import connection

    statements: list[str] = []

    def count(execute, sql, *rest):
        statements.append(sql)
        return execute(sql, *rest)

    first = median(lambda: afresh(act), 3).cpu
    act()
    with connection.execute_wrapper(count):
        size = len(act())
    bare = bare_page(client, size)
    bare()
    turns = [(took(act), took(bare)) for _ in range(rounds)]
    page, beside = (middle([turn[which] for turn in turns]) for which in (0, 1))
    ratio = page.cpu / beside.cpu
    bench_goals.note(f"{name}, x signed-in bare page, CPU", ratio)
    if name.startswith("opening") and name in bench_goals.PAGES:
        bench_goals.note("queries of a page that is opened again, the most", len(statements))
    print(
        f"{name:44}{page.cpu * 1000:9.1f}{page.wall * 1000:9.1f}{len(statements):9}{size / 1024:8.0f}"
        f"{ratio:13.1f}{page.wall / beside.wall:7.1f}{first / beside.cpu:12.1f}"
    )


def afresh(act: Callable[[], bytes]) -> bytes:
    from agencies.kept import forget_all

    forget_all()
    return act()


def bare_page(client, size: int) -> Callable[[], bytes]:
    """Return a view that knows who is signed in and answers `size` bytes, called through the same middleware."""
    return lambda: client.get(f"/bare/{size}/").content


def add_bare_page() -> None:
    """Give the portal an address that answers as many bytes as it names."""
    from django.http import HttpRequest, HttpResponse
    from django.urls import path

    from ita_portal import urls

    def bare(request: HttpRequest, size: int) -> HttpResponse:
        assert request.user.is_authenticated
        return HttpResponse(b"x" * size)

    urls.urlpatterns.insert(0, path("bare/<int:size>/", bare))


@dataclass(frozen=True)
class Took:
    """Seconds of the processor and of the clock."""

    cpu: float
    wall: float


def took(act: Callable[[], bytes]) -> Took:
    cpu, wall = time.process_time(), time.perf_counter()
    act()
    return Took(time.process_time() - cpu, time.perf_counter() - wall)


def middle(times: list[Took]) -> Took:
    return Took(statistics.median(each.cpu for each in times), statistics.median(each.wall for each in times))


def median(act: Callable[[], bytes], rounds: int) -> Took:
    return middle([took(act) for _ in range(rounds)])


if __name__ == "__main__":
    main()
