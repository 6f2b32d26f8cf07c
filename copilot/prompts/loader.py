"""Loads the prompts: one file each, its version in its name, its inputs declared in its front matter.

A shipped file is never edited: a change is a new version, a line in `CURRENT` and one in `shipped.txt`. docs/prompts.md says how.
"""

import hashlib
import re
from functools import cache
from pathlib import Path
from string import Template

from pydantic import ValidationError

from copilot.domain.noun import Noun

CURRENT = {"suggest_plays": 1, "second_opinion": 1, "check_model": 1, "draft_questions": 1, "review_deck": 1}

FOLDER = Path(__file__).parent
_FILE = re.compile(r"\A---\n(?P<head>.*?)\n---\n# System\n(?P<system>.*?)\n# User\n(?P<user>.*)\Z", re.DOTALL)


class BadPrompt(Exception):
    """A prompt file, or the way it is filled, is wrong; the message names everything that is wrong with it at once."""


class RenderedPrompt(Noun):
    """A prompt as it is sent, and which file it came from."""

    system: str
    user: str
    id: str
    version: int
    digest: str


class FrontMatter(Noun):
    """What a prompt file says of itself."""

    id: str
    version: int
    inputs: tuple[str, ...]
    answer: str
    changed: str


class Prompt(Noun):
    """A prompt file as it was read."""

    head: FrontMatter
    system: str
    user: str
    digest: str

    def render(self, **values: str) -> RenderedPrompt:
        """Fill in the inputs. Raises BadPrompt, which names every input that is missing and every value nobody declared."""
        _compare(f"prompt {self.head.id}.v{self.head.version}", declared=set(self.head.inputs), found=set(values))
        return RenderedPrompt(
            system=Template(self.system).substitute(values),
            user=Template(self.user).substitute(values),
            id=self.head.id,
            version=self.head.version,
            digest=self.digest,
        )


@cache
def load(name: str) -> Prompt:
    """Return the current version of a prompt. Raises BadPrompt."""
    if name not in CURRENT:
        raise BadPrompt(f"There is no prompt '{name}'; the prompts are {', '.join(sorted(CURRENT))}.")
    return read_prompt(FOLDER / f"{name}.v{CURRENT[name]}.md")


def read_prompt(path: Path) -> Prompt:
    """Return a prompt from its file. Raises BadPrompt where the file contradicts its name or its own front matter."""
    import yaml  # only where a prompt is read, which is where a model is set

    try:
        text = path.read_text(encoding="utf-8").replace("\r\n", "\n")
    except OSError as error:
        raise BadPrompt(f"The prompt {path.name} cannot be read ({error.strerror}); install the package anew.") from error
    parts = _FILE.match(text)
    if parts is None:
        raise BadPrompt(f"The prompt {path.name} needs front matter between '---' lines, then '# System' and '# User'.")
    try:
        head = FrontMatter.model_validate(yaml.safe_load(parts["head"]))
    except (ValidationError, yaml.YAMLError) as error:
        raise BadPrompt(f"The front matter of {path.name} is not id, version, inputs, answer, changed: {error}") from error
    if path.name != f"{head.id}.v{head.version}.md":
        raise BadPrompt(f"The prompt {path.name} calls itself {head.id}.v{head.version}; name and front matter must agree.")
    prompt = Prompt(head=head, system=parts["system"].strip(), user=parts["user"].strip(), digest=digest_of(text))
    templates = (Template(prompt.system), Template(prompt.user))
    if not all(template.is_valid() for template in templates):
        raise BadPrompt(f"The prompt {path.name} holds a '$' that begins no input; write '$$' for the sign itself.")
    used = {name for template in templates for name in template.get_identifiers()}
    _compare(f"the text of {path.name}", declared=set(head.inputs), found=used)
    return prompt


def digest_of(text: str) -> str:
    """Return the digest of a prompt file, the same on every machine whatever its line ends."""
    return hashlib.sha256(text.replace("\r\n", "\n").encode("utf-8")).hexdigest()


def _compare(where: str, *, declared: set[str], found: set[str]) -> None:
    missing, undeclared = sorted(declared - found), sorted(found - declared)
    faults = [f"missing: {', '.join(missing)}"] if missing else []
    faults += [f"not declared: {', '.join(undeclared)}"] if undeclared else []
    if faults:
        raise BadPrompt(f"The inputs of {where} do not agree; {'; '.join(faults)}.")
