"""A prepared one-on-one on one page: HTML that prints on a sheet of A4, and Markdown. The seller sees the same page.

What a manager asked for and was declined stays with the manager, and so do the notes.
"""

from pathlib import Path

import jinja2

from copilot.domain.one_on_one import QuestionsResult

_FOLDER = Path(__file__).parent / "one_on_one_sheet"


class OneOnOneSheets:
    """Implements the port SheetWriter."""

    def write_html(self, result: QuestionsResult) -> str:
        """Return one HTML document that needs nothing else and prints on one page."""
        style = (_FOLDER / "sheet.css").read_text(encoding="utf-8")
        return _environment(autoescape=True).get_template("sheet.html").render(result=result, style=style)

    def write_markdown(self, result: QuestionsResult) -> str:
        environment = _environment(autoescape=False)
        environment.filters["line"] = _one_line
        return environment.get_template("sheet.md").render(result=result)


def _environment(*, autoescape: bool) -> jinja2.Environment:
    # Markdown is no HTML: there the filter `line` takes out what could be read as markup
    loader = jinja2.FileSystemLoader(_FOLDER)
    environment = jinja2.Environment(loader=loader, autoescape=autoescape, trim_blocks=True, lstrip_blocks=True)  # noqa: S701
    environment.filters["title_of"] = _title_of
    environment.tests["shown"] = _is_shown
    return environment


def _is_shown(fact: str | None) -> bool:
    """Whether a fact is printed: a promise stands in its question already, and a manager's notes are not the seller's page."""
    return fact is not None and not fact.startswith(("Last time you said", "In the notes:"))


def _title_of(result: QuestionsResult, field: str) -> str:
    """Return what a field of the card is called on its line."""
    return next((line.title for line in result.lines if line.field == field), field.replace("_", " "))


def _one_line(text: str) -> str:
    """Return a text that cannot start anything of its own in Markdown."""
    return " ".join(text.split()).replace("|", "\\|").replace("<", "\\<").replace("`", "\\`")
