"""What this program knows of the hub without asking it: names, variants, the switch, the ledger, the queue.

No Qt and no network; the fetcher's process alone asks.
"""
