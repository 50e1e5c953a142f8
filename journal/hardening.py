"""What a crash may leave behind: no memory of ours on the disk, and no log of another tool's."""

from __future__ import annotations

import os
import sys
from contextlib import suppress

_PR_SET_DUMPABLE = 4
_HARMLESS = {
    f"TEXTUAL_{name}"
    for name in ("ANIMATIONS", "COLOR_SYSTEM", "DIM_FACTOR", "DISABLE_KITTY_KEY", "FILTERS", "FPS",
                 "SMOOTH_SCROLL")
}  # fmt: skip


def keep_memory_off_the_disk() -> None:
    """Have the system write no core dump of this process, where it can be asked.

    On Linux no other process of the writer's may look into it either, unless it is root's.
    """
    if sys.platform == "win32":
        return
    import resource

    with suppress(OSError, ValueError):  # a limit that somebody else has set lower still
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux":
        import ctypes

        ctypes.CDLL(None).prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0)


def keep_tools_out() -> None:
    """Let no variable make Textual log, show or picture what is on the screen.

    Its log, its developer tools and its automatic screenshots would hold the writer's words. To be
    called before Textual is imported, which reads them then.
    """
    for name in [name for name in os.environ if name.startswith("TEXTUAL")]:
        if name not in _HARMLESS:
            del os.environ[name]
