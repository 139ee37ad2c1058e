"""The changelog between two versions of the description, and the step of the version that it takes."""

from __future__ import annotations

import io
import subprocess
import tarfile
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from codegen.parse.api import read_description
from codegen.problems import DescriptionError
from codegen.spec.settings import Settings, read_settings

from .surface import Key, Part, Surface, surface_of

if TYPE_CHECKING:
    from collections.abc import Iterator

_STEPS = ("none", "patch", "minor", "major")
_TITLES = ("Added", "Changed", "Deprecated", "Removed")


def diff(root: Path, old: str) -> int:
    """Print the changelog from an older version of the description to this one, and return 0.

    Arguments:
        root: The project.
        old: The older version: a folder that holds the root document, a project, or a git revision of this project.
    """
    settings = read_settings(root / "gen.yaml", set())
    new_surface = _surface(root / settings.api)
    if Path(old).is_dir():
        old_surface = _surface(_root_document(Path(old), settings.api))
    else:
        with tempfile.TemporaryDirectory() as folder:
            _checkout(root, old, settings.api, Path(folder))
            old_surface = _surface(Path(folder) / settings.api)
    changes = list(changes_between(old_surface, new_surface))
    for title in _TITLES:
        lines = sorted(line for changed, line, _ in changes if changed == title)
        if lines:
            print(f"### {title}\n\n{''.join(f'- {line}' + chr(10) for line in lines)}")
    step = max((_STEPS.index(step) for _, _, step in changes), default=0)
    print(f"Version step: {_STEPS[step]}")
    return 0


def changes_between(old: Surface, new: Surface) -> Iterator[tuple[str, str, str]]:
    """Return every change: its title in the changelog, its line, and the step of the version that it takes."""
    for key in new.keys() - old.keys():
        if _owner_of(key) not in new.keys() - old.keys():
            breaks = new[key].required and key.kind in ("parameter", "property")
            yield "Added", _with(key, new[key]), "major" if breaks else "minor"
    for key in old.keys() - new.keys():
        if _owner_of(key) not in old.keys() - new.keys():
            # Fewer documented failures break no program.
            breaks = key.kind != "response" or key.name.startswith("2")
            yield "Removed", _with(key, old[key]), "major" if breaks else "minor"
    for key in old.keys() & new.keys():
        yield from _changes_of(key, old[key], new[key])


def _changes_of(key: Key, old: Part, new: Part) -> Iterator[tuple[str, str, str]]:
    if old.type != new.type:
        yield "Changed", f"{key}: {old.type or 'nothing'} is now {new.type or 'nothing'}", "major"
    if old.required != new.required:
        word = "now required" if new.required else "no longer required"
        yield "Changed", f"{key}: {word}", "major" if new.required else "minor"
    if old.deprecated != new.deprecated:
        title, word = ("Deprecated", "deprecated") if new.deprecated else ("Changed", "no longer deprecated")
        yield title, f"{key}: {word}", "minor"
    if old.text != new.text:
        yield "Changed", f"{key}: description", "patch"


def _owner_of(key: Key) -> Key:
    """Return the key whose addition or removal explains that of a part."""
    kinds = {"property": "schema", "value": "enum"}
    return Key(kinds.get(key.kind, "operation"), key.owner) if key.name or key.kind == "body" else Key("", "")


def _with(key: Key, part: Part) -> str:
    return f"{key} ({part})" if str(part) else str(key)


def _surface(path: Path) -> Surface:
    """Return the surface of a description, whatever problems it has apart from being unreadable."""
    problems: set[str] = set()
    api = read_description(path, Settings(), problems)
    if api is None:
        raise DescriptionError("\n".join(sorted(problems)))
    return surface_of(api)


def _root_document(folder: Path, api: str) -> Path:
    return folder / api if (folder / api).is_file() else folder / Path(api).name


def _checkout(root: Path, revision: str, api: str, folder: Path) -> None:
    """Extract the description at a git revision."""
    command = ["git", "-C", str(root), "archive", "--format=tar", revision, "--", str(Path(api).parent)]
    try:
        done = subprocess.run(command, check=True, capture_output=True)  # noqa: S603 - no shell, and git checks it
    except FileNotFoundError:
        raise DescriptionError("git is not installed: name a folder instead") from None  # noqa: EM101, TRY003
    except subprocess.CalledProcessError as error:
        message = f"{revision} is neither a folder nor a git revision: {error.stderr.decode(errors='replace').strip()}"
        raise DescriptionError(message) from None
    with tarfile.open(fileobj=io.BytesIO(done.stdout)) as archive:
        for member in archive:
            content = archive.extractfile(member)
            if content is not None:
                target = folder / member.name
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(content.read())
