"""The real parts of a one-on-one over the real library, for tests of what stands above them."""

from copilot.adapters.data_card_file import FileCardReader
from copilot.adapters.one_on_one_sheets import OneOnOneSheets
from copilot.adapters.playbook_questions import PlaybookQuestions
from copilot.ports import OneOnOneParts
from copilot.retrieval.diagnosis_file import DiagnosisFolders
from copilot.retrieval.question_bank_file import QuestionFolders
from tests.coaching_cards import CORPUS

_BANK = QuestionFolders([CORPUS])
REAL_ONE_ON_ONES = OneOnOneParts(
    cards=FileCardReader(),
    diagnosis=DiagnosisFolders([CORPUS]),
    questions=_BANK,
    playbook=PlaybookQuestions(_BANK),
    sheets=OneOnOneSheets(),
)
