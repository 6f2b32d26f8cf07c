"""Decks made to hurt: each is made here when it is asked for, so that no bomb lies in the repository."""

import io
import random
import struct
import zipfile
import zlib
from collections.abc import Callable, Mapping
from types import MappingProxyType

from PIL import Image
from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE

from tests.adapters.deck_maker import SLIDE, add_group, add_text, make_deck, repack, replace_in

MB = 1024 * 1024
_DTD = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x "xxxxxxxxxx">%s]>'


def _add(name: str, part: bytes) -> Callable[[], bytes]:
    return lambda: repack(make_deck(), add={name: part})


def _slide(old: bytes, new: bytes) -> Callable[[], bytes]:
    return lambda: repack(make_deck(), replace_in(SLIDE, old, new))


def _drop(ending: str) -> Callable[[], bytes]:
    return lambda: repack(make_deck(), lambda name, part: None if name.endswith(ending) else part)


def _laughs() -> bytes:
    entities = b"".join(b'<!ENTITY x%d "%s">' % (n, b"&x%d;" % (n - 1) * 10) for n in range(1, 9))
    return repack(make_deck(), lambda name, part: (_DTD % entities) + part[55:] if name.endswith(SLIDE) else part)


def _dtd_in_utf16() -> bytes:
    text = '<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>'
    return repack(make_deck(), add={"ppt/extra.xml": text.encode("utf-16")})


def _twice() -> bytes:
    data = make_deck()
    stream = io.BytesIO(data)
    with zipfile.ZipFile(stream, "a") as archive:
        with zipfile.ZipFile(io.BytesIO(data)) as old:
            part = old.read(SLIDE)
        archive.writestr(zipfile.ZipInfo(SLIDE), part)
    return stream.getvalue()


def _encrypted_entry() -> bytes:
    data = bytearray(make_deck())
    place = data.find(b"PK\x01\x02")
    data[place + 8] |= 1
    return bytes(data)


def _many_entries() -> bytes:
    return repack(make_deck(), add={f"ppt/media/x{n}.txt": b"" for n in range(6000)})


def _lies_about_size() -> bytes:
    """A part whose header tells less than it inflates to."""
    data = bytearray(repack(make_deck(), add={"ppt/media/a.xml": b" " * (2 * MB)}))
    for mark, offset in ((b"PK\x01\x02", 24), (b"PK\x03\x04", 22)):
        place = data.rfind(mark, 0, data.rfind(b"ppt/media/a.xml") + 1 if mark == b"PK\x03\x04" else None)
        struct.pack_into("<I", data, place + offset, 100)
    return bytes(data)


def _huge_picture() -> bytes:
    """A picture of 50,000 by 50,000 dots in a few kB."""
    header = struct.pack(">IIBBBBB", 50_000, 50_000, 1, 0, 0, 0, 0)
    rows = zlib.compress(b"\0" * (6251 * 2000), 9)
    chunks = b"".join(
        struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
        for kind, body in ((b"IHDR", header), (b"IDAT", rows), (b"IEND", b""))
    )
    huge = b"\x89PNG\r\n\x1a\n" + chunks
    stream = io.BytesIO()
    Image.new("RGB", (100, 100)).save(stream, "PNG")
    deck = make_deck(lambda slide: slide.shapes.add_picture(io.BytesIO(stream.getvalue()), 0, 0, 914400, 914400))
    return repack(deck, lambda name, part: huge if name.endswith(".png") else part)


def _many_shapes(count: int) -> Callable[[], bytes]:
    def make() -> bytes:
        shape = (
            b'<p:sp><p:nvSpPr><p:cNvPr id="%d" name="s"/><p:cNvSpPr/><p:nvPr/></p:nvSpPr><p:spPr/>'
            b"<p:txBody><a:bodyPr/><a:p><a:r><a:t>x</a:t></a:r></a:p></p:txBody></p:sp>"
        )
        shapes = b"".join(shape % (100 + n) for n in range(count))
        return repack(make_deck(), replace_in(SLIDE, b"</p:spTree>", shapes + b"</p:spTree>"))

    return make


def _group_xml(depth: int) -> Callable[[], bytes]:
    def make() -> bytes:
        begin = b'<p:grpSp><p:nvGrpSpPr><p:cNvPr id="9" name="g"/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr/>'
        groups = begin * depth + b"</p:grpSp>" * depth
        return repack(make_deck(), replace_in(SLIDE, b"</p:spTree>", groups + b"</p:spTree>"))

    return make


