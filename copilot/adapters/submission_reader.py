"""Reads what was handed in: the deck with its pictures, and the story."""

from copilot.adapters.deck_check import DeckLimits, check_deck
from copilot.adapters.deck_file import read_deck
from copilot.adapters.pictures import read_pictures
from copilot.adapters.story_file import Transcribe, read_story
from copilot.domain.decks import Deck, Story
from copilot.domain.submissions import HandedInFile


class SafeSubmissionReader:
    """Implements the port SubmissionReader: every deck is checked and taken apart by a process with limits."""

    def __init__(self, transcribe: Transcribe | None = None) -> None:
        self._transcribe = transcribe

    def check_deck(self, file: HandedInFile) -> tuple[str, ...]:
        return check_deck(file.data, DeckLimits())

    def read_deck(self, file: HandedInFile) -> Deck:
        return self.read_pictures(file, self.read_slides(file))

    def read_slides(self, file: HandedInFile) -> Deck:
        return read_deck(file.data, file.name)

    def read_pictures(self, file: HandedInFile, deck: Deck) -> Deck:
        return read_pictures(file.data, deck)

    def read_story(self, file: HandedInFile) -> Story:
        return read_story(file.data, file.name, transcribe=self._transcribe)
