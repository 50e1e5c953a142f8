"""The way in: `goodchat` and `python -m journal`."""

from __future__ import annotations

import gc
import sys


def main(argv: list[str] | None = None) -> int:
    """Run one command and say how it ended: 0 done, 1 refused with a sentence, 2 wrong usage."""
    arguments = sys.argv[1:] if argv is None else argv
    if arguments == ["today", "--short"]:
        # A shell prompt asks for this at every line: it pays for nothing it does not use, and it
        # ends before there is any garbage to look for.
        gc.disable()
        from journal.cli.short import line_or_nothing

        said = line_or_nothing()
        gc.enable()
        if said is not None:
            sys.stdout.write(f"{said}\n")
            return 0
    from journal.cli.running import run

    return run(arguments)


if __name__ == "__main__":
    sys.exit(main())
