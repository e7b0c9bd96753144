"""The portal at the size of the nation: 7,850 agencies with eight years each, on PostgreSQL. Run by `make nation`.

The rows are made by the database itself, from those of the first demonstration agency: five million figures, ten
measures a year, a million changes. Then the pages are asked for, at one agency, 150 and all; of each the processor time
of Python and of PostgreSQL is told, its queries, and the tables that it read from end to end. The time that goes by is
not: other work of the machine is in it. At the end fifty readers ask for a public page each second while fifty people
type scores, each as fast as one reads them off a paper.

`AGENCIES=1,150 make nation` stops at fewer, `SECONDS=20` is how long people come.
"""

import os
import platform
import resource
import statistics
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from datetime import date
from io import BytesIO, StringIO
from pathlib import Path
from threading import Thread
from typing import Any

from tests.nation_rows import CODE, HOME, grow_to, issue_of
from tests.operation.load import signed_in
from tests.operation.machine import Cluster, Portal, Visitor

SIZES = tuple(map(int, os.environ.get("AGENCIES", "1,150,7850").split(",")))
SECONDS = float(os.environ.get("SECONDS", "20"))
ROUNDS = 3
PEOPLE = 50
BETWEEN_READS, BETWEEN_SAVES = 1.0, 3.0  # seconds from the begin of one to that of the next
TICKS = os.sysconf("SC_CLK_TCK")
ROOM = f"/{HOME}/2568/"
NOBODY = "nobody"
# Who asks for each page, and its address.
PAGES = {
    "board": ("bench", ROOM),
    "score sheet": ("bench", ROOM + "scores/"),
    "analysis": ("bench", ROOM + "analysis/"),
    "plan": ("bench", ROOM + "measures/"),
    "tracking": ("bench", ROOM + "measures/tracking/"),
    "documents": ("bench", ROOM + "documents/"),
    "search": ("bench", ROOM + "search/?q=ประชุม"),
    "history": ("bench", ROOM + "history/"),
    "public page": (NOBODY, f"/public/{HOME}/"),
    "list of public pages": (NOBODY, "/public/"),
    "verification of a document": (NOBODY, f"/verify/{CODE}/"),
    "agencies of an administrator": ("administrator", "/"),
    "an agency searched for": ("administrator", "/?q=นาหนึ่ง"),
    "oversight of a province": ("overseer", "/oversight/"),
    "oversight of the nation": ("administrator", "/oversight/"),
}
SCANNED = 500  # rows read from end to end that are worth telling


def main() -> None:
    cluster = Cluster()
    try:
        with tempfile.TemporaryDirectory() as folder:
            portal = Portal(Path(folder), cluster.url(cluster.new_database()), Path(folder) / "static")
            os.environ.update(portal.environment | {"LOG_LEVEL": "ERROR", "DEMO": "false"})
            prepare()
            print(f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}, {date.today()}")  # noqa: DTZ011  the day of the machine
            measured: dict[int, dict[str, Cost]] = {}
            for size in SIZES:
                measured[size] = measured_at(size)
            print_table(measured)
            print_backup(Path(folder))
            print_together(portal)
    finally:
        cluster.remove()


def prepare() -> None:
    """Make the tables, the years and the first demonstration agency; an eighth year is a copy of the newest."""
    import django

    django.setup()
    from django.conf import settings
    from django.core.management import call_command

    settings.STORAGES["staticfiles"]["BACKEND"] = "ita_portal.static_addresses.PlainStorage"
    settings.PUBLIC_PAGES_PER_MINUTE = 1_000_000
    for command in ("migrate", "load_frameworks", "load_demo"):
        call_command(command, verbosity=0, stdout=StringIO())
    from agencies.models import Agency, Membership, Oversight, User
    from assessments.framework_services import framework_clone
    from assessments.models import Framework
    from public.models import PublicPage

    home = Agency.objects.get(slug=HOME)
    Agency.objects.filter(pk=home.pk).update(province="หนองคาย")
    issue_of(home)
    framework_clone(source=Framework.objects.get(fiscal_year=2569), fiscal_year=2570, actor=None)
    PublicPage.objects.update_or_create(agency=home, defaults={"shows_result": True, "shows_measures": True})
    user = User.objects.create_user("bench")
    Membership.objects.create(user=user, agency=home, role="coordinator")
    Oversight.objects.create(user=User.objects.create_user("overseer"), province="หนองคาย")
    User.objects.create_superuser("administrator")


def measured_at(size: int) -> dict[str, "Cost"]:
    """Grow to a size, and return what each act costs there."""
    from agencies.models import Change

    tell_growth_to(size)
    clients = clients_of_all()
    costs = {name: told(name, cost_of(opened(clients[who], path))) for name, (who, path) in PAGES.items()}
    costs["history of all agencies"] = cost_of(lambda: list(Change.objects.select_related("agency")[:100]))
    costs["saving a cell"] = told("saving a cell", cost_of(saving(clients["bench"])))
    costs |= national(size)
    costs["benchmark"] = told("benchmark", cost_of(opened(clients["bench"], ROOM + "analysis/benchmark/")))
    return costs


