"""Texts made to be slow."""

from __future__ import annotations

HOSTILE = (
    "a",
    " ",
    "\n",
    ".",
    "!' ",
    '"',
    "'a ",
    "x' ",
    "“a ",
    "'",
    "-",
    " - ",
    "she said ",
    "i said ",
    "not ",
    "no longer",
    "£1",
    "0",
    "a.b@",
    "aa-",
    "the plan was not, ",
    "a\u0301",
    "é’",
    "\x00",
    "\ud800",
    "日本",
    "Mr. ",
    "e.g.",
)
