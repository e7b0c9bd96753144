"""What the pages of a test were drawn from.

Django's client copies the context of each piece of a page with all that belongs to its rendering, for a page of fifty
rows some hundred times. The layers alone are as true: a layer is pushed and taken away whole.
"""

from collections.abc import Iterator
from typing import Any

from django.template.base import Template
from django.template.context import BaseContext
from django.test.utils import ContextList


class SeenContext:
    """The names of a context as they were when a piece of a page was drawn."""

    def __init__(self, context: BaseContext) -> None:
        self._layers = list(context)  # the innermost first

    def __iter__(self) -> Iterator[dict[Any, Any]]:
        return iter(self._layers)

    def __contains__(self, name: str) -> bool:
        return any(name in layer for layer in self._layers)

    def __getitem__(self, name: str) -> Any:
        for layer in self._layers:
            if name in layer:
                return layer[name]
        raise KeyError(name)


def store_context(
    store: dict[str, Any], signal: object, sender: object, template: Template, context: BaseContext, **_: object
) -> None:
    """Store a template and what it was drawn from, in place of `django.test.client.store_rendered_templates`."""
    store.setdefault("templates", []).append(template)
    store.setdefault("context", ContextList()).append(SeenContext(context))
