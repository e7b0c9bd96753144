"""A year that nobody has seen yet loads from its file alone: other instruments, weights, indicators and levels."""

from decimal import Decimal
from io import StringIO

import pytest
import yaml
from django.core.management import call_command

from agencies.models import Change
from assessments.models import Assessment, Framework
from assessments.rules.analysis import QUESTION
from assessments.rules.scoring import compute
from reports.content.kinds import ANALYSIS, build_document

YEAR = 2570
LEVELS = [
    {"level": "ดีเด่น", "total": 90, "every_instrument": 80},
    {"level": "ดี", "total": 80},
    {"level": "พอใช้", "total": 60},
    {"level": "ปรับปรุง", "total": 0},
]
INSTRUMENTS = [
    {"code": "IIT", "name": "แบบวัดภายใน", "letter": "i", "weight": 25},
    {"code": "EIT", "name": "แบบวัดภายนอก", "letter": "e", "weight": 25, "parts": ["ผู้รับบริการ", "ผู้ประเมิน"]},
    {"code": "OIT", "name": "แบบตรวจข้อมูล", "letter": "o", "weight": 30, "open_data": True},
    {"code": "CIT", "name": "แบบวัดชุมชน", "letter": "c", "weight": 20},
]
PAGES = ("", "scores/", "scores/?parts=1", "analysis/", "compare/", "measures/", "checks/", "documents/", "history/")


@pytest.fixture
def coming_year(frameworks, tmp_path) -> Framework:
    content = {
        "fiscal_year": YEAR,
        "instruments": INSTRUMENTS,
        "rating": LEVELS,
        "oit_rule": "mean of items",
        "oit_rule_confirmed": False,
        "indicators": [
            {"no": 2 * at + each, "instrument": row["code"], "name": f"ด้านที่ {2 * at + each}"}
            for at, row in enumerate(INSTRUMENTS)
            for each in (1, 2)
        ],
        "questions": [
            {
                "code": f"{row['letter']}{each}",
                "instrument": row["code"],
                "indicator": 2 * at + each,
                "text": f"เรื่องที่ {each} ของ {row['name']}",
                "wording": "likely",
            }
            for at, row in enumerate(INSTRUMENTS)
            for each in (1, 2)
        ],
    }
    (tmp_path / f"{YEAR}.yaml").write_text(yaml.safe_dump(content, allow_unicode=True), encoding="utf-8")
    call_command("load_frameworks", folder=tmp_path, stdout=StringIO())
    return Framework.objects.get(fiscal_year=YEAR)


def test_its_figures_and_level_come_from_its_own_rules(coming_year):
    structure = coming_year.structure()
    figures = {question.code: Decimal(90) for question in structure.questions}
    assert (compute(structure, figures).total, compute(structure, figures).level) == (Decimal(90), "ดีเด่น")
    # The new instrument is rated like the others.
    lower = compute(structure, figures | {"c1": Decimal(60), "c2": Decimal(60), "i1": Decimal(100), "i2": Decimal(100)})
    assert (lower.total, lower.level) == (Decimal("86.5"), "ดี")


@pytest.fixture
def scored(coming_year, nanueng) -> Assessment:
    assessment = Assessment.objects.create(agency=nanueng, framework=coming_year)
    for question in coming_year.structure().questions:
        assessment.figures.create(code=question.code, value=Decimal(80))
    return assessment


@pytest.mark.parametrize("page", PAGES)
def test_its_pages_open(scored, coordinator, as_user, page: str):
    assert as_user(coordinator).get(f"/nanueng/{YEAR}/{page}", follow=True).status_code == 200


def test_a_cell_of_the_new_instrument_is_saved_and_kept_in_the_history(scored, coordinator, as_user):
    answer = as_user(coordinator).post(f"/nanueng/{YEAR}/scores/cells/", {"c1": "๗๕", "seen-c1": "80.00"})
    assert answer.json()["saved"] == {"c1": "75.00"}
    assert Change.objects.filter(fiscal_year=YEAR, subject="figure:c1").exists()


def test_its_analysis_is_printed(scored):
    scored.analysed_by = QUESTION
    scored.save()
    document = build_document(ANALYSIS, scored.agency, YEAR)
    assert "ข้อเสนอแนะตามแบบวัดชุมชน (CIT)" in str(document)
