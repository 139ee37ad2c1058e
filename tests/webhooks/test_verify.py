"""What `webhooks.verify` accepts and refuses."""

from __future__ import annotations

import base64
import traceback
from datetime import datetime, timedelta, timezone
from email.message import Message
from typing import Any

import pytest
from starlette.datastructures import Headers as StarletteHeaders
from support.for_each import for_each
from werkzeug.datastructures import Headers as WerkzeugHeaders

from codatsynccommerce import webhooks
from codatsynccommerce.models import errors

NOW = 1_790_000_000
SECRET = "whsec_" + base64.b64encode(b"the key of this endpoint").decode()
OLD_SECRET = "whsec_" + base64.b64encode(b"the key that it had before").decode()
BODY = '{"eventType":"company.created","payload":{"name":"Café"}}'.encode()


def signed(secret: str = SECRET, **options: Any) -> dict[str, str]:
    return webhooks.sign(BODY, secret, **{"timestamp": NOW, "message_id": "msg_1", **options})


def refused(headers: Any, secrets: Any = SECRET, body: Any = BODY, **options: Any) -> str:
    with pytest.raises(errors.WebhookVerificationError) as caught:
        webhooks.verify(body, headers, secrets, **{"now": NOW, **options})
    assert caught.value.__cause__ is None
    assert caught.value.__context__ is None
    return str(caught.value)


@for_each("family", ["webhook", "svix"])
def test_both_header_families_verify(family: Any) -> None:
    headers = signed(family=family)
    assert list(headers) == [f"{family}-id", f"{family}-timestamp", f"{family}-signature"]
    webhooks.verify(BODY, headers, SECRET, now=NOW)


def test_families_are_not_mixed() -> None:
    both = signed() | signed(family="svix")
    del both["webhook-signature"], both["svix-id"]
    assert "missing or malformed" in refused(both)


def test_one_valid_family_is_enough() -> None:
    bad = dict.fromkeys(signed(), "1")
    webhooks.verify(BODY, bad | signed(family="svix"), SECRET, now=NOW)
    webhooks.verify(BODY, dict.fromkeys(signed(family="svix"), "1") | signed(), SECRET, now=NOW)


_PAIRS = list(signed().items())


@for_each(
    "headers",
    [
        {name.upper(): value for name, value in _PAIRS},
        {name.title(): [value] for name, value in _PAIRS},
        {name: (value.encode(),) for name, value in _PAIRS},
        {name.encode(): value.encode() for name, value in _PAIRS},
        _PAIRS,
        tuple((name.encode(), value.encode()) for name, value in _PAIRS),
        [*_PAIRS, *_PAIRS, ("Host", "example.com")],
        WerkzeugHeaders(_PAIRS),
        StarletteHeaders(dict(_PAIRS)),
        {"webhook-id": ["msg_1", "msg_1"], **dict(_PAIRS[1:])},
    ],
)
def test_headers_of_any_framework_verify(headers: Any) -> None:
    webhooks.verify(BODY, headers, SECRET, now=NOW)


def test_headers_of_an_email_message_verify() -> None:
    message = Message()
    for name, value in _PAIRS:
        message[name] = value
    webhooks.verify(BODY, message, SECRET, now=NOW)


@for_each("body", [BODY, bytearray(BODY), memoryview(BODY)])
def test_every_kind_of_bytes_verifies(body: Any) -> None:
    webhooks.verify(body, signed(), SECRET, now=NOW)


@for_each("body", [BODY.decode(), {"eventType": "company.created"}, None, 5, [BODY]])
def test_a_body_other_than_bytes_is_refused(body: Any) -> None:
    assert "bytes of the request as they were received" in refused(signed(), body=body)


@for_each(
    "secret",
    [
        SECRET,
        SECRET.removeprefix("whsec_"),
        SECRET.rstrip("="),
        f" {SECRET}\n",
    ],
)
def test_secret_spellings_verify(secret: str) -> None:
    webhooks.verify(BODY, signed(), secret, now=NOW)
    webhooks.verify(BODY, signed(secret), SECRET, now=NOW)


