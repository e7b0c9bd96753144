"""The cover with the agency's emblem."""

import subprocess
from io import BytesIO

import pytest
from django.core.files.base import ContentFile
from PIL import Image

from reports.content.kinds import KINDS, build_document
from reports.output.formats import document_pdf

# A picture is a file; no database holds it.
pytestmark = pytest.mark.any_database


@pytest.fixture
def emblem(nanueng, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    picture = BytesIO()
    Image.new("RGB", (120, 120), (20, 60, 120)).save(picture, "PNG")
    nanueng.emblem.save("emblem.png", ContentFile(picture.getvalue()))
    return nanueng


@pytest.mark.parametrize("kind", KINDS)
def test_the_emblem_is_on_the_first_page(emblem, tmp_path, kind):
    path = tmp_path / "document.pdf"
    path.write_bytes(document_pdf(build_document(KINDS[kind], emblem, 2568)))
    listed = subprocess.run(["pdfimages", "-list", str(path)], capture_output=True, text=True, check=True).stdout
    pages = [line.split()[0] for line in listed.splitlines()[2:]]
    assert pages == ["1"]
