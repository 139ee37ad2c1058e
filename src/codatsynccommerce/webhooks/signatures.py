"""Sign and verify webhook messages by the Standard Webhooks scheme.

A message is signed with HMAC-SHA256 over `id.timestamp.body`. The key is the base64 text of the endpoint's secret
after `whsec_`. Three headers carry the signature: `webhook-id`, `webhook-timestamp` (seconds since the epoch) and
`webhook-signature` (`v1,<base64>`, several of them separated by spaces). `svix-id`, `svix-timestamp` and
`svix-signature` are older names of the same headers.

See https://www.standardwebhooks.com and https://docs.codat.io/using-the-api/webhooks/overview.
"""

from __future__ import annotations

import hmac
import math
import re
import secrets as random_ids
import time
from base64 import b64decode, b64encode
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Any, Literal, Protocol, Union, cast

from codatsynccommerce.models import errors

Instant = Union[float, datetime]
TOLERANCE = timedelta(minutes=5)
"""Maximum difference between the timestamp of a message and now, in either direction."""


class _HasItems(Protocol):
    """A mapping, or what frameworks have instead of one."""

    def items(self) -> Iterable[tuple[Any, Any]]: ...


Headers = Union[_HasItems, Iterable[tuple[Any, Any]]]

_FAMILIES = ("webhook", "svix")
_TIMESTAMP = re.compile(r"[0-9]{1,15}")
_SECRET_PREFIX = "whsec_"  # noqa: S105 - what every secret begins with


def verify(
    body: bytes,
    headers: Headers,
    secrets: str | Iterable[str],
    *,
    tolerance: timedelta | float = TOLERANCE,
    now: Instant | Callable[[], Instant] | None = None,
) -> None:
    """Check that a message was signed with a secret of yours, and recently.

    Arguments:
        body: The body of the request exactly as it was received. Text or parsed JSON is refused, because the
            signature covers the bytes.
        headers: The headers of the request: any mapping, or pairs of names and values. Names may be in any case;
            values may be text, bytes, or a list of either.
        secrets: The signing secret of the endpoint, with or without `whsec_`. While you rotate it, pass the old and
            the new one: a message signed with any of them is accepted.
        tolerance: Greatest distance between the message's timestamp and now, into the past and into the future, as
            a timedelta or in seconds. Default 5 minutes.
        now: The present as an aware datetime or as seconds since the epoch, or a function that returns either.
            None reads the system clock.

    Raises:
        errors.WebhookVerificationError: The message is not authentic, too old or too new, or an argument is
            malformed. Neither the error nor its traceback holds a secret or a signature.

    See https://docs.codat.io/using-the-api/webhooks/overview
    """
    problem = problem_of(body, headers, secrets, tolerance, now)
    del secrets, headers  # A traceback that shows variables must show neither.
    if problem is not None:
        raise errors.WebhookVerificationError(problem)


def sign(
    body: bytes,
    secret: str,
    *,
    message_id: str | None = None,
    timestamp: Instant | None = None,
    family: Literal["webhook", "svix"] = "webhook",
) -> dict[str, str]:
    """Return the headers that sign a message, to test a receiver with.

    Arguments:
        body: The body to sign.
        secret: The signing secret, with or without `whsec_`.
        message_id: The id of the message, which stays the same when it is delivered again. None makes a new one.
        timestamp: When the message is sent, as an aware datetime or as seconds since the epoch. None means now.
        family: Prefix of the header names: `webhook`, or the older `svix`.

    Raises:
        errors.RequestError: The secret is not base64, the body is not bytes, or the timestamp is naive.
    """
    key, problem = _key(secret)
    seconds = _seconds(time.time() if timestamp is None else timestamp)
    if not _is_bytes(body):
        problem = _not_bytes(body)
    elif seconds is None:
        problem = "the timestamp must be an aware datetime or seconds since the epoch"
    if problem is not None:
        del secret, key
        raise errors.RequestError(problem)
    message_id = message_id or f"msg_{random_ids.token_hex(12)}"
    moment = str(math.floor(seconds or 0))
    signature = f"v1,{_signature(key, message_id, moment, bytes(body))}"
    return dict(zip(_names(family), (message_id, moment, signature), strict=True))


def problem_of(body: Any, headers: Any, secrets: Any, tolerance: Any, now: Any) -> str | None:
    """Return why a message is refused, or None. It raises nothing, so that no frame with a secret is in a traceback."""
    keys, problem = _keys(secrets)
    if problem is not None:
        return problem
    if not _is_bytes(body):
        return _not_bytes(body)
    allowed = tolerance.total_seconds() if isinstance(tolerance, timedelta) else tolerance
    present = _seconds(time.time() if now is None else now() if callable(now) else now)
    if present is None or isinstance(allowed, bool) or not isinstance(allowed, (int, float)):
        return "now must be an aware datetime or seconds since the epoch, and tolerance a timedelta or seconds"
    values = _signing_headers(headers)
    problem = f"the headers {', '.join(_names(_FAMILIES[0]))} are missing or malformed"
    for family in _FAMILIES:
        identifier, timestamp, signatures = (values.get(name, "") for name in _names(family))
        if not identifier or not signatures or not _TIMESTAMP.fullmatch(timestamp):
            continue
        age = present - int(timestamp)
        if not abs(age) <= allowed:
            problem = f"the message is too {'old' if age > 0 else 'new'}: check the clock, or it is a replay"
        elif _is_signed(keys, identifier, timestamp, bytes(body), signatures):
            return None
        else:
            problem = "no signature of the message matches: the secret is another endpoint's, or the body was changed"
    return problem


