"""The base classes of models, enums and responses: JSON, open enums, explicit null, tables and notebooks."""

from __future__ import annotations

from dataclasses import MISSING, dataclass, field, fields
from enum import Enum
from importlib import import_module
from typing import TYPE_CHECKING, Any, Generic, Mapping, Optional, TypeVar, cast

from .codec import codec
from .deprecation import deprecated
from .errors import RequestError, ResponseDecodeError
from .field_docs import document_fields
from .http.messages import LazyRawResponse
from .lazy import LazyModule
from .pagination import has_next

if TYPE_CHECKING:
    import requests
    from marshmallow import Schema
    from typing_extensions import Self
else:
    requests = LazyModule("requests")


Payload = TypeVar("Payload")
_Request = TypeVar("_Request", bound="Request")


class _DataclassesJsonConfig:
    """The configuration that dataclasses-json reads from a class that it meets, made when it asks."""

    def __get__(self, _model: object, _kind: type) -> dict[str, Any]:
        # Imported late: dataclasses-json takes a quarter of the time that `import requests` takes.
        library: Any = import_module("dataclasses_json")
        made = library.config(letter_case=library.LetterCase.CAMEL, undefined=library.Undefined.EXCLUDE)
        return cast("dict[str, Any]", made["dataclasses_json"])


class Model:
    """Base of every model: JSON in and out by the names of the wire.

    Keys that a model does not name are ignored when it is read. A model that can be sent takes such keys in
    `extra`, for what one integration wants and the API's description does not say.
    """

    dataclass_json_config = _DataclassesJsonConfig()

    def __init_subclass__(cls, **options: Any) -> None:
        """Let `help()` show the text of every field."""
        super().__init_subclass__(**options)
        document_fields(cls)

    @classmethod
    def from_dict(cls, kvs: Mapping[str, Any] | None, *, infer_missing: bool = True) -> Self:
        """Read a dict by the names of the wire, or of attributes, as `dataclasses.asdict` gives it.

        Arguments:
            kvs: The dict. Where it has both names of a field, that of the wire counts.
            infer_missing: Kept for older code. A missing key always becomes None.

        Raises:
            errors.ResponseDecodeError: A value has the wrong shape; the text names the spot.
        """
        del infer_missing
        return cast("Self", codec.decode(cls, codec.copied(cls, kvs)))

    @classmethod
    def from_json(cls, s: str | bytes, **_formats: object) -> Self:
        """Read JSON text. Decimals are exact.

        Arguments:
            s: The text.

        Raises:
            errors.ResponseDecodeError: It is no JSON, or a value has the wrong shape; the text names the spot.
        """
        return cast("Self", codec.decode(cls, codec.parse(s)))

    def to_dict(self, encode_json: bool = False) -> dict[str, Any]:  # noqa: FBT001, FBT002 - as dataclasses-json
        """Give a dict by the names of the wire, None included.

        Arguments:
            encode_json: Whether enums and dates become text.
        """
        return codec.to_dict(self, plain=encode_json)

    def to_json(self, **formats: Any) -> str:
        """Give JSON text by the names of the wire, None included as null. Decimals are exact.

        Arguments:
            formats: What `json.dumps` takes, such as `indent=2`.
        """
        return codec.to_json(self, formats)

    def to_row(self) -> dict[str, Any]:
        """Give a flat dict by the names of attributes, those of nested models by dot: `customer_ref.id`.

        It has a key for every attribute, None included. Lists and maps stay whole; enums become their text.
        """
        from .tabular import row_of  # noqa: PLC0415 - few programs make tables, and all import this

        return row_of(self)

    def _repr_html_(self) -> str:
        from .notebook import model_html  # noqa: PLC0415 - the same: only notebooks ask for it

        return model_html(self)

    @classmethod
    def schema(cls, **options: Any) -> Schema:
        """Give the marshmallow schema that dataclasses-json makes of this model."""
        mixin: Any = import_module("dataclasses_json").DataClassJsonMixin
        return cast("Schema", mixin.schema.__func__(cls, **options))


class OpenEnum(str, Enum):
    """Base of every enum: text that may be newer than this release.

    A value that the API sends and the enum does not name is kept as an unknown member: equal to its text,
    `is_known` False, and sent back unchanged.
    """

    @property
    def is_known(self) -> bool:
        """Whether this release names the value."""
        return type(self).__members__.get(self._name_) is self

    @classmethod
    def _missing_(cls, value: object) -> OpenEnum | None:
        if not isinstance(value, str):
            return None
        member = str.__new__(cls, value)
        member._name_ = value
        member._value_ = value
        return member

    def __str__(self) -> str:
        """Give the text of the wire, on every version of Python."""
        return str.__str__(self)

    def __format__(self, spec: str) -> str:
        """Format the text of the wire, on every version of Python."""
        return str.__format__(self, spec)


def json_name(name: str) -> dict[str, Any]:
    """Name a field's key on the wire where it is not the camel-case of the field's name."""

    def constant(_attribute: str) -> str:
        return name

    return {"json_name": name, "dataclasses_json": {"letter_case": constant}}


