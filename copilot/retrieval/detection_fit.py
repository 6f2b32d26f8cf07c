"""Fits the detector's weights from the labelled statements of the library. Run by `make fit`; needs scikit-learn, a tool
of ours only.

A statement is never compared with itself: statements and cues are dealt into folds, and the features of one fold come
from an index that holds only the others. The later stages are fitted on what the first says about statements it was not
fitted on.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from copilot.domain.library import HeardStatement, Library
from copilot.retrieval.detection_features import FEATURES, Matrix, SubjectTable, cut_statement
from copilot.retrieval.detection_model import (
    WEIGHTS_FILE,
    Compared,
    FirstStage,
    FittedWeights,
    Logistic,
    compare_statement,
    describe_pairs,
    describe_practices,
    describe_statement,
    score_first,
)
from copilot.retrieval.index_version import make_version
from copilot.retrieval.manner import MANNER_FILE, Manner
from copilot.retrieval.manner_fit import fit_manner, judge_unseen
from copilot.retrieval.phrase_match import PhraseMatcher
from copilot.retrieval.vector_cache import Embedder, VectorCache

FOLDS = 5
_SEED = 20261122
_PAIR, _STATEMENT, _FINAL, _PRACTICE, _PHRASE = 0.1, 0.3, 0.3, 0.3, 0.3  # inverse ridge penalties

Labels = npt.NDArray[np.float64]
Folds = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Example:
    """A labelled statement, compared with every subject by an index that does not hold it."""

    heard: HeardStatement
    practice: str | None  # set where the statement is a cue; "" where it is a decent look-alike
    compared: Compared


def fit_weights(library: Library, embedder: Embedder, cache: VectorCache) -> tuple[FittedWeights, Manner]:
    """Return the weights and the manner fitted on all labelled statements."""
    examples = make_examples(library, embedder, cache)
    folds = deal(len(examples))
    play_ids = [play.id for play in library.plays]
    practice_ids = [practice.id for practice in library.practices]
    unseen = _score_unseen(examples, play_ids, folds)
    on_plays = [place for place, example in enumerate(examples) if example.practice is None]
    heard = [examples[place] for place in on_plays]
    rows = np.array([describe_statement(examples[p].compared, unseen[p], len(play_ids)) for p in on_plays])
    shows = np.array([float(bool(example.heard.play_ids)) for example in heard])
    vague = np.array([float(example.heard.ambiguous) for example in heard])
    shows_logits = _cross_fit(rows, shows, folds[on_plays], _STATEMENT)
    vague_logits = _cross_fit(rows, vague, folds[on_plays], _STATEMENT)
    final = np.concatenate(
        [
            describe_pairs(unseen[place], len(play_ids), float(a), float(b))
            for place, a, b in zip(on_plays, shows_logits, vague_logits, strict=True)
        ]
    )
    known, name_only = _label_pairs(heard, play_ids)
    pairs = np.concatenate([example.compared.whole[: len(play_ids)] for example in heard])
    weights = FittedWeights(
        features=FEATURES,
        known=fit_logistic(pairs, known, _PAIR),
        name_only=fit_logistic(pairs, name_only, _PAIR),
        shows=fit_logistic(rows, shows, _STATEMENT),
        vague=fit_logistic(rows, vague, _STATEMENT),
        final_known=fit_logistic(final, known, _FINAL),
        final_name_only=fit_logistic(final, name_only, _FINAL),
        practice=_fit_practice(examples, unseen, len(play_ids), practice_ids, folds),
        phrase=_fit_phrase(library, embedder, cache),
        fitted_on=len(heard),
    )
    told = [(example.heard.statement, bool(example.practice)) for example in examples if example.practice is not None]
    return weights, fit_manner([text for text, _ in told], [declined for _, declined in told])


def make_examples(library: Library, embedder: Embedder, cache: VectorCache) -> list[Example]:
    """Return every labelled statement, cue and look-alike with features from an index that does not hold it."""
    items: list[tuple[HeardStatement, str | None]] = [(heard, None) for heard in library.heard]
    for practice in library.practices:
        items += [(HeardStatement(id=practice.id, statement=text), practice.id) for text in practice.cues]
        items += [(HeardStatement(id=practice.id, statement=text), "") for text in practice.lookalikes]
    items += [
        (HeardStatement(id="told", statement=told.statement), told.practices[0] if told.practices else "")
        for told in library.practice_texts
    ]
    items += [(HeardStatement(id="event", statement=row.text), "") for row in library.signal_texts]  # decent too: mere events
    folds = deal(len(items))
    examples: dict[int, Example] = {}
    for fold in range(FOLDS):
        held_out = {heard.statement for place, (heard, _) in enumerate(items) if folds[place] == fold}
        version, _ = make_version(_without(library, held_out), embedder, cache)
        table = SubjectTable(version)
        for place, (heard, label) in enumerate(items):
            if folds[place] == fold:
                parts = cut_statement(heard.statement)
                vectors = cache.embed(list(parts.units), embedder)
                examples[place] = Example(heard, label, compare_statement(parts, vectors, table))
    return [examples[place] for place in range(len(items))]


def deal(count: int) -> Folds:
    """Return a fold for each of `count` examples: always the same."""
    folds: Folds = np.random.default_rng(_SEED).permutation(count) % FOLDS
    return folds


def fit_logistic(rows: Matrix, labels: Labels, strength: float) -> Logistic:
    """Return a standardised logistic model; `strength` is the inverse of the ridge penalty."""
    from sklearn.linear_model import LogisticRegression

    mean = rows.mean(axis=0)
    scale = np.maximum(rows.std(axis=0), 1e-6)
    model = LogisticRegression(C=strength, max_iter=5000).fit((rows - mean) / scale, labels)
    return Logistic(
        mean=tuple(round(float(x), 6) for x in mean),
        scale=tuple(round(float(x), 6) for x in scale),
        weights=tuple(round(float(x), 5) for x in model.coef_[0]),
        bias=round(float(model.intercept_[0]), 5),
    )


def _without(library: Library, held_out: set[str]) -> Library:
    practices = tuple(
        practice.model_copy(
            update={
                "cues": tuple(text for text in practice.cues if text not in held_out),
                "lookalikes": tuple(text for text in practice.lookalikes if text not in held_out),
            }
        )
        for practice in library.practices
    )
    heard = tuple(row for row in library.heard if row.statement not in held_out)
    told = tuple(row for row in library.practice_texts if row.statement not in held_out)
    return library.model_copy(update={"heard": heard, "practices": practices, "practice_texts": told})


def _score_unseen(examples: Sequence[Example], play_ids: list[str], folds: Folds) -> list[FirstStage]:
    scored: dict[int, FirstStage] = {}
    for fold in range(FOLDS):
        train = [e for e, own in zip(examples, folds, strict=True) if own != fold and e.practice is None]
        pairs = np.concatenate([example.compared.whole[: len(play_ids)] for example in train])
        known, name_only = _label_pairs(train, play_ids)
        first = fit_logistic(pairs, known, _PAIR)
        second = fit_logistic(pairs, name_only, _PAIR)
        for place, example in enumerate(examples):
            if folds[place] == fold:
                scored[place] = score_first(example.compared, first, second)
    return [scored[place] for place in range(len(examples))]


def _cross_fit(rows: Matrix, labels: Labels, folds: Folds, strength: float) -> Matrix:
    logits = np.zeros(len(rows))
    for fold in range(FOLDS):
        model = fit_logistic(rows[folds != fold], labels[folds != fold], strength)
        logits[folds == fold] = model.logits(rows[folds == fold])
    return logits


def _label_pairs(examples: Sequence[Example], play_ids: list[str]) -> tuple[Labels, Labels]:
    known = [float(play in e.heard.play_ids) for e in examples for play in play_ids]
    name_only = [float(play in e.heard.name_only_ids) for e in examples for play in play_ids]
    return np.array(known), np.array(name_only)


def _fit_practice(
    examples: Sequence[Example], unseen: Sequence[FirstStage], plays: int, practice_ids: list[str], folds: Folds
) -> Logistic:
    """Fit on cues, decent look-alikes and what honest sellers say; statements without a play are left out: some are refused."""
    declined = [None if example.practice is None else bool(example.practice) for example in examples]
    manner = judge_unseen([example.heard.statement for example in examples], declined, folds)
    rows, labels = [], []
    for example, first, told in zip(examples, unseen, manner, strict=True):
        if example.practice is None and not (example.heard.play_ids or example.heard.name_only_ids):
            continue
        rows.append(describe_practices(example.compared, first, plays, float(told)))
        labels += [float(practice == example.practice) for practice in practice_ids]
    return fit_logistic(np.concatenate(rows), np.array(labels), _PRACTICE)


def _fit_phrase(library: Library, embedder: Embedder, cache: VectorCache) -> Logistic:
    """Fit the reading of signals on labelled texts, and on the library's own words for them, each compared without its fold."""
    version, _ = make_version(library.model_copy(update={"heard": ()}), embedder, cache)
    texts = [(row.text, frozenset(row.signals)) for row in library.signal_texts]
    texts += [(words, frozenset({signal.id})) for signal in library.signals for words in signal.words]
    folds = deal(len(texts))
    vectors = cache.embed([text for text, _ in texts], embedder)
    rows, labels = [], []
    for fold in range(FOLDS):
        held_out = frozenset(text for (text, _), own in zip(texts, folds, strict=True) if own == fold)
        matcher = PhraseMatcher(version, "signal-words", without=held_out)
        for (text, signals), vector, own in zip(texts, vectors, folds, strict=True):
            if own == fold:
                rows.append(matcher.compare(text, vector))
                labels += [float(subject in signals) for subject in matcher.subjects]
    return fit_logistic(np.concatenate(rows), np.array(labels), _PHRASE)


def main() -> None:
    """Fit the weights of the shipped library and write the vectors that ship with it."""
    from copilot.bootstrap import choose_embedder
    from copilot.retrieval.library import read_library
    from copilot.retrieval.open_index import texts_of
    from copilot.settings import Settings

    settings = Settings()
    library = read_library([settings.corpus])
    embedder = choose_embedder(settings)
    if embedder is None:
        raise SystemExit("The embedding weights are not installed; run 'make install'.")
    shipped = settings.vector_folders[0] / f"{embedder.name}.npz"
    scratch = settings.vector_folders[1] / f"{embedder.name}-fit.npz"
    cache = VectorCache.load(shipped, scratch)
    weights, manner = fit_weights(library, embedder, cache)
    (settings.corpus / WEIGHTS_FILE).write_text(weights.model_dump_json(indent=1) + "\n", encoding="utf-8")
    (settings.corpus / MANNER_FILE).write_text(manner.model_dump_json(indent=1) + "\n", encoding="utf-8")
    version, _ = make_version(library, embedder, cache)
    cache.save(shipped, texts_of(version))
    cache.save_all(scratch)
    print(f"Fitted on {weights.fitted_on} statements; {len(texts_of(version))} texts have vectors.")


if __name__ == "__main__":
    main()
