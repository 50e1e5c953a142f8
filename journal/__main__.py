"""The way in: `goodchat` and `python -m journal`."""

from __future__ import annotations

import gc
import sys


def main(argv: list[str] | None = None) -> int:
    """Run one command and say how it ended: 0 done, 1 refused with a sentence, 2 wrong usage."""
    arguments = sys.argv[1:] if argv is None else argv
    if arguments == ["today", "--short"]:
        said = _short_line()
        if said is not None:
            sys.stdout.write(f"{said}\n")
            return 0
    from journal.cli.running import run

    return run(arguments)


def _short_line() -> str | None:
    """The line for a shell prompt, which is asked for at every line somebody types.

    It pays for nothing it does not use, and ends before there is any garbage to look for.
    """
    gc.disable()
    # msgspec does as well with `typing` alone, and the other one takes longer than all of ours.
    is_loaded = "typing_extensions" in sys.modules
    if not is_loaded:
        sys.modules["typing_extensions"] = None  # type: ignore[assignment]
    try:
        from journal.cli.short import line_or_nothing

        return line_or_nothing()
    finally:
        if not is_loaded:
            del sys.modules["typing_extensions"]
        gc.enable()


if __name__ == "__main__":
    sys.exit(main())
