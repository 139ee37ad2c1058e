"""The base classes of models, enums and responses: JSON, open enums, explicit null, tables and notebooks."""

from __future__ import annotations

from dataclasses import MISSING, dataclass, field, fields
from enum import Enum
from typing import TYPE_CHECKING, Any, ForwardRef, Generic, Mapping, Optional, TypeVar, cast

from .codec import codec
from .codec.records import check_arguments, check_attribute, converters
from .deprecation import deprecated
from .docstrings import document_fields
from .errors import RequestError, ResponseDecodeError
from .http.messages import LazyRawResponse
from .interop import DataclassesJsonConfig, marshmallow_schema, pydantic_core_schema
from .lazy import LazyModule
from .pagination import has_next
from .rate_limit import RateLimit
from .typing_names import Self

if TYPE_CHECKING:
    from collections.abc import Callable

    import marshmallow
    import requests
    from _typeshed import DataclassInstance
    from pydantic_core import CoreSchema
else:
    marshmallow = LazyModule("marshmallow")
    requests = LazyModule("requests")


Payload = TypeVar("Payload")
_Request = TypeVar("_Request", bound="Request")
_Model = TypeVar("_Model", bound="Model")


class CheckedArguments:
    """Base of dataclasses whose constructor names the argument that was probably meant by a misspelt one."""

    def __init_subclass__(cls, **options: object) -> None:
        """Let `help()` show the text of every field."""
        super().__init_subclass__(**options)
        document_fields(cls)

    if not TYPE_CHECKING:  # Checkers know the arguments that dataclasses make of the fields.

        def __new__(cls, *_arguments: object, **values: object) -> Self:
            """Refuse arguments that are not fields."""
            if values and not values.keys() <= cls.__dataclass_fields__.keys():
                check_arguments(cls, values)
            return object.__new__(cls)


class CheckedFields(CheckedArguments):
    """Base of dataclasses that callers fill in: a misspelt field raises, with the name that was probably meant.

    An amount given as int, float or text becomes a Decimal, and text given for an enum a member. Names that begin
    with an underscore, and what a subclass defines, can be set freely.
    """

    if not TYPE_CHECKING:  # Checkers know the fields.

        def __setattr__(self, name: str, value: object) -> None:
            """Set a field, its value converted to the type of the field."""
            try:
                convert = converters(self.__class__)[name]
            except KeyError:
                check_attribute(self.__class__, name)
                convert = None
            object.__setattr__(self, name, value if convert is None else convert(value))


class Request(CheckedFields):
    """Base of every request object."""


class Model(CheckedArguments):
    """Base of every model: JSON in and out by JSON names.

    JSON keys without a field are ignored when a model is read. A model that can be sent takes such keys in `extra`,
    for what one integration needs beyond the API's description.
    """

    dataclass_json_config = DataclassesJsonConfig()

    @classmethod
    def from_dict(cls, kvs: Mapping[str, object] | None, infer_missing: bool = False) -> Self:
        """Read a dict by JSON names, or by names of fields as in what `dataclasses.asdict` returns.

        Arguments:
            kvs: The dict. Where it has both names of a field, the JSON name counts.
            infer_missing: Whether None is read as a model without any value. A missing key always becomes None.
                Not by keyword alone, since cattrs passes its converter in its place.

        Raises:
            errors.ResponseDecodeError: A value has the wrong shape; the text names the place.
        """
        return _read(cls, {} if kvs is None and infer_missing else codec.copied(cls, kvs))

    @classmethod
    def from_json(cls, s: str | bytes, **_formats: object) -> Self:
        """Read JSON text. Decimals are exact.

        Arguments:
            s: The text.

        Raises:
            errors.ResponseDecodeError: It is not JSON, or a value has the wrong shape; the text names the place.
        """
        return _read(cls, codec.parse(s))

    def to_dict(self, encode_json: bool = False) -> dict[str, Any]:
        """Return the model as a dict by JSON names, amounts as `Decimal`.

        A field that is None is left out, unless the API's description requires the field or allows null in it.

        Arguments:
            encode_json: Whether every value becomes one that `json.dumps` takes: enums and dates become text, amounts
                int or float, or text where a float would lose a digit.

        Raises:
            errors.RequestError: With `encode_json`, JSON cannot hold a value, such as NaN.
        """
        return codec.to_dict(self, encode_json=encode_json)

    def to_json(self, **formats: object) -> str:
        """Return the model as JSON text by JSON names, with the keys of `to_dict`. Decimals are exact.

        Arguments:
            formats: What `json.dumps` takes, such as `indent=2`.

        Raises:
            errors.RequestError: JSON cannot hold a value, such as NaN.
        """
        return codec.to_json(self, formats)

    def to_row(self) -> dict[str, Any]:
        """Return a flat dict by attribute names; those of nested models are joined with a dot: `customer_ref.id`.

        Every attribute has a key, None included. Lists and maps stay whole; enums become text.
        """
        from .tabular import row_of

        return row_of(self)

    def _repr_html_(self) -> str:
        from .notebook import model_html

        return model_html(self)

    @classmethod
    def schema(cls, **options: object) -> marshmallow.Schema:
        """Return the marshmallow schema that dataclasses-json makes of this model. Its numbers are exact.

        Arguments:
            options: What `DataClassJsonMixin.schema` takes, such as `many=True`.
        """
        return marshmallow_schema(cls, options)

    @classmethod
    def __get_pydantic_core_schema__(cls, source: type, handler: Callable[[type], CoreSchema]) -> CoreSchema:
        """Return the schema by which pydantic validates and writes this model."""
        return pydantic_core_schema(source, handler)


