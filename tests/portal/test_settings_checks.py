"""Settings that would let strangers in are said at the start, or by `check --deploy`."""

import pytest
from django.core.checks import run_checks
from django.test import Client


def problems(*, deploy: bool = True) -> set[str]:
    return {each.id for each in run_checks(include_deployment_checks=deploy) if each.id.startswith("portal.")}


@pytest.fixture(autouse=True)
def fit(settings, tmp_path):
    """Settings with nothing to say about."""
    settings.DEBUG, settings.DEMO, settings.ALLOWED_HOSTS = False, False, ["ita.example.go.th"]
    settings.MEDIA_ROOT, settings.STATIC_ROOT = tmp_path / "media", tmp_path / "static"
    assert problems() == set()


@pytest.mark.parametrize(
    ("name", "value", "problem", "at_start"),
    [
        ("DEBUG", True, "portal.E003", True),
        ("DEMO", True, "portal.E001", False),
        ("ALLOWED_HOSTS", ["*"], "portal.E004", False),
        ("ALLOWED_HOSTS", [".go.th"], "portal.E004", False),
        ("CSRF_TRUSTED_ORIGINS", ["https://*.example.go.th"], "portal.E005", False),
        ("CSRF_TRUSTED_ORIGINS", ["http://ita.example.go.th"], "portal.E005", False),
    ],
)
def test_a_dangerous_setting_is_said(settings, name, value, problem, at_start):
    setattr(settings, name, value)
    assert problems() == {problem}
    assert problems(deploy=False) == ({problem} if at_start else set())


def test_uploads_below_the_static_files_are_said(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "static" / "media"
    assert problems(deploy=False) == {"portal.E006"}


def test_debug_on_ones_own_machine_is_fine(settings):
    settings.DEBUG, settings.ALLOWED_HOSTS = True, ["localhost", "127.0.0.1", "[::1]"]
    assert problems(deploy=False) == set()


@pytest.mark.parametrize("fields", [5_001, 200_000])
def test_a_form_with_more_fields_than_any_of_ours_is_refused(settings, db, fields):
    settings.ALLOWED_HOSTS = ["testserver"]
    settings.POST_BYTES_OF_ANYBODY = settings.POST_BYTES  # what is refused by its size alone is in test_uploads
    body = "&".join(f"f{number}=" for number in range(fields))
    response = Client().post("/login/", body, content_type="application/x-www-form-urlencoded")
    assert response.status_code == 400
    assert "ระบบอ่านข้อมูลที่ส่งมาไม่ได้" in response.content.decode()


def test_a_form_longer_than_any_of_ours_is_refused(settings, db):
    settings.ALLOWED_HOSTS = ["testserver"]
    settings.POST_BYTES_OF_ANYBODY = settings.POST_BYTES
    response = Client().post("/login/", "f=" + "x" * 11 * 1024**2, content_type="application/x-www-form-urlencoded")
    assert response.status_code == 400
