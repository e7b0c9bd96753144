"""One Thai word for each thing: no text that people read holds a word that fixtures/glossary.yaml avoids.

Read are the texts of templates, code, scripts, translations, suggestions and the manual; not what agencies, surveys
and the documents of the demonstration say in their own words.
"""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import polib
import pytest

from tests.yaml_source import source_of

ROOT = Path(__file__).resolve().parents[2]
GLOSSARY = ROOT / "fixtures" / "glossary.yaml"
APPS = ("ita_portal", "agencies", "assessments", "measures", "reports", "workspace", "public")
WORDS: list[dict[str, Any]] = source_of(GLOSSARY)
# What others call things in the files that they bring: known here, and shown to nobody.
WORDS_OF_OTHERS = {
    "assessments/rules/score_tables/columns.py",
    "assessments/rules/score_tables/figure_lines.py",
    "assessments/rules/score_tables/instrument_names.py",
    "assessments/rules/score_tables/subjects.py",
    "assessments/rules/score_tables/year_words.py",
    "measures/rules/table_headings.py",
}
THAI = re.compile(r"[\u0e00-\u0e7f]")
ESCAPED = re.compile(r"\\[uUN]")
Line = tuple[int, str]  # of a file, as editors count


def lines_of(text: str, comment: str) -> Iterator[Line]:
    """Yield the lines of a text that hold Thai, without its comments."""
    bare = re.sub(comment, lambda found: "\n" * found[0].count("\n"), text, flags=re.DOTALL | re.MULTILINE)
    yield from ((number, line) for number, line in enumerate(bare.splitlines(), 1) if THAI.search(line))