REQUIRED: Any = object()
"""Default of a field that is required, but comes behind one that no longer is."""


def check_required(model: Any, names: list[str]) -> None:
    """Refuse a model that was made without one of these fields, as Python does for a missing argument."""
    missing = [name for name in names if getattr(model, name) is REQUIRED]
    if missing:
        message = f"{type(model).__name__}() is missing required arguments: {', '.join(missing)}"
        raise TypeError(message)


class Request:
    """Base of the request of every operation."""

    def __init_subclass__(cls, **options: Any) -> None:
        """Let `help()` show the text of every field."""
        super().__init_subclass__(**options)
        document_fields(cls)


def request_from(kind: type[_Request], request: _Request | None, values: dict[str, Any]) -> _Request:
    """Return the request of a call: the request object, or one made of keyword arguments.

    Arguments:
        kind: The class of the request.
        request: The request object, None if the caller passed keyword arguments instead.
        values: The keyword arguments by field. None means that the caller did not pass the field.

    Raises:
        errors.RequestError: Both were passed, or a required field was not.
    """
    passed = {name: value for name, value in values.items() if value is not None}
    if request is not None:
        if passed:
            message = f"pass either a {kind.__name__} or {', '.join(passed)}, not both"
            raise RequestError(message)
        return request
    declared: Any = kind
    required = [spec.name for spec in fields(declared) if spec.default is MISSING and spec.default_factory is MISSING]
    missing = [name for name in required if name not in passed]
    if missing:
        arguments = ", ".join(f"{name}=..." for name in required)
        message = f"missing {' and '.join(missing)}: pass a {kind.__name__}, or {arguments}"
        raise RequestError(message)
    return kind(**passed)


# `notebook` and `tabular` are imported where they are used: few programs show anything, and all import this module.


@dataclass
class Response(Generic[Payload]):
    """Base of every response. A subclass adds the attribute of its payload."""

    content_type: str
    """The Content-Type header."""

    status_code: int
    """The HTTP status."""

    raw_response: Optional[requests.Response] = field(default=None, repr=False, kw_only=True)
    """The response as a `requests.Response`, for what the models do not name."""

    headers: Mapping[str, str] = field(default_factory=dict[str, str], repr=False, kw_only=True)
    """The response headers; lookups ignore case."""

    idempotency_key: Optional[str] = field(default=None, kw_only=True)
    """The Idempotency-Key that the request carried. Only POST and PATCH carry one."""

    def __init_subclass__(cls, **options: Any) -> None:
        """Let `help()` show the text of every field."""
        super().__init_subclass__(**options)
        document_fields(cls)

    @property
    def result(self) -> Payload:
        """The payload, never None where the operation has one.

        Raises:
            errors.ResponseDecodeError: The API sent no payload although the operation has one.
        """
        name = payload_name(self.__class__)
        payload = getattr(self, name) if name else None
        if payload is None and name:
            body = "" if self.raw_response is None else self.raw_response.text
            message = f"{self.status_code}: the response has no {name}"
            raise ResponseDecodeError(message, self.status_code, body, self.raw_response, headers=self.headers)
        return cast("Payload", payload)

    @property
    @deprecated("error_message is always None: failed calls raise errors.ErrorMessage. See docs/guides/migrating.md")
    def error_message(self) -> None:
        """Always None: a failed call raises `errors.ErrorMessage` instead."""
        return

    def _repr_html_(self) -> str:
        from .notebook import response_html  # noqa: PLC0415

        return response_html(self, RESPONSE_FIELDS)


# Set on the finished class: a dataclass would take the descriptor for the default of the field.
cast("Any", Response).raw_response = LazyRawResponse()

RESPONSE_FIELDS = frozenset(spec.name for spec in fields(Response))
"""The fields that every response has besides its payload."""


def payload_name(response: type[Response[Any]]) -> str | None:
    """Return the name of the attribute that holds the payload of a response class, or None if there is none."""
    return next((spec.name for spec in fields(response) if spec.name not in RESPONSE_FIELDS), None)


class ListResponse(Response[Payload]):
    """Base of every response whose payload holds a list in `results`."""

    def to_rows(self) -> list[dict[str, Any]]:
        """Return the list as flat dicts, one for each item, all with the same keys.

        Keys are attribute names; those of nested records are joined with a dot: `customer_ref.id`. Every attribute
        has a key, whether the API sent it or not. Lists and maps stay whole, in one value each; enums become text.
        """
        from .tabular import rows_of  # noqa: PLC0415

        return rows_of(self)[1]

    def to_pandas(self) -> Any:
        """Return the list as a `pandas.DataFrame` with the keys of `to_rows` as its columns.

        Every column has the dtype `object` and holds the values of `to_rows` unchanged: amounts are `Decimal`.

        Raises:
            ModuleNotFoundError: pandas is not installed.
        """
        from .tabular import frame_of  # noqa: PLC0415

        return frame_of(self)


class PageResponse(ListResponse[Payload]):
    """Base of every response that holds one page of a longer list."""

    @property
    def has_next_page(self) -> bool:
        """Whether there is a page after this one."""
        return has_next(getattr(self, payload_name(self.__class__) or ""))
