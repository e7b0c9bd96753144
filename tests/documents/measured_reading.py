"""How much of a document is read: cell by cell against what its agency has stored, as right, marked or wrong.

A cell is marked where it is among the doubts or not taken, and nothing is said of it; wrong where something else is
said. Run as a script it prints the table for the portal's own documents of the demonstration agencies, and for the
sources in a folder: `python -m tests.documents.measured_reading [FOLDER]`, on a database with the demonstration.
"""

import json
import sys
from collections import Counter
from dataclasses import dataclass
from difflib import SequenceMatcher
from io import StringIO
from pathlib import Path

from django.conf import settings
from django.core.management import call_command

from ita_portal.documents.reading import read_document
from ita_portal.text.spelling import compared
from ita_portal.text.thai import arabic_digits
from ita_portal.yaml_files import read_yaml
from tests.documents.made_documents import page_of_source, pdf_of_source, pdf_of_word, word_of_source

FOLDER = Path(__file__).resolve().parents[2] / "fixtures" / "demo"
RIGHT, MARKED, WRONG = "right", "marked", "wrong"
# Sources were corrected by hand where scans had misread them: a text is right where a letter here or there differs.
ALIKE = 0.75
PARTS = ("weakness", "improvement", "maintenance")


@dataclass(frozen=True)
class MeasuredCell:
    name: str
    expected: str
    read: str
    verdict: str


def read_file(path: Path, **options) -> dict:
    out = StringIO()
    call_command("read_document", path, stdout=out, **options)
    return json.loads(out.getvalue())


def measured(slug: str, year: int, told: dict, *, exact: bool, shown: dict | None = None) -> list[MeasuredCell]:
    """Return every cell that the agency has of the year and that the document prints, with what was read of it.

    `shown` is what another form of the same document told: what it prints, this one prints too.
    """
    shown = shown or told
    content = read_yaml(FOLDER / f"{slug}.yaml")
    assessment = next((each for each in content["assessments"] if each["fiscal_year"] == year), None)
    plan = next((each for each in content["plans"] if each["answers"] == year), None)
    marks = compared(json.dumps([told["doubts"], told["not_taken"]], ensure_ascii=False))
    cells = []
    findings = _findings(assessment, told, shown) if told["findings"] or not exact else ()
    for name, expected, read in [*_figures(assessment, told, shown), *findings, *_measures(plan, told, shown)]:
        cells.append(MeasuredCell(name, expected, read, _verdict(name, expected, read, marks, exact=exact)))
    return cells


def _verdict(name: str, expected: str, read: str, marks: str, *, exact: bool) -> str:
    one, other = (_as_printed(expected), _as_printed(read)) if exact else (compared(expected), compared(read))
    if one == other if exact else SequenceMatcher(None, one, other, autojunk=False).ratio() >= ALIKE:
        return RIGHT
    is_named = one[:30] in marks or other[:30] in marks if other else True
    return MARKED if marks != "[[],[]]" and (is_named or not other) else WRONG


def _as_printed(text: str) -> str:
    """Return a text as paper has it: its digits are in one style, and a line has no end of its own."""
    return " ".join(arabic_digits(text).split())


def _figures(assessment: dict | None, told: dict, shown: dict):
    read = {"total": told["total"], "level": told["level"]}
    read |= {**told["instruments"], **told["parts"], **told["indicators"], **told["questions"]}
    expected = (assessment or {}).get("figures", {}) | {"level": (assessment or {}).get("level", "")}
    printed = {code: text for code, text in expected.items() if text and _is_printed(code, shown)}
    for code, text in printed.items():
        yield code, text, read.get(code) or ""


def _is_printed(code: str, told: dict) -> bool:
    """Documents print the kinds of figures that they print: a memo the total alone."""
    if code in ("total", "level"):
        return bool(told["total"])
    kind = "questions" if code[0] in "ieo" else "indicators" if code.isdigit() else "instruments"
    return bool(told["parts"] if code in ("EIT1", "EIT2") else told[kind])


def _findings(assessment: dict | None, told: dict, shown: dict):
    read = {(each["scope"], each["code"]): each for each in told["findings"]}
    for each in (assessment or {}).get("findings", ()):
        for part in PARTS:
            if each[part]:
                found = read.get((each["scope"], each["code"]), {})
                yield f"{each['scope']} {each['code']} {part}", each[part], found.get(part, "")
    for at, text in enumerate((assessment or {}).get("limitations", ())):
        if shown["limitations"]:
            yield f"limitation {at + 1}", text, (told["limitations"][at : at + 1] or [""])[0]


def _measures(plan: dict | None, told: dict, shown: dict):
    if plan is None or not shown["measures"]:
        return
    progress = {each["measure"]: each for each in told["progress"]}
    fields = [
        name for name in ("steps", "owners", "follow_up", "start") if any(each[name] for each in shown["measures"])
    ]
    for at, expected in enumerate(plan["measures"]):
        read = told["measures"][at] if at < len(told["measures"]) else {}
        name = f"measure {at + 1}"
        yield f"{name} title", expected["title"], read.get("title", "")
        for each in fields:
            yield from _measure_cells(name, each, expected, read)
        yield from _progress(name, expected, progress.get(read.get("title", ""), {}), shown)


