"""Fifty people at one score sheet and one plan, over HTTP, on gunicorn and PostgreSQL. Run by `make load` for a minute.

Afterwards everything that the portal said it had stored is looked for in the history, and nothing else may be there.
"""

import json
import random
import re
import statistics
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from threading import Event, Thread

from tests.operation.machine import Answer, Cluster, Portal, Server, Visitor

ROOM = "/nanueng/2568/"
AT_THE_SHEET, AT_THE_PLAN = 35, 15
CSRF = "c" * 32
SIGNED_IN = """
import json, sys
from django.test import Client
from agencies.models import Agency, Membership, User
agency, cookies = Agency.objects.get(slug="nanueng"), {}
for number in range(int(sys.argv[1])):
    user = User.objects.create_user(f"load-{number}")
    Membership.objects.create(user=user, agency=agency, role="coordinator")
    client = Client()
    client.force_login(user)
    cookies[user.pk] = client.cookies["sessionid"].value
print(json.dumps(cookies))
"""
START = """
import json
from assessments.models import Assessment
from assessments.services import stored_texts
from measures.models import Measure
cells = stored_texts(Assessment.objects.get(agency__slug="nanueng", framework__fiscal_year=2568))
measures = Measure.objects.filter(plan__agency__slug="nanueng", plan__fiscal_year=2568)
measures = {str(each.key): [each.version, each.title] for each in measures}
print(json.dumps({"cells": cells, "measures": measures}))
"""
HISTORY = """
import json
from agencies.models import Change
changes = Change.objects.filter(actor__username__startswith="load-").order_by("pk")
print(json.dumps(list(changes.values_list("actor_id", "subject", "old", "new"))))
"""


@dataclass
class LoadWork:
    """What the people did, and what they were told."""

    answers: list[tuple[int, float]] = field(default_factory=list)  # status and seconds
    # Who changed what, from the text or the version that the person had seen, to which text.
    accepted: list[tuple[int, str, str, str]] = field(default_factory=list)
    refused: int = 0
    versions: dict[str, int] = field(default_factory=dict)  # of the measures, before anybody came

    def timed(self, act: Callable[[], Answer]) -> Answer:
        began = time.perf_counter()
        answer = act()
        self.answers.append((answer.status, time.perf_counter() - began))
        return answer


@contextmanager
def installation(workers: int | None = None, app: str = "ita_portal.wsgi") -> Iterator[tuple[Portal, Server]]:
    """Serve the demonstration data from a PostgreSQL and a gunicorn of our own."""
    cluster = Cluster()
    try:
        with tempfile.TemporaryDirectory() as folder:
            portal = Portal(Path(folder), cluster.url(cluster.new_database()), Path(folder) / "static")
            portal.manage("collectstatic", "--noinput", "--verbosity", "0")
            for command in ("migrate", "load_frameworks", "load_demo"):
                portal.manage(command, "--verbosity", "0")
            with portal.served(workers=workers, app=app, from_nothing=True) as server:
                yield portal, server
    finally:
        cluster.remove()


def signed_in(portal: Portal, server: Server, people: int) -> list[tuple[int, Visitor]]:
    """Return so many coordinators of the home agency with their numbers; nobody types a password here."""
    cookies = json.loads(portal.python(SIGNED_IN, people).stdout)
    return [
        (int(pk), Visitor(server.port, {"sessionid": session, "csrftoken": CSRF})) for pk, session in cookies.items()
    ]


def fill_cells(person: int, visitor: Visitor, cells: dict[str, str], work: LoadWork, over: Event) -> None:
    """Type one score after the other; where somebody was faster, go on from what that person typed."""
    known = {code: text for code, text in cells.items() if re.fullmatch(r"[ie]\d+", code)}
    # Nobody types what another one does, so that each change belongs to one person.
    values = (f"{(number * 50 + person % 50) % 10_000 / 100:.2f}" for number in count(1))
    while not over.is_set():
        code, typed = random.choice(list(known)), next(values)
        seen = known[code]
        fields = {code: typed, f"seen-{code}": seen}
        answer = work.timed(lambda fields=fields: visitor.post(ROOM + "scores/cells/", fields))
        if answer.status != 200:
            continue
        told = answer.json()
        if conflict := told["conflicts"].get(code):
            work.refused += 1
            known[code] = conflict["current"]
        elif typed != seen:
            work.accepted.append((person, f"figure:{code}", seen, typed))
            known[code] = told["saved"][code]


