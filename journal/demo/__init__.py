"""The invented journal behind `goodchat demo`: one made-up writer's years of chats."""

from __future__ import annotations

from journal.demo.invent import MOST_ENTRIES, MOST_YEARS, invent

__all__ = ["MOST_ENTRIES", "MOST_YEARS", "invent"]
