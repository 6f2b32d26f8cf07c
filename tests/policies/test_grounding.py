"""What a draft may say: only what was given or shown. Citations and quotations, by table and by property."""

import unicodedata
from typing import Any, Literal

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from copilot.domain.drafts import SuggestionDraft
from copilot.domain.evidence import Citation, Passage
from copilot.policies.grounding import check_suggestion, find_new_names, find_new_numbers, fold_quote, occurs

OWN = Passage(id="N01#when", card_id="N01", kind="play", title="Echo · When", text="Use it within 14 days of the call.")
WORKED = Passage(
    id="N01#worked-example", card_id="N01", kind="play", title="Echo · Worked example", text="Then Rafael wrote to Santa Lívia."
)
OTHER = Passage(id="N02#when", card_id="N02", kind="play", title="Mirror · When", text="Use it at once, says Halvorsen.")
PERSONA = Passage(id="PE-CFO#owns", card_id="PE-CFO", kind="persona", title="CFO · Owns", text="The close, and cash.")
SHOWN = (OWN, WORKED, OTHER, PERSONA)
GIVEN = ("How do I reach Dana Kroll of Halden Foods?", "Results on 3 November")
HONEST = Citation(passage_id="N01#when", quote="within 14 days")


def _draft(why_now: str = "It is due.", citations: tuple[Citation, ...] = (HONEST,), **changes: Any) -> SuggestionDraft:
    texts = {"why_this_executive": "It fits.", "why_new": "Nothing is like it.", "opener": "May I?"} | changes
    return SuggestionDraft(play_id="N01", why_now=why_now, citations=citations, **texts)


def _codes(draft: SuggestionDraft) -> list[str]:
    return [finding.code for finding in check_suggestion(draft, SHOWN, GIVEN)]


@pytest.mark.parametrize(
    ("citations", "codes"),
    [
        pytest.param([("N01#when", "within 14 days")], [], id="its own words"),
        pytest.param([("PE-CFO#owns", "The close")], [], id="a persona's passage is nobody else's play"),
        pytest.param([], ["no_citation"], id="nothing cited"),
        pytest.param([("N01#steps", "within 14 days")], ["unknown_passage"], id="a passage that was not shown"),
        pytest.param([("N02#when", "at once")], ["foreign_passage"], id="another play's passage"),
        pytest.param([("N01#when", "within 14 weeks")], ["quote_not_found"], id="a word changed"),
        pytest.param([("N01#when", "within days")], ["quote_not_found"], id="a word left out"),
        pytest.param([("N01#when", "14 within days")], ["quote_not_found"], id="the words in another order"),
        pytest.param([("N01#when", "")], ["quote_not_found"], id="no words at all"),
        pytest.param([("N01#when", " \n")], ["quote_not_found"], id="white space"),
        pytest.param([("N01#when", "Use it"), ("N01#when", "never")], ["quote_not_found"], id="one sound, one not"),
    ],
)
def test_a_citation_names_a_shown_passage_and_quotes_it(citations: list[tuple[str, str]], codes: list[str]) -> None:
    assert _codes(_draft(citations=tuple(Citation(passage_id=p, quote=q) for p, q in citations))) == codes


@pytest.mark.parametrize("field", ["why_this_executive", "why_now", "why_new", "opener"])
@pytest.mark.parametrize(
    ("text", "codes"),
    [
        pytest.param("It took 14 days.", [], id="a number of the cited passage"),
        pytest.param("They said it on 3 November.", [], id="a number that was given"),
        pytest.param("It took 73 days.", ["unknown_number"], id="an invented number"),
        pytest.param("It took seven days.", ["unknown_number"], id="an invented number in words"),
        pytest.param("It took 4 days.", ["unknown_number"], id="a figure of a number is not the number"),
        pytest.param("For the people of Halden Foods.", [], id="a name that was given"),
        pytest.param("For the people of HALDEN.", [], id="a name in another case"),
        pytest.param("For Dana's board.", [], id="a name with a possessive"),
        pytest.param("It is what Halvorsen says.", [], id="a name of any passage shown"),
        pytest.param("It is what Quillon does.", ["unknown_name"], id="an invented name"),
        pytest.param("It is what Halden Quillon does.", ["unknown_name"], id="a given name with an invented one"),
        pytest.param("As once Rafael did.", ["unknown_name"], id="a person of the worked example"),
        pytest.param("As at Santa Lívia.", ["unknown_name"] * 2, id="a company of the worked example"),
        pytest.param("It is due on a Monday in May, by LinkedIn.", [], id="names that everybody may use"),
    ],
)
def test_numbers_and_names_in_every_field_rest_on_what_was_given_or_shown(field: str, text: str, codes: list[str]) -> None:
    changes: dict[str, Any] = {field: text}
    assert _codes(_draft(**changes)) == codes


def test_a_worked_examples_names_may_not_leak_even_where_it_is_cited() -> None:
    cited = Citation(passage_id="N01#worked-example", quote="Then Rafael wrote")
    assert _codes(_draft("As once Rafael did.", (cited,))) == ["unknown_name"]


