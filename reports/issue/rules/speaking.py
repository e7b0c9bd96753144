"""Why somebody does not speak in a chain of opinions now, and who can change it, in kind words."""

from collections.abc import Sequence


def why_not_speaking(
    heading: str, speakers: Sequence[str], own_titles: Sequence[str], coordinators: Sequence[str]
) -> str:
    """Return why a person cannot give the opinion that is waited for.

    `speakers` are those who can, `own_titles` the positions for which the person speaks.
    """
    if own_titles:
        who = f" ผู้ให้ความเห็นได้คือ {', '.join(speakers)}" if speakers else ""
        return f"ขณะนี้รอ “{heading}” ท่านให้ความเห็นได้เมื่อถึงลำดับของ{' และ'.join(own_titles)}{who}"
    asked = f" ({', '.join(coordinators)})" if coordinators else ""
    return (
        f"ท่านยังให้ความเห็นในลำดับนี้ไม่ได้ เพราะยังไม่ได้กำหนดให้ท่านดำรงตำแหน่งหรือรักษาราชการแทนตำแหน่งใดในลำดับความเห็น "
        f"ผู้ที่กำหนดได้คือผู้ประสานงาน ITA{asked} ที่หน้า “ตำแหน่งและผู้ให้ความเห็น”"
    )
