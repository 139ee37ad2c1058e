"""`make release` refuses what must not be released, and says why."""

from __future__ import annotations

import io
import shutil
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path
from typing import Any

import pytest
import tomli
from support.for_each import for_each

from tools import release
from tools.distributions import sdist_problems, wheel_problems
from tools.public_names import breaking_changes

ROOT = Path(__file__).parents[2]
PROJECT: dict[str, Any] = tomli.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
SMALL: dict[str, Any] = {
    "name": "tiny",
    "description": "A tiny project.",
    "license": "MIT",
    "requires-python": ">=3.10",
    "optional-dependencies": {"cli": []},
    "urls": {"Source": "https://tiny.example/"},
}
METADATA = """Metadata-Version: 2.4
Name: tiny
Version: 1.0.0
Summary: A tiny project.
License-Expression: MIT
License-File: LICENSE
Requires-Python: >=3.10
Provides-Extra: cli
Project-URL: Source, https://tiny.example/

# tiny
[Somewhere](https://tiny.example/)
"""
TRACKED = ["src/tiny/__init__.py", "src/tiny/py.typed", "pyproject.toml", ".github/ci.yml"]


def make_wheel(folder: Path, *, metadata: str = METADATA, **more: str) -> Path:
    """Write a wheel with a few files; an empty text leaves one out."""
    files = {"tiny/__init__.py": "", "tiny/py.typed": "", "licenses": "MIT", **more}
    path = folder / "tiny-1.0.0-py3-none-any.whl"
    with zipfile.ZipFile(path, "w") as wheel:
        wheel.writestr("tiny-1.0.0.dist-info/METADATA", metadata)
        for name, text in files.items():
            if text != "left out":
                wheel.writestr(name.replace("licenses", "tiny-1.0.0.dist-info/licenses/LICENSE"), text)
    return path


def test_good_wheel_has_no_problems(tmp_path: Path) -> None:
    assert wheel_problems(make_wheel(tmp_path), TRACKED, SMALL, "1.0.0") == []


@pytest.mark.parametrize(
    ("files", "problems"),
    [
        ({"tiny/__init__.py": "left out"}, ["tiny/__init__.py is missing"]),
        ({"tests/test_tiny.py": ""}, ["tests/test_tiny.py is not part of src/"]),
        (
            {"tiny/py.typed": "left out"},
            ["tiny/py.typed is missing", "py.typed is missing: type checkers would ignore all types"],
        ),
        ({"licenses": "left out"}, ["the licence is missing"]),
    ],
)
def test_files_of_a_wheel_are_checked(files: dict[str, str], problems: list[str], tmp_path: Path) -> None:
    assert wheel_problems(make_wheel(tmp_path, **files), TRACKED, SMALL, "1.0.0") == problems


@for_each(
    ("change", "problems"),
    [
        (("Version: 1.0.0", "Version: 0.9.0"), ["Version is 0.9.0, not 1.0.0"]),
        (("License-Expression: MIT\n", ""), ["License-Expression is None, not MIT"]),
        (("License-File: LICENSE\n", ""), ["License-File is None, not LICENSE"]),
        (("Provides-Extra: cli\n", ""), ["Provides-Extra cli is missing"]),
        (("Project-URL: Source, https://tiny.example/\n", ""), ["Project-URL Source is missing"]),
        (("\n# tiny\n[Somewhere](https://tiny.example/)\n", ""), ["the description is missing"]),
        (
            ("https://tiny.example/)", "docs/guide.md)"),
            ["the description links to docs/guide.md, which is nothing on the page of an index"],
        ),
    ],
)
def test_metadata_of_a_wheel_is_checked(change: tuple[str, str], problems: list[str], tmp_path: Path) -> None:
    wheel = make_wheel(tmp_path, metadata=METADATA.replace(*change))
    assert wheel_problems(wheel, TRACKED, SMALL, "1.0.0") == problems


def test_files_of_a_source_distribution_are_checked(tmp_path: Path) -> None:
    path = tmp_path / "tiny-1.0.0.tar.gz"
    with tarfile.open(path, "w:gz") as sdist:
        for name in ("PKG-INFO", ".gitignore", "pyproject.toml", "src/tiny/__init__.py", "notes.txt"):
            sdist.addfile(tarfile.TarInfo(f"tiny-1.0.0/{name}"), io.BytesIO())
    assert sdist_problems(path, TRACKED) == ["src/tiny/py.typed is missing", "notes.txt is not tracked"]


@for_each(
    ("versions", "changes", "tags", "problems"),
    [
        (["1.1.0", "1.0.0"], "", ["v1.1.0", "latest"], []),
        (
            ["Unreleased", "1.0.0"],
            "",
            ["v1.1.0"],
            ["the newest heading of CHANGELOG.md is Unreleased, and the"],
        ),
        ([], "", ["v1.1.0"], ["the newest heading of CHANGELOG.md is missing, and the version of the package 1.1.0"]),
        (["1.1.0"], "", [], ["the commit has no tag: git tag v1.1.0"]),
        (["1.1.0"], "", ["v1.0.0"], ["the commit has only v1.0.0: git tag v1.1.0"]),
        (["1.1.0"], "?? new.py", ["v1.1.0"], ["the tree has changes that are not committed:\n?? new.py"]),
        (["1.0.0"], " M x", [], ["the tree has", "the newest heading", "the commit has no tag"]),
    ],
)
def test_names_of_a_release_must_agree(versions: list[str], changes: str, tags: list[str], problems: list[str]) -> None:
    found = release.name_problems("1.1.0", versions, changes, tags)
    assert len(found) == len(problems)
    assert all(text.startswith(start) for text, start in zip(found, problems, strict=True))


