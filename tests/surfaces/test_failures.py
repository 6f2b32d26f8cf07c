"""Every error has one place in the table of failures, and no explanation repeats what was typed."""

from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from api.failures import FAILURES, explain_validation, failure_of
from copilot import errors
from copilot.domain.plays import PlaysRequest
from tests.surfaces.ways_in import is_one_sentence

TABLE = {
    errors.InvalidRequest: (2, 422),
    errors.UnknownSeller: (2, 404),
    errors.UnknownPlay: (2, 404),
    errors.AmbiguousPlay: (2, 409),
    errors.BadLibrary: (3, 503),
    errors.EmptyLibrary: (3, 503),
    errors.IndexUnreadable: (3, 503),
    errors.StoreUnavailable: (3, 503),
    errors.AddressRefused: (3, 503),
}


def descendants(kind: type[Exception]) -> Iterator[type[Exception]]:
    for child in kind.__subclasses__():
        yield child
        yield from descendants(child)


@pytest.mark.parametrize(("kind", "codes"), TABLE.items(), ids=lambda value: getattr(value, "__name__", ""))
def test_an_error_has_its_exit_code_and_status(kind: type[Exception], codes: tuple[int, int]) -> None:
    failure = failure_of(kind("x"))
    assert (failure.exit_code, failure.status) == codes


@pytest.mark.parametrize("kind", list(descendants(errors.CopilotError)), ids=lambda kind: kind.__name__)
def test_exit_2_means_that_the_caller_can_mend_it(kind: type[Exception]) -> None:
    failure = failure_of(kind("x"))
    assert failure.exit_code == (2 if issubclass(kind, errors.CallerError) else 3)
    assert (400 <= failure.status < 500) == issubclass(kind, errors.CallerError)


def test_an_error_nobody_foresaw_is_ours() -> None:
    assert failure_of(RuntimeError("x"))[:2] == (3, 500)


def test_no_row_of_the_table_hides_another() -> None:
    kinds = [kind for kind, _ in FAILURES]
    assert [kind for place, kind in enumerate(kinds) if any(issubclass(kind, other) for other in kinds[:place])] == []


_WRONG: dict[str, Any] = {
    "question": lambda typed: [typed],
    "seller": lambda typed: {"id": typed * 81},
    "executive": lambda typed: {"title": [typed]},
    "signals": lambda typed: [{typed: typed}],
    "as_of": lambda typed: typed,
    "limit": lambda typed: typed,
    "include_known": lambda typed: typed,
}


@given(
    fields=st.sets(st.sampled_from(sorted(_WRONG)), min_size=1),
    typed=st.text(st.characters(codec="utf-8"), max_size=12).map("Zanzibar".__add__),
)
def test_an_explanation_names_the_first_field_and_never_what_was_typed(fields: set[str], typed: str) -> None:
    request = {"question": "How?"} | {name: _WRONG[name](typed) for name in fields}
    with pytest.raises(ValidationError) as refused:
        PlaysRequest.model_validate(request)
    sentence = explain_validation(refused.value)
    assert sentence.split("'")[1].partition(".")[0] in fields
    assert "Zanzibar" not in sentence
    assert is_one_sentence(sentence)
    assert ("more field(s) are wrong too" in sentence) == (len(fields) > 1)