class InputModel(CheckedFields, Model):
    """Base of every model that can be sent."""


def _read(cls: type[_Model], values: object) -> _Model:
    if values is None:
        message = "the response: expected an object, got null"
        raise ResponseDecodeError(message)
    return codec.decode(cls, values)


class OpenEnum(str, Enum):
    """Base of every enum: text that may be newer than this release.

    A value that the API sends and the enum does not name is kept as an unknown member: equal to its text,
    `is_known` False, and sent back unchanged.
    """

    # Equal to its text, so it must have the same hash.
    __hash__ = str.__hash__

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
        """Return the text that the API uses, on every version of Python."""
        return str.__str__(self)

    def __format__(self, spec: str) -> str:
        """Format the text that the API uses, on every version of Python."""
        return str.__format__(self, spec)


def json_name(name: str) -> dict[str, object]:
    """Return the metadata of a field whose JSON name is not its name in camel case."""

    def constant(_attribute: str) -> str:
        return name

    return {"json_name": name, "dataclasses_json": {"letter_case": constant}}


NULLABLE: dict[str, object] = {"nullable": True}
"""Metadata of a field that the API's description allows to be null: `to_dict` shows it even while it is None."""

REQUIRED: Any = object()
"""Default of a field that is required but follows one that no longer is."""


def check_required(model: object, names: list[str]) -> None:
    """Refuse a model without one of these fields, as Python does when an argument is missing."""
    missing = [name for name in names if getattr(model, name) is REQUIRED]
    if missing:
        message = f"{type(model).__name__}() is missing required arguments: {', '.join(missing)}"
        raise TypeError(message)


def request_from(kind: type[_Request], request: _Request | None, values: Mapping[str, object]) -> _Request:
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
    declared = cast("type[DataclassInstance]", kind)
    required = [spec.name for spec in fields(declared) if spec.default is MISSING and spec.default_factory is MISSING]
    missing = [name for name in required if name not in passed]
    if missing:
        arguments = ", ".join(f"{name}=..." for name in required)
        message = f"missing {' and '.join(missing)}: pass a {kind.__name__}, or {arguments}"
        raise RequestError(message)
    return kind(**passed)


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

    unexpected_values: tuple[str, ...] = field(default=(), repr=False, kw_only=True)
    """Values inside of lists that are not of the described type, each with its place. They are kept as they were sent,
    so that they do not cost the rest of the response: `results[17].quantity: expected a number, got text 'abc'`.
    """

    def __init_subclass__(cls, **options: object) -> None:
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
    def rate_limit(self) -> RateLimit:
        """How many requests the API still allows: `limit`, `remaining` and `reset`, each None if it does not say."""
        return RateLimit.of(self.headers)

    @property
    @deprecated("error_message is always None: failed calls raise errors.ErrorMessage. See docs/guides/migrating.md")
    def error_message(self) -> None:
        """Always None: a failed call raises `errors.ErrorMessage` instead."""
        return

    def _repr_html_(self) -> str:
        from .notebook import response_html

        return response_html(self, RESPONSE_FIELDS)


# Set on the finished class: a dataclass would take the descriptor for the default of the field.
cast("Any", Response).raw_response = LazyRawResponse()

for _spec in fields(Response):
    # A subclass repeats the annotation in its `__init__`, in a module that lacks the names in it. Python 3.14 takes it
    # from the annotations of the class, earlier versions from the field.
    _spec.type = Response.__annotations__[_spec.name] = ForwardRef(str(_spec.type), module=__name__)

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
        from .tabular import rows_of

        return rows_of(self)[1]

    def to_pandas(self) -> Any:
        """Return the list as a `pandas.DataFrame` with the keys of `to_rows` as its columns.

        Every column has the dtype `object` and holds the values of `to_rows` unchanged: amounts are `Decimal`.

        Raises:
            ModuleNotFoundError: pandas is not installed.
        """
        from .tabular import frame_of

        return frame_of(self)


class PageResponse(ListResponse[Payload]):
    """Base of every response that holds one page of a longer list."""

    @property
    def has_next_page(self) -> bool:
        """Whether there is a page after this one."""
        return has_next(getattr(self, payload_name(self.__class__) or ""))
