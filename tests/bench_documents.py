"""The documents in the benchmark: each kind beside Chromium and LibreOffice on the same content, in one run.

Cold is a whole process that starts as a worker does, renders one document and ends; warm is a render in a process that
started like one and has rendered before; cached is the same content again. Chromium prints the same HTML with the same
style sheet, LibreOffice converts the Word file, each as a whole process; memory is what its largest process held.
"""

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tests import bench_goals

# One document of each kind, as long as the demonstration has it.
DOCUMENTS = [
    ("analysis", "nanueng", 2568),
    ("measures", "nanueng", 2568),
    ("progress", "khanom", 2568),
    ("memo", "chokchai", 2565),
]
ROUNDS = int(os.environ.get("ROUNDS", "3"))
TIME_LIMIT = 120
RENDER = """
import sys, django
from pathlib import Path
from ita_portal.renderer import prepare_to_print
prepare_to_print()
django.setup()
from reports.output.pdf import pdf_of
html, style, target = map(Path, sys.argv[1:4])
pdf = pdf_of(html.read_text("utf-8"), style.read_text("utf-8"), with_continuation=sys.argv[4] == "True")
target.write_bytes(pdf)
"""
MEASURED = (
    "import resource, subprocess, sys;"
    "subprocess.run(sys.argv[1:], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL);"
    "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)"
)


@dataclass(frozen=True)
class Process:
    seconds: float
    megabytes: float

    def __str__(self) -> str:
        return f"{self.seconds:8.2f}{self.megabytes:6.0f}"


def main() -> None:
    """Print the table of documents."""
    from agencies.models import Agency
    from ita_portal import turns
    from ita_portal.renderer import prepare_to_print
    from reports.content.kinds import KINDS, build_document

    prepare_to_print()
    turns.WAIT_SECONDS = TIME_LIMIT  # whatever else is printed on the machine meanwhile
    print(f"\n{'':16}{'cold':>14}{'warm':>8}{'pages':>8}{'cached':>9}{'Word':>8}{'Chromium':>14}{'LibreOffice':>14}")
    units = f"{'s':>8}{'MB':>6}"
    print(f"{'document, pages':16}{units}{'s':>8}{'per s':>8}{'ms':>9}{'ms':>8}{units}{units}")
    for kind, slug, year in DOCUMENTS:
        document = build_document(KINDS[kind], Agency.objects.get(slug=slug), year)
        with tempfile.TemporaryDirectory() as folder:
            print_line(kind, document, Path(folder))


def print_line(name: str, document, here: Path) -> None:
    """Print one document: our own renderer, and the two others on the same content."""
    from reports.output import pdf as rendering
    from reports.output.formats import document_docx, document_pdf

    write_sources(document, here)
    pdf = here / "cold.pdf"
    cold = whole_process(
        sys.executable, "-c", RENDER, here / "page.html", here / "page.css", pdf, document.has_continuation
    )

    def warm() -> None:
        rendering._cache.clear()
        document_pdf(document)

    seconds, pages = median(warm), pages_of(pdf)
    browser = whole_process(*chromium(here))
    if name == "analysis":
        bench_goals.note("analysis warm, x Chromium's process", seconds / browser.seconds)
        bench_goals.note("analysis as a process, x Chromium's process", cold.seconds / browser.seconds)
    if name == "memo":
        bench_goals.note("memo as a process, seconds, x 2.44 s of before", cold.seconds / 2.44)
    cached, word = median(lambda: document_pdf(document)), median(lambda: document_docx(document))
    print(
        f"{name:12}{pages:4}{cold}{seconds:8.2f}{pages / seconds:8.1f}{cached * 1000:9.1f}{word * 1000:8.0f}"
        f"{browser}{whole_process(*libreoffice(here))}"
    )


def write_sources(document, here: Path) -> None:
    """Write what the renderers start from: the page, its style, the page dressed with it, the Word file."""
    from reports.output import pdf as rendering
    from reports.output.formats import document_docx, document_html
    from reports.paper.mark import DRAFT

    html, style = document_html(document, on_screen=False), rendering.paper_style(document, DRAFT)
    (here / "page.html").write_text(html, encoding="utf-8")
    (here / "page.css").write_text(style, encoding="utf-8")
    dressed = html.replace("</head>", f"<style>{style}{rendering.stylesheet()}</style></head>")
    (here / "dressed.html").write_text(dressed, encoding="utf-8")
    (here / "document.docx").write_bytes(document_docx(document))


def chromium(here: Path) -> list[object]:
    options = ["--headless", "--no-sandbox", "--disable-background-networking", "--no-pdf-header-footer"]
    browser = shutil.which("chromium")  # the whole of it, as people have it, where there is one
    browser = browser or subprocess.run(["bin/browser"], check=True, capture_output=True, text=True).stdout.strip()
    return [browser, *options, f"--print-to-pdf={here / 'chromium.pdf'}", (here / "dressed.html").as_uri()]


def libreoffice(here: Path) -> list[object]:
    profile = f"-env:UserInstallation={(here / 'profile').as_uri()}"
    return ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", here, here / "document.docx"]


def whole_process(*command: object) -> Process:
    """Run a command a few times to its end; return the median of its seconds and the most memory it held."""
    words, times, most = [str(word) for word in command], [], 0
    for _ in range(ROUNDS):
        start = time.perf_counter()
        finished = subprocess.run(
            [sys.executable, "-c", MEASURED, *words],
            check=True,
            capture_output=True,
            timeout=TIME_LIMIT,
            env=os.environ,
        )
        times.append(time.perf_counter() - start)
        most = max(most, int(finished.stdout))
    return Process(statistics.median(times), most / 1024)


def median(act: Callable[[], object]) -> float:
    times = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        act()
        times.append(time.perf_counter() - start)
    return statistics.median(times)


def pages_of(pdf: Path) -> int:
    output = subprocess.run(["pdfinfo", pdf], check=True, capture_output=True, text=True).stdout
    return next(int(line.split()[1]) for line in output.splitlines() if line.startswith("Pages:"))
