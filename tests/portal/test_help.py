"""The manual on the portal's own pages, and the way to it from every room."""

import re
from pathlib import Path
from urllib.parse import unquote

import pytest
from django.conf import settings

from ita_portal.manual import ROOMS, manual, room_address

TEMPLATES = Path(settings.BASE_DIR) / "templates"
LINK = re.compile(r'href="([^"]*)"')


def rooms_of_templates() -> set[str]:
    texts = (path.read_text(encoding="utf-8") for path in TEMPLATES.rglob("*.html"))
    return {room for text in texts for room in re.findall(r'_bar.html" with room="([\w-]+)"', text)}


def test_every_room_has_its_chapter_and_every_chapter_is_there():
    assert rooms_of_templates() == set(ROOMS)
    chapters = {each.anchor for each in manual().chapters}
    sections = {anchor for each in manual().chapters for anchor, _ in each.sections}
    assert set(ROOMS.values()) <= chapters | sections


@pytest.mark.parametrize("room", ROOMS)
def test_the_address_of_a_room_opens_at_its_heading(client, room):
    address, _, anchor = room_address(room).partition("#")
    page = client.get(address)
    assert page.status_code == 200
    assert f'id="{unquote(anchor) or ROOMS[room]}"' in page.content.decode()


def test_every_link_within_the_manual_leads_somewhere(client):
    opened = {"/help/": client.get("/help/").content.decode()}
    for chapter in manual().chapters:
        address = f"/help/{chapter.anchor}/"
        opened[address] = client.get(address).content.decode()
    for address, page in opened.items():
        for link in LINK.findall(page[page.index("<main") :]):
            target, _, anchor = unquote(link).partition("#")
            assert not anchor or f'id="{anchor}"' in opened[target or address], (address, link)
            assert not target or target in opened, (address, link)


def test_the_manual_is_open_to_who_cannot_sign_in_and_only_read(client):
    assert client.get("/help/").status_code == 200
    assert client.post("/help/").status_code == 405
    assert client.get("/help/ไม่มีบทนี้/").status_code == 404


def test_no_style_and_no_markup_of_its_own_comes_with_the_manual(client):
    for chapter in manual().chapters:
        assert "style=" not in chapter.html
        assert "<script" not in chapter.html


@pytest.mark.django_db
def test_the_bar_leads_to_the_chapter_of_the_page(nanueng, reader, as_user):
    page = as_user(reader).get("/nanueng/2568/scores/").content.decode()
    assert f'href="{room_address("sheet")}">วิธีใช้<span class="visually-hidden">หน้านี้</span></a>' in page