def tell_growth_to(size: int) -> None:
    from agencies.models import Agency, Change
    from assessments.models import Figure

    began = time.monotonic()
    grow_to(size)
    took = time.monotonic() - began
    counts = [Agency.objects.count(), Figure.objects.count(), Change.objects.count()]
    print(f"{counts[0]:,} agencies, {counts[1]:,} figures, {counts[2]:,} changes: {took:.0f} s to make")


def clients_of_all() -> dict[str, Any]:
    """Return a client for each account that opens pages, and one for who has none."""
    from django.test import Client

    from agencies.models import User

    clients = {name: Client(SERVER_NAME="localhost") for name in ("bench", "overseer", "administrator", NOBODY)}
    for name in set(clients) - {NOBODY}:
        clients[name].force_login(User.objects.get(username=name))
    return clients


def told(name: str, cost: "Cost") -> "Cost":
    """Tell how far it is; a run that is cut off has said what it knows."""
    print(f"  {name}: {cost.python:.1f} + {cost.database:.1f} ms, {cost.queries} queries {cost.scanned}")
    return cost


def opened(client, path: str) -> Callable[[], object]:
    def get() -> None:
        answer = client.get(path)
        assert answer.status_code == 200, (path, answer.status_code, answer.headers.get("Location"))
        b"".join(answer)

    return get


def saving(client) -> Callable[[], object]:
    seen = [client.get(f"/{HOME}/2568/scores/download/csv/").content.decode().partition("\ni1,")[2].partition(",")[0]]
    values = iter(f"{value % 90 + 10}.{value % 100:02}" for value in range(1, 10_000))

    def save() -> None:
        value = next(values)
        answer = client.post(ROOM + "scores/cells/", {"i1": value, "seen-i1": seen[-1]})
        assert answer.status_code == 200, answer.content
        if told := answer.json().get("conflicts", {}).get("i1"):
            seen.append(told["current"])
        else:
            seen.append(value)

    return save


def national(size: int) -> dict[str, "Cost"]:
    """Return what it costs to check, store and take back the results of all agencies of the size."""
    from django.db import transaction

    from assessments.models import Framework
    from assessments.national_list import NationalList
    from assessments.national_services import national_list_keep, national_list_store, national_list_undo

    framework = Framework.objects.get(fiscal_year=2568)
    announced = NationalList(framework, "nation.xlsx", nation_file(max(size, 10)))
    checks = []
    costs = {"national list checked": told("checked", cost_of(lambda: checks.append(announced.check()), 1))}
    check = checks[-1]
    assert not check.problems, check.problems[:3]
    kept = national_list_keep(framework=framework, check=check, actor=None)
    answers = {row.number: "new" for row in check.doubts}
    store = lambda: national_list_store(kept=kept, answers=answers, as_announced=True, actor=None)  # noqa: E731
    costs["national list stored"] = told("stored", cost_of(store, 1))
    with transaction.atomic():
        costs["national list taken back"] = cost_of(lambda: national_list_undo(stored=kept, actor=None), 1)
        transaction.set_rollback(True)
    return costs


def nation_file(count: int) -> bytes:
    """Return a list of results of agencies that are there, in the form of the assessors' books."""
    from openpyxl import Workbook

    from agencies.models import Agency

    book, stream = Workbook(write_only=True), BytesIO()
    page = book.create_sheet()
    page.append(["ลำดับ", "หน่วยงาน", "อำเภอ", "จังหวัด", *(f"ตัวชี้วัดที่ {n}" for n in range(1, 11)), "คะแนน ITA"])
    for at, agency in enumerate(Agency.objects.tenants().order_by("pk")[:count]):
        ten = [80 + (at * 7 + n * 3) % 20 for n in range(10)]
        total = 0.3 * sum(ten[:5]) / 5 + 0.3 * sum(ten[5:8]) / 3 + 0.4 * sum(ten[8:]) / 2
        page.append([at + 1, agency.full_name, agency.district, agency.province, *ten, round(total, 2)])
    book.save(stream)
    return stream.getvalue()


class Cost:
    """What an act costs: milliseconds of the processor in Python and in PostgreSQL, queries, tables read as a whole."""

    def __init__(self, python: float, database: float, queries: int, scanned: dict[str, int]) -> None:
        self.python, self.database, self.queries, self.scanned = python, database, queries, scanned


