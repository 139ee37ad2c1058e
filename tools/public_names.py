"""Compare the public names of the package with those of an earlier release, and list what breaks callers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import griffe

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

PACKAGE = "codatsynccommerce"
_PUBLIC_PACKAGES = (
    "aio",
    "bulk",
    "models.errors",
    "models.operations",
    "models.shared",
    "models.webhooks",
    "queries",
    "sandbox",
    "telemetry",
    "utils",
    "webhooks",
)


def breaking_changes(root: Path, tag: str) -> list[str]:
    """Return a line for each change since a tag that can break a program: the file, the name and what happened to it.

    Arguments:
        root: The checkout, which has the tag.
        tag: The tag of an earlier release.
    """
    options: dict[str, Any] = {"resolve_aliases": True, "allow_inspection": False}
    earlier: Any = griffe.load_git(PACKAGE, ref=tag, repo=root, search_paths=["src"], **options)
    now: Any = griffe.load(PACKAGE, search_paths=[root / "src"], **options)
    public = set(_public_paths(earlier))
    return [
        f"{breakage.obj.module.path}: {_text(breakage)}"
        for breakage in griffe.find_breaking_changes(earlier, now)
        if _is_within(breakage.obj.path, public) or _is_within(breakage.obj.canonical_path, public)
    ]


def _text(breakage: griffe.Breakage) -> str:
    """Return what happened to a name, as griffe explains it, without the marks of Markdown."""
    style: Any = griffe.ExplanationStyle.MARKDOWN  # The one without colours.
    return breakage.explain(style).removeprefix("- ").replace("`", "").replace("*", "")


def _public_paths(package: Any) -> Iterator[str]:
    """Yield the path of everything that a public package exports, where it is exported and where it is defined."""
    modules = [package, *(package[name] for name in _PUBLIC_PACKAGES if _has(package, name))]
    for module in modules:
        for name in map(str, module.exports or ()):
            try:
                target = _target(module.members[name])
            except (KeyError, griffe.AliasResolutionError):  # It is made at run time, or belongs to another package.
                yield f"{module.path}.{name}"
                continue
            if not target.is_module:  # A module is public by its own exports.
                yield f"{module.path}.{name}"
                yield target.path


def _target(member: Any) -> Any:
    return member.final_target if member.is_alias else member


def _has(package: Any, name: str) -> bool:
    try:
        return bool(package[name])
    except KeyError:
        return False


def _is_within(path: str, public: set[str]) -> bool:
    parts = path.split(".")
    return any(".".join(parts[:count]) in public for count in range(len(parts), 0, -1))