@for_each("secrets", [[SECRET, OLD_SECRET], (OLD_SECRET, SECRET), {OLD_SECRET, SECRET}])
def test_any_of_several_secrets_verifies(secrets: Any) -> None:
    webhooks.verify(BODY, signed(), secrets, now=NOW)
    webhooks.verify(BODY, signed(OLD_SECRET), secrets, now=NOW)


@for_each(
    "secrets",
    [
        "",
        "whsec_",
        "whsec_====",
        "not base64!",
        "whsec_né",
        [],
        None,
        7,
        b"c2VjcmV0",
        [SECRET, None],
        [SECRET, ""],
        [b""],
    ],
)
def test_unusable_secrets_are_refused(secrets: Any) -> None:
    message = refused(signed(), secrets)
    assert "secret" in message


def test_an_empty_key_signs_nothing() -> None:
    """An attacker can sign with an empty key."""
    with pytest.raises(errors.RequestError):
        webhooks.sign(BODY, "whsec_")


@for_each(
    "others",
    [
        "v1,bad {}",
        "{} v1,bad",
        "v2,abc v1a,def= {}",
        "nonsense v1, ,v1 {}",
        "v1,bad, {}",
        "v1,bad,{}",
        "  {}  ",
        "v1 v1,é {}",
    ],
)
def test_a_good_signature_counts_among_bad_ones(others: str) -> None:
    headers = signed()
    headers["webhook-signature"] = others.format(headers["webhook-signature"])
    webhooks.verify(BODY, headers, SECRET, now=NOW)


def test_repeated_signature_headers_are_one_list() -> None:
    headers = signed()
    good = headers.pop("webhook-signature")
    webhooks.verify(BODY, {**headers, "webhook-signature": ["v1,bad", good]}, SECRET, now=NOW)
    pairs = [*headers.items(), ("Webhook-Signature", "v1,bad"), ("webhook-signature", good)]
    webhooks.verify(BODY, pairs, SECRET, now=NOW)


@for_each("name", ["webhook-id", "webhook-timestamp"])
def test_contradicting_headers_are_refused(name: str) -> None:
    headers: dict[str, Any] = dict(signed())
    headers[name] = [headers[name], "1"]
    assert "missing or malformed" in refused(headers)


@for_each("version", ["v2", "v1a", "V1", "v01", ""])
def test_other_versions_do_not_count(version: str) -> None:
    headers = signed()
    headers["webhook-signature"] = headers["webhook-signature"].replace("v1", version)
    assert "no signature of the message matches" in refused(headers)


@for_each("seconds", [-300, -299.5, 0, 299.5, 300])
def test_a_timestamp_within_tolerance_verifies(seconds: float) -> None:
    webhooks.verify(BODY, signed(), SECRET, now=NOW + seconds)


@for_each(("seconds", "word"), [(300.5, "old"), (10**9, "old"), (-300.5, "new"), (-(10**9), "new")])
def test_a_timestamp_beyond_tolerance_is_refused(seconds: float, word: str) -> None:
    assert f"too {word}" in refused(signed(), now=NOW + seconds)


def test_tolerance_can_be_set() -> None:
    webhooks.verify(BODY, signed(), SECRET, now=NOW + 3600, tolerance=3600)
    webhooks.verify(BODY, signed(), SECRET, now=NOW - 3600, tolerance=timedelta(hours=1))
    refused(signed(), now=NOW + 2, tolerance=1)
    refused(signed(), tolerance=float("nan"))
    refused(signed(), tolerance=-1)


@for_each(
    "now",
    [
        NOW,
        float(NOW),
        datetime.fromtimestamp(NOW, timezone.utc),
        datetime.fromtimestamp(NOW, timezone(timedelta(hours=-5))),
        lambda: NOW,
        lambda: datetime.fromtimestamp(NOW, timezone.utc),
    ],
)
def test_the_clock_can_be_injected(now: Any) -> None:
    webhooks.verify(BODY, signed(), SECRET, now=now, tolerance=0)