def cost_of(act: Callable[[], object], rounds: int = ROUNDS) -> Cost:
    from django.db import connection

    if rounds > 1:
        act()  # what a process keeps from its first answer on is not what people wait for
    pid = _asked("SELECT pg_backend_pid()")[0][0]
    queries, before = [0], _scans()

    def count(execute, sql, *rest):
        queries[0] += 1
        return execute(sql, *rest)

    python, database = [], []
    for _ in range(rounds):
        began, began_there = time.process_time(), _ticks(pid)
        with connection.execute_wrapper(count):
            act()
        python.append(time.process_time() - began)
        database.append((_ticks(pid) - began_there) / TICKS)
    after = _scans()
    scanned = {
        table: (rows - before.get(table, 0)) // rounds
        for table, rows in after.items()
        if (rows - before.get(table, 0)) // rounds >= SCANNED
    }
    # A tick of the kernel is ten milliseconds: the mean says more of the database than a median would.
    return Cost(statistics.median(python) * 1000, sum(database) / rounds * 1000, queries[0] // rounds, scanned)


def _asked(sql: str):
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchall()


def _ticks(pid: int) -> int:
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return int(fields[11]) + int(fields[12])


def _scans() -> dict[str, int]:
    """Return how many rows of each table were read from end to end so far."""
    _asked("SELECT pg_stat_force_next_flush()")
    _asked("SELECT pg_stat_clear_snapshot()")
    return dict(_asked("SELECT relname, coalesce(seq_tup_read, 0) FROM pg_stat_user_tables"))


def print_table(measured: dict[int, dict[str, Cost]]) -> None:
    first, sizes = measured[SIZES[0]], [*measured]
    heads = "".join(f"{f'{size:,}: Python':>16}{'database':>10}{'queries':>9}" for size in sizes)
    print(f"\n{'milliseconds of the processor':32}{heads}{'x one':>8}  read from end to end")
    for name in first:
        costs = [measured[size][name] for size in sizes]
        cells = "".join(f"{each.python:16.1f}{each.database:10.1f}{each.queries:9}" for each in costs)
        whole = [each.python + each.database for each in costs]
        scanned = ", ".join(f"{table} {rows:,}" for table, rows in costs[-1].scanned.items())
        print(f"{name:32}{cells}{whole[-1] / max(whole[0], 0.1):8.1f}  {scanned}")


def print_backup(folder: Path) -> None:
    """Tell what a backup of it all takes, and how large it is."""
    from django.core.management import call_command

    before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.process_time()
    (folder / "backups").mkdir()
    call_command("backup", str(folder / "backups"), stdout=StringIO())
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    own, others = time.process_time() - began, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    size = sum(each.stat().st_size for each in (folder / "backups").iterdir())
    stored = _asked("SELECT pg_database_size(current_database())")[0][0]
    print(f"\nbackup: {own + others:.0f} s of the processor, {size / 1e6:,.0f} of {stored / 1e6:,.0f} MB")


def print_together(portal: Portal) -> None:
    """Let fifty people ask for fifty public pages a second while fifty others type scores, for some seconds."""
    from django.db import connections

    connections.close_all()
    portal.manage("collectstatic", "--noinput", "--verbosity", "0")  # as gunicorn names them, with their digests
    with portal.served(from_nothing=True) as server:
        writers = [visitor for _, visitor in signed_in(portal, server, PEOPLE)]
        readers = [Visitor(server.port) for _ in range(PEOPLE)]
        statuses: Counter[int] = Counter()
        read, written = together(readers, writers, statuses)
    print(f"answers: {dict(statuses)}")
    for name, times in (("public pages", read), ("saves", written)):
        late = sorted(times)[int(len(times) * 0.95)] * 1000 if times else 0
        middle = statistics.median(times) * 1000 if times else 0
        print(f"{name}: {len(times) / SECONDS:.1f} a second, half within {middle:.0f} ms, 95 % within {late:.0f} ms")


def together(readers: list[Visitor], writers: list[Visitor], statuses: Counter[int]) -> tuple[list[float], list[float]]:
    """Return the seconds that each public page and each save took; who is answered late asks late."""
    read: list[float] = []
    written: list[float] = []
    until = time.monotonic() + SECONDS

    def again(act: Callable[[int], int], times: list[float], between: float) -> None:
        number = 0
        while (began := time.monotonic()) < until:
            statuses[act(number)] += 1
            times.append(time.monotonic() - began)
            time.sleep(max(0.0, between - (time.monotonic() - began)))
            number += 1

    def reading(at: int, visitor: Visitor) -> Callable[[int], int]:
        return lambda number: visitor.get(f"/public/{HOME if at == 0 else f'n-{at + 10 + number % 50}'}/").status

    def writing(at: int, visitor: Visitor) -> Callable[[int], int]:
        def save(number: int) -> int:
            fields = {f"i{at % 20 + 1}": f"{(number * 50 + at) % 9000 / 100 + 10:.2f}", f"seen-i{at % 20 + 1}": "x"}
            return visitor.post(ROOM + "scores/cells/", fields).status

        return save

    acts = [(reading(at, each), read, BETWEEN_READS) for at, each in enumerate(readers)]
    acts += [(writing(at, each), written, BETWEEN_SAVES) for at, each in enumerate(writers)]
    at_once([Thread(target=again, args=each) for each in acts])
    return read, written


def at_once(threads: list[Thread]) -> None:
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


if __name__ == "__main__":
    main()
