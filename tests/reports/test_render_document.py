"""The command render_document: its files, and one plain line for every mistake."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command


def render(*args, **options):
    call_command("render_document", *args, stdout=StringIO(), **options)


@pytest.mark.parametrize(
    ("kind", "options", "message"),
    [
        ("analysis", {"agency": "nowhere", "year": 2568}, "no agency 'nowhere'"),
        ("analysis", {"agency": "nanueng", "year": 2560}, "nanueng 2560: ยังไม่มีผลการประเมินปีงบประมาณ พ.ศ. 2560"),
        ("analysis", {"agency": "nanueng", "year": 2568, "format": "doc"}, "'doc' is not one of pdf, html, docx"),
        ("letter", {"agency": "nanueng", "year": 2568}, "'letter' is not one of analysis, measures, progress, memo"),
        ("measures", {"agency": "nanueng", "year": 2567}, "nanueng 2567: ยังไม่มีแผนมาตรการปีงบประมาณ พ.ศ. 2567"),
    ],
)
def test_a_mistake_is_named_in_one_line(nanueng, kind, options, message):
    with pytest.raises(CommandError) as refused:
        render(kind, **options)
    assert str(refused.value) == message


def test_an_unwritable_output_is_named(nanueng, tmp_path):
    with pytest.raises(CommandError, match="cannot write"):
        render("measures", agency="nanueng", year=2568, format="html", output=tmp_path / "no" / "folder.html")


def test_measures_are_printed_alone(nanueng, tmp_path):
    path = tmp_path / "measures.pdf"
    render("measures", agency="nanueng", year=2568, output=path)
    assert path.read_bytes().startswith(b"%PDF-")


@pytest.mark.paper
@pytest.mark.parametrize("kind", ["analysis", "measures", "progress", "memo"])
@pytest.mark.parametrize(("file_format", "begins"), [("pdf", b"%PDF-"), ("html", b"<!DOCTYPE html>"), ("docx", b"PK")])
def test_every_kind_is_printed_in_every_format(nanueng, tmp_path, kind, file_format, begins):
    path = tmp_path / f"document.{file_format}"
    render(kind, agency="nanueng", year=2568, format=file_format, output=path)
    assert path.read_bytes().startswith(begins)


def test_the_same_content_is_rendered_once(nanueng, tmp_path, monkeypatch):
    from reports.output import pdf as rendering

    rendered = []
    render_it = rendering._render
    monkeypatch.setattr(rendering, "_render", lambda *args, **kwargs: rendered.append(1) or render_it(*args, **kwargs))
    rendering._cache.clear()
    for name in ("first.pdf", "second.pdf"):
        render("measures", agency="nanueng", year=2568, output=tmp_path / name)
    assert rendered == [1]
    assert (tmp_path / "first.pdf").read_bytes() == (tmp_path / "second.pdf").read_bytes()
