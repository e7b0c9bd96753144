"""System checks of the renderer: a machine that would print wrong paper says so.

Run by `manage.py check --deploy`, since rendering takes a second; not at every start.
"""

import re
from typing import Any

from django.core.checks import CheckMessage, Error, register

DOCUMENTS = "documents"
OFFICIAL_FONTS = ("THSarabun", "Sarabun", "Laksaman")
# Narrow enough for one word a line; without the Thai dictionary it stays one line or breaks within a word.
SENTENCE = "ประเมินคุณธรรมและความโปร่งใส"
WORDS = ["ประเมิน", "คุณธรรม", "และ", "ความ", "โปร่งใส"]
STYLE = 'font: 16pt "TH Sarabun New", "TH SarabunPSK", Sarabun, Laksaman; width: 1pt'
PAGE = f"<html lang='th'><p style='{STYLE}'>{SENTENCE}"


@register(DOCUMENTS, deploy=True)
def thai_documents_can_be_printed(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Render a known sentence: its lines must break between words, and its font must be an official one."""
    from weasyprint import HTML

    document = HTML(string=PAGE).render()
    problems: list[CheckMessage] = []
    lines = [text for page in document.pages for text in _texts(page._page_box)]
    if lines != WORDS:
        hint = "Install the Debian packages libthai0 and libthai-data, or run `make setup`."
        problems.append(Error(f"Thai lines break in the wrong places: {'|'.join(lines)}", hint=hint, id="reports.E001"))
    fonts = re.findall(rb"/BaseFont /[A-Z]{6}\+([\w-]+)", document.write_pdf(uncompressed_pdf=True) or b"")
    if not fonts or not all(font.decode().startswith(OFFICIAL_FONTS) for font in fonts):
        hint = "Install the Debian package fonts-tlwg-laksaman-ttf, or run `make setup`."
        problems.append(Error("No official Thai font is installed.", hint=hint, id="reports.E002"))
    return problems


def _texts(box: Any) -> list[str]:
    own = [box.text] if hasattr(box, "text") else []
    return own + [text for child in getattr(box, "children", []) for text in _texts(child)]
