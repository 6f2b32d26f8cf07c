"""The commands about questions for a one-on-one."""

from typing import Any

import click

from api import pages_questions
from api.console import as_json, open_copilot, read_request, show
from copilot.errors import InvalidRequest


@click.command(name="check-questions")
@click.argument("texts", metavar="[QUESTION]...", nargs=-1)
@click.option("--fact", "facts", multiple=True, help="What the card, deck or thread holds. May be repeated; holds for all.")
@click.option(
    "--request", "request_file", type=click.Path(), help="Read the whole request from a JSON file; - is standard input."
)
@as_json
def check_questions(texts: tuple[str, ...], facts: tuple[str, ...], request_file: str | None, json_out: bool) -> None:
    """Say of questions you wrote what a mentor would not do in them, and what to ask instead.

    \b
    coach check-questions "Is the close date for Halden up to date?" \\
        --fact "Halden's planner answered four comments, no message sent"
    """
    from copilot.domain.questions import CheckQuestionsRequest

    fields: dict[str, Any] = read_request(request_file) if request_file else _fields_of(texts, facts)
    request = CheckQuestionsRequest.model_validate(fields)
    result = open_copilot(json_out).check_questions(request)
    show(result, json_out, lambda: pages_questions.show_checked(result))


def _fields_of(texts: tuple[str, ...], facts: tuple[str, ...]) -> dict[str, Any]:
    if not texts:
        raise InvalidRequest('Give a question, such as: coach check-questions "Is the close date for Halden up to date?"')
    return {"questions": [{"text": text, "facts": list(facts) or None} for text in texts]}


COMMANDS = (check_questions,)
