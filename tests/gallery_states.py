"""Every state of the gallery, in the order of its page."""

from __future__ import annotations

import gallery_chat
import gallery_rooms

CHAPTERS = (*gallery_chat.CHAPTERS, *gallery_rooms.CHAPTERS)
