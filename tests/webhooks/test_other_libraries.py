"""Our signatures and those of `standardwebhooks` and `svix`: each verifies what the other signs."""

from __future__ import annotations

import base64
import time
from datetime import datetime, timezone
from importlib import import_module
from typing import Any

import pytest
import standardwebhooks
from hypothesis import given, settings
from hypothesis import strategies as st

from codatsynccommerce import webhooks
from codatsynccommerce.models import errors

keys = st.binary(min_size=1, max_size=64)
bodies = st.text(max_size=200)
identifiers = st.text(st.characters(min_codepoint=33, max_codepoint=126), min_size=1, max_size=40)


@pytest.fixture(scope="module", params=["standardwebhooks", "svix.webhooks"])
def library(request: pytest.FixtureRequest) -> Any:
    """Return a class that signs and verifies. It is slow to load, which only this file is to cost."""
    return import_module(request.param).Webhook


def secret_of(key: bytes) -> str:
    return "whsec_" + base64.b64encode(key).decode()


@settings(max_examples=200, deadline=None)
@given(key=keys, body=bodies, identifier=identifiers, seconds=st.integers(0, 4_000_000_000))
def test_signatures_are_the_same(library: Any, key: bytes, body: str, identifier: str, seconds: int) -> None:
    moment = datetime.fromtimestamp(seconds, timezone.utc)
    theirs = library(secret_of(key)).sign(identifier, moment, body)
    ours = webhooks.sign(body.encode(), secret_of(key), message_id=identifier, timestamp=moment)
    assert ours["webhook-signature"] == theirs
    webhooks.verify(body.encode(), ours, secret_of(key), now=seconds)


@pytest.mark.parametrize("family", ["webhook", "svix"])
@settings(max_examples=100, deadline=None)
@given(key=keys, body=bodies, identifier=identifiers)
def test_they_verify_what_we_sign(library: Any, family: Any, key: bytes, body: str, identifier: str) -> None:
    headers = webhooks.sign(body.encode(), secret_of(key), message_id=identifier, family=family)
    if library is standardwebhooks.Webhook:
        headers = {f"webhook-{name.partition('-')[2]}": value for name, value in headers.items()}
        library(secret_of(key)).verify(body, headers, json_parse=False)
    else:
        library(secret_of(key)).verify(body, headers)


@settings(max_examples=200, deadline=None)
@given(key=keys, body=st.binary(max_size=50), change=st.sampled_from(["body", "id", "time", "signature", "secret"]))
def test_what_they_refuse_we_refuse(library: Any, key: bytes, body: bytes, change: str) -> None:
    body = body.decode("latin-1").encode()
    seconds = int(time.time())
    headers = webhooks.sign(body, secret_of(key), message_id="msg_1", timestamp=seconds)
    if change == "body":
        body += b"!"
    elif change == "id":
        headers["webhook-id"] += "!"
    elif change == "time":
        headers["webhook-timestamp"] = str(seconds - 1)
    elif change == "signature":
        headers["webhook-signature"] = headers["webhook-signature"].swapcase().replace("V1", "v1")
    else:
        key += b"!"
    with pytest.raises(Exception, match="No matching signature found"):
        library(secret_of(key)).verify(body, headers)
    with pytest.raises(errors.WebhookVerificationError, match="no signature of the message matches"):
        webhooks.verify(body, headers, secret_of(key), now=seconds)