def _measure_cells(name: str, field: str, expected: dict, read: dict):
    if field == "steps":
        # Where running text was parted into steps by hand, the text counts.
        yield f"{name} steps", " ".join(expected["steps"]), " ".join(read.get("steps", ()))
    elif field == "owners":
        yield f"{name} owners", " ".join(expected["owners"]), " ".join(read.get("owners", ()))
    elif field == "start" and (expected["start"] or expected["timeframe_text"]):
        worded = expected["timeframe_text"]
        told = " ".join(filter(None, (read.get("start"), read.get("end"), read.get("timeframe"))))
        yield f"{name} months", worded or f"{expected['start']} {expected['end']}", read.get("timeframe") or told
    elif field == "follow_up" and expected["follow_up"]:
        yield f"{name} follow-up", expected["follow_up"], read.get("follow_up", "")


def _progress(name: str, expected: dict, read: dict, shown: dict):
    if not shown["progress"] or not expected.get("status"):
        return
    if any(each["status"] for each in shown["progress"]):
        yield f"{name} status", expected["status"], read.get("status") or ""
    if any(each["outcome"] for each in shown["progress"]):
        yield f"{name} outcome", " ".join(expected["outcomes"]), " ".join(read.get("outcome", ()))
    if any(each["result"] for each in shown["progress"]):
        yield f"{name} result", expected["result"], read.get("result", "")


# The script

OWN = {
    "nanueng": {"analysis": 2568, "measures": 2568, "progress": 2568, "memo": 2568},
    "nahom": {"analysis": 2563, "measures": 2564, "progress": 2564, "memo": 2564},
    "khanom": {"analysis": 2568, "measures": 2568, "progress": 2568, "memo": 2568},
    "dongsombun": {"analysis": 2566, "measures": 2567, "progress": 2567, "memo": 2567},
    "chokchai": {"analysis": 2565, "measures": 2565, "progress": 2565, "memo": 2565},
}
RESULT_YEARS = {"nanueng": 2568, "nahom": 2563, "khanom": 2568, "dongsombun": 2566, "chokchai": 2565}
SOURCES = {"000": "nanueng", "001": "nahom", "002": "khanom", "003": "dongsombun", "004": "chokchai"}


def row(name: str, cells: list[MeasuredCell]) -> str:
    counts = Counter(each.verdict for each in cells)
    return f"{name:<34}{len(cells):>6}{counts[RIGHT]:>8}{counts[MARKED]:>8}{counts[WRONG]:>7}"


def print_row(name: str, slug: str, path: Path, *, says: bool, source: Path | None = None) -> None:
    """Print what is read of a file: of the portal's own to the letter, of a form of a source what its text tells."""
    year = RESULT_YEARS[slug]
    shown = read_file(source, agency=slug, year=year) if source else None
    cells = measured(slug, year, read_file(path, agency=slug, year=year), exact=source is None, shown=shown)
    sys.stdout.write(f"{row(name, cells)}\n")
    for each in cells:
        if says and each.verdict != RIGHT:
            sys.stdout.write(f"    {each.verdict} {each.name}: {each.expected[:90]!r} / {each.read[:90]!r}\n")


def print_sources(folder: Path, *, says: bool) -> None:
    """Print how much of each source is read as text, as Word, and as PDF of three makers."""
    import tempfile

    for path in sorted(folder.iterdir()):
        slug = SOURCES.get(path.name[:3])
        if slug is None:
            continue
        name = path.name[:3]
        source = read_document(path.name, path.read_bytes())
        with tempfile.TemporaryDirectory() as scratch:
            made = Path(scratch)
            drawn = pdf_of_source(source, tagged=False)  # before the true texts are installed
            (made / f"{name} drawn.pdf").write_bytes(drawn)
            (made / f"{name} tagged.pdf").write_bytes(pdf_of_source(source, tagged=True))
            (made / f"{name}.html").write_text(page_of_source(source), encoding="utf-8")
            (made / f"{name}.docx").write_bytes(word_of_source(source))
            pdf_of_word(made / f"{name}.docx").rename(made / f"{name} LibreOffice.pdf")
            for each in (path, *sorted(made.iterdir())):
                title = f"source {name + each.suffix if each == path else each.name}"
                print_row(title, slug, each, says=says, source=path)


def main(arguments: list[str]) -> None:
    import tempfile

    says = "-v" in arguments
    folders = [each for each in arguments if each != "-v"]
    sys.stdout.write(f"{'document':<34}{'cells':>6}{'right':>8}{'marked':>8}{'wrong':>7}\n")
    for folder in folders:
        print_sources(Path(folder), says=says)
    if folders:
        return
    settings.DOCUMENTS_AT_ONCE = 100  # nobody else prints on the machine of who measures
    with tempfile.TemporaryDirectory() as scratch:
        for slug, kinds in OWN.items():
            for kind, year in kinds.items():
                for ending in ("docx", "pdf", "html"):
                    path = Path(scratch) / f"{slug}-{kind}.{ending}"
                    call_command("render_document", kind, agency=slug, year=year, format=ending, output=path)
                    print_row(path.name, slug, path, says=says)


if __name__ == "__main__":
    import django

    django.setup()
    main(sys.argv[1:])
