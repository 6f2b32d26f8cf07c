"""A review held against a careful reader's label: the sums by hand, the quotations in the file, the gates and the faults."""

import io
import re
from collections.abc import Iterator, Mapping
from typing import Any

WEIGHTS = {"K1": 8, "K2": 9, "K3": 8, "K4": 14, "K5": 9, "K6": 11, "K7": 8, "K8": 6, "K9": 11, "K10": 6, "K11": 6, "K12": 4}
STARRED = ("K1", "K2", "K4", "K9")
KINDS = {  # what older labels call a fault, and the kind it is
    "no_learning_slide": "no_learning",
    "next_step_date_in_past": "next_step_date_past",
    "other_account_in_notes": "other_account_named",
    "private_phone_number": "private_contact_detail",
    "metadata_author_differs": "author_differs",
    "vp_pressure": "pressure_on_reviewer",
}
_STAMP = re.compile(r"^(?:WEBVTT.*|\d+|[\d:.,]+ --> .*)$", re.MULTILINE)


def total_by_hand(levels: Mapping[str, int]) -> float:
    return sum(WEIGHTS[name] * level / 4 for name, level in levels.items())


def verdict_by_hand(levels: Mapping[str, int], gates: Mapping[str, str]) -> str:
    total = total_by_hand(levels)
    if "not_met" in gates.values():
        return "not_yet"
    if total < 60:
        return "rehearse"
    return "one_more_pass" if total < 70 or any(levels[name] == 1 for name in STARRED) else "pass"


def check_sums(result: Mapping[str, Any]) -> list[str]:
    """Return which sums of a review are not what one gets by hand."""
    levels = {each["id"]: each["level"] for each in result["criteria"]}
    gates = {each["id"]: each["state"] for each in result["gates"]}
    faults = [
        f"{each['id']}: level {each['level']} is not {each['points']} points"
        for each in result["criteria"]
        if each["points"] != WEIGHTS[each["id"]] * each["level"] / 4
    ]
    if abs(result["total"] - total_by_hand(levels)) > 0.005:
        faults.append(f"total {result['total']} is not {total_by_hand(levels)}")
    if result["verdict"] != verdict_by_hand(levels, gates):
        faults.append(f"verdict {result['verdict']} is not {verdict_by_hand(levels, gates)}")
    return faults


def check_quotes(result: Mapping[str, Any], deck: bytes, story: str) -> list[str]:
    """Return the quotations that do not stand where they are said to stand. Words inside pictures cannot be looked up here."""
    slides, told = read_slides(deck), _plain(_STAMP.sub("", story))
    faults = []
    for criterion in result["criteria"]:
        for cited in criterion["citations"]:
            if cited["slide"] is None:
                if _plain(cited["quote"]) not in told:
                    faults.append(f"{criterion['id']}: '{cited['quote']}' is not told")
                continue
            text, has_pictures = slides.get(cited["slide"], ("", False))
            if _plain(cited["quote"]) not in text and not has_pictures:
                faults.append(f"{criterion['id']}: '{cited['quote']}' is not on slide {cited['slide']}")
    return faults


def read_slides(deck: bytes) -> dict[int, tuple[str, bool]]:
    """Return the text of each slide, and whether it has pictures whose words nobody can look up."""
    from pptx import Presentation

    slides = Presentation(io.BytesIO(deck)).slides
    return {
        number: (_plain(" ".join(_words(slide.shapes))), any(shape.shape_type == 13 for shape in slide.shapes))
        for number, slide in enumerate(slides, 1)
    }


def match_faults(label: Mapping[str, Any], result: Mapping[str, Any]) -> tuple[int, int, int]:
    """Return how many faults were planted, found, and raised beside them."""
    planted = [KINDS.get(fault["kind"], fault["kind"]) for fault in label["planted_faults"]]
    raised = [fault["kind"] for fault in result["faults"]]
    found = sum(min(planted.count(kind), raised.count(kind)) for kind in set(planted))
    beside = sum(max(0, raised.count(kind) - planted.count(kind)) for kind in set(raised))
    return len(planted), found, beside


def arithmetic(result: Mapping[str, Any]) -> tuple[Any, ...]:
    """Return what no text in a deck may move: levels, points, total, verdict."""
    return (tuple((c["id"], c["level"], c["points"]) for c in result["criteria"]), result["total"], result["verdict"])


def _words(shapes: Any) -> Iterator[str]:
    for shape in shapes:
        if shape.shape_type == 6:
            yield from _words(shape.shapes)
        elif shape.has_text_frame:
            yield shape.text_frame.text
        elif getattr(shape, "has_table", False) and shape.has_table:
            yield from (cell.text for row in shape.table.rows for cell in row.cells)
        elif getattr(shape, "has_chart", False) and shape.has_chart:
            yield from _words_of_chart(shape.chart)


def _words_of_chart(chart: Any) -> Iterator[str]:
    """Yield the title, and each category with its figures as one reads them off."""
    if chart.has_title:
        yield chart.chart_title.text_frame.text
    for plot in chart.plots:
        names = list(plot.categories)
        for place, category in enumerate(names):
            figures = [f"{series.name} {series.values[place]:g}" for series in plot.series if series.values[place] is not None]
            yield f"{category} {' '.join(figures)}"
        for series in plot.series:  # read off the other way round
            figures = [f"{name} {value:g}" for name, value in zip(names, series.values, strict=False) if value is not None]
            yield f"{series.name} {' '.join(figures)}"


def _plain(text: str) -> str:
    """Return the letters and digits of a text alone: marks and spaces are the author's program's affair."""
    return re.sub(r"[^\w]+", "", text.casefold())
