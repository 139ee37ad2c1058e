"""A reader of the query language, written from its grammar alone, which can read it with either precedence."""

from __future__ import annotations

import re
from typing import Any

_TOKENS = re.compile(r"&&|\|\||[{}]|(?:(?!&&|\|\|)[^{}])+")
_TERM = re.compile(r"([A-Za-z.]+)(!=|>=|<=|=|~|>|<)(.*)", re.DOTALL)

Tree = Any
"""A comparison as `(property, operator, value)`, or `("&&" or "||", [trees])`."""


def read(text: str, tighter: str = "&&") -> Tree:
    """Read a query.

    Arguments:
        text: The query.
        tighter: Which operator binds tighter; an empty text reads from left to right.
    """
    tokens = _TOKENS.findall(text)
    tree = _level(tokens, tighter)
    assert not tokens, f"{tokens} are left of {text}"
    return tree


def _level(tokens: list[str], tighter: str) -> Tree:
    terms, operators = [_term(tokens, tighter)], list[str]()
    while tokens and tokens[0] in ("&&", "||"):
        operators.append(tokens.pop(0))
        terms.append(_term(tokens, tighter))
    for operator in [tighter, *({"&&", "||"} - {tighter})] if tighter else []:
        while operator in operators:
            at = operators.index(operator)
            terms[at : at + 2] = [_joined(operators.pop(at), terms[at], terms[at + 1])]
    tree = terms[0]
    for operator, term in zip(operators, terms[1:], strict=True):
        tree = _joined(operator, tree, term)
    return tree


def _joined(operator: str, left: Tree, right: Tree) -> Tree:
    """Join two trees, and flatten `a && (b && c)`, which means the same whatever the order."""
    terms = [inner for one in (left, right) for inner in (one[1] if one[0] == operator else [one])]
    return (operator, terms)


def _term(tokens: list[str], tighter: str) -> Tree:
    token = tokens.pop(0)
    if token == "{":
        tree = _level(tokens, tighter)
        assert tokens.pop(0) == "}"
        return tree
    match = _TERM.fullmatch(token)
    assert match, f"{token} is no comparison"
    return match.groups()
