"""A prepared one-on-one on one page: HTML that prints on a sheet of A4, and Markdown. The seller sees the same page."""

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
    return environment


def _title_of(result: QuestionsResult, field: str) -> str:
    """Return what a field of the card is called on its line."""
    return next((line.title for line in result.lines if line.field == field), field.replace("_", " "))


def _one_line(text: str) -> str:
    """Return a text that cannot start anything of its own in Markdown."""
    return " ".join(text.split()).replace("|", "\\|").replace("<", "\\<").replace("`", "\\`")
