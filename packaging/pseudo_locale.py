#!/usr/bin/env python3
"""A language in which every text is longer and wears accents, so that the untranslated and the clipped show.

"Send" becomes "⟦Šéñđ öö⟧": 40 % longer, readable, and in brackets, whose lack tells where a text did not go through
the translator. `pseudo_locale.py FOLDER` writes inglenook_pseudo.ts and .qm there; the tests make their own.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path
from xml.etree import ElementTree

from translations import compile_one, update

OPEN, CLOSE = "⟦", "⟧"
LONGER = 0.4
FILLING = "öüä"

_ACCENTS = str.maketrans(
    "ACDEGHIJKLNORSTUWYZacdeghijklnorstuwyz",
    "ÀÇĐÉĜĤÎĴĶĻÑÖŔŠŤÛŴÝŽàçđéĝĥîĵķļñöŕšťûŵýž",
)
_KEPT = re.compile(r"%(?:L?\d|n)|&(?:lt|gt|amp|quot);|<[^<>]*>|\(\*[^()]*\)|https?://\S+")
"""Places for values, entities, tags, the pattern of a file dialog, addresses."""


def pseudo(text: str) -> str:
    """The text with accents, 40 % longer, in brackets. Places for values and the "&" of a key stay."""
    accented, last = "", 0
    for kept in _KEPT.finditer(text):
        accented += text[last : kept.start()].translate(_ACCENTS) + kept[0]
        last = kept.end()
    accented += text[last:].translate(_ACCENTS)
    n_more = max(1, round(len(text) * LONGER) - 2)
    words = " ".join(FILLING[:3] * 2 for _ in range(n_more // 7 + 1))[:n_more].strip()
    return f"{OPEN}{accented} {words}{CLOSE}"


def write_pseudo_locale(folder: Path) -> Path:
    """Made anew from the program as it is. Returns the .qm. Raises CalledProcessError."""
    source = folder / "inglenook_pseudo.ts"
    source.unlink(missing_ok=True)
    update([source])
    tree = ElementTree.parse(source)
    tree.getroot().set("language", "en")
    for message in tree.iter("message"):
        translation = message.find("translation")
        if translation is None:
            continue
        translation.attrib.pop("type", None)
        text = pseudo(message.findtext("source", ""))
        forms = translation.findall("numerusform")
        for form in forms:
            form.text = text
        if not forms:
            translation.text = text
    tree.write(source, encoding="utf-8", xml_declaration=True)
    target = source.with_suffix(".qm")
    compile_one(source, target)
    return target


if __name__ == "__main__":
    print(write_pseudo_locale(Path(sys.argv[1])))
