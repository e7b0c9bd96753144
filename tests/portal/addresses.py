"""Every address of the portal, walked out of its URL configuration."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, resolve
from django.urls.resolvers import RoutePattern

LOGIN_PAGES = ("/login/?next=", "/admin/login/?next=")
# What an address is filled in with; whatever is not named here is number 1.
SAMPLES = {
    "agency": "nanueng",
    "fiscal_year": "2568",
    "key": "00000000-0000-4000-8000-000000000000",
    "round_key": "00000000-0000-4000-8000-000000000001",
    "file_key": "00000000-0000-4000-8000-000000000002",
    "holding_key": "00000000-0000-4000-8000-000000000003",
    "kind": "analysis",
    "subject": "document:analysis",
    "file_type": "xlsx",
    "file_format": "pdf",
    "app_label": "agencies",
    "url": "nowhere",
    "uidb64": "MQ",
    "token": "no-such-token",
}


_tried: set[URLPattern] = set()


@dataclass(frozen=True)
class Address:
    name: str
    url: str


def addresses(**samples: str) -> list[Address]:
    """Return one address for each pattern of the URL configuration."""
    return list(_filled_in(get_resolver(), tuple(sorted((SAMPLES | samples).items()))))


@lru_cache(maxsize=64)
def _filled_in(resolver: URLResolver, samples: tuple[tuple[str, str], ...]) -> tuple[Address, ...]:
    return tuple(_walk(resolver, "/", "", dict(samples)))


def _walk(resolver: URLResolver, prefix: str, namespace: str, samples: dict[str, str]) -> Iterator[Address]:
    for entry in resolver.url_patterns:
        url = prefix + _sample(entry.pattern, samples)
        if isinstance(entry, URLResolver):
            inner = f"{namespace}{entry.namespace}:" if entry.namespace else namespace
            yield from _walk(entry, url, inner, samples)
        else:
            _leads_to(entry, url)
            yield Address(f"{namespace}{entry.name}", url)


def _leads_to(entry: URLPattern, url: str) -> None:
    """Hold that an address that was filled in is one of its pattern: once a run, whatever things it names then."""
    if entry not in _tried:
        assert resolve(url).func is entry.callback, f"{url} does not lead to {entry}"
        _tried.add(entry)


def _sample(pattern: object, samples: dict[str, str]) -> str:
    if isinstance(pattern, RoutePattern):
        return re.sub(r"<(?:\w+:)?(\w+)>", lambda match: samples.get(match[1], "1"), str(pattern))
    return re.sub(r"\(\?P<(\w+)>[^)]*\)", lambda match: samples[match[1]], str(pattern).strip("^$"))


def is_closed(url: str) -> bool:
    """Return whether somebody who is not signed in is sent to a login page, whether reading or writing."""
    answers = [Client().get(url), Client().post(url)]
    return all(answer.status_code == 302 and answer.headers["Location"].startswith(LOGIN_PAGES) for answer in answers)
