"""Tokens are counted offline or estimated; nothing is ever fetched."""

import gzip
import logging
import os
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copilot.adapters.token_counter import CACHE_NAME, TokenCounter, estimate_tokens, find_vocabulary


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "tokens"


def write_damaged(folder: Path) -> Path:
    packed = folder / "o200k_base.tiktoken.gz"
    packed.write_bytes(gzip.compress(b"IQ== 0\n"))
    return packed


def test_with_the_package_tokens_are_counted_and_the_vocabulary_stays_in_our_folder(folder: Path) -> None:
    counter = TokenCounter(folder)
    assert counter("hello world") == 2
    assert counter("marks such as <|endoftext|> are text") > 5
    assert not counter.estimated
    assert [path.name for path in folder.iterdir()] == [CACHE_NAME]


def test_what_stands_in_the_folder_serves_without_the_package(folder: Path) -> None:
    TokenCounter(folder)("seed it")
    assert not TokenCounter(folder, find=lambda: None).estimated


def test_without_the_package_counts_are_estimates_and_say_so_once(folder: Path, caplog: pytest.LogCaptureFixture) -> None:
    looked: list[int] = []
    counter = TokenCounter(folder, find=lambda: looked.append(1))
    with caplog.at_level(logging.WARNING):
        assert [counter("abcdef"), counter("abcdefg"), counter.estimated] == [2, 3, True]
    assert (len(looked), len(caplog.records)) == (1, 1)
    assert re.search(r"coaching-copilot\[tokens\]", caplog.text)


@pytest.mark.parametrize("damage", ["package", "folder", "no gzip"])
def test_a_damaged_vocabulary_is_never_handed_to_tiktoken_which_would_fetch_another(
    damage: str, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fetched: list[str] = []
    monkeypatch.setattr("tiktoken.registry.ENCODINGS", {})  # nothing was loaded yet
    monkeypatch.setattr("tiktoken.load.read_file", lambda address: fetched.append(address))
    packed = write_damaged(tmp_path)
    if damage == "no gzip":
        packed.write_bytes(b"not packed at all")
    if damage == "folder":
        folder.mkdir()
        (folder / CACHE_NAME).write_bytes(b"IQ== 0\n")
    assert TokenCounter(folder, find=lambda: packed).estimated
    assert fetched == []


def test_a_damaged_file_in_our_folder_is_replaced_from_the_package(folder: Path) -> None:
    folder.mkdir()
    (folder / CACHE_NAME).write_bytes(b"half a fi")
    assert not TokenCounter(folder).estimated


def test_a_folder_that_cannot_be_written_means_an_estimate(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("a file, not a folder")
    assert TokenCounter(tmp_path / "taken").estimated


@pytest.mark.parametrize("before", [None, "/somewhere/else"])
def test_the_environment_is_as_it_was(before: str | None, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("TIKTOKEN_CACHE_DIR", raising=False)
    if before is not None:
        monkeypatch.setenv("TIKTOKEN_CACHE_DIR", before)
    TokenCounter(folder)("load it")
    assert os.environ.get("TIKTOKEN_CACHE_DIR") == before


def test_the_vocabulary_is_found_without_importing_its_package() -> None:
    found = find_vocabulary()
    assert found is not None
    assert found.name == "o200k_base.tiktoken.gz"


@given(st.text(max_size=300))
def test_an_estimate_grows_with_the_text_and_is_never_nothing_for_something(text: str) -> None:
    assert estimate_tokens(text) <= estimate_tokens(text + "x")
    assert bool(text) == bool(estimate_tokens(text))
