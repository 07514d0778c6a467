"""What a run was made with: versions and digests of policies, prompts, weights and library, read from files."""

import hashlib
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from core.errors import InvalidInputError
from core.settings import ROOT, Settings
from knowledge.policy import read_policy


def versions(settings: Settings) -> dict[str, str]:
    """By name: each policy with version and digest, prompts, classifier weights, the library, and the package."""
    told = {f"policy {path.stem}": policy_version(path) for path in sorted(settings.policies_dir.glob("*.yaml"))}
    told["library"] = digest_of_folder(settings.library_dir)
    told["prompts"] = digest_of_folder(ROOT / "prompts", "*.md", "*.lock")
    told["weights"] = digest_of_folder(ROOT / "knowledge" / "models")
    told["scorers"] = digest_of_folder(ROOT / "evals" / "scorers", "*.py")
    told["gates"] = digest_of_folder(ROOT / "evals" / "gates", "*.yaml")
    try:
        told["trellis"] = version("trellis")
    except PackageNotFoundError:
        told["trellis"] = "not installed"
    return told


def policy_version(path: Path) -> str:
    """A policy's version and the start of its digest."""
    try:
        policy = read_policy(path.stem, path.parent)
    except InvalidInputError:
        return f"unversioned {hashlib.sha256(path.read_bytes()).hexdigest()[:12]}"
    return f"{policy.version} {policy.digest[:12]}"


def digest_of_folder(folder: Path, *patterns: str) -> str:
    """The start of one digest over the files of a folder, names and bytes, in order; `none` without files."""
    files = sorted({path for pattern in patterns or ("*",) for path in folder.rglob(pattern) if path.is_file()})
    files = [path for path in files if "__pycache__" not in path.parts]
    total = hashlib.sha256()
    for path in files:
        total.update(str(path.relative_to(folder)).encode() + b"\0" + path.read_bytes() + b"\0")
    return total.hexdigest()[:12] if files else "none"
