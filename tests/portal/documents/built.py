"""The same small document as each kind of file: a heading, sentences, a table with merged cells."""

from io import BytesIO

HEADING = "รายงานผลการประเมิน"
SENTENCE = "คะแนนภาพรวมอยู่ที่ ๘๘.๒๐ คะแนน"
# The instrument lies over two rows, the note over all columns.
ROWS = (("แบบ", "ตัวชี้วัด", "คะแนน"), ("IIT", "การปฏิบัติหน้าที่", "91.25"), ("IIT", "การใช้งบประมาณ", "90.10"))
NOTE = "หมายเหตุท้ายตาราง"
UNFOLDED = (*ROWS, (NOTE, NOTE, NOTE))


def word_file() -> bytes:
    from docx import Document

    document = Document()
    document.add_heading(HEADING, level=1)
    document.add_paragraph(SENTENCE)
    table = document.add_table(rows=4, cols=3)
    for row, cells in enumerate(UNFOLDED):
        for column, text in enumerate(cells):
            table.cell(row, column).text = text
    table.cell(1, 0).merge(table.cell(2, 0)).text = "IIT"
    table.cell(3, 0).merge(table.cell(3, 2)).text = NOTE
    return saved(document)


def saved(document) -> bytes:
    content = BytesIO()
    document.save(content)
    return content.getvalue()


def web_page() -> str:
    head = "".join(f"<th>{text}</th>" for text in ROWS[0])
    return (
        f"<!DOCTYPE html><html><head><title>x</title><style>p{{}}</style></head><body><script>alert(1)</script>"
        f"<h1>{HEADING}</h1><p>{SENTENCE}</p><table><tr>{head}</tr>"
        f"<tr><td rowspan=2>IIT</td><td>{ROWS[1][1]}</td><td>91.25</td></tr>"
        f"<tr><td>{ROWS[2][1]}</td><td>90.10</td></tr><tr><td colspan=3>{NOTE}</td></tr></table></body></html>"
    )


def plain_text() -> str:
    return "\n".join([f"# {HEADING}", SENTENCE, *("\t".join(row) for row in UNFOLDED)])


def pdf_file(page: str = "", *, tagged: bool) -> bytes:
    """A page printed, with its tags and true texts as the portal prints, or with neither."""
    from weasyprint import CSS, HTML

    from reports.output import actual_text

    if tagged:
        actual_text.install()
    style = CSS(string="table { border-collapse: collapse } td, th { border: 1pt solid; padding: 4pt }")
    options = {"pdf_variant": "pdf/ua-1"} if tagged else {}
    return HTML(string=page or web_page()).write_pdf(stylesheets=[style], **options)
