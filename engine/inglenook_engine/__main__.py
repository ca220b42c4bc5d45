"""`python -m inglenook_engine serve | describe`: the engine's processes. Front ends start them; people need not."""

from __future__ import annotations

import sys


def main(arguments: list[str]) -> int:
    from .guard import follow_parent, guarded_stdout

    match arguments:
        case ["serve"]:
            events = guarded_stdout()
            follow_parent()
            from .serve import serve

            return serve(events, sys.stdin.buffer)
        case ["describe"]:
            out = guarded_stdout()
            from .describe import describe

            return describe(out)
        case _:
            sys.stderr.write("usage: python -m inglenook_engine serve | describe\n")
            return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
