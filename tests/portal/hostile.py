"""Texts that somebody hostile, or an unlucky copy from another program, would put into a field."""

MARK = "กขค7331"  # by which what came back is found again
MARKUP = (
    "<script>window.hacked=1</script>",
    "</script><script>window.hacked=1</script>",
    "</textarea><script>window.hacked=1</script>",
    '"><img src=x onerror=window.hacked=1>',
    "' autofocus onfocus=window.hacked=1 x='",
    "<svg onload=window.hacked=1></svg>",
    "<math><mi xlink:href='javascript:window.hacked=1'>x</mi></math>",
    "<iframe srcdoc='<script>parent.hacked=1</script>'></iframe>",
    "<a href='javascript:window.hacked=1'>x</a>",
    "<style>@import url(//127.0.0.1:9/)</style>",
    "<!--", "-->", "]]>", "&lt;script&gt;", "javascript:window.hacked=1",
    "{{ 191|add:7140 }}{% load static %}{# x #}", "${7*7}", "%(x)s %s %d {0.__class__} {x!r}",
    "'; DROP TABLE agencies_agency; --", '" OR 1=1 --', "\\", "\\'", "%", "_",
)  # fmt: skip
# What is tried together, because no form treats one of them unlike the others.
PIECES = {
    "markup": " ".join(MARKUP),
    "turned": "\u202egpj.exe\u202c \u200b\u200c\u200d\u2066\u2069\ufeff\u00ad",
    "control": "\x01\x08\x0b\x0c\x1b\x1f\x7f\x85\u2028\u2029\ufffe\uffff",
    "header": "\r\nSet-Cookie: hacked=1\r\n\r\n<script>window.hacked=1</script>",
    "path": "../../../../etc/passwd\\..\\..\\boot.ini",
    "list": '["a", {"b": null}]',
}
TEXTS = {
    "pieces": f"{MARK} {' '.join(PIECES.values())}",
    "formula": f'=HYPERLINK("http://127.0.0.1:9/{MARK}","x")',
    "plus": f"+{MARK}+cmd|' /C calc'!A0",
    "minus": f"-2+3+{MARK}",
    "at": f"@SUM({MARK})",
    "tab": f"\t={MARK}",
    "return": f"\r={MARK}",
    "nul": f"{MARK}\0after",
    "number": "9" * 40,
    "negative": "-1",
    "fraction": "1e400",
    "words": "nan",
    "thai digits": "๙" * 30,
    "marks": "ก" + "่" * 500,
    "long": MARK + "ยาว" * 120_000,  # 1 MB
}
# No number to anybody, and short enough for most fields: to a form they are one text, with what a spreadsheet computes
# in its beginning; each export is tried with every one of them.
WORDS = ("formula", "plus", "minus", "at", "tab", "return", "marks")
# What is typed into forms.
TYPED = {name: text for name, text in TEXTS.items() if name not in WORDS}
TYPED["formula"] = "\n".join(TEXTS[name] for name in WORDS)
COUNT = len(MARKUP) + len(PIECES) - 1 + len(TEXTS) - 1
# A lone half of a letter cannot be said in UTF-8; this is how somebody would send it all the same.
BROKEN_BYTES = b"\xed\xa0\x80\xff\xfe\xc0\xaf"
