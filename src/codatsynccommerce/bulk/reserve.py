"""The part of the daily quota that a bulk run leaves for other programs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from codatsynccommerce._runtime.errors import SDKError

if TYPE_CHECKING:
    from codatsynccommerce._runtime.client import Client

    from .api_clock import ApiClock


class QuotaReserve:
    """Whether another request may leave, by the quota that the last response reported.

    See https://docs.codat.io/using-the-api/rate-limits.
    """

    def __init__(self, client: Client, keep: int | None, in_flight: int, api_clock: ApiClock) -> None:
        """Check nothing yet.

        Arguments:
            client: The client of the run. It knows the last rate limit that the API reported.
            keep: Requests of the daily quota to leave; None leaves none.
            in_flight: Most requests in flight at a time. The last response may not count them yet.
            api_clock: The API's clock, by which the quota is renewed.
        """
        self._client = client
        self._keep = keep
        self._in_flight = in_flight
        self._api_clock = api_clock

    @property
    def remaining(self) -> int | None:
        """Requests left of the quota, None if the API did not say or the quota has been renewed since."""
        limit = self._client.rate_limit
        renewed = limit.reset is not None and limit.reset.timestamp() <= self._now()
        return None if renewed else limit.remaining

    def problem(self) -> SDKError | None:
        """Return why no further request may leave, None if one may."""
        if self._keep is None:
            return None
        remaining = self.remaining
        if remaining is None or remaining - self._in_flight >= self._keep:
            return None
        error = SDKError(f"{remaining:,} requests of the daily quota are left, of which {self._keep:,} are to be kept")
        reset = self._client.rate_limit.reset
        error.retry_after = None if reset is None else reset.timestamp() - self._now()
        return error

    def _now(self) -> float:
        """Return the time of the API; of this computer, whose clock may be wrong, while that is unknown."""
        earliest = self._api_clock.earliest(self._api_clock.now())
        return self._client.clock.now() if earliest is None else earliest
