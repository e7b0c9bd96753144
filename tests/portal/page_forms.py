"""The forms of a page as they stand in it: where they lead, how, and with which fields."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urljoin

from django.test import Client

IDLE = ("submit", "button", "image", "reset", "file")


@dataclass
class PageForm:
    url: str
    method: str
    fields: dict[str, list[str]] = field(default_factory=dict)
    texts: set[str] = field(default_factory=set)  # fields that people type into
    files: set[str] = field(default_factory=set)

    def with_text(self, text: str, *, only: str = "") -> dict[str, list[str]]:
        """Return what the form sends with a text in one of its fields, or in all that people type into."""
        names = {only} if only else self.texts
        return {name: [text] if name in names else values for name, values in self.fields.items()}


class _Reader(HTMLParser):
    def __init__(self, url: str) -> None:
        super().__init__()
        self.url = url
        self.forms: dict[str, PageForm] = {}
        self.open: PageForm | None = None
        self.select: tuple[str, list[str], list[str]] | None = None

    def handle_starttag(self, tag, attrs):
        values = {name: value or "" for name, value in attrs}
        if tag == "form":
            url, method = urljoin(self.url, values.get("action", "")), values.get("method", "get").upper()
            self.open = PageForm(url, method)
            self.forms[values.get("id") or f"form {len(self.forms)}"] = self.open
        form = self.forms.get(values.get("form", ""), self.open)
        if form and tag in ("input", "textarea") and "name" in values:
            self._read_input(form, tag, values)
        elif tag == "select" and form:
            self.select = (values.get("name", ""), [], [])
        elif tag == "option" and self.select:
            self.select[1 if "selected" in values else 2].append(values.get("value", ""))

    def handle_endtag(self, tag):
        if tag == "form":
            self.open = None
        elif tag == "select" and self.select:
            name, chosen, others = self.select
            if self.open and name:
                self.open.fields.setdefault(name, []).extend(chosen or others[:1])
            self.select = None

    def _read_input(self, form: PageForm, tag: str, values: dict[str, str]) -> None:
        kind, name = values.get("type", "text"), values["name"]
        if kind == "file":
            form.files.add(name)
        if kind in IDLE or (kind in ("checkbox", "radio") and "checked" not in values):
            return
        form.fields.setdefault(name, []).append(values.get("value", ""))
        if tag == "textarea" or kind in ("text", "search", "email", "url", "tel"):
            form.texts.add(name)


def forms_of(url: str, html: str) -> list[PageForm]:
    """Return the forms of a page, those without a field of their own included."""
    reader = _Reader(url)
    reader.feed(html)
    return list(reader.forms.values())


def pages_opened(client: Client, urls: Iterable[str]) -> dict[str, str]:
    """Return the pages that addresses open, by their addresses: no files, and nothing that is refused."""
    answers = ((url, client.get(url)) for url in urls)
    return {
        url: answer.content.decode()
        for url, answer in answers
        if answer.status_code == 200 and "html" in answer.headers["Content-Type"] and not answer.streaming
    }
