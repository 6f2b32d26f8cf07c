"""Where the parts are put together: the only file that names concrete adapters. A test overrides any of them."""

import os
from collections.abc import Callable
from datetime import date, datetime
from functools import cache, partial

from copilot.adapters import machine_health
from copilot.adapters.answers_file import AnswerFiles
from copilot.adapters.chat_model import ChatModel
from copilot.adapters.data_card_file import FileCardReader
from copilot.adapters.gap_log import FileGapLog
from copilot.adapters.kappa import LearnedKappa
from copilot.adapters.label_file import LabelFiles
from copilot.adapters.library_writer import SiteAndJson
from copilot.adapters.model_drafter import ModelDrafter
from copilot.adapters.model_questions import ModelQuestions
from copilot.adapters.model_rater import ModelRater
from copilot.adapters.model_server import ModelServer
from copilot.adapters.one_on_one_sheets import OneOnOneSheets
from copilot.adapters.playbook_drafter import PlaybookDrafter
from copilot.adapters.playbook_questions import PlaybookQuestions
from copilot.adapters.review_papers import ReviewPapers
from copilot.adapters.review_store import SqlReviewStore
from copilot.adapters.runs import DurableRuns
from copilot.adapters.second_opinion import SecondOpinionReader
from copilot.adapters.store import SqlSellerStore
from copilot.adapters.submission_reader import SafeSubmissionReader
from copilot.adapters.token_counter import TokenCounter
from copilot.adapters.transcriber import RemoteTranscriber
from copilot.domain.health import PartHealth
from copilot.domain.library import Library
from copilot.domain.usage import Prices
from copilot.errors import InvalidRequest
from copilot.jobs.run_review import STAGES, WHOLE, ReviewBench, take_step
from copilot.label_desk import LabelDesk
from copilot.label_ports import LabelParts
from copilot.policies.policy_set import Policies
from copilot.ports import Drafter, OneOnOneParts, Progress, Reader, SellerStore
from copilot.retrieval import library_health
from copilot.retrieval.detection_model import load_model
from copilot.retrieval.diagnosis_file import DiagnosisFolders
from copilot.retrieval.embedding import MiniLM
from copilot.retrieval.indexed_library import IndexedLibrary
from copilot.retrieval.keeper import CardKeeper
from copilot.retrieval.library import read_library
from copilot.retrieval.open_index import open_index
from copilot.retrieval.question_bank_file import QuestionFolders
from copilot.retrieval.question_ear import LearnedEar
from copilot.retrieval.reader import LibraryReader
from copilot.retrieval.remote_embedding import RemoteEmbedder
from copilot.retrieval.rubric_file import RubricFolders
from copilot.retrieval.vector_cache import Embedder
from copilot.retrieval.wording_file import WordingFolders
from copilot.review_desk import ReviewDesk
from copilot.review_ports import CertificationParts, DeckRater, SubmissionReader
from copilot.service import Copilot
from copilot.settings import Settings
from copilot.workshop import Workshop


def build_copilot(
    settings: Settings | None = None,
    *,
    embedder: Embedder | None = None,
    model: Drafter | None = None,
    chat: ChatModel | None = None,
    playbook: Drafter | None = None,
    store: SellerStore | None = None,
    policies: Policies | None = None,
    today: Callable[[], date] | None = None,
    progress: Progress | None = None,
    tell: Callable[[str], None] | None = None,
) -> Copilot:
    """Return a copilot over the library and data folder of the settings.

    An index that is missing, stale or damaged is rebuilt first; `tell` hears why, `progress` how far it is. `chat` stands in for
    the model of the settings wherever one is asked.
    """
    settings = settings or Settings()
    embedder = embedder or choose_embedder(settings)
    opened = open_index(settings, embedder, progress=progress, tell=tell)
    shelves = IndexedLibrary(
        opened.version,
        embedder,
        dense_weight=settings.dense_weight,
        vector_search=settings.vector_search,
        warnings=opened.warnings,
    )
    policies = policies or Policies()
    reader: Reader = LibraryReader(opened.version, embedder, load_model(settings.corpus))
    count = TokenCounter(settings.home / "tokens")
    chat = chat or build_chat(settings, count)
    bank = QuestionFolders(settings.library_folders)
    asker = None
    if chat is not None:
        asker = ModelQuestions(chat, count=count, passage_tokens=settings.model_passage_tokens)
        reader = SecondOpinionReader(reader, chat, opened.version.library, policies.thresholds)
        model = model or ModelDrafter(chat, count=count, passage_tokens=settings.model_passage_tokens)
    return Copilot(
        shelves=shelves,
        reader=reader,
        model=model,
        playbook=playbook or PlaybookDrafter(),
        store=store or SqlSellerStore(settings.home),
        gaps=FileGapLog(settings.home),
        reviews=build_reviews(settings, library=lambda: opened.version.library, chat=chat, today=today),
        wordings=WordingFolders(settings.library_folders),
        one_on_ones=OneOnOneParts(
            cards=FileCardReader(),
            diagnosis=DiagnosisFolders(settings.library_folders),
            questions=bank,
            playbook=PlaybookQuestions(bank),
            sheets=OneOnOneSheets(),
            model=asker,
            ear=LearnedEar(settings.corpus, choose_listener(settings, embedder)),
        ),
        policies=policies,
        today=today or _today,
    )


