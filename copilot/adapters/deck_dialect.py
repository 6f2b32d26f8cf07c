"""Turns what is a deck under another label into the plain kind: a slide show, a template, the strict form of the standard.

Only names are changed, inside the process with limits: PowerPoint does the same when it saves such a file as .pptx.
"""

import io
import re
import zipfile

_TYPES = "[Content_Types].xml"
_PLAIN = b"application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml"
_LABELS = re.compile(rb"application/vnd\.openxmlformats-officedocument\.presentationml\.(?:slideshow|template)\.main\+xml")
_STRICT = b"http://purl.oclc.org/ooxml/"
_NAMES = (  # the strict names that differ by more than their beginning, first
    (
        _STRICT + b"officeDocument/extendedProperties",
        b"http://schemas.openxmlformats.org/officeDocument/2006/extended-properties",
    ),
    (_STRICT + b"officeDocument/customProperties", b"http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"),
    (_STRICT + b"officeDocument/", b"http://schemas.openxmlformats.org/officeDocument/2006/"),
    (_STRICT + b"presentationml/", b"http://schemas.openxmlformats.org/presentationml/2006/"),
    (_STRICT + b"drawingml/", b"http://schemas.openxmlformats.org/drawingml/2006/"),
)


def to_plain_deck(data: bytes) -> bytes:
    """Return the deck as it is where it is of the plain kind, else with its labels changed."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        types = archive.read(_TYPES)
        main = archive.read("ppt/presentation.xml") if "ppt/presentation.xml" in archive.namelist() else b""
        if not _LABELS.search(types) and _STRICT not in main:
            return data
        stream = io.BytesIO()
        with zipfile.ZipFile(stream, "w", zipfile.ZIP_STORED) as changed:
            for info in archive.infolist():
                changed.writestr(info.filename, _relabel(info.filename, archive.read(info)))
    return stream.getvalue()


def _relabel(name: str, part: bytes) -> bytes:
    if not name.lower().endswith((".xml", ".rels")):
        return part
    for strict, plain in _NAMES:
        part = part.replace(strict, plain)
    return _LABELS.sub(_PLAIN, part) if name == _TYPES else part
