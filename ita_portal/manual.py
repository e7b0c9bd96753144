"""The user manual (docs/manual-th.md) as pages: its chapters, their addresses, and which of them tells of a room."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import groupby, pairwise
from pathlib import Path
from urllib.parse import unquote

from django.conf import settings
from django.urls import reverse
from markdown_it import MarkdownIt
from markdown_it.token import Token

FILE = Path(settings.BASE_DIR) / "docs" / "manual-th.md"
MARKDOWN = MarkdownIt("commonmark", {"html": False}).enable("table")
# The chapter, or the section of one, that tells how to use the pages of a room of the bar.
ROOMS = {
    "overview": "ภาพรวม",
    "sheet": "กรอกคะแนน",
    "checks": "ตรวจความถูกต้องและเทียบรายปี",
    "compare": "ตรวจความถูกต้องและเทียบรายปี",
    "findings": "วิเคราะห์",
    "plan": "มาตรการ",
    "my-work": "รอบการรายงานและงานของฉัน",
    "documents": "เอกสาร",
    "history": "ประวัติการแก้ไขและรายการที่ลบ",
    "search": "ประวัติการแก้ไขและรายการที่ลบ",
    "people": "สมาชิกของหน่วยงาน",
    "settings": "ตั้งค่าหน่วยงาน",
}


@dataclass(frozen=True)
class ManualChapter:
    """A chapter as a page; its sections by their anchors. The anchors are those of the headings in the file."""

    anchor: str
    title: str
    html: str
    sections: tuple[tuple[str, str], ...]  # anchor and title


@dataclass(frozen=True)
class Manual:
    introduction: str
    chapters: tuple[ManualChapter, ...]

    def chapter(self, anchor: str) -> ManualChapter | None:
        return next((each for each in self.chapters if each.anchor == anchor), None)


@cache
def manual() -> Manual:
    """Return the manual, read once in the life of a process."""
    tokens = MARKDOWN.parse(FILE.read_text(encoding="utf-8"))
    addresses = _addresses(tokens)
    introduction, *chapters = _parts(tokens)
    return Manual(_rendered(introduction, addresses), tuple(_chapter(part, addresses) for part in chapters))


def room_address(room: str) -> str:
    """Return the address of what the manual tells of a room; else that of its contents."""
    return _addresses_of_file().get(ROOMS.get(room, ""), reverse("help"))


def anchor_of(title: str) -> str:
    """Return the anchor of a heading, as the links within the file write it."""
    return title.replace(" ", "-")


@cache
def _addresses_of_file() -> dict[str, str]:
    return _addresses(MARKDOWN.parse(FILE.read_text(encoding="utf-8")))


def _addresses(tokens: Sequence[Token]) -> dict[str, str]:
    """Return the address of each heading by its anchor: chapters have pages, sections a place on them."""
    addresses, page = {}, ""
    for level, title in _headings(tokens):
        anchor = anchor_of(title)
        if level == "h2":
            page = reverse("help-chapter", args=[anchor])
        addresses[anchor] = page if level == "h2" else f"{page}#{anchor}"
    return addresses


def _headings(tokens: Sequence[Token]) -> Iterator[tuple[str, str]]:
    """Yield level and title of chapters and sections."""
    for opening, text in pairwise(tokens):
        if opening.type == "heading_open" and opening.tag in ("h2", "h3"):
            yield opening.tag, text.content


def _parts(tokens: Sequence[Token]) -> list[list[Token]]:
    """Return the introduction and then the chapters."""
    number = 0

    def part(token: Token) -> int:
        nonlocal number
        number += token.type == "heading_open" and token.tag == "h2"
        return number

    return [list(part_tokens) for _, part_tokens in groupby(tokens, part)]


def _chapter(tokens: list[Token], addresses: dict[str, str]) -> ManualChapter:
    (_, title), *sections = _headings(tokens)
    return ManualChapter(
        anchor=anchor_of(title),
        title=title,
        html=_rendered(_raised(tokens), addresses),
        sections=tuple((anchor_of(name), name) for _, name in sections),
    )


def _raised(tokens: list[Token]) -> list[Token]:
    """Give headings their anchors, and let that of the chapter be the page's own, one level up."""
    for token, text in pairwise(tokens):
        if token.type == "heading_open":
            token.attrSet("id", anchor_of(text.content))
        if token.type in ("heading_open", "heading_close"):
            token.tag = f"h{int(token.tag[1]) - 1}"
    return tokens


def _rendered(tokens: Sequence[Token], addresses: dict[str, str]) -> str:
    for token in tokens:
        token.attrs.pop("style", None)  # of an aligned column, which the content security policy forbids
        for inner in token.children or ():
            if inner.type == "link_open":
                _follow(inner, addresses)
    return str(MARKDOWN.renderer.render(tokens, MARKDOWN.options, {}))


def _follow(link: Token, addresses: dict[str, str]) -> None:
    """Let a link within the file lead to the page of its heading; one to another file leads nowhere here."""
    target = unquote(str(link.attrs["href"]))
    if target.startswith("#"):
        link.attrs["href"] = addresses[target[1:]]
    elif not target.startswith("https://"):
        del link.attrs["href"]
