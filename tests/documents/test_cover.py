"""The cover with the agency's emblem."""

import subprocess
from io import BytesIO

import pytest
from django.core.files.base import ContentFile
from PIL import Image

from agencies.models import Installation
from reports.content.cover import picture_uri
from reports.content.kinds import KINDS, build_document
from reports.output.formats import document_html, document_pdf
from tests.agencies.pictures import picture_file

# A picture is a file; no database holds it.
pytestmark = pytest.mark.any_database


@pytest.fixture
def emblem(nanueng, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    picture = BytesIO()
    Image.new("RGB", (120, 120), (20, 60, 120)).save(picture, "PNG")
    nanueng.emblem.save("emblem.png", ContentFile(picture.getvalue()))
    return nanueng


def test_a_memo_bears_the_garuda_where_there_is_one(emblem):
    def pictures() -> dict[str, str]:
        return {kind: document_html(build_document(KINDS[kind], emblem, 2568)).count(shared) for kind in KINDS}

    installation = Installation.objects.create(pk=1, garuda=picture_file("garuda.png"))
    shared = picture_uri(installation.garuda)
    assert shared != picture_uri(emblem.emblem)
    assert pictures() == dict.fromkeys(KINDS, 0) | {"memo": 1}
    installation.delete()
    assert pictures() == dict.fromkeys(KINDS, 0)  # the emblem, as before there were any


@pytest.mark.parametrize("kind", KINDS)
def test_the_emblem_is_on_the_first_page(emblem, tmp_path, kind):
    path = tmp_path / "document.pdf"
    path.write_bytes(document_pdf(build_document(KINDS[kind], emblem, 2568)))
    listed = subprocess.run(["pdfimages", "-list", str(path)], capture_output=True, text=True, check=True).stdout
    pages = [line.split()[0] for line in listed.splitlines()[2:]]
    assert pages == ["1"]
