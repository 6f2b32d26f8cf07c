"""What an assistant asks of the MCP server in the tests: requests, mistakes, addresses and prompts, each with a label."""

from collections.abc import Mapping
from typing import Any

Call = tuple[str, Mapping[str, Any]]

SECRET = "Quintessa Vandermolen-Achterberg"  # typed by a caller, so never to be repeated in an error
REQUESTS: Mapping[str, Call] = {
    "plays": (
        "suggest_plays",
        {
            "question": "How do I reach the CFO of Halden Foods?",
            "seller": {"id": "bo", "knows": ["I do the earnings-call mirror"]},
            "executive": {"title": "CFO", "company": "Halden Foods"},
            "signals": ["quarterly call was yesterday"],
            "as_of": "2026-11-20",
        },
    ),
    "plays, and a field nobody knows": (
        "suggest_plays",
        {"question": "How do I reach a CFO?", "seller": {"id": "bo", "shoe": 4}},
    ),
    "known": ("known_plays", {"statements": ["I do the earnings-call mirror", "exec intro", "cold call"]}),
    "record": ("record_play", {"seller_id": "orla", "play": "F03", "kind": "tried", "outcome": "her controller asked for it"}),
    "card": ("get_play", {"name": "Q&A echo"}),
    "search": ("search_library", {"query": "results call", "k": 4}),
    "card, as the results call it": ("get_play", {"play_id": "F03"}),
    "search, as over HTTP": ("search_library", {"q": "results call", "k": 4}),
}
MISTAKES: Mapping[str, Call] = {
    "no question": ("suggest_plays", {}),
    "too many plays": ("suggest_plays", {"question": SECRET, "limit": 9}),
    "a statement that is no text": ("known_plays", {"statements": [{"said": SECRET}]}),
    "no statement": ("known_plays", {"statements": []}),
    "a day that is none": ("suggest_plays", {"question": "How?", "as_of": SECRET}),
    "a kind that is none": ("record_play", {"seller_id": "orla", "play": "F03", "kind": SECRET}),
    "nobody's ledger": ("record_play", {"play": "F03"}),
    "a blank seller": ("record_play", {"seller_id": "   ", "play": "F03"}),
    "a field nobody knows": ("record_play", {"seller_id": "orla", "play": "F03", SECRET: SECRET}),
    "a play that is none": ("get_play", {"name": SECRET}),
    "a record of no play": ("record_play", {"seller_id": "orla", "play": SECRET}),
    "a name of several plays": ("get_play", {"name": "exec intro"}),
    "an empty search": ("search_library", {"query": "  "}),
    "too much of a search": ("search_library", {"query": SECRET * 100}),
}
NEXT_STEP: Mapping[str, str] = {  # what the sentence of each mistake has to name, so that the call can be mended
    "no question": "'question'",
    "too many plays": "less than or equal to 3",
    "a statement that is no text": "'statements.0'",
    "no statement": "'statements'",
    "a day that is none": "'as_of'",
    "a kind that is none": "'knows', 'tried' or 'not_known'",
    "nobody's ledger": "'seller_id'",
    "a blank seller": "1 to 80 characters",
    "a field nobody knows": "seller_id, play, kind, outcome, depth",
    "a play that is none": "search_library",
    "a record of no play": "search_library",
    "a name of several plays": "R02, R09",
    "an empty search": "say what you look for",
    "too much of a search": "'query'",
}
PAGES = ("coach://plays", "coach://personas", "coach://plays/F03", "coach://plays/Q%26A%20echo", "coach://personas/cfo")
NOWHERE = (
    "coach://plays/Z99",
    "coach://personas/king",
    "coach://plays/..%2F..%2Fetc",
    "coach://sellers/orla",
    "file:///etc/passwd",
)
FILLED: Mapping[str, Mapping[str, str]] = {
    "reach_executive": {"title": "CFO", "knows": "the {crayon} sheet; cold calls", "company": ""},
    "what_i_do_already": {"statements": "cold calls"},
    "tell_a_try": {"play": "F03", "outcome": "she rang back", "seller": "orla"},
    "walk_through_play": {"play": "F03", "case": "the CFO of Halden Foods"},
}
UNFILLED: Mapping[str, Mapping[str, str]] = {"reach_executive": {"company": SECRET}, "write_my_mail": {}}
