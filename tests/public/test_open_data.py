"""The promise to programs that read: names, units and types of the open data, as docs/open-data.md tells them."""

import csv
import json
import re
from io import StringIO
from pathlib import Path
from typing import Any

import pytest

from agencies.models import Agency
from assessments.models import Assessment
from public.models import PublicPage

URL = "/public/nanueng/data.json"
TOLD = (Path(__file__).resolve().parents[2] / "docs" / "open-data.md").read_text(encoding="utf-8")
NAMES = {
    "": {"format", "version", "agency", "licence", "results", "measures", "documents"},
    "agency": {"id", "name", "kind", "district", "province"},
    "measures": {"plan_year", "number", "title", "departments", "start", "end", "status", "reported_on"},
    "documents": {
        "kind", "fiscal_year", "round", "item", "title", "number", "date", "version", "published_at", "sha256", "url",
        "verify_url", "files",
    },
    "files": {"format", "bytes", "sha256", "url"},
}  # fmt: skip


def test_every_name_is_there_and_told(anybody, published, shown):
    data = anybody.get(URL).json()
    (document,) = data["documents"]
    parts = {"": data, "agency": data["agency"], "measures": data["measures"][0], "documents": document}
    for part, names in (NAMES | {"files": NAMES["files"]}).items():
        found = document["files"][0] if part == "files" else parts[part]
        assert set(found) == names, part
        assert all(f"`{name}`" in TOLD for name in names), part
    assert (data["format"], data["version"], data["licence"]) == ("ita-open-data", "1", "CC-BY-4.0")


FIGURE = r"\d{1,2}\.\d\d|100\.00"
DAY = r"\d{4}-\d\d-\d\d"
SHAPES: dict[str, dict[str, Any]] = {
    "": {"format": "ita-open-data", "version": "1", "licence": "CC-BY-4.0|CC0-1.0|None"},
    "agency": {
        "id": r"[-\w]+",
        "name": ".+",
        "kind": "pao|city|town|subdistrict|sao|other",
        "district": ".*",
        "province": ".*",
    },
    "results": {"fiscal_year": r"25\d\d", "level": ".+|None", "is_illustrative": "True|False"},
    "questions": {},
    "measures": {
        "plan_year": r"25\d\d",
        "number": r"[1-9]\d*",
        "title": ".+",
        "start": f"{DAY}|None",
        "end": f"{DAY}|None",
        "status": "not_started|in_progress|done|cancelled|None",
        "reported_on": f"{DAY}|None",
    },
    "departments": {},
    "documents": {
        "kind": "analysis|measures|progress",
        "fiscal_year": r"25\d\d",
        "round": r"25\d\d",
        "item": r"o\d+|None",
        "title": ".+",
        "number": ".+|None",
        "date": DAY,
        "version": r"[1-9]\d*",
        "published_at": DAY + r"T\d\d:\d\d:\d\d(\.\d+)?\+\d\d:\d\d",
        "sha256": "[0-9a-f]{64}",
        "url": "http.+/",
        "verify_url": "http.+/verify/[0-9a-f]{64}/",
    },
    "files": {"format": "pdf|docx|html", "bytes": r"[1-9]\d*", "sha256": "[0-9a-f]{64}", "url": "http.+/"},
}


def misshapen(data: Any, part: str = "") -> list[str]:
    """Return what in the data is not as docs/open-data.md describes it; names not told are codes of figures."""
    if isinstance(data, list):
        return [fault for each in data for fault in misshapen(each, part)]
    if not isinstance(data, dict):
        return [] if data and isinstance(data, str) else [f"{part}: {data!r}"]
    faults = [f"{part}.{name} is missing" for name in SHAPES[part] if name not in data]
    for name, value in data.items():
        if name in SHAPES:
            faults += misshapen(value, name)
        elif not re.fullmatch(SHAPES[part].get(name, f"{FIGURE}|None"), str(value), re.DOTALL):
            faults.append(f"{part}.{name}: {value!r}")
    return faults


def test_every_value_is_as_described(anybody, published, shown):
    data = anybody.get(URL).json()
    assert all(data[part] for part in ("results", "measures", "documents"))
    assert misshapen(data) == []
    assert {type(each["bytes"]) for each in data["documents"][0]["files"]} == {int}
    assert {name for names in SHAPES.values() for name in names if f"`{name}`" not in TOLD} == set()


@pytest.mark.parametrize(
    ("part", "name", "value"),
    [
        ("results", "total", "9.5"),
        ("results", "total", "100.01"),
        ("measures", "end", "31/12/2568"),
        ("measures", "status", ""),
        ("documents", "sha256", "abc"),
        ("documents", "person", "นาย ก"),
        ("measures", "departments", [""]),
    ],
    ids=range(7),
)
def test_a_value_of_another_shape_is_seen(anybody, published, shown, part, name, value):
    data = anybody.get(URL).json()
    data[part][0][name] = value
    assert len(misshapen(data)) == 1


def test_figures_are_texts_with_two_decimals(anybody, shown, agency):
    (result, *_) = [each for each in anybody.get(URL).json()["results"] if each["fiscal_year"] == 2568]
    stored = Assessment.objects.for_year(agency, 2568).with_sheet().get()
    assert result["total"] == "95.30"
    assert result["level"] == stored.published_level
    assert {f"i{at}" for at in range(1, 4)} <= set(result["questions"])
    figures = [result[name] for name in ("total", "1", "10")]
    assert all(re.fullmatch(r"\d{1,3}\.\d\d", figure) for figure in figures)


def test_addresses_in_the_data_lead_to_the_files_with_their_hashes(anybody, published):
    (document,) = anybody.get(URL).json()["documents"]
    for file in document["files"]:
        answer = anybody.get(file["url"].removeprefix("http://testserver"))
        assert len(answer.content) == file["bytes"]
        assert published.files.get(format=file["format"]).sha256 == file["sha256"]


def test_nothing_that_is_not_shown_is_in_the_data(anybody, published, agency):
    data = anybody.get(URL).json()
    assert (data["results"], data["measures"]) == ([], [])
    assert list(csv.reader(StringIO(anybody.get("/public/nanueng/data.csv").content.decode("utf-8-sig"))))[1:] == []
    PublicPage.objects.create(agency=agency, shows_measures=True)
    data = anybody.get(URL).json()
    assert data["results"] == []
    assert len(data["measures"]) > 3


def test_the_file_of_all_agencies_holds_those_that_show_their_figures(anybody, shown, agency):
    Agency.objects.filter(pk=agency.pk).update(district="=cmd|' /C calc'!A0")
    lines = b"".join(anybody.get("/public/data.csv")).decode("utf-8-sig")
    rows = list(csv.DictReader(StringIO(lines)))
    assert {row["agency"] for row in rows} == {"nanueng"}
    assert {row["district"] for row in rows} == {"'=cmd|' /C calc'!A0"}
    total = next(row for row in rows if row["fiscal_year"] == "2568" and row["code"] == "total")
    assert total["value"] == "95.30"
    PublicPage.objects.update(shows_result=False)
    assert b"".join(anybody.get("/public/data.csv")).decode("utf-8-sig").count("\n") == 1


def test_the_data_is_read_by_programs_as_it_was_written(anybody, shown):
    assert json.loads(anybody.get(URL).content)["agency"]["name"] == shown.agency.full_name