def build_reviews(
    settings: Settings | None = None,
    *,
    library: Callable[[], Library] | None = None,
    rater: DeckRater | None = None,
    chat: ChatModel | None = None,
    submissions: SubmissionReader | None = None,
    today: Callable[[], date] | None = None,
) -> ReviewDesk:
    """Return the desk of certification. It reads the library's cards when it first needs them, and opens no index."""
    settings = settings or Settings()
    library = library or cache(lambda: read_library(settings.library_folders))
    parts = CertificationParts(
        submissions=submissions or SafeSubmissionReader(build_transcriber(settings)),
        rubrics=RubricFolders(settings.library_folders),
        papers=ReviewPapers(settings.corpus),
        rater=rater or build_rater(settings, chat),
    )
    store = SqlReviewStore(settings.home, STAGES[WHOLE])
    runs = DurableRuns(settings.home, STAGES, partial(take_step, ReviewBench(store, parts, library)), at_once=count_cores())
    return ReviewDesk(
        parts=parts,
        library=library,
        store=store,
        runs=runs,
        today=today or _today,
        most_upload_bytes=settings.most_upload_bytes,
    )


def build_rater(settings: Settings, chat: ChatModel | None = None) -> ModelRater | None:
    """Return the model as a rater of decks, or None in playbook mode."""
    count = TokenCounter(settings.home / "tokens")
    chat = chat or build_chat(settings, count)
    return ModelRater(chat, count=count, material_tokens=settings.model_passage_tokens) if chat is not None else None


def build_transcriber(settings: Settings) -> RemoteTranscriber | None:
    """Return who turns speech into text, or None where a transcript is asked for."""
    if not settings.transcribe_model:
        return None
    return RemoteTranscriber(settings.transcribe_model, base_url=settings.openai_base_url, api_key=settings.openai_api_key)


def count_cores() -> int:
    """Return how many cores this process may use: one deck at a time is taken apart on each."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def build_workshop(settings: Settings | None = None, *, embedder: Embedder | None = None) -> Workshop:
    """Return the owners' workshop."""
    settings = settings or Settings()
    embedder = embedder or choose_embedder(settings)
    return Workshop(
        CardKeeper(settings, embedder, _today),
        SiteAndJson(),
        FileGapLog(settings.home),
        ReviewPapers(settings.corpus),
        list_examinations(settings, embedder),
        build_labels(settings),
    )


def build_labels(settings: Settings) -> LabelDesk:
    """Return the desk of people's judgement. It opens no index; the record of reviews only where a decision is asked for."""
    parts = LabelParts(
        keeper=LabelFiles(),
        meter=LearnedKappa(),
        answers=AnswerFiles(),
        submissions=SafeSubmissionReader(build_transcriber(settings)),
        rubrics=RubricFolders(settings.library_folders),
        reviews=SqlReviewStore(settings.home, STAGES[WHOLE]),
    )
    return LabelDesk(parts)


def list_examinations(settings: Settings, embedder: Embedder | None) -> list[Callable[[], PartHealth]]:
    """Return how each part is looked at, in the order in which they rest on each other."""
    count = TokenCounter(settings.home / "tokens")
    return [
        machine_health.examine_program,
        lambda: machine_health.examine_folder(settings.home),
        lambda: library_health.examine_library(settings),
        lambda: library_health.examine_embedder(settings, embedder),
        lambda: library_health.examine_ear(settings.corpus, LearnedEar(settings.corpus, choose_listener(settings, embedder))),
        lambda: library_health.examine_index(settings, embedder),
        lambda: machine_health.examine_store(SqlSellerStore(settings.home)),
        lambda: machine_health.examine_model(build_chat(settings, count)),
        lambda: machine_health.examine_counter(count),
    ]


def build_chat(settings: Settings, count: TokenCounter) -> ChatModel | None:
    """Return the model of the settings, or None in playbook mode. No connection is opened."""
    if not settings.model:
        return None
    server = ModelServer(
        model=settings.model,
        base_url=settings.openai_base_url,
        api_key=settings.openai_api_key,
        timeout=settings.model_timeout,
        retries=settings.model_retries,
        answer_format=settings.model_format,
        stream=settings.model_stream,
        tracing=settings.model_tracing,
        most_answer_tokens=settings.model_answer_tokens,
    )
    prices = None
    if settings.price_prompt is not None and settings.price_answer is not None:
        prices = Prices(prompt=settings.price_prompt, answer=settings.price_answer)
    return ChatModel(server, count=count, prices=prices)


def choose_embedder(settings: Settings) -> Embedder | None:
    """Return the embedder of the settings, or None where words alone are to be compared."""
    if settings.embedding_model:
        return RemoteEmbedder(settings.embedding_model, base_url=settings.openai_base_url, api_key=settings.openai_api_key)
    if settings.embedder == "none":
        return None
    return MiniLM() if settings.embedder == "minilm" or MiniLM.is_available() else None


def choose_listener(settings: Settings, embedder: Embedder | None) -> Embedder | None:
    """Return by whose vectors the ear hears: those it was fitted with, also where the library is compared by a server's."""
    return MiniLM() if settings.embedding_model and MiniLM.is_available() else embedder


def _today() -> date:
    fixed = os.environ.get("COACH_TODAY")  # so that a demonstration reads the same on any day
    try:
        return date.fromisoformat(fixed) if fixed else datetime.now().astimezone().date()
    except ValueError as error:
        raise InvalidRequest("COACH_TODAY is not a day such as 2026-11-22; mend it, or unset it.") from error
