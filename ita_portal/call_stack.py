"""Room on the call stack, so that Python does not ask the system for memory at every call.

Python 3.11 and later keep the calls of a thread in pieces of 16 KB. A call across the end of a piece takes another one
from the system and gives it back when it returns; a loop that stands there does so at each turn. A page is drawn by a
hundred calls within each other, so that chance decides which loop it is. It took 4 to 8 % of the time of some pages
with forms, and a tenth of that of the tests, which stand on a hundred calls of pytest.

A call that claims a large frame for itself gets a piece of its own, in which all calls within it find room. What it
claims is only reserved: nobody writes there, and the system hands out memory that is written to.
"""

from collections.abc import Callable
from functools import update_wrapper
from typing import ParamSpec, TypeVar

Given = ParamSpec("Given")
Answer = TypeVar("Answer")

# Places of 8 bytes: slightly more than half of 1 MB, since the size of a piece is a power of two. The rest is room for
# the thousand calls within each other that Python allows.
CLAIMED = 70_000


def with_room(call: Callable[Given, Answer]) -> Callable[Given, Answer]:
    """Return a callable that does what another one does, with room on the stack for all that it calls in turn."""

    def called(*args: Given.args, **kwargs: Given.kwargs) -> Answer:
        return call(*args, **kwargs)

    called.__code__ = called.__code__.replace(co_stacksize=CLAIMED)
    return update_wrapper(called, call)
