"""The door of the command: interruptions and last words first, then the commands with all they import.

Exit codes: 0 fine; 1 findings, or quarantined input where asked for; 2 usage or failure; 130 and 143 when interrupted.
"""

from __future__ import annotations

import os
import sys
from typing import TextIO

from . import interruptions

DEBUG = "MINGZHANG_DEBUG"
"""Set it to see where an error of the program itself came from."""


def main() -> None:
    """Run the command line and end the process with its exit code; whatever goes wrong, one line says so."""
    interruptions.install()
    for stream in (sys.stdout, sys.stderr):
        _accept_any_text(stream)
    code = _run()
    interruptions.ignore()
    raise SystemExit(code)


def _run() -> int:
    try:
        from .commands.program import run

        code = run(sys.argv[1:])
        sys.stdout.flush()
        return code
    except BrokenPipeError:
        # Whoever read our output has enough (`| head`). What is left in the buffer has nowhere to go.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 141
    except Exception as error:
        if os.environ.get(DEBUG):
            raise
        told = " ".join(f"{type(error).__name__}: {error}".split())[:300]
        print(
            f"mingzhang: internal error ({told}); please report it ({DEBUG}=1 shows where it is)",
            file=sys.stderr,
        )
        return 2


def _accept_any_text(stream: TextIO) -> None:
    """Let a stream print what its encoding lacks as `\\u4e00`: a terminal of another language is no reason to fail."""
    if hasattr(stream, "reconfigure"):
        stream.reconfigure(errors="backslashreplace")


if __name__ == "__main__":
    main()