def test_headings_name_the_versions() -> None:
    assert release.released_versions("# Changelog\n\n## [Unreleased]\n\n### Added\n\n## 1.0.0 - 2026-01-01\n") == [
        "Unreleased",
        "1.0.0",
    ]
    assert release.released_versions((ROOT / "CHANGELOG.md").read_text(encoding="utf-8"))[-1] == "1.0.0"
    version = (ROOT / "src/codatsynccommerce/_version.py").read_text(encoding="utf-8")
    assert release.written_version(version) in version
    with pytest.raises(release.NotReadyError, match="holds no __version__"):
        release.written_version("")


@pytest.mark.parametrize(
    ("tags", "previous"),
    [
        ([], None),
        (["v1.2.0", "v2.0.0"], None),
        (["v1.0.0", "v1.1.9", "v1.1.10", "v1.2.0", "v1.3.0"], "v1.1.10"),
        (["v1.1.0", "v1.2.0rc1", "nightly", "1.1.5"], "v1.1.0"),
    ],
)
def test_previous_tag_is_the_last_final_release(tags: list[str], previous: str | None) -> None:
    assert release.previous_tag("1.2.0", tags) == previous


def test_missing_tags_are_reported() -> None:
    assert release.history_problems("1.1.0", ["1.1.0", "1.0.0"], "v1.0.0") == []
    assert release.history_problems("1.0.0", ["1.0.0"], None) == []
    assert release.history_problems("1.1.0", ["1.1.0", "1.0.0"], None) == [
        "CHANGELOG.md names 1.0.0 before 1.1.0, but there is no tag v1.0.0: git fetch --tags"
    ]


def test_problems_are_listed_and_counted() -> None:
    release.refuse([])
    with pytest.raises(release.NotReadyError, match=r"^only one$"):
        release.refuse(["only one"])
    with pytest.raises(release.NotReadyError) as caught:
        release.refuse([f"name {number}" for number in range(25)], "tiny.whl")
    assert str(caught.value).splitlines()[0] == "tiny.whl:"
    assert str(caught.value).splitlines()[-1] == "  and 5 more"


def test_failed_command_shows_what_it_printed(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(release.NotReadyError) as caught:
        release.run(sys.executable, "-c", "print('before'); raise SystemExit('the reason')")
    assert "before\nthe reason" in str(caught.value)


def test_wheels_are_compared_byte_by_byte(tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    wheel, other = make_wheel(tmp_path), make_wheel(tmp_path / "other", **{"tiny/__init__.py": "x", "new.py": ""})
    assert release.differences(wheel, wheel) == []
    assert release.differences(wheel, other) == ["new.py", "tiny/__init__.py"]


def test_addresses_stand_in_one_place() -> None:
    urls: dict[str, str] = PROJECT["project"]["urls"]
    substitutions = PROJECT["tool"]["hatch"]["metadata"]["hooks"]["fancy-pypi-readme"]["substitutions"]
    site = urls["Documentation"]
    assert [text["replacement"].startswith(f"]({site}") for text in substitutions] == [True, True, False]
    assert urls["Changelog"].startswith(site)
    assert urls["Issues"].startswith(urls["Source"])


def test_placeholders_are_named() -> None:
    urls = {"Source": "https://code.tiny.example/", "Issues": "https://tiny.org/x.example/", "A": "https://a.example"}
    assert release.placeholders(urls) == ["Source", "A"]


def git(folder: Path, *words: str) -> None:
    command = ["git", "-c", "user.name=A", "-c", "user.email=a@example.com", *words]
    subprocess.run(command, cwd=folder, check=True, capture_output=True)  # noqa: S603 - written here


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """Return a repository with the package, tagged v1.0.0; models and sub-SDKs are left out for speed."""
    source = tmp_path / "src/codatsynccommerce"
    shutil.copytree(
        ROOT / "src/codatsynccommerce",
        source,
        ignore=shutil.ignore_patterns("__pycache__", "aio", "shared", "operations", "sandbox"),
    )
    git(tmp_path, "init", "-q")
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "-qm", "All")
    git(tmp_path, "tag", "v1.0.0")
    return tmp_path


def change(repository: Path, name: str, old: str, new: str) -> None:
    path = repository / "src/codatsynccommerce" / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_breaks_of_public_names_alone_are_found(repository: Path) -> None:
    change(repository, "bulk/row.py", "    resolved: bool = False\n", "")
    change(repository, "bulk/push_run.py", "    workers: int = 5,\n", "")
    change(repository, "_runtime/errors.py", "self.body = body", "self.text = body")
    # These break nobody.
    change(repository, "bulk/rules.py", "def judge(", "def judge_differently(")
    change(repository, "cli/output.py", "def printable(", "def shown(")
    change(repository, "_runtime/url.py", "\ndef ", "\ndef renamed_")
    found = breaking_changes(repository, "v1.0.0")
    assert "codatsynccommerce.bulk.push_run: push(workers): Parameter was removed" in found
    assert "codatsynccommerce.bulk.row: Row.resolved: Public object was removed" in found
    assert "codatsynccommerce._runtime.errors: SDKError.body: Public object was removed" in found
    assert {line.partition(": ")[0] for line in found} == {
        "codatsynccommerce.bulk.push_run",
        "codatsynccommerce.bulk.row",
        "codatsynccommerce._runtime.errors",
    }
