"""Looks at an uploaded deck before any parser does: a zip of plain parts, within limits, with nothing that runs or reaches out.

Only headers and inflated bytes are looked at, each part at most once and never beyond its limit: headers lie, so real bytes are
counted, a megabyte at a time. The limits come from measurements of what a parser does with worse
(docs/decisions/0010-uploads.md).
"""

import io
import re
import stat
import struct
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass

from copilot.adapters.broken_zip import BROKEN_ZIP
from copilot.errors import UnreadableDeck

MB = 1024 * 1024


@dataclass(frozen=True)
class DeckLimits:
    """What is still read. Everything beyond is refused in one sentence."""

    most_bytes: int = 50 * MB
    most_entries: int = 5000
    most_unpacked: int = 300 * MB
    most_part: int = 100 * MB
    most_xml: int = 20 * MB
    most_relations: int = MB  # of one part; a slide of a thousand pictures needs a fifth of it
    most_ratio: int = 100  # unpacked to packed, of parts above 1 MB
    most_slides: int = 500
    most_shapes: int = 12_000  # of all slides; a drawing of ten thousand lines is still read
    most_depth: int = 32  # groups inside groups
    most_text: int = 2_000_000  # characters
    parse_seconds: int = 20
    parse_cpu_seconds: int = 10
    parse_memory: int = 768 * MB


