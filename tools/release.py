"""Check that the checkout is ready to be released, build it, and stop before anything is uploaded.

Run it by `make release`. It needs a clean tree, whose tag, version and newest heading in CHANGELOG.md agree.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

ROOT = Path(__file__).parents[1]
DIST = ROOT / "dist"
PACKAGE = "codatsynccommerce"


class NotReadyError(Exception):
    """The checkout cannot be released; the text says why."""


def main() -> int:
    """Run every step, in the order in which a mistake is cheapest to find."""
    try:
        version = check_names()
        check_public_names(version)
        build()
        check_contents(version)
        run(sys.executable, "-m", "twine", "check", "--strict", *map(str, DIST.glob("*.[wt]*")))
        bill = DIST / f"{PACKAGE}-{version}.cdx.json"
        run(sys.executable, "-m", "cyclonedx_py", "environment", "--output-file", str(bill), sys.executable)
    except NotReadyError as problem:
        print(f"Not released: {problem}", file=sys.stderr)
        return 1
    print(f"{DIST.name}/ holds release {version}. Upload it with: twine upload {DIST.name}/*.whl {DIST.name}/*.tar.gz")
    return 0


def check_names() -> str:
    """Return the version, once the tree is clean and the version, the tag and the changelog agree."""
    if run("git", "status", "--porcelain"):
        message = "the tree has changes that are not committed"
        raise NotReadyError(message)
    found = re.search(r'__version__ = "([^"]+)"', (ROOT / f"src/{PACKAGE}/_version.py").read_text(encoding="utf-8"))
    newest = re.search(r"^## (\S+)", (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"), re.MULTILINE)
    version = found[1] if found else "no version"
    if newest is None or newest[1] != version:
        message = f"the newest heading of CHANGELOG.md is {newest[1] if newest else 'missing'}, the version {version}"
        raise NotReadyError(message)
    tags = run("git", "tag", "--points-at", "HEAD").split()
    if f"v{version}" not in tags:
        message = f"the commit is not tagged v{version}, but {', '.join(tags) or 'not at all'}"
        raise NotReadyError(message)
    return version


def check_public_names(version: str) -> None:
    """Refuse a change that breaks public names of the last release, unless the major version has grown."""
    earlier = [tag for tag in run("git", "tag", "--list", "v*", "--sort=-v:refname").split() if tag != f"v{version}"]
    if not earlier:
        print("No earlier tag to compare public names with")
        return
    if earlier[0].partition(".")[0] != f"v{version}".partition(".")[0]:
        print(f"Public names may differ from {earlier[0]}: the major version has grown")
        return
    run("griffe", "check", PACKAGE, "--search", "src", "--against", earlier[0])


def build() -> None:
    """Build the source distribution, and the wheel from it."""
    shutil.rmtree(DIST, ignore_errors=True)
    run(sys.executable, "-m", "build", "--outdir", str(DIST))


def check_contents(version: str) -> None:
    """Refuse a wheel that lacks or adds files, and a source distribution that could not build and test itself."""
    with zipfile.ZipFile(next(DIST.glob("*.whl"))) as wheel:
        in_wheel = {name for name in wheel.namelist() if ".dist-info/" not in name}
    tracked = run("git", "ls-files", "src").split()
    expected = {name.removeprefix("src/") for name in tracked}
    if in_wheel != expected:
        message = f"the wheel differs from src/: {', '.join(sorted(in_wheel ^ expected)[:10])}"
        raise NotReadyError(message)
    with tarfile.open(next(DIST.glob("*.tar.gz"))) as source:
        in_source = {name.partition("/")[2] for name in source.getnames()}
    needed = {name for name in run("git", "ls-files").split() if not name.startswith(".")}
    if missing := needed - in_source:
        message = f"the source distribution of {version} lacks {', '.join(sorted(missing)[:10])}"
        raise NotReadyError(message)


def run(*command: str) -> str:
    """Run a command in the root of the project and return what it printed."""
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        message = f"{' '.join(command)} failed:\n{done.stdout}{done.stderr}"
        raise NotReadyError(message)
    return done.stdout.strip()


if __name__ == "__main__":
    sys.exit(main())
