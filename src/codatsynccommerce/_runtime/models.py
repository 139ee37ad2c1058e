"""The base classes of models, enums and responses: JSON, open enums, explicit null, tables and notebooks."""

from __future__ import annotations

from enum import Enum
from importlib import import_module
from typing import TYPE_CHECKING, Any, cast

from .codec import codec

if TYPE_CHECKING:
    from collections.abc import Mapping

    from marshmallow import Schema
    from typing_extensions import Self


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


def wire(name: str) -> dict[str, Any]:
    """Name a field's key on the wire where it is not the camel-case of the field's name."""

    def constant(_attribute: str) -> str:
        return name

    return {"wire": name, "dataclasses_json": {"letter_case": constant}}


REQUIRED: Any = object()
"""Default of a field that is required, but comes behind one that no longer is."""


def check_required(model: Any, names: list[str]) -> None:
    """Refuse a model that was made without one of these fields, as Python does for a missing argument."""
    missing = [name for name in names if getattr(model, name) is REQUIRED]
    if missing:
        message = f"{type(model).__name__}() is missing required arguments: {', '.join(missing)}"
        raise TypeError(message)


# `display` and `rows` are imported where they are used: few programs show anything, and all import this.


class Response:
    """Base of every response."""

    def _repr_html_(self) -> str:
        from .notebook import response_html  # noqa: PLC0415

        return response_html(self)


class ListResponse(Response):
    """Base of every response whose payload holds a list in `results`."""

    def to_rows(self) -> list[dict[str, Any]]:
        """Give the list as flat dicts, one for each item, all with the same keys.

        Keys are the names of attributes, those of nested records by dot: `customer_ref.id`. There is one for every
        attribute, sent or not. Lists and maps stay whole, in one value each; enums become their text.
        """
        from .tabular import rows_of  # noqa: PLC0415

        return rows_of(self)[1]

    def to_pandas(self) -> Any:
        """Give the list as a `pandas.DataFrame` with the keys of `to_rows` as its columns.

        Every column has the type `object` and holds the values of `to_rows` unchanged: amounts are `Decimal`.

        Raises:
            ModuleNotFoundError: pandas is not installed.
        """
        from .tabular import frame_of  # noqa: PLC0415

        return frame_of(self)
