"""First drafts from the figures of a year: the three parts of a finding, and the measures that answer weak figures.

A draft says nothing that the figures do not: what is below the target or has fallen clearly is a weakness, what has
reached the target is to be kept, what is unknown is passed over. Its proposals come from the library of suggestions.
Figures are compared with the previous assessment only where they are comparable: indicators always, questions of the
surveys within one `survey_list`, open-data items by their topics.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from assessments.rules.analysis import ITEM, Subject, Texts
from assessments.rules.change import change_between
from assessments.rules.citations import citation
from assessments.rules.figures import HIGHEST, printed
from assessments.rules.scoring import mean
from assessments.rules.sheet import IndicatorBlock, InstrumentBlock, PublishedRow, Row, Sheet, part_name
from assessments.rules.structure import QuestionSpec, Structure
from assessments.rules.target import is_below_target
from assessments.suggestions import Library, Suggestion

# A figure that fell by more than this against the previous assessment is a weakness though above the target.
CLEAR_FALL = Decimal("5.00")
# Beyond this many, proposals would hide the weakest, and strong figures are named by examples.
HANDFUL = 5
PROPOSALS_TO_KEEP = 3
# Who perceives the weakness of a survey, as its text begins; that of an open-data item is nobody's perception.
VOICES = ("ผู้มีส่วนได้ส่วนเสียภายในบางส่วนเห็นว่า", "ผู้มีส่วนได้ส่วนเสียภายนอกบางส่วนเห็นว่า")
BETWEEN_VOICES = ("ทั้งนี้ ", "ขณะเดียวกัน ")
# What stands before each clause that begins with ควร; as many as a handful.
BETWEEN_PROPOSALS = ("หน่วยงาน", "นอกจากนี้ ", "อีกทั้ง", "รวมทั้ง", "ตลอดจน")
# A question whose matter has no short name is named by its text up to this length, else by its code alone.
LONGEST_QUESTION = 100


@dataclass(frozen=True)
class ProposedMeasure:
    """A measure to answer weak figures: of questions (i10, e1/1, o2), or of an indicator (4) where no more is known.

    `issue` and `indicator` are those of the weakest figure; a year that is not analysed by issues has no issue.
    """

    codes: tuple[str, ...]
    title: str
    steps: tuple[str, ...]
    follow_up: str
    issue: int | None
    indicator: int


@dataclass(frozen=True)
class _Fact:
    """A known figure, what it is of, what it should be and what it was."""

    code: str
    name: str
    value: Decimal
    needed: Decimal
    before: Decimal | None
    suggestion: Suggestion | None
    issue: int | None
    indicator: int

    @property
    def printed(self) -> str:
        return printed(self.value)

    @property
    def is_weak(self) -> bool:
        return is_below_target(self.value, self.needed)

    @property
    def fall(self) -> Decimal:
        return change_between(self.value, self.before) or Decimal(0)

    @property
    def has_fallen(self) -> bool:
        return self.fall > CLEAR_FALL

    @property
    def is_strong(self) -> bool:
        return not self.is_weak and not self.has_fallen


@dataclass(frozen=True)
class _Year:
    """What every fact of a year is made from."""

    sheet: Sheet
    library: Library
    before: Mapping[str, Decimal | None]  # the comparable figures of the previous assessment, by code of this year


def draft_texts(subject: Subject, sheet: Sheet, previous: Sheet | None, library: Library) -> Texts:
    """Return a first draft of what a subject's figures mean, in Arabic digits; empty where no figure is known.

    An issue with figures of its indicators only is drafted from those indicators that lie wholly within it.
    """
    year = _Year(sheet, library, _figures_before(sheet, previous))
    facts = _facts_of(subject, year)
    attention = sorted((f for f in facts if f.is_weak), key=lambda f: f.value)
    attention += sorted((f for f in facts if f.has_fallen and not f.is_weak), key=lambda f: f.fall, reverse=True)
    strong = sorted((f for f in facts if f.is_strong), key=lambda f: f.value, reverse=True)
    codes = _codes_by_topic(sheet.structure)
    return Texts(
        weakness=_weakness(attention),
        improvement=_proposals([_cited(s, codes) for s in _suggestions(attention)[:HANDFUL]]),
        maintenance=_maintenance(strong),
    )


def proposed_measures(
    sheet: Sheet,
    library: Library,
    answered_issues: Collection[int] = (),
    answered_indicators: Collection[int] = (),
    answered_codes: Collection[str] = (),
) -> tuple[ProposedMeasure, ...]:
    """Return a measure for each weak figure that has none, the weakest first; what one suggestion answers is one.

    A figure is answered when a measure of the plan is for its issue (`answered_issues`, numbers), for its indicator
    (`answered_indicators`, numbers) or was made for this very figure (`answered_codes`). An indicator, and the part of
    a survey, count where the figures of their questions are unknown or do not show that they are weak.
    """
    year = _Year(sheet, library, {})
    facts = [fact for block in sheet.indicators for fact in _block_facts(block, year)]
    facts += [fact for block in sheet.instruments for fact in _part_facts(block, year)]
    weak = [f for f in facts if f.is_weak and f.issue not in answered_issues and f.indicator not in answered_indicators]
    weak = [fact for fact in weak if fact.code not in answered_codes]
    answers: dict[Suggestion, list[_Fact]] = {}
    for fact in sorted(weak, key=lambda f: f.value):
        if fact.suggestion:
            answers.setdefault(fact.suggestion, []).append(fact)
    return tuple(_measure(suggestion, answered) for suggestion, answered in answers.items())


def _measure(suggestion: Suggestion, facts: Sequence[_Fact]) -> ProposedMeasure:
    return ProposedMeasure(
        codes=tuple(fact.code for fact in facts),
        title=suggestion.measure,
        steps=suggestion.steps,
        follow_up=suggestion.follow_up,
        issue=facts[0].issue,
        indicator=facts[0].indicator,
    )


# What is known


def _facts_of(subject: Subject, year: _Year) -> list[_Fact]:
    if subject.is_single:
        row = subject.rows[0]
        # An open-data item is passed or failed, so that it has a weakness below the full mark already.
        needed = HIGHEST if subject.scope == ITEM else year.sheet.target
        return [] if row.value is None else [_fact(row, subject.code, row.value, year, needed)]
    codes = {row.code for row in subject.rows}
    facts = [fact for row in subject.rows for fact in _row_facts(row, year)]
    whole = [block for block in year.sheet.indicators if block.rows and codes >= {row.code for row in block.rows}]
    return facts + [fact for block in whole for fact in _indicator_facts(block, facts, year)]


def _block_facts(block: IndicatorBlock, year: _Year) -> list[_Fact]:
    """Return the figures of an indicator's questions, and its own where they do not show that it is weak."""
    facts = [fact for row in block.rows for fact in (*_row_facts(row, year), *_hidden_parts(row, year))]
    return facts + _indicator_facts(block, facts, year)


