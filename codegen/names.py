"""Names: from the API's spelling to Python's."""

from __future__ import annotations

import keyword
import re

_WORDS = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])|[^A-Za-z0-9]+")


def words(text: str) -> list[str]:
    """Split a name of any spelling into its words, lower-case."""
    return [word.lower() for word in _WORDS.split(text) if word]


def snake(text: str) -> str:
    """Give `company_id` for `companyId`. A keyword gets an underscore behind it."""
    name = "_".join(words(text))
    return name + "_" if keyword.iskeyword(name) else name


def pascal(text: str) -> str:
    """Give `GetSyncFlowURL` for `get-sync-flow-url`."""
    return "".join("URL" if word == "url" else word.capitalize() for word in words(text))


def member(text: str) -> str:
    """Give `TIMED_OUT` for `TimedOut`."""
    return "_".join(words(text)).upper()


def camel(name: str) -> str:
    """Give the key that the codec takes for an attribute: `sourceModifiedDate` for `source_modified_date`."""
    return re.sub(r"_([a-z0-9])", lambda found: found[1].upper(), name)


def plural(name: str) -> str:
    """Give `sync_summaries` for `sync_summary`."""
    return name[:-1] + "ies" if name.endswith("y") else name + "s"


def published_order(wire: str) -> str:
    """Give the key that sorts names as the arguments of 0.2.0 are sorted."""
    return wire.lower().lstrip("_")


def is_name(name: str) -> bool:
    """Whether Python takes it as a name."""
    return name.isidentifier() and not keyword.iskeyword(name)