def edit_measures(person: int, visitor: Visitor, measures: dict[str, list], work: LoadWork, over: Event) -> None:
    """Change the title of one measure after the other; where somebody was faster, read it again."""
    known = {key: version for key, (version, _) in measures.items()}
    for number in count(1):
        if over.is_set():
            return
        key = random.choice(list(known))
        address, title = f"{ROOM}measures/{key}/", f"มาตรการของ {person} ครั้งที่ {number}"
        fields = {"title": title, "steps": "ดำเนินการ", "version": str(known[key])}
        answer = work.timed(lambda address=address, fields=fields: visitor.post(address, fields))
        if answer.status == 302:
            work.accepted.append((person, f"measure:{key}", str(known[key]), title))
            known[key] += 1
        elif answer.status == 409:
            work.refused += 1
            known[key] = int(visitor.fields_of(address)["version"])


def run(portal: Portal, server: Server, goes_on: Callable[[float, list[LoadWork]], bool]) -> LoadWork:
    """Let fifty people work, for as long as the seconds that went by and what each did say that it goes on."""
    start = json.loads(portal.python(START).stdout)
    before = {f"measure:{key}": version for key, (version, _) in start["measures"].items()}
    people = signed_in(portal, server, AT_THE_SHEET + AT_THE_PLAN)
    over, parts, threads = Event(), [], []
    for number, (person, visitor) in enumerate(people):
        act, things = (fill_cells, start["cells"]) if number < AT_THE_SHEET else (edit_measures, start["measures"])
        parts.append(LoadWork())
        threads.append(Thread(target=act, args=(person, visitor, things, parts[-1], over)))
    began = time.monotonic()
    for thread in threads:
        thread.start()
    while goes_on(time.monotonic() - began, parts):
        time.sleep(0.1)
    over.set()
    for thread in threads:
        thread.join()
    return LoadWork(
        [answer for part in parts for answer in part.answers],
        [accepted for part in parts for accepted in part.accepted],
        sum(part.refused for part in parts),
        before,
    )


def faults_of(portal: Portal, work: LoadWork) -> list[str]:
    """Return what contradicts what the people were told: the answers, the history, what is stored.

    A lost update shows as a change of a text that its author had not seen: accepted so, but not in the history so.
    """
    faults = [f"answered {status}" for status, _ in work.answers if status not in (200, 302, 409)]
    versions, last, written = dict(work.versions), {}, Counter()
    for person, subject, old, new in json.loads(portal.python(HISTORY).stdout):
        last[subject] = new.splitlines()[0]  # the first line of a measure is its title
        if subject in versions:
            old, versions[subject] = str(versions[subject]), versions[subject] + 1
        written[person, subject, old, last[subject]] += 1
    accepted = Counter(work.accepted)
    faults += [f"accepted, but not in the history: {each}" for each in accepted - written]
    faults += [f"in the history, but not accepted: {each}" for each in written - accepted]
    stored = json.loads(portal.python(START).stdout)
    now = {f"figure:{code}": text for code, text in stored["cells"].items()}
    now |= {f"measure:{key}": title for key, (_, title) in stored["measures"].items()}
    return faults + [f"{subject} is not what was stored last" for subject, new in last.items() if now[subject] != new]


def summary_of(work: LoadWork, seconds: float) -> str:
    times = sorted(taken for _, taken in work.answers)
    median, late = statistics.median(times) * 1000, times[int(len(times) * 0.95)] * 1000
    return (
        f"{len(times)} requests in {seconds:.0f} s ({len(times) / seconds:.1f} a second), median {median:.0f} ms, "
        f"95 % within {late:.0f} ms; {len(work.accepted)} stored, {work.refused} told of somebody faster"
    )


def main() -> int:
    seconds = float(sys.argv[1]) if len(sys.argv) > 1 else 60
    with installation() as (portal, server):
        work = run(portal, server, lambda gone, _: gone < seconds)
        faults = faults_of(portal, work)
    print(f"load: {AT_THE_SHEET} at the sheet, {AT_THE_PLAN} at the plan: {summary_of(work, seconds)}")
    for fault in faults[:20]:
        print(f"load: FAILED: {fault}", file=sys.stderr)
    print(f"load: {len(faults)} faults")
    return bool(faults)


if __name__ == "__main__":
    sys.exit(main())
