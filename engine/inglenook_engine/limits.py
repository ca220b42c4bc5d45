"""Sizes that the engine gives every context, which decide what memory it takes."""

DEFAULT_N_CTX = 8192
PREFILL_CHUNK_CPU, PREFILL_CHUNK_GPU = 256, 512
MAX_ROWS_WITH_LOGITS = 64
"""Widest verification pass; the logits of so many rows are reserved."""
STATE_SNAPSHOTS = 7
"""Tokens that a recurrent or hybrid model can take back, where llama.cpp can do that for it at all."""