def _hidden_parts(row: Row, year: _Year) -> list[_Fact]:
    """Return the weak parts of a question that is not weak as a whole."""
    if row.value is None or row.is_weak:
        return []
    weak = [(part.code, part.value) for part in row.parts if part.is_weak and part.value is not None]
    return [_fact(row, code, value, year, year.sheet.target) for code, value in weak]


def _part_facts(block: InstrumentBlock, year: _Year) -> list[_Fact]:
    """Return the parts of a survey that are weak though no question of theirs shows it.

    What is suggested is what answers the weakest indicator of the survey.
    """
    known = {code for each in block.indicators for row in each.rows for code in _weak_parts(row)}
    weak = [
        (part, part.effective)
        for number, part in enumerate(block.parts, 1)
        if part.is_weak and part.effective is not None and str(number) not in known
    ]
    return [_part_fact(part, value, _weakest(block), year) for part, value in weak]


def _weak_parts(row: Row) -> list[str]:
    """Return the numbers of the parts in which a question is weak."""
    return [part.code.partition("/")[2] for part in row.parts if part.is_weak]


def _weakest(block: InstrumentBlock) -> int:
    """Return the number of the survey's weakest indicator; those without a figure come last."""
    return min(block.indicators, key=lambda each: each.summary.effective or HIGHEST).indicator.number


def _part_fact(part: PublishedRow, value: Decimal, indicator: int, year: _Year) -> _Fact:
    suggestion = year.library.for_indicator(indicator)
    return _Fact(part.code, part.name, value, year.sheet.target, None, suggestion, None, indicator)


def _row_facts(row: Row, year: _Year) -> list[_Fact]:
    """Return the figure of a question, or what is known of it in the two parts of its survey."""
    known = [(row.code, row.value)] if row.value is not None else [(part.code, part.value) for part in row.parts]
    return [_fact(row, code, value, year, year.sheet.target) for code, value in known if value is not None]


