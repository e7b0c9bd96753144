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


def test_letter_and_announcement_bear_the_garuda_and_never_the_seal(emblem):
    def count(shown: str) -> dict[str, int]:
        return {kind: document_html(build_document(KINDS[kind], emblem, 2568)).count(shown) for kind in KINDS}

    installation = Installation.objects.create(pk=1, garuda=picture_file("garuda.png"))
    shared, seal = picture_uri(installation.garuda), picture_uri(emblem.emblem)
    assert shared != seal
    assert count(shared) == {"analysis": 0, "measures": 1, "progress": 0, "memo": 1}
    assert count(seal) == {"analysis": 1, "measures": 0, "progress": 1, "memo": 0}
    installation.delete()
    assert count(seal) == {"analysis": 1, "measures": 0, "progress": 1, "memo": 0}


@pytest.mark.parametrize("kind", ["analysis", "progress"])
def test_the_seal_is_on_the_first_page(emblem, tmp_path, kind):
    path = tmp_path / "document.pdf"
    path.write_bytes(document_pdf(build_document(KINDS[kind], emblem, 2568)))
    listed = subprocess.run(["pdfimages", "-list", str(path)], capture_output=True, text=True, check=True).stdout
    pages = [line.split()[0] for line in listed.splitlines()[2:]]
    assert pages == ["1"]


def test_a_picture_is_opened_anew_for_each_document(emblem):
    """A draft is kept, and with it the object that opened the picture before."""
    assert picture_uri(emblem.emblem) == picture_uri(emblem.emblem) != ""
    emblem.emblem.storage.delete(emblem.emblem.name)
    with pytest.raises(FileNotFoundError):
        picture_uri(emblem.emblem)
