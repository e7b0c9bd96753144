"""Thai vowels and tones over and under the letters of a page, put to the letter that they are drawn upon.

Programs draw them when they like, and some files name them wrongly: a sign that is named as a tone and drawn under its
letter is none. What it is can be told where its shape is known from elsewhere, or where one name alone is left.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

BELOW = "\u0e38\u0e39\u0e3a"
ABOVE = "\u0e31\u0e34\u0e35\u0e36\u0e37\u0e47\u0e48\u0e49\u0e4a\u0e4b\u0e4c\u0e4d\u0e4e"
# Those that nearly every text has; what is rare is not guessed.
_USUAL = {True: "\u0e38\u0e39", False: "\u0e31\u0e34\u0e35\u0e36\u0e37\u0e47\u0e48\u0e49\u0e4c"}
# Of the size of the letters: how far a mark may lie outside its letter, and how high it stands at least above the line.
_BESIDE, _HIGH, _SAME_LINE = 0.35, 0.3, 0.9
_SCALED = 0.1  # of its width by its height: how much a mark differs that is drawn larger or smaller
_ALIKE = 0.03  # of the size: how much two drawings of one sign differ at most
# Only a tone stands over a letter between these: "ใช้", "หน้า". ๊ and ๋ are rare.
_BEFORE_TONES, _AFTER_TONES, _TONES = "\u0e43\u0e44\u0e42", "\u0e32\u0e30", "\u0e48\u0e49"
# How wide a mark is by its height: mai ek is one stroke, sara u has one foot and sara uu two.
_NARROW, _WIDE = 0.65, 0.9
_A_PAIR = 2
_BAND = 8  # points of height by which the letters of a page are looked up


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter where it begins and ends on its base line, in points from the lower left corner of the page.

    `ink` is where a mark is drawn: left, bottom, right and top. `drawing` tells what was drawn together.
    """

    text: str
    x: float
    y: float
    size: float
    right: float = 0.0
    ink: tuple[float, float, float, float] | None = None
    drawing: int = 0
    is_true: bool = False  # whether its text is told apart from what is drawn, and may be several letters


@dataclass(frozen=True, slots=True)
class _Shape:
    """A mark as it is drawn, of the size of its letter."""

    name: str
    is_below: bool
    width: float
    height: float

    @property
    def is_likely(self) -> bool:
        """Whether a mark of this name is ever drawn there."""
        return self.is_below == (self.name in BELOW)

    @property
    def plain_name(self) -> str | None:
        """The name that the drawing itself tells, in whatever font: one stroke is mai ek, below there are only two."""
        if self.is_below:
            return "\u0e39" if self.width > _WIDE * self.height else "\u0e38"
        return "\u0e48" if self.width < _NARROW * self.height else None

    def is_scaled(self, other: "_Shape") -> bool:
        """Whether another mark is drawn alike, larger or smaller, as fonts draw tones over a vowel."""
        one, two = (each.width / max(each.height, 0.01) for each in (self, other))
        return abs(one - two) < _SCALED * max(one, two)

    def is_like(self, other: "_Shape") -> bool:
        return abs(self.width - other.width) < _ALIKE and abs(self.height - other.height) < _ALIKE


def is_mark(text: str) -> bool:
    return bool(text) and not text.strip(BELOW + ABOVE)


