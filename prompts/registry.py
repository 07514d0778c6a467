"""The words sent to models: Markdown files with `$blanks` and no logic, each locked by version and digest (ADR 4)."""

import hashlib
import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from string import Template

from core.errors import InvalidInputError

FOLDER = Path(__file__).resolve().parent
HEAD = re.compile(r"\A---\nversion: (\d{4}-\d{2}-\d{2}\.\d+)\nwhy: (.+)\n---\n", re.MULTILINE)
PARTS = re.compile(r"^# (System|User)\n", re.MULTILINE)


@dataclass(frozen=True, kw_only=True)
class Prompt:
    """One prompt. `system` is ours alone and has no blanks; what is not ours goes into the blanks of `user`."""

    name: str
    version: str
    digest: str
    system: str
    user: str

    @property
    def made_with(self) -> str:
        """What a record names it by."""
        return f"{self.name}/{self.version}/{self.digest[:8]}"

    @property
    def blanks(self) -> frozenset[str]:
        """The words `user` has room for."""
        return frozenset(Template(self.user).get_identifiers())

    def fill(self, **words: str) -> str:
        """The user message. Raises InvalidInputError for a missing or an extra word; a value is never a template."""
        if set(words) != self.blanks:
            wrong = ", ".join(sorted(set(words) ^ self.blanks))
            raise InvalidInputError(f"The prompt {self.name} was filled wrongly: {wrong}.")
        return Template(self.user).substitute(words)


@lru_cache(maxsize=16)
def load_prompt(name: str, folder: Path = FOLDER) -> Prompt:
    """Read one prompt. Raises InvalidInputError when it does not say what `prompts.lock` says it does."""
    text = (folder / f"{name}.md").read_text(encoding="utf-8")
    head = HEAD.match(text)
    parts = PARTS.split(text[head.end() :]) if head else []
    if head is None or [parts[1::2]] != [["System", "User"]]:
        raise InvalidInputError(f"The prompt {name} needs a version, a reason, and the parts System and User.")
    digest = hashlib.sha256(text.encode()).hexdigest()
    if lock(folder).get(name) != (head[1], digest):
        raise InvalidInputError(f"The prompt {name} is not the one in prompts.lock: give it a new version there.")
    system, user = parts[2].strip(), parts[4].strip()
    if Template(system).get_identifiers():
        raise InvalidInputError(f"The prompt {name} has blanks outside its user message.")
    return Prompt(name=name, version=head[1], digest=digest, system=system, user=user)


def lock(folder: Path = FOLDER) -> dict[str, tuple[str, str]]:
    """Name -> version and digest, from `prompts.lock`."""
    rows = [line.split() for line in (folder / "prompts.lock").read_text(encoding="utf-8").splitlines() if line.strip()]
    return {name: (version, digest) for name, version, digest in rows}


def fenced(text: str) -> str:
    """A person's words as data: inside a fence they cannot close."""
    return "<<<\n" + text.replace("<<<", "‹‹‹").replace(">>>", "›››") + "\n>>>"


def numbered(passages: tuple[str, ...]) -> str:
    """Passages with their labels, one line each, so that no passage can pretend to be the next."""
    return "\n".join(f"[{at}] {' '.join(text.split())}" for at, text in enumerate(passages, start=1))
