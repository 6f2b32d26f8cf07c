"""What the words alone say of a statement, and how a statement is cut for comparison."""

import pytest

from copilot.retrieval.detection_features import cut_statement
from copilot.retrieval.statement_words import is_denied, is_hearsay, read_depth

DENIED = [
    "I never write letters",
    "I hate cold calls.",
    "Podcasts are not for me",
    "No events from me, thanks",
    "I don't read annual reports",
    "i dont post",
    "Marketing does that",
    "A colleague looks after it",
    "Honestly, it is a waste of time.",
    "I stopped sending books",
    "I don\u2019t do podcasts",
]
DONE = [
    "I write letters",
    "She never answers, so I call her office",
    "Marketing gave me the list and I call them",
    "They do not post much",
    "I note what they avoid",
    "My colleague and I write it together",
    "I never miss an annual report",
]
HEARSAY = [
    "We had a training on it",
    "I read about it last year",
    "I would like to",
    "I haven't tried it yet",
    "I haven\u2019t run one",
    "They taught us at a workshop",
    "It is on my list",
    "I have the certificate",
    "I never did it myself",
]
TOLD_BY_NOBODY = ["I write one page a week", "I read their report first", "I list three facts", "He heard me out"]


@pytest.mark.parametrize(("statement", "denied"), [*((said, True) for said in DENIED), *((said, False) for said in DONE)])
def test_who_does_not_do_it_denies_it(statement: str, denied: bool) -> None:
    assert is_denied(statement) is denied


@pytest.mark.parametrize(
    ("statement", "hearsay"), [*((said, True) for said in HEARSAY), *((said, False) for said in TOLD_BY_NOBODY)]
)
def test_who_was_only_told_of_it_speaks_from_hearsay(statement: str, hearsay: bool) -> None:
    assert is_hearsay(statement) is hearsay


@pytest.mark.parametrize(
    ("statement", "depth"),
    [
        pytest.param("I write one page on it", 2, id="does it"),
        pytest.param("They taught us to write one page", 2, id="was taught"),
        pytest.param("I count the replies", 3, id="counts"),
        pytest.param("7 out of 12 answered", 3, id="says how many"),
        pytest.param("My target is four a month", 3, id="has a target"),
        pytest.param("I keep a tally of who answers", 3, id="keeps a tally"),
        pytest.param("I account for every reply", 2, id="a word inside a word counts nothing"),
        pytest.param("I teach it to two juniors", 4, id="teaches"),
        pytest.param("My team does it my way", 4, id="has handed it on"),
        pytest.param("I coach two of them and I track their replies", 4, id="teaching stands above counting"),
    ],
)
def test_the_words_alone_show_a_depth(statement: str, depth: int) -> None:
    assert read_depth(statement) == depth


@pytest.mark.parametrize(
    ("statement", "sentences", "clauses"),
    [
        pytest.param("", (), (), id="nothing"),
        pytest.param("Cold calls", (), (), id="a name"),
        pytest.param("I write 3.5 pages on it", (), (), id="a decimal point ends nothing"),
        pytest.param(
            "I read each call before lunch. I write two pages on it afterwards! Short one.",
            ("I read each call before lunch", "I write two pages on it afterwards"),
            ("I read each call before lunch", "I write two pages on it afterwards"),
            id="sentences of five words",
        ),
        pytest.param(
            "I send a book. I write her a letter by hand.",
            (),
            ("I send a book", "I write her a letter by hand"),
            id="a sentence of four words is a clause only",
        ),
        pytest.param(
            "I send one page to the finance chief, later I call her.",
            (),
            ("I send one page to the finance chief", "later I call her"),
            id="clauses of three words",
        ),
        pytest.param(
            "First I read the call and then I write to them, but they rarely answer",
            ("First I read the call", "I write to them, but they rarely answer"),
            ("First I read the call", "I write to them", "but they rarely answer"),
            id="one after the other",
        ),
        pytest.param(
            "We met \u2014 at the fair in Basel \u2014 twice last year",
            (),
            ("at the fair in Basel", "twice last year"),
            id="dashes",
        ),
    ],
)
def test_a_statement_is_cut_into_sentences_and_clauses(
    statement: str, sentences: tuple[str, ...], clauses: tuple[str, ...]
) -> None:
    parts = cut_statement(statement)
    assert (parts.sentences, parts.clauses) == (sentences, clauses)
    assert parts.units == (statement, *sentences, *clauses)


def test_each_sentence_knows_the_place_of_its_vector() -> None:
    parts = cut_statement("I read each call before lunch. I write two pages on it afterwards.")
    places = {place: part.statement for place, part in parts.sentence_parts()}
    assert places == {place: parts.units[place] for place in (1, 2)}
