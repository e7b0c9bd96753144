"""What a browser without JavaScript would post from a page, read from the page itself."""

from html.parser import HTMLParser

from django.test.client import Client

Posted = dict[str, str | list[str]]


class _FormReader(HTMLParser):
    """Collects the fields of every form of a page as a browser would post them."""

    def __init__(self) -> None:
        super().__init__()
        self.forms: list[dict[str, list[str]]] = []
        self._text_of: str | None = None  # name of the open textarea
        self._select: str | None = None
        self._options: list[tuple[str, bool]] = []
        self._value_is_text = False

    def handle_starttag(self, tag, attrs):
        values = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.forms.append({})
        elif tag == "input":
            self._read_input(values)
        elif tag == "textarea":
            self._text_of = values.get("name")
            self._add(self._text_of, "")
        elif tag == "select":
            self._select, self._options = values.get("name"), []
        elif tag == "option":
            self._options.append((values.get("value", ""), "selected" in values))
            self._value_is_text = "value" not in values

    def handle_data(self, data):
        if self._text_of is not None:
            fields = self.forms[-1][self._text_of]
            # The first line break of a textarea belongs to the page, not to the text.
            fields[-1] += data.removeprefix("\n") if fields[-1] == "" else data
        elif self._select is not None and self._options and self._value_is_text and self.lasttag == "option":
            self._options[-1] = (self._options[-1][0] + data, self._options[-1][1])

    def handle_endtag(self, tag):
        if tag == "textarea":
            self._text_of = None
        elif tag == "select":
            chosen = [value for value, is_chosen in self._options if is_chosen]
            for value in chosen or [value for value, _ in self._options[:1]]:
                self._add(self._select, value)
            self._select = None
        elif tag == "option":
            self._value_is_text = False

    def _read_input(self, values):
        if values.get("type") in ("submit", "button", "file") or "disabled" in values:
            return
        if values.get("type") in ("checkbox", "radio") and "checked" not in values:
            return
        unsaid = "on" if values.get("type") in ("checkbox", "radio") else ""
        self._add(values.get("name"), values.get("value", unsaid))

    def _add(self, name, value):
        if name and self.forms:
            self.forms[-1].setdefault(name, []).append(value)


def fields_of(response, field: str) -> Posted:
    """Return the fields of the form that holds `field`, ready to be posted; lists only where a name comes twice."""
    reader = _FormReader()
    reader.feed(response.content.decode())
    form = next(form for form in reader.forms if field in form)
    return {
        name: values[0] if len(values) == 1 else values
        for name, values in form.items()
        if name != "csrfmiddlewaretoken"
    }


def opened(client: Client, url: str, field: str) -> Posted:
    """Open a page and return what its form would post if nothing were typed."""
    return fields_of(client.get(url), field)
