"""One YAML file, read exactly: amounts as Decimal, dates as their text, each key once. Problems name their line."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any, cast

import yaml

if TYPE_CHECKING:
    from pathlib import Path

_TEXT = "tag:yaml.org,2002:str"
_MERGE = "tag:yaml.org,2002:merge"


class _ExactLoader(yaml.SafeLoader):
    """Reads what JSON has: no dates, and fractions as Decimal, for amounts in examples are amounts."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.problems: list[str] = []

    def construct_mapping(self, node: Any, deep: bool = False) -> dict[Any, Any]:  # noqa: FBT001, FBT002 - as in PyYAML
        seen: dict[str, Any] = {}
        for key, value in list(node.value) if isinstance(node, yaml.MappingNode) else ():
            if not isinstance(key, yaml.ScalarNode) or key.tag == _MERGE:
                continue
            line = key.start_mark.line + 1
            if key.tag != _TEXT:
                self.problems.append(f"line {line}: the key {key.value} is no text: it needs quotes")
                key.tag = _TEXT
            if key.value in seen:
                self.problems.append(f"line {line}: {key.value} stands twice")
                _join(seen[key.value], value)
                node.value.remove((key, value))
            seen.setdefault(key.value, value)
        return super().construct_mapping(node, deep)


def _join(first: Any, second: Any) -> None:
    """Read on with both of two mappings, for what leads to one of them would else lead nowhere."""
    if isinstance(first, yaml.MappingNode) and isinstance(second, yaml.MappingNode):
        there = {str(key.value) for key, _ in first.value}
        first.value += [pair for pair in second.value if str(pair[0].value) not in there]


def _fraction(_loader: Any, node: Any) -> Decimal:
    try:
        return Decimal(str(node.value))
    except InvalidOperation:
        raise yaml.constructor.ConstructorError(None, None, f"{node.value} is no amount", node.start_mark) from None


_ExactLoader.add_constructor("tag:yaml.org,2002:float", _fraction)
_ExactLoader.add_constructor("tag:yaml.org,2002:timestamp", lambda _loader, node: str(node.value))


def load(path: Path, name: str, problems: set[str]) -> dict[str, Any] | None:
    """Give the mapping that a file holds, or None where it holds none.

    Arguments:
        path: The file.
        name: How problems call it.
        problems: What is wrong is put here.
    """
    if not path.is_file():
        problems.add(f"{name}: there is no such file")
        return None
    try:
        loader = _ExactLoader(path.read_text(encoding="utf-8"))
        value = loader.get_single_data()
    except yaml.MarkedYAMLError as problem:
        line = f"line {problem.problem_mark.line + 1}: " if problem.problem_mark else ""
        problems.add(f"{name}: {line}no YAML: {problem.problem}")
        return None
    except (yaml.YAMLError, UnicodeDecodeError) as problem:
        problems.add(f"{name}: no YAML: {' '.join(str(problem).split())}")
        return None
    problems |= {f"{name}: {one}" for one in loader.problems}
    if not isinstance(value, dict):
        problems.add(f"{name}: there is no mapping in it")
        return None
    return cast("dict[str, Any]", value)
