"""Reads decks in this very process, by the same parser: hundreds of decks of our own making need no process with limits each."""

import io
import zipfile
from functools import lru_cache

from copilot.adapters.deck_check import DeckLimits, check_deck
from copilot.adapters.deck_parser import DeckReader, Presentation, to_plain_deck
from copilot.adapters.story_file import read_story
from copilot.domain.decks import Deck, Piece, Story
from copilot.domain.submissions import HandedInFile


class PlainSubmissionReader:
    """Implements the port SubmissionReader for files that we made ourselves. Pictures stay unread."""

    def check_deck(self, file: HandedInFile) -> tuple[str, ...]:
        return check_deck(file.data, DeckLimits())

    def read_deck(self, file: HandedInFile) -> Deck:
        deck = _read(file.data)
        name = Piece(slide=None, channel="file_name", text=file.name, visible=False)
        return deck.model_copy(update={"file_name": file.name, "pieces": (*deck.pieces, name)})

    def read_slides(self, file: HandedInFile) -> Deck:
        return self.read_deck(file)

    def read_pictures(self, file: HandedInFile, deck: Deck) -> Deck:  # noqa: ARG002 - pictures stay unread
        return deck

    def read_story(self, file: HandedInFile) -> Story:
        return read_story(file.data, file.name)


@lru_cache(maxsize=64)
def _read(data: bytes) -> Deck:
    """The same bytes are read once; what they are called is added to them."""
    limits, plain = DeckLimits(), to_plain_deck(data)
    with zipfile.ZipFile(io.BytesIO(plain)) as archive:
        stored = archive.namelist()
    presentation = Presentation(io.BytesIO(plain))
    reader = DeckReader(presentation, most_depth=limits.most_depth, most_shapes=limits.most_shapes, most_text=limits.most_text)
    return reader.read("deck.pptx", limits.most_slides, stored)
