"""Looks at an uploaded deck before any parser does: a zip of plain parts, within limits, with nothing that runs or reaches out.

Only headers and inflated bytes are looked at, each part at most once and never beyond its limit: headers lie, so real bytes are
counted. The limits come from measurements of what a parser does with worse (docs/decisions/0010-uploads.md).
"""

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

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
    most_ratio: int = 100  # unpacked to packed, of parts above 1 MB
    most_slides: int = 500
    most_shapes: int = 12_000  # of all slides; a drawing of ten thousand lines is still read
    most_depth: int = 32  # groups inside groups
    most_text: int = 2_000_000  # characters
    parse_seconds: int = 20
    parse_cpu_seconds: int = 10
    parse_memory: int = 768 * MB


_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_END = b"PK\x05\x06"
_RUNS = re.compile(r"vbaproject|vbadata|activex|\.(?:exe|dll|js|vbs|bat|cmd|ps1|sh|jar|msi|scr|hta)$", re.IGNORECASE)
_EMBEDDED = re.compile(r"embeddings/.*\.bin$", re.IGNORECASE)
_ARCHIVE = re.compile(r"\.(?:zip|7z|rar|gz|tar|xz|bz2|pptx|pptm|docm|xlsm|cab|iso)$", re.IGNORECASE)
_DECLARES = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_EXTERNAL = re.compile(rb"<Relationship\b[^>]*TargetMode\s*=\s*[\"']External[\"'][^>]*>", re.IGNORECASE)
_HARMLESS = re.compile(rb"Type\s*=\s*[\"'][^\"']*/(?:hyperlink|video|audio|media|slideUpdateUrl)[\"']", re.IGNORECASE)
_NO_PPTX = "This is not a PowerPoint file (.pptx); export the deck as .pptx and upload it again."
_LINKED = "The deck links to something outside itself, which was not fetched; embed pictures instead of linking them."
_OBJECT = "The deck embeds an object of another program, which was not opened; only its picture is seen."
_DAMAGED = "The deck is damaged and cannot be opened; save it again as .pptx and upload it."


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
            reaches_out = [_check_part(name, part) for name, part in _read_parts(archive, infos, limits)]
    except UnreadableDeck:
        raise
    except (
        zipfile.BadZipFile,
        zlib.error,
        OSError,
        ValueError,
        NotImplementedError,
        RuntimeError,
        EOFError,
        struct.error,
    ) as error:
        raise UnreadableDeck(_DAMAGED) from error
    warnings = [_LINKED] if any(reaches_out) else []
    return (*warnings, *([_OBJECT] if any(_EMBEDDED.search(info.filename) for info in infos) else []))


def _check_count(data: bytes, limits: DeckLimits) -> None:
    """Read the count of entries where the archive ends: listing sixty thousand of them would already take seconds."""
    place = data.rfind(_END, max(0, len(data) - 66_000))
    if place < 0 or place + 12 > len(data):
        raise UnreadableDeck(_DAMAGED)
    count: int = struct.unpack_from("<H", data, place + 10)[0]
    if count > limits.most_entries:
        raise UnreadableDeck(f"The deck holds more than {limits.most_entries} parts, which no presentation needs; save it anew.")


def _check_names(infos: list[zipfile.ZipInfo]) -> None:
    names = [info.filename.casefold() for info in infos]
    if len(set(names)) < len(names):
        raise UnreadableDeck("The deck holds a part twice, as a tampered file does; save it again as .pptx and upload it.")
    for info in infos:
        name = info.filename
        if name.startswith(("/", "\\")) or ".." in name.split("/") or "\\" in name or ":" in name or "\0" in name:
            raise UnreadableDeck("A part of the deck has a name that leads outside it; save it again as .pptx and upload it.")
        if info.flag_bits & 1:
            raise UnreadableDeck("The deck is encrypted; save it as .pptx without a password.")
        if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise UnreadableDeck(_DAMAGED)
        if _RUNS.search(name):
            raise UnreadableDeck("The deck holds macros or embedded programs; save it as a plain .pptx without them.")
        if _ARCHIVE.search(name):
            raise UnreadableDeck("The deck holds another archive inside it; remove the embedded file and upload it again.")
    if "[content_types].xml" not in names or not any(name.startswith("ppt/") for name in names):
        raise UnreadableDeck(_NO_PPTX)


def _check_sizes(infos: list[zipfile.ZipInfo], limits: DeckLimits) -> None:
    if sum(info.file_size for info in infos) > limits.most_unpacked:
        raise UnreadableDeck(_too_large(limits.most_unpacked))
    for info in infos:
        if info.file_size > (limits.most_xml if _is_xml(info.filename) else limits.most_part):
            raise UnreadableDeck(_too_large(limits.most_part))
        if info.file_size > MB and info.file_size > limits.most_ratio * max(info.compress_size, 1):
            raise UnreadableDeck(_too_large(limits.most_unpacked))


def _read_parts(archive: zipfile.ZipFile, infos: list[zipfile.ZipInfo], limits: DeckLimits) -> Iterator[tuple[str, bytes]]:
    """Yield the XML parts, and count what everything really inflates to."""
    left = limits.most_unpacked
    for info in infos:
        is_xml = _is_xml(info.filename)
        most = min(left, limits.most_xml if is_xml else limits.most_part)
        kept, size = bytearray(), 0
        with archive.open(info) as stream:
            while chunk := stream.read(MB):
                size += len(chunk)
                if size > most:
                    raise UnreadableDeck(_too_large(limits.most_unpacked))
                if is_xml:
                    kept += chunk
        left -= size
        if is_xml:
            yield info.filename, bytes(kept)


def _check_part(name: str, part: bytes) -> bool:
    """Return whether the part wants something from outside; it is never fetched."""
    plain = part.replace(b"\0", b"")  # so that what is written in UTF-16 reads alike
    if _DECLARES.search(plain):
        raise UnreadableDeck("A part of the deck declares entities, which presentations never do; save it again as .pptx.")
    return name.endswith(".rels") and any(not _HARMLESS.search(found) for found in _EXTERNAL.findall(plain))


def _is_xml(name: str) -> bool:
    return name.lower().endswith((".xml", ".rels", ".vml"))


def _too_large(limit: int) -> str:
    return f"The deck unpacks to more than {limit // MB} MB, as no presentation does; compress its media and upload it again."
