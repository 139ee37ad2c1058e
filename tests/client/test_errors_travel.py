"""Errors pickle, copy and hash, with all that they say."""

from __future__ import annotations

import copy
import pickle
from typing import TYPE_CHECKING, Any

import pytest
from support.for_each import for_each
from support.recorder import json_response

from codatsynccommerce import utils
from codatsynccommerce.models import errors, operations

if TYPE_CHECKING:
    from conftest import Connect
    from support.recorder import Recorder


@for_each("protocol", range(2, pickle.HIGHEST_PROTOCOL + 1))
def test_an_error_is_pickled_whole(protocol: int, connect: Connect, server: Recorder) -> None:
    body = {"error": "words", "correlationId": "f2c1", "validation": {"errors": [{"itemId": "n"}]}}
    server.will(json_response(body, 429, Retry_After="99"))
    client = connect(retry_config=utils.RetryConfig("none", None))
    with pytest.raises(errors.RateLimitError) as raised:
        client.companies.get_company(operations.GetCompanyRequest("c"))
    error = raised.value
    again = pickle.loads(pickle.dumps(error, protocol))  # noqa: S301 - our own
    others: list[Any] = [again, copy.copy(error), copy.deepcopy(error)]
    for other in others:
        assert (type(other), str(other), other.args) == (type(error), str(error), error.args)
        assert (other.status_code, other.attempts, other.retry_after) == (429, 1, 99.0)
        assert (other.correlation_id, other.validation, other.body) == ("f2c1", error.validation, error.body)
        assert other.headers["retry-after"] == "99"
        assert other.raw_response.json() == body
    assert {error: 1}[error] == 1
    assert error != again


@for_each("name", [one for one in errors.__all__ if issubclass(getattr(errors, one), errors.SDKError)])
def test_every_class_pickles_copies_and_hashes(name: str) -> None:
    error: errors.SDKError = getattr(errors, name)("words")
    error.maybe_applied, error.idempotency_key = True, "key"
    for again in (pickle.loads(pickle.dumps(error)), copy.copy(error), copy.deepcopy(error)):  # noqa: S301
        assert (type(again), str(again), again.__dict__) == (type(error), "words", error.__dict__)
    assert len({error, error}) == 1
    assert repr(error) == f"{name}('words')"
