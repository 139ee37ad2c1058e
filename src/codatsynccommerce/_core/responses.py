"""What responses share: they show themselves in notebooks, and those that hold a list give its rows."""

from __future__ import annotations

from typing import Any

# `display` and `rows` are imported where they are used: few programs show anything, and all import this.


class Response:
    """Base of every response."""

    def _repr_html_(self) -> str:
        from .display import response_html  # noqa: PLC0415

        return response_html(self)


class ListResponse(Response):
    """Base of every response whose payload holds a list in `results`."""

    def to_rows(self) -> list[dict[str, Any]]:
        """Give the list as flat dicts, one for each item, all with the same keys.

        Keys are the names of attributes, those of nested records by dot: `customer_ref.id`. There is one for every
        attribute, sent or not. Lists and maps stay whole, in one value each; enums become their text.
        """
        from .rows import rows_of  # noqa: PLC0415

        return rows_of(self)[1]

    def to_pandas(self) -> Any:
        """Give the list as a `pandas.DataFrame` with the keys of `to_rows` as its columns.

        Every column has the type `object` and holds the values of `to_rows` unchanged: amounts are `Decimal`.

        Raises:
            ModuleNotFoundError: pandas is not installed.
        """
        from .rows import frame_of  # noqa: PLC0415

        return frame_of(self)
