"""The benchmark table: what people wait for, each beside a bare Django page of about the same size in the same run.

Run by `make bench`, on a database of its own in memory. Quote the ratios: milliseconds depend on the machine.
"""

import os
import statistics
import time
from collections.abc import Callable
from io import BytesIO, StringIO

from tests import bench_documents, bench_load

SETTINGS = {
    "DJANGO_SETTINGS_MODULE": "ita_portal.settings",
    "SECRET_KEY": "only-for-the-benchmark",
    "DEBUG": "false",
    "HTTPS": "false",
    "DEMO": "false",
    "DATABASE_URL": "sqlite://:memory:",
    "LOG_LEVEL": "ERROR",  # the table stands alone
}
ROUNDS = 15
ROOM = "/nanueng/2568/"


def main() -> None:
    os.environ.update(SETTINGS)
    import django
    from django.conf import settings

    django.setup()
    settings.STORAGES["staticfiles"]["BACKEND"] = "django.contrib.staticfiles.storage.StaticFilesStorage"
    from django.core.management import call_command

    for command in ("migrate", "load_frameworks", "load_demo"):
        call_command(command, verbosity=0, stdout=StringIO())
    print(f"{'':44}{'ms':>9}{'queries':>9}{'kB':>8}{'x bare page':>13}")
    measure_pages()
    bench_documents.main()
    bench_load.main()


def measure_pages() -> None:
    """Time the pages people wait for, signed in as the coordinator of the home agency."""
    from django.test import Client

    from agencies.models import Agency, Membership, User

    agency = Agency.objects.get(slug="nanueng")
    user = User.objects.create_user("bench", password="p")
    Membership.objects.create(user=user, agency=agency, role=Membership.Role.COORDINATOR)
    add_sixth_year(agency)
    client = Client(SERVER_NAME="localhost")
    client.force_login(user)
    report("opening the score sheet", open_page(client, ROOM + "scores/"))
    report("opening the documents", open_page(client, ROOM + "documents/"))
    report("saving one cell", save_cell(client))
    book = client.get(ROOM + "scores/download/xlsx/").content
    report("checking one workbook", check_workbook(client, book))
    report("storing one workbook", store_workbook(agency, user, book))
    report("comparing six years", open_page(client, ROOM + "compare/"))
    report("opening the overview", open_page(client, ROOM))
    report("opening the findings", open_page(client, ROOM + "analysis/"))
    report("opening all findings", open_page(client, ROOM + "analysis/?all=1"))
    report("opening the plan", open_page(client, ROOM + "measures/"))
    measure_large_plans(client, agency)


def measure_large_plans(client, agency) -> None:
    """Time tracking a small and a large plan."""
    from django.db import transaction

    tracking = ROOM + "measures/tracking/"
    with transaction.atomic():
        for count in (10, 500):
            fill_plan(agency, count)
            report(f"tracking {count} measures", open_page(client, tracking))
            report(f"opening the timeline of {count} measures", open_page(client, tracking + "timeline/"))
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


def report(name: str, act: Callable[[], bytes], rounds: int = ROUNDS) -> None:
    """Print the median of an act beside a bare page that answers as many bytes."""
    from django.db import connection

    statements: list[str] = []

    def count(execute, sql, *rest):
        statements.append(sql)
        return execute(sql, *rest)

    with connection.execute_wrapper(count):
        size = len(act())
    took, bare = median(act, rounds), median(bare_page(size), rounds)
    print(f"{name:44}{took * 1000:9.1f}{len(statements):9}{size / 1024:8.0f}{took / bare:13.1f}")


def bare_page(size: int) -> Callable[[], bytes]:
    """Return a Django view that does nothing but answer `size` bytes, called through the same middleware."""
    from django.contrib.auth.decorators import login_not_required
    from django.http import HttpResponse
    from django.test import Client, override_settings
    from django.urls import path

    @login_not_required
    def bare(request) -> HttpResponse:
        return HttpResponse(b"x" * size)

    urls = type("urls", (), {"urlpatterns": [path("bare/", bare)]})
    client = Client(SERVER_NAME="localhost")

    def get() -> bytes:
        with override_settings(ROOT_URLCONF=urls):
            return client.get("/bare/").content

    return get


def median(act: Callable[[], bytes], rounds: int) -> float:
    times = []
    for _ in range(rounds):
        start = time.perf_counter()
        act()
        times.append(time.perf_counter() - start)
    return statistics.median(times)


if __name__ == "__main__":
    main()