def _fact(row: Row, code: str, value: Decimal, year: _Year, needed: Decimal) -> _Fact:
    question = row.question
    own = year.library.for_question(question, year.sheet.structure.survey_list)
    return _Fact(
        code,
        _question_name(question, code, own),
        value,
        needed,
        year.before.get(code),
        own or year.library.for_indicator(question.indicator),
        question.issue,
        question.indicator,
    )


def _indicator_facts(block: IndicatorBlock, facts: Sequence[_Fact], year: _Year) -> list[_Fact]:
    """Return an indicator's own figure where its questions' figures are unknown or do not show that it is weak."""
    number, value = block.indicator.number, block.summary.effective
    if value is None:
        return []
    issues = {question.issue for question in block.indicator.questions}
    own = _Fact(
        block.indicator.code,
        f"ตัวชี้วัดที่ {number} {block.indicator.name}",
        value,
        year.sheet.target,
        year.before.get(block.indicator.code),
        year.library.for_indicator(number),
        issues.pop() if len(issues) == 1 else None,
        number,
    )
    below = [fact for fact in facts if fact.indicator == number]
    shows_more = not own.is_strong and all(fact.is_strong for fact in below)
    return [own] if not below or shows_more else []


def _question_name(question: QuestionSpec, code: str, own: Suggestion | None) -> str:
    base, _, part = code.partition("/")
    matter = question.text if question.is_item else own.matter if own else _as_quoted(question.text)
    return " ".join(
        filter(None, (f"ข้อ {base}", f"({part_name(question.instrument, int(part))})" if part else "", matter))
    )


def _as_quoted(text: str) -> str:
    # "ตามประเด็นดังต่อไปนี้" leads on to a list of aspects; without them it says nothing.
    return f"“{text}”" if text and len(text) <= LONGEST_QUESTION and "ต่อไปนี้" not in text else ""


def _figures_before(sheet: Sheet, previous: Sheet | None) -> dict[str, Decimal | None]:
    """Return the comparable figures of the previous assessment under the codes of this year."""
    if previous is None:
        return {}
    figures = {block.indicator.code: block.summary.effective for block in previous.indicators}
    if previous.structure.survey_list == sheet.structure.survey_list:
        surveys = [row for row in previous.rows if not row.question.is_item]
        figures |= {row.code: row.value for row in surveys}
        figures |= {part.code: part.value for row in surveys for part in row.parts}
    for row in sheet.rows:
        if row.question.topics:
            topics = {*row.question.topics}
            figures[row.code] = mean(old.value for old in previous.rows if topics & {*old.question.topics})
    return figures


def _codes_by_topic(structure: Structure) -> dict[str, list[str]]:
    codes: dict[str, list[str]] = {}
    for question in structure.questions:
        for topic in question.topics:
            codes.setdefault(topic, []).append(question.code)
    return codes


# The sentences


def _weakness(attention: Sequence[_Fact]) -> str:
    weak = [fact for fact in attention if fact.is_weak]
    fallen = [fact for fact in attention if not fact.is_weak]
    return " ".join(filter(None, (_below(weak), _meaning(_suggestions(weak)[:HANDFUL]), _fallen(fallen, bool(weak)))))


def _below(weak: Sequence[_Fact]) -> str:
    if not weak:
        return ""
    needed = printed(weak[0].needed)
    short_of = f"ยังไม่ได้คะแนนเต็ม ({needed} คะแนน)" if weak[0].needed == HIGHEST else f"ต่ำกว่าค่าเป้าหมาย ({needed} คะแนน)"
    if len(weak) == 1:
        return f"{_with_figure(weak[0])} {short_of}"
    if len({fact.printed for fact in weak}) == 1 and not any(fact.has_fallen for fact in weak):
        return f"ผลคะแนนที่{short_of} ได้แก่ {_with_one_figure(weak)}"
    return f"ผลคะแนนที่{short_of} ได้แก่ {_listed(map(_with_figure, weak))}"


def _with_figure(fact: _Fact) -> str:
    text = f"{fact.name} ได้ {fact.printed} คะแนน"
    if fact.has_fallen and fact.before is not None:
        text += f" (ลดลงจากการประเมินครั้งก่อนซึ่งได้ {printed(fact.before)} คะแนน)"
    return text


