"""A form that was sent and not taken: its texts go on, on a page that can send them once more.

A sign-in that ended, a token of an earlier sign-in, a server that is busy, full or away, a file that is too large: each
answers with a page of its own that holds what was typed and a button that sends it again. Nothing of it is stored.
Passwords, codes and files are never among it; the token is the new page's own.

Every form in which people write carries who opened it, signed (`{% written_by %}`). Nobody else is shown its texts, and
only such a form is carried across a sign-in: sealed, so that it comes back as it was, for as long as a day.
"""

from dataclasses import dataclass
from typing import Any

from django.core import signing
from django.core.exceptions import BadRequest, SuspiciousOperation
from django.http import HttpRequest
from django.http.request import UnreadablePostError

TOKEN, WRITER, SEALED = "csrfmiddlewaretoken", "written-by", "carried"
SALT = "ita_portal.carried"
SECONDS_SEALED = 24 * 60 * 60
# What is no text of anybody and stays behind, by a part of its name.
SECRET_NAMES = ("password", "otp", "secret")
NOT_CARRIED = (TOKEN, SEALED, "code")
# What a page keeps of what was stored before goes on unseen: nobody wrote it here.
KEPT_BY_PAGES = (WRITER, "seen", "version", "shown", "next", "unsaved")
SHORTEST_TEXT = 20  # what is shorter is typed again, or was chosen
MOST_LETTERS = 4_000_000  # the longest texts of an analysis
MOST_FIELDS = 5_000
MOST_SEALED = 40_000  # the page of signing in takes small posts only


@dataclass(frozen=True)
class Carried:
    """What a form held that was not taken, and where it wanted to go."""

    address: str
    fields: tuple[tuple[str, str], ...]
    files: tuple[str, ...] = ()
    person: str = ""  # key of the account that opened the form; empty where the form does not say
    is_cut: bool = False  # it was too large to be read to its end

    @property
    def hidden(self) -> list[tuple[str, str]]:
        return [(name, text) for name, text in self.fields if not is_text(name, text)]

    @property
    def texts(self) -> list[tuple[str, str]]:
        return [(name, text) for name, text in self.fields if is_text(name, text)]

    @property
    def sealed(self) -> str:
        """What the sign-in page hands on, or nothing where that is too long for it or nobody says whose it is."""
        if not self.person or self.is_cut:
            return ""
        content = [self.address, self.fields, self.files, self.person]
        sealed = signing.dumps(content, salt=SALT, compress=True)
        return sealed if len(sealed) <= MOST_SEALED else ""

    def is_for(self, user: Any) -> bool:
        """Return whether a person may see it: whoever sent it just now, but for a form that somebody else opened."""
        return not self.person or self.person == str(user.pk)


def is_text(name: str, text: str) -> bool:
    """Return whether a field is shown: words that are long enough to be worth it."""
    return is_written(name, text) and (len(text) >= SHORTEST_TEXT or "\n" in text)


def is_written(name: str, text: str) -> bool:
    """Return whether a field holds words that a person wrote, not what a page keeps or how it calls its things."""
    has_words = not text.isascii() or " " in text or "\n" in text
    return has_words and bool(text.strip()) and not name.endswith(KEPT_BY_PAGES)


def carried_of(request: HttpRequest) -> Carried | None:
    """Return what a refused post held, where anybody wrote something in it and it came from a page of the portal."""
    if request.method != "POST" or not is_sent_by_page(request):
        return None
    try:
        fields, files = _fields(request), tuple(request.FILES)
    except (SuspiciousOperation, BadRequest, UnreadablePostError, OSError, ValueError):
        return None  # too large or broken: it cannot be read
    person = writer_of(request.POST.get(WRITER, ""))
    if not (person or any(is_text(*field) for field in fields)) or len(fields) > MOST_FIELDS:
        return None
    if sum(len(text) for _, text in fields) > MOST_LETTERS:
        return None
    return Carried(request.get_full_path(), fields, files, person, getattr(request, "is_cut", False))


def is_sent_by_page(request: HttpRequest) -> bool:
    """Return whether a form of the portal itself was sent, to be answered with a page.

    A browser says so; one too old for that names the origin. What a script asks for is told to the script.
    """
    if request.headers.get("Sec-Fetch-Dest", "document") != "document":
        return False
    if site := request.headers.get("Sec-Fetch-Site"):
        return site == "same-origin"
    return request.headers.get("Origin") == f"{request.scheme}://{request.get_host()}"


def written_by(user: Any) -> str:
    """Return the account of whoever opens a form, signed."""
    return signing.Signer(salt=SALT).sign(str(user.pk))


def writer_of(signed: str) -> str:
    """Return the key of the account that opened a form; nothing where the form does not say, or lies."""
    try:
        return str(signing.Signer(salt=SALT).unsign(signed))
    except signing.BadSignature:
        return ""


def opened(sealed: str) -> Carried | None:
    """Return what was sealed on the way through the sign-in; None after a day, or where somebody changed it."""
    try:
        address, fields, files, person = signing.loads(sealed, salt=SALT, max_age=SECONDS_SEALED)
    except signing.BadSignature:
        return None
    return Carried(address, tuple((name, text) for name, text in fields), tuple(files), person)


def _fields(request: HttpRequest) -> tuple[tuple[str, str], ...]:
    named = ((name, text) for name in request.POST for text in request.POST.getlist(name))
    return tuple((name, text.replace("\r\n", "\n")) for name, text in named if _goes_on(name))


def _goes_on(name: str) -> bool:
    return name not in NOT_CARRIED and not any(secret in name.lower() for secret in SECRET_NAMES)
