"""Who signs at the end of a report, where the agency wants that: the one who made it, and the one who approves."""

from agencies.offices import head_of
from reports.content.material import Material
from reports.options.choices import Choices, Signatory
from reports.options.kind_options import VariantChoice
from reports.paper.blocks import Block, OpinionBlock, Signature

SIGNED = "signed"
AT_THE_END = VariantChoice(
    "ส่วนลงนามท้ายรายงาน",
    {"unsigned": "ไม่มี", SIGNED: "มีผู้จัดทำและผู้เห็นชอบลงนาม"},
    "กำหนดชื่อและตำแหน่งได้ที่ “ผู้ลงนาม” ด้านล่าง",
)
SIGNING = "signing"  # the key of the choice
LEADS_TO_SIGNING = "จึงเสนอรายงานมาเพื่อโปรดพิจารณาให้ความเห็นชอบ"  # so that no signature stands alone on a page


def own_signatories(material: Material) -> tuple[Signatory, ...]:
    """Return the one who made a report and the one who approves it."""
    return (Signatory(position="ผู้จัดทำรายงาน"), Signatory("เห็นชอบ", position=head_of(material.agency)))


def signing_blocks(material: Material, choices: Choices) -> tuple[Block, ...]:
    """Return the places for signatures at the end of a report; none unless the agency wants them."""
    if choices.variant(SIGNING, AT_THE_END.usual) != SIGNED:
        return ()
    return tuple(map(signature_or_opinion, with_own(choices.signatories, own_signatories(material))))


def with_own(chosen: tuple[Signatory, ...], own: tuple[Signatory, ...]) -> tuple[Signatory, ...]:
    """Return who signs and whose opinions are asked for: as the agency chose for the year, each part by itself."""
    signers = [each for each in chosen if not each.heading] or [each for each in own if not each.heading]
    chain = [each for each in chosen if each.heading] or [each for each in own if each.heading]
    return (*signers, *chain)


def signature_or_opinion(signatory: Signatory, dotted_lines: int = 0) -> Block:
    """Return the place where somebody signs; under the heading of an opinion with room for so many lines."""
    signature = Signature(signatory.name, signatory.position_lines)
    return OpinionBlock(signatory.heading, "", signature, dotted_lines) if signatory.heading else signature
