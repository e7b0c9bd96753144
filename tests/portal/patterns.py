"""Every regular expression of the portal, how it is used, and texts on which a bad one takes for ever."""

import ast
import importlib
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from itertools import islice
from re import _compiler, _constants, _parser  # what a pattern consists of, as re itself has read it
from types import ModuleType
from typing import Any

from tests.portal.test_floors import FLOORS, ROOT

ONCE = ("search", "match", "fullmatch")
METHODS = (*ONCE, "findall", "finditer", "split", "sub", "subn")
EVERY = "every"
# What stands in every module that calls a pattern; the others are not read any further.
MAY_CALL = re.compile(rf"\bre\b|\b({'|'.join(METHODS)})\b")
LETTERS = " \t\n\u200bกา่เ๐0๙9aZ_-.,:;/@()<>\"'%+x!"  # one of each kind that patterns tell apart
LENGTH = 20_000
MOST_ATTACKS = 40  # on one pattern


@dataclass(frozen=True)
class Use:
    """A pattern and a way in which a module calls it; `name` is where it stands."""

    pattern: re.Pattern[Any]
    method: str  # one of ONCE, or EVERY for what looks through a whole text
    name: str = field(compare=False)

    def __call__(self, text: str) -> object:
        is_text = isinstance(self.pattern.pattern, str)
        given, nothing = (text, "") if is_text else (text.encode("latin-1", "ignore"), b"")
        return self.pattern.subn(nothing, given) if self.method == EVERY else getattr(self.pattern, self.method)(given)


@cache
def portal_modules() -> tuple[ModuleType, ...]:
    """Return every module of the portal; importing one runs nothing, once the administration is there."""
    importlib.import_module("ita_portal.urls")
    paths = sorted(path.relative_to(ROOT) for floor in FLOORS for path in (ROOT / floor).rglob("*.py"))
    names = (".".join(path.with_suffix("").parts).removesuffix(".__init__") for path in paths)
    return tuple(importlib.import_module(name) for name in names if ".migrations" not in name and name != SERVER)


SERVER = "ita_portal.wsgi"


def uses() -> set[Use]:
    """Return every use of every pattern: named in a module or a class, or written inside a function."""
    return {use for module in portal_modules() for use in uses_in(module)}


def uses_in(module: ModuleType) -> Iterator[Use]:
    """Yield the uses in a module; one of a name whose use is not seen there, or elsewhere, counts as each of them."""
    yield from _calls(module)
    everywhere = _called_anywhere()
    for name, pattern in _named(module):
        if pattern not in everywhere:
            yield from (Use(pattern, method, f"{module.__name__}.{name}") for method in ("search", "fullmatch"))


@cache
def _called_anywhere() -> frozenset[re.Pattern[str]]:
    return frozenset(use.pattern for module in portal_modules() for use in _calls(module))


@cache
def _calls(module: ModuleType) -> tuple[Use, ...]:
    return tuple(_find_calls(module))


def _find_calls(module: ModuleType) -> Iterator[Use]:
    """Yield `_NAME.search`, also as an argument, and `re.search("…")` with a pattern that stands there."""
    for node in ast.walk(_tree(module)) if MAY_CALL.search(_source(module)) else ():
        if isinstance(node, ast.Attribute) and node.attr in METHODS:
            pattern = _value(node.value, module)
            if isinstance(pattern, re.Pattern):
                yield Use(pattern, _way(node.attr), f"{module.__name__}:{node.lineno}")
        if isinstance(node, ast.Call) and _is_of_re(node.func) and (pattern := _written(node, module)):
            ways = ("search", "fullmatch") if node.func.attr == "compile" else (_way(node.func.attr),)
            yield from (Use(pattern, way, f"{module.__name__}:{node.lineno}") for way in ways)


def _way(method: str) -> str:
    return method if method in ONCE else EVERY


def _written(call: ast.Call, module: ModuleType) -> re.Pattern[str] | None:
    """Return the pattern that a call of re is given as a text; None for one that has a name in its module."""
    written = _value(call.args[0], module) if call.args else None
    flags = [_value(each, module) for each in (*call.args[1:], *(one.value for one in call.keywords))]
    if not isinstance(written, str | bytes):
        return None
    pattern = re.compile(written, next((each for each in flags if isinstance(each, re.RegexFlag)), 0))
    return None if pattern in {named for _, named in _named(module)} else pattern


def built_elsewhere() -> set[str]:
    """Return where a pattern is made from what is known only when it is made."""
    return {
        f"{module.__name__}.{function.name}"
        for module in portal_modules()
        if re.search(r"\bre\b", _source(module))
        for function in ast.walk(_tree(module))
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef)
        for node in ast.walk(function)
        if isinstance(node, ast.Call) and _is_of_re(node.func) and _value(node.args[0], module) is None
    }


def _is_of_re(function: ast.expr) -> bool:
    is_of_re = (
        isinstance(function, ast.Attribute) and isinstance(function.value, ast.Name) and function.value.id == "re"
    )
    return is_of_re and function.attr in ("compile", *METHODS)


