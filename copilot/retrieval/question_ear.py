"""Hears in how a question is put that it asks for a record, or carries its answer: likelihoods, never what follows from them.

The rules of `policies/questions` know words and grammar; people find other words. The ear is a linear model over words, letters
and meaning, fitted by `question_ear_fit` on labelled questions and kept with the library. Without it the rules alone judge.
"""

import hashlib
import math
from collections import Counter
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path

import numpy as np
import numpy.typing as npt
from pydantic import ValidationError

from copilot.domain.noun import Noun
from copilot.domain.questions import QuestionHeard
from copilot.retrieval.embedding import EmbedderUnavailable
from copilot.retrieval.question_words import FEATURES, count_letters, count_words, last_sentence
from copilot.retrieval.vector_cache import Embedder

EAR_FILE = "detection/ear.json"
QUESTIONS_FILE = "detection/texts/questions.jsonl"
MEANING = 0.7  # a vector's length beside the words' and the letters', which is 1
_FURTHEST = 12.0  # logits beyond this say nothing more
_MOST_REMEMBERED = 2048  # questions

Logits = npt.NDArray[np.float64]
Term = tuple[float, float, float]  # how rare, how much it speaks for a record asked for, and for a question that leads


class EarUnavailable(Exception):
    """There is no ear, or not one that fits; the rules alone can still judge."""


class EarWeights(Noun):
    """What the fit writes down. Rows of two: for a record asked for, and for a question that leads."""

    features: tuple[str, ...]
    embedder: str
    questions: str  # digest of the labelled questions
    fitted_on: int
    bias: tuple[float, float]
    words: dict[str, Term]
    letters: dict[str, Term]
    meaning: tuple[tuple[float, ...], tuple[float, ...]]
    meaning_of_last: tuple[tuple[float, ...], tuple[float, ...]]


class QuestionEarModel:
    """Applies the weights to questions and their vectors."""

    def __init__(self, weights: EarWeights) -> None:
        self._weights = weights
        self._meaning = np.array([weights.meaning, weights.meaning_of_last], dtype=np.float64) * MEANING

    def logits(self, questions: Sequence[str], vectors: Logits, last: Logits) -> Logits:
        """Return a row a question: how much speaks for a record asked for, and for leading; 0 is undecided."""
        spoken = np.array([self._speak(question) for question in questions]).reshape(len(questions), 2)
        meant: Logits = vectors @ self._meaning[0].T + last @ self._meaning[1].T
        clipped: Logits = np.clip(np.asarray(self._weights.bias) + spoken + meant, -_FURTHEST, _FURTHEST)
        return clipped

    def _speak(self, question: str) -> Logits:
        words = weigh_terms(count_words(question), self._weights.words)
        spoken: Logits = words + weigh_terms(count_letters(question), self._weights.letters)
        return spoken


def weigh_terms(counts: Counter[str], terms: dict[str, Term]) -> Logits:
    """Return how much the known terms of a text speak for each label; its length plays no part."""
    heard = [(1 + math.log(n), terms[term]) for term, n in counts.items() if term in terms]
    if not heard:
        return np.zeros(2)
    table = np.array([term for _, term in heard])
    values = np.array([often for often, _ in heard]) * table[:, 0]
    told: Logits = values @ table[:, 1:] / math.sqrt(float(values @ values))
    return told


class LearnedEar:
    """Implements the port QuestionEar. Weights and embedder are loaded at the first question."""

    def __init__(self, folder: Path, embedder: Embedder | None) -> None:
        self._folder = folder
        self._embedder = embedder
        self._heard: dict[str, QuestionHeard] = {}

    @cached_property
    def trouble(self) -> str | None:
        """Why the rules alone judge, in a few words, or None."""
        try:
            self._listen(["What do you make of that?"])
        except EarUnavailable as error:
            return str(error)
        return None

    def hear(self, questions: Sequence[str]) -> tuple[QuestionHeard | None, ...]:
        """Return what is heard in each question, in one go; None for each where the ear is not to be had."""
        if self.trouble is not None:
            return (None,) * len(questions)
        heard = self._heard
        new = [question for question in dict.fromkeys(questions) if question not in heard]
        try:
            found = dict(zip(new, self._listen(new), strict=True)) if new else {}
        except EarUnavailable:
            return (None,) * len(questions)
        if len(heard) + len(found) > _MOST_REMEMBERED:
            heard = {}
        self._heard = heard | found
        return tuple(found.get(question) or heard.get(question) for question in questions)

    @cached_property
    def _model(self) -> QuestionEarModel:
        weights = load_ear(self._folder)
        if self._embedder is None:
            raise EarUnavailable("the ear needs the embedder, which is off or not installed")
        if self._embedder.name != weights.embedder:
            raise EarUnavailable(f"the ear was fitted with {weights.embedder}, not with {self._embedder.name}")
        return QuestionEarModel(weights)

    def _listen(self, questions: Sequence[str]) -> list[QuestionHeard]:
        model = self._model
        assert self._embedder is not None
        try:
            vectors, last = embed_questions(questions, self._embedder)
        except EmbedderUnavailable as error:
            raise EarUnavailable(str(error)) from error
        chances = 1.0 / (1.0 + np.exp(-model.logits(questions, vectors, last)))
        return [QuestionHeard(admin_capture=round(float(a), 4), leading=round(float(b), 4)) for a, b in chances]


def embed_questions(questions: Sequence[str], embedder: Embedder) -> tuple[Logits, Logits]:
    """Return the vectors of the questions and of the last sentence of each, embedded in one go. Raises EmbedderUnavailable."""
    last = [last_sentence(question) for question in questions]
    texts = list(dict.fromkeys([*questions, *last]))
    row = {text: place for place, text in enumerate(texts)}
    vectors = embedder.embed(texts).astype(np.float64)
    return vectors[[row[text] for text in questions]], vectors[[row[text] for text in last]]


def load_ear(folder: Path) -> EarWeights:
    """Return the weights of a library. Raises EarUnavailable where there are none, or none for these features."""
    path = folder / EAR_FILE
    if not path.is_file():
        raise EarUnavailable(f"the library has no {EAR_FILE}")
    try:
        weights = EarWeights.model_validate_json(path.read_bytes())
    except (OSError, ValidationError) as error:
        raise EarUnavailable(f"the library's {EAR_FILE} cannot be read") from error
    if weights.features != FEATURES:
        raise EarUnavailable(f"the library's {EAR_FILE} is of another version")
    return weights


def digest_questions(folder: Path) -> str:
    """Return the digest of a library's labelled questions, which changes when any of them does; '' where there are none."""
    path = folder / QUESTIONS_FILE
    return hashlib.sha256(path.read_bytes()).hexdigest()[:16] if path.is_file() else ""
