"""The schema, as numbered steps. A step is never edited after a release and calls no other code of the program; a new
one goes to the end of `STEPS`.

`apply` runs before foreign keys are enforced: rebuilding a table that others reference with ON DELETE CASCADE would
otherwise empty them.
"""

from __future__ import annotations

from sqlite_utils import Migrations

from . import conversations, figures

STEPS = (
    conversations.m001_conversations,
    conversations.m002_speculation,
    conversations.m003_order,
    conversations.m004_search,
    conversations.m005_edits,
    figures.m006_figures,
    figures.m007_record,
    figures.m008_figures_views,
    conversations.m009_attachment_text,
    conversations.m010_presets,
    conversations.m011_context,
    figures.m012_reasoning,
    figures.m013_energy,
    figures.m014_machines,
    figures.m015_figure_groups,
    figures.m016_detokenize,
    figures.m017_waited,
    conversations.m018_awaiting_index,
    figures.m019_unread_prompts,
)

migrations = Migrations("inglenook")
for step in STEPS:
    migrations()(step)