@dataclass
class MarkNames:
    """What the marks of a document are, by how they are drawn."""

    _shapes: set[_Shape] = field(default_factory=set)
    _tones: set[_Shape] = field(default_factory=set)  # those that stand where no other vowel or ์ does
    renamed: dict[str, str] = field(default_factory=dict)  # what a sign is called, and what it is
    unnamed: set[str] = field(default_factory=set)  # signs that are not what they are called, nor known otherwise

    def learn(self, letters: Sequence[Letter]) -> None:
        """Note how the marks of a page are drawn."""
        beside = _neighbours(letters)
        last: Letter | None = None
        for base, mark in _upon(letters):
            if base and mark.ink and not mark.is_true:
                shape = _shape(base, mark)
                self._shapes.add(shape)
                before, after = beside[id(base)]
                if before in _BEFORE_TONES or after in _AFTER_TONES or base is last:
                    self._tones.add(shape)
            last = base

    def placed(self, letters: Sequence[Letter]) -> list[Letter]:
        """Return the letters of a page, each with its marks in its text."""
        marks: dict[int, list[Letter]] = defaultdict(list)
        alone = []
        for base, mark in _upon(letters):
            if base is None:
                alone.append(mark)
            else:
                marks[id(base)].append(mark)
        told = (each for each in letters if not is_mark(each.text))
        return [*(self._with(each, marks[id(each)]) if id(each) in marks else each for each in told), *alone]

    def _with(self, base: Letter, marks: Sequence[Letter]) -> Letter:
        names = (self._name(base, *pair) for pair in zip(marks, _unswapped(base, marks), strict=True))
        return replace(base, text=base.text + "".join(names))

    def _name(self, base: Letter, mark: Letter, unswapped: Letter) -> str:
        """Return what a mark is: by how it is drawn, else under the name that the one beside it has."""
        shape = None if not mark.ink else _shape(base, mark)
        if shape is None or shape.is_likely:
            return mark.text
        name = self._told_by_shape(shape)
        if name is None and unswapped.text == mark.text:
            self.unnamed.add(mark.text)
        if name and name != unswapped.text:
            self.renamed[mark.text] = name
        return name or unswapped.text

    def _told_by_shape(self, shape: _Shape) -> str | None:
        """Return what a sign is that is drawn where none of its name is: one drawn alike, or the only name left."""
        known = {each.name for each in self._shapes if each.is_likely and each.is_below == shape.is_below}
        alike = {each.name for each in self._shapes if each.is_likely and each.is_like(shape)} & known
        left = set(_USUAL[shape.is_below]) - known
        if shape in self._tones and not shape.is_below:
            scaled = {each.name for each in self._shapes if each.is_likely and each.is_scaled(shape)}
            alike, left = (alike or scaled) & set(_TONES), left & set(_TONES)
        found = alike or left
        return found.pop() if len(found) == 1 else shape.plain_name if shape.plain_name not in known else None


def _unswapped(base: Letter, marks: Sequence[Letter]) -> Sequence[Letter]:
    """Return the marks of a letter; where two have the name of the other, each with its own."""
    wrong = [at for at, mark in enumerate(marks) if mark.ink and not _shape(base, mark).is_likely]
    if len(wrong) != _A_PAIR:
        return marks
    one, other = wrong
    swapped = {one: replace(marks[one], text=marks[other].text), other: replace(marks[other], text=marks[one].text)}
    return [swapped.get(at, mark) for at, mark in enumerate(marks)]


def _shape(base: Letter, mark: Letter) -> _Shape:
    assert mark.ink is not None
    left, bottom, right, top = mark.ink
    size = max(base.size, 1.0)
    is_below = top - base.y < _HIGH * size
    return _Shape(mark.text, is_below, round((right - left) / size, 2), round((top - bottom) / size, 2))


def _upon(letters: Sequence[Letter]) -> Iterator[tuple[Letter | None, Letter]]:
    """Yield each mark behind the letter that it is drawn upon; None where there is none."""
    bands: dict[int, list[Letter]] = {}
    before: Letter | None = None
    for letter in letters:
        if not is_mark(letter.text):
            before = letter
        elif before and _distance(before, letter) is not None:
            yield before, letter
        else:
            bands = bands or _bands(letters)
            yield _nearest(bands, letter), letter


def _neighbours(letters: Sequence[Letter]) -> dict[int, tuple[str, str]]:
    """Return for each letter, by its identity, the texts of those before and behind it."""
    told = [each for each in letters if not is_mark(each.text)]
    texts = ["-", *(each.text for each in told), "-"]
    return {id(each): (texts[at] or "-", texts[at + 2] or "-") for at, each in enumerate(told)}


def _bands(letters: Iterable[Letter]) -> dict[int, list[Letter]]:
    found: dict[int, list[Letter]] = defaultdict(list)
    for each in letters:
        if not is_mark(each.text) and not each.text.isspace():
            found[int(each.y // _BAND)].append(each)
    return found


def _nearest(bands: dict[int, list[Letter]], mark: Letter) -> Letter | None:
    reach = int(_SAME_LINE * mark.size // _BAND) + 1
    band = int(mark.y // _BAND)
    near = (each for at in range(band - reach, band + reach + 1) for each in bands.get(at, ()))
    found = [(distance, each) for each in near if (distance := _distance(each, mark)) is not None]
    return min(found, key=lambda pair: pair[0])[1] if found else None


def _distance(base: Letter, mark: Letter) -> float | None:
    """Return how far a mark is from a letter that it may be drawn upon; None where it is not."""
    left, _, right, _ = mark.ink or (mark.x, 0, mark.x, 0)
    middle = (left + right) / 2
    over = max(base.x - middle, middle - base.right, 0.0)
    beside, beneath = over / max(base.size, 1), abs(base.y - mark.y) / max(base.size, 1)
    return beside + beneath if beside < _BESIDE and beneath < _SAME_LINE else None
