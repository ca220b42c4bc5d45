"""Prices that the person wrote down: `prices.toml` in the data folder. Read, never written but once, with examples as
comments; nothing is fetched. docs/costs.md explains the entries.
"""

from __future__ import annotations

import math
import os
import tomllib
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from .cost import Hosted, Owned

FILE_NAME = "prices.toml"
MOST_BYTES = 1 << 20

EXAMPLE = """\
# What your machine costs, and what providers ask. Inglenook reads this file and fetches nothing, so the figures are
# yours to keep true: each hosted price has the day on which you wrote it down. Take the "#" away from the lines that
# you use.

# [machine]
# currency = "EUR"
# price_per_kwh = 0.30        # what you pay for electricity
# hardware_price = 2400       # leave it out for a machine that would be there anyway
# life_years = 4              # until it is worth nothing

# Prices are for a million tokens. These are examples of the form, not offers: look up what is asked today.

# [[hosted]]
# name = "A large model"
# currency = "EUR"
# input = 2.50
# cached_input = 1.25         # leave it out where a cached prompt costs the same
# output = 10.00
# as_of = 2026-11-01

# [[hosted]]
# name = "A small model"
# currency = "EUR"
# input = 0.15
# output = 0.60
# as_of = 2026-11-01
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Prices:
    """owned: None where the file does not say what the machine costs. problems: sentences, of entries that are left
    out."""

    owned: Owned | None = None
    hosted: tuple[Hosted, ...] = ()
    problems: tuple[str, ...] = ()

    @property
    def comparable(self) -> tuple[Hosted, ...]:
        """In the machine's currency: an exchange rate is nobody's to guess."""
        return tuple(price for price in self.hosted if self.owned is None or price.currency == self.owned.currency)


class _EntryError(ValueError):
    """What is wrong with an entry, as the end of a sentence."""


def prices_path(data_dir: Path) -> Path:
    return data_dir / FILE_NAME


def read_prices(path: Path) -> Prices:
    """Never raises for what is in the file: a damaged one is no prices and a problem, a damaged entry is left out."""
    try:
        with path.open("rb") as file:
            data = file.read(MOST_BYTES + 1)
    except FileNotFoundError:
        return Prices()
    except OSError as error:
        return Prices(problems=(f"{path} cannot be read: {error.strerror or error}.",))
    if len(data) > MOST_BYTES:
        return Prices(problems=(f"{path} is larger than 1 MiB and was not read.",))
    try:
        table = tomllib.loads(data.decode("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, RecursionError) as error:
        return Prices(problems=(f"{path} is no TOML: {error}. Mend that line; until then there are no prices.",))
    problems: list[str] = []
    owned = None
    if "machine" in table:
        try:
            owned = _owned(table["machine"])
        except _EntryError as error:
            problems.append(f"In {FILE_NAME}, [machine] is left out: {error}.")
    entries = table.get("hosted", [])
    if not isinstance(entries, list):
        problems.append(f"In {FILE_NAME}, write [[hosted]] with two brackets above each provider's price.")
        entries = []
    hosted = []
    for number, entry in enumerate(entries, 1):
        try:
            hosted.append(_hosted(entry))
        except _EntryError as error:
            problems.append(f"In {FILE_NAME}, [[hosted]] number {number} is left out: {error}.")
    if owned is not None:
        problems += [
            f"{price.name} is priced in {price.currency}, the machine in {owned.currency}: they are not compared."
            for price in hosted
            if price.currency != owned.currency
        ]
    problems += [f"In {FILE_NAME}, nothing knows “{name}”." for name in table if name not in ("machine", "hosted")]
    return Prices(owned=owned, hosted=tuple(hosted), problems=tuple(problems))


def write_example(path: Path) -> None:
    """Where there is no file yet. Raises OSError."""
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(EXAMPLE)


def _owned(entry: Any) -> Owned:
    _known(entry, ("currency", "price_per_kwh", "hardware_price", "life_years"))
    return Owned(
        currency=_text(entry, "currency"),
        price_per_kwh=_amount(entry, "price_per_kwh"),
        hardware_price=_amount(entry, "hardware_price", default=0.0),
        life_years=_amount(entry, "life_years", default=4.0, least=0.1),
    )


def _hosted(entry: Any) -> Hosted:
    _known(entry, ("name", "currency", "input", "cached_input", "output", "as_of"))
    as_of = entry.get("as_of")
    if isinstance(as_of, datetime):
        as_of = as_of.date()
    if not isinstance(as_of, date):
        raise _EntryError("as_of is to be the day on which you read the price, such as 2026-11-01")
    return Hosted(
        name=_text(entry, "name"),
        currency=_text(entry, "currency"),
        input=_amount(entry, "input"),
        output=_amount(entry, "output"),
        cached_input=_amount(entry, "cached_input") if "cached_input" in entry else None,
        as_of=as_of,
    )


def _known(entry: Any, names: tuple[str, ...]) -> None:
    if not isinstance(entry, dict):
        raise _EntryError("it is no table")
    for name in entry:
        if name not in names:
            raise _EntryError(f"nothing knows “{name}”, only {', '.join(names)}")


def _text(entry: dict[str, Any], name: str) -> str:
    value = entry.get(name)
    if not isinstance(value, str) or not value.strip():
        raise _EntryError(f"{name} is to be a text in quotation marks")
    return " ".join(value.split())[:80]


def _amount(entry: dict[str, Any], name: str, *, default: float | None = None, least: float = 0.0) -> float:
    if name not in entry and default is not None:
        return default
    value = entry.get(name)
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value) or value < least:
        raise _EntryError(f"{name} is to be a number, {least:g} or more")
    return float(value)
