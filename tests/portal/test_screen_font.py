"""The Thai face of the pages: served by the portal, named by its stylesheet, done without where it is missing."""

import re
from pathlib import Path

import pytest
from django.conf import settings as portal_settings
from django.contrib.staticfiles import finders
from django.core.checks import run_checks
from django.core.files.storage import FileSystemStorage
from django.test import Client

from ita_portal.screen_font import SCREEN_FONTS, ScreenFontFinder, StaticStorage

SHEET = "css/screen-font.css"
STATIC = Path(portal_settings.BASE_DIR) / "static"


@pytest.fixture
def fresh_finders():
    """Let the finders be made anew, with the settings of the test."""
    finders.get_finder.cache_clear()
    yield
    finders.get_finder.cache_clear()


def collected(folder: Path) -> str:
    """Collect the stylesheet and what the finder has, as production does, and return what the stylesheet becomes."""
    storage, found = StaticStorage(location=folder, base_url="/static/"), dict(ScreenFontFinder().list(None))
    found[SHEET] = FileSystemStorage(location=STATIC)
    for name, place in found.items():
        with place.open(name) as file:
            storage.save(name, file)
    assert not [
        why for _, _, why in storage.post_process({name: (storage, name) for name in found}) if why is Exception
    ]
    return (folder / storage.stored_name(SHEET)).read_text()


def test_the_stylesheet_of_every_page_names_a_font_that_the_portal_serves(settings, fresh_finders):
    settings.WHITENOISE_AUTOREFRESH = settings.WHITENOISE_USE_FINDERS = True
    assert f'href="/static/{SHEET}"' in Client().get("/help/").content.decode()
    css = (STATIC / SHEET).read_text()
    assert set(re.findall(r'url\("\.\./([^"]*)"\)', css)) == set(SCREEN_FONTS)
    assert css.count("url(") == css.count("font-display: swap;")
    family = re.search(r'font-family: ("[^"]*")', css)[1]
    assert f"--font: {family}" in (STATIC / "css/tokens.css").read_text()
    for name in SCREEN_FONTS:
        font = Client().get(f"/static/{name}")
        assert (font.status_code, font.headers["Content-Type"]) == (200, "font/ttf")


def test_the_font_is_collected_under_names_that_may_be_kept(tmp_path):
    assert len(re.findall(r"fonts/loma(?:-bold)?\.[0-9a-f]{12}\.ttf", collected(tmp_path))) == 2


def test_pages_do_without_a_font_that_is_not_installed(settings, tmp_path, fresh_finders):
    settings.SCREEN_FONT_ROOT = tmp_path
    assert 'url("../fonts/loma.ttf")' in collected(tmp_path / "static")
    assert finders.find("fonts/loma.ttf") is None
    assert "portal.W001" in {each.id for each in run_checks(tags=["files"], include_deployment_checks=True)}
