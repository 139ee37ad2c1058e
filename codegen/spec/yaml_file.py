"""Loads a YAML file exactly: amounts as Decimal, dates as text, duplicate keys as problems with their line."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any, cast

import yaml

if TYPE_CHECKING:
    from pathlib import Path

_STRING_TAG = "tag:yaml.org,2002:str"
_MERGE_TAG = "tag:yaml.org,2002:merge"


class _ExactConstructor(yaml.constructor.SafeConstructor):
    """Makes what JSON can express: no dates, and fractions as Decimal, because amounts in examples must be exact."""

    problems: list[str]

    def construct_mapping(self, node: Any, deep: bool = False) -> dict[Any, Any]:  # noqa: FBT001, FBT002 - as in PyYAML
        seen: dict[str, Any] = {}
        for key, value in list(node.value) if isinstance(node, yaml.MappingNode) else ():
            if not isinstance(key, yaml.ScalarNode) or key.tag == _MERGE_TAG:
                continue
            line = key.start_mark.line + 1
            if key.tag != _STRING_TAG:
                self.problems.append(f"line {line}: the key {key.value} is not a string: quote it")
                key.tag = _STRING_TAG
            if key.value in seen:
                self.problems.append(f"line {line}: duplicate key {key.value}")
                _merge(seen[key.value], value)
                node.value.remove((key, value))
            seen.setdefault(key.value, value)
        return super().construct_mapping(node, deep)


def _merge(first: Any, second: Any) -> None:
    """Merge the second of two duplicate mappings into the first, so that references into either still resolve."""
    if isinstance(first, yaml.MappingNode) and isinstance(second, yaml.MappingNode):
        present = {str(key.value) for key, _ in first.value}
        first.value += [pair for pair in second.value if str(pair[0].value) not in present]


def _decimal(_loader: Any, node: Any) -> Decimal:
    try:
        return Decimal(str(node.value))
    except InvalidOperation:
        raise yaml.constructor.ConstructorError(None, None, f"{node.value} is not a number", node.start_mark) from None


_ExactConstructor.add_constructor("tag:yaml.org,2002:float", _decimal)
_ExactConstructor.add_constructor("tag:yaml.org,2002:timestamp", lambda _loader, node: str(node.value))


class _Loader(_ExactConstructor, yaml.SafeLoader):
    """Parses in Python, and explains well what is wrong."""


_fastest: Any = _Loader
if yaml.__with_libyaml__:

    class _FastLoader(_ExactConstructor, yaml.CSafeLoader):
        """Parses by libyaml, in an eighth of the time."""

    _fastest = _FastLoader


def _document(text: str) -> tuple[Any, list[str]]:
    """Return the document in a text, and the problems that do not keep it from being read."""
    try:
        return _constructed(_fastest, text)
    except yaml.YAMLError:
        return _constructed(_Loader, text)


def _constructed(kind: Any, text: str) -> tuple[Any, list[str]]:
    loader = kind(text)
    problems: list[str] = []
    loader.problems = problems
    return loader.get_single_data(), problems


def load(path: Path, name: str, problems: set[str]) -> dict[str, Any] | None:
    """Return the mapping in a file, or None if there is none.

    Arguments:
        path: The file.
        name: The name of the file in problem messages.
        problems: Receives what is wrong with the file.
    """
    if not path.is_file():
        problems.add(f"{name}: file not found")
        return None
    try:
        value, doubts = _document(path.read_text(encoding="utf-8"))
    except yaml.MarkedYAMLError as error:
        line = f"line {error.problem_mark.line + 1}: " if error.problem_mark else ""
        problems.add(f"{name}: {line}invalid YAML: {error.problem}")
        return None
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        problems.add(f"{name}: invalid YAML: {' '.join(str(error).split())}")
        return None
    problems |= {f"{name}: {problem}" for problem in doubts}
    if not isinstance(value, dict):
        problems.add(f"{name}: not a mapping")
        return None
    return cast("dict[str, Any]", value)
