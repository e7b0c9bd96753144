"""The portal's own paper, read back as a document that somebody brings: every cell of it, blanks included."""

import pytest

from reports.output.formats import FORMATS
from tests.documents.measured_reading import RIGHT, measured, read_file

pytestmark = [pytest.mark.any_database, pytest.mark.paper]
YEARS = {"nanueng": 2568, "khanom": 2568}


@pytest.mark.parametrize("ending", ["docx", "pdf"])
@pytest.mark.parametrize("name", YEARS)
def test_the_portals_own_paper_is_read_to_the_last_cell(frameworks, documents, tmp_path, name, ending):
    path = tmp_path / f"{name}.{ending}"
    path.write_bytes(FORMATS[ending](documents[name]))
    cells = measured(name, YEARS[name], read_file(path, year=YEARS[name]), exact=True)
    assert len(cells) > 50
    assert [(each.name, each.expected, each.read) for each in cells if each.verdict != RIGHT] == []


def test_the_measure_can_find_fault(frameworks, documents, tmp_path):
    path = tmp_path / "khanom.docx"
    path.write_bytes(FORMATS["docx"](documents["khanom"]))
    told = read_file(path, year=2568)
    told["measures"][0]["title"] = "อื่น"
    told["indicators"]["1"] = "1.00"
    wrong = {each.name for each in measured("khanom", 2568, told, exact=True) if each.verdict != RIGHT}
    assert {"1", "measure 1 title"} <= wrong
