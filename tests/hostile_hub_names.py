"""Names as a hub could serve them for files with a model in them, none of which may do more than be shown."""

from __future__ import annotations

_PARTS = (
    *("..", "../x", "../../etc/passwd", "a/../x", "./x", "/x", "//x", "a//x", "/etc/cron.d/x", "~/x/../../y"),
    *(
        "..\\x",
        "a\\..\\x",
        "C:",
        "C:x",
        "C:/x",
        "C:\\x",
        "c:\\windows\\x",
        "\\\\host\\share\\x",
        "\\\\?\\C:\\x",
        "x:stream",
    ),
    *("x::$DATA", "con", "CON.x", "nul", "aux", "prn", "com1", "COM1.x", "lpt9", "com¹"),
    *("conin$", "a/nul/b", "x\0", "\0", "x\ny", "x\ry", "x\ty", "x\x1b[2J", "x\x1b]0;title\x07", "x\x7f"),
    *(
        "x\x85y",
        "x\u202egnp",
        "x\u2066y",
        "x\u200by",
        "x\u200fy",
        "\ufeffx",
        "x\u2028y",
        "\ud800x",
        "x\U000e0041",
        "e\u0301",
    ),
    *("a<b", "a>b", 'a"b', "a|b", "a?b", "a*b", " x", "x /y", "x" * 256, "é" * 300),
)

HOSTILE_HUB_NAMES = [
    f"{part}-Q4_K_M.gguf" if part not in ("con", "nul", "aux", "prn") else f"{part}.gguf" for part in _PARTS
]
"""60 of them. A few become harmless by their ending and are taken: con.x.gguf is a device, ..-Q4_K_M.gguf is a name."""
