"""Lines of text by where their letters stand, and whether a line was ended on purpose or for want of room."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ita_portal.documents.line_ends import joint
from ita_portal.documents.pdf_marks import Letter

# Of the size of the letters: how far apart words stand that no blank parts, and base lines of one line.
WORD_GAP, SAME_LINE = 0.25, 0.45
CLUSTER = 4  # letters at most that are drawn as one
TWICE = 0.1  # of the size: how near a letter is drawn again, to look bold
LONGEST_WORD = 7.0  # of the size: Thai has no blanks, and a line may end before any word
CENTRED = 2.0  # points by which the room on both sides of a line may differ


@dataclass(frozen=True)
class TextLine:
    """A line with the width of what stands before its first blank: a line above had no room for it, or ended."""

    text: str
    x: float
    right: float
    y: float
    size: float
    begins: float = 0.0


def text_lines(letters: Sequence[Letter]) -> list[TextLine]:
    """Return the lines of letters from the top down, each read from left to right."""
    return [_line(each) for each in letter_lines(letters)]


def letter_lines(letters: Sequence[Letter]) -> list[list[Letter]]:
    """Return letters by their lines, from the top down and from left to right; a line of blanks is none."""
    lines: list[list[Letter]] = []
    for letter in sorted(letters, key=lambda each: -each.y):
        if lines and lines[-1][0].y - letter.y < SAME_LINE * max(letter.size, lines[-1][0].size, 1):
            lines[-1].append(letter)
        else:
            lines.append([letter])
    kept = (line for line in lines if any(not letter.text.isspace() for letter in line))
    return [sorted(line, key=lambda each: each.x) for line in kept]


def joined(lines: Sequence[str]) -> str:
    """Return lines as one text: Thai breaks within a sentence, other writing at its blanks."""
    text = ""
    for line in lines:
        text = f"{text}{joint(text, line)}{line}"
    return text


def is_broken_for_width(before: TextLine, line: TextLine, left: float, right: float) -> bool:
    """Return whether a line was ended since what begins the next one had no room any more between two edges."""
    room = right - before.right
    if before.x - left > CENTRED and abs(before.x - left - room) < CENTRED:
        room *= 2  # the line stands in the middle
    return room < min(line.begins, LONGEST_WORD * line.size)


def line_text(line: Sequence[Letter]) -> str:
    """Return the text of a line, with a blank where there is room for one."""
    return "".join(_with_blanks(line)).strip()


def is_cluster(letter: Letter) -> bool:
    """Return whether a letter is one with its true text, of which a part alone may tell how far it reaches: "ทำ"."""
    return letter.is_true and len(letter.text) <= CLUSTER


def _line(line: Sequence[Letter]) -> TextLine:
    visible = [letter for letter in line if not letter.text.isspace()]
    size = max(letter.size for letter in visible)
    return TextLine(line_text(line), visible[0].x, _right(visible), line[0].y, size, _begins(line))


def _right(letters: Sequence[Letter]) -> float:
    return max(max(letter.right, letter.x) for letter in letters)


def _begins(line: Sequence[Letter]) -> float:
    """Return the width of a line up to the first blank at which it may be broken."""
    first = next(at for at, letter in enumerate(line) if not letter.text.isspace())
    end = next((at for at in range(first, len(line)) if _may_break(line, at)), len(line))
    last = line[end - 1]
    width = max(last.right, last.x) - line[first].x
    blank = last.text.strip().find(" ")  # in a text that is drawn as a whole
    return width if blank < 0 else width - (last.right - last.x) * (1 - blank / len(last.text))


def _may_break(line: Sequence[Letter], at: int) -> bool:
    return line[at].text.isspace() and line[at - 1].text != ")"


def _with_blanks(line: Sequence[Letter]) -> Iterator[str]:
    before: Letter | None = None
    for letter in line:
        if before and before.text == letter.text and abs(before.x - letter.x) < TWICE * letter.size:
            continue
        is_apart = before is not None and letter.x - max(before.right, before.x) > WORD_GAP * letter.size
        is_apart = is_apart and before is not None and not is_cluster(before)
        if is_apart and before and not (before.text + letter.text).isspace() and not letter.text.isspace():
            yield "" if before.text.isspace() else " "
        yield letter.text
        before = letter