def _is_signed(keys: list[bytes], identifier: str, timestamp: str, body: bytes, signatures: str) -> bool:
    """Return whether one of the signatures is right for one of the keys. Every comparison takes constant time."""
    # Repeated headers reach an application joined by commas, and the version is followed by one.
    words = re.split(r"[\s,]+", signatures)
    candidates = [value.encode("utf-8", "surrogatepass") for version, value in pairwise(words) if version == "v1"]
    expected = [_signature(key, identifier, timestamp, body).encode() for key in keys]
    return any(hmac.compare_digest(one, other) for one in expected for other in candidates)


def _signature(key: bytes, identifier: str, timestamp: str, body: bytes) -> str:
    # Surrogates are never valid, but a header with one must be a mismatch and not a UnicodeEncodeError.
    signed = identifier.encode("utf-8", "surrogatepass") + b"." + timestamp.encode() + b"." + body
    return b64encode(hmac.digest(key, signed, "sha256")).decode()


def _keys(secrets: Any) -> tuple[list[bytes], str | None]:
    """Return the keys of secrets, and why one of them cannot be used."""
    listed: Any = [secrets] if isinstance(secrets, str) else secrets
    if not isinstance(listed, Iterable) or _is_bytes(listed):
        return [], f"secrets must be text or a list of texts, not {type(secrets).__name__}"
    keys: list[bytes] = []
    for secret in cast("Iterable[Any]", listed):
        key, problem = _key(secret)
        if problem is not None:
            return [], problem
        keys.append(key)
    return keys, None if keys else "no secret was given"


def _key(secret: Any) -> tuple[bytes, str | None]:
    if not isinstance(secret, str):
        return b"", f"a secret must be text, not {type(secret).__name__}"
    text = secret.strip().removeprefix(_SECRET_PREFIX).rstrip("=")
    try:
        key = b64decode(text + "=" * (-len(text) % 4), validate=True)
    except ValueError:
        key = b""
    # An empty key would let anybody sign.
    return key, None if key else "a secret is empty or not base64 (it is not shown): copy it from the Portal"


def _signing_headers(headers: Any) -> dict[str, str]:
    """Return the headers of both families by their names in lower case. What cannot be read counts as missing."""
    wanted = {name for family in _FAMILIES for name in _names(family)}
    read: dict[str, str] = {}
    try:
        pairs = list(_pairs(headers))
    except TypeError:  # Its `items` is not a method.
        pairs = []
    for name, value in pairs:
        key = _text(name).lower()
        if key not in wanted:
            continue
        texts = [_text(part) for part in (cast("list[Any]", value) if isinstance(value, (list, tuple)) else [value])]
        if key in read:
            texts.insert(0, read[key])
        # Several signatures are one list; several ids or timestamps must be the same.
        together = dict.fromkeys(texts)
        read[key] = " ".join(together) if key.endswith("signature") or len(together) == 1 else ""
    return read


def _pairs(headers: Any) -> Iterator[tuple[Any, Any]]:
    """Yield the name and value of each header, and skip anything of another form."""
    rows: Any = headers.items() if hasattr(headers, "items") else headers
    if isinstance(rows, Iterable):
        for row in cast("Iterable[Any]", rows):
            match row:
                case [name, value]:
                    yield name, value
                case _:
                    pass


def _text(value: Any) -> str:
    if isinstance(value, (bytes, bytearray)):
        return bytes(value).decode("utf-8", "replace")
    return value if isinstance(value, str) else ""


def _names(family: str) -> tuple[str, str, str]:
    return f"{family}-id", f"{family}-timestamp", f"{family}-signature"


def _seconds(moment: Any) -> float | None:
    """Return seconds since the epoch, or None for a value that is not a time. A naive datetime could be in any zone."""
    if isinstance(moment, datetime):
        try:
            return moment.timestamp() if moment.tzinfo else None
        except OverflowError:
            return None
    if isinstance(moment, bool) or not isinstance(moment, (int, float)):
        return None
    return moment if moment == moment and abs(moment) < 1e15 else None  # noqa: PLR0124, PLR2004 - NaN


def _is_bytes(body: Any) -> bool:
    return isinstance(body, (bytes, bytearray, memoryview))


def _not_bytes(body: Any) -> str:
    return f"the body must be the bytes of the request as they were received, not {type(body).__name__}"
