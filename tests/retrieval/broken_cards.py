"""The table of broken cards: what is done to a sound card, and the one finding that must follow."""

from tests.retrieval.breaking import Broken, append, copy_to, overwrite, rename, swap
from tests.retrieval.cards import PLAY_BODY

A02, A03 = "plays/A02-harbour-crane.md", "plays/A03-bakery-oven.md"
D01 = "plays/D01-podcast-invitation.md"
CFO, CG01 = "personas/PE-CFO-finance.md", "guides/CG01-data-card.md"
MS01, OB01 = "messages/MS01-sponsor-note.md", "objections/OB01-no-time.md"
SIGNALS, SHARED, PRACTICES = "signals.yaml", "ambiguous.yaml", "practices.yaml"
SPARE, PLAIN = "plays/A03-spare.md", "plays/bakery.md"
HEARD, TEXTS = "detection/statements.jsonl", "detection/texts/signals.jsonl"

_THEIRS = "They get my sheet about the harbour crane before anybody else calls."
_OURS = "They get my sheet about the pension deficit before anybody else calls."
_GESTURE = "\n- said: I have heard of the bakery oven\n  lacks: give\n"
_STEPS = "1. (20 min) Read what was said about the bakery oven.\n2. (40 min) Write one page on the bakery oven."
_WORDING = PLAY_BODY.format(topic="bakery oven").partition("## Wording\n")[2].partition("\n## Pitfalls")[0]
_LONG = "1. (30 min) Read.\n2. (30 min) Write."
_HALF = PLAY_BODY.format(topic="podcast invitation").replace("Ask who else signs for the podcast invitation.", "")
_LAST_SAID = "- One side of paper, the bakery oven, sources below.\n"
_AGAIN = "- title: Again\n  id: gift-card\n  cues: []\n  lookalikes: []\n  reason: x\n  instead: y\n"

