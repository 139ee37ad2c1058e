"""Hypothesis strategies for the models, built from their type hints, and for documents that are nearly right."""

from __future__ import annotations

import warnings
from dataclasses import fields, is_dataclass
from decimal import Decimal
from enum import Enum
from functools import cache
from typing import Any, Literal, cast, get_args, get_origin, get_type_hints

from hypothesis import strategies as st

from codatsynccommerce._runtime.models import Model
from codatsynccommerce.models import shared
from support.samples import bare

AMOUNTS = st.decimals(allow_nan=False, allow_infinity=False)
SCALARS = st.none() | st.booleans() | st.integers() | AMOUNTS | st.text(max_size=8)
ANYTHING = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=6,
)

Path = tuple[Any, ...]


@cache
def models() -> dict[str, Any]:
    """Return every model of `models.shared` once, by its name."""
    named = (getattr(shared, name) for name in shared.__all__)
    return {one.__name__: one for one in named if isinstance(one, type) and issubclass(one, Model)}


@cache
def values(hint: Any) -> st.SearchStrategy[Any]:
    """Return a strategy for the values of a type hint."""
    inner = bare(hint)
    if inner is not hint:
        return st.none() | values(inner)
    if is_dataclass(hint):
        return _model(hint)
    if isinstance(hint, type) and issubclass(hint, Enum):
        return st.sampled_from(hint) | st.text(max_size=8).map(hint)
    if get_origin(hint) is Literal:
        return st.sampled_from(get_args(hint))
    if get_origin(hint) is list:
        return st.lists(st.deferred(lambda: values(get_args(hint)[0])), max_size=2)
    if get_origin(hint) is dict:
        return st.dictionaries(st.text(max_size=4), st.deferred(lambda: values(get_args(hint)[1])), max_size=2)
    simple: dict[Any, Any] = {
        str: st.text(max_size=8),
        int: st.integers(),
        bool: st.booleans(),
        Decimal: AMOUNTS,
        Any: ANYTHING,
    }
    strategy: st.SearchStrategy[Any] = simple[hint]
    return strategy


def _model(kind: Any) -> st.SearchStrategy[Any]:
    hints = get_type_hints(kind)
    named = {one.name: hints[one.name] for one in fields(kind) if one.name != "extra"}
    return st.fixed_dictionaries(
        {name: values(hint) for name, hint in named.items() if bare(hint) is hint},
        optional={name: values(bare(hint)) for name, hint in named.items() if bare(hint) is not hint},
    ).map(lambda chosen: _made(kind, chosen))


def _made(kind: Any, chosen: dict[str, Any]) -> Any:
    with warnings.catch_warnings():  # Enums are given values that they do not name.
        warnings.simplefilter("ignore", UserWarning)
        return kind(**chosen)


def places(document: Any, at: Path = ()) -> list[Path]:
    """Return the path of every value in a document, its own first."""
    keys: list[Any] = []
    if isinstance(document, dict):
        keys = list(cast("dict[Any, Any]", document))
    elif isinstance(document, list):
        keys = list(range(len(cast("list[Any]", document))))
    return [at, *(path for key in keys for path in places(document[key], (*at, key)))]


def replaced(document: Any, path: Path, value: Any) -> Any:
    """Return a document with another value at a path."""
    if not path:
        return value
    copy = document.copy()
    copy[path[0]] = replaced(document[path[0]], path[1:], value)
    return copy
