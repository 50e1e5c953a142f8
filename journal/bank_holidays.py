"""The bank holidays of a nation, worked out offline."""

from __future__ import annotations

import datetime as dt
from collections.abc import Container

from journal.errors import BadInput

NATIONS = {"england": "ENG", "scotland": "SCT", "wales": "WLS", "northern ireland": "NIR"}
"""The nations as they are typed, and what `holidays` calls each."""


def bank_holidays(nation: str) -> Container[dt.date]:
    """The bank holidays of a nation in any year, or `BadInput` for one that is not known."""
    code = NATIONS.get(" ".join(nation.casefold().split()))
    if code is None:
        raise BadInput(
            f"“{nation.strip()[:40]}” is not a nation goodchat has bank holidays for. "
            f"It knows {', '.join(NATIONS)}."
        )
    # A large package, and slow to import: nobody pays for it who has not asked for it.
    from holidays import country_holidays

    return country_holidays("GB", subdiv=code)
