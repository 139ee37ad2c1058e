"""Companies and their connections: made, changed, taken away."""

from __future__ import annotations

import re
import uuid
from typing import TYPE_CHECKING

from .responses import Answer, Finding, Problem, answer
from .seed import new_company, new_connection
from .store import NOBODY, stamp

if TYPE_CHECKING:
    from .routes import Call
    from .store import Record, State

_NOT_IN_NAMES = re.compile(r"[^\w \-',&@.?!]|_")
_DESCRIBED = ("name", "description", "tags")
_MOST_TAGS, _LONGEST_TAG, _LONGEST_TAG_VALUE = 10, 27, 100


def create(state: State, call: Call) -> Answer:
    """Add a company, with the connection to the partner's commerce platform that it gets by itself."""
    given = _described(call)
    if "name" not in given:
        raise _nameless()
    company = new_company(state, str(uuid.uuid4()), given, stamp(call.now))
    commerce = state.collection(NOBODY, "integrations")["lqai"]
    new_connection(state, company, str(uuid.uuid4()), commerce, "Linked")
    return answer(company)


def replace(state: State, call: Call) -> Answer:
    """Describe a company anew: what is left out is cleared, apart from the name, which no company is without."""
    company, given = state.company(call.company_id), _described(call)
    for key in _DESCRIBED[1:]:
        company.pop(key, None)
    company.update(given)
    return answer(company)


def update(state: State, call: Call) -> Answer:
    """Change what is given of a company's description. What is left out or null stays."""
    company = state.company(call.company_id)
    company.update(_described(call))
    return answer(company)


def delete(state: State, call: Call) -> Answer:
    """Take a company away with all that it owns."""
    del state.collection(NOBODY, "companies")[call.company_id]
    state.forget(call.company_id)
    return answer(status=204)


def connect(state: State, call: Call) -> Answer:
    """Add a connection that waits until the merchant has gone to its `linkUrl`."""
    integration = state.collection(NOBODY, "integrations").get(str(call.body))
    if integration is None:
        raise Problem(400, f"There is no integration {call.body!r}.", [Finding("", "is no platform key", "Platform")])
    company = state.company(call.company_id)
    return answer(new_connection(state, company, str(uuid.uuid4()), integration, "PendingAuth"))


def unlink(state: State, call: Call) -> Answer:
    """Sever a connection, which keeps its data readable."""
    connection = state.connection(call.company_id, call.values["connection_id"])
    wanted = call.fields.get("status")
    if wanted is not None:
        if wanted != "Unlinked" or connection["status"] not in ("Linked", "Unlinked"):
            raise Problem(400, f"A connection that is {connection['status']} cannot be made {wanted}.")
        connection["status"] = wanted
    return answer(connection)


def disconnect(state: State, call: Call) -> Answer:
    """Take a connection away."""
    connection = state.collection(call.company_id, "connections").pop(call.values["connection_id"])
    state.company(call.company_id)["dataConnections"].remove(connection)
    return answer()


def _described(call: Call) -> Record:
    """Give what the body says of a company, its name cleaned as the API does it."""
    given = {key: call.fields[key] for key in _DESCRIBED if call.fields.get(key) is not None}
    tags: dict[str, str] = given.get("tags", {})
    if len(tags) > _MOST_TAGS:
        raise Problem(400, "Too many tags.", [Finding("tags", f"holds more than {_MOST_TAGS} tags", "Tags")])
    for key, value in tags.items():
        if not 0 < len(key) <= _LONGEST_TAG or len(value) > _LONGEST_TAG_VALUE:
            raise Problem(400, "A tag is too long.", [Finding(f"tags.{key}", "is empty or too long", "Tags")])
    if "name" in given:
        given["name"] = _NOT_IN_NAMES.sub("", given["name"])
        if not given["name"]:
            raise _nameless()
    return given


def _nameless() -> Problem:
    return Problem(400, "The company has no name.", [Finding("name", "is required", "Required")])
