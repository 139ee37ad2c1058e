"""Build queries for lists from the properties of a model, instead of writing their text.

    q = queries.of(shared.CommerceOrder)
    request.query = (q.total_amount > 100) & (q.modified_date >= date(2026, 11, 1))

See docs/guides/queries.md and https://docs.codat.io/using-the-api/querying.
"""

from __future__ import annotations

from .condition import Condition
from .models import of
from .properties import Boolean, Choice, Date, Number, Properties, Property, Text

__all__ = ["Boolean", "Choice", "Condition", "Date", "Number", "Properties", "Property", "Text", "of"]
