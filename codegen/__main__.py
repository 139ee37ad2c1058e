"""`python -m codegen [--check]`: write the generated half of the project, or fail where it is not what it would be."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from .arguments import check_arguments
from .bundle import bundled
from .read import DescriptionError, read
from .render import render

MANIFEST = "codegen/manifest.txt"


def main(arguments: list[str] | None = None) -> int:
    """Run the command. Gives the exit status."""
    parser = argparse.ArgumentParser(prog="python -m codegen", description=__doc__)
    parser.add_argument("--check", action="store_true", help="change nothing; fail on any difference")
    parser.add_argument("--root", type=Path, default=Path(__file__).parent.parent, help="the project to generate")
    options = parser.parse_args(arguments)
    try:
        files = generate(options.root)
        if moved := sorted(check_arguments(options.root, files)):
            raise DescriptionError("\n".join(moved))  # noqa: TRY301 - told as every other problem
    except DescriptionError as problem:
        print(problem, file=sys.stderr)
        return 2
    if options.check:
        stale = different(options.root, files)
        for path in stale:
            print(f"not as generated: {path}", file=sys.stderr)
        print(f"{len(files)} files checked, {len(stale)} differ")
        return 1 if stale else 0
    print(f"{len(files)} files, {write(options.root, files)} written or removed")
    return 0


def generate(root: Path) -> dict[str, str]:
    """Give every generated file of a project, and the manifest that lists them."""
    readme = root / "README.md"
    files = render(read(root), readme.read_text(encoding="utf-8") if readme.is_file() else None)
    files |= bundled(root)
    files[MANIFEST] = "".join(f"{path}\n" for path in sorted(files) if path != "README.md")
    return files


def different(root: Path, files: dict[str, str]) -> list[str]:
    """Give the paths that are missing, changed, or left over."""
    changed = [path for path, text in files.items() if _text(root / path) != text]
    return sorted([*changed, *_orphans(root, files)])


def write(root: Path, files: dict[str, str]) -> int:
    """Write what differs and remove what is left over. Gives how many files that were."""
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
