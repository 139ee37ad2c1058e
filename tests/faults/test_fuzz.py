"""The fuzzer, for some cases: however broken a response is, the call returns or raises an SDKError."""

from __future__ import annotations

from itertools import islice

import fuzz
import pytest
from support.mutations import RawResponse

CASES = 400


def test_fuzzing_finds_nothing() -> None:
    ends = fuzz.run(lambda number: number < CASES, seed=20_240)
    assert ends.total() == CASES
    assert ends["response"] > 5
    assert {"ResponseDecodeError", "APIConnectionError"} <= set(ends)


def test_seed_decides_the_cases() -> None:
    every = [(None, None, RawResponse("200 OK", b'{"a": [1, {"b": 2}]}'))]
    first, again, other = (
        [data for _, _, data, _ in islice(fuzz.cases(seed, every), 200)]  # type: ignore[arg-type]
        for seed in (1, 1, 2)
    )
    assert first == again != other
    assert len(set(first)) > 100


def test_fuzzing_finds_another_exception(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_given: object) -> str:
        raise KeyError("results")

    monkeypatch.setattr(fuzz, "_end", fail)
    with pytest.raises(fuzz.Found, match=r"seed 1, case 0: .* fails with KeyError\('results'\) on b'"):
        fuzz.run(lambda _number: True, seed=1)
