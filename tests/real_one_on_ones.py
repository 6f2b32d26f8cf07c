"""The real parts of a one-on-one over the real library, for tests of what stands above them."""

from copilot.adapters.data_card_file import FileCardReader
from copilot.ports import OneOnOneParts
from copilot.retrieval.diagnosis_file import DiagnosisFolders
from tests.coaching_cards import CORPUS

REAL_ONE_ON_ONES = OneOnOneParts(cards=FileCardReader(), diagnosis=DiagnosisFolders([CORPUS]))
