"""The forms of a page in which people write more than one line, and which of them keep nothing of it."""

from collections.abc import Mapping
from html.parser import HTMLParser

SAVES_ITSELF = "data-saves-itself"  # row by row, see plan-report.js; cell by cell, see sheet.js


class _FieldReader(HTMLParser):
    """Collects the forms of a page: where each leads, whether one writes in it, and whether it keeps that."""

    def __init__(self, url: str) -> None:
        super().__init__()
        self.url = url
        self.forms: list[dict] = []

    def handle_starttag(self, tag, attrs):
        values = dict(attrs)
        if tag == "form":
            posts = (values.get("method") or "get").lower() == "post"
            form = {"to": values.get("action") or self.url, "posts": posts, "writes": False, "signed": False}
            self.forms.append(form | {"keeps": SAVES_ITSELF in values})
        elif self.forms and tag == "textarea" and "readonly" not in values and "hidden" not in values:
            self.forms[-1]["writes"] = True
        elif self.forms and tag == "input":
            self.forms[-1]["keeps"] |= bool(values.get("data-unsaved-form"))
            self.forms[-1]["signed"] |= values.get("name") == "written-by"


def written_forms(url: str, html: str) -> list[dict]:
    reader = _FieldReader(url)
    reader.feed(html)
    return [form for form in reader.forms if form["writes"] and form["posts"]]


def losing(forms: list[dict]) -> list[str]:
    """Return where the forms lead that keep nothing of what is written in them, or do not say whose it is."""
    return [form["to"] for form in forms if not form["keeps"] or not form["signed"]]


def losing_on(pages: Mapping[str, str]) -> list[str]:
    """Return the same for many pages, by their addresses."""
    return losing([form for url, html in pages.items() for form in written_forms(url, html)])
