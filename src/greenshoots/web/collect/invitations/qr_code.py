"""The QR code of the open link, as SVG that a page can hold and a printer can enlarge."""

from __future__ import annotations

import io

import segno


def svg(address: str, *, title: str) -> str:
    """Draw a QR code.

    Arguments:
        address: What a telephone reads from it.
        title: What a screen reader says in its place.
    """
    code = segno.make(address, error="m", micro=False)
    out = io.BytesIO()
    code.save(
        out, kind="svg", xmldecl=False, svgns=True, nl=False, omitsize=True, title=title, border=4, light="#fff",
        svgclass="qr", lineclass=None,
    )  # fmt: skip
    return out.getvalue().decode().replace("<svg ", '<svg role="img" ', 1)
