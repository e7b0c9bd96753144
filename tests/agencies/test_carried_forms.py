"""Each form in which people write, each way in which its sign-in is lost: the texts are shown, go on, are stored.

What becomes of one form in every case is in test_carried.py; a browser is at it in tests/browser/test_unsaved_forms.py.
"""

import html
import json
import re
from collections.abc import Callable
from uuid import uuid4

import pytest
from django.test import Client

from agencies.models import Session, UnsavedForm, User
from tests.agencies.lost_sign_ins import ended_elsewhere, expired
from tests.agencies.test_carried import SAME
from tests.agencies.written_forms import FORMS, TEXT, WrittenForm, addresses_of_forms
from tests.measures.rounds import IN_TIME
from tests.portal.forms import fields_of

LOGIN = "/login/"
SEND_AGAIN = "ส่งข้อมูลเดิมอีกครั้ง"


@pytest.fixture
def addresses(nanueng, coordinator, on_day, settings, tmp_path) -> dict[str, str]:
    settings.MEDIA_ROOT = tmp_path
    on_day(IN_TIME)
    return addresses_of_forms(nanueng, coordinator)


def signed_in_again(client: Client, user: User) -> None:
    """In another tab: the session is a new one, and so is the token."""
    Session.objects.all().delete()
    sent(client, client.get(LOGIN), LOGIN, "password", username=user.username, password="p")


WAYS: list[Callable[[Client, User], None]] = [ended_elsewhere, expired, signed_in_again]


def form_with(response, field: str) -> str:
    """Return the markup of the form of a page that has a field."""
    forms = re.findall("<form.*?</form>", response.text, re.DOTALL)
    return next(each for each in forms if f'name="{field}"' in each)


def sent(client: Client, response, page: str, field: str, **typed: str):
    """Send the form of a page that has a field, with what is typed into it, as a browser does."""
    form = form_with(response, field)
    address = re.search('<form[^>]* action="([^"]+)"', form)
    token = re.search('name="csrfmiddlewaretoken" value="([^"]+)"', form)[1]
    fields = fields_of(response, field) | {"csrfmiddlewaretoken": token}
    return client.post(html.unescape(address[1]) if address else page, fields | typed, headers=SAME)


def kept_draft(client: Client, response, texts: dict[str, str], field: str) -> str:
    """Let a page keep what is typed in a form of it, as its script does; return what the form then says of that."""
    form, key = form_with(response, field), str(uuid4())
    name, path = re.search('data-unsaved-form="([^"]+)" data-page="([^"]+)"', form).groups()
    kept = {"key": key, "page": path, "name": name, "query": "", "title": "", "fields": list(texts.items())}
    token = {"X-CSRFToken": re.search('name="csrfmiddlewaretoken" value="([^"]+)"', form)[1]}
    client.post("/account/drafts/", json.dumps(kept), content_type="application/json", headers=token)
    return f"{key} {name}"


def signed_in_where_asked(client: Client, refused, user: User):
    """Return the page with the texts, after the password where the sign-in has ended."""
    if 'name="password"' not in refused.text:
        return refused
    return sent(client, refused, LOGIN, "password", username=user.username, password="p")


@pytest.mark.parametrize("form", FORMS, ids=[form.name for form in FORMS])
@pytest.mark.parametrize("lose", WAYS)
def test_a_lost_sign_in_loses_no_text(coordinator, as_user, addresses, form: WrittenForm, lose):
    page, client = form.page.format(**addresses), Client(enforce_csrf_checks=True)
    client.cookies = as_user(coordinator).cookies
    opened, texts = client.get(page), {form.field: TEXT, **dict(form.chosen)}
    draft = kept_draft(client, opened, texts, form.field)
    assert f'data-kept="{draft.split()[0]}"' in client.get(page).text
    lose(client, coordinator)
    refused = sent(client, opened, page, form.field, **texts, unsaved=draft)
    assert (refused.status_code, TEXT in refused.text) == (403, True)
    again = signed_in_where_asked(client, refused, coordinator)
    assert SEND_AGAIN in again.text
    assert f'type="hidden" name="unsaved" value="{draft}"' in again.text  # it is no text of anybody
    taken = sent(client, again, page, form.field)
    assert (taken.status_code == 302) is (form.stores or form.name == "document")
    assert SEND_AGAIN not in taken.text
    # A table stays a draft until what it says is stored.
    assert UnsavedForm.objects.exists() is (form.name == "table")