@pytest.mark.parametrize("piece", ["N01#worked-example", "N01#worked-example.2"])
def test_a_worked_example_that_was_cut_in_two_is_kept_out_too(piece: str) -> None:
    shown = (OWN, WORKED.model_copy(update={"id": piece}))
    assert [f.what for f in check_suggestion(_draft("As once Rafael did."), shown, GIVEN)] == ["Rafael"]


def test_a_name_of_the_worked_example_that_was_also_given_may_be_used() -> None:
    assert check_suggestion(_draft("As once Rafael did."), SHOWN, (*GIVEN, "I report to Rafael")) == ()


def test_a_number_of_a_passage_that_is_not_cited_is_not_known() -> None:
    cited = Citation(passage_id="PE-CFO#owns", quote="The close")
    assert _codes(_draft("It took 14 days.", (cited,))) == ["unknown_number"]


def test_a_finding_names_the_play_and_the_words() -> None:
    (finding,) = check_suggestion(_draft("It took 73 days."), SHOWN, GIVEN)
    assert (finding.play_id, finding.what) == ("N01", "73")


WORDS = st.text(alphabet="abcdefghijéüÅ'’“”\"„-–", min_size=1, max_size=7).filter(lambda word: word[0].isalpha())
TEXTS = st.lists(WORDS, min_size=1, max_size=12)
GAPS = st.sampled_from([" ", "  ", "\n", "\t", "\u00a0", " \n\n "])
FORMS: st.SearchStrategy[Literal["NFC", "NFD"]] = st.sampled_from(["NFC", "NFD"])
SWAPS = {"'": "’‘", "’": "'‘", '"': "“”„", "“": '"»', "”": '"«', "„": '"', "–": "-—", "-": "–\u2011"}


@st.composite
def requoted(draw: st.DrawFn, words: list[str]) -> str:
    """The same words as somebody else would type them: other marks, other spaces, other composition."""
    marks = [draw(st.sampled_from([mark, *SWAPS.get(mark, "")])) if mark in SWAPS else mark for mark in " ".join(words)]
    spaced = "".join(draw(GAPS) if mark == " " else mark for mark in marks)
    return unicodedata.normalize(draw(FORMS), spaced)


@given(st.data())
def test_a_verbatim_quotation_is_found_however_it_is_typed(data: st.DataObject) -> None:
    words = data.draw(TEXTS)
    start = data.draw(st.integers(0, len(words) - 1))
    end = data.draw(st.integers(start + 1, len(words)))
    assert occurs(data.draw(requoted(words[start:end])), data.draw(requoted(words)))


@given(st.data())
def test_a_quotation_with_one_word_changed_is_never_found(data: st.DataObject) -> None:
    words = data.draw(TEXTS)
    changed = data.draw(st.text(alphabet="abckxyzéÅ", min_size=1, max_size=7))
    text = data.draw(requoted(words))
    assume(fold_quote(changed) not in fold_quote(text))
    place = data.draw(st.integers(0, len(words) - 1))
    assert not occurs(data.draw(requoted([*words[:place], changed, *words[place + 1 :]])), text)


@given(st.data())
def test_a_quotation_with_one_word_added_is_never_found(data: st.DataObject) -> None:
    words = data.draw(TEXTS)
    place = data.draw(st.integers(0, len(words)))
    assert not occurs(" ".join([*words[:place], "zzz", *words[place:]]), " ".join(words))


@given(st.text(max_size=60), FORMS)
def test_folding_a_quotation_twice_changes_nothing_more(text: str, form: Literal["NFC", "NFD"]) -> None:
    once = fold_quote(unicodedata.normalize(form, text))
    assert fold_quote(once) == once


@given(st.lists(st.integers(0, 99_999), max_size=6), st.integers(0, 99_999))
def test_a_whole_number_is_new_exactly_where_the_source_has_it_not(have: list[int], number: int) -> None:
    source = f"seen: {'; '.join(map(str, have))}"
    assert find_new_numbers(f"it took {number} days", source) == (() if number in have else (str(number),))


@given(st.sets(st.from_regex(r"[A-Z][a-z]{3,8}", fullmatch=True), max_size=5), st.from_regex(r"Q[a-z]{4,8}", fullmatch=True))
def test_a_name_inside_a_sentence_is_new_exactly_where_the_source_has_it_not(have: set[str], name: str) -> None:
    found = find_new_names(f"it is what {name} does", f"seen: {', '.join(sorted(have))}")
    assert found == (() if name in have else (name,))


@pytest.mark.parametrize(
    "text",
    ["Beatriz, by now you know.", "We met. Beatriz asked for it.", "Beatriz's team has it.", "It works: Beatriz wants it."],
)
def test_a_name_at_the_start_of_a_sentence_is_a_name(text: str) -> None:
    assert find_new_names(text, "") == ("Beatriz",)


@pytest.mark.parametrize(
    "text",
    ["However, it works.", "Nothing is like it.", "Peers asked twice.", "Writing is cheap.", "Because they asked.", "Ask her."],
)
def test_an_ordinary_word_at_the_start_of_a_sentence_is_none(text: str) -> None:
    assert find_new_names(text, "") == ()
