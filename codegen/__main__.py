"""`python -m codegen`: generate the client, or compare descriptions.

Without a command it writes the generated files; with `--check` it changes nothing and fails on any difference.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from .compare.diff import diff
from .compare.drift import drift
from .parse.api import read
from .problems import DescriptionError
from .render.argument_order import check_arguments
from .render.bundle import bundled
from .render.files import render

MANIFEST = "codegen/manifest.txt"


def main(arguments: list[str] | None = None) -> int:
    """Run the command, and return its exit status: 0, 1 for differences, or 2 for invalid input."""
    parser = argparse.ArgumentParser(prog="python -m codegen", description=__doc__)
    parser.add_argument("--check", action="store_true", help="change nothing, and fail on any difference")
    parser.add_argument("--root", type=Path, default=Path(__file__).parent.parent, help="the project (default: this)")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND")
    command = commands.add_parser("drift", help="compare api/ with the names and types of a published description")
    command.add_argument(
        "facts", type=Path, metavar="FACTS", help="a JSON file of names and types; see CONTRIBUTING.md"
    )
    command = commands.add_parser("diff", help="print the changelog and the version step between two versions of api/")
    command.add_argument("old", metavar="OLD", help="the older version: a folder, or a git revision of the project")
    options = parser.parse_args(arguments)
    try:
        if options.command == "drift":
            return drift(options.root, options.facts)
        if options.command == "diff":
            return diff(options.root, options.old)
        return _generate(options.root, check=options.check)
    except DescriptionError as error:
        print(error, file=sys.stderr)
        return 2


def _generate(root: Path, *, check: bool) -> int:
    files = generate(root)
    if moved := sorted(check_arguments(root, files)):
        raise DescriptionError("\n".join(moved))
    if not check:
        print(f"{len(files)} files, {write(root, files)} written or removed")
        return 0
    stale = different(root, files)
    for path in stale:
        print(f"not as generated: {path}", file=sys.stderr)
    print(f"{len(files)} files checked, {len(stale)} differ")
    return 1 if stale else 0


def generate(root: Path) -> dict[str, str]:
    """Return the text of every generated file of a project, by its path, and the manifest that lists them."""
    readme = root / "README.md"
    files = render(read(root), readme.read_text(encoding="utf-8") if readme.is_file() else None)
    files |= bundled(root)
    files[MANIFEST] = "".join(f"{path}\n" for path in sorted(files) if path != "README.md")
    return files


def different(root: Path, files: dict[str, str]) -> list[str]:
    """Return the paths of files that are missing, changed or no longer generated."""
    changed = [path for path, text in files.items() if _text(root / path) != text]
    return sorted([*changed, *_orphans(root, files)])


def write(root: Path, files: dict[str, str]) -> int:
    """Write the files that differ, remove those that are no longer generated, and return how many there were."""
    orphans = _orphans(root, files)
    for path in orphans:
        (root / path).unlink()
    changed = [path for path, text in files.items() if _text(root / path) != text]
    for path in changed:
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(files[path], encoding="utf-8", newline="\n")
    return len(changed) + len(orphans)


def _orphans(root: Path, files: dict[str, str]) -> list[str]:
    listed = (_text(root / MANIFEST) or "").splitlines()
    return [path for path in listed if path not in files and (root / path).is_file()]


def _text(path: Path) -> str | None:
    return path.read_bytes().decode("utf-8") if path.is_file() else None


if __name__ == "__main__":
    sys.exit(main())
