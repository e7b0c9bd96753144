"""The stylesheets: every class has one meaning and a use, every class of a page has a look or a script."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
STYLESHEETS = ROOT / "static/css"
APPS = ("agencies", "assessments", "measures", "reports", "workspace", "public")
# Paper, and the pages of Django's administration, load none of the portal's own stylesheets: worlds of their own.
PAPER = ("document.css", "document-screen.css")
APART = (*PAPER, "admin.css")
PAPER_TEMPLATES = ("reports/blocks/", "reports/document.html", "admin/")
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
CLASS = re.compile(r"\.(-?[a-zA-Z_][\w-]*)")
# One class with what it can be asked for: its state, its attributes, what stands before it; nothing around it.
ALONE = re.compile(r"\.([\w-]+)(?:::?[\w-]+(?:\([^)]*\))?|\[[^\]]*\])*")


def rules(name: str) -> list[str]:
    """Return the selectors of a stylesheet, those for paper and small windows too."""
    text = COMMENT.sub("", (STYLESHEETS / name).read_text())
    return [" ".join(selector.split()) for selector in re.findall(r"([^{}]+)\{", text)]


def looks(name: str) -> set[str]:
    """Return the classes that a stylesheet gives their look: alone in a selector, on every screen."""
    text = COMMENT.sub("", (STYLESHEETS / name).read_text())
    text = re.sub(r"@(?:media|page)[^{]*\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}", "", text)
    selectors = [each.strip() for group in re.findall(r"([^{}]+)\{", text) for each in group.split(",\n")]
    return {match[1] for each in selectors if (match := ALONE.fullmatch(each))}


def styled(names: list[str]) -> set[str]:
    return {name for each in names for selector in rules(each) for name in CLASS.findall(selector)}


def stylesheets() -> list[str]:
    return sorted(path.name for path in STYLESHEETS.glob("*.css") if path.name not in APART)


def templates() -> dict[str, str]:
    found = {str(path.relative_to(ROOT / "templates")): path for path in (ROOT / "templates").rglob("*.html")}
    return {name: path.read_text() for name, path in found.items() if not name.startswith(PAPER_TEMPLATES)}


def classes_of(template: str) -> set[str]:
    """Return the classes of a template; what is printed into a name is an asterisk."""
    values = " ".join(re.findall(r'class="((?:\{[{%].*?[%}]\}|[^"])*)"', template))
    return set(re.sub(r"\{\{.*?\}\}", "*", re.sub(r"\{%.*?%\}", " ", values)).split())


def words_of(pattern: str, folders: tuple[str, ...]) -> str:
    return "\n".join(path.read_text() for folder in folders for path in (ROOT / folder).rglob(pattern))


def is_used(name: str, used: set[str]) -> bool:
    return any(re.fullmatch(re.escape(each).replace(r"\*", r"[\w-]+"), name) for each in used if each != "*")


def test_a_class_gets_its_look_in_one_stylesheet():
    files: dict[str, list[str]] = {}
    for stylesheet in stylesheets():
        for name in looks(stylesheet):
            files.setdefault(name, []).append(stylesheet)
    assert {name: where for name, where in files.items() if len(where) > 1} == {}


def test_every_class_of_a_stylesheet_is_used():
    used = {name for text in templates().values() for name in classes_of(text)}
    quoted = " ".join(re.findall(r'"[^"\n]*"|`[^`]*`', words_of("*.js", ("static/js",))))
    used |= set(re.findall(r"[\w*-]+", re.sub(r"\$\{.*?\}", "*", quoted)))
    attributes = re.findall(r'"class": f?"([^"]*)"|_class[\w() ]*[:=] f?"([^"]*)"', words_of("*.py", APPS))
    used |= {name for pair in attributes for value in pair for name in value.split()}
    used |= classes_of(re.sub(r"\{\w*\}", " ", words_of("*.py", APPS)))  # rows that are written in Python
    # Words for a state that the rules give and a template prints as a class.
    used |= {"rise", "fall"}
    assert [name for name in sorted(styled(stylesheets())) if not is_used(name, used)] == []


def test_every_class_of_a_page_has_a_look_or_a_use():
    known = styled(stylesheets())
    hooks = words_of("*.js", ("static/js",)) + words_of("*.py", ("tests/browser",))
    missing = {
        name: where
        for where, text in templates().items()
        for name in classes_of(text)
        if "*" not in name and name not in known and not re.search(rf"\.{re.escape(name)}\b", hooks)
    }
    assert missing == {}


def test_stylesheets_stay_short():
    lengths = {path.name: len(path.read_text().splitlines()) for path in STYLESHEETS.glob("*.css")}
    assert {name: length for name, length in lengths.items() if length > 400} == {}


TEXTS = ("--ink", "--ink-soft", "--accent", "--accent-dark", "--attention")
GROUNDS = ("--paper", "--ground", "--accent-soft", "--attention-soft")
WINDOWS = re.compile(r"@media[^{]*-width[^{]*\{((?:[^{}]*\{[^{}]*\})*[^{}]*)\}")


def colours() -> dict[str, str]:
    return dict(re.findall(r"(--[\w-]+): (#[0-9a-f]{6});", (STYLESHEETS / "tokens.css").read_text()))


def luminance(colour: str) -> float:
    """The relative luminance of WCAG 2, of 0 (black) to 1 (white)."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_every_colour_of_text_can_be_read_on_every_ground():
    found = colours()
    pairs = [(text, ground) for text in TEXTS for ground in GROUNDS]
    assert {
        pair: contrast(*(found[name] for name in pair)) for pair in pairs if contrast(*map(found.get, pair)) < 4.5
    } == {}
    assert min(contrast("#ffffff", found[name]) for name in ("--accent", "--accent-dark", "--attention")) >= 4.5


def test_a_small_window_has_no_colours_of_its_own():
    """So that the scan of a page in the browser compares colours at one width only."""
    allowed = {"none", "transparent", *(f"var({name})" for name in (*TEXTS, *GROUNDS))}
    others = {
        name: declared
        for name in stylesheets()
        for block in WINDOWS.findall(COMMENT.sub("", (STYLESHEETS / name).read_text()))
        for declared in re.findall(r"(?<![\w-])(?:color|background(?:-color)?|opacity): ([^;]+);", block)
        if declared not in allowed
    }
    assert others == {}
