"""The map is a test: which room may import which, how large a room may grow, and that importing does nothing."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
SOURCES = sorted(p for room in ("copilot", "api", "evals") for p in (ROOT / room).rglob("*.py"))
TESTS = sorted((ROOT / "tests").rglob("*.py"))
MOST_LINES, MOST_FUNCTION_LINES = 400, 60

NEVER = (  # (importer, imported, except for these files): each line has its reason in docs/architecture.md
    ("copilot/domain", "copilot.", ("copilot.domain",)),
    ("copilot/policies", "copilot.", ("copilot.domain", "copilot.policies")),
    ("copilot/policies/decks", "copilot.policies.reviews", ()),
    ("copilot/policies/decks", "copilot.policies.questions", ()),
    ("copilot/policies/decks", "copilot.policies.one_on_ones", ()),
    ("copilot/policies/reviews", "copilot.policies.questions", ()),
    ("copilot/policies/reviews", "copilot.policies.one_on_ones", ()),
    ("copilot/policies/questions", "copilot.policies.decks", ()),
    ("copilot/policies/questions", "copilot.policies.reviews", ()),
    ("copilot/policies/questions", "copilot.policies.one_on_ones", ()),
    ("copilot/policies/one_on_ones", "copilot.policies.decks", ()),
    ("copilot/policies/one_on_ones", "copilot.policies.reviews", ()),
    ("copilot/jobs", "copilot.adapters", ()),
    ("copilot/jobs", "copilot.retrieval", ()),
    ("copilot/jobs", "copilot.settings", ()),
    ("copilot/service.py", "copilot.adapters", ()),
    ("copilot/service.py", "copilot.retrieval", ()),
    ("copilot/review_desk.py", "copilot.adapters", ()),
    ("copilot/review_desk.py", "copilot.retrieval", ()),
    ("copilot/label_desk.py", "copilot.adapters", ()),
    ("copilot/label_desk.py", "copilot.retrieval", ()),
    ("copilot/workshop.py", "copilot.adapters", ()),
    ("copilot/workshop.py", "copilot.retrieval", ()),
    ("copilot/retrieval", "copilot.adapters", ()),
    ("copilot/adapters", "copilot.retrieval", ()),
    ("copilot/retrieval", "copilot.jobs", ()),
    ("copilot/adapters", "copilot.jobs", ()),
    ("copilot", "api", ()),
    ("copilot", "evals", ()),
    ("copilot", "tests", ()),
    ("api", "copilot.jobs", ()),
    ("api", "copilot.policies", ()),
    ("api", "copilot.retrieval", ()),
    ("api", "copilot.adapters", ()),
    ("api", "copilot.prompts", ()),
    ("api", "evals", ()),
    ("evals/scorers", "copilot.policies", ()),
)
OWNED = {  # a package, and the only places that may know it
    "chromadb": ("copilot/retrieval/index.py",),
    "onnxruntime": ("copilot/retrieval/embedding.py",),
    "tokenizers": ("copilot/retrieval/embedding.py",),
    "bm25s": ("copilot/retrieval/lexical.py",),
    "Stemmer": ("copilot/retrieval/lexical.py",),
    "dateparser": ("copilot/retrieval/dates.py",),
    "sklearn": (
        *(f"copilot/retrieval/{name}_fit.py" for name in ("manner", "detection", "question_ear")),
        "copilot/adapters/kappa.py",
        "evals/statistics.py",
    ),
    "scipy": ("copilot/adapters/kappa.py", "copilot/retrieval/question_ear_fit.py", "evals/statistics.py"),
    "sqlalchemy": (
        *(
            f"copilot/adapters/{name}.py"
            for name in ("database", "store", "store_meetings", "store_tables", "review_store", "kept_uploads", "review_tables")
        ),
        "copilot/adapters/migrations",
    ),
    "alembic": ("copilot/adapters/database.py", "copilot/adapters/migrations"),
    "langchain": ("copilot/adapters/chat_model.py",),
    "langchain_core": ("copilot/adapters/chat_model.py",),
    "langchain_openai": ("copilot/adapters/chat_model.py",),
    "openai": ("copilot/adapters/chat_model.py", "copilot/adapters/transcriber.py", "copilot/retrieval/remote_embedding.py"),
    "tiktoken": ("copilot/adapters/token_counter.py",),
    "fastapi": ("api/http_app.py", "api/http_one_on_one.py", "api/http_questions.py", "api/http_reviews.py", "api/problems.py"),
    "mcp": tuple(f"api/mcp_{name}.py" for name in ("server", "tools", "prompts", "resources")),
    "click": ("api",),
    "pptx": (
        "copilot/adapters/deck_parser.py",
        "copilot/adapters/picture_parser.py",
        "copilot/adapters/deck_template.py",
        "copilot/adapters/deck_annotator.py",
        "evals/cohort_maker.py",
        "evals/cases/decks_heldout/build",
        "evals/deck_builder.py",
        "evals/hiding_places.py",
        "evals/scorers/decks.py",
    ),
    "rapidocr": ("copilot/adapters/picture_parser.py",),
    "webvtt": ("copilot/adapters/story_file.py",),
    "tinytag": ("copilot/adapters/story_file.py",),
    "openpyxl": ("copilot/adapters/workbook_parser.py",),
    "dbos": ("copilot/adapters/runs.py", "copilot/adapters/runs_file.py"),
}
NO_NAMES = {"utils", "helpers", "common", "base", "misc"} | set(sys.stdlib_module_names) - {"signals"}
_ALLOWED_STDLIB_NAMES = {"statistics", "index", "search"}


def relative(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def imports_of(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and node.level == 0:
            yield node.module


def begins(name: str, prefix: str) -> bool:
    return name == prefix.rstrip(".") or name.startswith(prefix if prefix.endswith(".") else prefix + ".")


@pytest.mark.parametrize(("importer", "imported", "allowed"), NEVER)
def test_arrows_run_down_only(importer: str, imported: str, allowed: tuple[str, ...]) -> None:
    """No room imports what stands above it or beside it."""
    rooms = [path for path in SOURCES if relative(path) == importer or relative(path).startswith(importer + "/")]
    assert rooms, f"there is no room {importer}; the table has lost its place"
    wrong = [
        f"{relative(path)} imports {name}"
        for path in rooms
        for name in imports_of(path)
        if begins(name, imported) and not any(begins(name, other) for other in allowed) and "__main__" not in name
        if not (relative(path) == "copilot/retrieval/detection_fit.py" and name in {"copilot.bootstrap", "copilot.settings"})
    ]
    assert wrong == []


@pytest.mark.parametrize("package", sorted(OWNED))
def test_a_package_is_known_in_one_place(package: str) -> None:
    """An upgrade of a library is an affair of one room."""
    wrong = [
        relative(path)
        for path in SOURCES
        if any(begins(name, package) for name in imports_of(path))
        and not any(relative(path) == place or relative(path).startswith(place + "/") for place in OWNED[package])
    ]
    assert wrong == []


def test_domain_and_policies_know_only_the_standard_library_and_pydantic() -> None:
    """A promise can be checked without a network, a clock or a model."""
    wrong = [
        f"{relative(path)} imports {name}"
        for path in SOURCES
        if relative(path).startswith(("copilot/domain/", "copilot/policies/"))
        for name in imports_of(path)
        if name.split(".")[0] not in {"copilot", "pydantic", *sys.stdlib_module_names}
    ]
    assert wrong == []


@pytest.mark.parametrize("path", [*SOURCES, *TESTS], ids=relative)
def test_rooms_stay_small(path: Path) -> None:
    """No file over 400 lines, no function over 60: what is longer cannot be held in the head."""
    text = path.read_text(encoding="utf-8")
    long = [
        f"{node.name} has {(node.end_lineno or 0) - node.lineno + 1} lines"
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (node.end_lineno or 0) - node.lineno + 1 > MOST_FUNCTION_LINES
    ]
    assert text.count("\n") <= MOST_LINES
    assert long == []


@pytest.mark.parametrize("path", SOURCES, ids=relative)
def test_names_say_something(path: Path) -> None:
    """No module is called utils, or like a library."""
    assert path.stem not in (NO_NAMES - _ALLOWED_STDLIB_NAMES) | set(OWNED) or path.stem in {"__init__", "__main__"}


def test_importing_does_nothing() -> None:
    """Importing every room reads no setting, writes no file, and loads none of the heavy packages."""
    script = (
        "import sys, os\n"
        "import copilot, api.cli, api.http_app, api.serving\n"
        "heavy = {'chromadb', 'langchain', 'langchain_core', 'openai', 'onnxruntime', 'tokenizers', 'bm25s', 'sklearn'}\n"
        "print(sorted(heavy & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, cwd=ROOT)
    assert done.stdout.strip() == "[]"


def test_the_face_is_what_it_says() -> None:
    """Everything in `copilot.__all__` is there under its name, and nothing is made up for another."""
    import copilot

    for name in copilot.__all__:
        assert getattr(copilot, name).__name__ == name
    with pytest.raises(AttributeError):
        _ = copilot.bootstrapped
