"""Unknown records that a person settles: one by one, or by a file that was filled in."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING, Any

import pytest

from codatsynccommerce import bulk
from codatsynccommerce.models import errors

if TYPE_CHECKING:
    from pathlib import Path

    from support.bulk_shop import Shop

pytestmark = pytest.mark.both_stores

NAMES = ["Ada", "Ben", "Cleo"]


@pytest.fixture
def unknown(shop: Shop) -> bulk.Report:
    """Return a report in which Ada, Ben and Cleo are unknown: only Ada was created."""
    shop.fail_creates("drop", times=4)
    shop.fail_creates("reset", times=8 + 9)
    shop.push(map(shop.customer, NAMES), workers=1, wait=False)
    shop.time.seconds += 2 * 3600
    report = shop.push(map(shop.customer, NAMES))
    assert (report.unknown, shop.names) == (3, ["Ada"])
    return report


def fill_in(path: Path, answers: dict[int, dict[str, str]]) -> None:
    with path.open(encoding="utf-8-sig", newline="") as file:
        lines: list[dict[str, Any]] = list(csv.DictReader(file))
    for line in lines:
        line.update(answers.get(int(line["index"]), {}))
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(lines[0]))
        writer.writeheader()
        writer.writerows(lines)


def test_person_settles_unknown_records(shop: Shop, unknown: bulk.Report) -> None:
    (operation,) = shop.sandbox.ledger
    assert all(row.candidates == (operation.push_operation_key,) for row in unknown.rows("unknown"))
    unknown.resolve(0, created=True, record_id="record-1")
    unknown.resolve(1, created=False)
    assert (unknown.succeeded, unknown.not_sent, unknown.unknown) == (1, 1, 1)
    keys = set(shop.keys)
    report = shop.push(map(shop.customer, NAMES))
    assert (report.succeeded, report.unknown, shop.names) == (2, 1, ["Ada", "Ben"])
    assert len(set(shop.keys)) == len(keys) + 1
    first, second, third = report.rows()
    assert (first.status, first.record_id, first.operation_key, first.resolved) == ("succeeded", "record-1", None, True)
    assert (second.status, second.resolved, third.status) == ("succeeded", False, "unknown")


def test_created_record_needs_no_id_and_is_forgotten(shop: Shop, unknown: bulk.Report) -> None:
    for index in range(3):
        shop.report().resolve(index, created=True)
    assert unknown.succeeded == 3
    assert not any(name.encode() in shop.kept() for name in NAMES)
    assert (shop.push(map(shop.customer, NAMES)).succeeded, shop.names) == (3, ["Ada"])


def test_timed_out_record_can_be_resolved(shop: Shop) -> None:
    report = shop.push([shop.customer("timeout")])
    assert report.unknown == 1
    report.resolve(0, created=False)
    assert shop.push([shop.customer("timeout")]).unknown == 1
    assert len(shop.names) == 2


@pytest.mark.parametrize("index", [0, 1, 7, -1])
def test_only_unknown_records_can_be_resolved(shop: Shop, index: int) -> None:
    report = shop.push([shop.customer("Ada"), shop.customer("please reject me")])
    with pytest.raises(errors.RequestError, match=f"record {index} is not unknown"):
        report.resolve(index, created=True)


def test_absent_record_has_no_id(unknown: bulk.Report) -> None:
    with pytest.raises(errors.RequestError, match="was not created, so it has no record_id"):
        unknown.resolve(0, created=False, record_id="r")


@pytest.mark.only_file("it is about the run that has a file")
def test_run_keeps_resolutions_out(shop: Shop) -> None:
    def requests() -> Any:
        yield shop.customer("Ada")
        with pytest.raises(bulk.JournalError, match="in use by another run"):
            shop.report().resolve(0, created=True)

    assert shop.push(requests()).succeeded == 1


def test_file_is_filled_in_and_read(shop: Shop, unknown: bulk.Report, tmp_path: Path) -> None:
    path = tmp_path / "unknown.csv"
    assert unknown.unknown_to_csv(path) == 3
    text = path.read_text(encoding="utf-8-sig")
    assert all(name in text for name in NAMES)
    assert shop.sandbox.ledger[0].push_operation_key in text
    fill_in(path, {0: {"created": "Yes", "record_id": "'-7"}, 1: {"created": "no"}})
    assert unknown.resolve_from_csv(path) == 2
    report = shop.push(map(shop.customer, NAMES))
    assert (report.succeeded, report.unknown, shop.names) == (2, 1, ["Ada", "Ben"])
    assert next(report.rows()).record_id == "-7"


def test_file_is_all_or_nothing(unknown: bulk.Report, tmp_path: Path) -> None:
    path = tmp_path / "unknown.csv"
    unknown.unknown_to_csv(path)
    fill_in(
        path,
        {
            0: {"created": "yes"},
            1: {"created": "perhaps"},
            2: {"created": "no", "record_id": "r"},
        },
    )
    with pytest.raises(errors.RequestError) as caught:
        unknown.resolve_from_csv(path)
    assert "line 3: created must be yes or no, not 'perhaps'" in str(caught.value)
    assert "line 4: a record that was not created has no record_id" in str(caught.value)
    assert unknown.unknown == 3


@pytest.mark.parametrize(
    ("answers", "words"),
    [
        ({0: {"record_id": "r"}}, "it has a record_id, but created is empty"),
        (
            {0: {"created": "yes", "idempotency_key": "other"}},
            "or this line was changed",
        ),
        ({0: {"created": "yes", "index": "9"}}, "or this line was changed"),
        ({0: {"created": "yes", "index": "one"}}, "or this line was changed"),
    ],
)
def test_changed_line_is_refused(
    unknown: bulk.Report, tmp_path: Path, answers: dict[int, dict[str, str]], words: str
) -> None:
    path = tmp_path / "unknown.csv"
    unknown.unknown_to_csv(path)
    fill_in(path, answers)
    with pytest.raises(errors.RequestError, match=words):
        unknown.resolve_from_csv(path)


def test_other_file_is_refused(unknown: bulk.Report, tmp_path: Path) -> None:
    other = tmp_path / "other.csv"
    other.write_text("index,created\n0,yes\n", encoding="utf-8")
    with pytest.raises(errors.RequestError, match="lacks the columns record_id"):
        unknown.resolve_from_csv(other)
    for path in (tmp_path / "none.csv", tmp_path):
        with pytest.raises(errors.RequestError, match="cannot be read"):
            unknown.resolve_from_csv(path)
