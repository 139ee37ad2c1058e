"""The input of `customers push`: files, ids and encodings are checked before anything is sent."""

from __future__ import annotations

import codecs
import os
from typing import TYPE_CHECKING

import pytest
from support.console import Console, Ran, opened

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

HEADERS = "customerName,emailAddress\nZoë,zoe@marlow.example\n"


@pytest.fixture
def console(tmp_path: Path) -> Iterator[Console]:
    with opened(tmp_path) as console:
        yield console


def refused(console: Console, *more: str) -> Ran:
    """Push, and see that nothing was sent and no journal begun."""
    ran = console.run(*console.push(*more))
    assert (ran.code, ran.out, console.sandbox.requests) == (2, "", ())
    assert not (console.folder / "journal.sqlite").exists()
    return ran


def written(console: Console, content: bytes, *more: str) -> Ran:
    """Push a file that holds these bytes."""
    words = console.push(*more)
    (console.folder / "customers.csv").write_bytes(content)
    return console.run(*words)


@pytest.mark.parametrize("path", ["{0}/{1}", "{0}/../{2}/{1}", "{0}/link"])
@pytest.mark.parametrize(
    ("option", "name", "named"),
    [
        ("--report", "customers.csv", "FILE and --report"),
        ("--report", "journal.sqlite", "--journal and --report"),
        ("--journal", "customers.csv", "FILE and --journal"),
    ],
)
def test_two_names_of_one_file_are_refused(console: Console, path: str, option: str, name: str, named: str) -> None:
    (console.folder / "link").symlink_to(name)
    ran = refused(console, option, path.format(console.folder, name, console.folder.name))
    assert ran.error.startswith(f"error: {named} are the same file, ")
    assert (console.folder / "customers.csv").read_text().startswith("customerName")


def test_report_over_a_journal_leaves_it_whole(console: Console) -> None:
    first = console.run(*console.push())
    os.link(console.folder / "journal.sqlite", console.folder / "hard.csv")
    sent = len(console.sandbox.requests)
    assert console.run(*console.push("--report", str(console.folder / "hard.csv"))).code == 2
    assert len(console.sandbox.requests) == sent
    assert console.run(*console.push()) == first
    assert console.names == ["Anna", "Bert", "Cleo"]


@pytest.mark.parametrize("option", ["--company", "--connection", "--report", "--journal"])
def test_empty_value_is_refused(console: Console, option: str) -> None:
    text = f"error: Invalid value for '{option}': it is empty; is a variable not set? Try: "
    assert refused(console, option, "").error.startswith(text)


@pytest.mark.parametrize("option", ["--company", "--connection"])
def test_blank_id_is_refused(console: Console, option: str) -> None:
    assert "it is empty" in refused(console, option, " \t").error


def test_missing_value_is_named(console: Console) -> None:
    words = console.push()
    for missing in ("--company", "--connection"):
        at = words.index(missing)
        ran = console.run(*words[:at], *words[at + 2 :])
        assert (ran.code, ran.error.startswith(f"error: Missing option '{missing}'")) == (2, True)
    ran = console.run(*words[:2], *words[3:])
    assert (ran.code, ran.error.startswith("error: Missing argument 'FILE'")) == (2, True)


def test_pipe_is_refused(console: Console) -> None:
    words = console.push()
    os.mkfifo(console.folder / "pipe")
    words[2] = str(console.folder / "pipe")
    ran = console.run(*words)
    assert (ran.code, "must be a file, not a pipe" in ran.error) == (2, True)


@pytest.mark.parametrize(
    ("delimiter", "encoding"), [(";", "cp1252"), (r"\t", "utf-16"), ("\t", "utf-8"), (",", "UTF8"), ("|", "utf-8-sig")]
)
def test_files_of_excel_are_read(console: Console, delimiter: str, encoding: str) -> None:
    text = HEADERS.replace(",", delimiter.replace(r"\t", "\t"))
    mark = codecs.BOM_UTF8 if encoding == "UTF8" else b""
    ran = written(console, mark + text.encode(encoding), "--delimiter", delimiter, "--encoding", encoding)
    assert (ran.code, console.names) == (0, ["Zoë"])


@pytest.mark.parametrize(
    ("option", "value"), [("--delimiter", ""), ("--delimiter", "ab"), ("--delimiter", '"'), ("--encoding", "latin-99")]
)
def test_impossible_delimiter_or_encoding_is_refused(console: Console, option: str, value: str) -> None:
    assert refused(console, option, value).error.startswith(f"error: Invalid value for '{option}': {value!r} is ")


@pytest.mark.parametrize(
    ("content", "more", "hint"),
    [
        (HEADERS.replace(",", ";").encode(), (), "separated by ';': use --delimiter ';'"),
        (HEADERS.replace(",", "\t").encode(), (), r"separated by '\t': use --delimiter '\t'"),
        (HEADERS.encode(), ("--delimiter", ";"), "separated by ',': use --delimiter ','"),
        (b"PK\x03\x04\x14\x00\x06\x00", (), " is a workbook of Excel: save it as CSV UTF-8"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", (), " is a workbook of Excel: save it as CSV UTF-8"),
        (HEADERS.encode("utf-16"), (), " in UTF-16: use --encoding utf-16, or save it as CSV UTF-8"),
        (
            HEADERS.encode("cp1252"),
            (),
            "not written in utf-8: save it as CSV UTF-8, or pass its --encoding, such as cp1252",
        ),
    ],
)
def test_unreadable_file_comes_with_a_hint(console: Console, content: bytes, more: tuple[str, ...], hint: str) -> None:
    ran = written(console, content, *more)
    assert (ran.code, ran.out, console.sandbox.requests) == (2, "", ())
    assert ran.err.splitlines()[-1].endswith(hint)
