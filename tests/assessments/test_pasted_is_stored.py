"""Whatever is pasted, what is stored is what the preview showed, cell by cell, or nothing is stored."""

from random import Random

import pytest

from assessments.models import Figure, Framework
from assessments.services import stored_texts
from assessments.spreadsheets.upload import ScoreUpload
from tests.assessments import odd_score_tables, score_tables

TABLES = [*score_tables.CERTAIN, *score_tables.LEFT_OVER, *odd_score_tables.CERTAIN, *odd_score_tables.LEFT_OVER]
NOISE = ("", "-", "ปี 2567", "100", "80 90", "ระดับ", "ผ่าน", "1", "i1", "รวม", "ข้อ 3", "85.5%", "หมายเหตุ")


def disturbed(random: Random) -> str:
    """Return rows of two tables among each other, with cells exchanged for others and rows left out."""
    lines = [line for case in random.sample(TABLES, 2) for line in case.lines]
    random.shuffle(lines)
    rows = [line.split("|") for line in lines[: random.randint(1, 8)]]
    for row in rows:
        for at in range(len(row)):
            if random.random() < 0.15:
                row[at] = random.choice(NOISE)
    return "\n".join("\t".join(row) for row in rows)


def texts_of(agency) -> dict[str, str]:
    assessment = agency.assessments.filter(framework__fiscal_year=2568).first()
    return {code: text for code, text in stored_texts(assessment).items() if text} if assessment else {}


@pytest.mark.parametrize("seed", range(4))
def test_what_the_preview_shows_is_stored_and_nothing_else(empty_agency, coordinator, seed: int):
    random = Random(seed)
    upload = ScoreUpload(empty_agency, Framework.objects.get(fiscal_year=2568), actor=coordinator)
    stored = 0
    for _ in range(25):
        before, table = texts_of(empty_agency), disturbed(random)
        check = upload.check_pasted(table, random.choice(("", "i1", "e1", "1", "IIT")))
        assert texts_of(empty_agency) == before, table  # looking stores nothing
        shown = {change.code: (change.old, change.new) for change in check.changes}
        assert all(before.get(code, "") == old for code, (old, _) in shown.items()), table
        if not check.can_be_stored:
            continue
        assert upload.store_signed(upload.signed(check)).changed == len(shown), table
        expected = before | {code: new for code, (_, new) in shown.items()}
        assert texts_of(empty_agency) == {code: text for code, text in expected.items() if text}, table
        stored += 1
        Figure.objects.filter(assessment__agency=empty_agency).delete()
    assert stored > 5
