"""The names that a page looks for in the query of its address."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.http import QueryDict

EVERY_NAME = "*"  # it goes through all that there are
BY_NAME = ("__getitem__", "__contains__", "get", "getlist", "pop", "setdefault", "setlistdefault")
THROUGH_ALL = ("__iter__", "keys", "items", "values", "lists")
AS_A_WHOLE = ("urlencode", "copy", "__copy__", "__deepcopy__")  # whatever the names are


@contextmanager
def names_looked_for() -> Iterator[set[str]]:
    """Note by which names any query is asked meanwhile."""
    noted: set[str] = set()
    with pytest.MonkeyPatch.context() as patch:
        for method in (*BY_NAME, *THROUGH_ALL, *AS_A_WHOLE):
            patch.setattr(QueryDict, method, _noting(getattr(QueryDict, method), method, noted))
        yield noted


def _noting(ask: Callable[..., Any], method: str, noted: set[str]) -> Callable[..., Any]:
    def asked(query: QueryDict, *args: Any, **options: Any) -> Any:
        before = set(noted)
        answer = ask(query, *args, **options)
        if method in AS_A_WHOLE:
            noted.intersection_update(before)
        elif method in THROUGH_ALL:
            noted.add(EVERY_NAME)
        else:
            noted.add(str(args[0]))
        return answer

    return asked
