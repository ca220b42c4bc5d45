"""Which version this is: the one place that says so; the package's metadata is made from it.

Read from here and not from that metadata, for which Python loads its mail parser: 14 of the 170 ms in which an engine
starts.
"""

from __future__ import annotations

VERSION = "0.1.0"
