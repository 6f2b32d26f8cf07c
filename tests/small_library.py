"""Builders with sensible defaults for the library's nouns, one small library, and strategies over it."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import NamedTuple

from hypothesis import strategies as st

from copilot.domain.drafts import PlaysDraft, SuggestionDraft
from copilot.domain.evidence import Citation
from copilot.domain.library import (
    AmbiguousName,
    Evidence,
    Fingerprint,
    Gesture,
    Library,
    Persona,
    Play,
    Practice,
    Section,
    SignalKind,
    Step,
    Wording,
)
from copilot.domain.people import Answer, Executive, LedgerEntry, Seller
from copilot.domain.plays import PlaysRequest
from copilot.domain.readings import Likeness, StatementReading
from tests.fakes import cut_passages, draft_honestly

AS_OF = date(2026, 11, 22)
STRANGER = "Z99"
REVIEWED = date(2026, 11, 1)


def make_play(id: str, title: str = "", **changes: object) -> Play:
    """Return an active play for a CFO after a results call, which no other play resembles."""
    title = title or f"Play {id.casefold()} note"
    fields: dict[str, object] = {
        "id": id,
        "title": title,
        "aliases": (f"the {id.casefold()} trick",),
        "owner": "library",
        "reviewed": REVIEWED,
        "family": f"family-{id.casefold()}",
        "tier": 3,
        "stage": ("open",),
        "personas": ("cfo",),
        "signals": ("results-call",),
        "channels": ("email",),
        "effort_minutes": 60,
        "assets": (),
        "fingerprint": Fingerprint(signal="a call", path="self", give=f"the {id} page", ask="none", format="email"),
        "said_as": (),
        "gestures": (Gesture(said=f"I have heard of {id}", lacks="give"),),
        "neighbours": {},
        "evidence": Evidence(grade="D", note="No study was found."),
        "indicator": "replies within 14 days",
        "status": "active",
        "fits": {"cfo": "is asked about it in public"},
        "steps": (Step(minutes=20, text="Read the last call."), Step(minutes=40, text="Write one page.")),
        "wordings": (Wording(channel="Email", text="May I send it?"),),
        "sections": make_sections(id),
    }
    return Play.model_validate(fields | changes)


def make_sections(id: str) -> tuple[Section, ...]:
    """Return the headings of a card; its worked example names people who are nobody's executive."""
    texts = {
        "when": f"Use {id} within two weeks of the call.",
        "worked-example": "Last spring Rafael wrote to Beatriz Fonseca at Santa Lívia, and 11 days later she called.",
        "deeper": f"Build {id} before the call.",
        "why-it-works": "Few sellers read what was asked.",
    }
    return tuple(Section(slug=slug, heading=slug.capitalize(), text=text, line=1) for slug, text in texts.items())


def make_basic(id: str, title: str = "", **changes: object) -> Play:
    return make_play(id, title, **({"family": "basics", "tier": 0} | changes))


def make_outline(id: str, title: str = "", **changes: object) -> Play:
    return make_play(id, title, **({"status": "outline", "sections": (), "steps": ()} | changes))


def make_persona(slug: str, title: str, **changes: object) -> Persona:
    fields: dict[str, object] = {
        "id": f"PE-{slug.upper()}",
        "title": title,
        "slug": slug,
        "titles": (slug.upper(),),
        "owns": (f"what the {title} signs",),
        "owner": "library",
        "reviewed": REVIEWED,
    }
    return Persona.model_validate(fields | changes)


def make_signal(id: str, *words: str, **changes: object) -> SignalKind:
    fields: dict[str, object] = {"id": id, "title": id.replace("-", " ").capitalize(), "kind": "company", "words": words}
    return SignalKind.model_validate(fields | changes)


def make_library(*plays: Play, **changes: object) -> Library:
    """Return a library of these plays with three executives and two signals."""
    fields: dict[str, object] = {
        "digest": "small",
        "plays": plays,
        "personas": (
            make_persona("cfo", "Chief financial officer", titles=("CFO", "Finance director")),
            make_persona("cio", "Chief information officer"),
            make_persona("cpo", "Chief procurement officer", titles=(), ambiguous_titles={"CPO": ("cpo", "chro")}),
            make_persona("chro", "Chief people officer"),
        ),
        "signals": (make_signal("results-call", "Results were last week"), make_signal("new-executive", "A new CFO has begun")),
    }
    return Library.model_validate(fields | changes)


def make_small_library() -> Library:
    """Return seven plays that fit a CFO after a results call, one for others, a basic, an outline and a shared name."""
    titles = ("Analyst echo", "Phrase mirror", "Footnote finder", "Peer chart", "Board question", "Board letter", "Site walk")
    plays = [make_play(f"N0{number}", title) for number, title in enumerate(titles, 1)]
    plays[1] = make_play("N02", "Phrase mirror", aliases=("quote their words back", "Mirror-line method"))
    plays[2] = make_play("N03", "Footnote finder", signals=("results-call", "no-signal"))
    plays.append(make_play("N08", "Server audit", personas=("cio",)))
    return make_library(
        *plays,
        make_basic("B01", "Cold call", aliases=("dialling down the list",)),
        make_outline("O01", "Unwritten play"),
        ambiguous=(AmbiguousName(name="board play", candidates=("N05", "N06"), question="A question, or a letter?"),),
        practices=(
            Practice(
                id="gift-card", title="Gifts for meetings", cues=(), lookalikes=(), reason="It buys time.", instead="Give work."
            ),
        ),
    )


def make_entry(play_id: str, kind: str = "knows", *, on: date = AS_OF, depth: int | None = None) -> LedgerEntry:
    return LedgerEntry.model_validate({"play_id": play_id, "kind": kind, "on": on, "depth": depth})


