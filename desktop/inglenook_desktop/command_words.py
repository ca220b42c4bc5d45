"""What else people call commands and settings: the words of other programs and our own older ones, in every language
of the window. The palette looks for them after the names, the settings dialog beside them. No Qt."""

from __future__ import annotations

from .settings_places import PLACES

_WORDS = {
    "conversation.fork": "fork branch split duplicate clone copy continue from here "
    "abzweigen Zweig verzweigen duplizieren kopieren weiterführen fortsetzen "
    "bifurquer branche dupliquer copier poursuivre continuer",
    "answer.regenerate": "retry again resend redo reroll repeat rerun answer try "
    "wiederholen nochmal noch einmal erneut neu versuchen senden antworten "
    "réessayer encore refaire relancer renvoyer répondre nouveau",
    "answer.regenerate_model": "retry again switch compare other wiederholen erneut anderes réessayer autre",
    "answer.regenerate_preset": "retry again wiederholen erneut réessayer",
    "answer.regenerate_params": "retry again temperature seed sampling wiederholen erneut Temperatur réessayer",
    "answer.continue": "resume go on keep going more finish weiter weiterschreiben weitermachen reprendre suite",
    "answer.edit": "change rewrite correct ändern korrigieren modifier corriger",
    "question.edit": "change rewrite resend ask again prompt message ändern Nachricht erneut fragen senden "
    "modifier renvoyer message",
    "answer.stop": "cancel abort interrupt halt abbrechen anhalten annuler interrompre",
    "answer.version_before": "previous sibling branch older vorige Variante Zweig précédente variante branche",
    "answer.version_after": "next sibling branch newer nächste Variante Zweig suivante variante branche",
    "answer.reasoning": "thinking thoughts think collapse expand Denken Gedanken réflexion pensées",
    "answer.details": "stats statistics timing speed tokens Statistik Tempo Geschwindigkeit statistiques vitesse",
    "answer.replay": "rerun reproduce benchmark wiederholen nachstellen rejouer reproduire",
    "answer.pin": "keep remember behalten merken garder retenir",
    "answer.more": "menu actions options Menü Aktionen actions",
    "answer.copy": "clipboard Zwischenablage presse-papiers",
    "answer.copy_plain": "clipboard Zwischenablage presse-papiers",
    "code.copy": "clipboard snippet Zwischenablage presse-papiers extrait",
    "code.save": "download export herunterladen exportieren télécharger exporter",
    "context.show": "tokens window usage memory full RAM Kontext Kontextfenster Belegung Speicher voll "
    "contexte jetons fenêtre mémoire",
    "context.change": "summary compact summarise Zusammenfassung résumé condenser",
    "conversation.new": "chat thread start begin create Chat Gespräch anfangen discussion commencer créer",
    "conversation.private": "incognito temporary secret inkognito vorübergehend geheim incognito temporaire secrète",
    "conversation.find": "look for page suchen chercher rechercher",
    "conversation.search": "find history all finden Verlauf durchsuchen trouver historique",
    "conversation.rename": "title name change Titel Namen ändern titre nom changer",
    "conversation.pin": "favourite favorite star bookmark top Favorit anheften Stern favori épingler",
    "conversation.tags": "label category Etikett Schlagwort étiquette catégorie",
    "conversation.archive": "hide put away done ablegen verstecken ranger cacher",
    "conversation.delete": "remove trash bin erase entfernen Papierkorb supprimer corbeille effacer",
    "conversation.undo_delete": "restore bring back wiederherstellen zurückholen restaurer récupérer",
    "conversation.export_markdown": "save download share md file speichern teilen Datei enregistrer partager fichier",
    "conversation.export_tree": "save download share branches speichern teilen Zweige enregistrer partager branches",
    "conversation.export_json": "save download share file speichern teilen Datei enregistrer partager fichier",
    "conversation.copy_markdown": "share clipboard md teilen Zwischenablage partager presse-papiers",
    "conversation.copy_plain": "share clipboard text teilen Zwischenablage partager presse-papiers",
    "archive.export": "backup save all sichern Sicherung speichern sauvegarde enregistrer",
    "archive.import_file": "restore load backup migrate ChatGPT einlesen wiederherstellen charger restaurer",
    "archive.import_folder": "restore load backup migrate einlesen wiederherstellen charger restaurer",
    "message.attach": "upload file document pdf image picture paperclip add hochladen Datei Dokument Bild anhängen "
    "Büroklammer téléverser fichier document image joindre trombone",
    "message.send": "submit ask enter absenden fragen envoyer demander",
    "model.choose": "switch change select llm load wechseln auswählen laden changer sélectionner charger",
    "model.window": "download get install manage delete llm herunterladen installieren verwalten télécharger installer",
    "models.downloads": "progress queue Fortschritt progression",
    "model.open_file": "gguf load import local laden Datei charger fichier",
    "model.settings": "RAM VRAM GPU CPU context length size offload layers quantization performance "
    "Grafikkarte Prozessor Kontext Arbeitsspeicher carte graphique processeur mémoire",
    "model.side_by_side": "compare arena versus two vergleichen Vergleich nebeneinander comparer comparaison côte",
    "model.reasoning": "thinking think mode effort Denken Nachdenken Modus réflexion réfléchir",
    "presets.choose": "persona character system prompt assistant Rolle Systemprompt Assistent rôle assistant",
    "presets.edit": "persona character assistant instructions sampling Rolle Anweisungen rôle instructions",
    "templates.edit": "prompt library saved prompts Bibliothek bibliothèque",
    "folder.new": "project group create Projekt Gruppe anlegen Verzeichnis projet groupe créer répertoire",
    "folder.settings": "project instructions Projekt Anweisungen projet instructions",
    "shelf.trash": "bin deleted recycle gelöscht Mülleimer poubelle supprimées",
    "application.settings": "preferences options configuration config setup customise "
    "Optionen Konfiguration Vorlieben anpassen préférences options configuration paramètres",
    "application.settings_file": "preferences config toml Konfiguration préférences configuration",
    "application.quit": "exit close beenden schließen quitter fermer",
    "application.about": "version license info Lizenz Version licence",
    "help.shortcuts": "keys keybindings keyboard Tasten Tastenkombinationen touches",
    "view.sidebar": "history panel list Seitenleiste Verlauf Liste barre latérale historique liste",
    "view.zoom_in": "zoom bigger font size größer Schriftgröße agrandir taille police",
    "view.zoom_out": "zoom smaller font size kleiner Schriftgröße réduire taille police",
    "view.newest": "bottom scroll down latest end unten Ende scrollen bas fin défiler",
    "view.frames": "fps performance debug Leistung",
    "window.statistics": "stats usage speed tokens per second performance energy "
    "Verbrauch Tempo Leistung Energie usage vitesse énergie",
    "window.full_screen": "maximise maximize maximieren Vollbild agrandir plein écran",
    "network.offline": "internet airplane connection wifi Flugmodus Verbindung Netz avion connexion réseau",
    "appearance.scheme=dark": "dark mode night theme black dunkel Modus Nacht Design sombre mode nuit thème",
    "appearance.scheme=light": "light mode day theme white hell Modus Tag Design clair mode jour thème",
    "appearance.scheme=system": "automatic mode theme automatisch Modus Design automatique mode thème",
    "appearance.high_contrast": "accessibility low vision Barrierefreiheit Sehschwäche accessibilité malvoyant",
    "appearance.font_family": "typeface Schriftart Schrifttyp caractères",
    "appearance.font_size_pt": "text bigger larger smaller scale größer kleiner Text Skalierung "
    "texte grand petit échelle",
    "appearance.density": "compact spacing kompakt Abstand compact espacement",
    "appearance.zoom_percent": "text bigger larger smaller scale größer kleiner Text Skalierung "
    "texte grand petit échelle",
    "appearance.language": "locale english german deutsch french français Sprache langue",
    "reading.wrap_code": "word line break Umbruch Zeilenumbruch retour ligne",
    "reading.shows_reasoning": "thinking thoughts think expand Denken Gedanken réflexion pensées",
    "writing.makes_titles": "name rename automatic auto Titel Namen automatisch titre nom automatique",
    "writing.reasoning": "thinking think mode Denken Nachdenken Modus réflexion réfléchir",
    "writing.reasoning_budget_tokens": "thinking think limit max Denken Nachdenken Grenze réflexion réfléchir limite",
    "context.when_full": "window overflow length truncate rolling memory Kontextfenster Länge Überlauf kürzen "
    "fenêtre longueur dépassement tronquer",
    "context.reserve_tokens": "window length max Kontextfenster Länge fenêtre longueur",
    "notifications.spoken_answers": "accessibility speak voice read aloud announce Barrierefreiheit Sprachausgabe "
    "vorlesen ansagen accessibilité voix lire lecture vocale",
    "notifications.answer_done": "notification notify alert sound Benachrichtigung Hinweis notification alerte",
    "window.tray": "system tray notification area Infobereich Systemleiste barre système zone notification",
    "window.keeps_running": "minimise minimize background tray exit Hintergrund Infobereich beenden "
    "réduire arrière-plan quitter",
    "statistics.keep_totals": "privacy delete Datenschutz löschen confidentialité supprimer",
}
"""By the key of a command or setting, of one of its values behind "="."""


def words_of(key: str) -> str:
    """Those that are no part of its name; "" where nobody knows another."""
    return " ".join((_WORDS.get(key, ""), *(place.words for place in PLACES if place.command == key))).strip()