@for_each("now", [datetime(2026, 11, 27), "now", True, float("nan"), float("inf")])  # noqa: DTZ001
def test_a_clock_that_tells_no_time_is_refused(now: Any) -> None:
    assert "now must be" in refused(signed(), now=now)


def test_the_system_clock_is_the_default() -> None:
    webhooks.verify(BODY, webhooks.sign(BODY, SECRET), SECRET)


@for_each(
    "timestamp", ["", " ", "1.5", "-1", "+1790000000", "1790000000 ", "١٧٩٠٠٠٠٠٠٠", "1e9", "NaN", "9" * 5000, "0x1"]
)
def test_malformed_timestamps_are_refused(timestamp: str) -> None:
    assert "missing or malformed" in refused({**signed(), "webhook-timestamp": timestamp})


@for_each("part", ["webhook-id", "webhook-timestamp", "webhook-signature"])
@for_each("value", [None, "", b"", [], 5, object()])
def test_a_missing_header_is_refused(part: str, value: Any) -> None:
    headers: dict[str, Any] = {**signed(), part: value}
    assert "missing or malformed" in refused(headers)
    del headers[part]
    assert "missing or malformed" in refused(headers)


@for_each("headers", [None, 5, "webhook-id", b"webhook-id", [1, 2], [("a",)], {5: 6}, {None: None}, object(), dict])
def test_malformed_headers_are_refused(headers: Any) -> None:
    assert "missing or malformed" in refused(headers)


def test_every_part_is_covered_by_the_signature() -> None:
    refused(signed(), body=BODY + b" ")
    refused({**signed(), "webhook-id": "msg_2"})
    refused({**signed(), "webhook-timestamp": str(NOW + 1)})
    refused(signed(), OLD_SECRET)
    refused({**signed(), "webhook-id": "msg_1\ud800"})


def test_no_secret_or_signature_is_shown() -> None:
    """Not in the text, and not in the variables of our frames."""
    headers = signed(OLD_SECRET)
    hidden = [SECRET, SECRET.removeprefix("whsec_"), "the key of this endpoint", headers["webhook-signature"][3:]]
    attempts = (
        lambda: webhooks.verify(BODY, headers, SECRET, now=NOW),
        lambda: webhooks.verify(BODY, headers, [SECRET, "bad!"], now=NOW),
        lambda: webhooks.verify(BODY.decode(), headers, [SECRET], now=NOW),  # type: ignore[arg-type]
        lambda: webhooks.parse(BODY, headers, SECRET, now=NOW),
        lambda: webhooks.parse(b"[]", webhooks.sign(b"[]", SECRET, timestamp=NOW), SECRET, now=NOW),
        lambda: webhooks.sign(BODY.decode(), SECRET),  # type: ignore[arg-type]
    )
    for attempt in attempts:
        with pytest.raises(errors.SDKError) as caught:
            attempt()
        frames = [
            repr(value)
            for frame, _ in traceback.walk_tb(caught.value.__traceback__)
            if "codatsynccommerce" in str(frame.f_globals["__name__"])
            for value in frame.f_locals.values()
        ]
        shown = "\n".join([*frames, str(caught.value), repr(caught.value), repr(vars(caught.value))])
        assert [one for one in hidden if one in shown] == []


def test_signing_refuses_a_naive_timestamp() -> None:
    with pytest.raises(errors.RequestError, match="aware datetime"):
        webhooks.sign(BODY, SECRET, timestamp=datetime(2026, 11, 27))  # noqa: DTZ001


def test_a_message_id_is_made_for_each_message() -> None:
    assert webhooks.sign(BODY, SECRET)["webhook-id"] != webhooks.sign(BODY, SECRET)["webhook-id"]
