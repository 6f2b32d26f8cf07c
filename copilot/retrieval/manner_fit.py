"""Fits how declined practices are told, on statements about them and their decent look-alikes. Run by `make fit`."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from copilot.retrieval.manner import Manner, count_terms

LEAST_STATEMENTS = 2  # a term that stands in one statement only has nothing to teach
_STRENGTH = 4.0  # inverse ridge penalty

Figures = npt.NDArray[np.float64]


def fit_manner(statements: Sequence[str], declined: Sequence[bool]) -> Manner:
    """Return the model fitted on statements, each about a declined practice or decent."""
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.linear_model import LogisticRegression

    terms = TfidfVectorizer(analyzer=_spell_out, sublinear_tf=True, min_df=LEAST_STATEMENTS)
    model = LogisticRegression(C=_STRENGTH, max_iter=5000).fit(terms.fit_transform(statements), list(declined))
    weights = dict(zip(terms.get_feature_names_out(), model.coef_[0], strict=True))
    return Manner(
        bias=round(float(model.intercept_[0]), 4),
        rarity={term: round(float(terms.idf_[place]), 3) for term, place in sorted(terms.vocabulary_.items())},
        weight={term: round(float(weight), 3) for term, weight in sorted(weights.items())},
    )


def judge_unseen(statements: Sequence[str], declined: Sequence[bool | None], folds: npt.NDArray[np.int64]) -> Figures:
    """Return a logit a statement, from a model that was not fitted on its fold. None: not labelled, only judged."""
    logits = np.zeros(len(statements))
    for fold in np.unique(folds):
        train = [place for place, label in enumerate(declined) if label is not None and folds[place] != fold]
        manner = fit_manner([statements[place] for place in train], [bool(declined[place]) for place in train])
        for place in np.flatnonzero(folds == fold).tolist():
            logits[place] = manner.logit(statements[place])
    return logits


def _spell_out(statement: str) -> list[str]:
    return list(count_terms(statement).elements())
