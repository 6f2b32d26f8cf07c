"""The ear for questions: what it counts, what it was fitted on, what it says where it cannot hear, and that it never fails."""

import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from copilot.domain.questions import TaughtQuestion
from copilot.errors import BadLibrary
from copilot.retrieval.question_ear import (
    EAR_FILE,
    QUESTIONS_FILE,
    EarWeights,
    LearnedEar,
    QuestionEarModel,
    digest_questions,
    embed_questions,
    load_ear,
)
from copilot.retrieval.question_ear_fit import fit_ear, judge_unseen, read_taught, write_ear
from copilot.retrieval.question_words import FEATURES, count_letters, count_words, last_sentence
from tests.retrieval.embedders import HashEmbedder, MissingEmbedder

REPOSITORY = Path(__file__).resolve().parent.parent.parent
CORPUS = REPOSITORY / "corpus"
ACCOUNTS = ("Lund Oil", "Behr", "Falk Mills", "Ines Port", "Grau", "Tane")
TAUGHT = tuple(
    TaughtQuestion(question=ask.format(account), admin_capture=admin, leading=leading, of=account)
    for account in ACCOUNTS
    for ask, admin, leading in (
        ("What is the close date for {}?", True, False),
        ("Don't you think {} needs a visit?", False, True),
        ("What makes you curious about {}?", False, False),
    )
)


def make_ear(folder: Path, embedder: HashEmbedder | None = None) -> LearnedEar:
    """Return an ear fitted on a handful of questions."""
    listener = HashEmbedder()
    meant = embed_questions([each.question for each in TAUGHT], listener)
    (folder / "detection").mkdir(exist_ok=True)
    write_ear(fit_ear(TAUGHT, meant, embedder=listener.name, digest="x"), folder / EAR_FILE)
    return LearnedEar(folder, embedder or listener)


def change(path: Path, **changes: object) -> None:
    path.write_text(json.dumps(json.loads(path.read_text(encoding="utf-8")) | changes), encoding="utf-8")


def test_who_and_how_much_are_masked_and_how_it_is_put_is_kept() -> None:
    one, other = "Where are we with Kestrel Freight on 14 May?", "Where are we with Ohm & Sons on 3.5 June?"
    assert count_words(one) == count_words(other)
    assert count_letters(one) == count_letters(other)
    assert count_words("Is it in the CRM?")["crm"] == 1
    assert count_words("Don\u2019t you?") == count_words("Don't you?")


def test_where_a_sentence_begins_is_heard() -> None:
    assert count_words("She wrote. Why not answer?")["^ why not"] == 1
    assert last_sentence("She wrote. Why not answer? ") == "Why not answer?"


def test_what_is_put_alike_is_heard_alike(tmp_path: Path) -> None:
    record, leads, open_one = make_ear(tmp_path).hear(
        ["What is the close date for Otterby?", "Don't you think Otterby needs a call?", "What makes you curious about Otterby?"]
    )
    assert record is not None
    assert leads is not None
    assert open_one is not None
    assert record.admin_capture > 0.5 > max(leads.admin_capture, open_one.admin_capture)
    assert leads.leading > 0.5 > max(record.leading, open_one.leading)


def test_a_family_is_judged_by_an_ear_that_did_not_hear_it() -> None:
    """A word that stands only in the family left out cannot speak for it."""
    odd = tuple(TaughtQuestion(question=f"abracadabra {n}", admin_capture=True, leading=False, of="odd") for n in ("one", "two"))
    taught = (*TAUGHT, *odd)
    logits = judge_unseen(taught, (np.zeros((len(taught), 4)), np.zeros((len(taught), 4))))
    assert (logits[-2:, 0] < logits[0, 0]).all()


def test_the_same_questions_give_the_same_ear_to_the_byte(tmp_path: Path) -> None:
    make_ear(tmp_path)
    first = (tmp_path / EAR_FILE).read_bytes()
    make_ear(tmp_path)
    assert (tmp_path / EAR_FILE).read_bytes() == first


def test_a_question_is_embedded_once(tmp_path: Path) -> None:
    ear = make_ear(tmp_path, embedder := HashEmbedder())
    ear.hear(["Who signs? When?", "Who signs? When?"])
    given_once = embedder.given.copy()
    ear.hear(["Who signs? When?"])
    assert embedder.given == given_once
    assert given_once[-2:] == ["Who signs? When?", "When?"]


TROUBLE = {
    "no file": (lambda path: path.unlink(), "has no detection/ear.json"),
    "damaged": (lambda path: path.write_bytes(b'{"bias": 1'), "cannot be read"),
    "other features": (lambda path: change(path, features=["words"]), "of another version"),
    "another embedder": (lambda path: change(path, embedder="other"), "fitted with other"),
}


@pytest.mark.parametrize("label", TROUBLE)
def test_an_ear_that_does_not_fit_is_refused_and_says_why(label: str, tmp_path: Path) -> None:
    damage, says = TROUBLE[label]
    make_ear(tmp_path)
    damage(tmp_path / EAR_FILE)
    ear = LearnedEar(tmp_path, HashEmbedder())
    assert ear.hear(["Who signs?", "Why?"]) == (None, None)
    assert says in str(ear.trouble)
    assert str(tmp_path) not in str(ear.trouble)


@pytest.mark.parametrize("embedder", [None, MissingEmbedder()], ids=["off", "without weights"])
def test_without_meaning_nothing_is_heard(embedder: HashEmbedder | None, tmp_path: Path) -> None:
    make_ear(tmp_path)
    ear = LearnedEar(tmp_path, embedder)
    assert ear.hear(["Who signs?"]) == (None,)
    assert ear.trouble


@given(st.text(max_size=200))
def test_any_text_has_finite_likelihoods(text: str) -> None:
    weights = EarWeights(
        features=FEATURES,
        embedder="",
        questions="",
        fitted_on=0,
        bias=(0.0, 0.0),
        words={"^": (1.0, 50.0, -50.0)},
        letters={},
        meaning=((0.0,), (0.0,)),
        meaning_of_last=((0.0,), (0.0,)),
    )
    logits = QuestionEarModel(weights).logits([text], np.zeros((1, 1)), np.zeros((1, 1)))
    assert np.isfinite(logits).all()
    assert np.abs(logits).max() <= 12


def test_a_labelled_line_that_cannot_be_read_names_itself(tmp_path: Path) -> None:
    (tmp_path / QUESTIONS_FILE).parent.mkdir(parents=True)
    (tmp_path / QUESTIONS_FILE).write_text('{"question": "Why?"}\n', encoding="utf-8")
    with pytest.raises(BadLibrary, match="line 1"):
        read_taught(tmp_path)


def test_the_shipped_ear_is_that_of_the_shipped_questions() -> None:
    """Questions that changed without a new fit would be heard by an ear that never heard them."""
    weights = load_ear(CORPUS)
    assert weights.questions == digest_questions(CORPUS)
    assert weights.fitted_on == len(read_taught(CORPUS))
    assert len(weights.meaning[0]) == len(weights.meaning_of_last[1]) == 384


def test_no_question_that_measures_was_learnt() -> None:
    """A case that the fit has seen measures nothing."""
    learnt = {" ".join(each.question.casefold().split()) for each in read_taught(CORPUS)}
    asked = [
        json.loads(line)["question"]
        for path in sorted((REPOSITORY / "evals" / "cases").glob("questions*.jsonl"))
        for line in path.read_text(encoding="utf-8").splitlines()
    ]
    assert [question for question in asked if " ".join(question.casefold().split()) in learnt] == []
