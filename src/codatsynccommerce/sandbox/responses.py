"""What the sandbox answers with: documents, and the API's error document where something is wrong."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Literal

from codatsynccommerce._runtime.codec import codec

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

Ending = Literal["whole", "cut", "drop", "reset"]


@dataclass(frozen=True)
class Answer:
    """One answer, and how it leaves: whole, cut in half, not at all, or with the connection reset."""

    status: int
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict[str, str])
    ending: Ending = "whole"

    def ended(self, ending: Ending) -> Answer:
        """Give the same answer with another ending."""
        return replace(self, ending=ending)

    def with_headers(self, headers: Mapping[str, str]) -> Answer:
        """Give the same answer with further headers."""
        return replace(self, headers={**self.headers, **headers})


@dataclass(frozen=True)
class Finding:
    """One thing wrong with one field, as `validation` lists them."""

    item_id: str
    message: str
    validator_name: str

    def document(self) -> dict[str, str]:
        """Give it as the API writes it."""
        return {"itemId": self.item_id, "message": self.message, "validatorName": self.validator_name}


class Problem(Exception):  # noqa: N818 - not a failure of the sandbox: an answer that says no
    """An answer other than 2xx, on its way out of whatever found the reason."""

    def __init__(
        self, status: int, error: str, findings: Sequence[Finding] = (), *, headers: Mapping[str, str] | None = None
    ) -> None:
        """Keep what the error document says."""
        super().__init__(error)
        self.status = status
        self.error = error
        self.findings = findings
        self.headers = headers or {}

    def answer(self) -> Answer:
        """Make the answer with the API's error document."""
        document = {
            "statusCode": self.status,
            "service": "PublicApi",
            "error": self.error,
            "correlationId": uuid.uuid4().hex,
            "validation": validation(self.findings),
            "canBeRetried": "Unknown",
            "detailedErrorCode": 0,
        }
        return answer(document, self.status).with_headers(self.headers)


def answer(document: Any = None, status: int = 200) -> Answer:
    """Make an answer from plain values; None is an empty body."""
    if document is None:
        return Answer(status)
    body = codec.encode(Any, document).encode("ascii")
    return Answer(status, body, {"Content-Type": "application/json; charset=utf-8"})


def validation(errors: Sequence[Finding] = (), warnings: Sequence[Finding] = ()) -> dict[str, Any]:
    """Make a `validation` document."""
    return {"errors": [one.document() for one in errors], "warnings": [one.document() for one in warnings]}
