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
from copilot.policies.words import forms, word_set

_PLACEHOLDER = re.compile(
    r"\[(?![xX ]?\])[^\]\n]{3,60}\]|\{\{[^}\n]{1,40}\}\}|<(?:[a-z]+ ){1,6}[a-z]+>|<(?:name|account|date|company"
    r"|executive|quote)>|lorem ipsum|click to (?:add|edit)|haga clic para|klicken sie|cliquez pour|kliknij, aby|"
    r"\bxx+\b|\btbd\b|\b(?:insert|enter|add) (?:text|name|date|quote|logo|title) here|your (?:name|text"
    r"|title) here|(?:nombre|name) des? (?:cliente|kunden)",
    re.IGNORECASE,
)
_REDACTED = re.compile(r"(?i)\[(?:redacted|name covered|covered|removed|sic|\.\.\.|…|name|he|she|the|our|their|my)[^\]]{0,20}\]")
_PHONE = re.compile(
    r"(?<![\w.,/])(?:\+\d{1,3}[\s./-]?)?(?:\(0?\d{1,5}\)[\s./-]?)?(?:\d{2,5}(?:[\s./-]\d{2,7}){1,4}|\d{9,12})(?![\w,/]|[.]\d)"
)
_TIMES = re.compile(
    r"^\(?\d{1,2}[.:]?\d{2}\s?[-/–]\s?\d{1,2}[.:]?\d{2}$"
    r"|^\d{1,2}[./-]\d{1,2}[./-](?:\d{2}|20\d\d)$"
)
_PHONE_WORD = forms(
    r"""
    mobile  cell(?:phone)?  phone  tel\b  tel\.  telephone  whatsapp  private number  home number  direct (?:line|mobile|dial)
    movil  celular  telefono  handy  mobil  portable  telefon  komork\w*  cellulare  mobiel
    (?:private|home|mobile|cell|own) number
    """,
    whole=True,
)
_PRIVATE_MAIL = re.compile(
    r"(?<![\w.+-])[\w.+-]{1,64}@(?:gmail|googlemail|hotmail|outlook|yahoo|icloud|gmx|web|proton(?:mail)?|aol|wp|o2|live|me)\.\w{2,4}",
    re.IGNORECASE,
)
_HOME = re.compile(
    r"(?<![\w-])(?:home address|lives (?:at|in|on) \d|private address|date of birth|born on \d|passport"
    r"|salary (?:of|is) \d|domicilio|privatadresse|adresse privee|adres domowy)"
)
_KIN = r"(?:wife|husband|son|daughter|kids?|child(?:ren)?|mother|father|brother|sister|fiance\w*|baby|family|parents|spouse)"
_CLOSE_KIN = r"(?:wife|husband|son|daughter|kids?|fiance\w*|baby|spouse)"
_FAMILY = re.compile(
    rf"(?<![\w-])(?:his|her) (?:\w+ )?{_KIN}(?!\w| (?:company|business|firm|plan|office|in the (?:programme"
    rf"|project)|account|of the project))|"
    rf"(?<![\w-])[\w-]{{3,}}(?:'s|’s) {_CLOSE_KIN}(?!\w)|"
    r"(?<![\w-])(?:divorc\w+|custody|pregnan\w+|maternity leave|paternity leave|getting married|su (?:esposa"
    r"|esposo|hijo|hija|marido|mujer)|embaraz\w+|divorci\w+|(?:seine|ihre?) (?:frau|mann|tochter|sohn|kinder)"
    r"|schwanger\w*|scheidung|(?:sa|son) (?:femme|mari|fils|fille)|enceinte|(?:jej|jego) (?:zona|maz|syn|corka)"
    r"|rozwod\w*|w ciazy)"
)
_HEALTH = forms(
    r"""
    cancer  chemo\w*  tumou?r  surgery  operation on (?:his|her)  heart attack  stroke\b(?= in| last| and| this)  diabet\w+
    depress(?:ion|ed)  burn-?out  sick leave  in hospital  hospitali[sz]ed  diagnosed  therapy  rehab
    (?:is|was|been|fell|seriously|very) (?:ill|sick)  illness  miscarriage  disabilit\w+  dialysis  bad back  hip replacement
    recovering from  quimioterapia  enferm\w+  de baja  krebs\w*  krankgeschrieben  erkrank\w+  arret maladie  chorob\w*
    zwolnieni\w* lekarski\w*  nowotwor\w*
    """,
    whole=True,
)
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
        *_private(clean, features),
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


def _private(lines: Sequence[Line], f: Features) -> Iterable[Fault]:
    """A buyer's private number, address, family or health, wherever it stands in the file or the story."""
    own = set(f.cast.seller)
    contact = next((line for line in lines if _is_private_contact(line, own)), None)
    if contact is not None:
        yield fault("private_contact_detail", contact, _masked(contact.text))
    family = next((line for line in lines if _is_family_or_health(line, f)), None)
    if family is not None:
        yield fault("family_or_health_detail", family, "a family or health detail stands here; it is not repeated")


def _is_private_contact(line: Line, own: set[str]) -> bool:
    if line.slide == 1 and own & set(_words(line.text)):
        return False  # the seller's own number on the title slide
    if _PRIVATE_MAIL.search(line.text) or _HOME.search(line.folded):
        return True
    for match in _PHONE.finditer(line.text):
        digits = re.sub(r"\D", "", match.group())
        if (
            not 8 <= len(digits) <= 15
            or _TIMES.search(match.group())
            or re.search(r"20[12]\d[\s./-]\d\d[\s./-]\d\d", match.group())
        ):
            continue
        near = line.folded[max(0, match.start() - 40) : match.end() + 20]
        if match.group().startswith(("+", "0", "(")) or _PHONE_WORD.search(near):
            return True
    return False


def _is_family_or_health(line: Line, f: Features) -> bool:
    """Of a buyer's person: a kin word after his, her or a name; an illness with a person as its subject."""
    folded = line.folded
    if re.search(r"(?<![\w-])(?:my|our|mi|mein\w*|mon|ma|moj\w*)\s+(?:\w+\s)?" + _KIN, folded):
        return False
    if _FAMILY.search(folded):
        return True
    if not _HEALTH.search(folded) or re.search(
        r"(?<![\w-])(?:patients?|clinic\w*|ward|treatment|drug|cases?|centre|center|unit|care|hospitals?)(?!\w)", folded
    ):
        return False
    person = f.cast.who_is_meant(line.text) or re.search(
        r"(?<![\w-])(?:he|she|his|her|el|ella|sie|er|elle|il|ona|on)(?![\w])", folded
    )
    return bool(person)


def _masked(text: str) -> str:
    """Return a text with the private detail covered: it is shown where it stands, not repeated."""
    masked = _PRIVATE_MAIL.sub("[mail address]", text)
    return _PHONE.sub(lambda m: "[number]" if 8 <= len(re.sub(r"\D", "", m.group())) <= 15 else m.group(), masked)


def _words(text: str) -> list[str]:
    return re.findall(r"[^\W\d_]{2,}", fold_letters(text))
