"""What may be chosen about one kind of document, and the form that holds until somebody chooses.

What nobody has chosen follows the framework's year: the forms that municipalities used in it. The layout goes on to
the next year; texts that speak of a year, and the round that is reported, stay with it.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

from assessments.rules.structure import Structure
from reports.options.choices import HEADING, Choices, PaperStyle, Signatory


@dataclass(frozen=True)
class TextChoice:
    """A text of a document that an agency may word itself; left empty, the portal words it."""

    name: str
    rows: int = 2
    carries: bool = False  # goes on to the next year, since it names no year


@dataclass(frozen=True)
class ColumnSet:
    """Columns that municipalities print together, so that they can be chosen at once."""

    key: str
    name: str
    columns: tuple[str, ...]


@dataclass(frozen=True)
class VariantChoice:
    """A thing that official paper does in one way or another; what nobody chose is done in the first way."""

    name: str
    words: Mapping[str, str]  # key → what people read
    note: str = ""

    @property
    def usual(self) -> str:
        return next(iter(self.words))


@dataclass(frozen=True)
class OwnWording:
    """What the portal prints where an agency says nothing of its own: texts, and who signs."""

    texts: Mapping[str, str]
    signatories: tuple[Signatory, ...] = ()


def heading_texts(columns: Mapping[str, str]) -> dict[str, TextChoice]:
    """Return the heads of columns as texts that an agency may word itself."""
    return {f"{HEADING}{key}": TextChoice(f"หัวคอลัมน์ “{name}”", 1, carries=True) for key, name in columns.items()}


def no_parts(structure: Structure) -> tuple[str, ...]:
    """Return the parts of a document that is not divided into any."""
    return ()


@dataclass(frozen=True, kw_only=True)
class KindOptions:
    """All that an agency may choose about a kind of document; each mapping leads from a key to what people read."""

    slug: str
    name: str
    columns: Mapping[str, str]
    column_sets: tuple[ColumnSet, ...]
    usual_columns: Callable[[Structure], ColumnSet]  # in a framework's year
    texts: Mapping[str, TextChoice]
    parts: Mapping[str, str] = field(default_factory=dict)  # empty: the document is not divided into parts
    usual_parts: Callable[[Structure], tuple[str, ...]] = no_parts
    charts: Mapping[str, str] = field(default_factory=dict)
    usual_charts: tuple[str, ...] = ()
    variants: Mapping[str, VariantChoice] = field(default_factory=dict)
    has_rounds: bool = False  # prints how far the measures have come: in a plan with rounds, what was accepted in one

    def usual_choices(self, structure: Structure, style: PaperStyle) -> Choices:
        """Return the form that municipalities used in a framework's year."""
        return Choices(
            margins=style.margins,
            digits=style.digits,
            style=style,
            columns=self.usual_columns(structure).columns,
            parts=self.usual_parts(structure),
            charts=self.usual_charts,
        )

    def carried_over(self, choices: Choices) -> Choices:
        """Return the choices as they go on to another year: without what speaks of their own year."""
        kept = {key: text for key, text in choices.texts.items() if key in self.texts and self.texts[key].carries}
        signers = tuple(each for each in choices.signatories if not each.heading)  # the chain is the agency's own
        return replace(choices, texts=kept, signatories=signers, round_key="", round_name="", version=0)
