"""Names: from the API's spelling to Python's, and which names Python accepts."""

from __future__ import annotations

import keyword
import re

_WORD_BOUNDARY = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])|[^A-Za-z0-9]+")


def words(text: str) -> list[str]:
    """Split a name of any spelling into lower-case words."""
    return [word.lower() for word in _WORD_BOUNDARY.split(text) if word]


def snake(text: str) -> str:
    """Convert `companyId` to `company_id`. A Python keyword gets a trailing underscore."""
    name = "_".join(words(text))
    return name + "_" if keyword.iskeyword(name) else name


def pascal(text: str) -> str:
    """Convert `get-sync-flow-url` to `GetSyncFlowURL`."""
    return "".join("URL" if word == "url" else word.capitalize() for word in words(text))


def member(text: str) -> str:
    """Convert `TimedOut` to `TIMED_OUT`."""
    return "_".join(words(text)).upper()


def camel(name: str) -> str:
    """Convert `source_modified_date` to `sourceModifiedDate`, as the codec does."""
    return re.sub(r"_([a-z0-9])", lambda match: match[1].upper(), name)


def plural(name: str) -> str:
    """Convert `sync_summary` to `sync_summaries`."""
    return name[:-1] + "ies" if name.endswith("y") else name + "s"


def published_order(api_name: str) -> str:
    """Return the sort key that orders arguments as version 0.2.0 ordered them."""
    return api_name.lower().lstrip("_")


def is_name(name: str) -> bool:
    """Return whether Python accepts a name."""
    return name.isidentifier() and not keyword.iskeyword(name)
