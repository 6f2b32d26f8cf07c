"""What was said and by whom: words between quotation marks on slides, and words a teller reports of somebody.

Who spoke is read from where the words stand: after a name and a colon, in a row beside a name, after 'she said', under a
heading that says whose words these are.
"""

import re
from collections.abc import Iterable, Sequence

from copilot.domain.noun import Noun
from copilot.policies.dates import MONTH_OF, fold_letters
from copilot.policies.decks.cast import Cast
from copilot.policies.decks.lines import Line
from copilot.policies.decks.people import Person, is_name, make_person, role_in
from copilot.policies.words import word_set

_MARKED = re.compile(
    r"\"(?P<a>[^\"\n]{2,300})\"|“(?P<b>[^”\n]{2,300})”|„(?P<c>[^“”\n]{2,300})[“”]|«(?P<d>[^»\n]{2,300})»|"
    r"(?:(?<=[\s:(|])|^)['‘](?P<e>[^\n]{2,300}?)['’](?=$|[\s.,;:)|])"
)
_SELF = re.compile(r"(?:me|i|my|we|us|yo|ich|je|moi|nous|wir|ja|io|ik|jeg|jag|mein\w*|our \w+)\b")
_REPORTED = re.compile(
    r"(?P<who>\b(?:she|he|they|él|ella|[A-ZÀ-Þ][\w’'-]+|[Mm]e)\b)(?:\s+(?:just|then|also|me|le))?(?:\s+(?:came"
    r"|comes)[^,]{0,18})?\s+"
    r"(?P<verb>said|says|wrote(?: back)?|goes|replied|answered|told me|asked(?: me)?|dijo|dice|contestó|escribió"
    r"|sagte|schrieb|antwortete|a dit|écrit|powiedział\w*|napisał\w*)"
    r"(?:\s+to me|\s+me)?\s*[,:]?\s+(?P<words>(?!that\b|about\b|que\b|dass\b|it\b|in four).{8,})",
    re.UNICODE,
)
_BUYER_HEADING = re.compile(r"\b(she|he|they|buyer|customer|her|his|their|said|dijeron|gesagt|voice|sagt|dit|powiedzi\w*)\b")
_DATED_LABEL = re.compile(r"^[\d\s.,/–-]*(?:[a-z]{3,9}\.?)?[\s,:]*$")


_COURTESY = word_set("""
    ok okay yes no thanks thank you please great nice good hello hi dear come call me send us see again some something short
    interesting sure on at the a an to of for and next week month monday tuesday wednesday thursday friday meeting meet talk
    speak chat time minutes calendar invite let s will it is that this we i my your chart video note article post gracias
    vale bueno manda danke gut gerne bitte termin merci oui bien dziekuje prosze tak dobrze
""")


class Quote(Noun):
    """Words somebody is said to have spoken or written. `speaker` is None where nobody can be named."""

    words: str
    line: Line
    speaker: Person | None
    ours: bool = False  # spoken by the seller
    reported: bool = False  # told without quotation marks

    @property
    def says_something(self) -> bool:
        """Whether it is more than a courtesy or an appointment: 'Thank you, come on 27 February' says nothing of a problem."""
        words = [
            word for word in re.findall(r"[^\W\d_]+", fold_letters(self.words)) if word not in _COURTESY and word not in MONTH_OF
        ]
        return len(words) >= 4


