"""Text that is safe to show: what could steer a terminal is made visible, nothing else changes.

The writer's words are kept as they are typed; this is for the way out, to a screen or a pipe.
"""

from __future__ import annotations

import re

# C0 but newline and tab, DEL, C1, line and paragraph separators, bidirectional controls,
# zero-width marks (joiners stay: emoji and many scripts need them), tags and lone surrogates.
_STEERING = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028\u2029\u202a-\u202e"
    "\u2060-\u2064\u2066-\u206f\ufeff\ufff9-\ufffb\U000e0000-\U000e007f\ud800-\udfff]"
)
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")


def _picture(match: re.Match[str]) -> str:
    code = ord(match.group())
    if code < 0x20:
        return chr(0x2400 + code)
    return "\u2421" if code == 0x7F else "\ufffd"


def visible(text: str) -> str:
    """The text with each control, bidirectional or invisible mark made visible.

    One character in, one out, but for carriage returns: `\\r\\n` and `\\r` become `\\n`.
    """
    return _STEERING.sub(_picture, _plain_ends(text))


def tidy(text: str) -> str:
    """Text on its way in: line ends made plain, and controls a person cannot have meant shown.

    Marks that real writing uses (right-to-left, joiners) stay as they are.
    """
    return _CONTROL.sub(_picture, _plain_ends(text))


def one_line(text: str) -> str:
    """The text on one line, for a list or a title."""
    return " ".join(visible(text).split())


def json_safe(document: str) -> str:
    """A JSON document in which no mark can steer a terminal, and which reads back the same."""
    return _STEERING.sub(_escaped, document)


def _escaped(match: re.Match[str]) -> str:
    units = match.group().encode("utf-16-be", "surrogatepass")
    pairs = (units[i : i + 2] for i in range(0, len(units), 2))
    return "".join(f"\\u{int.from_bytes(pair, 'big'):04x}" for pair in pairs)


def _plain_ends(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")
