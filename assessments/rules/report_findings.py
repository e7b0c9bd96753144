"""The findings that a document tells: the recommendations of the official report, and a municipality's own analysis.

The official report recommends question by question, in the two parts of the external survey, and names the element
that a failed item lacks. An agency's own analysis goes by issues or indicators, with up to three parts for each.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from zlib import crc32

from assessments.rules.analysis import INDICATOR, ISSUE, ITEM, PARTS, QUESTION
from assessments.rules.indicator_names import indicator_by_name
from assessments.rules.result_statements import Passage
from assessments.rules.structure import QuestionSpec, Structure
from ita_portal.text.spelling import compared
from ita_portal.text.thai import arabic_digits

WEAKNESS, IMPROVEMENT, MAINTENANCE = "weakness", "improvement", "maintenance"
MAX_TEXT = 20_000
_SCOPES = {ISSUE: "ประเด็นที่", INDICATOR: "ตัวชี้วัดที่", QUESTION: "ข้อ", ITEM: "ข้อ"}

_SURVEY = re.compile(r"^(?:ข้อ ?)?([ieIE]) ?([0-9]{1,2})(?: ?\([0-9.]{1,6} คะแนน\))? ?ประเด็น ?(?=\S)")
_SCORED = re.compile(r"^\([0-9.]{1,6} คะแนน\) ?")
_ITEM = re.compile(r"^(?:ข้อ ?)([oO0]) ?([0-9]{1,2}) (?=\S)")
_ITEM_REASON = re.compile(r"ไม่ครบองค์ประกอบ|ขาดองค์ประกอบ|ควร|ไม่พบ|ไม่แสดง|ไม่ได้คะแนน|ไม่มี")
_LACKING = ("ไม่ครบองค์ประกอบ", "ขาดองค์ประกอบ")
_THEREFORE = "ดังนั้น"
_CODE = re.compile(r"^(?:ข้อ ?)?([ieIE]) ?([0-9]{1,2})(?![0-9])")
_PART = re.compile(r"ส่วนที่ ?([12])(?![0-9])")
_PART_NAMES = {"EIT Public": 1, "EIT Survey": 2}
_SUBJECT = re.compile(r"^(ประเด็น|ตัวชี้วัด)(?:ที่)? ?([0-9]{1,2})[ .:]*(.*)$")
_SUBJECT_FIGURE = re.compile(r" : [0-9.]{1,6} คะแนน$")
_PART_WORDS = {
    WEAKNESS: r"ข้อบกพร่อง ?/ ?(?:ข้อ)?(?:ที่ต้อง)?ปรับปรุง|ข้อบกพร่อง(?: ?/ ?จุดอ่อน)?|จุดอ่อน|ประเด็นที่เป็นข้อบกพร่อง(?:หรือจุดอ่อน)?",
    IMPROVEMENT: r"ข้อ(?:ที่)?(?:ควร|ต้อง)พัฒนา|การพัฒนา|ประเด็นที่(?:จะ)?ต้องพัฒนา(?:ให้ดีขึ้น)?|แนวทางการพัฒนา",
    MAINTENANCE: r"การรักษาระดับ|ข้อ(?:ที่)?(?:ควร|ต้อง)รักษาระดับ|จุดแข็ง|รักษาระดับ",
}
_ANY_PART = "|".join(f"(?P<{part}>{words})" for part, words in _PART_WORDS.items())
# At the start of a line, or within it where a colon follows: the words stand in ordinary sentences too.
_LABEL = re.compile(rf"(?:^|(?<= )|(?<=\n))[*•▪◦· -]{{0,4}}(?:{_ANY_PART}) ?:")
_LABEL_AT_START = re.compile(rf"^[*•▪◦· -]{{0,4}}(?:{_ANY_PART})(?: ?: ?| +(?=\S)|$)")
_ABOUT_PARTS = re.compile(r"^(?:การ)?วิเคราะห์")
_LIMITATIONS = re.compile(r"(?:ข้อจำกัด|ชื่อจำกัด|ปัญหา ?(?:/|และ)? ?อุปสรรค)")
_NUMBERED = re.compile(r"^\(?([0-9]{1,2})[.)] ?(?![0-9])")
_HEADING_LIKE = re.compile(r"^(?:ประเด็น|ตัวชี้วัด|ตาราง|ภาพ|เครื่องมือ|ข้อ |หมายเหตุ|\(?[0-9]{1,2}[.)])")
_REPORT_HEAD = re.compile(r"^ข้อเสนอแนะ|^ส่วนที่|ได้มีการดำเนินการตามตัวชี้วัด|ควรพัฒนาและปรับปรุงการดำเนินการตามแบบวัด|^ตามที่|^จากการ")
MAX_HEADING = 200


@dataclass(frozen=True)
class ReadFinding:
    """The parts of a finding with its subject as the portal codes it: question e4/1, item o13, issue 3, indicator 7."""

    scope: str
    code: str
    where: str
    weakness: str = ""
    improvement: str = ""
    maintenance: str = ""
    lacking: str = ""  # the element that a failed item lacks, with its number


@dataclass(frozen=True)
class FindingDoubt:
    """What can be read in several ways; with a `key` a person can choose, and `chosen` is what they said."""

    where: str
    text: str
    readings: tuple[str, ...] = ()
    key: str = ""
    keys: tuple[str, ...] = ()
    chosen: str = ""


@dataclass(frozen=True)
class FindingsReading:
    findings: tuple[ReadFinding, ...] = ()
    limitations: tuple[str, ...] = ()
    doubts: tuple[FindingDoubt, ...] = ()
    not_taken: tuple[Passage, ...] = ()


@dataclass(frozen=True)
class FigureCodes:
    """The codes of the questions in a table of figures: they tell which issue the texts below it are about."""

    where: str
    codes: tuple[str, ...]


def question_codes(rows: Iterable[Sequence[str]]) -> tuple[str, ...]:
    """Return the codes of the questions that the cells of a table begin with: "ข้อ i๑ การปฏิบัติงาน" tells i1."""
    found = (_CODE.match(arabic_digits(text.strip())) for row in rows for text in row)
    return tuple(dict.fromkeys(f"{match[1].lower()}{int(match[2])}" for match in found if match))


def read_findings(
    structure: Structure, told: Iterable[Passage | FigureCodes], answers: Mapping[str, str] | None = None
) -> FindingsReading:
    """Return the findings of a document whose passages and tables of figures come in their order.

    `answers` are those to the doubts of an earlier reading of the same document, by key.
    """
    reader = _FindingsReader(structure, answers or {})
    for each in told:
        if isinstance(each, FigureCodes):
            reader.figures(each)
        else:
            reader.passage(each)
    return reader.reading()


def indicator_findings(structure: Structure, where: str, rows: Sequence[Sequence[str]]) -> Iterator[ReadFinding]:
    """Yield the findings of a table that names each indicator beside what is to be improved, as that of 2563 did."""
    heading = [compared(text) for text in rows[0]] if rows else []
    columns = [at for at, text in enumerate(heading) if "ประเด็นที่ต้อง" in text or "ข้อค้นพบ" in text or "ปรับปรุง" in text]
    if len(columns) != 1 or not any("ตัวชี้วัด" in text for text in heading):
        return
    for number, row in enumerate(rows[1:], 2):
        found = [indicator for text in row[: columns[0]] if (indicator := indicator_by_name(structure, text))]
        text = row[columns[0]].strip()
        if found and text and len(set(row)) > 1 and text not in ("-", "–"):
            labelled = dict(_labelled_parts(text))
            parts = labelled or {WEAKNESS: text}
            yield ReadFinding(INDICATOR, found[0].code, f"{where} แถว {number}", **parts)


@dataclass
class _FindingsReader:
    structure: Structure
    answers: Mapping[str, str]
    part: int = 0  # of the external survey, 0 before its heading
    subject: tuple[str, str] | None = None
    figures_of: tuple[str, str] | None = None
    last: tuple[tuple[str, str], str] | None = None  # the subject and part that the passage before told
    is_labelled: bool = False  # whether the name of that part stood alone on the line before
    survey: str = ""  # the question whose recommendation stands in the passage before
    awaits_limitations: bool = False
    findings: dict[tuple[str, str], ReadFinding] = field(default_factory=dict)
    limitations: list[str] = field(default_factory=list)
    doubts: list[FindingDoubt] = field(default_factory=list)
    not_taken: list[Passage] = field(default_factory=list)

    def figures(self, found: FigureCodes) -> None:
        """A table ends the text above it; its questions tell which issue follows, where no heading does."""
        self.last, self.survey, self.is_labelled = None, "", False
        issues = {
            question.issue
            for question in map(self._question, found.codes)
            if question and question.issue and not question.is_item
        }
        if len(issues) == 1:
            self.figures_of = (ISSUE, str(issues.pop()))

    def passage(self, passage: Passage) -> None:
        text = " ".join(arabic_digits(passage.text).split())
        is_labelled, self.is_labelled = self.is_labelled, False
        if self._limitation(passage, text) or self._subject_heading(text):
            return
        self._part_heading(text)
        if _SURVEY.match(text) or _ITEM.match(text):
            self.survey = ""
        if self._survey(passage, text) or self._item(passage, text):
            return
        if not self._own_parts(passage):
            self._continuation(passage, text, is_labelled)

    def reading(self) -> FindingsReading:
        return FindingsReading(
            tuple(self.findings.values()), tuple(self.limitations), tuple(self.doubts), tuple(self.not_taken)
        )

    def _question(self, code: str) -> QuestionSpec | None:
        return next((each for each in self.structure.questions if each.code == code), None)

    def _limitation(self, passage: Passage, text: str) -> bool:
        """Take the numbered lines below the heading of limitations."""
        if self.awaits_limitations:
            found = [line for line in passage.text.splitlines() if _NUMBERED.match(arabic_digits(line.strip()))]
            if found and not passage.level:
                self.limitations += map(_unnumbered, found)
                return True
            self.awaits_limitations = False
        is_heading = bool(_LIMITATIONS.search(text[:80])) and len(text) <= MAX_HEADING and "หน่วยงาน" in text
        if is_heading:
            self.awaits_limitations, self.last, self.subject = True, None, None
        return is_heading

    def _subject_heading(self, text: str) -> bool:
        match = _SUBJECT.match(_SUBJECT_FIGURE.sub("", text)) if len(text) <= MAX_HEADING else None
        if match is None:
            return False
        is_issue, number = match[1] == "ประเด็น", int(match[2])
        known = self.structure.issues if is_issue else self.structure.indicators
        if not any(each.number == number for each in known):
            return False
        self.subject, self.last, self.figures_of = (ISSUE if is_issue else INDICATOR, str(number)), None, None
        return True

    def _part_heading(self, text: str) -> None:
        if len(text) > MAX_HEADING:
            return
        named = [part for name, part in _PART_NAMES.items() if name in text]
        match = _PART.match(text) or (_PART.search(text) if "EIT" in text else None)
        if named or match:
            self.part = named[0] if named else int(match[1]) if match else 0
        if text.startswith("ข้อเสนอแนะ") and "EIT" not in text:
            self.part = 0

    def _survey(self, passage: Passage, text: str) -> bool:
        match = _SURVEY.match(text)
        if match is None:
            return False
        question = self._question(f"{match[1].lower()}{int(match[2])}")
        if question is None:
            self.not_taken.append(passage)
            return True
        part = self._part_of(passage, question) if question.has_parts else ""
        code = f"{question.code}/{part}" if part else question.code
        body = _after(passage.text, match.end())
        weakness, therefore, improvement = body.partition(_THEREFORE)
        self.survey = code
        finding = ReadFinding(QUESTION, code, passage.where, weakness.strip(), f"{therefore}{improvement}".strip())
        if not therefore:
            offered = {each: PARTS[each] for each in (WEAKNESS, IMPROVEMENT)}
            if self._ask("advice", passage.where, body, offered) == IMPROVEMENT:
                finding = replace(finding, weakness="", improvement=finding.weakness)
        self._add(finding)
        return True

    def _part_of(self, passage: Passage, question: QuestionSpec) -> str:
        """Return the part of the external survey: as its heading says, or as a person chooses."""
        offered = {part: f"{question.code} ส่วนที่ {part}" for part in ("1", "2")}
        return str(self.part) if self.part else self._ask("part", passage.where, passage.text, offered)

    def _ask(self, about: str, where: str, text: str, offered: Mapping[str, str]) -> str:
        """Note a doubt with its readings; return the one that a person chose, or nothing before they did."""
        key = f"finding-{about}-{crc32(f'{where} {text}'.encode()):x}"
        given = self.answers.get(key, "")
        chosen = given if given in offered else ""
        self.doubts.append(FindingDoubt(where, text, tuple(offered.values()), key, tuple(offered), chosen))
        return chosen

    def _item(self, passage: Passage, text: str) -> bool:
        match = _ITEM.match(text)
        if match is None or passage.is_row or not _ITEM_REASON.search(text):
            return False
        code = f"o{int(match[2])}"
        if not any(each.code == code and each.is_item for each in self.structure.questions):
            self.not_taken.append(passage)
            return True
        body = _SCORED.sub("", _after(passage.text, match.end()))
        lacks = any(word in body for word in _LACKING)
        lacking = body.partition("องค์ประกอบ (")[2] if lacks else ""
        parts = {WEAKNESS if lacks else IMPROVEMENT: body}
        self._add(ReadFinding(ITEM, code, passage.where, lacking=f"({lacking}" if lacking else "", **parts))
        return True

    def _own_parts(self, passage: Passage) -> bool:
        """Take the labelled parts of an agency's own analysis for the subject that is open."""
        parts = list(_labelled_parts(passage.text))
        if not parts:
            return self._label_alone(passage)
        subject = self._open_subject(passage)
        if subject is None:
            self.not_taken.append(passage)
            return True
        for part, text in parts:
            is_taken = self._add_part(subject, part, text, passage.where)
            self.last = (subject, part) if is_taken else None
        return True

    def _label_alone(self, passage: Passage) -> bool:
        """Take the name of a part that stands alone on its line: what follows tells it."""
        match = _LABEL_AT_START.fullmatch(passage.text.strip())
        subject = self._open_subject(passage) if match else None
        if match is None or subject is None:
            return False
        self.last, self.is_labelled, self.survey = (subject, match.lastgroup or ""), True, ""
        return True

    def _open_subject(self, passage: Passage) -> tuple[str, str] | None:
        """Return what the texts are about: as the heading says, or the questions of the table above them."""
        if self.figures_of and self.figures_of != self.subject:
            reading = f"ประเด็นที่ {self.figures_of[1]}"
            self.doubts.append(FindingDoubt(passage.where, "ไม่มีหัวข้อประเด็น อ่านจากข้อคำถามในตารางก่อนหน้า", (reading,)))
            self.subject, self.figures_of = self.figures_of, None
        return self.subject

    def _continuation(self, passage: Passage, text: str, is_labelled: bool) -> None:
        """A paragraph that follows a part of a finding goes on with it, unless it looks like the head of something.

        What follows a recommendation may be the rest of it, where a PDF parts a paragraph: that is for a person to see.
        """
        is_head = passage.level or passage.is_row or _HEADING_LIKE.match(text) or _REPORT_HEAD.search(text)
        if self.survey and not is_head:
            self._rest_of_survey(passage)
        self.survey = ""
        is_item = is_labelled and _NUMBERED.match(text)
        is_other = _HEADING_LIKE.match(text) and not is_item
        if self.last is None or passage.level or is_other or _ABOUT_PARTS.match(text):
            self.last = None
            return
        subject, part = self.last
        self._add_part(subject, part, passage.text, passage.where, goes_on=not is_labelled)

    def _rest_of_survey(self, passage: Passage) -> None:
        """Ask whether a paragraph goes on with the recommendation before it."""
        offered = {"rest": f"ต่อจากข้อ {self.survey}", "apart": "ไม่ใช่ส่วนของข้อค้นพบ"}
        found = self.findings.get((QUESTION, self.survey))
        if self._ask("rest", passage.where, passage.text, offered) == "rest" and found:
            part = IMPROVEMENT if found.improvement else WEAKNESS
            self._add_part((QUESTION, self.survey), part, passage.text, passage.where, goes_on=True)

    def _add_part(self, subject: tuple[str, str], part: str, text: str, where: str, *, goes_on: bool = False) -> bool:
        """Take a text for a part; return whether it is what the part tells now, so that the next one goes on."""
        found = self.findings.get(subject) or ReadFinding(*subject, where)
        before = getattr(found, part)
        if not text or compared(text) == compared(before):
            return bool(text)
        if before and not goes_on:
            offered = {"first": before, "second": text}
            about = f"{_SCOPES[subject[0]]} {subject[1]} {PARTS[part]}"
            is_second = self._ask(f"twice-{part}", where, about, offered) == "second"
            if is_second:
                self.findings[subject] = replace(found, **{part: text})
            return is_second
        self.findings[subject] = replace(found, **{part: f"{before}\n{text}" if before else text})
        return True

    def _add(self, finding: ReadFinding) -> None:
        key = (finding.scope, finding.code)
        before = self.findings.get(key)
        self.last = None
        if before is None:
            self.findings[key] = finding
        elif compared(before.weakness + before.improvement) != compared(finding.weakness + finding.improvement):
            readings = (f"{each.weakness} {each.improvement}".strip() for each in (before, finding))
            offered = dict(zip(("first", "second"), readings, strict=True))
            if self._ask("twice", finding.where, f"ข้อ {finding.code}", offered) == "second":
                self.findings[key] = finding


def _labelled_parts(text: str) -> Iterator[tuple[str, str]]:
    """Yield the parts of a finding that a text labels, with their words."""
    at_start = _LABEL_AT_START.match(text)
    if _ABOUT_PARTS.match(text):
        return
    labels = [match for match in _LABEL.finditer(text) if not at_start or match.start() >= at_start.end()]
    marks = [*([at_start] if at_start else []), *labels]
    for at, match in enumerate(marks):
        end = marks[at + 1].start() if at + 1 < len(marks) else len(text)
        words = text[match.end() : end].strip(" :\n")
        if words and match.lastgroup:
            yield match.lastgroup, words


def _after(text: str, squeezed_end: int) -> str:
    """Return a text from where its squeezed form was read to."""
    return " ".join(text.split())[squeezed_end:].strip()


def _unnumbered(line: str) -> str:
    match = _NUMBERED.match(arabic_digits(line.strip()))
    return line.strip()[match.end() :].strip() if match else line.strip()
