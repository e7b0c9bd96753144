"""A process that is going to print documents: what it does when it starts, so that nobody who prints waits for it."""

import ctypes.util
import gc
import sys
from collections.abc import Iterator
from contextlib import contextmanager

# New objects between two looks for rubbish. A document is a million objects that all live until it is printed: to look
# through them every 700, as Python does, takes a tenth of the print and finds nothing.
OBJECTS_BETWEEN_COLLECTIONS = 50_000


def prepare_to_print() -> None:
    """Import the renderer, and look for rubbish seldom, never in what was loaded by then."""
    gc.set_threshold(OBJECTS_BETWEEN_COLLECTIONS, *gc.get_threshold()[1:])
    with _no_search_for_libraries():
        import weasyprint  # noqa: F401  loads libraries, fonts and style sheets
    gc.collect()
    gc.freeze()


@contextmanager
def _no_search_for_libraries() -> Iterator[None]:
    """Let libraries be loaded by the names that they have on Linux, without asking the linker where others may be.

    WeasyPrint tries the names of other systems first. For each of them Python asks `ldconfig` and the compiler, which
    together takes as long as the rest of the import.
    """
    search = ctypes.util.find_library
    if sys.platform == "linux":
        ctypes.util.find_library = lambda name: None
    try:
        yield
    finally:
        ctypes.util.find_library = search
