"""What a person sees who asks a page in a way that it does not take, and that a head is asked for as its page is."""

import ast

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import RequestFactory
from django.urls import resolve

from tests.portal.addresses import addresses
from tests.portal.rights_table import ADMINISTRATION, RULES, Who
from tests.portal.test_floors import FLOORS, ROOT

# Where somebody is led who was refused, and what was typed on a page before; and what asks others, or refuses methods.
TOLD_APART = {"agencies/second_factor.py", "agencies/unsaved_forms.py"}
ASK_OTHERS = {"ita_portal/alive.py", "ita_portal/outside_links.py"}


@pytest.mark.parametrize("method", ["put", "patch", "delete", "options", "trace"])
def test_no_page_takes_a_method_that_the_portal_does_not_use(client, method):
    response = getattr(client, method)("/login/")
    assert (response.status_code, response.headers["Allow"]) == (405, "GET, HEAD, POST")


@pytest.mark.parametrize("method", ["put", "patch", "delete", "options"])
def test_a_method_is_refused_before_anybody_is_looked_for(
    nanueng, coordinator, as_user, method, django_assert_num_queries
):
    """So that `test_rights_walk.py` need not ask in these ways as everybody."""
    client = as_user(coordinator)
    with django_assert_num_queries(0):
        assert getattr(client, method)("/nanueng/2568/scores/").status_code == 405


@pytest.mark.parametrize("method", ["GET", "HEAD", "POST"])
def test_no_view_looks_at_who_asks_before_it_refuses_a_method(method):
    """So that `test_rights_walk.py` need not ask in this way as everybody. The administration asks who comes first."""
    refused = {
        each.name: each.url
        for each in addresses()
        if each.name not in ADMINISTRATION and RULES[each.name].allowed(method) is None
    }
    assert len(refused) > 20
    answers = {name: answer_without_a_person(url, method, name) for name, url in refused.items()}
    assert answers == dict.fromkeys(refused, 405)


def answer_without_a_person(url: str, method: str, name: str) -> int:
    """Return how a view answers whom it cannot look at; but some public ones count nobodies."""
    found, request = resolve(url), RequestFactory().generic(method, url)
    if Who.ANONYMOUS in (RULES[name].opened_by or ()):
        request.user = AnonymousUser()
    status: int = found.func(request, *found.args, **found.kwargs).status_code
    return status


def test_an_address_of_forms_that_is_opened_says_what_to_do(nanueng, coordinator, as_user):
    response = as_user(coordinator).get("/nanueng/2568/scores/lock/")
    assert (response.status_code, response.headers["Allow"]) == (405, "POST")
    assert "รายการนั้นอาจยังไม่ได้บันทึก" in response.content.decode()


def tells_apart(source: str) -> bool:
    """Return whether code names GET or HEAD without the other, and so may answer one and not the other."""
    if "GET" not in source and "HEAD" not in source:
        return False
    nodes = [*ast.walk(ast.parse(source))]
    lists = [node.elts for node in nodes if isinstance(node, ast.List | ast.Tuple | ast.Set)]
    alike = {
        id(each) for one in lists if {"GET", "HEAD"} <= {getattr(each, "value", "") for each in one} for each in one
    }
    named = (node for node in nodes if isinstance(node, ast.Constant) and id(node) not in alike)
    return "require_GET" in source or any(node.value in ("GET", "HEAD") for node in named)


def test_nothing_tells_a_head_from_a_page():
    """So that `test_rights_walk.py` need not ask for the heads as everybody who is refused the pages."""
    sources = {
        str(path.relative_to(ROOT)): path.read_text(encoding="utf-8")
        for floor in FLOORS
        for path in (ROOT / floor).rglob("*.py")
    }
    assert {name for name, source in sources.items() if tells_apart(source)} == TOLD_APART | ASK_OTHERS


@pytest.mark.parametrize(
    ("source", "is_told"),
    [
        ('@require_http_methods(["GET", "HEAD", "POST"])\ndef page(request): ...', False),
        ('@require_http_methods(["GET", "POST"])\ndef page(request): ...', True),
        ("@require_GET\ndef page(request): ...", True),
        ('def page(request):\n    return year if request.method == "GET" else None', True),
        ('def page(request):\n    return year if request.method in {"HEAD"} else None', True),
    ],
)
def test_code_that_tells_a_head_from_a_page_is_found(source, is_told):
    assert tells_apart(source) is is_told
