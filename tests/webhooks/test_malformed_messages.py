"""Whatever arrives, `verify` and `parse` raise errors of ours and nothing else."""

from __future__ import annotations

import base64
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from codatsynccommerce import webhooks
from codatsynccommerce.models import errors

SECRET = "whsec_" + base64.b64encode(b"a key that nobody guesses").decode()
NOW = 1_790_000_000

_names = st.sampled_from(
    [f"{family}-{part}" for family in ("webhook", "Svix", "WEBHOOK") for part in ("id", "timestamp", "signature")]
)
_texts = st.one_of(st.text(), st.binary(), st.just(str(NOW)), st.just("v1,"), st.from_regex(r"v1,[A-Za-z0-9+/=]*"))
_values = st.one_of(_texts, st.lists(_texts), st.none(), st.integers(), st.dictionaries(st.text(), st.text()))
_headers = st.one_of(
    st.dictionaries(st.one_of(_names, st.text(), st.binary(), st.none()), _values),
    st.lists(st.tuples(_names, _values)),
    st.lists(st.text()),
    st.none(),
    st.integers(),
)
_secrets = st.one_of(st.just(SECRET), st.text(), st.lists(st.one_of(st.text(), st.none(), st.binary())), st.binary())
_bodies = st.one_of(st.binary(), st.text(), st.none(), st.dictionaries(st.text(), st.text()))


@settings(max_examples=500, deadline=None)
@given(body=_bodies, headers=_headers, secrets=_secrets)
def test_garbage_is_never_verified(body: Any, headers: Any, secrets: Any) -> None:
    try:
        webhooks.verify(body, headers, secrets, now=NOW)
    except errors.WebhookVerificationError as error:
        assert error.__context__ is None
        assert "\n" not in str(error)
    else:
        raise AssertionError
