"""The Thai that Django lacks is in ita_portal/locale, complete and compiled."""

import re
from pathlib import Path

import django
import polib
import pytest

LOCALE = Path(__file__).parents[2] / "ita_portal" / "locale" / "th" / "LC_MESSAGES"
DJANGO = Path(django.__file__).parent
DJANGO_PARTS = ("conf", "contrib/auth", "contrib/admin", "contrib/contenttypes", "contrib/sessions")
SOURCES = sorted(LOCALE.glob("*.po"))


Key = tuple[str | None, str, str]  # context, message, its plural


def catalogue(path: Path) -> dict[Key, polib.POEntry]:
    """Return the entries by what Django looks for: a message with a plural is another than the same without."""
    entries = polib.pofile(str(path)) if path.exists() else []
    return {(entry.msgctxt, entry.msgid, entry.msgid_plural): entry for entry in entries}


def thai_of(entry: polib.POEntry) -> str:
    return entry.msgstr or entry.msgstr_plural.get(0, "")


# -- the files


@pytest.mark.parametrize("source", SOURCES, ids=lambda path: path.name)
def test_the_compiled_file_is_what_the_source_says(source: Path):
    assert source.with_suffix(".mo").read_bytes() == polib.pofile(str(source)).to_binary(), "run bin/messages"


def placeholders(text: str) -> tuple[set[str], list[str]]:
    """Return the named placeholders, which may repeat, and the nameless ones in their order."""
    named = set(re.findall(r"%\(\w+\)[sdr]|\{\w+\}", text))
    return named, re.findall(r"%[sdr]|\{\}|%%", text)


@pytest.mark.parametrize("source", SOURCES, ids=lambda path: path.name)
def test_every_message_has_the_placeholders_of_the_english(source: Path):
    for entry in polib.pofile(str(source)):
        if "%(from)s" not in entry.msgid:  # the names of Python classes, left out on purpose
            assert placeholders(thai_of(entry)) == placeholders(entry.msgid_plural or entry.msgid), entry.msgid


@pytest.mark.parametrize("source", SOURCES, ids=lambda path: path.name)
def test_every_message_is_translated_and_has_the_one_plural_form_of_thai(source: Path):
    file = polib.pofile(str(source))
    assert file.metadata["Plural-Forms"] == "nplurals=1; plural=0;"
    for entry in file:
        assert thai_of(entry), entry.msgid
        assert not entry.fuzzy, entry.msgid
        assert set(entry.msgstr_plural) == ({0} if entry.msgid_plural else set()), entry.msgid


# Where Django's messages stay in English because nobody reads them: names of languages and of applications without
# pages, the page of a fresh installation, and descriptions of database columns.
UNREAD_FILES = {
    "conf/global_settings.py",
    "contrib/sitemaps/apps.py",
    "contrib/staticfiles/apps.py",
    "contrib/syndication/apps.py",
    "views/templates/default_urlconf.html",
}
UNREAD = {
    "A JSON object",
    "Positive big integer",
    "Raw binary data",
    "String (unlimited)",
    "Universally unique identifier",
}


@pytest.mark.parametrize("domain", ["django", "djangojs"])
def test_no_message_that_people_meet_is_missing(domain: str):
    ours = catalogue(LOCALE / f"{domain}.po")
    thai, english = dict(ours), dict[Key, polib.POEntry]()
    for part in DJANGO_PARTS:
        its_own = catalogue(DJANGO / part / f"locale/th/LC_MESSAGES/{domain}.po")
        thai |= {key: entry for key, entry in its_own.items() if entry.translated()}
        english |= catalogue(DJANGO / part / f"locale/en/LC_MESSAGES/{domain}.po")
    unread = {key for key, entry in english.items() if {file for file, _ in entry.occurrences} <= UNREAD_FILES}
    assert {key for key in english.keys() - thai.keys() - unread if key[1] not in UNREAD} == set()
    of_django = {key for key, entry in ours.items() if entry.comment != "django-import-export"}
    assert of_django - english.keys() == set(), "Django no longer says this"
