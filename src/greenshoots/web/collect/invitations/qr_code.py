"""QR codes of links, as SVG for pages and for printing at any size."""

from __future__ import annotations

import io

import segno


def svg(address: str, *, title: str) -> str:
    """Return a QR code as SVG.

    Arguments:
        address: The address in the code.
        title: The text that a screen reader reads out.
    """
    # Many cameras read no Micro QR code. The border of 4 modules is the quiet zone that the standard asks for.
    code = segno.make(address, error="m", micro=False)
    buffer = io.BytesIO()
    code.save(
        buffer, kind="svg", xmldecl=False, svgns=True, nl=False, omitsize=True, title=title, border=4, light="#fff",
        svgclass="qr", lineclass=None,
    )  # fmt: skip
    return buffer.getvalue().decode().replace("<svg ", '<svg role="img" ', 1)
