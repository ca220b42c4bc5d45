"""What is set elsewhere than in the settings dialog, and found there all the same: its words and its command. No Qt."""

from __future__ import annotations

from dataclasses import dataclass

from .wording import N_


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """title, help: marked with N_. command: the key of the one that opens it. words: what else people call what is
    there, in every language of the window."""

    title: str
    help: str
    command: str
    words: str


PLACES = (
    Place(
        title=N_("How the model is loaded"),
        help=N_("Context, GPU layers, threads, batch, KV cache and flash attention, with what they cost in memory."),
        command="model.settings",
        words="load settings memory vram graphics cores experts "
        "Ladeeinstellungen Speicher Grafikkarte Schichten Kerne Experten Kontextlänge "
        "chargement mémoire carte graphique couches cœurs fils experts contexte",
    ),
    Place(
        title=N_("Speculation and its draft model"),
        help=N_("A small model drafts what the large one checks: the same answers, sooner."),
        command="model.speculation",
        words="speculative decoding faster Spekulation Entwurf schneller spéculation brouillon rapide",
    ),
    Place(
        title=N_("Models"),
        help=N_("Those on this machine, downloads, and the search at the hub."),
        command="model.window",
        words="hub hugging face gguf folder remove Modelle Ordner Herunterladen löschen modèles dossier télécharger",
    ),
    Place(
        title=N_("Network and offline"),
        help=N_("The offline switch, and what went over the network so far."),
        command="network.ledger",
        words="internet privacy proxy ledger requests Netz Netzwerk Datenschutz Anfragen "
        "réseau hors ligne confidentialité requêtes",
    ),
    Place(
        title=N_("Keyboard shortcuts"),
        help=N_("Every command with its keys, which you can change."),
        command="help.shortcuts",
        words="hotkeys bindings Tastenkürzel Tastatur Kürzel raccourcis clavier touches",
    ),
    Place(
        title=N_("Presets"),
        help=N_("System prompts and sampling: temperature, top-p, seed, longest answer."),
        command="presets.edit",
        words="parameters temperature max tokens system prompt Voreinstellungen Parameter Temperatur "
        "préréglages paramètres température",
    ),
    Place(
        title=N_("Prompt templates"),
        help=N_("Texts with gaps that a word with a slash puts into the field."),
        command="templates.edit",
        words="snippets slash Vorlagen Bausteine modèles de texte extraits",
    ),
    Place(
        title=N_("Prices of electricity and hardware"),
        help=N_("What answers cost on this machine and elsewhere is reckoned from them."),
        command="window.prices",
        words="costs money currency kWh euro dollar power Preise Kosten Strom Währung prix coûts électricité monnaie",
    ),
)