def _loop() -> bytes:
    """A slide that is its own layout."""
    to_itself = replace_in("slides/_rels/slide1.xml.rels", b"../slideLayouts/slideLayout6.xml", b"../slides/slide1.xml")
    return repack(make_deck(), to_itself)


def _relabelled(kind: bytes) -> Callable[[], bytes]:
    to_kind = replace_in("[Content_Types].xml", b"presentationml.presentation.main", b"presentationml.%s.main" % kind)
    return lambda: repack(make_deck(), to_kind)


def _strict() -> bytes:
    """The same deck in the strict form of the standard, which has other names for everything."""

    def rename(name: str, part: bytes) -> bytes:
        if not name.endswith((".xml", ".rels")):
            return part
        for usual in (b"presentationml", b"drawingml", b"officeDocument"):
            part = part.replace(b"http://schemas.openxmlformats.org/%s/2006/" % usual, b"http://purl.oclc.org/ooxml/%s/" % usual)
        return part

    return repack(make_deck(), rename)


def _count_that_lies() -> bytes:
    """A list of forty thousand parts that says it has ten."""
    data = bytearray(repack(make_deck(), add={f"x{n}": b"" for n in range(40_000)}))
    struct.pack_into("<HH", data, data.rfind(b"PK\x05\x06") + 8, 10, 10)
    return bytes(data)


def _relations(count: int) -> Callable[[], bytes]:
    """Relations that never close, so that a careless search looks through all that follow for each."""
    return lambda: repack(make_deck(), replace_in("slides/_rels/slide1.xml.rels", b"</Relationships>", b"<Relationship " * count))


def _entity_under_another_name() -> bytes:
    """A part that the list of types calls XML, though its name does not."""
    typed = b'<Override ContentType="application/vnd.openxmlformats-officedocument.theme+xml" PartName="/ppt/more.dat"/></Types>'
    data = repack(make_deck(), replace_in("[Content_Types].xml", b"</Types>", typed))
    return repack(data, add={"ppt/more.dat": b'<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>'})


def _link_entry() -> bytes:
    stream = io.BytesIO(make_deck())
    with zipfile.ZipFile(stream, "a") as archive:
        info = zipfile.ZipInfo("ppt/media/more.txt")
        info.external_attr = 0o120777 << 16
        archive.writestr(info, "/etc/passwd")
    return stream.getvalue()


def _slides_in_a_ring() -> bytes:
    """Two slides that lead to each other, and one to itself."""
    kind = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships/slide"
    ring = b'<Relationship Id="rId%d" Type="' + kind + b'" Target="../slides/slide%d.xml"/>'

    def change(name: str, part: bytes) -> bytes:
        if "slides/_rels/slide" not in name:
            return part
        return part.replace(b"</Relationships>", ring % (71, 1) + ring % (72, 2) + b"</Relationships>")

    return repack(make_deck(slides=2), change)


def _filled_shapes(count: int) -> Callable[[], bytes]:
    """Coloured words over coloured boxes, all in one place: each might lie on any other."""

    def make() -> bytes:
        place = b'<p:spPr><a:xfrm><a:off x="9" y="9"/><a:ext cx="914400" cy="914400"/></a:xfrm>'
        shape = (
            b'<p:sp><p:nvSpPr><p:cNvPr id="%d" name="s"/><p:cNvSpPr/><p:nvPr/></p:nvSpPr>'
            + place
            + b'%s</p:spPr><p:txBody><a:bodyPr/><a:p><a:r><a:rPr><a:solidFill><a:srgbClr val="112233"/></a:solidFill></a:rPr>'
            b"<a:t>x</a:t></a:r></a:p></p:txBody></p:sp>"
        )
        fill = b'<a:solidFill><a:srgbClr val="EEEEEE"/></a:solidFill>'
        shapes = b"".join(shape % (100 + n, fill if n % 2 else b"") for n in range(count))
        return repack(make_deck(), replace_in(SLIDE, b"</p:spTree>", shapes + b"</p:spTree>"))

    return make


def _broken_chart() -> bytes:
    data = CategoryChartData()
    data.categories = ["Hours"]
    data.add_series("Stops", (12,))
    edit = lambda slide: slide.shapes.add_chart(XL_CHART_TYPE.COLUMN_CLUSTERED, 0, 0, 914400, 914400, data)  # noqa: E731
    return repack(make_deck(edit), replace_in("slides/slide1.xml", b"<c:chart ", b'<c:chart xmlns:n="n" n:x="" '))


def _scrambled() -> bytes:
    data = bytearray(make_deck())
    for place in random.Random(7).sample(range(100, len(data)), 400):
        data[place] ^= 0xFF
    return bytes(data)


