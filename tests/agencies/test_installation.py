"""The ครุฑ of the installation: uploaded once by the administrator, used where an agency has none of its own."""

import pytest
from django.db import IntegrityError, transaction

from agencies.models import Change, Installation, garuda_of
from tests.agencies.pictures import picture_file

LIST = "/admin/agencies/installation/"


@pytest.fixture(autouse=True)
def stored_elsewhere(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def test_the_administrator_uploads_it_once(administrator, as_user):
    client = as_user(administrator)
    assert client.get(LIST).headers["Location"] == f"{LIST}add/"
    assert client.post(f"{LIST}add/", {"garuda": picture_file("garuda.png")}).status_code == 302
    assert client.get(LIST).headers["Location"] == f"{LIST}1/change/"
    assert client.get(f"{LIST}add/").status_code == 403
    assert client.post(f"{LIST}1/delete/").status_code == 403
    change = Change.objects.get(subject="installation")
    assert (change.agency, change.actor) == (None, administrator)
    assert "garuda" in change.new
    assert client.post(f"{LIST}1/change/", {"garuda-clear": "on"}).status_code == 302
    assert not Installation.objects.get().garuda


def test_what_is_no_picture_is_refused(administrator, as_user):
    response = as_user(administrator).post(f"{LIST}add/", {"garuda": picture_file("garuda.png", "GIF")})
    assert "ใช้ได้เฉพาะไฟล์ PNG, JPEG หรือ SVG" in response.content.decode()
    assert not Installation.objects.exists()


def test_there_is_one_row(db):
    Installation.objects.create(pk=1)
    with pytest.raises(IntegrityError), transaction.atomic():
        Installation.objects.create(pk=2)


def test_nobody_else_gets_there(coordinator, as_user):
    assert as_user(coordinator).post(f"{LIST}add/").headers["Location"].startswith("/admin/login/")


def test_an_agency_uses_its_own_first(empty_agency):
    assert garuda_of(empty_agency) is None
    installation = Installation.objects.create(pk=1)
    assert garuda_of(empty_agency) is None
    installation.garuda = picture_file("shared.png")
    installation.save()
    assert "shared" in garuda_of(empty_agency).name
    empty_agency.garuda = picture_file("own.png")
    empty_agency.save()
    assert "own" in garuda_of(empty_agency).name
