"""Functions on values that version 0.2.0 exported from `utils`.

For programs that import them; this package does not use them. They keep their names and arguments.
"""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from types import FunctionType
from typing import TYPE_CHECKING, Any

from codatsynccommerce._runtime.codec import codec

if TYPE_CHECKING:
    from collections.abc import Callable


def marshal_json(val: Any, typ: Any = None, encoder: Callable[[Any], Any] | None = None) -> str:
    """Write any value as JSON text: models by JSON names, None left out, decimals exact.

    In 0.3.0 the second argument was the type of the value, which is not needed, and in 0.2.0 the encoder.
    """
    if encoder is None and isinstance(typ, FunctionType):
        encoder = typ
    return codec.encode(Any, val if encoder is None else encoder(val))


def unmarshal_json(data: str | bytes, typ: Any, decoder: Callable[[Any], Any] | None = None) -> Any:
    """Read JSON text into what a type says."""
    value = codec.parse(data)
    return codec.decode(typ, value if decoder is None else decoder(value))


def decoder_with_discriminator(field_name: str) -> Callable[[dict[str, Any]], Any]:
    """Return a function that leaves a dict as it is. No model of this API is distinguished by a field."""
    del field_name
    return dict


def datetimeisoformat(optional: bool) -> Callable[[Any], Any]:  # noqa: FBT001 - published so
    """Return a function that writes a datetime as ISO 8601."""
    return _encoder(datetime.isoformat, optional=optional)


def dateisoformat(optional: bool) -> Callable[[Any], Any]:  # noqa: FBT001 - published so
    """Return a function that writes a date as ISO 8601."""
    return _encoder(date.isoformat, optional=optional)


def datefromisoformat(date_str: str) -> date:
    """Read the date of an ISO 8601 text."""
    from codatsynccommerce._runtime.datetimes import parse_datetime  # noqa: PLC0415 - nothing else here needs it

    return parse_datetime(date_str).date()


def bigintencoder(optional: bool) -> Callable[[Any], Any]:  # noqa: FBT001 - published so
    """Return a function that writes a whole number as text."""
    return _encoder(str, optional=optional)


def bigintdecoder(val: Any) -> int:
    """Read a whole number of any size."""
    if isinstance(val, float):
        message = f"{val} is a float, which holds no large whole number exactly"
        raise TypeError(message)
    return int(val)


def decimalencoder(optional: bool, as_str: bool) -> Callable[[Any], Any]:  # noqa: FBT001 - published so
    """Return a function that writes a decimal: as text, or as the Decimal that our JSON writes exactly."""
    return _encoder(str if as_str else Decimal, optional=optional)


def decimaldecoder(val: Any) -> Decimal:
    """Read a decimal, exactly as it is written."""
    return Decimal(str(val))


def map_encoder(optional: bool, value_encoder: Callable[[Any], Any]) -> Callable[[Any], Any]:  # noqa: FBT001
    """Return a function that encodes the values of a dict."""
    return _encoder(lambda values: {key: value_encoder(value) for key, value in values.items()}, optional=optional)


def map_decoder(value_decoder: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """Return a function that decodes the values of a dict."""
    return lambda values: {key: value_decoder(value) for key, value in values.items()}


def list_encoder(optional: bool, value_encoder: Callable[[Any], Any]) -> Callable[[Any], Any]:  # noqa: FBT001
    """Return a function that encodes the items of a list."""
    return _encoder(lambda values: [value_encoder(value) for value in values], optional=optional)


def list_decoder(value_decoder: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """Return a function that decodes the items of a list."""
    return lambda values: [value_decoder(value) for value in values]


def union_encoder(all_encoders: dict[type, Callable[[Any], Any]]) -> Callable[[Any], Any]:
    """Return a function that encodes a value by the encoder of its class, and leaves others as they are."""

    def encoded(value: Any) -> Any:
        encode = all_encoders.get(value.__class__)
        return value if encode is None else encode(value)

    return encoded


def union_decoder(all_decoders: list[Callable[[Any], Any]]) -> Callable[[Any], Any]:
    """Return a function that decodes a value by the first decoder that accepts it, and leaves others as they are."""

    def decoded(value: Any) -> Any:
        for decode in all_decoders:
            try:
                return decode(value)
            except (TypeError, ValueError):  # noqa: PERF203 - each decoder may refuse the value
                continue
        return value

    return decoded


def _encoder(encode: Callable[[Any], Any], *, optional: bool) -> Callable[[Any], Any]:
    def encoded(value: Any) -> Any:
        return None if optional and value is None else encode(value)

    return encoded