def _with_one_figure(facts: Sequence[_Fact]) -> str:
    """Name several facts that have the same figure, and the figure once."""
    return f"{_listed(fact.name for fact in facts)} ได้{_unit(facts)}ละ {facts[0].printed} คะแนน"


def _unit(facts: Sequence[_Fact]) -> str:
    units = {"ตัวชี้วัด" if fact.code.isdecimal() else "ข้อ" for fact in facts}
    return units.pop() if len(units) == 1 else "รายการ"


def _meaning(suggestions: Sequence[Suggestion]) -> str:
    """Say what weak figures mean: in one sentence what the same people see, and what the reason may be for items."""
    texts = [suggestion.weakness for suggestion in suggestions]
    by_voice = {voice: [text.removeprefix(voice) for text in texts if text.startswith(voice)] for voice in VOICES}
    perceived = [f"{voice}{_listed(clauses, 'เห็นว่า')}" for voice, clauses in by_voice.items() if clauses]
    sentences = [f"{opening}{sentence}" for opening, sentence in zip(BETWEEN_VOICES, perceived, strict=False)]
    if items := [text for text in texts if not text.startswith(VOICES)]:
        opening = "ส่วนข้อมูลที่เปิดเผยต่อสาธารณะ " if sentences else "ทั้งนี้ "
        sentences.append(f"{opening}สาเหตุอาจมาจากการที่{_listed(items, 'การที่')}")
    return " ".join(sentences)


def _fallen(fallen: Sequence[_Fact], after_weak: bool) -> str:
    if not fallen:
        return ""
    opening = "นอกจากนี้ " if after_weak else ""
    if len(fallen) == 1:
        return f"{opening}{_still_reached(fallen[0])}"
    return f"{opening}ผลคะแนนที่ลดลงอย่างชัดเจน แต่ยังเป็นไปตามค่าเป้าหมาย ได้แก่ {_listed(map(_with_figure, fallen))}"


def _still_reached(fact: _Fact) -> str:
    """Tell the fall of a figure that is still at the target in the main clause, where it is what matters."""
    text = f"{fact.name} ได้ {fact.printed} คะแนน ซึ่งยังเป็นไปตามค่าเป้าหมาย แต่ลดลงจากการประเมินครั้งก่อน"
    return text if fact.before is None else f"{text}ซึ่งได้ {printed(fact.before)} คะแนน"


def _maintenance(strong: Sequence[_Fact]) -> str:
    if not strong:
        return ""
    keep = [suggestion.maintenance for suggestion in _suggestions(strong)[:PROPOSALS_TO_KEEP]]
    return " ".join(filter(None, (_reached(strong), _proposals(keep))))


def _reached(strong: Sequence[_Fact]) -> str:
    if len(strong) == 1:
        return f"{_with_figure(strong[0])} เป็นไปตามค่าเป้าหมาย"
    opening, named = "ผลคะแนนที่เป็นไปตามค่าเป้าหมาย", strong[:HANDFUL]
    opening += " ได้แก่" if named == strong else f"มี {len(strong)} {_unit(strong)} เช่น"
    if len({fact.printed for fact in strong}) == 1:
        return f"{opening} {_with_one_figure(named)}"
    return f"{opening} {_listed(map(_with_figure, named))}"


def _suggestions(facts: Iterable[_Fact]) -> list[Suggestion]:
    """Return the suggestions of some facts in their order, each once."""
    return list(dict.fromkeys(fact.suggestion for fact in facts if fact.suggestion))


def _cited(suggestion: Suggestion, codes: Mapping[str, Sequence[str]]) -> str:
    """Return the improvement with the year's open-data codes after the matters it speaks of."""
    text = suggestion.improvement
    for cite in suggestion.cites:
        if found := codes.get(cite.topic):
            before, words, after = text.partition(cite.words)
            space = "" if not after or after.startswith((" ", ")")) else " "
            text = f"{before}{words} {citation(found)}{space}{after}"
    return text


def _proposals(clauses: Sequence[str]) -> str:
    return " ".join(f"{opening}{clause}" for opening, clause in zip(BETWEEN_PROPOSALS, clauses, strict=False))


def _listed(texts: Iterable[str], verb: str = "") -> str:
    """Return "a b และc", a code set off by a space; a verb is repeated before each but the first."""
    first, *others = texts
    if not others:
        return first
    *middle, last = (f"{verb}{text}" for text in others)
    return " ".join((first, *middle, f"และ {last}" if last.isascii() else f"และ{last}"))
