"""Turns the Markdown of cards into HTML for the site: everything escaped, ids of cards and sources made into links."""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from markupsafe import Markup, escape

_HEDGE = "(practitioner judgement, no study found)"
_BRACKETS = re.compile(r"\[([^\[\]]+)\]")
_NAMES = {
    "{executive}": ("executive", "[first name]"),
    "{company}": ("company", "[company]"),
    "{seller}": ("seller", "[your name]"),
}
_SLOT = re.compile(r"\{executive\}|\{company\}|\{seller\}|\[[^\[\]]+\]")
_LIST_ITEM = re.compile(r"^(?:[-*]|\d+[.)])\s")


class Prose:
    """Renders prose for pages at one depth of the site. `places` holds the address and title of every card."""

    def __init__(self, places: Mapping[str, tuple[str, str]], sources: Iterable[str], root: str) -> None:
        self._places = places
        self._sources = frozenset(sources)
        self._root = root
        self._card_ids = _any_of(id for id in places if re.search(r"[\d-]", id))
        self._markdown = _build_markdown(self._render_text)

    def block(self, text: str, *, here: str = "", slots: bool = False) -> Markup:
        """Return paragraphs, lists and tables. `here` is the card they stand on, which is never linked to itself."""
        return Markup(self._markdown.render(text, {"here": here, "slots": slots}))  # noqa: S704

    def line(self, text: str, *, here: str = "", linked: bool = True) -> Markup:
        """Return text that stays inside one line, such as a title. With linked=False it may stand inside a link."""
        return Markup(self._markdown.renderInline(text, {"here": here, "plain": not linked}))  # noqa: S704

    def cited(self, *texts: str) -> list[str]:
        """Return the ids of the sources that stand in brackets in these texts, in their order."""
        found = [id.strip() for text in texts for group in _BRACKETS.findall(text) for id in group.split(",")]
        return [id for id in dict.fromkeys(found) if id in self._sources]

    def _render_text(self, tokens: Sequence[Any], index: int, env: Mapping[str, Any]) -> str:
        text = str(tokens[index].content)
        if env.get("plain") or _inside_link(tokens, index):
            return str(escape(text))
        parts = text.split(_HEDGE)
        hedge = f'<span class="hedge">{escape(_HEDGE)}</span>'
        return hedge.join(self._link_brackets(part, env) for part in parts)

    def _link_brackets(self, text: str, env: Mapping[str, Any]) -> str:
        written, last = [], 0
        for match in _BRACKETS.finditer(text):
            ids = [id.strip() for id in match[1].split(",")]
            if all(id in self._sources for id in ids):
                links = ", ".join(f'<a class="cite" href="#source-{escape(id)}">{escape(id)}</a>' for id in ids)
                piece = f"[{links}]"
            elif env.get("slots"):
                piece = f'<span class="slot">{escape(match[0])}</span>'
            else:
                continue
            written += [self._link_cards(text[last : match.start()], env), piece]
            last = match.end()
        return "".join([*written, self._link_cards(text[last:], env)])

    def _link_cards(self, text: str, env: Mapping[str, Any]) -> str:
        written, last = [], 0
        for match in self._card_ids.finditer(text):
            if match[0] == env.get("here"):
                continue
            address, title = self._places[match[0]]
            link = f'<a href="{escape(self._root + address)}" title="{escape(title)}">{escape(match[0])}</a>'
            written += [str(escape(text[last : match.start()])), link]
            last = match.end()
        return "".join([*written, str(escape(text[last:]))])


def mark_slots(text: str) -> Markup:
    """Return wording with its slots marked. What the copilot would fill in gets the name of its slot, for the page to fill."""
    written, last = [], 0
    for match in _SLOT.finditer(text):
        name, shown = _NAMES.get(match[0], ("", match[0]))
        attribute = f' data-name="{name}"' if name else ""
        written += [str(escape(text[last : match.start()])), f'<span class="slot"{attribute}>{escape(shown)}</span>']
        last = match.end()
    return Markup("".join([*written, str(escape(text[last:]))]))  # noqa: S704


def fill_slots(text: str) -> str:
    """Return wording as it reads before any name is known."""
    for slot, (_, shown) in _NAMES.items():
        text = text.replace(slot, shown)
    return text


def split_quotes(text: str) -> list[tuple[bool, str]]:
    """Cut a text into stretches that are quoted (`>`), without their marks, and stretches that are not."""
    stretches: list[tuple[bool, list[str]]] = []
    for line in text.split("\n"):
        quoted = line.startswith(">")
        content = line[1:].removeprefix(" ") if quoted else line
        if stretches and stretches[-1][0] == quoted:
            stretches[-1][1].append(content)
        else:
            stretches.append((quoted, [content]))
    return [(quoted, "\n".join(lines).strip()) for quoted, lines in stretches if "".join(lines).strip()]


def as_plain(text: str) -> str:
    """Return quoted Markdown as somebody would paste it: paragraphs on one line each, list items kept, no emphasis marks."""
    paragraphs = []
    for paragraph in text.split("\n\n"):
        lines: list[str] = []
        for line in (" ".join(line.split()) for line in paragraph.split("\n")):
            if lines and not _LIST_ITEM.match(line):
                lines[-1] = f"{lines[-1]} {line}"
            else:
                lines.append(line)
        paragraphs.append("\n".join(lines))
    return re.sub(r"(?<!\w)(\*\*|\*|_)(?=\S)(.+?)(?<=\S)\1(?!\w)", r"\2", "\n\n".join(paragraphs))


def _build_markdown(render_text: Any) -> Any:
    from markdown_it import MarkdownIt  # only the site needs it, so nobody else waits for it

    markdown = MarkdownIt("commonmark", {"html": False, "typographer": True})
    markdown.enable(["table", "smartquotes"]).disable("image")  # a picture could be fetched from elsewhere
    markdown.add_render_rule("text", lambda _, tokens, index, __, env: render_text(tokens, index, env))
    for mark in ("heading_open", "heading_close"):
        markdown.add_render_rule(mark, _render_heading)
    markdown.add_render_rule(
        "table_open", lambda *_: '<div class="table" role="region" aria-label="Table" tabindex="0"><table>\n'
    )
    markdown.add_render_rule("table_close", lambda *_: "</table></div>\n")
    return markdown


def _render_heading(_: Any, tokens: Sequence[Any], index: int, __: Any, ___: Any) -> str:
    """A heading inside prose stands under a heading of the card, whatever level its author gave it."""
    return "<h3>" if tokens[index].type == "heading_open" else "</h3>\n"


def _inside_link(tokens: Sequence[Any], index: int) -> bool:
    marks = [token.type for token in tokens[:index]]
    return marks.count("link_open") > marks.count("link_close")


def _any_of(ids: Iterable[str]) -> re.Pattern[str]:
    longest_first = sorted(ids, key=lambda id: (-len(id), id))
    choices = "|".join(re.escape(id) for id in longest_first) or r"(?!)"
    return re.compile(rf"(?<![\w-])(?:{choices})(?![\w-])")
