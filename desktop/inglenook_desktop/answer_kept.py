"""What is kept of an answer beside its run: how the person marked it, where it lies, what its electricity cost."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from .statistics.cost import Range, Work, electricity
from .statistics.prices import Prices, prices_path, read_prices

if TYPE_CHECKING:
    from .store import Store
    from .store.records import Run


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """outcome: as `store.records.Outcome` has it, "" where it is not marked. folder: "" outside of any. electricity:
    low for the work alone, high with what the idle machine takes; None without a price, or where energy was not
    measured."""

    outcome: str = ""
    folder: str = ""
    tags: tuple[str, ...] = ()
    electricity: Range | None = None
    currency: str = ""


def kept_of(store: Store, run: Run) -> Kept:
    """Raises StoreError."""
    prices = read_prices(prices_path(store.path.parent))
    owned = prices.owned
    kept = Kept(electricity=electricity_of(run, prices), currency="" if owned is None else owned.currency)
    message = store.tree.message(run.message_id)
    conversation = None if message is None else store.conversation(message.conversation_id)
    if message is None or conversation is None:
        return kept
    folders = {folder.id: folder.name for folder in store.shelf.folders()}
    return Kept(
        outcome="" if message.outcome is None else message.outcome.value,
        folder=folders.get(conversation.folder_id or 0, ""),
        tags=conversation.tags,
        electricity=kept.electricity,
        currency=kept.currency,
    )


def electricity_of(run: Run, prices: Prices) -> Range | None:
    """By this machine's price: of what another one made nothing is known."""
    stats = run.stats
    if prices.owned is None or run.machine is not None or stats is None:
        return None
    if stats.energy_mj is None or stats.idle_energy_mj is None:
        return None
    work, idle = max(0.0, stats.energy_mj - stats.idle_energy_mj) / 1000, stats.idle_energy_mj / 1000
    return electricity(
        Work(
            prompt_tokens=stats.prompt_tokens,
            cached_tokens=stats.cached_tokens,
            output_tokens=stats.output_tokens,
            busy_s=stats.total_ms / 1000,
            energy_j=Range(low=work, high=work),
            idle_energy_j=Range(low=idle, high=idle),
        ),
        prices.owned,
    )
