"""The usual asks as prompts: what a person picks from a menu, filled with their own words and sent as theirs."""

from collections.abc import Mapping
from typing import NamedTuple

from mcp import types


class Argument(NamedTuple):
    name: str
    description: str
    required: bool = True


class Ask(NamedTuple):
    name: str
    title: str
    description: str
    arguments: tuple[Argument, ...]
    lines: tuple[str, ...]  # a line is left out where an argument in it was not given


ASKS: tuple[Ask, ...] = (
    Ask(
        "reach_executive",
        "Reach an executive",
        "Plays I do not know yet for reaching one executive now.",
        (
            Argument("title", "The executive's title, such as CFO."),
            Argument("company", "The executive's company.", required=False),
            Argument("signal", "What makes it timely, with its date, such as 'results on 14 November'.", required=False),
            Argument("knows", "What I do already, in my own words; separate practices by semicolons.", required=False),
            Argument("seller", "Whose ledger to use, such as 'orla'.", required=False),
        ),
        (
            "How do I reach this executive? Use suggest_plays.",
            "Title: {title}",
            "Company: {company}",
            "Signal: {signal}",
            "What I do already, each as its own statement in seller.knows, word for word: {knows}",
            "seller.id: {seller}",
            "If it asks something back, ask me that first. Then show each play with why now, the first step, the wording as it "
            "stands, how I will know it works, and the evidence with its passages.",
        ),
    ),
    Ask(
        "what_i_do_already",
        "What do I do already?",
        "Which plays of the library stand behind what I do.",
        (Argument("statements", "What I do, in my own words; separate practices by semicolons."),),
        (
            "Which plays of the library do I do already? Use known_plays, each practice as its own statement, word for word.",
            "What I do: {statements}",
            "Say which are known, which I have in name only, and what you would have to ask me. Write nothing down yet.",
        ),
    ),
    Ask(
        "tell_a_try",
        "I tried a play",
        "Write down that a play was tried, and what came of it.",
        (
            Argument("play", "The play, by id, title or alias."),
            Argument("outcome", "What came of it, in a few words."),
            Argument("seller", "Whose ledger to write in, such as 'orla'; 'me' where there is only one."),
        ),
        (
            "I tried a play. Write it down with record_play, as kind 'tried', and tell me what was written.",
            "play: {play}",
            "outcome: {outcome}",
            "seller_id: {seller}",
        ),
    ),
    Ask(
        "walk_through_play",
        "Walk me through a play",
        "One play, step by step, for the case I have in mind.",
        (
            Argument("play", "The play, by id, title or alias."),
            Argument("case", "The account and the executive I have in mind.", required=False),
        ),
        (
            "Walk me through this play with get_play: when it fits, steps with minutes, the wording as it stands, the pitfalls.",
            "Play: {play}",
            "My case: {case}",
            "Where the card does not cover my case, say so instead of guessing.",
        ),
    ),
)


def describe_prompts() -> list[types.Prompt]:
    """Return the prompts as they are listed, always in the same order."""
    return [
        types.Prompt(
            name=ask.name,
            title=ask.title,
            description=ask.description,
            arguments=[types.PromptArgument(name=a.name, description=a.description, required=a.required) for a in ask.arguments],
        )
        for ask in ASKS
    ]


def find_prompt(name: str) -> Ask | None:
    return next((ask for ask in ASKS if ask.name == name), None)


def find_missing(ask: Ask, given: Mapping[str, str]) -> str | None:
    """Return one sentence about the first argument that is needed and empty, or nothing where all are there."""
    empty = [argument.name for argument in ask.arguments if argument.required and not given.get(argument.name, "").strip()]
    return f"'{empty[0]}' is missing; add it." if empty else None


def fill_prompt(ask: Ask, given: Mapping[str, str]) -> types.GetPromptResult:
    """Return the ask as the person's own message. Braces in what they wrote stay as they are."""
    values = {argument.name: given.get(argument.name, "").strip() for argument in ask.arguments}
    absent = [f"{{{name}}}" for name, value in values.items() if not value]
    lines = [line.format_map(values) for line in ask.lines if not any(slot in line for slot in absent)]
    message = types.PromptMessage(role="user", content=types.TextContent(type="text", text="\n".join(lines)))
    return types.GetPromptResult(description=ask.description, messages=[message])
