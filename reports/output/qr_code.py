"""The QR code on issued paper: it leads whoever holds a copy to the page on which the document is verified."""


def qr_code_uri(address: str) -> str:
    """Return a picture of the QR code of an address as a data URI; the same address gives the same picture."""
    import segno

    return segno.make(address, error="m", micro=False).svg_data_uri(scale=4, border=2, dark="#000", light="#fff")
