"""The words in the parts beside a slide: charts, diagrams, comments, properties. Read as XML, whatever their kind."""

from collections.abc import Iterator
from typing import Any

from lxml import etree

_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"


def texts_of_chart(part: Any) -> Iterator[str]:
    """Yield what is written in a chart, then each series with its values; of the newer kinds of chart, whatever they hold."""
    if part is None:
        return
    root = _root_of(part)
    if root.tag != f"{_C}chartSpace":
        yield from _texts_below(root, ("t", "v", "pt"))
        return
    for rich in root.iter(f"{_C}rich"):
        yield "".join(node.text or "" for node in rich.iter(f"{_A}t"))
    for series in root.iter(f"{_C}ser"):
        yield _text_of_series(series)
    for relation in part.rels.values():
        if relation.reltype.endswith("/chartUserShapes") and not relation.is_external:  # boxes drawn on the chart
            drawing = _root_of(relation.target_part)
            for paragraph in drawing.iter(f"{_A}p"):
                yield "".join(node.text or "" for node in paragraph.iter(f"{_A}t"))


def texts_of_smart_art(part: Any) -> Iterator[str]:
    """The words of a diagram stand in a part of their own, a point each."""
    if part is None:
        return
    for point in _root_of(part).iter():
        if isinstance(point.tag, str) and point.tag.endswith("}pt"):
            yield " ".join(node.text or "" for node in point.iter(f"{_A}t"))


def texts_of_comments(slide: Any) -> Iterator[str]:
    """Yield the comments on a slide, those of PowerPoint until 2021 and the threads since."""
    for relation in slide.part.rels.values():
        if relation.is_external or not relation.reltype.lower().endswith("comments"):
            continue
        for node in _root_of(relation.target_part).iter():
            tag = etree.QName(node).localname if isinstance(node.tag, str) else ""
            if tag == "text" and node.text:
                yield node.text
            if tag == "txBody":
                yield " ".join(text.text or "" for text in node.iter(f"{_A}t"))


def texts_of_custom_properties(package: Any) -> list[str]:
    """Return what somebody wrote into the file's own properties."""
    texts: list[str] = []
    for part in package.iter_parts():
        if str(part.partname) == "/docProps/custom.xml":
            for node in _root_of(part):
                values = [text.strip() for text in node.itertext() if text.strip()]
                texts.append(" ".join([node.get("name") or "", *values]))
    return texts


def _text_of_series(series: Any) -> str:
    name = " ".join(node.text or "" for node in series.findall(f"{_C}tx//{_C}v"))
    categories = _points_of(series, "cat", "xVal")
    values = _points_of(series, "val", "yVal")
    pairs = [f"{categories[place]}: {value}" if place in categories else value for place, value in sorted(values.items())]
    return f"{name}: {', '.join(pairs)}"


def _points_of(series: Any, *names: str) -> dict[int, str]:
    found: dict[int, str] = {}
    for name in names:
        for point in series.iterfind(f"{_C}{name}//{_C}pt"):
            place = point.get("idx") or ""
            if place.isdigit():
                found.setdefault(int(place), " ".join(point.findtext(f"{_C}v", "").split()))
    return found


def _texts_below(root: Any, names: tuple[str, ...]) -> Iterator[str]:
    for node in root.iter():
        if isinstance(node.tag, str) and node.tag.rpartition("}")[2] in names and (node.text or "").strip():
            yield node.text


def _root_of(part: Any) -> Any:
    element = getattr(part, "_element", None)
    if element is not None:
        return element
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    return etree.fromstring(part.blob, parser)