def _value(node: ast.expr, module: ModuleType) -> Any:
    """Return what an expression of a module's names and constants stands for, None where that takes more."""
    if any(isinstance(each, ast.Call) and not _is_of_re(each.func) for each in ast.walk(node)):
        return None
    try:
        return eval(compile(ast.Expression(node), module.__name__, "eval"), vars(module).copy())  # noqa: S307
    except Exception:
        return None


@cache
def _tree(module: ModuleType) -> ast.Module:
    return ast.parse(_source(module))


@cache
def _source(module: ModuleType) -> str:
    return (ROOT / sys.modules[module.__name__].__file__).read_text(encoding="utf-8")


@cache
def _named(module: ModuleType) -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple(_find_named(module))


def _find_named(module: ModuleType) -> Iterator[tuple[str, re.Pattern[str]]]:
    """Yield the patterns in the names of a module and of its classes, also within lists and tables."""
    for name, value in vars(module).items():
        yield from ((name, each) for each in _patterns(value))
        if isinstance(value, type) and value.__module__ == module.__name__:
            yield from ((f"{name}.{inner}", each) for inner, one in vars(value).items() for each in _patterns(one))


def _patterns(value: object) -> Iterator[re.Pattern[str]]:
    if isinstance(value, re.Pattern):
        yield value
    elif isinstance(value, dict):
        yield from (each for one in (*value.keys(), *value.values()) for each in _patterns(one))
    elif isinstance(value, list | tuple | set | frozenset):
        yield from (each for one in value for each in _patterns(one))
    elif not isinstance(value, type) and isinstance(regex := getattr(value, "regex", None), re.Pattern):
        yield regex  # of one of Django's validators


def attacks(pattern: re.Pattern[str], length: int = LENGTH) -> Iterator[str]:
    """Yield long texts that a pattern nearly matches: each part that repeats, as often as that, after what leads there.

    The end of each is what the pattern cannot take, so that it looks for another way through the whole text.
    """
    parsed = _parser.parse(pattern.pattern, pattern.flags)
    found = dict.fromkeys(pair for least in (0, 1) for pair in _repeats(parsed, "", least))
    texts = dict.fromkeys(
        text
        for before, item in found
        for text in (before + repeated(item, length - len(before)), repeated(before + item, length))
    )
    yield from (f"{text}!" for text in islice(texts, MOST_ATTACKS))


def repeated(item: str, length: int) -> str:
    """Return as many letters of a text said again and again."""
    return (item * (length // len(item) + 1))[:length]


def _repeats(parsed: Any, before: str, least: int) -> Iterator[tuple[str, str]]:
    """Yield what leads to each part that may repeat without end, and the texts that it may repeat.

    On the way there, what may be left out is left out, or stands once.
    """
    for op, value in parsed:
        for inner, is_repeated in _inside(op, value):
            yield from _repeats(inner, before, least)
            if is_repeated:
                yield from ((before, item) for item in _samples(inner))
        before += _sample(parsed, op, value, least)


def _inside(op: Any, value: Any) -> Iterator[tuple[Any, bool]]:
    if op in REPEATS:
        yield value[2], value[1] > SHORT
    elif op is _constants.SUBPATTERN:
        yield value[-1], False
    elif op is _constants.ATOMIC_GROUP:
        yield value, False
    elif op is _constants.BRANCH:
        yield from ((branch, False) for branch in value[1])


def _samples(parsed: Any) -> list[str]:
    """Return texts that a part matches: a letter of each kind and words of two, else the shortest of each branch."""
    one = _compiler.compile(parsed) if len(parsed) == 1 and _single(parsed) else None
    if one:
        letters = [letter for letter in LETTERS if one.fullmatch(letter)]
        return letters + [f"{one}{other}" for one in letters if one in "a0" for other in letters if other in "-. _"]
    branches = [branch for op, value in parsed if op is _constants.BRANCH for branch in value[1]]
    texts = [_shortest(part) for part in (parsed, *branches)]
    return [text for text in texts if text]


def _single(parsed: Any) -> bool:
    return parsed[0][0] in (_constants.IN, _constants.ANY, _constants.NOT_LITERAL, _constants.LITERAL)


def _shortest(parsed: Any, least: int = 0) -> str:
    return "".join(_sample(parsed, op, value, least) for op, value in parsed)


def _sample(parsed: Any, op: Any, value: Any, least: int) -> str:
    """Return a text that one part matches, in which what repeats does so as often as it must, but `least` times."""
    if op in REPEATS:
        return _shortest(value[2], least) * max(least, value[0])
    if op is _constants.SUBPATTERN:
        return _shortest(value[-1], least)
    if op is _constants.ATOMIC_GROUP:
        return _shortest(value, least)
    if op is _constants.BRANCH:
        return _shortest(value[1][0], least)
    if op in (_constants.AT, _constants.ASSERT, _constants.ASSERT_NOT, _constants.GROUPREF):
        return ""
    part = _parser.SubPattern(parsed.state, [(op, value)])
    return next((each for each in _samples(part)), chr(value) if isinstance(value, int) else "")


REPEATS = (_constants.MAX_REPEAT, _constants.MIN_REPEAT, _constants.POSSESSIVE_REPEAT)
SHORT = 20  # what repeats no oftener can be looked at again
