"""Mathematics from LaTeX to outlines, in a process of its own: `python -I -m inglenook_desktop.maths`. No Qt.

`wire` is what both sides know; `drawing` alone imports the library, and only the child imports `drawing`.
"""
