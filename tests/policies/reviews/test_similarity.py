"""Decks of a cohort that read nearly the same: found, with both passages; a shared template is no likeness."""

from copilot.policies.reviews.similarity import NEAR_IDENTICAL, find_similar, likeness_of, sketch
from tests.policies.deck_maker import make_deck, make_story
from tests.policies.more_sample_decks import MORE_SAMPLES
from tests.policies.sample_decks import D01, SAMPLES

TEMPLATE = "Say here what changed at the account, when, and where a leader can read it for themselves"


def test_a_copied_deck_is_found_from_both_sides_with_both_passages() -> None:
    told = make_story("I changed the words of the story and told it in my own way, about another plant and another year.")
    copied = D01.deck.model_copy(update={"file_name": "copy.pptx"})
    similar = find_similar(
        [sketch("a", D01.deck, D01.story), sketch("b", copied, told), sketch("c", SAMPLES[1].deck, SAMPLES[1].story)]
    )
    assert [row.submission for row in similar["a"]] == ["b"]
    assert [row.submission for row in similar["b"]] == ["a"]
    assert similar["c"] == ()
    assert similar["a"][0].ours
    assert similar["a"][0].theirs


def test_four_fifths_of_the_same_text_are_found() -> None:
    lines = [f"The kiln number {n} stops because its old fan was never balanced in spring" for n in range(20)]
    own = [f"In quarry {n} the belt is short and somebody walks there with a lamp each night" for n in range(20)]
    one = make_deck("# A\n" + "\n".join(lines))
    other = make_deck("# A\n" + "\n".join([*lines[:16], *own[:4]]))
    assert likeness_of(sketch("a", one, None), sketch("b", other, None)) >= NEAR_IDENTICAL


def test_different_decks_are_not_alike() -> None:
    every = [each for each in (*SAMPLES, *MORE_SAMPLES) if each.name != "reused deck"]
    similar = find_similar([sketch(each.name, each.deck, each.story) for each in every])
    assert all(rows == () for rows in similar.values())


def test_the_wording_of_the_template_is_no_likeness() -> None:
    decks = [
        make_deck(f"# Part\n{TEMPLATE}\nThis plant number {n} has its own trouble with pump {n} at gate {n}") for n in range(3)
    ]
    sketches = [sketch(f"s{n}", deck, None, template=[TEMPLATE]) for n, deck in enumerate(decks)]
    assert all(rows == () for rows in find_similar(sketches).values())


def test_what_a_quarter_of_the_cohort_shares_was_handed_out() -> None:
    """Nobody told the policy which text was the template: so many have it that it cannot have been copied from one."""
    shared = "\n".join(f"{TEMPLATE} number {n}" for n in range(12))
    sketches = [
        sketch(
            f"s{n}",
            make_deck(f"# Part\n{shared}\n" + "\n".join(f"plant {n} word{n}x{k} word{n}y{k} word{n}z{k}" for k in range(30))),
            None,
        )
        for n in range(8)
    ]
    assert all(rows == () for rows in find_similar(sketches).values())


def test_a_deck_with_hardly_any_text_is_like_nobody() -> None:
    empty = make_deck("# A\nThe plant stops")
    assert likeness_of(sketch("a", empty, None), sketch("b", empty, None)) == 0.0
