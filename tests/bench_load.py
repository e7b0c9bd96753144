"""Pages under one, ten and fifty people at once, on gunicorn and PostgreSQL, beside a bare view of the same server.

The people are threads of one process on the same machine: where a page is very quick, they are what is measured.
"""

import os
import time
from threading import Thread

from tests import bench_goals
from tests.operation.load import installation, signed_in
from tests.operation.machine import Visitor

PEOPLE = (1, 10, 50)
SECONDS = min(4.0, float(os.environ.get("ROUNDS", "4")))
PAGES = {
    "login": "/login/",
    "overview": "/nanueng/2568/",
    "score sheet": "/nanueng/2568/scores/",
    "documents": "/nanueng/2568/documents/",
}


def main() -> None:
    """Print the table of pages under load."""
    heads = "".join(f"{f'{people} at once':>32}" for people in PEOPLE)
    print(f"\n{'':14}{heads}\n{'page':14}" + f"{'a second':>10}{'x bare':>8}{'95 % ms':>9}{'x':>5}" * len(PEOPLE))
    with installation(app="tests.operation.bare_wsgi") as (portal, server):
        visitors = [visitor for _, visitor in signed_in(portal, server, max(PEOPLE))]
        for name, path in PAGES.items():
            size = len(visitors[0].get(path).content)
            print(f"{name:14}" + "".join(compared(visitors[:people], path, size) for people in PEOPLE))


def compared(visitors: list[Visitor], path: str, size: int) -> str:
    """Return throughput and 95th percentile of a page, each beside that of the bare view."""
    if path == PAGES["login"]:
        visitors = [Visitor(visitor.port) for visitor in visitors]  # who is signed in is sent on
    rate, late = measured(visitors, path)
    if path == PAGES["score sheet"] and len(visitors) == 10:
        bench_goals.note("score sheets a second, 10 people", rate)
    bare_rate, bare_late = measured(visitors, f"/bare/{size}/")
    return f"{rate:10.1f}{bare_rate / rate:8.1f}{late * 1000:9.0f}{late / bare_late:5.0f}"


def measured(visitors: list[Visitor], path: str) -> tuple[float, float]:
    """Return answers a second, and the time within which 95 % of them came."""
    times: list[float] = []
    until = time.monotonic() + SECONDS

    def visit(visitor: Visitor) -> None:
        while time.monotonic() < until:
            began = time.perf_counter()
            answer = visitor.get(path)
            times.append(time.perf_counter() - began)
            assert answer.status == 200, (path, answer.status)

    threads = [Thread(target=visit, args=(visitor,)) for visitor in visitors]
    began = time.monotonic()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    times.sort()
    return len(times) / (time.monotonic() - began), times[int(len(times) * 0.95)]


if __name__ == "__main__":
    main()