def find_quotes(lines: Sequence[Line], cast: Cast) -> tuple[Quote, ...]:
    """Return the quotations of the visible lines in their order."""
    quotes: list[Quote] = []
    headings = {line.slide: line.text for line in lines if line.heading}
    addressed: Person | None = None  # to whom the seller wrote last, for an answer that names nobody
    spoken_of: Person | None = cast.executive  # whom 'she' means in the story: who was named last
    for line in lines:
        if line.heading:
            addressed = None
            continue
        if line.told:
            quotes += _reported_in(line, cast, spoken_of)
            spoken_of = next(iter(cast.who_is_meant(line.text)[-1:]), spoken_of)
            continue
        before = cast.who_is_meant(_MARKED.sub("", line.text))
        addressed = before[0] if before else None if role_in(line.text) else addressed
        marked = list(_MARKED.finditer(line.text))
        if not marked and line.about("said"):  # told near word for word, without quotation marks
            quotes += [
                each.model_copy(update={"reported": False}) for each in _reported_in(line, cast, addressed or cast.executive)
            ]
        for found in marked:
            words = next(text for text in found.groups() if text)
            speaker, ours = _speaker_of(line, found.start(), cast, headings.get(line.slide, ""), addressed)
            quotes.append(Quote(words=words, line=line, speaker=speaker, ours=ours))
    return tuple(quotes)


def find_speakers(quotes: Iterable[Quote], cast: Cast) -> tuple[Person, ...]:
    """Return the people who speak and stand on no list of the deck's."""
    known = {person.aliases for person in cast.people}
    found = {quote.speaker.aliases: quote.speaker for quote in quotes if quote.speaker and not quote.reported}
    return tuple(person for aliases, person in found.items() if aliases not in known)


def _speaker_of(line: Line, start: int, cast: Cast, heading: str, addressed: Person | None) -> tuple[Person | None, bool]:
    """Return who spoke the words that begin at `start`, and whether it was the seller."""
    if line.cells:
        cell = next((c for c in line.cells if line.text[start : start + 12] in c), "")
        inside = cell[: cell.find(line.text[start : start + 8])]
        person, ours = _person_of_label(inside.rstrip(": ").split(",")[-1], cast)
        if person or ours:
            return person, ours
        for other in (c for c in line.cells if c != cell):
            person, ours = _person_of_label(other, cast)
            if person or ours:
                return person, ours
        return addressed or _of_heading(heading, cast), False
    label = re.split(r"[.;|!?]\s", line.text[:start].rstrip(" :(–—-,"))[-1]
    person, ours = _person_of_label(label.split(",")[-1], cast)
    if person or ours:
        return person, ours
    meant = cast.who_is_meant(label)
    if meant:
        return meant[-1], False
    if re.search(r"\b(?:she|he|ella|el|sie|er|elle|il|ona|on)\b", fold_letters(label)):
        return cast.executive, False
    return (_of_heading(heading, cast) if not label.strip() or _DATED_LABEL.match(fold_letters(label)) else None), False


def _person_of_label(label: str, cast: Cast) -> tuple[Person | None, bool]:
    """Return the person a short label names: somebody known, a new name, or a role; or that it is the seller."""
    text = label.strip(" .:,()")
    if not text or len(text.split()) > 7:
        return None, False
    folded = fold_letters(text)
    if _SELF.match(folded) or set(re.findall(r"[^\W_]+", folded)) & set(cast.seller):
        return None, True
    meant = cast.who_is_meant(text)
    if meant:
        return meant[0], False
    if is_name(text, cast.seller):
        return make_person(text, ""), False
    role = role_in(text)
    return (make_person("", text), False) if role and len(text.split()) <= 5 else (None, False)


def _of_heading(heading: str, cast: Cast) -> Person | None:
    meant = cast.who_is_meant(heading)
    if meant:
        return meant[0]
    return cast.executive if _BUYER_HEADING.search(fold_letters(heading)) else None


def _reported_in(line: Line, cast: Cast, spoken_of: Person | None) -> Iterable[Quote]:
    found = _REPORTED.search(line.text)
    if found is None:
        return
    who = found.group("who")
    if fold_letters(who) in {"she", "he", "el", "ella", "me"}:
        named = cast.who_is_meant(line.text[: found.start()])
        person = named[-1] if named else spoken_of
    else:
        meant = cast.who_is_meant(who)
        person = meant[0] if meant else make_person(who, "") if is_name(who, cast.seller) else None
    words = found.group("words").rstrip(" .")
    yield Quote(words=words, line=line, speaker=person, reported=True)