def strings_of_code(text: str) -> Iterator[Line]:
    """Yield the string constants of a module that hold Thai; docstrings speak to those who read the code."""
    if not THAI.search(text) and not ESCAPED.search(text):
        return
    tree = ast.parse(text)
    documented = [node for node in ast.walk(tree) if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef)]
    docstrings = {
        id(node.body[0].value)
        for node in documented
        if node.body and isinstance(node.body[0], ast.Expr) and isinstance(node.body[0].value, ast.Constant)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docstrings:
            yield from ((node.lineno, line) for line in node.value.splitlines() if THAI.search(line))


def strings_of_catalogue(path: Path) -> Iterator[Line]:
    for entry in polib.pofile(str(path)):
        yield from ((entry.linenum, text) for text in (entry.msgstr, *entry.msgstr_plural.values()) if text)


@cache
def texts() -> tuple[tuple[str, int, str], ...]:
    """Return every text that people read, with its file and line."""
    return tuple((str(path.relative_to(ROOT)), number, line) for path in read_files() for number, line in _read(path))


def read_files() -> Iterator[Path]:
    for app in APPS:
        yield from (each for each in sorted((ROOT / app).rglob("*.py")) if _is_ours(each))
    yield from sorted((ROOT / "templates").rglob("*.html"))
    yield from sorted((ROOT / "templates").rglob("*.txt"))
    yield from sorted((ROOT / "static" / "js").rglob("*.js"))
    yield from sorted((ROOT / "ita_portal" / "locale").rglob("*.po"))
    yield from sorted((ROOT / "fixtures" / "suggestions").glob("*.yaml"))
    yield ROOT / "fixtures" / "limitations.yaml"
    yield from sorted((ROOT / "docs" / "production" / "pages").glob("*.html"))
    yield ROOT / "docs" / "manual-th.md"


def _is_ours(path: Path) -> bool:
    return "migrations" not in path.parts and str(path.relative_to(ROOT)) not in WORDS_OF_OTHERS


def _read(path: Path) -> Iterator[Line]:
    if path.suffix == ".po":
        return strings_of_catalogue(path)
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".py":
        return strings_of_code(text)
    comments = {".html": r"\{#.*?#\}|<!--.*?-->", ".js": r"^\s*//.*?$|/\*.*?\*/", ".yaml": r"^\s*#.*?$"}
    return lines_of(text, comments.get(path.suffix, r"(?!)"))


def faults(name: str, text: str) -> list[str]:
    """Return what a text of a file says otherwise than the glossary."""
    found = []
    for word in WORDS:
        if name in word.get("files", []) or not any(each in text for each in word["avoid"]):
            continue
        bare = text
        for phrase in word.get("right", {}):
            bare = bare.replace(phrase, "·")
        found += [f"“{each}” instead of “{word['use']}”" for each in word["avoid"] if each in bare]
    return found


def test_no_text_holds_a_word_that_the_glossary_avoids():
    avoided = [
        f"{name}:{number}: {fault}: {text.strip()}" for name, number, text in texts() for fault in faults(name, text)
    ]
    assert not avoided, "\n".join(avoided)


@pytest.mark.parametrize("word", [each for each in WORDS if each["avoid"]], ids=lambda word: word["thing"])
def test_each_word_to_avoid_is_found_and_the_word_to_use_is_not(word):
    for each in word["avoid"]:
        assert faults("templates/x.html", f"ขณะนี้{each} นั้น")
    for phrase in word.get("right", {}):
        assert not any(f"“{each}”" in fault for fault in faults("x", phrase) for each in word["avoid"])


@pytest.mark.parametrize("word", WORDS, ids=lambda word: word["thing"])
def test_no_entry_uses_what_another_avoids(word):
    assert not faults("fixtures/glossary.yaml", word["use"].replace("กอง/สำนัก", ""))


def test_every_kind_of_file_is_read():
    read = {Path(name).suffix for name, _, _ in texts()}
    assert read == {".py", ".html", ".txt", ".js", ".po", ".yaml", ".md"}


@pytest.mark.parametrize(
    ("code", "found"),
    [
        ('"""ถ้า"""\nX = "ถ้า"', [(2, "ถ้า")]),
        ('def f(name):\n    """ถ้า"""\n    return f"ถ้า{name}"  # ถ้า', [(3, "ถ้า")]),
    ],
)
def test_strings_of_code_are_read_and_docstrings_are_not(code, found):
    assert list(strings_of_code(code)) == found


def test_comments_are_not_read_and_lines_are_counted():
    assert list(lines_of("{# ถ้า\nบอก #}\n<p>หาก</p>", r"\{#.*?#\}")) == [(3, "<p>หาก</p>")]


# A name that a person types may end in anything, so that no Thai letter may stand directly behind it: “ไตรมาสที่ 1แล้ว”.
TYPED_IN_CODE = re.compile(
    r"\{(?:\w+\.)*(?:name|round_name|next_heading|user|username|round|current|added|clone|typed_by_name|actor_name)\}"
    r"(?=[\u0e01-\u0e4e])"
)
TYPED_IN_TEMPLATES = re.compile(
    r"\{\{ (?:\w+\.)*(?:round|department|user|person|username|actor_name|typed_by_name|invited_by_name) \}\}"
    r"(?=[\u0e01-\u0e4e])"
)


def test_no_thai_letter_follows_a_name_that_a_person_typed():
    joined = [
        f"{path.relative_to(ROOT)}:{number}: {line.strip()}"
        for path in read_files()
        if path.suffix in {".py", ".html", ".txt"}
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if TYPED_IN_CODE.search(line) or TYPED_IN_TEMPLATES.search(line)
    ]
    assert not joined, "\n".join(joined)


@pytest.mark.parametrize("line", ['f"ปิด{current.name}แล้ว"', 'f"{round_name}ที่เลือก"'])
def test_a_name_before_thai_letters_is_found(line):
    assert TYPED_IN_CODE.search(line)
    assert not TYPED_IN_CODE.search(line.replace("}", "}” "))
    assert TYPED_IN_TEMPLATES.search("<p>{{ year.access.department }}ต้องรายงาน</p>")
