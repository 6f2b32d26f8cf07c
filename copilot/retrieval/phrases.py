"""The short texts by which plays, signals, practices and personas are recognised, taken from all over the library."""

from collections.abc import Sequence

from copilot.domain.library import PARTS, Library
from copilot.domain.noun import Noun


class Phrase(Noun):
    """A short text by which a play, a signal, a practice or a persona is recognised."""

    subject: str  # id of the play, signal or practice, or slug of the persona
    kind: str  # name, mechanism, signal, path, give, ask, format, said, gesture; signal-words; cue, lookalike; owns
    text: str


def list_phrases(library: Library) -> tuple[Phrase, ...]:
    """Return all phrases. Those of outlines too: every play is recognisable from the first day."""
    phrases: list[Phrase] = []
    for play in library.plays:
        parts = [getattr(play.fingerprint, part) for part in PARTS]
        phrases += _phrase_all(play.id, "name", (play.title, *play.aliases))
        phrases += _phrase_all(play.id, "mechanism", (f"{play.title}. {'. '.join(parts[:3])}.",))
        for part, text in zip(PARTS, parts, strict=True):
            phrases += _phrase_all(play.id, part, (text,))
        phrases += _phrase_all(play.id, "said", play.said_as)
        phrases += _phrase_all(play.id, "gesture", tuple(gesture.said for gesture in play.gestures))
    for heard in library.heard:
        if not {*heard.play_ids, *heard.name_only_ids} <= set(library.play_by_id):
            continue  # of a card that this library does not hold
        if len(heard.play_ids) == 1 and not heard.name_only_ids:
            phrases += _phrase_all(heard.play_ids[0], "heard", (heard.statement,))
        elif len(heard.name_only_ids) == 1 and not heard.play_ids:
            phrases += _phrase_all(heard.name_only_ids[0], "gesture", (heard.statement,))
    for signal in library.signals:
        timely = tuple(library.play_by_id[p].fingerprint.signal for p in signal.first if p in library.play_by_id)
        phrases += _phrase_all(signal.id, "signal-words", (signal.title, *signal.words, *timely))
    for labelled in library.signal_texts:
        if len(labelled.signals) == 1:
            phrases += _phrase_all(labelled.signals[0], "signal-words", (labelled.text,))
    for practice in library.practices:
        phrases += _phrase_all(practice.id, "name", (practice.title,))
        phrases += _phrase_all(practice.id, "cue", practice.cues)
        phrases += _phrase_all(practice.id, "lookalike", practice.lookalikes)
    known_practices = {practice.id for practice in library.practices}
    for told in library.practice_texts:
        if len(told.practices) == 1 and told.practices[0] in known_practices:
            phrases += _phrase_all(told.practices[0], "cue", (told.statement,))
    for card in (*library.personas, *library.guides, *library.messages, *library.objections):
        phrases += _phrase_all(card.id, "name", (card.title, *card.aliases))
    for objection in library.objections:
        phrases += _phrase_all(objection.id, "said", objection.said_as)
    for persona in library.personas:
        phrases += _phrase_all(persona.slug, "owns", persona.owns)
    return tuple(phrases)


def _phrase_all(subject: str, kind: str, texts: Sequence[str]) -> list[Phrase]:
    return [Phrase(subject=subject, kind=kind, text=text) for text in texts]


def subject_texts(library: Library, phrases: Sequence[Phrase]) -> list[str]:
    """One text a play and a practice, of everything by which it is recognised, for the comparison by words."""
    subjects = [play.id for play in library.plays] + [practice.id for practice in library.practices]
    texts: dict[str, list[str]] = {subject: [] for subject in subjects}
    for phrase in phrases:
        if phrase.subject in texts and phrase.kind not in ("gesture", "lookalike", "mechanism"):
            texts[phrase.subject].append(phrase.text)
    return [" ".join(words) for words in texts.values()]


def subject_bodies(library: Library) -> list[str]:
    bodies = [" ".join(section.text for section in play.sections) for play in library.plays]
    return bodies + [f"{practice.title} {practice.reason}" for practice in library.practices]
