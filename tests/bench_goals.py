"""What the portal is to reach in the benchmark, as ratios, each beside what was measured: reached, or by how much not.

A goal that was not measured in a run says so.
"""

from dataclasses import dataclass

_measured: dict[str, float] = {}


@dataclass(frozen=True)
class Goal:
    measure: str
    limit: float
    is_at_least: bool = False

    def line(self, value: float | None) -> str:
        wanted = f"{'at least' if self.is_at_least else 'at most'} {self.limit:g}"
        if value is None:
            return f"{self.measure:58}{wanted:>15}   not measured"
        is_reached = value >= self.limit if self.is_at_least else value <= self.limit
        words = "reached" if is_reached else f"missed by {abs(value / self.limit - 1):.0%}"
        return f"{self.measure:58}{wanted:>15}{value:9.2f}   {words}"


PAGES = {
    "opening the score sheet": 8,
    "opening the overview": 6,
    "opening the plan": 8,
    "opening the documents": 8,
    "listing the checks": 8,
    "saving one cell": 8,
}
GOALS = [
    *(Goal(f"{name}, x signed-in bare page, CPU", limit) for name, limit in PAGES.items()),
    Goal("queries of a page that is opened again, the most", 8),
    Goal("score sheets a second, 10 people", 150, is_at_least=True),
    Goal("analysis warm, x Chromium's process", 0.55),
    Goal("analysis as a process, x Chromium's process", 0.95),
    Goal("memo as a process, seconds, x 2.44 s of before", 0.6),
]


def note(measure: str, value: float) -> None:
    """Remember a figure under the name of its goal; of several the largest counts."""
    _measured[measure] = max(value, _measured.get(measure, value))


def main() -> None:
    """Print one line for each goal."""
    print(f"\n{'goal':58}{'':15}{'measured':>9}")
    for goal in GOALS:
        print(goal.line(_measured.get(goal.measure)))