_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = b"PK\x03\x04"
_ENTRY = b"PK\x01\x02"  # begins each line of a zip's list of parts
_END = b"PK\x05\x06"
_RUNS = re.compile(r"vbaproject|vbadata|activex|\.(?:exe|dll|com|js|vbs|bat|cmd|ps1|sh|jar|msi|scr|hta|lnk)$", re.IGNORECASE)
_EMBEDDED = re.compile(r"embeddings/.*\.bin$", re.IGNORECASE)
_ARCHIVE = re.compile(r"\.(?:zip|7z|rar|gz|tgz|tar|xz|bz2|pptx|pptm|docm|xlsm|cab|iso)$", re.IGNORECASE)
_OFFICE = re.compile(r"\.(?:xlsx|xlsb|docx|sldx|vsdx|odt|ods|odp|thmx|bin)$", re.IGNORECASE)  # zips by their nature, never opened
_DECLARES = re.compile(rb"<!\s{0,64}(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_OVERLAP = 80  # bytes kept of a chunk, so that no declaration is cut in two
_ENCODING = re.compile(rb"<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([^\"']{0,40})[\"']", re.IGNORECASE)
_ENCODINGS = {b"utf-8", b"utf8", b"utf-16", b"us-ascii", b"ascii", b"iso-8859-1", b"windows-1252"}
_NAMED = re.compile(rb"(?:PartName|Extension)\s*=\s*[\"']([^\"']{1,400})[\"']", re.IGNORECASE)
_OF_XML = re.compile(rb"ContentType\s*=\s*[\"'][^\"']*xml[\"']", re.IGNORECASE)
_EXTERNAL = re.compile(rb"TargetMode\s*=\s*[\"']External[\"']", re.IGNORECASE)
_HARMLESS = re.compile(rb"Type\s*=\s*[\"'][^\"']*/(?:hyperlink|video|audio|media|slideUpdateUrl)[\"']", re.IGNORECASE)
_NO_PPTX = "This is not a PowerPoint file (.pptx); export the deck as .pptx and upload it again."
_LINKED = "The deck links to something outside itself, which was not fetched; embed pictures instead of linking them."
_OBJECT = "The deck embeds an object of another program, which was not opened; only its picture is seen."
_DAMAGED = "The deck is damaged and cannot be opened; save it again as .pptx and upload it."
_INNER = "The deck holds another archive inside it; remove the embedded file and upload it again."


def check_deck(data: bytes, limits: DeckLimits) -> tuple[str, ...]:
    """Return warnings on what is in it and will not be opened. Raises UnreadableDeck for whatever should not meet a parser."""
    if len(data) > limits.most_bytes:
        raise UnreadableDeck(f"The deck is larger than {limits.most_bytes // MB} MB; compress its pictures and upload it again.")
    if data.startswith(_OLE):
        raise UnreadableDeck("The deck is locked with a password or of the old .ppt kind; save it as .pptx without a password.")
    if not data.startswith(b"PK"):
        raise UnreadableDeck(_NO_PPTX)
    _check_count(data, limits)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            infos = archive.infolist()
            _check_names(infos)
            _check_sizes(infos, limits)
            parsed = _list_parsed(archive, infos, limits)
            reaches_out = [_check_part(archive, info, most, info.filename in parsed) for info, most in _bounded(infos, limits)]
    except UnreadableDeck:
        raise
    except BROKEN_ZIP as error:
        raise UnreadableDeck(_DAMAGED) from error
    warnings = [_LINKED] if any(reaches_out) else []
    return (*warnings, *([_OBJECT] if any(_EMBEDDED.search(info.filename) for info in infos) else []))


def _check_count(data: bytes, limits: DeckLimits) -> None:
    """Count the parts before they are listed, both as the archive says and as it has them: a list of many takes seconds."""
    place = data.rfind(_END, max(0, len(data) - 66_000))
    if place < 0 or place + 12 > len(data):
        raise UnreadableDeck(_DAMAGED)
    said: int = struct.unpack_from("<H", data, place + 10)[0]
    if max(said, data.count(_ENTRY)) > limits.most_entries:
        raise UnreadableDeck(f"The deck holds more than {limits.most_entries} parts, which no presentation needs; save it anew.")


def _check_names(infos: list[zipfile.ZipInfo]) -> None:
    names = [info.filename.casefold() for info in infos]
    if len(set(names)) < len(names):
        raise UnreadableDeck("The deck holds a part twice, as a tampered file does; save it again as .pptx and upload it.")
    for info in infos:
        name = info.filename
        if name.startswith(("/", "\\")) or ".." in name.split("/") or "\\" in name or ":" in name or "\0" in name:
            raise UnreadableDeck("A part of the deck has a name that leads outside it; save it again as .pptx and upload it.")
        if stat.S_ISLNK(info.external_attr >> 16):
            raise UnreadableDeck("A part of the deck is a link to another file; save it again as .pptx and upload it.")
        if info.flag_bits & 1:
            raise UnreadableDeck("The deck is encrypted; save it as .pptx without a password.")
        if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise UnreadableDeck(_DAMAGED)
        if _RUNS.search(name):
            raise UnreadableDeck("The deck holds macros or embedded programs; save it as a plain .pptx without them.")
        if _ARCHIVE.search(name):
            raise UnreadableDeck(_INNER)
    if "[content_types].xml" not in names or not any(name.startswith("ppt/") for name in names):
        raise UnreadableDeck(_NO_PPTX)


def _check_sizes(infos: list[zipfile.ZipInfo], limits: DeckLimits) -> None:
    if sum(info.file_size for info in infos) > limits.most_unpacked:
        raise UnreadableDeck(_too_large(limits.most_unpacked))
    for info in infos:
        if info.file_size > _most_of(info, limits):
            raise UnreadableDeck(_too_large(limits.most_part))
        if info.file_size > MB and info.file_size > limits.most_ratio * max(info.compress_size, 1):
            raise UnreadableDeck(_too_large(limits.most_unpacked))


def _bounded(infos: list[zipfile.ZipInfo], limits: DeckLimits) -> Iterator[tuple[zipfile.ZipInfo, int]]:
    """Yield each part with what it may inflate to; together they stay within the limit of all."""
    left = limits.most_unpacked
    for info in infos:
        yield info, min(left, _most_of(info, limits))
        left -= info.file_size


def _most_of(info: zipfile.ZipInfo, limits: DeckLimits) -> int:
    if info.filename.lower().endswith(".rels"):
        return limits.most_relations
    return limits.most_xml if _is_xml(info.filename) else limits.most_part


def _list_parsed(archive: zipfile.ZipFile, infos: list[zipfile.ZipInfo], limits: DeckLimits) -> frozenset[str]:
    """Return the parts that a parser of XML will meet: by their own name, or by what the list of types calls them."""
    types = next(info for info in infos if info.filename.casefold() == "[content_types].xml")
    with archive.open(types) as stream:
        listed = stream.read(limits.most_relations + 1).replace(b"\0", b"")
    if len(listed) > limits.most_relations:
        raise UnreadableDeck(_DAMAGED)
    entries = [entry.partition(b">")[0] for entry in listed.split(b"<")[1:]]
    names = [_NAMED.search(entry) for entry in entries if _OF_XML.search(entry)]
    named = {name.group(1).decode("utf-8", "replace").lower() for name in names if name}
    return frozenset(
        info.filename
        for info in infos
        if _is_xml(info.filename) or f"/{info.filename.lower()}" in named or info.filename.lower().rpartition(".")[2] in named
    )


def _check_part(archive: zipfile.ZipFile, info: zipfile.ZipInfo, most: int, parsed: bool) -> bool:
    """Return whether the part wants something from outside; it is never fetched. Its real bytes are counted."""
    size, before = 0, b""
    relations = info.filename.lower().endswith(".rels")
    kept = bytearray()
    with archive.open(info) as stream:
        while chunk := stream.read(MB):
            if size == 0:
                _check_start(info.filename, chunk, parsed)
            size += len(chunk)
            if size > most:
                raise UnreadableDeck(_too_large(most))
            if not parsed:
                continue
            plain = chunk.replace(b"\0", b"")  # so that what is written in UTF-16 reads alike
            if _DECLARES.search(before + plain):
                raise UnreadableDeck(
                    "A part of the deck declares entities, which presentations never do; save it again as .pptx."
                )
            before = plain[-_OVERLAP:]
            if relations:
                kept += plain
    return relations and any(_leads_out(each) for each in bytes(kept).split(b"<Relationship")[1:])


def _check_start(name: str, chunk: bytes, parsed: bool) -> None:
    """A part of XML is in an encoding that is read here too; a zip is where an embedded document stands, or nowhere."""
    if chunk.startswith(_ZIP) and not _OFFICE.search(name):
        raise UnreadableDeck(_INNER)
    if not parsed:
        return
    plain = chunk[:2000].replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
    declared = _ENCODING.match(plain)
    if (declared and declared.group(1).lower() not in _ENCODINGS) or (plain and not plain.startswith(b"<")):
        raise UnreadableDeck(_DAMAGED)


def _leads_out(relation: bytes) -> bool:
    written = relation.partition(b">")[0]
    return _EXTERNAL.search(written) is not None and _HARMLESS.search(written) is None


def _is_xml(name: str) -> bool:
    return name.lower().endswith((".xml", ".rels", ".vml"))


def _too_large(limit: int) -> str:
    return f"The deck unpacks to more than {limit // MB} MB, as no presentation does; compress its media and upload it again."
