"""One Markdown file with front matter, taken apart: fields with their lines, headings with theirs."""

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from copilot.domain.findings import CardFinding
from copilot.domain.library import Section, Step, Wording

_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # the C loader reads 150 cards ten times as fast
_FENCE = "---"
_STEP = re.compile(r"^\d+\.\s+\((\d+) min\)\s*(.+)$", re.MULTILINE)
_FIT = re.compile(r"^- \*\*(.+?):\*\*\s*(.+)$", re.MULTILINE)


@dataclass(frozen=True)
class CardFile:
    """A card as it stands in its file. `lines` gives the line of each field, counted from 1."""

    file: str
    fields: dict[str, Any]
    lines: dict[str, int]
    sections: tuple[Section, ...]
    findings: tuple[CardFinding, ...] = field(default=())

    def line_of(self, key: str) -> int:
        return self.lines.get(key, 1)


def read_card_file(path: Path, *, name: str) -> CardFile:
    """Return the card in a file. What cannot be read becomes a finding, never an exception."""
    try:
        text = path.read_bytes().decode("utf-8")
    except UnicodeDecodeError as error:
        return _unreadable(name, 1, f"byte {error.start} is not UTF-8", "save the file as UTF-8")
    lines = text.replace("\r\n", "\n").split("\n")
    if lines[0].strip() != _FENCE or _FENCE not in (line.strip() for line in lines[1:]):
        return _unreadable(name, 1, "the front matter is missing", "begin the file with a block between two lines of ---")
    end = next(i for i, line in enumerate(lines[1:], 1) if line.strip() == _FENCE)
    try:
        fields, where = _read_front_matter("\n".join(lines[1:end]))
    except (yaml.YAMLError, ValueError, TypeError) as error:
        mark = getattr(error, "problem_mark", None)
        problem = getattr(error, "problem", None) or f"not valid YAML ({error})"
        return _unreadable(name, mark.line + 2 if mark else 1, str(problem), "quote the value, or mend the indentation")
    return CardFile(name, fields, where, _split_sections(lines[end + 1 :], first_line=end + 2))


def read_yaml_list(path: Path, *, name: str) -> tuple[list[tuple[int, dict[str, Any]]], list[CardFinding]]:
    """Return the entries of a YAML list, each with its line."""
    try:
        loader = _Loader(path.read_bytes().decode("utf-8"))
        node = loader.get_single_node()
        if node is None:
            return [], []
        items = [(child.start_mark.line + 1, loader.construct_document(child)) for child in node.value]
    except (ValueError, yaml.YAMLError, AttributeError, TypeError) as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 1 if mark else 1
        return [], [CardFinding(file=name, line=line, what="not a valid YAML list", remedy=f"mend it ({type(error).__name__})")]
    return [(line, item if isinstance(item, dict) else {}) for line, item in items], []


def read_steps(text: str) -> tuple[Step, ...]:
    """Return the numbered steps: `1. (20 min) Read only the questions.`"""
    return tuple(Step(minutes=int(minutes), text=what.strip()) for minutes, what in _STEP.findall(_unwrapped(text)))


def read_fits(text: str) -> dict[str, str]:
    """Return the reasons a persona: `- **CFO:** one sentence`, keyed by the persona's slug."""
    return {slug.strip().lower(): why.strip() for slug, why in _FIT.findall(_unwrapped(text))}


def read_wordings(text: str) -> tuple[Wording, ...]:
    """Return the quoted block under each `### Channel`."""
    wordings = []
    for block in re.split(r"^### ", text, flags=re.MULTILINE)[1:]:
        channel, _, rest = block.partition("\n")
        quoted = [line[1:].strip() for line in rest.split("\n") if line.startswith(">")]
        wordings.append(Wording(channel=channel.strip(), text=_joined(quoted)))
    return tuple(wordings)


def slug_of(heading: str) -> str:
    """Return the part of a passage id that stands for a heading: `Worked example` -> `worked-example`."""
    return re.sub(r"[^a-z0-9]+", "-", heading.lower()).strip("-")


def _read_front_matter(text: str) -> tuple[dict[str, Any], dict[str, int]]:
    loader = _Loader(text)
    node = loader.get_single_node()
    if not isinstance(node, yaml.MappingNode):
        raise yaml.YAMLError("the front matter holds no fields")
    lines = {key.value: key.start_mark.line + 2 for key, _ in node.value}
    twice = [key for key, _ in node.value if sum(key.value == other.value for other, _ in node.value) > 1]
    if twice:
        raise yaml.MarkedYAMLError(problem=f"the key '{twice[-1].value}' stands here twice", problem_mark=twice[-1].start_mark)
    fields = loader.construct_document(node)
    return fields, lines


def _split_sections(lines: list[str], *, first_line: int) -> tuple[Section, ...]:
    sections: list[Section] = []
    heading, start, body = "", first_line, list[str]()

    def close() -> None:
        if heading:
            text = "\n".join(body).strip()
            sections.append(Section(slug=slug_of(heading), heading=heading, text=text, line=start))

    for offset, line in enumerate(lines):
        if line.startswith("## "):
            close()
            heading, start, body = line[3:].strip(), first_line + offset, []
        else:
            body.append(line)
    close()
    return tuple(sections)


def _unwrapped(text: str) -> str:
    """Join the continuation lines of list items, so that one item is one line."""
    return re.sub(r"\n[ \t]+(?=\S)", " ", text)


def _joined(lines: list[str]) -> str:
    paragraphs = "\n".join(lines).strip().split("\n\n")
    return "\n\n".join(" ".join(paragraph.split()) for paragraph in paragraphs)


def _unreadable(name: str, line: int, what: str, remedy: str) -> CardFile:
    return CardFile(name, {}, {}, (), (CardFinding(file=name, line=line, what=what, remedy=remedy),))
