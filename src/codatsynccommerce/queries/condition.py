"""A condition of the query language, and how conditions are joined.

    query := or ;  or := and ("||" and)* ;  and := term ("&&" term)* ;  term := "{" or "}" | property op value

The API documents neither which of `&&` and `||` binds tighter nor how to quote a value. Joined conditions are therefore
always in braces, and values that hold operators or braces are refused.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from codatsynccommerce.models import errors

if TYPE_CHECKING:
    from typing_extensions import Self

MAX_LENGTH = 2047
"""Maximum number of characters that the API takes: under 2,048."""


class Condition(str):
    """A query, as the text that the API reads: pass it as the `query` of a request.

    Join conditions with `&` (and) and `|` (or), each comparison in parentheses:
    `(q.status == "Paid") & (q.total_amount > 100)`.

    See https://docs.codat.io/using-the-api/querying
    """

    __slots__ = ("joined_by",)

    joined_by: str
    """The operator between its terms, all of which are in braces; empty for a single comparison."""

    def __new__(cls, text: str, joined_by: str = "") -> Self:
        """Make a condition of text in the query language.

        Arguments:
            text: The query, in under 2,048 characters.
            joined_by: The operator between its terms, if all of them are in braces.

        Raises:
            errors.RequestError: The text is too long.
        """
        if len(text) > MAX_LENGTH:
            message = f"a query must have under {MAX_LENGTH + 1:,} characters, not {len(text):,}: split it into several"
            raise errors.RequestError(message)
        condition = super().__new__(cls, text)
        condition.joined_by = joined_by
        return condition

    def __and__(self, other: Condition) -> Condition:
        """Return the condition that both are true."""
        return self._joined("&&", other)

    def __or__(self, other: Condition) -> Condition:
        """Return the condition that at least one is true."""
        return self._joined("||", other)

    def __bool__(self) -> bool:
        """Refuse to be true or false: `and`, `or`, `not` and `a < q.x < b` would drop one of the conditions."""
        message = "a condition has no truth value: join conditions with & and |, each in parentheses"
        raise errors.RequestError(message)

    def _joined(self, operator: str, other: Any) -> Condition:
        if not isinstance(other, Condition):
            message = (
                f"a condition is joined with another condition, not with {type(other).__name__}: each comparison "
                "goes in parentheses"
            )
            raise errors.RequestError(message)
        terms = [str(one) if one.joined_by == operator else f"{{{one}}}" for one in (self, other)]
        return Condition(operator.join(terms), operator)
