"""`python -m inglenook_engine serve | describe | inspect PATH... | headers PATH... | extract PATH... | plan JSON`: the
processes of the engine, which front ends start."""

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
        case ["inspect", *paths] if paths:
            out = guarded_stdout()
            from .inspection import inspect

            return inspect(out, paths)
        case ["headers", *paths] if paths:
            out = guarded_stdout()
            follow_parent()
            from .header_facts import headers

            return headers(out, paths)
        case ["extract", *paths]:
            out = guarded_stdout()
            follow_parent()
            from .extraction import extract

            return extract(out, paths)
        case ["plan", request]:
            out = guarded_stdout()
            from .planning import plan

            return plan(out, request)
        case ["account", *options, params] if options in ([], ["--real"]):  # what `plan` asks, and benches
            out = guarded_stdout()
            follow_parent()
            from .simulation import account

            return account(out, params, is_real=bool(options))
        case ["inspect-in-this-process", *paths]:  # what `inspect` runs
            out = guarded_stdout()
            follow_parent()
            from .inspection import inspect_in_this_process

            return inspect_in_this_process(out, paths)
        case _:
            sys.stderr.write(
                "usage: python -m inglenook_engine serve | describe | inspect PATH... | headers PATH... | extract"
                " PATH... | plan JSON\n"
            )
            return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
