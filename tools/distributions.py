"""Check what is in a wheel and a source distribution: all files and no others, and the metadata."""

from __future__ import annotations

import re
import tarfile
import zipfile
from email import message_from_bytes
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from email.message import Message
    from pathlib import Path

_PROJECT_FIELDS = {"requires-python": "Requires-Python", "license": "License-Expression", "description": "Summary"}
_RELATIVE_LINK = re.compile(r"\]\((?!https?://|mailto:)([^)]*)\)")


def wheel_problems(wheel: Path, tracked: Collection[str], project: Mapping[str, Any], version: str) -> list[str]:
    """Return what is wrong with a wheel.

    Arguments:
        wheel: The file.
        tracked: The files of the project that are tracked, as paths from its root.
        project: The table `project` of pyproject.toml.
        version: The version that it should have.
    """
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
        info = next(name.partition("/")[0] for name in names if ".dist-info/" in name)
        metadata = message_from_bytes(archive.read(f"{info}/METADATA"))
    packed = {name for name in names if not name.startswith(f"{info}/")}
    source = {name.removeprefix("src/") for name in tracked if name.startswith("src/")}
    problems = [f"{name} is missing" for name in sorted(source - packed)]
    problems += [f"{name} is not part of src/" for name in sorted(packed - source)]
    if f"{project['name']}/py.typed" not in packed:
        problems.append("py.typed is missing: type checkers would ignore all types")
    if f"{info}/licenses/LICENSE" not in names:
        problems.append("the licence is missing")
    return problems + _metadata_problems(metadata, project, version)


def sdist_problems(sdist: Path, tracked: Collection[str]) -> list[str]:
    """Return what is wrong with a source distribution, which must be able to build and test itself.

    Arguments:
        sdist: The file.
        tracked: The files of the project that are tracked, as paths from its root.
    """
    with tarfile.open(sdist) as archive:
        packed = {name.partition("/")[2] for name in archive.getnames()}
    # Hatchling adds the file that names what git ignores, and the metadata.
    allowed = {*tracked, "PKG-INFO", ".gitignore"}
    needed = {name for name in tracked if not name.startswith(".")}
    problems = [f"{name} is missing" for name in sorted(needed - packed)]
    return problems + [f"{name} is not tracked" for name in sorted(packed - allowed)]


def _metadata_problems(metadata: Message, project: Mapping[str, Any], version: str) -> list[str]:
    expected = {field: str(project[key]) for key, field in _PROJECT_FIELDS.items()}
    expected |= {"Name": str(project["name"]), "Version": version, "License-File": "LICENSE"}
    problems = [
        f"{field} is {metadata[field]}, not {value}" for field, value in expected.items() if metadata[field] != value
    ]
    for key, field in (("optional-dependencies", "Provides-Extra"), ("urls", "Project-URL")):
        given = {str(value).partition(",")[0] for value in metadata.get_all(field, [])}
        problems += [f"{field} {name} is missing" for name in project[key] if name not in given]
    if not metadata.get_payload():
        problems.append("the description is missing")
    problems += [
        f"the description links to {link}, which is nothing on the page of an index"
        for link in dict.fromkeys(_RELATIVE_LINK.findall(str(metadata.get_payload())))
    ]
    return problems
