"""A company's own library in which somebody wrote every payload, spread over the cards that a common request is answered from."""

from pathlib import Path

from evals.cases import Case, read_cases
from evals.scorers.library_text import CORPUS

CARDS = ("F03", "F04", "F06")  # what the request of the injection suite is answered from
_PLACE = "## Pitfalls\n"


class _Text(Case):
    family: str
    text: str


def poison(folder: Path) -> Path:
    """Write copies of those cards with the payloads under 'Pitfalls', and return their folder."""
    plays = folder / "plays"
    plays.mkdir(parents=True, exist_ok=True)
    payloads = [case.text for case in read_cases("injections.yaml", _Text)]
    for place, card in enumerate(CARDS):
        path = next((CORPUS / "plays").glob(f"{card}-*.md"))
        text = path.read_text(encoding="utf-8")
        planted = "\n\n".join(" ".join(payload.split()) for payload in payloads[place :: len(CARDS)])
        (plays / path.name).write_text(text.replace(_PLACE, f"{_PLACE}{planted}\n\n", 1), encoding="utf-8")
    return folder


def first_words(payload: str) -> str:
    """Return the beginning of a payload as it stands in a prompt, where nothing unseen is left of it."""
    from copilot.prompts.fencing import strip_unseen

    return " ".join(strip_unseen(" ".join(payload.split())).split())[:40]
