"""What a human should clear before a deck counts: steering text, another account, another author, private details.

Nothing here accuses, and nothing here changes a level: it is shown short and word for word to the leader.
"""

import re
from collections.abc import Iterable, Sequence

from copilot.domain.certification import Fault, SimilarDeck, Submission
from copilot.domain.decks import Deck
from copilot.policies.dates import fold_letters
from copilot.policies.decks.features import Features
from copilot.policies.decks.lines import Line
from copilot.policies.decks.people import is_name
from copilot.policies.reviews.faults import fabricated_quotes, fault, place_of
from copilot.policies.reviews.injection import Injection
from copilot.policies.reviews.privacy import find_private
from copilot.policies.words import word_set

_PLACEHOLDER = re.compile(
    r"\[(?![xX ]?\])[^\]\n]{3,60}\]|\{\{[^}\n]{1,40}\}\}|<(?:[a-z]+ ){1,6}[a-z]+>|<(?:name|account|date|company"
    r"|executive|quote)>|lorem ipsum|click to (?:add|edit)|haga clic para|klicken sie|cliquez pour|kliknij, aby|"
    r"\bxx+\b|\btbd\b|\b(?:insert|enter|add) (?:text|name|date|quote|logo|title) here|your (?:name|text"
    r"|title) here|(?:nombre|name) des? (?:cliente|kunden)",
    re.IGNORECASE,
)
_REDACTED = re.compile(r"(?i)\[(?:redacted|name covered|covered|removed|sic|\.\.\.|…|name|he|she|the|our|their|my)[^\]]{0,20}\]")
_GENERIC_AUTHOR = re.compile(
    r"^(?:$|microsoft|office|user|admin\w*|windows|python|steve canny|owner|default|unknown|author|pptxgenjs"
    r"|google|apache|libreoffice|template|marketing|sales enablement|.*(?:gmbh|ltd|inc|llc|team)\b)"
)
_TITLE_WORDS = word_set("""
    opportunity story deck certification powerpoint presentation presentacion praesentation template final draft copy review
    field success customer client sales win big best deal my our this real one final certified seller
    the and for of account slides untitled v1 v2 v3 new q1 q2 q3 q4 master
""")


MOST_UNSEEN = 400  # lines of notes and comments in which another account is looked for


def find_integrity_faults(
    deck: Deck,
    every_line: Sequence[Line],
    features: Features,
    injections: Sequence[Injection],
    submission: Submission,
    similar: Sequence[SimilarDeck],
) -> tuple[Fault, ...]:
    """Return what a human should look at. `every_line` holds hidden text too; `features` only what counts."""
    clean = [line for line in every_line if not any(found.line == line for found in injections)]
    seller = submission.author or " ".join(features.cast.seller)
    return (
        *(fault("injection", place_of(found.line), found.excerpt) for found in injections),
        *_placeholders(clean),
        *_other_account(clean, features, deck),
        *_other_author(deck, seller),
        *_similar(similar),
        *fabricated_quotes(features),
        *find_private(clean, features),
    )


def _placeholders(lines: Sequence[Line]) -> Iterable[Fault]:
    left = [
        line
        for line in lines
        if line.visible and not line.told and line.slide and _PLACEHOLDER.search(_REDACTED.sub("", line.text))
    ]
    if left:
        numbers = sorted({line.slide or 0 for line in left})
        where = f"slide{'s' if len(numbers) > 1 else ''} {', '.join(map(str, numbers))}"
        yield fault("leftover_placeholders", where, left[0].text)


def _other_account(lines: Sequence[Line], f: Features, deck: Deck) -> Iterable[Fault]:
    """A firm's name in the notes, comments or properties that stands nowhere an audience looks."""
    shown = (
        set(_words(" ".join(line.text for line in lines if line.visible)))
        | set(f.cast.seller)
        | set(_words(deck.author or ""))
        | set(_words(deck.last_modified_by or ""))
    )
    unseen = [line for line in lines if not line.visible and not line.told and line.channel in {"notes", "comment", "property"}]
    unseen = unseen[:MOST_UNSEEN]
    counts: dict[str, list[Line]] = {}
    for line in unseen:
        for word in _names_inside(line, set(f.cast.seller)):
            if word not in shown and word not in _TITLE_WORDS:
                counts.setdefault(word, []).append(line)
    titles = [line for line in unseen if line.channel == "property"]
    for word, places in counts.items():
        in_title = any(word in _words(line.text) for line in titles)
        inside = sum(_capital_inside(word, line.text) for line in places if line.channel != "property")
        if (in_title and len(places) > 1) or (
            inside >= 1 and sum(len(re.findall(rf"(?i)\b{re.escape(word)}\b", x.text)) for x in unseen) >= 2
        ):
            yield fault("other_account_named", next((x for x in places if x.channel != "property"), places[0]))
            return
    for line in titles:
        names = [word for word in _words(line.text) if word not in _TITLE_WORDS and len(word) > 2]
        firm = re.search(r"^(?:[A-Z][\w&’'-]+\s+){1,3}(?=opportunity|story|deck|certification|account|[:–—-])", line.text)
        if names and firm and f.cast.account and not set(_words(firm.group())) & shown:
            yield fault("other_account_named", line)
            return


def _names_inside(line: Line, seller: set[str]) -> set[str]:
    """Return the capitalised words of a line that are no sentence's first and no common word."""
    found = set()
    for match in re.finditer(r"[^\W\d_][\w’'-]{2,}", line.text):
        word = match.group()
        if word[0].isupper() and not word.isupper() and is_name(re.sub(r"['’]s$", "", word), tuple(seller)):
            found.add(fold_letters(re.sub(r"['’]s$", "", word)))
    return found


def _capital_inside(word: str, text: str) -> bool:
    """Whether the word stands with a capital inside a sentence, where only names do."""
    return (
        any(fold_letters(match.group(1)) == word for match in re.finditer(r"(?<=[\w,;] )([A-ZÀ-Þ][\w’-]+)", text))
        or re.match(rf"(?i)\s*{re.escape(word)}\s*:", text) is not None
    )


def _other_author(deck: Deck, seller: str) -> Iterable[Fault]:
    author = deck.author or ""
    ours, theirs = set(_words(seller)), set(_words(author))
    if not theirs or not ours or _GENERIC_AUTHOR.match(fold_letters(author)) or not is_name(author) or len(theirs) < 2:
        return
    if not ours & theirs:
        yield fault("author_differs", "file properties", author)


def _similar(similar: Sequence[SimilarDeck]) -> Iterable[Fault]:
    for other in similar:
        yield fault("near_identical", f"submission {other.submission}", f"{other.ours} / {other.theirs}")


def _words(text: str) -> list[str]:
    return re.findall(r"[^\W\d_]{2,}", fold_letters(text))