def make_request(*knows: str, **changes: object) -> PlaysRequest:
    """Return a request for a CFO after a results call, from a seller who says they know this."""
    fields: dict[str, object] = {
        "question": "How do I reach the CFO of Halden Foods?",
        "seller": Seller(id="orla", name="Orla", knows=knows),
        "executive": Executive(title="CFO"),
        "signals": ("Results were last week",),
        "as_of": AS_OF,
    }
    return PlaysRequest.model_validate(fields | changes)


def make_reading(statement: str, *likenesses: Likeness, **changes: object) -> StatementReading:
    """Return a reading of a statement that shows something, but is neither vague nor denied."""
    fields: dict[str, object] = {"statement": statement, "likenesses": likenesses, "vague": 0.0, "shows": 0.0}
    return StatementReading.model_validate(fields | changes)


class PlaysCase(NamedTuple):
    """A request with everything that decides its answer. `named`: statement -> the plays it names, by construction."""

    request: PlaysRequest
    ledger: tuple[LedgerEntry, ...]
    draft: PlaysDraft
    named: dict[str, frozenset[str]]


def ledgers(library: Library) -> st.SearchStrategy[tuple[LedgerEntry, ...]]:
    """Any ledger: all kinds and depths, fresh and old, of plays here and of strangers."""
    entry = st.builds(
        LedgerEntry,
        play_id=st.sampled_from([*library.play_by_id, STRANGER]),
        kind=st.sampled_from(["knows", "tried", "not_known"]),
        on=st.integers(0, 800).map(lambda days: AS_OF - timedelta(days=days)),
        depth=st.sampled_from([None, 1, 2, 3, 4]),
    )
    return st.lists(entry, max_size=6).map(tuple)


def naming_statements(library: Library) -> st.SearchStrategy[tuple[str, frozenset[str]]]:
    """A statement that names a play by title, alias or shared name, more or less disguised, with the plays it names."""
    names = [(frozenset({play.id}), name) for play in library.plays for name in (play.title, *play.aliases)]
    disguises: list[Callable[[str], str]] = [str, str.upper, str.casefold, lambda name: name.replace(" ", "  "), "“{}”!".format]
    frames = ["{}", "I do the {}.", "{} with every account of my patch, each quarter, as my mentor taught me to"]
    said = [(frame.format(disguise(name)), ids) for ids, name in names for disguise in disguises for frame in frames]
    said += [(frame.format(entry.name), frozenset(entry.candidates)) for entry in library.ambiguous for frame in frames[:2]]
    return st.sampled_from(said)


def drafts(library: Library) -> st.SearchStrategy[PlaysDraft]:
    """Any draft: honest or invented, of known plays, strangers, basics and outlines, the same one twice."""
    passages = [passage for play in library.plays for passage in cut_passages(play)]
    honest = [draft_honestly(play, passages) for play in library.plays if play.sections]
    wild = [
        SuggestionDraft(
            play_id=play_id, why_this_executive=why, why_now="", why_new="", opener="", citations=_cite(passage_id, quote)
        )
        for play_id in [*library.play_by_id, STRANGER]
        for why in ("It fits.", "It saved 73 days.", "It is what Quillon does.")
        for passage_id in ("", f"{play_id}#when", "N01#when", "N99#when")
        for quote in ("within two weeks", "never")
    ]
    good = [[*honest[place:], *honest[:place]][:5] for place in range(len(honest))]
    drawn = st.lists(st.one_of(st.sampled_from(honest), st.sampled_from(wild)), max_size=3)
    return st.builds(
        lambda first, good, last: PlaysDraft(suggestions=(*first, *good, *last)), drawn, st.sampled_from([*good, []]), drawn
    )


def plays_cases(library: Library, *, include_known: bool = False) -> st.SearchStrategy[PlaysCase]:
    """Any ledger, request and draft over a library; most requests are such that something fits."""
    said = st.lists(naming_statements(library), max_size=4).map(dict)
    plain = st.lists(st.sampled_from(["We walk the site", "Sends flowers", "…"]), unique=True, max_size=2)
    play_ids = st.lists(st.sampled_from([*library.play_by_id, STRANGER]), max_size=3).map(tuple)
    answered = st.lists(st.tuples(st.integers(0, 6), play_ids), max_size=3)
    titles = st.sampled_from(["CFO", "CFO", "CFO", "CFO", None, "CIO", "CPO", "Head of bees"])
    signals = st.sampled_from([("Results were last week",)] * 3 + [(), ("It rained",)])
    asked = st.tuples(titles, signals, st.integers(1, 3))

    def build(
        named: dict[str, frozenset[str]],
        rest: list[str],
        replies: list[tuple[int, tuple[str, ...]]],
        asks: tuple[str | None, tuple[str, ...], int],
        ledger: tuple[LedgerEntry, ...],
        draft: PlaysDraft,
    ) -> PlaysCase:
        statements = [*named, *rest, "I have done it"]
        answers = {statements[place]: ids for place, ids in replies if place < len(statements)}
        title, texts, limit = asks
        request = make_request(
            seller=Seller(
                id="orla", knows=(*named, *rest), answers=tuple(Answer(statement=s, play_ids=p) for s, p in answers.items())
            ),
            executive=Executive(title=title),
            signals=texts,
            limit=limit,
            include_known=include_known,
        )
        return PlaysCase(request=request, ledger=ledger, draft=draft, named=named)

    return st.builds(build, said, plain, answered, asked, ledgers(library), drafts(library))


def _cite(passage_id: str, quote: str) -> tuple[Citation, ...]:
    return (Citation(passage_id=passage_id, quote=quote),) if passage_id else ()