FILES = [
    Broken("not UTF-8", swap(A03, "Old", "\udcff"), A03, "", "is not UTF-8", "save the file as UTF-8"),
    Broken("no front matter", swap(A03, "---\n", ""), A03, "", "front matter is missing", "two lines of ---"),
    Broken("open front matter", swap(A03, "\n---\n", "\n"), A03, "", "front matter is missing", "two lines of ---"),
    Broken("bad YAML", swap(A03, "tier: 2", "tier: @2"), A03, "tier:", "cannot start any token", "quote the value"),
    Broken("no fields", swap(A03, "---\n", "---\n- id\n---\n"), A03, "", "not valid YAML", "quote the value"),
    Broken("an id twice", copy_to(A03, SPARE), SPARE, "id: A03", "A03 is also that of", "an id of its own"),
    Broken("a key twice", swap(A03, "tier: 2", "tier: 3\ntier: 2"), A03, "tier: 2", "'tier' stands here twice", "quote"),
    Broken("no such day", swap(A03, "reviewed: '2026-11-01'", "reviewed: 2026-11-31"), A03, "", "day is out of range", "mend"),
    Broken("list as a key", swap(A03, "tier: 2", "[a]: b\ntier: 2"), A03, "", "not valid YAML", "quote the value"),
    Broken("another file name", rename(A03, PLAIN), PLAIN, "id: A03", "does not begin with", "call it A03-"),
]
FIELDS = [
    Broken("unknown key", swap(A03, "tier: 2", "tier: 2\nteir: 3"), A03, "teir:", "unknown key 'teir'", "spelling"),
    Broken("unknown inner key", swap(A03, "  grade:", "  rank: 1\n  grade:"), A03, "evidence:", "'evidence.rank'", "spelling"),
    Broken("derived key", swap(A03, "tier: 2", "steps: []\ntier: 2"), A03, "steps:", "unknown key 'steps'", "remove it"),
    Broken("missing key", swap(A03, "owner: library\n", ""), A03, "", "'owner' is missing", "add it"),
    Broken("word for a number", swap(A03, "tier: 2", "tier: low"), A03, "tier:", "'tier'", "mend the value"),
    Broken("unknown status", swap(A03, "status: active", "status: done"), A03, "status:", "'status'", "mend the value"),
    Broken("unknown grade", swap(A03, "grade: D", "grade: E"), A03, "evidence:", "'evidence.grade'", "mend the value"),
    Broken("number as id", swap(A03, "id: A03", "id: 3"), A03, "id: 3", "'id'", "mend the value"),
]
WORDS = [
    Broken("unknown family", swap(A03, "family: f", "family: g"), A03, "family:", "is no family", "use one of: basics"),
    Broken("unknown stage", swap(A03, "- open", "- close"), A03, "stage:", "'close' is no stage", "one of: target"),
    Broken("unknown channel", swap(A03, "- email", "- crow"), A03, "channels:", "'crow' is no channels", "linkedin-post"),
    Broken("unknown asset", swap(A03, "- data", "- luck"), A03, "assets:", "'luck' is no assets", "one of: colleague"),
    Broken("unknown persona", swap(D01, "- cfo", "- any\n- tsar"), D01, "personas:", "'tsar' is no", "one of: cfo"),
    Broken("unknown tier", swap(A03, "tier: 2", "tier: 4"), A03, "tier:", "tier 4 is not between", "0 everyone knows it"),
]
AMOUNTS = [
    Broken("five aliases", swap(A03, "- bakery oven memo\n", ""), A03, "aliases:", "5 aliases", "at least 6"),
    Broken("seven statements", swap(A03, _LAST_SAID, ""), A03, "said_as:", "7 statements", "at least 8"),
    Broken("no gesture", swap(A03, _GESTURE, " []\n"), A03, "gestures:", "no gesture", "lack a part"),
]
NAMES = [
    Broken("alias twice", swap(A02, "harbour crane memo", "PENSION-deficit memo!"), A02, "aliases:", "for A01", "one card"),
    Broken("title twice", swap(A02, "Harbour crane play", "Pension deficit play"), A02, "title:", "for A01", "one card"),
    Broken("statement twice", swap(A02, _THEIRS, _OURS), A02, "said_as:", "for A01", "one card"),
    Broken("shared name", swap(A02, "harbour crane memo", "Paper play"), A02, "aliases:", "for ambiguous.yaml", "or move it"),
]
REFERENCES = [
    Broken("neighbour", swap(A03, "  A01: is", "  A09: is"), A03, "neighbours:", "no other play A09", "existing play"),
    Broken("own neighbour", swap(A03, "  A01: is", "  A03: is"), A03, "neighbours:", "no other play A03", "existing play"),
    Broken("signal", swap(A03, "- new-executive", "- moon"), A03, "signals:", "no signal 'moon'", "signals.yaml"),
    Broken("source", swap(A03, "- SRC1", "- SRC9"), A03, "evidence:", "no source 'SRC9'", "sources.yaml"),
    Broken("persona's play", swap(CFO, "- A01", "- A09"), CFO, "plays:", "no play A09", "existing play"),
    Broken("guide's play", swap(CG01, "- A02", "- A09"), CG01, "plays:", "no play A09", "existing play"),
    Broken("objection's play", swap(OB01, "- A01", "- A09"), OB01, "plays:", "no play A09", "existing play"),
    Broken("signal's play", swap(SIGNALS, "- A01", "- A09"), SIGNALS, "", "no play A09", "existing play"),
    Broken("shared name's play", swap(SHARED, "- A01", "- A09"), SHARED, "", "no play A09", "existing play"),
    Broken("play without that signal", swap(A02, "- results-call\n", ""), SIGNALS, "", "lists A02", "add the signal"),
]
BODIES = [
    Broken("missing heading", swap(A03, "## Deeper\n", ""), A03, "", "'## Deeper' is missing", "add it"),
    Broken("unknown heading", swap(A03, "## When", "## Who\nx\n\n## When"), A03, "## Who", "unknown heading", "one of: For whom"),
    Broken("empty heading", swap(A03, "Ask who else signs for the bakery oven.", ""), A03, "## Deeper", "is empty", "write its"),
    Broken("outline with half a body", append(D01, _HALF), D01, "## Deeper", "is empty", "off active"),
    Broken("heading twice", append(CG01, "\n## How \nOnce more.\n"), CG01, "## How ", "stands here twice", "merge the two"),
    Broken("missing heading of a persona", swap(CFO, "## Do not\n", ""), CFO, "", "'## Do not' is missing", "add it"),
    Broken("empty heading of a guide", swap(CG01, "A guide says here: how.", " "), CG01, "## How", "is empty", "write its"),
    Broken("unknown heading of a message", append(MS01, "## Note\nx\n"), MS01, "## Note", "unknown heading", "When to send"),
    Broken("missing heading of an objection", swap(OB01, "## Words\n", ""), OB01, "", "'## Words' is missing", "add it"),
    Broken("no step", swap(A03, _STEPS, "Read, then write."), A03, "id:", "no step begins with its minutes", "1. (20 min)"),
    Broken("first step of 30 min", swap(A03, _STEPS, _LONG), A03, "id:", "first step takes 30 min", "under 30"),
    Broken("other minutes", swap(A03, "minutes: 60", "minutes: 61"), A03, "effort_minutes:", "take 60 min", "make the two agree"),
    Broken("no quoted wording", swap(A03, _WORDING, "### Email\nWrite.\n"), A03, "id:", "no quoted block", "add '### Email'"),
    Broken("reason for nobody", swap(A03, "- **CFO:**", "- **CEO:**"), A03, "personas:", "no line for cfo", "- **CFO:** why"),
]
LISTS = [
    Broken("bad YAML in a list", swap(PRACTICES, "reason: ", "reason: @"), PRACTICES, "reason:", "not a valid YAML", "mend it"),
    Broken("no list", overwrite(PRACTICES, "a: word\n"), PRACTICES, "", "not a valid YAML list", "mend it"),
    Broken("unknown key in a list", append(PRACTICES, "  insted: x\n"), PRACTICES, "id:", "unknown key 'insted'", "spelling"),
    Broken("missing key in a list", swap(PRACTICES, "  reason: It buys time.\n", ""), PRACTICES, "id:", "'reason' is", "add it"),
    Broken("entry twice", append(PRACTICES, _AGAIN), PRACTICES, "title: Again", "stands here twice", "merge the two"),
    Broken("statement without words", append(HEARD, '{"id": "ST-9"}\n'), HEARD, "ST-9", "required", "mend or remove"),
    Broken("statements that are not UTF-8", swap(HEARD, "a", "\udcff"), HEARD, "", "not UTF-8", "as UTF-8"),
    Broken("text that is not JSON", append(TEXTS, "{text}\n"), TEXTS, "{text}", "JSON", "mend or remove"),
]
BROKEN = [*FILES, *FIELDS, *WORDS, *AMOUNTS, *NAMES, *REFERENCES, *BODIES, *LISTS]
