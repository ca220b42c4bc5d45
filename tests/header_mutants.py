"""Mutated GGUF headers through the whole way of a plan: `python header_mutants.py N SEED MODEL...` prints what became
of them. Run it with little memory: an allocation that a lying length asked for is then an error.
"""

from __future__ import annotations

import collections
import json
import random
import struct
import sys
import time
from pathlib import Path

from inglenook_engine.errors import EngineError
from inglenook_engine.gguf_header import HeaderCutError, parse_header
from inglenook_engine.machine import Machine
from inglenook_engine.memory_cost import REPACKED_X86
from inglenook_engine.model_file import with_other_parts
from inglenook_engine.model_shape import shape_of
from inglenook_engine.plan import Wish, make_plan
from inglenook_engine.plan_types import Memory, PlanAnswer, latest_sentence, speed_sentence, verdict
from inglenook_engine.wire import from_json, to_json

LIES = (0, 1, 2, 255, 65_536, 65_537, 2**24, 2**31 - 1, 2**31, 2**32 - 1, 2**40, 2**62, 2**63 - 1, 2**63, 2**64 - 1)
MACHINE = Machine(
    ram=Memory(name="RAM", free_bytes=2**33, total_bytes=2**34),
    gpus=(Memory(name="CUDA0", free_bytes=2**30, total_bytes=2**31), Memory(name="CUDA1", free_bytes=0, total_bytes=0)),
    n_threads=4,
    repacked_types=REPACKED_X86,
)


def mutant(data: bytes, chance: random.Random) -> bytes:
    """One of: flipped bits, a cut, a number that lies, a piece that is doubled, missing or from elsewhere."""
    changed = bytearray(data)
    for _ in range(chance.choice((1, 1, 1, 2, 5))):
        at = chance.randrange(len(changed)) if chance.random() < 0.5 else chance.randrange(min(700, len(changed)))
        match chance.randrange(7):
            case 0 | 1:
                changed[at] ^= 1 << chance.randrange(8)
            case 2:
                del changed[at:]
            case 3 | 4:
                layout = chance.choice(("<Q", "<I"))
                lie = chance.choice(LIES) % (2 ** (8 * struct.calcsize(layout)))
                changed[at : at + struct.calcsize(layout)] = struct.pack(layout, lie)
            case 5:
                n = chance.randrange(1, 200)
                changed[at:at] = changed[at : at + n]
            case _:
                n = chance.randrange(1, 200)
                other = chance.randrange(len(changed))
                changed[at : at + n] = changed[other : other + n]
        if not changed:
            break
    return bytes(changed)


def outcome(data: bytes, size_bytes: int, chance: random.Random) -> str:
    """What became of it, in a word. Raises what no header may raise."""
    try:
        shape = shape_of(parse_header(data, name="m.gguf", size_bytes=size_bytes), name="m.gguf")
        if chance.random() < 0.2:
            shape = with_other_parts(shape, chance.choice(LIES[1:]))
        plan = make_plan(shape, MACHINE, Wish(n_ctx=chance.choice((0, 0, 512, 2**20))))
    except EngineError as refusal:
        if not refusal.message.isprintable() or len(refusal.message) > 500:
            raise AssertionError(f"no sentence: {refusal.message[:300]!r}") from refusal
        return "refused"
    except HeaderCutError as cut:
        if not len(data) < cut.n_bytes_needed <= size_bytes:
            raise AssertionError(f"{cut} of {size_bytes} while {len(data)} are here") from cut
        return "cut"
    told = from_json(PlanAnswer, json.loads(json.dumps(to_json(PlanAnswer(plan=plan)))))
    assert told.plan == plan
    assert verdict(plan)
    assert speed_sentence(plan)
    assert not latest_sentence(plan)
    return "planned" if plan.fits else "does not fit"


def main(n: int, seed: int, paths: list[Path]) -> int:
    chance = random.Random(seed)
    headers = []
    for path in paths:
        data = path.read_bytes()
        headers.append((data[: parse_header(data, name="m", size_bytes=len(data)).data_offset], len(data)))
    outcomes: collections.Counter[str] = collections.Counter()
    slowest_s = 0.0
    for number in range(n):
        data, size_bytes = headers[number % len(headers)]
        changed = mutant(data, chance)
        claimed = chance.choice((size_bytes, size_bytes, len(changed), 2**40))
        started = time.process_time()
        try:
            outcomes[outcome(changed, max(claimed, len(changed)), chance)] += 1
        except BaseException:
            Path("mutant.gguf").write_bytes(changed)
            raise
        slowest_s = max(slowest_s, time.process_time() - started)
    print(json.dumps({"outcomes": outcomes, "slowest_s": slowest_s}))
    return 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]), int(sys.argv[2]), [Path(each) for each in sys.argv[3:]]))