REFUSED: Mapping[str, Callable[[], bytes]] = MappingProxyType(
    {
        "nothing": lambda: b"",
        "text": lambda: b"this is no deck at all",
        "a picture": lambda: b"\x89PNG\r\n\x1a\n" + b"0" * 200,
        "an old or locked file": lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 2000,
        "a zip of something else": lambda: repack(make_deck(), lambda name, part: part if "theme" in name else None),
        "only the mark of a zip": lambda: b"PK\x03\x04",
        "cut in half": lambda: make_deck()[:9000],
        "without its end": lambda: make_deck()[:-30],
        "scrambled": _scrambled,
        "spaces, 60 MB of them": _add("ppt/media/a.xml", b" " * (60 * MB)),
        "zeros, 120 MB of them": _add("ppt/media/a.png", b"\0" * (120 * MB)),
        "a size that lies": _lies_about_size,
        "six thousand parts": _many_entries,
        "a part twice": _twice,
        "an encrypted part": _encrypted_entry,
        "a zip in the zip": _add("ppt/embeddings/more.zip", b"PK"),
        "a deck in the deck": _add("ppt/embeddings/more.pptx", make_deck()),
        "macros": _add("ppt/vbaProject.bin", b"x"),
        "ActiveX": _add("ppt/activeX/activeX1.xml", b"<a/>"),
        "a program": _add("ppt/embeddings/run.exe", b"MZ"),
        "a script": _add("ppt/media/run.js", b"x"),
        "a name that leads out": _add("../../evil.xml", b"<a/>"),
        "an absolute name": _add("/etc/evil.xml", b"<a/>"),
        "a name of another system": _add("C:evil.xml", b"<a/>"),
        "entities inside entities": _laughs,
        "an outside entity": _add("ppt/x.xml", b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>'),
        "an entity in UTF-16": _dtd_in_utf16,
        "no list of types": _drop("[Content_Types].xml"),
        "no main part": _drop("ppt/presentation.xml"),
        "no slide where one is named": _drop("slides/slide1.xml"),
        "a slide that ends in the middle": _slide(b"</p:spTree>", b""),
        "a slide that is no XML": lambda: repack(make_deck(), lambda name, part: b"\0\1\2" if name.endswith(SLIDE) else part),
        "groups nested 40 deep": lambda: make_deck(lambda slide: add_group(slide, 40, "deep")),
        "groups nested 300 deep": _group_xml(300),
        "groups nested 5,000 deep": _group_xml(5000),
        "twenty thousand shapes": _many_shapes(20_000),
        "a workbook called a deck": _relabelled(b"anything"),
        "a count of parts that lies": _count_that_lies,
        "twenty thousand relations that never close": _relations(20_000),
        "two megabytes of relations": _relations(150_000),
        "an entity under another name": _entity_under_another_name,
        "an entity in UTF-7": _add("ppt/x.xml", b'<?xml version="1.0" encoding="UTF-7"?>+ADw-+ACE-DOCTYPE a+AD4-<a/>'),
        "an entity in EBCDIC": _add("ppt/x.xml", "<!DOCTYPE a><a/>".encode("cp037")),
        "an entity in UTF-32": _add("ppt/x.xml", '<!DOCTYPE a [<!ENTITY x "y">]><a/>'.encode("utf-32")),
        "a part that is a link": _link_entry,
        "a zip called a picture": _add("ppt/media/image9.png", make_deck()),
        "a slide that is its own layout": _loop,
    }
)
READ: Mapping[str, Callable[[], bytes]] = MappingProxyType(
    {
        "ten thousand shapes": _many_shapes(10_000),
        "ten thousand coloured shapes in one place": _filled_shapes(10_000),
        "slides in a ring": _slides_in_a_ring,
        "a slide show": _relabelled(b"slideshow"),
        "a template": _relabelled(b"template"),
        "the strict form": _strict,
        "a chart that is odd": _broken_chart,
        "groups nested 30 deep": lambda: make_deck(lambda slide: add_group(slide, 30, "deep")),
        "a picture of 50,000 by 50,000 dots": _huge_picture,
        "a link to another machine": lambda: repack(
            make_deck(),
            replace_in(
                "slides/_rels/slide1.xml.rels",
                b"</Relationships>",
                b'<Relationship Id="rId77" TargetMode="External" Target="http://169.254.169.254/latest"'
                b' Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/image"/></Relationships>',
            ),
        ),
        "a very long word": lambda: make_deck(lambda slide: add_text(slide, "x" * 200_000)),
        "a part that leads nowhere": lambda: repack(make_deck(), add={"ppt/media/lost.dat": b"x" * 1000}),
    }
)
