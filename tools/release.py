"""Check that the checkout is ready to be released, build it, try what was built, and stop before anything is uploaded.

Run it by `make release`. It needs a clean tree, whose tag, version and newest heading in CHANGELOG.md agree. What was
built is then used as others will: the source distribution rebuilds and tests itself, the wheel runs the demo.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import tomli
from packaging.version import InvalidVersion, Version

from tools.distributions import sdist_problems, wheel_problems
from tools.public_names import PACKAGE, breaking_changes

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

ROOT = Path(__file__).parents[1]
DIST = ROOT / "dist"
SAMPLE_OF_TESTS = ("tests/architecture", "tests/codec", "tests/pages")
_MAX_SHOWN = 20


class NotReadyError(Exception):
    """The checkout cannot be released; the text says why."""


def main() -> int:
    """Run every step, in the order in which a mistake is cheapest to find, and say what was made."""
    try:
        version, project = release()
    except NotReadyError as problem:
        print(f"\nNot released: {problem}", file=sys.stderr)
        return 1
    print(f"\ndist/ holds release {version}. Upload it with:")
    print("    python -m twine upload dist/*.whl dist/*.tar.gz")
    if unset := placeholders(project["urls"]):
        print(f"Before you do: {', '.join(unset)} in pyproject.toml are placeholders. See CONTRIBUTING.md, Release.")
    return 0


def release() -> tuple[str, dict[str, Any]]:
    """Check, build and try; return the version and the table `project` of pyproject.toml.

    Raises:
        NotReadyError: A check failed.
    """
    project: dict[str, Any] = tomli.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    step("Checking the tree, the tag and the changelog")
    versions = released_versions((ROOT / "CHANGELOG.md").read_text(encoding="utf-8"))
    version = written_version((ROOT / f"src/{PACKAGE}/_version.py").read_text(encoding="utf-8"))
    tags = run("git", "tag", "--list").split()
    refuse(
        name_problems(version, versions, run("git", "status", "--porcelain"), run("git", "tag", "--points-at").split())
    )

    previous = previous_tag(version, tags)
    refuse(history_problems(version, versions, previous))
    if previous is None:
        print("  the first release: there are no public names to compare with")
    elif Version(version).major > Version(previous.removeprefix("v")).major:
        print(f"  the major version has grown since {previous}: public names may differ")
    else:
        step(f"Comparing the public names with those of {previous}")
        refuse(breaking_changes(ROOT, previous), f"programs written for {previous} would break")

    step("Building the source distribution, and the wheel from it")
    shutil.rmtree(DIST, ignore_errors=True)
    run(sys.executable, "-m", "build", "--outdir", str(DIST))
    wheel, sdist = next(DIST.glob("*.whl")), next(DIST.glob("*.tar.gz"))

    step("Checking what is in them")
    tracked = run("git", "ls-files").split("\n")
    refuse(wheel_problems(wheel, tracked, project, version), wheel.name)
    refuse(sdist_problems(sdist, tracked), sdist.name)
    run(sys.executable, "-m", "twine", "check", "--strict", str(wheel), str(sdist))

    with TemporaryDirectory() as folder:
        try_sdist(sdist, wheel, Path(folder))
        try_wheel(wheel, Path(folder), version)
    return version, project


def written_version(text: str) -> str:
    """Return the version that the source of `_version.py` has."""
    found = re.search(r'^__version__ = "([^"]+)"', text, re.MULTILINE)
    if found is None:
        message = "_version.py holds no __version__"
        raise NotReadyError(message)
    return found[1]


def released_versions(changelog: str) -> list[str]:
    """Return what the headings of a changelog name, the newest first: versions, and `Unreleased` if it stands there."""
    return [heading.strip("[]") for heading in re.findall(r"^## (\S+)", changelog, re.MULTILINE)]


def name_problems(version: str, versions: Sequence[str], changes: str, tags_here: Collection[str]) -> list[str]:
    """Return why tree, tag, version and changelog do not describe one release.

    Arguments:
        version: The version of the package.
        versions: What the headings of the changelog name, the newest first.
        changes: What `git status --porcelain` prints.
        tags_here: The tags of the commit.
    """
    problems: list[str] = []
    if changes:
        problems.append(f"the tree has changes that are not committed:\n{changes}")
    if not versions or versions[0] != version:
        newest = versions[0] if versions else "missing"
        problems.append(f"the newest heading of CHANGELOG.md is {newest}, and the version of the package {version}")
    if f"v{version}" not in tags_here:
        others = f"only {', '.join(sorted(tags_here))}" if tags_here else "no tag"
        problems.append(f"the commit has {others}: git tag v{version}")
    return problems


def previous_tag(version: str, tags: Collection[str]) -> str | None:
    """Return the tag of the last final release before a version; None if there is none."""
    earlier: dict[Version, str] = {}
    for tag in tags:
        try:
            number = Version(tag.removeprefix("v"))
        except InvalidVersion:
            continue
        if tag.startswith("v") and number < Version(version) and not number.is_prerelease:
            earlier[number] = tag
    return earlier[max(earlier)] if earlier else None


def history_problems(version: str, versions: Sequence[str], previous: str | None) -> list[str]:
    """Return why the last release cannot be compared with: a clone without tags has none of it.

    Arguments:
        version: The version of the package.
        versions: What the headings of the changelog name, the newest first.
        previous: The tag of the last release.
    """
    before = next((name for name in versions if name != version), None)
    if before is None or previous == f"v{before}":
        return []
    return [f"CHANGELOG.md names {before} before {version}, but there is no tag v{before}: git fetch --tags"]


def try_sdist(sdist: Path, wheel: Path, folder: Path) -> None:
    """Build the wheel from an unpacked source distribution, and run its generator and a part of its tests."""
    step("Rebuilding from the source distribution, and running a part of its tests")
    with tarfile.open(sdist) as archive:
        if hasattr(tarfile, "data_filter"):
            archive.extractall(folder, filter="data")
        else:
            archive.extractall(folder)  # noqa: S202 - it was built a moment ago
    source = folder / sdist.name.removesuffix(".tar.gz")
    run(sys.executable, "-m", "build", "--wheel", "--outdir", str(folder / "rebuilt"), cwd=source)
    refuse(differences(wheel, folder / "rebuilt" / wheel.name), "the rebuilt wheel differs")
    own = {"PYTHONPATH": str(source / "src")}
    run(sys.executable, "-m", "codegen", "--check", cwd=source, more=own)
    run(sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *SAMPLE_OF_TESTS, cwd=source, more=own)


def try_wheel(wheel: Path, folder: Path, version: str) -> None:
    """Install the wheel where nothing else is, write its bill of materials, and run the command and the demo."""
    step("Installing the wheel alone, and writing its bill of materials")
    run(sys.executable, "-m", "venv", "--without-pip", str(folder / "alone"))
    scripts = folder / "alone" / ("Scripts" if os.name == "nt" else "bin")
    python = str(scripts / "python")
    pip = (sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check", "--python", python, "install")
    run(*pip, str(wheel))
    bill = DIST / f"{PACKAGE}-{version}.cdx.json"
    run(
        *(sys.executable, "-m", "cyclonedx_py", "environment", "--output-reproducible"),
        *("--pyproject", str(ROOT / "pyproject.toml"), "--mc-type", "library", "--output-file", str(bill), python),
    )
    contents = json.loads(bill.read_text(encoding="utf-8"))
    contents["metadata"]["component"]["version"] = version  # It is dynamic, so pyproject.toml does not say it.
    bill.write_text(json.dumps(contents, indent=2) + "\n", encoding="utf-8")

    step("Running the command and the demo with it")
    run(*pip, f"{PACKAGE}[cli,sandbox] @ {wheel.as_uri()}")
    outside = {"PYTHONPATH": "", "CODAT_API_KEY": ""}
    printed = run(str(scripts / PACKAGE), "--version", cwd=folder, more=outside)
    refuse([] if printed.endswith(version) else [f"the command says that it is {printed}"])
    run(python, str(ROOT / "examples/create_customer.py"), cwd=folder, more=outside)


def differences(wheel: Path, rebuilt: Path) -> list[str]:
    """Return the names of the files that two wheels do not have in common, byte by byte."""
    with zipfile.ZipFile(wheel) as one, zipfile.ZipFile(rebuilt) as other:
        names = sorted({*one.namelist(), *other.namelist()})
        here, there = set(one.namelist()), set(other.namelist())
        return [name for name in names if name not in here or name not in there or one.read(name) != other.read(name)]


def placeholders(urls: dict[str, str]) -> list[str]:
    """Return the labels of the addresses that nobody can own, because the owner has not set them yet."""
    return [label for label, url in urls.items() if re.match(r"https://[^/]*\.example(/|$)", url)]


def refuse(problems: Sequence[str], about: str = "") -> None:
    """Raise an error that lists problems, if there are any."""
    if not problems:
        return
    more = [f"and {len(problems) - _MAX_SHOWN:,} more"] if len(problems) > _MAX_SHOWN else []
    listed = [*problems[:_MAX_SHOWN], *more]
    if about or len(listed) > 1:
        listed = [f"{about or 'several reasons'}:", *listed]
    raise NotReadyError("\n  ".join(listed))


def step(text: str) -> None:
    """Say what begins."""
    print(text, flush=True)


def run(*command: str, cwd: Path = ROOT, more: dict[str, str] | None = None) -> str:
    """Run a command and return what it printed.

    Raises:
        NotReadyError: It failed; the text has what it printed.
    """
    env = {**os.environ, **(more or {})}
    done = subprocess.run(command, cwd=cwd, env=env, capture_output=True, text=True, check=False)
    if done.returncode:
        shown = " ".join(Path(word).name if word == command[0] else word for word in command)
        message = f"this command failed: {shown}\n{done.stdout}{done.stderr}".rstrip()
        raise NotReadyError(message)
    return done.stdout.strip()


if __name__ == "__main__":
    sys.exit(main())
