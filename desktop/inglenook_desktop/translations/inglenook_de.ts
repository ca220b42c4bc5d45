<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de_DE">
<context>
    <name></name>
    <message>
        <source>Colours</source>
        <translation>Farben</translation>
    </message>
    <message>
        <source>Light or dark, or as the system has it at the time.</source>
        <translation>Hell oder dunkel, oder so, wie das System es gerade hat.</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>Wie das System</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Hell</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Dunkel</translation>
    </message>
    <message>
        <source>High contrast</source>
        <translation>Hoher Kontrast</translation>
    </message>
    <message>
        <source>Text stands out from its ground by at least 7 to 1, and every control has a visible edge.</source>
        <translation>Text hebt sich mindestens 7 zu 1 vom Grund ab, und jedes Bedienelement hat einen sichtbaren Rand.</translation>
    </message>
    <message>
        <source>On</source>
        <translation>Ein</translation>
    </message>
    <message>
        <source>Off</source>
        <translation>Aus</translation>
    </message>
    <message>
        <source>Font</source>
        <translation>Schrift</translation>
    </message>
    <message>
        <source>Of the whole window. Code keeps a font of fixed width.</source>
        <translation>Des ganzen Fensters. Code behält eine Schrift fester Breite.</translation>
    </message>
    <message>
        <source>Font size</source>
        <translation>Schriftgröße</translation>
    </message>
    <message>
        <source>Of the whole window. The text of conversations has a zoom of its own besides.</source>
        <translation>Des ganzen Fensters. Der Text der Unterhaltungen hat zusätzlich einen eigenen Zoom.</translation>
    </message>
    <message>
        <source>pt</source>
        <translation>pt</translation>
    </message>
    <message>
        <source>Density</source>
        <translation>Dichte</translation>
    </message>
    <message>
        <source>How much room is left between rows and controls.</source>
        <translation>Wie viel Platz zwischen Zeilen und Bedienelementen bleibt.</translation>
    </message>
    <message>
        <source>Of the window, from its next start on. It does not change the language that models answer in.</source>
        <translation>Des Fensters, vom nächsten Start an. In welcher Sprache Modelle antworten, ändert sich dadurch nicht.</translation>
    </message>
    <message>
        <source>Compact</source>
        <translation>Kompakt</translation>
    </message>
    <message>
        <source>Normal</source>
        <translation>Normal</translation>
    </message>
    <message>
        <source>Roomy</source>
        <translation>Großzügig</translation>
    </message>
    <message>
        <source>Zoom of conversations</source>
        <translation>Zoom der Unterhaltungen</translation>
    </message>
    <message>
        <source>Ctrl and plus, minus or zero change it too.</source>
        <translation>Strg mit Plus, Minus oder Null ändert ihn ebenfalls.</translation>
    </message>
    <message>
        <source>%</source>
        <translation>%</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Sprache</translation>
    </message>
    <message>
        <source>Wrap long lines of code</source>
        <translation>Lange Codezeilen umbrechen</translation>
    </message>
    <message>
        <source>Otherwise they scroll sideways. The button above a block of code changes it for that block alone.</source>
        <translation>Sonst laufen sie seitwärts. Der Knopf über einem Codeblock ändert es für diesen Block allein.</translation>
    </message>
    <message>
        <source>Lay the reasoning of models open</source>
        <translation>Denkprozess von Modellen aufklappen</translation>
    </message>
    <message>
        <source>Otherwise it is folded into one line above the answer; a click on that line shows it.</source>
        <translation>Sonst ist er über der Antwort zu einer Zeile zugeklappt; ein Klick auf diese Zeile zeigt ihn.</translation>
    </message>
    <message>
        <source>It goes with the message like any other file. Undo right after puts it into the text instead.</source>
        <translation>Sie geht mit der Nachricht wie jede andere Datei. Rückgängig gleich danach setzt den Text stattdessen in die Nachricht.</translation>
    </message>
    <message>
        <source>When the context is full</source>
        <translation>Wenn der Kontext voll ist</translation>
    </message>
    <message>
        <source>Of conversations that have no choice of their own. Nothing is left out without a word.</source>
        <translation>Für Unterhaltungen ohne eigene Wahl. Nichts wird stillschweigend weggelassen.</translation>
    </message>
    <message>
        <source>Say so and send nothing</source>
        <translation>Melden und nichts senden</translation>
    </message>
    <message>
        <source>Leave out the oldest messages</source>
        <translation>Die ältesten Nachrichten weglassen</translation>
    </message>
    <message>
        <source>Let the model sum up the oldest messages</source>
        <translation>Die ältesten Nachrichten zusammenfassen</translation>
    </message>
    <message>
        <source>Kept free for the answer</source>
        <translation>Für die Antwort frei gehalten</translation>
    </message>
    <message>
        <source>Of the context, and never more than a quarter of it. A limit of the preset counts instead.</source>
        <translation>Vom Kontext, und nie mehr als ein Viertel davon. Eine Grenze der Voreinstellung hat Vorrang.</translation>
    </message>
    <message>
        <source>tokens</source>
        <translation>Token</translation>
    </message>
    <message>
        <source>Let the model title new conversations</source>
        <translation>Neue Unterhaltungen vom Modell benennen lassen</translation>
    </message>
    <message>
        <source>After its first answer, while nothing is asked. Otherwise they are called by their first words.</source>
        <translation>Nach seiner ersten Antwort, solange nichts gefragt wird. Sonst heißen sie nach ihren ersten Worten.</translation>
    </message>
    <message>
        <source>Whether a model that can reason does so before it answers, where no preset says it.</source>
        <translation>Ob ein Modell, das nachdenken kann, dies vor der Antwort tut, wo keine Voreinstellung es festlegt.</translation>
    </message>
    <message>
        <source>As the model has it</source>
        <translation>Wie das Modell es vorsieht</translation>
    </message>
    <message>
        <source>A model that reasons begins its answer after so many tokens of reasoning, where no preset says it.</source>
        <translation>Ein Modell, das nachdenkt, beginnt nach so vielen Token des Denkprozesses mit der Antwort, wo keine Voreinstellung es festlegt.</translation>
    </message>
    <message>
        <source>Pasted text becomes a file from</source>
        <translation>Eingefügter Text wird zur Datei ab</translation>
    </message>
    <message>
        <source>characters</source>
        <translation>Zeichen</translation>
    </message>
    <message>
        <source>what would make the field slow</source>
        <translation>was das Feld langsam machen würde</translation>
    </message>
    <message>
        <source>Answers for a screen reader</source>
        <translation>Antworten für einen Screenreader</translation>
    </message>
    <message>
        <source>An answer in progress is announced politely: whatever is being read is read to its end.</source>
        <translation>Eine laufende Antwort wird rücksichtsvoll angesagt: Was gerade gelesen wird, wird zu Ende gelesen.</translation>
    </message>
    <message>
        <source>Sentence by sentence</source>
        <translation>Satz für Satz</translation>
    </message>
    <message>
        <source>Its beginning and end</source>
        <translation>Anfang und Ende</translation>
    </message>
    <message>
        <source>Nothing</source>
        <translation>Nichts</translation>
    </message>
    <message>
        <source>Tell when a long answer is done</source>
        <translation>Melden, wenn eine lange Antwort fertig ist</translation>
    </message>
    <message>
        <source>By a message of the system, and only while no window of Inglenook is in front.</source>
        <translation>Durch eine Meldung des Systems, und nur solange kein Fenster von Inglenook vorn ist.</translation>
    </message>
    <message>
        <source>An answer is long from</source>
        <translation>Lang ist eine Antwort ab</translation>
    </message>
    <message>
        <source>s</source>
        <translation>s</translation>
    </message>
    <message>
        <source>Show the beginning of the answer in the message</source>
        <translation>Den Anfang der Antwort in der Meldung zeigen</translation>
    </message>
    <message>
        <source>Others may see such messages, and the system may keep them. Of a private one nothing is shown.</source>
        <translation>Andere können solche Meldungen sehen, und das System bewahrt sie vielleicht auf. Von einer privaten Unterhaltung wird nichts gezeigt.</translation>
    </message>
    <message>
        <source>Menu bar always in view</source>
        <translation>Menüleiste immer sichtbar</translation>
    </message>
    <message>
        <source>Otherwise Alt or F10 brings it. macOS has it at the top of the screen in any case.</source>
        <translation>Sonst bringt Alt oder F10 sie. Unter macOS ist sie ohnehin oben am Bildschirm.</translation>
    </message>
    <message>
        <source>Icon beside the clock</source>
        <translation>Symbol neben der Uhr</translation>
    </message>
    <message>
        <source>Some desktops have no place for it.</source>
        <translation>Manche Desktops haben keinen Platz dafür.</translation>
    </message>
    <message>
        <source>Closing the window leaves Inglenook beside the clock</source>
        <translation>Beim Schließen des Fensters bleibt Inglenook neben der Uhr</translation>
    </message>
    <message>
        <source>Needs the icon there. The model stays loaded, and keeps its memory, until you quit.</source>
        <translation>Braucht das Symbol dort. Das Modell bleibt bis zum Beenden geladen und behält seinen Speicher.</translation>
    </message>
    <message>
        <source>Time to the first token</source>
        <translation>Zeit bis zum ersten Token</translation>
    </message>
    <message>
        <source>The page of statistics marks where more than 5 of 100 answers began later than that, and says why.</source>
        <translation>Die Statistik markiert, wo mehr als 5 von 100 Antworten später begannen, und sagt, warum.</translation>
    </message>
    <message>
        <source>no budget</source>
        <translation>kein Limit</translation>
    </message>
    <message>
        <source>Time between tokens</source>
        <translation>Token-Abstand</translation>
    </message>
    <message>
        <source>The page of statistics marks where more than 5 of 100 tokens came later than that after the one before.</source>
        <translation>Die Statistikseite markiert, wo mehr als 5 von 100 Token später als so lange nach dem vorigen kamen.</translation>
    </message>
    <message>
        <source>ms</source>
        <translation>ms</translation>
    </message>
    <message>
        <source>Time of the whole answer</source>
        <translation>Zeit der ganzen Antwort</translation>
    </message>
    <message>
        <source>The page of statistics marks where more than 5 of 100 answers took longer than that.</source>
        <translation>Die Statistikseite markiert, wo mehr als 5 von 100 Antworten länger brauchten.</translation>
    </message>
    <message>
        <source>Measure this machine after updates</source>
        <translation>Diesen Rechner nach Aktualisierungen messen</translation>
    </message>
    <message>
        <source>After an update of the program, the engine, the driver or the model, for less than a minute while nothing is asked; so that you are told when something became slower.</source>
        <translation>Nach einer Aktualisierung des Programms, der Engine, des Treibers oder des Modells, weniger als eine Minute lang, während nichts gefragt wird. So wird gemeldet, wenn etwas langsamer geworden ist.</translation>
    </message>
    <message>
        <source>Keep the totals of deleted conversations</source>
        <translation>Summen gelöschter Unterhaltungen behalten</translation>
    </message>
    <message>
        <source>Anonymous figures stay: counts, times, the model, the half hour. Nothing of what was said, and nothing that leads back to it. Switched off, those that were kept so far are deleted too.</source>
        <translation>Anonyme Zahlen bleiben: Anzahlen, Zeiten, das Modell, die halbe Stunde. Nichts von dem, was gesagt wurde, und nichts, was dorthin zurückführt. Beim Ausschalten werden auch die bisher behaltenen gelöscht.</translation>
    </message>
    <message>
        <source>Appearance</source>
        <translation>Darstellung</translation>
    </message>
    <message>
        <source>the model: it had said all</source>
        <translation>das Modell: Es hatte alles gesagt</translation>
    </message>
    <message>
        <source>the context: it was full</source>
        <translation>der Kontext: Er war voll</translation>
    </message>
    <message>
        <source>you: it was stopped</source>
        <translation>Sie: Die Antwort wurde angehalten</translation>
    </message>
    <message>
        <source>its limit: as many tokens as max_tokens says</source>
        <translation>ihre Grenze: so viele Token, wie max_tokens sagt</translation>
    </message>
    <message>
        <source>answered</source>
        <translation>beantwortet</translation>
    </message>
    <message>
        <source>answered again</source>
        <translation>noch einmal beantwortet</translation>
    </message>
    <message>
        <source>gone on with</source>
        <translation>fortgesetzt</translation>
    </message>
    <message>
        <source>not measured</source>
        <translation>nicht gemessen</translation>
    </message>
    <message>
        <source>%1 read, %2 from the cache</source>
        <translation>%1 gelesen, %2 aus dem Cache</translation>
    </message>
    <message>
        <source>stopped before %1 were read, %2 from the cache</source>
        <translation>angehalten, bevor %1 gelesen waren, %2 aus dem Cache</translation>
    </message>
    <message>
        <source>1 round</source>
        <translation>1 Runde</translation>
    </message>
    <message>
        <source>%1 rounds</source>
        <translation>%1 Runden</translation>
    </message>
    <message>
        <source>%1 in %2</source>
        <translation>%1 in %2</translation>
    </message>
    <message>
        <source>%1 of %2 drafts accepted</source>
        <translation>%1 von %2 Entwürfen angenommen</translation>
    </message>
    <message>
        <source>%1 in the prompt</source>
        <translation>%1 im Prompt</translation>
    </message>
    <message>
        <source>Waiting for the model</source>
        <translation>Warten auf das Modell</translation>
    </message>
    <message>
        <source>Queue</source>
        <translation>Warteschlange</translation>
    </message>
    <message>
        <source>Template</source>
        <translation>Chatvorlage</translation>
    </message>
    <message>
        <source>Tokens</source>
        <translation>Token</translation>
    </message>
    <message>
        <source>Cache</source>
        <translation>Cache</translation>
    </message>
    <message>
        <source>Reading</source>
        <translation>Lesen</translation>
    </message>
    <message>
        <source>a model was loaded, something was counted or summed up</source>
        <translation>ein Modell wurde geladen, etwas gezählt oder zusammengefasst</translation>
    </message>
    <message>
        <source>Before it was asked</source>
        <translation>Vor der Frage an die Engine</translation>
    </message>
    <message>
        <source>First token</source>
        <translation>Erstes Token</translation>
    </message>
    <message>
        <source>End</source>
        <translation>Ende</translation>
    </message>
    <message>
        <source>with the way to the engine and back</source>
        <translation>mit dem Weg zur Engine und zurück</translation>
    </message>
    <message>
        <source>Painting</source>
        <translation>Zeichnen</translation>
    </message>
    <message>
        <source>Writing</source>
        <translation>Schreiben</translation>
    </message>
    <message>
        <source>Runs of this answer</source>
        <translation>Läufe dieser Antwort</translation>
    </message>
    <message>
        <source>Speed</source>
        <translation>Tempo</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>Modell</translation>
    </message>
    <message>
        <source>Parameters</source>
        <translation>Parameter</translation>
    </message>
    <message>
        <source>Record</source>
        <translation>Aufzeichnung</translation>
    </message>
    <message>
        <source>Kept with it</source>
        <translation>Dazu aufbewahrt</translation>
    </message>
    <message>
        <source>Where the time went</source>
        <translation>Wohin die Zeit ging</translation>
    </message>
    <message>
        <source>Figures</source>
        <translation>Zahlen</translation>
    </message>
    <message>
        <source>longest</source>
        <translation>längste</translation>
    </message>
    <message>
        <source>First token after</source>
        <translation>Erstes Token nach</translation>
    </message>
    <message>
        <source>Seen after</source>
        <translation>Gesehen nach</translation>
    </message>
    <message>
        <source>A round</source>
        <translation>Eine Runde</translation>
    </message>
    <message>
        <source>Tokens into text</source>
        <translation>Token zu Text</translation>
    </message>
    <message>
        <source>Altogether</source>
        <translation>Insgesamt</translation>
    </message>
    <message>
        <source>Drafting</source>
        <translation>Entwerfen</translation>
    </message>
    <message>
        <source>nothing was drafted</source>
        <translation>nichts wurde entworfen</translation>
    </message>
    <message>
        <source>Energy</source>
        <translation>Energie</translation>
    </message>
    <message>
        <source>Memory at its highest</source>
        <translation>Speicher in der Spitze</translation>
    </message>
    <message>
        <source>GPU memory at its highest</source>
        <translation>GPU-Speicher in der Spitze</translation>
    </message>
    <message>
        <source>Reasoning</source>
        <translation>Denkprozess</translation>
    </message>
    <message>
        <source>not measured: %1 with what the idle machine takes, which is not known</source>
        <translation>nicht gemessen: %1 mit dem, was der Rechner im Leerlauf braucht und was nicht bekannt ist</translation>
    </message>
    <message>
        <source>%1 for this alone, and %2 that the idle machine would have taken</source>
        <translation>%1 hierfür allein, dazu %2, die der Rechner im Leerlauf gebraucht hätte</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Datei</translation>
    </message>
    <message>
        <source>SHA-256</source>
        <translation>SHA-256</translation>
    </message>
    <message>
        <source>not computed</source>
        <translation>nicht berechnet</translation>
    </message>
    <message>
        <source>threads: %1, layers on a GPU: %2</source>
        <translation>Threads: %1, Schichten auf einer GPU: %2</translation>
    </message>
    <message>
        <source>Quantization</source>
        <translation>Quantisierung</translation>
    </message>
    <message>
        <source>Context</source>
        <translation>Kontext</translation>
    </message>
    <message>
        <source>Made for</source>
        <translation>Erzeugt für</translation>
    </message>
    <message>
        <source>your question</source>
        <translation>Ihre Frage</translation>
    </message>
    <message>
        <source>Inglenook</source>
        <translation>Inglenook</translation>
    </message>
    <message>
        <source>used</source>
        <translation>verwendet</translation>
    </message>
    <message>
        <source>good</source>
        <translation>gut</translation>
    </message>
    <message>
        <source>bad</source>
        <translation>schlecht</translation>
    </message>
    <message>
        <source>not marked</source>
        <translation>nicht markiert</translation>
    </message>
    <message>
        <source>Marked as</source>
        <translation>Markiert als</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>Ordner</translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>Schlagwörter</translation>
    </message>
    <message>
        <source>Electricity</source>
        <translation>Strom</translation>
    </message>
    <message>
        <source>no price, or not measured</source>
        <translation>kein Preis, oder nicht gemessen</translation>
    </message>
    <message>
        <source>this machine</source>
        <translation>auf diesem Rechner</translation>
    </message>
    <message>
        <source>another machine, from whose archive it came</source>
        <translation>auf einem anderen Rechner; sie kam mit dessen Archiv</translation>
    </message>
    <message>
        <source>not known: the archive that it came from does not say</source>
        <translation>nicht bekannt: Das Archiv, mit dem sie kam, sagt es nicht</translation>
    </message>
    <message>
        <source>%1 tokens</source>
        <translation>%1 Token</translation>
    </message>
    <message>
        <source>Devices</source>
        <translation>Geräte</translation>
    </message>
    <message>
        <source>Computed with</source>
        <translation>Gerechnet mit</translation>
    </message>
    <message>
        <source>KV cache</source>
        <translation>KV-Cache</translation>
    </message>
    <message>
        <source>Flash attention</source>
        <translation>Flash Attention</translation>
    </message>
    <message>
        <source>Draft model</source>
        <translation>Entwurfsmodell</translation>
    </message>
    <message>
        <source>none</source>
        <translation>keins</translation>
    </message>
    <message>
        <source>Engine</source>
        <translation>Engine</translation>
    </message>
    <message>
        <source>Driver</source>
        <translation>Treiber</translation>
    </message>
    <message>
        <source>not known</source>
        <translation>nicht bekannt</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>ja</translation>
    </message>
    <message>
        <source>no</source>
        <translation>nein</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>Lauf</translation>
    </message>
    <message>
        <source>Began</source>
        <translation>Begonnen</translation>
    </message>
    <message>
        <source>Ended</source>
        <translation>Beendet</translation>
    </message>
    <message>
        <source>Ended by</source>
        <translation>Beendet durch</translation>
    </message>
    <message>
        <source>Made on</source>
        <translation>Entstanden</translation>
    </message>
    <message>
        <source>SHA-256 of the prompt</source>
        <translation>SHA-256 des Prompts</translation>
    </message>
    <message>
        <source>Notifications</source>
        <translation>Benachrichtigungen</translation>
    </message>
    <message>
        <source>Window</source>
        <translation>Fenster</translation>
    </message>
    <message>
        <source>Statistics</source>
        <translation>Statistik</translation>
    </message>
    <message>
        <source>Temperature</source>
        <translation>Temperatur</translation>
    </message>
    <message>
        <source>How freely words are chosen: 0 always takes the likeliest, 1 follows the model&apos;s own odds.</source>
        <translation>Wie frei Wörter gewählt werden: 0 nimmt immer das wahrscheinlichste, 1 folgt den Wahrscheinlichkeiten des Modells.</translation>
    </message>
    <message>
        <source>Top-p</source>
        <translation>Top-p</translation>
    </message>
    <message>
        <source>Only the likeliest tokens that together have this probability; 1 takes all.</source>
        <translation>Nur die wahrscheinlichsten Token, die zusammen diese Wahrscheinlichkeit haben; 1 nimmt alle.</translation>
    </message>
    <message>
        <source>Min-p</source>
        <translation>Min-p</translation>
    </message>
    <message>
        <source>Only tokens at least so likely, compared with the likeliest; 0 takes all.</source>
        <translation>Nur Token, die im Vergleich zum wahrscheinlichsten mindestens so wahrscheinlich sind; 0 nimmt alle.</translation>
    </message>
    <message>
        <source>Top-k</source>
        <translation>Top-k</translation>
    </message>
    <message>
        <source>Only so many of the likeliest tokens.</source>
        <translation>Nur so viele der wahrscheinlichsten Token.</translation>
    </message>
    <message>
        <source>context</source>
        <translation>Kontext</translation>
    </message>
    <message>
        <source>GPU layers</source>
        <translation>GPU-Schichten</translation>
    </message>
    <message>
        <source>experts in RAM</source>
        <translation>Experten im RAM</translation>
    </message>
    <message>
        <source>GPUs</source>
        <translation>GPUs</translation>
    </message>
    <message>
        <source>flash attention</source>
        <translation>Flash Attention</translation>
    </message>
    <message>
        <source>batch</source>
        <translation>Batch</translation>
    </message>
    <message>
        <source>threads</source>
        <translation>Threads</translation>
    </message>
    <message>
        <source>off</source>
        <translation>aus</translation>
    </message>
    <message>
        <source>on</source>
        <translation>ein</translation>
    </message>
    <message>
        <source>automatic</source>
        <translation>automatisch</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 von %2</translation>
    </message>
    <message>
        <source>of %1 layers</source>
        <translation>von %1 Schichten</translation>
    </message>
    <message>
        <source>Typical-p</source>
        <translation>Typical-p</translation>
    </message>
    <message>
        <source>Only tokens about as surprising as can be expected; 1 takes all.</source>
        <translation>Nur Token, die etwa so überraschend sind wie zu erwarten; 1 nimmt alle.</translation>
    </message>
    <message>
        <source>Repetition penalty</source>
        <translation>Wiederholungsstrafe</translation>
    </message>
    <message>
        <source>Makes words that were used before less likely; 1 leaves them alone.</source>
        <translation>Macht schon verwendete Wörter weniger wahrscheinlich; 1 ändert nichts.</translation>
    </message>
    <message>
        <source>Presence penalty</source>
        <translation>Präsenzstrafe</translation>
    </message>
    <message>
        <source>Makes words that were used at all less likely; 0 leaves them alone.</source>
        <translation>Macht Wörter, die überhaupt schon vorkamen, weniger wahrscheinlich; 0 ändert nichts.</translation>
    </message>
    <message>
        <source>Penalties look back</source>
        <translation>Rückblick der Strafen</translation>
    </message>
    <message>
        <source>So many tokens before the next one count as used before.</source>
        <translation>So viele Token vor dem nächsten gelten als schon verwendet.</translation>
    </message>
    <message>
        <source>over everything</source>
        <translation>über alles</translation>
    </message>
    <message>
        <source>Longest answer</source>
        <translation>Längste Antwort</translation>
    </message>
    <message>
        <source>An answer stops after so many tokens.</source>
        <translation>Nach so vielen Token hört eine Antwort auf.</translation>
    </message>
    <message>
        <source>as many as fit</source>
        <translation>so viele wie passen</translation>
    </message>
    <message>
        <source>Whether a model that can reason does so before it answers. Others do not care.</source>
        <translation>Ob ein Modell, das nachdenken kann, dies vor der Antwort tut. Für andere ist es ohne Bedeutung.</translation>
    </message>
    <message>
        <source>Longest reasoning</source>
        <translation>Längster Denkprozess</translation>
    </message>
    <message>
        <source>A model that reasons begins its answer after so many tokens of reasoning.</source>
        <translation>Ein Modell, das nachdenkt, beginnt nach so vielen Token des Denkprozesses mit der Antwort.</translation>
    </message>
    <message>
        <source>as long as it likes</source>
        <translation>beliebig lange</translation>
    </message>
    <message>
        <source>Stop at</source>
        <translation>Stopptexte</translation>
    </message>
    <message>
        <source>An answer ends before one of these texts. One on each line.</source>
        <translation>Eine Antwort endet vor einem dieser Texte. Einer pro Zeile.</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>Seed</translation>
    </message>
    <message>
        <source>The same seed, parameters and prompt give the same answer. Without one every answer has its own.</source>
        <translation>Gleicher Seed, gleiche Parameter und gleicher Prompt ergeben die gleiche Antwort. Ohne Seed hat jede Antwort ihren eigenen.</translation>
    </message>
    <message>
        <source>as the model has it</source>
        <translation>wie das Modell es vorsieht</translation>
    </message>
    <message>
        <source>Close the private conversation?</source>
        <translation>Private Unterhaltung schließen?</translation>
    </message>
    <message>
        <source>Keep it</source>
        <translation>Behalten</translation>
    </message>
    <message>
        <source>Close and forget it</source>
        <translation>Schließen und vergessen</translation>
    </message>
    <message>
        <source>Close this window without the answer?</source>
        <translation>Dieses Fenster ohne die Antwort schließen?</translation>
    </message>
    <message>
        <source>Wait for it</source>
        <translation>Darauf warten</translation>
    </message>
    <message>
        <source>Close without it</source>
        <translation>Ohne sie schließen</translation>
    </message>
    <message>
        <source>Something would be lost.</source>
        <translation>Etwas ginge verloren.</translation>
    </message>
    <message>
        <source>Go back</source>
        <translation>Zurück</translation>
    </message>
    <message>
        <source>Close and lose it</source>
        <translation>Schließen und verlieren</translation>
    </message>
    <message>
        <source>What you asked here has no answer yet, and gets none if you close now. The question is kept.</source>
        <translation>Was Sie hier gefragt haben, ist noch nicht beantwortet und wird es auch nicht, wenn Sie jetzt schließen. Die Frage bleibt erhalten.</translation>
    </message>
    <message>
        <source>An answer is not saved yet: the disk refuses it. If you close now, its text is lost.</source>
        <translation>Eine Antwort ist noch nicht gespeichert: Der Datenträger nimmt sie nicht an. Wird jetzt geschlossen, ist ihr Text verloren.</translation>
    </message>
    <message>
        <source>What you typed and did not send cannot be saved. If you close now, it is lost.</source>
        <translation>Getippter, nicht gesendeter Text lässt sich nicht speichern. Wird jetzt geschlossen, ist er verloren.</translation>
    </message>
    <message>
        <source>Attached, not sent, and not kept: %1. If you close now, they are not attached any more.</source>
        <translation>Angehängt, nicht gesendet und nicht aufbewahrt: %1. Wenn Sie jetzt schließen, ist das nicht mehr angehängt.</translation>
    </message>
    <message>
        <source>Still being read: %1. If you close now, they are not attached after the next start.</source>
        <translation>Wird noch gelesen: %1. Wenn Sie jetzt schließen, ist das nach dem nächsten Start nicht angehängt.</translation>
    </message>
    <message>
        <source>The window closes by itself as soon as they are read.</source>
        <translation>Das Fenster schließt sich von selbst, sobald alles gelesen ist.</translation>
    </message>
    <message>
        <source>You went on without saving. If you close now, everything that was said here is gone.</source>
        <translation>Es wurde ohne Speichern weitergemacht. Wird jetzt geschlossen, ist alles hier Gesagte weg.</translation>
    </message>
    <message>
        <source>The message of the private conversation is nowhere else. Nobody can bring it back.</source>
        <translation>Die Nachricht der privaten Unterhaltung ist nirgends sonst. Niemand kann sie zurückholen.</translation>
    </message>
    <message>
        <source>The %1 messages of the private conversation are nowhere else. Nobody can bring them back.</source>
        <translation>Die %1 Nachrichten der privaten Unterhaltung gibt es nirgends sonst. Niemand kann sie zurückholen.</translation>
    </message>
    <message>
        <source>What you typed in the private conversation is nowhere else. Nobody can bring it back.</source>
        <translation>Was in der privaten Unterhaltung getippt wurde, gibt es nirgends sonst. Niemand kann es zurückholen.</translation>
    </message>
    <message>
        <source>%1 and %2 more</source>
        <translation>%1 und %2 weitere</translation>
    </message>
    <message>
        <source>%1 drafted for free</source>
        <translation>%1 gratis entworfen</translation>
    </message>
    <message>
        <source>Nothing was drafted: %1.</source>
        <translation>Nichts wurde entworfen: %1.</translation>
    </message>
    <message>
        <source>%1 of %2 tokens were drafted for free.</source>
        <translation>%1 von %2 Token wurden gratis entworfen.</translation>
    </message>
    <message>
        <source>%1: %2 right of %3 drafted</source>
        <translation>%1: %2 von %3 Entwürfen richtig</translation>
    </message>
    <message>
        <source>Saved %1.</source>
        <translation>Gespart: %1.</translation>
    </message>
    <message>
        <source>Cost %1.</source>
        <translation>Mehraufwand: %1.</translation>
    </message>
    <message>
        <source>it is switched off in this conversation</source>
        <translation>in dieser Unterhaltung ist es ausgeschaltet</translation>
    </message>
    <message>
        <source>this model cannot take tokens back</source>
        <translation>dieses Modell kann Token nicht zurücknehmen</translation>
    </message>
    <message>
        <source>no draft model is loaded</source>
        <translation>kein Entwurfsmodell ist geladen</translation>
    </message>
    <message>
        <source>there was nothing to copy from</source>
        <translation>es gab nichts, woraus sich kopieren ließ</translation>
    </message>
    <message>
        <source>it would not have been faster</source>
        <translation>es wäre nicht schneller gewesen</translation>
    </message>
    <message>
        <source>%1 is not there any more.</source>
        <translation>%1 ist nicht mehr da.</translation>
    </message>
    <message>
        <source>%1 is a folder. Attach the files in it that matter.</source>
        <translation>%1 ist ein Ordner. Hängen Sie die Dateien darin an, auf die es ankommt.</translation>
    </message>
    <message>
        <source>%1 is no file but a device or a pipe, which has no end to read to.</source>
        <translation>%1 ist keine Datei, sondern ein Gerät oder eine Pipe ohne Ende.</translation>
    </message>
    <message>
        <source>%1 may not be read by you. Ask whoever owns it, or copy it.</source>
        <translation>%1 darf von Ihnen nicht gelesen werden. Fragen Sie, wem die Datei gehört, oder kopieren Sie sie.</translation>
    </message>
    <message>
        <source>%1 cannot be read: %2.</source>
        <translation>%1 lässt sich nicht lesen: %2.</translation>
    </message>
    <message>
        <source>%1 has %2 MB; a file can have %3 MB. Attach the part that matters.</source>
        <translation>%1 hat %2 MB; eine Datei kann %3 MB haben. Hängen Sie den Teil an, auf den es ankommt.</translation>
    </message>
    <message>
        <source>%1 is empty.</source>
        <translation>%1 ist leer.</translation>
    </message>
    <message>
        <source>%1 is not a text file. Text, code, CSV, PDF and Word files can be attached.</source>
        <translation>%1 ist kein Text. Text, Code, CSV-, PDF- und Word-Dateien können angehängt werden.</translation>
    </message>
    <message>
        <source>%1 is a file of the kind %2. Text, code, CSV, PDF and Word files can be attached.</source>
        <translation>%1 ist eine Datei der Art %2. Text, Code, CSV-, PDF- und Word-Dateien können angehängt werden.</translation>
    </message>
    <message>
        <source>%1 is locked with a password. Save it without one, and attach that.</source>
        <translation>%1 ist mit einem Passwort gesperrt. Speichern Sie die Datei ohne Passwort und hängen Sie diese an.</translation>
    </message>
    <message>
        <source>%1 has no text, only pictures. Have its text recognised first, then attach that.</source>
        <translation>%1 hat keinen Text, nur Bilder. Lassen Sie zuerst den Text erkennen und hängen Sie dann das Ergebnis an.</translation>
    </message>
    <message>
        <source>%1 is damaged: its text cannot be read. Open it in its own program and save it anew.</source>
        <translation>%1 ist beschädigt: Der Text lässt sich nicht lesen. Öffnen Sie die Datei im zugehörigen Programm und speichern Sie sie neu.</translation>
    </message>
    <message>
        <source>%1 unpacks to far more than it should, as files do that mean harm. It was not read.</source>
        <translation>%1 wird beim Entpacken viel größer als üblich, wie es schädliche Dateien tun. Die Datei wurde nicht gelesen.</translation>
    </message>
    <message>
        <source>Reading %1 took too long and was given up. Attach a part of it.</source>
        <translation>%1 zu lesen dauerte zu lange und wurde aufgegeben. Hängen Sie einen Teil davon an.</translation>
    </message>
    <message>
        <source>%1 hides text in more than 20,000 places, as files do that mean harm.</source>
        <translation>%1 verbirgt Text an mehr als 20.000 Stellen, wie es schädliche Dateien tun.</translation>
    </message>
    <message>
        <source>%1 has %2 MB of text; a file can have %3 MB. Attach the part that matters.</source>
        <translation>%1 hat %2 MB Text; eine Datei kann %3 MB haben. Hängen Sie den Teil an, auf den es ankommt.</translation>
    </message>
    <message>
        <source>Reading %1 ended the program that reads files. It was not attached.</source>
        <translation>Beim Lesen von %1 brach das Programm ab, das Dateien liest. Die Datei wurde nicht angehängt.</translation>
    </message>
    <message>
        <source>%1 could not be read, because the program that reads files is missing. Install anew (make setup).</source>
        <translation>%1 konnte nicht gelesen werden, weil das Programm fehlt, das Dateien liest. Installieren Sie neu (make setup).</translation>
    </message>
    <message>
        <source>written in invisible tag characters</source>
        <translation>in unsichtbaren Tag-Zeichen geschrieben</translation>
    </message>
    <message>
        <source>written in invisible variation selectors</source>
        <translation>in unsichtbaren Variantenselektoren geschrieben</translation>
    </message>
    <message>
        <source>characters without width</source>
        <translation>Zeichen ohne Breite</translation>
    </message>
    <message>
        <source>controls that reverse the direction</source>
        <translation>Steuerzeichen, die die Richtung umkehren</translation>
    </message>
    <message>
        <source>drawn invisibly</source>
        <translation>unsichtbar gezeichnet</translation>
    </message>
    <message>
        <source>in the colour of the page</source>
        <translation>in der Farbe der Seite</translation>
    </message>
    <message>
        <source>too small to read</source>
        <translation>zu klein zum Lesen</translation>
    </message>
    <message>
        <source>outside of the page</source>
        <translation>außerhalb der Seite</translation>
    </message>
    <message>
        <source>formatted as hidden</source>
        <translation>als verborgen formatiert</translation>
    </message>
    <message>
        <source>deleted, as a tracked change</source>
        <translation>gelöscht, als verfolgte Änderung</translation>
    </message>
    <message>
        <source>The prompt is another one: %1 tokens then, %2 now. Something that was read then reads otherwise now.</source>
        <translation>Der Prompt ist ein anderer: damals %1 Token, jetzt %2. Etwas, das damals gelesen wurde, liest sich jetzt anders.</translation>
    </message>
    <message>
        <source>The model file is another one (sha256 %1 then, %2 now).</source>
        <translation>Die Modelldatei ist eine andere (sha256 damals %1, jetzt %2).</translation>
    </message>
    <message>
        <source>The model file is another one: %1 bytes then, %2 now.</source>
        <translation>Die Modelldatei ist eine andere: damals %1 Bytes, jetzt %2.</translation>
    </message>
    <message>
        <source>Another build of llama.cpp: %1 then, %2 now.</source>
        <translation>Ein anderer Build von llama.cpp: damals %1, jetzt %2.</translation>
    </message>
    <message>
        <source>Another version of the engine: %1 then, %2 now.</source>
        <translation>Eine andere Version der Engine: damals %1, jetzt %2.</translation>
    </message>
    <message>
        <source>Another device: %1 then, %2 now.</source>
        <translation>Ein anderes Gerät: damals %1, jetzt %2.</translation>
    </message>
    <message>
        <source>Another driver: %1 then, %2 now.</source>
        <translation>Ein anderer Treiber: damals %1, jetzt %2.</translation>
    </message>
    <message>
        <source>Another number of layers on the GPU: %1 then, %2 now.</source>
        <translation>Eine andere Zahl von Schichten auf der GPU: damals %1, jetzt %2.</translation>
    </message>
    <message>
        <source>Another number of threads: %1 then, %2 now.</source>
        <translation>Eine andere Zahl von Threads: damals %1, jetzt %2.</translation>
    </message>
    <message>
        <source>Another type of the KV cache: %1 then, %2 now.</source>
        <translation>Ein anderer Typ des KV-Cache: damals %1, jetzt %2.</translation>
    </message>
    <message>
        <source>Flash attention: %1 then, %2 now.</source>
        <translation>Flash Attention: damals %1, jetzt %2.</translation>
    </message>
    <message>
        <source>Another length of the context: %1 tokens then, %2 now.</source>
        <translation>Eine andere Länge des Kontexts: damals %1 Token, jetzt %2.</translation>
    </message>
    <message>
        <source>Another draft model: %1 then, %2 now.</source>
        <translation>Ein anderes Entwurfsmodell: damals %1, jetzt %2.</translation>
    </message>
    <message>
        <source>Another version of the program: %1 then, %2 now.</source>
        <translation>Eine andere Version des Programms: damals %1, jetzt %2.</translation>
    </message>
    <message>
        <source>Other widths of passes: drafts were checked in %1 rounds then, in %2 now.</source>
        <translation>Andere Breiten der Durchgänge: Entwürfe wurden damals in %1 Runden geprüft, jetzt in %2.</translation>
    </message>
    <message>
        <source>The text that the answer was expected to resemble is not kept; it decided which drafts were checked.</source>
        <translation>Der Text, dem die Antwort ähneln sollte, ist nicht aufbewahrt; er entschied, welche Entwürfe geprüft wurden.</translation>
    </message>
    <message>
        <source>Other widths of passes: of the prompt, %1 tokens were in the cache then, %2 now.</source>
        <translation>Andere Breiten der Durchgänge: Vom Prompt waren damals %1 Token im Cache, jetzt %2.</translation>
    </message>
    <message>
        <source>The number of threads changed on the way: %1 times then, %2 times now.</source>
        <translation>Die Zahl der Threads änderte sich unterwegs: damals %1-mal, jetzt %2-mal.</translation>
    </message>
    <message>
        <source>Nothing of what is recorded differs, so this should not be. Please report it with both runs.</source>
        <translation>Nichts von dem, was festgehalten ist, weicht ab; das sollte also nicht sein. Bitte melden Sie es mit beiden Läufen.</translation>
    </message>
    <message>
        <source>Code in %1. Lines: %2.</source>
        <translation>Code in %1. Zeilen: %2.</translation>
    </message>
    <message>
        <source>Code. Lines: %2.</source>
        <translation>Code. Zeilen: %2.</translation>
    </message>
    <message>
        <source>the program</source>
        <translation>das Programm</translation>
    </message>
    <message>
        <source>the engine</source>
        <translation>die Engine</translation>
    </message>
    <message>
        <source>llama.cpp</source>
        <translation>llama.cpp</translation>
    </message>
    <message>
        <source>the driver</source>
        <translation>der Treiber</translation>
    </message>
    <message>
        <source>the model file</source>
        <translation>die Modelldatei</translation>
    </message>
    <message>
        <source>the number of threads</source>
        <translation>die Zahl der Threads</translation>
    </message>
    <message>
        <source>the number of layers on the GPU</source>
        <translation>die Zahl der Schichten auf der GPU</translation>
    </message>
    <message>
        <source>the type of the KV cache</source>
        <translation>der Typ des KV-Cache</translation>
    </message>
    <message>
        <source>the length of the context</source>
        <translation>die Länge des Kontexts</translation>
    </message>
    <message>
        <source>Reading prompts with %1 is %2 % slower since %3.</source>
        <translation>Das Lesen von Prompts mit %1 ist um %2 % langsamer – seit %3.</translation>
    </message>
    <message>
        <source>Reading prompts with %1 is %2 % faster since %3.</source>
        <translation>Das Lesen von Prompts mit %1 ist um %2 % schneller – seit %3.</translation>
    </message>
    <message>
        <source>Writing with %1 is %2 % slower since %3.</source>
        <translation>Das Schreiben mit %1 ist um %2 % langsamer – seit %3.</translation>
    </message>
    <message>
        <source>Writing with %1 is %2 % faster since %3.</source>
        <translation>Das Schreiben mit %1 ist um %2 % schneller – seit %3.</translation>
    </message>
    <message>
        <source>%1 became %2 (it was %3)</source>
        <translation>%1 auf %2 steht (vorher %3)</translation>
    </message>
    <message>
        <source>%1 of the program&apos;s own measurements before, %2 since: %3 tokens a second, then %4.</source>
        <translation>%1 eigene Messungen des Programms davor, %2 seitdem: %3 Token pro Sekunde, dann %4.</translation>
    </message>
    <message>
        <source>%1 of your runs before, %2 since, of %5 tokens: %3 tokens a second, then %4.</source>
        <translation>%1 Ihrer Läufe davor, %2 seitdem, mit %5 Token: %3 Token pro Sekunde, dann %4.</translation>
    </message>
    <message>
        <source>The change is %1 to %2 % with 95 % certainty; chance alone makes such a one in one of %3 cases.</source>
        <translation>Die Änderung beträgt %1 bis %2 % mit 95 % Sicherheit; der Zufall allein bringt eine solche in einem von %3 Fällen hervor.</translation>
    </message>
    <message>
        <source>made for another program, does not load here</source>
        <translation>für ein anderes Programm gemacht, lädt hier nicht</translation>
    </message>
    <message>
        <source>quality not known</source>
        <translation>Qualität nicht bekannt</translation>
    </message>
    <message>
        <source>poor, only to see whether it runs</source>
        <translation>schlecht, nur um zu sehen, ob es läuft</translation>
    </message>
    <message>
        <source>much worse, a smaller model is often better</source>
        <translation>viel schlechter, ein kleineres Modell ist oft besser</translation>
    </message>
    <message>
        <source>noticeably worse</source>
        <translation>merklich schlechter</translation>
    </message>
    <message>
        <source>good, the usual choice</source>
        <translation>gut, die übliche Wahl</translation>
    </message>
    <message>
        <source>very good, hardly any loss</source>
        <translation>sehr gut, kaum Verlust</translation>
    </message>
    <message>
        <source>nearly the original</source>
        <translation>fast das Original</translation>
    </message>
    <message>
        <source>the original, not made smaller</source>
        <translation>das Original, nicht verkleinert</translation>
    </message>
    <message>
        <source>kB</source>
        <translation>kB</translation>
    </message>
    <message>
        <source>MB</source>
        <translation>MB</translation>
    </message>
    <message>
        <source>GB</source>
        <translation>GB</translation>
    </message>
    <message>
        <source>TB</source>
        <translation>TB</translation>
    </message>
    <message>
        <source>Operation not permitted</source>
        <translation>Vorgang nicht erlaubt</translation>
    </message>
    <message>
        <source>No such file or directory</source>
        <translation>Datei oder Ordner nicht gefunden</translation>
    </message>
    <message>
        <source>Input/output error</source>
        <translation>Eingabe-/Ausgabefehler</translation>
    </message>
    <message>
        <source>No such device or address</source>
        <translation>Gerät oder Adresse nicht gefunden</translation>
    </message>
    <message>
        <source>Argument list too long</source>
        <translation>Argumentliste zu lang</translation>
    </message>
    <message>
        <source>Exec format error</source>
        <translation>Falsches Format der Programmdatei</translation>
    </message>
    <message>
        <source>Resource temporarily unavailable</source>
        <translation>Die Ressource ist zur Zeit nicht verfügbar</translation>
    </message>
    <message>
        <source>Cannot allocate memory</source>
        <translation>Nicht genügend Speicher</translation>
    </message>
    <message>
        <source>Permission denied</source>
        <translation>Keine Berechtigung</translation>
    </message>
    <message>
        <source>Device or resource busy</source>
        <translation>Das Gerät oder die Ressource ist belegt</translation>
    </message>
    <message>
        <source>File exists</source>
        <translation>Die Datei existiert bereits</translation>
    </message>
    <message>
        <source>Invalid cross-device link</source>
        <translation>Verweis über Dateisystemgrenzen hinweg</translation>
    </message>
    <message>
        <source>No such device</source>
        <translation>Gerät nicht gefunden</translation>
    </message>
    <message>
        <source>Not a directory</source>
        <translation>Kein Ordner</translation>
    </message>
    <message>
        <source>Is a directory</source>
        <translation>Ist ein Ordner</translation>
    </message>
    <message>
        <source>Invalid argument</source>
        <translation>Ungültiges Argument</translation>
    </message>
    <message>
        <source>Too many open files in system</source>
        <translation>Zu viele offene Dateien im System</translation>
    </message>
    <message>
        <source>Too many open files</source>
        <translation>Zu viele offene Dateien</translation>
    </message>
    <message>
        <source>Text file busy</source>
        <translation>Die Programmdatei wird gerade benutzt</translation>
    </message>
    <message>
        <source>File too large</source>
        <translation>Die Datei ist zu groß</translation>
    </message>
    <message>
        <source>No space left on device</source>
        <translation>Auf dem Datenträger ist kein Platz mehr</translation>
    </message>
    <message>
        <source>Read-only file system</source>
        <translation>Das Dateisystem ist nur lesbar</translation>
    </message>
    <message>
        <source>Too many links</source>
        <translation>Zu viele Verweise</translation>
    </message>
    <message>
        <source>Broken pipe</source>
        <translation>Die Verbindung zum anderen Programm ist abgebrochen</translation>
    </message>
    <message>
        <source>File name too long</source>
        <translation>Der Dateiname ist zu lang</translation>
    </message>
    <message>
        <source>No locks available</source>
        <translation>Keine Sperren verfügbar</translation>
    </message>
    <message>
        <source>Directory not empty</source>
        <translation>Der Ordner ist nicht leer</translation>
    </message>
    <message>
        <source>Too many levels of symbolic links</source>
        <translation>Zu viele Ebenen symbolischer Verweise</translation>
    </message>
    <message>
        <source>Value too large for defined data type</source>
        <translation>Der Wert ist zu groß für seinen Datentyp</translation>
    </message>
    <message>
        <source>Invalid or incomplete multibyte or wide character</source>
        <translation>Ungültiges oder unvollständiges Zeichen</translation>
    </message>
    <message>
        <source>Operation not supported</source>
        <translation>Vorgang nicht unterstützt</translation>
    </message>
    <message>
        <source>Network is unreachable</source>
        <translation>Das Netz ist nicht erreichbar</translation>
    </message>
    <message>
        <source>Connection reset by peer</source>
        <translation>Die Gegenseite hat die Verbindung abgebrochen</translation>
    </message>
    <message>
        <source>Connection timed out</source>
        <translation>Zeit für die Verbindung überschritten</translation>
    </message>
    <message>
        <source>Connection refused</source>
        <translation>Verbindung abgelehnt</translation>
    </message>
    <message>
        <source>Host is down</source>
        <translation>Der Rechner ist nicht in Betrieb</translation>
    </message>
    <message>
        <source>No route to host</source>
        <translation>Kein Weg zum Rechner</translation>
    </message>
    <message>
        <source>Stale file handle</source>
        <translation>Die Datei auf dem Netzlaufwerk gilt nicht mehr</translation>
    </message>
    <message>
        <source>Structure needs cleaning</source>
        <translation>Das Dateisystem muss repariert werden</translation>
    </message>
    <message>
        <source>Remote I/O error</source>
        <translation>Eingabe-/Ausgabefehler der Gegenseite</translation>
    </message>
    <message>
        <source>Disk quota exceeded</source>
        <translation>Der zugeteilte Speicherplatz ist aufgebraucht</translation>
    </message>
    <message>
        <source>No medium found</source>
        <translation>Kein Datenträger gefunden</translation>
    </message>
    <message>
        <source>So it is in 1 other kind of its work.</source>
        <translation>So ist es bei 1 weiteren Art seiner Arbeit.</translation>
    </message>
    <message>
        <source>So it is in %1 other kinds of its work.</source>
        <translation>So ist es bei %1 weiteren Arten seiner Arbeit.</translation>
    </message>
    <message>
        <source>How the model is loaded</source>
        <translation>Wie das Modell geladen wird</translation>
    </message>
    <message>
        <source>Context, GPU layers, threads, batch, KV cache and flash attention, with what they cost in memory.</source>
        <translation>Kontext, GPU-Schichten, Threads, Batch, KV-Cache und Flash Attention, und was sie an Speicher kosten.</translation>
    </message>
    <message>
        <source>Speculation and its draft model</source>
        <translation>Spekulation und ihr Entwurfsmodell</translation>
    </message>
    <message>
        <source>A small model drafts what the large one checks: the same answers, sooner.</source>
        <translation>Ein kleines Modell entwirft, was das große prüft: dieselben Antworten, nur früher.</translation>
    </message>
    <message>
        <source>Models</source>
        <translation>Modelle</translation>
    </message>
    <message>
        <source>Those on this machine, downloads, and the search at the hub.</source>
        <translation>Die auf diesem Rechner, Downloads und die Suche beim Hub.</translation>
    </message>
    <message>
        <source>Network and offline</source>
        <translation>Netz und offline</translation>
    </message>
    <message>
        <source>The offline switch, and what went over the network so far.</source>
        <translation>Der Offline-Schalter, und was bisher über das Netz ging.</translation>
    </message>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>Tastenkürzel</translation>
    </message>
    <message>
        <source>Every command with its keys, which you can change.</source>
        <translation>Jeder Befehl mit seinen Tasten, die Sie ändern können.</translation>
    </message>
    <message>
        <source>Presets</source>
        <translation>Voreinstellungen</translation>
    </message>
    <message>
        <source>System prompts and sampling: temperature, top-p, seed, longest answer.</source>
        <translation>System-Prompts und Sampling: Temperatur, Top-p, Seed, längste Antwort.</translation>
    </message>
    <message>
        <source>Prompt templates</source>
        <translation>Prompt-Vorlagen</translation>
    </message>
    <message>
        <source>Texts with gaps that a word with a slash puts into the field.</source>
        <translation>Texte mit Lücken, die ein Wort mit Schrägstrich ins Feld setzt.</translation>
    </message>
    <message>
        <source>Prices of electricity and hardware</source>
        <translation>Preise für Strom und Geräte</translation>
    </message>
    <message>
        <source>What answers cost on this machine and elsewhere is reckoned from them.</source>
        <translation>Daraus wird berechnet, was Antworten auf diesem Rechner und anderswo kosten.</translation>
    </message>
</context>
<context>
    <name>Announcing</name>
    <message>
        <source>The answer begins.</source>
        <translation>Die Antwort beginnt.</translation>
    </message>
    <message>
        <source>The answer is complete.</source>
        <translation>Die Antwort ist vollständig.</translation>
    </message>
    <message>
        <source>The model is reasoning.</source>
        <translation>Das Modell denkt nach.</translation>
    </message>
</context>
<context>
    <name>AnswerDetails</name>
    <message>
        <source>Details of this answer</source>
        <translation>Details dieser Antwort</translation>
    </message>
    <message>
        <source>Where the time went</source>
        <translation>Wohin die Zeit ging</translation>
    </message>
    <message>
        <source>&amp;Copy as text</source>
        <translation>Als Text &amp;kopieren</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>Kopiert</translation>
    </message>
</context>
<context>
    <name>AnswerNotices</name>
    <message>
        <source>The answer failed</source>
        <translation>Die Antwort ist fehlgeschlagen</translation>
    </message>
    <message>
        <source>The answer is ready</source>
        <translation>Die Antwort ist fertig</translation>
    </message>
    <message>
        <source>It took %1.</source>
        <translation>Es dauerte %1.</translation>
    </message>
</context>
<context>
    <name>Answering</name>
    <message>
        <source>The answer could not be saved yet; it stays in this window. %1</source>
        <translation>Die Antwort konnte noch nicht gespeichert werden; sie bleibt in diesem Fenster. %1</translation>
    </message>
</context>
<context>
    <name>AnswersModel</name>
    <message>
        <source>Conversation</source>
        <translation>Unterhaltung</translation>
    </message>
    <message>
        <source>When</source>
        <translation>Wann</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>Modell</translation>
    </message>
    <message>
        <source>First token</source>
        <translation>Erstes Token</translation>
    </message>
    <message>
        <source>Read</source>
        <translation>Gelesen</translation>
    </message>
    <message>
        <source>Written</source>
        <translation>Geschrieben</translation>
    </message>
    <message>
        <source>Without a title</source>
        <translation>Ohne Titel</translation>
    </message>
    <message>
        <source>Deleted</source>
        <translation>Gelöscht</translation>
    </message>
</context>
<context>
    <name>ArchiveJob</name>
    <message>
        <source>Exporting to %1</source>
        <translation>Export nach %1</translation>
    </message>
    <message>
        <source>Importing %1</source>
        <translation>Import von %1</translation>
    </message>
    <message>
        <source>The import was cancelled. What it had imported by then stays.</source>
        <translation>Der Import wurde abgebrochen. Was bis dahin importiert war, bleibt.</translation>
    </message>
    <message>
        <source>The export was cancelled; no file was written.</source>
        <translation>Der Export wurde abgebrochen; es wurde keine Datei geschrieben.</translation>
    </message>
    <message>
        <source>%1 conversations are in %2.</source>
        <translation>%1 Unterhaltungen sind in %2.</translation>
    </message>
    <message>
        <source>It is in %2.</source>
        <translation>Sie ist in %2.</translation>
    </message>
    <message>
        <source>The export to %1 failed by a mistake of this program; no file was written. Its log says more.</source>
        <translation>Der Export nach %1 scheiterte an einem Fehler dieses Programms; es wurde keine Datei geschrieben. Das Protokoll sagt mehr.</translation>
    </message>
    <message>
        <source>The import of %1 failed by a mistake of this program. What it had imported by then stays; its log says more.</source>
        <translation>Der Import von %1 scheiterte an einem Fehler dieses Programms. Was bis dahin importiert war, bleibt; das Protokoll sagt mehr.</translation>
    </message>
    <message>
        <source>1 new conversation with %2 came from %3.</source>
        <translation>1 neue Unterhaltung mit %2 kam aus %3.</translation>
    </message>
    <message>
        <source>%1 new conversations with %2 came from %3.</source>
        <translation>%1 neue Unterhaltungen mit %2 kamen aus %3.</translation>
    </message>
    <message>
        <source>1 message</source>
        <translation>1 Nachricht</translation>
    </message>
    <message>
        <source>%1 messages</source>
        <translation>%1 Nachrichten</translation>
    </message>
    <message>
        <source>%1 were here already.</source>
        <translation>%1 waren schon da.</translation>
    </message>
    <message>
        <source>1 was here already.</source>
        <translation>1 war schon da.</translation>
    </message>
    <message>
        <source>%1 records had something wrong:</source>
        <translation>An %1 Einträgen stimmte etwas nicht:</translation>
    </message>
    <message>
        <source>1 record had something wrong:</source>
        <translation>Bei 1 Eintrag stimmte etwas nicht:</translation>
    </message>
    <message>
        <source>and %1 more</source>
        <translation>und %1 weitere</translation>
    </message>
</context>
<context>
    <name>Attaching</name>
    <message>
        <source>A message can have %1 files; %2 was left out.</source>
        <translation>Eine Nachricht kann %1 Dateien haben; %2 wurde weggelassen.</translation>
    </message>
    <message>
        <source>A picture cannot be attached. Text, code, CSV, PDF and Word files can.</source>
        <translation>Ein Bild kann nicht angehängt werden. Text-, Code-, CSV-, PDF- und Word-Dateien können es.</translation>
    </message>
    <message>
        <source>Pasted text</source>
        <translation>Eingefügter Text</translation>
    </message>
    <message>
        <source>Pasted text %1</source>
        <translation>Eingefügter Text %1</translation>
    </message>
    <message>
        <source>%1 And %2 more could not be attached.</source>
        <translation>%1 Weitere %2 konnten nicht angehängt werden.</translation>
    </message>
</context>
<context>
    <name>AttachingWiring</name>
    <message>
        <source>Attach files</source>
        <translation>Dateien anhängen</translation>
    </message>
    <message>
        <source>Nothing is sent yet: a file is still being read. Send when that is done, or remove the file.</source>
        <translation>Noch ist nichts gesendet: Eine Datei wird noch gelesen. Senden Sie, wenn das fertig ist, oder entfernen Sie die Datei.</translation>
    </message>
</context>
<context>
    <name>AttachmentChip</name>
    <message>
        <source>Do not send this file</source>
        <translation>Diese Datei nicht senden</translation>
    </message>
    <message>
        <source>Reading …</source>
        <translation>Wird gelesen …</translation>
    </message>
    <message>
        <source>Attached file %1: %2</source>
        <translation>Angehängte Datei %1: %2</translation>
    </message>
    <message>
        <source>Click to see what the model will read.</source>
        <translation>Ein Klick zeigt, was das Modell lesen wird.</translation>
    </message>
</context>
<context>
    <name>AttachmentChips</name>
    <message>
        <source>Remove all</source>
        <translation>Alle entfernen</translation>
    </message>
    <message>
        <source>Put the file back</source>
        <translation>Datei wieder anhängen</translation>
    </message>
    <message>
        <source>Attached files</source>
        <translation>Angehängte Dateien</translation>
    </message>
    <message>
        <source>%1 files</source>
        <translation>%1 Dateien</translation>
    </message>
    <message>
        <source>%2 of %1 files read</source>
        <translation>%2 von %1 Dateien gelesen</translation>
    </message>
    <message>
        <source>Put “%1” back</source>
        <translation>„%1“ wieder anhängen</translation>
    </message>
    <message>
        <source>Put %1 files back</source>
        <translation>%1 Dateien wieder anhängen</translation>
    </message>
</context>
<context>
    <name>AttachmentPreview</name>
    <message>
        <source>What the model read of %1</source>
        <translation>Was das Modell von %1 gelesen hat</translation>
    </message>
    <message>
        <source>What the model will read of %1</source>
        <translation>Was das Modell von %1 lesen wird</translation>
    </message>
    <message>
        <source>Let the model read the hidden passages too</source>
        <translation>Das Modell auch die verborgenen Stellen lesen lassen</translation>
    </message>
    <message>
        <source>Next hidden passage</source>
        <translation>Nächste verborgene Stelle</translation>
    </message>
    <message>
        <source>Text of the file</source>
        <translation>Text der Datei</translation>
    </message>
    <message>
        <source>Previous part</source>
        <translation>Voriger Teil</translation>
    </message>
    <message>
        <source>Next part</source>
        <translation>Nächster Teil</translation>
    </message>
    <message>
        <source>Save the file…</source>
        <translation>Datei speichern…</translation>
    </message>
    <message>
        <source>%1 characters</source>
        <translation>%1 Zeichen</translation>
    </message>
    <message>
        <source>1 character</source>
        <translation>1 Zeichen</translation>
    </message>
    <message>
        <source>Some passages cannot be seen in the document (%1). The model reads them.</source>
        <translation>Manche Stellen sind im Dokument nicht zu sehen (%1). Das Modell liest sie.</translation>
    </message>
    <message>
        <source>Some passages cannot be seen in the document (%1). They are left out, and struck here.</source>
        <translation>Manche Stellen sind im Dokument nicht zu sehen (%1). Sie werden weggelassen und sind hier durchgestrichen.</translation>
    </message>
    <message>
        <source>The model reads nothing of this file.</source>
        <translation>Das Modell liest nichts von dieser Datei.</translation>
    </message>
    <message>
        <source>Part %1 of %2</source>
        <translation>Teil %1 von %2</translation>
    </message>
    <message>
        <source>Save the file</source>
        <translation>Datei speichern</translation>
    </message>
    <message>
        <source>The file could not be saved: %1</source>
        <translation>Die Datei konnte nicht gespeichert werden: %1</translation>
    </message>
</context>
<context>
    <name>BesidePane</name>
    <message>
        <source>Second model</source>
        <translation>Zweites Modell</translation>
    </message>
    <message>
        <source>Use this one</source>
        <translation>Diese nehmen</translation>
    </message>
    <message>
        <source>Go on with this answer instead of the other one</source>
        <translation>Mit dieser Antwort weitermachen statt mit der anderen</translation>
    </message>
    <message>
        <source>Close the second model</source>
        <translation>Zweites Modell schließen</translation>
    </message>
    <message>
        <source>Answer of the second model</source>
        <translation>Antwort des zweiten Modells</translation>
    </message>
    <message>
        <source>Load anyway</source>
        <translation>Trotzdem laden</translation>
    </message>
    <message>
        <source>Load again</source>
        <translation>Erneut laden</translation>
    </message>
    <message>
        <source>The next question goes to both models.</source>
        <translation>Die nächste Frage geht an beide Modelle.</translation>
    </message>
    <message>
        <source>Questions go to the first model alone.</source>
        <translation>Fragen gehen nur an das erste Modell.</translation>
    </message>
    <message>
        <source>It answers when the first model is done: both at once would slow each other down.</source>
        <translation>Es antwortet, wenn das erste Modell fertig ist: Beide zugleich würden einander bremsen.</translation>
    </message>
</context>
<context>
    <name>ChangesPanel</name>
    <message>
        <source>Changes of speed</source>
        <translation>Änderungen der Geschwindigkeit</translation>
    </message>
</context>
<context>
    <name>Chart</name>
    <message>
        <source>Chart</source>
        <translation>Diagramm</translation>
    </message>
</context>
<context>
    <name>Chores</name>
    <message>
        <source>This could not be done: the program met an error of its own.</source>
        <translation>Das ging nicht: Das Programm hat selbst einen Fehler gemacht.</translation>
    </message>
</context>
<context>
    <name>CodeBlock</name>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>Kopiert</translation>
    </message>
    <message>
        <source>Copy code</source>
        <translation>Code kopieren</translation>
    </message>
    <message>
        <source>Copy the whole block</source>
        <translation>Ganzen Block kopieren</translation>
    </message>
    <message>
        <source>Save…</source>
        <translation>Speichern…</translation>
    </message>
    <message>
        <source>Save code as a file</source>
        <translation>Code als Datei speichern</translation>
    </message>
    <message>
        <source>Save the whole block as a file</source>
        <translation>Ganzen Block als Datei speichern</translation>
    </message>
    <message>
        <source>Wrap</source>
        <translation>Umbruch</translation>
    </message>
    <message>
        <source>Wrap long lines of the code</source>
        <translation>Lange Zeilen des Codes umbrechen</translation>
    </message>
    <message>
        <source>Wrap long lines</source>
        <translation>Lange Zeilen umbrechen</translation>
    </message>
    <message>
        <source>code</source>
        <translation>Code</translation>
    </message>
</context>
<context>
    <name>CodeSaving</name>
    <message>
        <source>Save code</source>
        <translation>Code speichern</translation>
    </message>
    <message>
        <source>The code could not be saved as %1: %2. Choose another folder or another name.</source>
        <translation>Der Code konnte nicht als %1 gespeichert werden: %2. Wählen Sie einen anderen Ordner oder einen anderen Namen.</translation>
    </message>
</context>
<context>
    <name>ColumnHead</name>
    <message>
        <source>not loaded</source>
        <translation>nicht geladen</translation>
    </message>
    <message>
        <source>looks for memory</source>
        <translation>prüft den Speicher</translation>
    </message>
    <message>
        <source>waits</source>
        <translation>wartet</translation>
    </message>
    <message>
        <source>No model</source>
        <translation>Kein Modell</translation>
    </message>
    <message>
        <source>Loading, %1 %</source>
        <translation>Wird geladen, %1 %</translation>
    </message>
    <message>
        <source>Reading, %1 %</source>
        <translation>Liest, %1 %</translation>
    </message>
    <message>
        <source>busy elsewhere</source>
        <translation>anderswo beschäftigt</translation>
    </message>
    <message>
        <source>Writing, %1</source>
        <translation>Schreibt, %1</translation>
    </message>
    <message>
        <source>Stop this answer</source>
        <translation>Diese Antwort anhalten</translation>
    </message>
</context>
<context>
    <name>Composer</name>
    <message>
        <source>Your message</source>
        <translation>Ihre Nachricht</translation>
    </message>
    <message>
        <source>Write a message</source>
        <translation>Nachricht schreiben</translation>
    </message>
    <message>
        <source>Attach files</source>
        <translation>Dateien anhängen</translation>
    </message>
    <message>
        <source>Write the next message</source>
        <translation>Nächste Nachricht schreiben</translation>
    </message>
    <message>
        <source>Stop (Esc)</source>
        <translation>Stopp (Esc)</translation>
    </message>
    <message>
        <source>Send (Enter)</source>
        <translation>Senden (Eingabe)</translation>
    </message>
</context>
<context>
    <name>ContextGauge</name>
    <message>
        <source>Context</source>
        <translation>Kontext</translation>
    </message>
    <message>
        <source>about %1</source>
        <translation>etwa %1</translation>
    </message>
    <message>
        <source>not counted</source>
        <translation>nicht gezählt</translation>
    </message>
    <message>
        <source>%1 too many</source>
        <translation>%1 zu viel</translation>
    </message>
    <message>
        <source>%1 of these are for messages that wait</source>
        <translation>%1 davon für Nachrichten, die warten</translation>
    </message>
    <message>
        <source>Context: %1</source>
        <translation>Kontext: %1</translation>
    </message>
    <message>
        <source>Context: not counted. %1</source>
        <translation>Kontext: nicht gezählt. %1</translation>
    </message>
    <message>
        <source>Context: %1 tokens do not fit into %2; %3 are too many</source>
        <translation>Kontext: %1 Token passen nicht in %2; %3 sind zu viel</translation>
    </message>
    <message>
        <source>Context: %1 of %2 tokens used (%3 %)</source>
        <translation>Kontext: %1 von %2 Token belegt (%3 %)</translation>
    </message>
</context>
<context>
    <name>ContextKeeping</name>
    <message>
        <source>This does not fit, and nothing was sent: the model would have to read about %1 tokens and its context has room for %2. About %3 are too many.</source>
        <translation>Das passt nicht, und nichts wurde gesendet: Das Modell müsste etwa %1 Token lesen, und sein Kontext hat Platz für %2. Etwa %3 sind zu viel.</translation>
    </message>
    <message>
        <source>This does not fit, and nothing was sent: the model would have to read %1 tokens and its context has room for %2. %3 are too many.</source>
        <translation>Das passt nicht, und nichts wurde gesendet: Das Modell müsste %1 Token lesen, und sein Kontext hat Platz für %2. %3 sind zu viel.</translation>
    </message>
    <message>
        <source>Remove a file, shorten the message, or load the model with a larger context.</source>
        <translation>Entfernen Sie eine Datei, kürzen Sie die Nachricht oder laden Sie das Modell mit einem größeren Kontext.</translation>
    </message>
    <message>
        <source>Shorten the message, or load the model with a larger context.</source>
        <translation>Kürzen Sie die Nachricht, oder laden Sie das Modell mit einem größeren Kontext.</translation>
    </message>
    <message>
        <source>Remove a file or shorten the message: this model can read no more than %1 tokens.</source>
        <translation>Entfernen Sie eine Datei oder kürzen Sie die Nachricht: Dieses Modell kann höchstens %1 Token lesen.</translation>
    </message>
    <message>
        <source>Shorten the message: this model can read no more than %1 tokens.</source>
        <translation>Kürzen Sie die Nachricht: Dieses Modell kann höchstens %1 Token lesen.</translation>
    </message>
    <message>
        <source>The model now reads a summary instead of the oldest message; it stands below it.</source>
        <translation>Das Modell liest statt der ältesten Nachricht jetzt eine Zusammenfassung; sie steht darunter.</translation>
    </message>
    <message>
        <source>The model now reads a summary instead of the oldest %1 messages; it stands below them.</source>
        <translation>Das Modell liest statt der ältesten %1 Nachrichten jetzt eine Zusammenfassung; sie steht darunter.</translation>
    </message>
    <message>
        <source>The oldest message no longer fits into the model&apos;s context and is left out from now on.</source>
        <translation>Die älteste Nachricht passt nicht mehr in den Kontext des Modells und wird ab jetzt weggelassen.</translation>
    </message>
    <message>
        <source>The oldest %1 messages no longer fit into the model&apos;s context and are left out from now on.</source>
        <translation>Die ältesten %1 Nachrichten passen nicht mehr in den Kontext des Modells und werden von jetzt an weggelassen.</translation>
    </message>
    <message>
        <source>The model wrote none.</source>
        <translation>Das Modell hat keine geschrieben.</translation>
    </message>
    <message>
        <source>The oldest messages could not be summed up, and nothing was sent. %1</source>
        <translation>Die ältesten Nachrichten konnten nicht zusammengefasst werden, und nichts wurde gesendet. %1</translation>
    </message>
</context>
<context>
    <name>ContextMeter</name>
    <message>
        <source>It is about %1 tokens long, several times what fits.</source>
        <translation>Es ist etwa %1 Token lang, ein Mehrfaches dessen, was passt.</translation>
    </message>
</context>
<context>
    <name>ContextPanel</name>
    <message>
        <source>Context</source>
        <translation>Kontext</translation>
    </message>
    <message>
        <source>Instructions and template</source>
        <translation>Anweisungen und Vorlage</translation>
    </message>
    <message>
        <source>Conversation</source>
        <translation>Unterhaltung</translation>
    </message>
    <message>
        <source>Attached files</source>
        <translation>Angehängte Dateien</translation>
    </message>
    <message>
        <source>Your message</source>
        <translation>Ihre Nachricht</translation>
    </message>
    <message>
        <source>Answer so far</source>
        <translation>Antwort bisher</translation>
    </message>
    <message>
        <source>Messages that wait</source>
        <translation>Wartende Nachrichten</translation>
    </message>
    <message>
        <source>Kept free for the answer</source>
        <translation>Für die Antwort frei gehalten</translation>
    </message>
    <message>
        <source>Free</source>
        <translation>Frei</translation>
    </message>
    <message>
        <source>When it is full</source>
        <translation>Wenn er voll ist</translation>
    </message>
    <message>
        <source>Say so and send nothing</source>
        <translation>Melden und nichts senden</translation>
    </message>
    <message>
        <source>Leave out the oldest messages</source>
        <translation>Die ältesten Nachrichten weglassen</translation>
    </message>
    <message>
        <source>They stay in the conversation, greyed. The system prompt and pinned turns are always read.</source>
        <translation>Sie bleiben ausgegraut in der Unterhaltung. System-Prompt und angeheftete Beiträge werden immer gelesen.</translation>
    </message>
    <message>
        <source>Let the model sum up the oldest messages</source>
        <translation>Die ältesten Nachrichten zusammenfassen</translation>
    </message>
    <message>
        <source>The summary stands in the conversation, and you can change it.</source>
        <translation>Das Modell schreibt die Zusammenfassung; sie steht in der Unterhaltung und lässt sich ändern.</translation>
    </message>
    <message>
        <source>A conversation that has begun has its own choice; the settings have the usual one.</source>
        <translation>Eine begonnene Unterhaltung hat ihre eigene Wahl; die übliche steht in den Einstellungen.</translation>
    </message>
    <message>
        <source>About %1 of %2 tokens of context</source>
        <translation>Etwa %1 von %2 Token Kontext</translation>
    </message>
    <message>
        <source>%1 tokens of context</source>
        <translation>%1 Token Kontext</translation>
    </message>
    <message>
        <source>%1 of %2 tokens of context</source>
        <translation>%1 von %2 Token Kontext</translation>
    </message>
    <message>
        <source>%1 tokens are too many to be sent.</source>
        <translation>%1 Token sind zu viel zum Senden.</translation>
    </message>
    <message>
        <source>1 token is too many to be sent.</source>
        <translation>1 Token ist zu viel, um gesendet zu werden.</translation>
    </message>
    <message>
        <source>There is room for an answer of %1 only.</source>
        <translation>Es ist nur Platz für eine Antwort von %1.</translation>
    </message>
    <message>
        <source>1 message is not read any more.</source>
        <translation>1 Nachricht wird nicht mehr gelesen.</translation>
    </message>
    <message>
        <source>%1 messages are not read any more.</source>
        <translation>%1 Nachrichten werden nicht mehr gelesen.</translation>
    </message>
</context>
<context>
    <name>ContextSummaryDialog</name>
    <message>
        <source>What is read of the beginning</source>
        <translation>Was vom Anfang gelesen wird</translation>
    </message>
    <message>
        <source>The messages down to here no longer fit into the model&apos;s context. They stay in the conversation; the model reads this text instead. Without any it reads nothing of them.</source>
        <translation>Die Nachrichten bis hierher passen nicht mehr in den Kontext des Modells. Sie bleiben in der Unterhaltung; das Modell liest stattdessen diesen Text. Ist er leer, liest es nichts von ihnen.</translation>
    </message>
    <message>
        <source>Summary of the messages that are left out</source>
        <translation>Zusammenfassung der weggelassenen Nachrichten</translation>
    </message>
    <message>
        <source>No summary</source>
        <translation>Keine Zusammenfassung</translation>
    </message>
    <message>
        <source>&amp;Save</source>
        <translation>&amp;Speichern</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>&amp;Read everything again</source>
        <translation>&amp;Alles wieder lesen</translation>
    </message>
    <message>
        <source>If there is room for it by now, as with a larger context</source>
        <translation>Falls inzwischen Platz dafür ist, etwa mit einem größeren Kontext</translation>
    </message>
</context>
<context>
    <name>ConversationList</name>
    <message>
        <source>Conversations</source>
        <translation>Unterhaltungen</translation>
    </message>
    <message>
        <source>New conversation</source>
        <translation>Neue Unterhaltung</translation>
    </message>
    <message>
        <source>Undo delete</source>
        <translation>Löschen rückgängig</translation>
    </message>
    <message>
        <source>Archive, trash, folders, export and import</source>
        <translation>Archiv, Papierkorb, Ordner, Export und Import</translation>
    </message>
    <message>
        <source>Nothing was found for “%1”.</source>
        <translation>Zu „%1“ wurde nichts gefunden.</translation>
    </message>
    <message>
        <source>The best %1 results</source>
        <translation>Die besten %1 Ergebnisse</translation>
    </message>
    <message>
        <source>1 result</source>
        <translation>1 Ergebnis</translation>
    </message>
    <message>
        <source>%1 results</source>
        <translation>%1 Ergebnisse</translation>
    </message>
    <message>
        <source>Import</source>
        <translation>Import</translation>
    </message>
    <message>
        <source>That did not work</source>
        <translation>Das hat nicht geklappt</translation>
    </message>
</context>
<context>
    <name>ConversationListModel</name>
    <message>
        <source>New conversation</source>
        <translation>Neue Unterhaltung</translation>
    </message>
    <message>
        <source>open</source>
        <translation>aufgeklappt</translation>
    </message>
    <message>
        <source>closed</source>
        <translation>zugeklappt</translation>
    </message>
    <message>
        <source>Folder %1</source>
        <translation>Ordner %1</translation>
    </message>
    <message>
        <source>1 conversation</source>
        <translation>1 Unterhaltung</translation>
    </message>
    <message>
        <source>%1 conversations</source>
        <translation>%1 Unterhaltungen</translation>
    </message>
    <message>
        <source>kept one more day</source>
        <translation>bleibt noch einen Tag</translation>
    </message>
    <message>
        <source>kept %1 more days</source>
        <translation>bleibt noch %1 Tage</translation>
    </message>
    <message>
        <source>pinned</source>
        <translation>angeheftet</translation>
    </message>
    <message>
        <source>in folder %1</source>
        <translation>im Ordner %1</translation>
    </message>
    <message>
        <source>tags: %1</source>
        <translation>Schlagwörter: %1</translation>
    </message>
</context>
<context>
    <name>Copying</name>
    <message>
        <source>You</source>
        <translation>Sie</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>Antwort</translation>
    </message>
    <message>
        <source>Instructions</source>
        <translation>Anweisungen</translation>
    </message>
</context>
<context>
    <name>CostsPanel</name>
    <message>
        <source>&amp;Prices…</source>
        <translation>&amp;Preise…</translation>
    </message>
    <message>
        <source>Open %1, where you write down what things cost</source>
        <translation>%1 öffnen und dort eintragen, was die Dinge kosten</translation>
    </message>
    <message>
        <source>Costs</source>
        <translation>Kosten</translation>
    </message>
    <message>
        <source>Where</source>
        <translation>Wo</translation>
    </message>
    <message>
        <source>These answers</source>
        <translation>Diese Antworten</translation>
    </message>
    <message>
        <source>One answer</source>
        <translation>Eine Antwort</translation>
    </message>
    <message>
        <source>A million tokens</source>
        <translation>Eine Million Token</translation>
    </message>
    <message>
        <source>The machine is paid for</source>
        <translation>Der Rechner ist bezahlt</translation>
    </message>
    <message>
        <source>Worth it from</source>
        <translation>Lohnt sich ab</translation>
    </message>
</context>
<context>
    <name>Dates</name>
    <message>
        <source>%1: first day</source>
        <translation>%1: erster Tag</translation>
    </message>
    <message>
        <source>%1: last day</source>
        <translation>%1: letzter Tag</translation>
    </message>
</context>
<context>
    <name>DownloadQueue</name>
    <message>
        <source>The list of downloads cannot be written to %1. They go on, but a restart would not know of them. Look at the disk of that folder.</source>
        <translation>Die Liste der Downloads lässt sich nicht nach %1 schreiben. Sie laufen weiter, aber nach einem Neustart wären sie nicht mehr bekannt. Prüfen Sie den Datenträger dieses Ordners.</translation>
    </message>
    <message>
        <source>The download ended in a way that nobody knows. Try again.</source>
        <translation>Der Download endete auf unbekannte Weise. Versuchen Sie es erneut.</translation>
    </message>
    <message>
        <source>%1 was said to be here, and is not. Try again.</source>
        <translation>%1 sollte hier sein, ist es aber nicht. Versuchen Sie es erneut.</translation>
    </message>
</context>
<context>
    <name>DownloadRow</name>
    <message>
        <source>Move up</source>
        <translation>Nach oben</translation>
    </message>
    <message>
        <source>It is fetched earlier (Alt+Up)</source>
        <translation>Wird früher geholt (Alt+Pfeil nach oben)</translation>
    </message>
    <message>
        <source>Load</source>
        <translation>Laden</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>Fortsetzen</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>%1 percent</source>
        <translation>%1 Prozent</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Erneut versuchen</translation>
    </message>
    <message>
        <source>Remove from the list</source>
        <translation>Aus der Liste entfernen</translation>
    </message>
    <message>
        <source>Checking what is here</source>
        <translation>Vorhandenes wird geprüft</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>Wartet</translation>
    </message>
    <message>
        <source>Downloading</source>
        <translation>Wird heruntergeladen</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>Angehalten</translation>
    </message>
    <message>
        <source>Done and verified</source>
        <translation>Fertig und geprüft</translation>
    </message>
    <message>
        <source>Stopped</source>
        <translation>Abgebrochen</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 von %2</translation>
    </message>
    <message>
        <source>%1/s</source>
        <translation>%1/s</translation>
    </message>
</context>
<context>
    <name>DownloadsPage</name>
    <message>
        <source>No downloads. A model that you choose under “Find” appears here; it can be paused, and goes on where it was, also after Inglenook was closed.</source>
        <translation>Keine Downloads. Ein unter „Suchen“ gewähltes Modell erscheint hier; der Download lässt sich anhalten und geht an derselben Stelle weiter, auch nachdem Inglenook geschlossen war.</translation>
    </message>
</context>
<context>
    <name>EditableCanvas</name>
    <message>
        <source>Edit not sent</source>
        <translation>Änderung nicht gesendet</translation>
    </message>
    <message>
        <source>Edit not saved</source>
        <translation>Änderung nicht gespeichert</translation>
    </message>
</context>
<context>
    <name>EmptyPage</name>
    <message>
        <source>What is on your mind?</source>
        <translation>Worum geht es heute?</translation>
    </message>
    <message>
        <source>Opens the window of models with its name. Nothing goes out before you search</source>
        <translation>Öffnet das Fenster der Modelle mit seinem Namen. Nichts geht hinaus, bevor Sie suchen</translation>
    </message>
    <message>
        <source>Private conversation</source>
        <translation>Private Unterhaltung</translation>
    </message>
    <message>
        <source>One that is never written to the disk</source>
        <translation>Eine, die nie auf den Datenträger geschrieben wird</translation>
    </message>
    <message>
        <source>Nothing that is said here is written to the disk.</source>
        <translation>Nichts, was hier gesagt wird, kommt auf den Datenträger.</translation>
    </message>
    <message>
        <source>Everything stays on this machine: the model, your words and its answers.</source>
        <translation>Alles bleibt auf diesem Rechner: das Modell, Ihre Worte und seine Antworten.</translation>
    </message>
    <message>
        <source>Better on this machine: %1, %2</source>
        <translation>Besser auf diesem Rechner: %1, %2</translation>
    </message>
    <message>
        <source>Recommended for this machine: %1, %2</source>
        <translation>Empfohlen für diesen Rechner: %1, %2</translation>
    </message>
    <message>
        <source>A small model to start with: quick, and often wrong. Choose a larger one for real work.</source>
        <translation>Ein kleines Modell für den Anfang: schnell, oft falsch. Besser ist ein größeres.</translation>
    </message>
</context>
<context>
    <name>FiguresModel</name>
    <message>
        <source>Answers</source>
        <translation>Antworten</translation>
    </message>
    <message>
        <source>Over budget</source>
        <translation>Über Limit</translation>
    </message>
    <message>
        <source>Accepted</source>
        <translation>Angenommen</translation>
    </message>
    <message>
        <source>Read</source>
        <translation>Gelesen</translation>
    </message>
    <message>
        <source>Cached</source>
        <translation>Im Cache</translation>
    </message>
    <message>
        <source>Written</source>
        <translation>Geschrieben</translation>
    </message>
    <message>
        <source>Energy</source>
        <translation>Energie</translation>
    </message>
    <message>
        <source>Cost</source>
        <translation>Kosten</translation>
    </message>
    <message>
        <source>%1, compared</source>
        <translation>%1, verglichen</translation>
    </message>
</context>
<context>
    <name>FilterBar</name>
    <message>
        <source>Period</source>
        <translation>Zeitraum</translation>
    </message>
    <message>
        <source>Last 7 days</source>
        <translation>7 Tage</translation>
    </message>
    <message>
        <source>Last 30 days</source>
        <translation>30 Tage</translation>
    </message>
    <message>
        <source>Last 90 days</source>
        <translation>90 Tage</translation>
    </message>
    <message>
        <source>Last year</source>
        <translation>Ein Jahr</translation>
    </message>
    <message>
        <source>All time</source>
        <translation>Alles</translation>
    </message>
    <message>
        <source>Own dates</source>
        <translation>Eigener Zeitraum</translation>
    </message>
    <message>
        <source>By</source>
        <translation>Nach</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>Modell</translation>
    </message>
    <message>
        <source>Quantization</source>
        <translation>Quantisierung</translation>
    </message>
    <message>
        <source>Prompt</source>
        <translation>Prompt</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Art</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>Version</translation>
    </message>
    <message>
        <source>Machine</source>
        <translation>Rechner</translation>
    </message>
    <message>
        <source>This one</source>
        <translation>Dieser</translation>
    </message>
    <message>
        <source>Others</source>
        <translation>Andere</translation>
    </message>
    <message>
        <source>Compare with</source>
        <translation>Vergleich mit</translation>
    </message>
    <message>
        <source>A year before</source>
        <translation>Ein Jahr zuvor</translation>
    </message>
    <message>
        <source>All</source>
        <translation>Alle</translation>
    </message>
    <message>
        <source>Days</source>
        <translation>Tage</translation>
    </message>
    <message>
        <source>Compared with</source>
        <translation>Verglichen mit</translation>
    </message>
    <message>
        <source>Any length</source>
        <translation>Jede Länge</translation>
    </message>
    <message>
        <source>Nothing</source>
        <translation>Nichts</translation>
    </message>
    <message>
        <source>The days before</source>
        <translation>Die Tage davor</translation>
    </message>
</context>
<context>
    <name>FindBar</name>
    <message>
        <source>Find in this conversation</source>
        <translation>In dieser Unterhaltung suchen</translation>
    </message>
    <message>
        <source>Previous</source>
        <translation>Vorige</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>Nächste</translation>
    </message>
    <message>
        <source>End finding</source>
        <translation>Suche beenden</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 von %2</translation>
    </message>
    <message>
        <source>not found</source>
        <translation>nicht gefunden</translation>
    </message>
</context>
<context>
    <name>FindPage</name>
    <message>
        <source>Name of a model, or org/name</source>
        <translation>Name eines Modells, oder org/name</translation>
    </message>
    <message>
        <source>Search the hub</source>
        <translation>Hub durchsuchen</translation>
    </message>
    <message>
        <source>Order of the results</source>
        <translation>Reihenfolge der Ergebnisse</translation>
    </message>
    <message>
        <source>Most downloaded</source>
        <translation>Am meisten geladen</translation>
    </message>
    <message>
        <source>Trending</source>
        <translation>Im Trend</translation>
    </message>
    <message>
        <source>Newest</source>
        <translation>Neueste</translation>
    </message>
    <message>
        <source>&amp;Search</source>
        <translation>&amp;Suchen</translation>
    </message>
    <message>
        <source>Nothing has gone out so far. A search asks %1, and sends it the words you look for.</source>
        <translation>Bisher ging nichts hinaus. Eine Suche fragt %1 und sendet dorthin die gesuchten Wörter.</translation>
    </message>
    <message>
        <source>A search asks %1.</source>
        <translation>Eine Suche fragt %1.</translation>
    </message>
    <message>
        <source>Inglenook is offline: nothing goes out. Turn “Offline” off to ask %1.</source>
        <translation>Inglenook ist offline: Nichts geht hinaus. Schalten Sie „Offline“ aus, um %1 zu fragen.</translation>
    </message>
</context>
<context>
    <name>FolderDialog</name>
    <message>
        <source>Folder settings</source>
        <translation>Ordnereinstellungen</translation>
    </message>
    <message>
        <source>Name of the folder</source>
        <translation>Name des Ordners</translation>
    </message>
    <message>
        <source>Instructions to the model</source>
        <translation>Anweisungen an das Modell</translation>
    </message>
    <message>
        <source>Instructions that every new conversation of this folder begins with</source>
        <translation>Anweisungen, mit denen jede neue Unterhaltung dieses Ordners beginnt</translation>
    </message>
    <message>
        <source>Model for new conversations</source>
        <translation>Modell für neue Unterhaltungen</translation>
    </message>
    <message>
        <source>The one that is loaded</source>
        <translation>Das gerade geladene</translation>
    </message>
    <message>
        <source>%1 (not installed)</source>
        <translation>%1 (nicht installiert)</translation>
    </message>
    <message>
        <source>Preset for its answers</source>
        <translation>Voreinstellung für die Antworten</translation>
    </message>
    <message>
        <source>Parameters of its answers, unless a conversation has a preset of its own</source>
        <translation>Parameter der Antworten, sofern eine Unterhaltung keine eigene Voreinstellung hat</translation>
    </message>
    <message>
        <source>None</source>
        <translation>Keine</translation>
    </message>
    <message>
        <source>&amp;Preset</source>
        <translation>&amp;Voreinstellung</translation>
    </message>
    <message>
        <source>&amp;Name</source>
        <translation>&amp;Name</translation>
    </message>
    <message>
        <source>&amp;Instructions</source>
        <translation>&amp;Anweisungen</translation>
    </message>
    <message>
        <source>&amp;Model</source>
        <translation>&amp;Modell</translation>
    </message>
</context>
<context>
    <name>FoundList</name>
    <message>
        <source>Models at the hub</source>
        <translation>Modelle im Hub</translation>
    </message>
</context>
<context>
    <name>FramePanel</name>
    <message>
        <source>Frame times</source>
        <translation>Bildzeiten</translation>
    </message>
    <message>
        <source>frames</source>
        <translation>Bilder</translation>
    </message>
    <message>
        <source>median</source>
        <translation>Median</translation>
    </message>
    <message>
        <source>longest stretch</source>
        <translation>längste Strecke</translation>
    </message>
    <message>
        <source>over %1 ms</source>
        <translation>über %1 ms</translation>
    </message>
    <message>
        <source>memory</source>
        <translation>Speicher</translation>
    </message>
</context>
<context>
    <name>HubBrowsing</name>
    <message>
        <source>Recommended for this machine, list of %1</source>
        <translation>Für diesen Rechner empfohlen, Liste vom %1</translation>
    </message>
    <message>
        <source>List of %1</source>
        <translation>Liste vom %1</translation>
    </message>
    <message>
        <source>Asking %1…</source>
        <translation>%1 wird gefragt…</translation>
    </message>
    <message>
        <source>Reckoning what it takes…</source>
        <translation>Bedarf wird berechnet…</translation>
    </message>
    <message>
        <source>Asking %1 for the first bytes of the file…</source>
        <translation>%1 wird nach den ersten Bytes der Datei gefragt…</translation>
    </message>
    <message>
        <source>1 model</source>
        <translation>1 Modell</translation>
    </message>
    <message>
        <source>%1 models</source>
        <translation>%1 Modelle</translation>
    </message>
    <message>
        <source>%1 for “%2”</source>
        <translation>%1 zu „%2“</translation>
    </message>
    <message>
        <source>The hub has no GGUF model of that name. Fewer words find more.</source>
        <translation>Der Hub hat kein GGUF-Modell dieses Namens. Weniger Wörter finden mehr.</translation>
    </message>
    <message>
        <source>One more has a name that is not used here.</source>
        <translation>Ein weiteres hat einen Namen, der hier nicht verwendet wird.</translation>
    </message>
    <message>
        <source>%1 more have names that are not used here.</source>
        <translation>%1 weitere haben Namen, die hier nicht verwendet werden.</translation>
    </message>
    <message>
        <source>Parts that read pictures or sound are not downloaded yet.</source>
        <translation>Teile, die Bilder oder Ton lesen, werden noch nicht heruntergeladen.</translation>
    </message>
    <message>
        <source>One file is left out: too many, or a bad name.</source>
        <translation>Eine Datei ist weggelassen: zu viele, oder ein unzulässiger Name.</translation>
    </message>
    <message>
        <source>%1 files are left out: too many, or bad names.</source>
        <translation>%1 Dateien sind weggelassen: zu viele oder unzulässige Namen.</translation>
    </message>
    <message>
        <source>incomplete: %1 parts are missing</source>
        <translation>unvollständig: %1 Teile fehlen</translation>
    </message>
    <message>
        <source>incomplete: one part is missing</source>
        <translation>unvollständig: Ein Teil fehlt</translation>
    </message>
    <message>
        <source>up to %1 tokens/s</source>
        <translation>bis zu %1 Token/s</translation>
    </message>
    <message>
        <source>about %1 tokens/s</source>
        <translation>etwa %1 Token/s</translation>
    </message>
    <message>
        <source>weights %1</source>
        <translation>Gewichte %1</translation>
    </message>
    <message>
        <source>context %1</source>
        <translation>Kontext %1</translation>
    </message>
    <message>
        <source>working space %1</source>
        <translation>Arbeitsbereich %1</translation>
    </message>
    <message>
        <source>the program %1</source>
        <translation>das Programm %1</translation>
    </message>
</context>
<context>
    <name>JobBar</name>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
</context>
<context>
    <name>LatestButton</name>
    <message>
        <source>To the end of the conversation</source>
        <translation>Zum Ende der Unterhaltung</translation>
    </message>
    <message>
        <source>New text below</source>
        <translation>Neuer Text weiter unten</translation>
    </message>
</context>
<context>
    <name>LedgerDialog</name>
    <message>
        <source>Network ledger</source>
        <translation>Netzwerkprotokoll</translation>
    </message>
    <message>
        <source>When</source>
        <translation>Wann</translation>
    </message>
    <message>
        <source>Host</source>
        <translation>Host</translation>
    </message>
    <message>
        <source>Received</source>
        <translation>Empfangen</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>Antwort</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>Warum</translation>
    </message>
    <message>
        <source>Requests, the newest first</source>
        <translation>Anfragen, die neuesten zuerst</translation>
    </message>
    <message>
        <source>C&amp;lear</source>
        <translation>&amp;Leeren</translation>
    </message>
    <message>
        <source>&amp;Close</source>
        <translation>&amp;Schließen</translation>
    </message>
    <message>
        <source>No request has gone out since this list was last cleared.</source>
        <translation>Seit dem letzten Leeren dieser Liste ging keine Anfrage hinaus.</translation>
    </message>
    <message>
        <source>One request; %1 came back.</source>
        <translation>Eine Anfrage; %1 kamen zurück.</translation>
    </message>
    <message>
        <source>%1 requests; %2 came back.</source>
        <translation>%1 Anfragen; %2 kamen zurück.</translation>
    </message>
    <message>
        <source>none</source>
        <translation>keine</translation>
    </message>
</context>
<context>
    <name>LibraryKeeping</name>
    <message>
        <source>Being verified</source>
        <translation>Wird geprüft</translation>
    </message>
    <message>
        <source>Being removed</source>
        <translation>Wird entfernt</translation>
    </message>
    <message>
        <source>Importing %1…</source>
        <translation>%1 wird importiert…</translation>
    </message>
    <message>
        <source>Moving the models folder to %1…</source>
        <translation>Modellordner wird nach %1 verschoben…</translation>
    </message>
    <message>
        <source>Stopped. Nothing was changed.</source>
        <translation>Angehalten. Nichts wurde geändert.</translation>
    </message>
    <message>
        <source>Being verified, %1 %</source>
        <translation>Wird geprüft, %1 %</translation>
    </message>
    <message>
        <source>Importing %1, %2 %</source>
        <translation>%1 wird importiert, %2 %</translation>
    </message>
    <message>
        <source>Moving to %1, %2 %</source>
        <translation>Wird nach %1 verschoben, %2 %</translation>
    </message>
    <message>
        <source>%1 of its parts are missing, so it cannot be loaded.</source>
        <translation>%1 der Teile fehlen, daher lässt sich das Modell nicht laden.</translation>
    </message>
    <message>
        <source>Starter</source>
        <translation>Startmodell</translation>
    </message>
    <message>
        <source>Models folder</source>
        <translation>Modellordner</translation>
    </message>
    <message>
        <source>Hub</source>
        <translation>Hub</translation>
    </message>
    <message>
        <source>Your folder</source>
        <translation>Eigener Ordner</translation>
    </message>
    <message>
        <source>The publisher&apos;s</source>
        <translation>Vom Herausgeber</translation>
    </message>
    <message>
        <source>Not the publisher&apos;s</source>
        <translation>Nicht vom Herausgeber</translation>
    </message>
    <message>
        <source>The file&apos;s own</source>
        <translation>Aus der Datei</translation>
    </message>
    <message>
        <source>None</source>
        <translation>Keine</translation>
    </message>
</context>
<context>
    <name>LibraryPage</name>
    <message>
        <source>Model</source>
        <translation>Modell</translation>
    </message>
    <message>
        <source>From</source>
        <translation>Herkunft</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Größe</translation>
    </message>
    <message>
        <source>Last used</source>
        <translation>Zuletzt benutzt</translation>
    </message>
    <message>
        <source>Speed here</source>
        <translation>Tempo hier</translation>
    </message>
    <message>
        <source>Licence</source>
        <translation>Lizenz</translation>
    </message>
    <message>
        <source>Chat template</source>
        <translation>Chatvorlage</translation>
    </message>
    <message>
        <source>Filter by name</source>
        <translation>Nach Namen filtern</translation>
    </message>
    <message>
        <source>Filter the models by name</source>
        <translation>Modelle nach Namen filtern</translation>
    </message>
    <message>
        <source>Models on this machine</source>
        <translation>Modelle auf diesem Rechner</translation>
    </message>
    <message>
        <source>&amp;Load</source>
        <translation>&amp;Laden</translation>
    </message>
    <message>
        <source>Load &amp;settings…</source>
        <translation>Lade&amp;einstellungen…</translation>
    </message>
    <message>
        <source>How this model is loaded, and what that takes</source>
        <translation>Wie dieses Modell geladen wird und was das braucht</translation>
    </message>
    <message>
        <source>&amp;Verify</source>
        <translation>&amp;Prüfen</translation>
    </message>
    <message>
        <source>Read the file again and compare it with the hub&apos;s sum</source>
        <translation>Datei noch einmal lesen und mit der Prüfsumme des Hubs vergleichen</translation>
    </message>
    <message>
        <source>&amp;Remove…</source>
        <translation>Ent&amp;fernen…</translation>
    </message>
    <message>
        <source>Show in its &amp;folder</source>
        <translation>Im &amp;Ordner zeigen</translation>
    </message>
    <message>
        <source>&amp;Import a file…</source>
        <translation>Datei &amp;importieren…</translation>
    </message>
    <message>
        <source>Fol&amp;ders</source>
        <translation>O&amp;rdner</translation>
    </message>
    <message>
        <source>1 model</source>
        <translation>1 Modell</translation>
    </message>
    <message>
        <source>%1 models</source>
        <translation>%1 Modelle</translation>
    </message>
    <message>
        <source>Looking…</source>
        <translation>Wird gesucht…</translation>
    </message>
    <message>
        <source>looking again…</source>
        <translation>wird erneut gesucht…</translation>
    </message>
    <message>
        <source>Remove %1 from this machine?</source>
        <translation>%1 von diesem Rechner entfernen?</translation>
    </message>
    <message>
        <source>%1 become free. It can be downloaded again.</source>
        <translation>%1 werden frei. Das Modell kann wieder heruntergeladen werden.</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Entfernen</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>Behalten</translation>
    </message>
    <message>
        <source>Import a model file</source>
        <translation>Modelldatei importieren</translation>
    </message>
    <message>
        <source>Models (*.gguf)</source>
        <translation>Modelle (*.gguf)</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>Alle Dateien (*)</translation>
    </message>
    <message>
        <source>Add a folder with models</source>
        <translation>Ordner mit Modellen hinzufügen</translation>
    </message>
    <message>
        <source>Move the models folder</source>
        <translation>Modellordner verschieben</translation>
    </message>
    <message>
        <source>Add a folder…</source>
        <translation>Ordner hinzufügen…</translation>
    </message>
    <message>
        <source>Move the models folder…</source>
        <translation>Modellordner verschieben…</translation>
    </message>
    <message>
        <source>Do not list %1 any more</source>
        <translation>%1 nicht mehr auflisten</translation>
    </message>
    <message>
        <source>%1 (loaded)</source>
        <translation>%1 (geladen)</translation>
    </message>
</context>
<context>
    <name>LinkDialog</name>
    <message>
        <source>Open a link?</source>
        <translation>Link öffnen?</translation>
    </message>
    <message>
        <source>This opens your web browser at %1. The address is:</source>
        <translation>Dies öffnet Ihren Webbrowser auf %1. Die Adresse lautet:</translation>
    </message>
    <message>
        <source>Only plain web addresses (http and https) are opened from here. You can copy this one:</source>
        <translation>Nur einfache Webadressen (http und https) werden von hier geöffnet. Diese lässt sich kopieren:</translation>
    </message>
    <message>
        <source>Address of the link</source>
        <translation>Adresse des Links</translation>
    </message>
    <message>
        <source>&amp;Copy address</source>
        <translation>Adresse &amp;kopieren</translation>
    </message>
    <message>
        <source>&amp;Open in browser</source>
        <translation>Im &amp;Browser öffnen</translation>
    </message>
</context>
<context>
    <name>ListEditor</name>
    <message>
        <source>New</source>
        <translation>Neu</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Löschen</translation>
    </message>
    <message>
        <source>Delete “%1”?</source>
        <translation>„%1“ löschen?</translation>
    </message>
    <message>
        <source>It cannot be brought back.</source>
        <translation>Das lässt sich nicht zurückholen.</translation>
    </message>
</context>
<context>
    <name>LoadSettingsDialog</name>
    <message>
        <source>Load settings</source>
        <translation>Ladeeinstellungen</translation>
    </message>
    <message>
        <source>&amp;Context</source>
        <translation>&amp;Kontext</translation>
    </message>
    <message>
        <source>&amp;KV cache</source>
        <translation>KV-&amp;Cache</translation>
    </message>
    <message>
        <source>&amp;GPU layers</source>
        <translation>&amp;GPU-Schichten</translation>
    </message>
    <message>
        <source>&amp;Experts in RAM</source>
        <translation>&amp;Experten im RAM</translation>
    </message>
    <message>
        <source>GP&amp;Us</source>
        <translation>GP&amp;Us</translation>
    </message>
    <message>
        <source>&amp;Flash attention</source>
        <translation>&amp;Flash Attention</translation>
    </message>
    <message>
        <source>&amp;Batch</source>
        <translation>&amp;Batch</translation>
    </message>
    <message>
        <source>&amp;Threads</source>
        <translation>&amp;Threads</translation>
    </message>
    <message>
        <source>&amp;All automatic</source>
        <translation>&amp;Alles automatisch</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>OK</source>
        <translation>OK</translation>
    </message>
    <message>
        <source>Planning…</source>
        <translation>Wird geplant…</translation>
    </message>
    <message>
        <source>%1 tokens</source>
        <translation>%1 Token</translation>
    </message>
    <message>
        <source>on</source>
        <translation>ein</translation>
    </message>
    <message>
        <source>off</source>
        <translation>aus</translation>
    </message>
    <message>
        <source>As you chose.</source>
        <translation>Wie gewählt.</translation>
    </message>
    <message>
        <source>evenly</source>
        <translation>gleichmäßig</translation>
    </message>
    <message>
        <source>%1 alone</source>
        <translation>%1 allein</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 von %2</translation>
    </message>
    <message>
        <source>of 1 layer</source>
        <translation>von 1 Schicht</translation>
    </message>
    <message>
        <source>of %1 layers</source>
        <translation>von %1 Schichten</translation>
    </message>
    <message>
        <source>As it is loaded now, its process took %1 of the %2 planned (%3 %).</source>
        <translation>So, wie es jetzt geladen ist, belegte der Prozess %1 der geplanten %2 (%3 %).</translation>
    </message>
    <message>
        <source>As it is loaded now, its weights, context and working space took %1 of the %2 planned (%3 %).</source>
        <translation>So, wie es jetzt geladen ist, belegten Gewichte, Kontext und Arbeitsbereich %1 der geplanten %2 (%3 %).</translation>
    </message>
    <message>
        <source>OK loads the model anew; an answer in progress ends first.</source>
        <translation>OK lädt das Modell neu; eine laufende Antwort endet vorher.</translation>
    </message>
</context>
<context>
    <name>LowerPart</name>
    <message>
        <source>Below the conversation</source>
        <translation>Unter der Unterhaltung</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>Close this model and go on with the second one</source>
        <translation>Dieses Modell schließen und mit dem zweiten weitermachen</translation>
    </message>
    <message>
        <source>Open a model file</source>
        <translation>Modelldatei öffnen</translation>
    </message>
    <message>
        <source>Models (*.gguf)</source>
        <translation>Modelle (*.gguf)</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>Alle Dateien (*)</translation>
    </message>
    <message>
        <source>Use another folder for conversations</source>
        <translation>Anderen Ordner für Unterhaltungen nehmen</translation>
    </message>
</context>
<context>
    <name>MessageActs</name>
    <message>
        <source>Continue</source>
        <translation>Fortsetzen</translation>
    </message>
    <message>
        <source>Regenerate with</source>
        <translation>Neu generieren mit</translation>
    </message>
    <message>
        <source>Regenerate with the preset</source>
        <translation>Neu generieren mit der Voreinstellung</translation>
    </message>
    <message>
        <source>Regenerate with other parameters…</source>
        <translation>Neu generieren mit anderen Parametern…</translation>
    </message>
    <message>
        <source>Mark as</source>
        <translation>Markieren als</translation>
    </message>
    <message>
        <source>Replay…</source>
        <translation>Nachrechnen…</translation>
    </message>
    <message>
        <source>Make this answer once more, and see whether it comes out the same</source>
        <translation>Diese Antwort noch einmal erzeugen und sehen, ob dasselbe herauskommt</translation>
    </message>
    <message>
        <source>Attached files</source>
        <translation>Angehängte Dateien</translation>
    </message>
    <message>
        <source>Continue in a new conversation</source>
        <translation>Als eigene Unterhaltung</translation>
    </message>
    <message>
        <source>A copy of everything down to this message; this conversation stays as it is</source>
        <translation>Eine Kopie von allem bis zu dieser Nachricht; diese Unterhaltung bleibt, wie sie ist</translation>
    </message>
    <message>
        <source>Copy as Markdown</source>
        <translation>Als Markdown kopieren</translation>
    </message>
    <message>
        <source>Copy as plain text</source>
        <translation>Als reinen Text kopieren</translation>
    </message>
    <message>
        <source>Copy everything down to here as Markdown</source>
        <translation>Alles bis hierher als Markdown kopieren</translation>
    </message>
    <message>
        <source>Copy everything down to here as plain text</source>
        <translation>Alles bis hierher als reinen Text kopieren</translation>
    </message>
    <message>
        <source>Always read this turn</source>
        <translation>Diesen Beitrag immer lesen</translation>
    </message>
    <message>
        <source>It stays when the oldest messages no longer fit into the context</source>
        <translation>Er bleibt, wenn die ältesten Nachrichten nicht mehr in den Kontext passen</translation>
    </message>
    <message>
        <source>Details of this answer…</source>
        <translation>Details dieser Antwort…</translation>
    </message>
</context>
<context>
    <name>MessageEditor</name>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Forget what was changed here</source>
        <translation>Hier Geändertes verwerfen</translation>
    </message>
    <message>
        <source>Edit, %1</source>
        <translation>Bearbeiten, %1</translation>
    </message>
    <message>
        <source>Send</source>
        <translation>Senden</translation>
    </message>
    <message>
        <source>Save as a new version</source>
        <translation>Als neue Version speichern</translation>
    </message>
    <message>
        <source>Enter sends, Esc closes</source>
        <translation>Eingabe sendet, Esc schließt</translation>
    </message>
    <message>
        <source>Ctrl+Enter saves, Esc closes</source>
        <translation>Strg+Eingabe speichert, Esc schließt</translation>
    </message>
    <message>
        <source>Your edit, not sent yet. Cancel forgets it</source>
        <translation>Ihre Änderung, noch nicht gesendet. „Abbrechen“ verwirft sie</translation>
    </message>
    <message>
        <source>Your edit, not saved yet. Cancel forgets it</source>
        <translation>Ihre Änderung, noch nicht gespeichert. „Abbrechen“ verwirft sie</translation>
    </message>
    <message>
        <source>Can be sent when the answer is done. Esc closes</source>
        <translation>Kann gesendet werden, wenn die Antwort fertig ist. Esc schließt</translation>
    </message>
    <message>
        <source>Can be saved when the answer is done. Esc closes</source>
        <translation>Kann gespeichert werden, wenn die Antwort fertig ist. Esc schließt</translation>
    </message>
    <message>
        <source>Sent when the model is ready. Esc takes it back</source>
        <translation>Wird gesendet, sobald das Modell bereit ist. Esc nimmt es zurück</translation>
    </message>
    <message>
        <source>That is too much for this field. Send it as a message of its own.</source>
        <translation>Das ist zu viel für dieses Feld. Senden Sie es als eigene Nachricht.</translation>
    </message>
</context>
<context>
    <name>MessageEnd</name>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>Kopiert</translation>
    </message>
    <message>
        <source>Copy message</source>
        <translation>Nachricht kopieren</translation>
    </message>
    <message>
        <source>Copy the whole message as it was written</source>
        <translation>Ganze Nachricht kopieren, wie sie geschrieben wurde</translation>
    </message>
    <message>
        <source>Edit</source>
        <translation>Bearbeiten</translation>
    </message>
    <message>
        <source>Regenerate</source>
        <translation>Neu generieren</translation>
    </message>
    <message>
        <source>Regenerate answer</source>
        <translation>Antwort neu generieren</translation>
    </message>
    <message>
        <source>Another answer beside this one, which stays</source>
        <translation>Eine andere Antwort neben dieser, die bleibt</translation>
    </message>
    <message>
        <source>More for this message</source>
        <translation>Mehr zu dieser Nachricht</translation>
    </message>
    <message>
        <source>More</source>
        <translation>Mehr</translation>
    </message>
    <message>
        <source>Edit answer</source>
        <translation>Antwort bearbeiten</translation>
    </message>
    <message>
        <source>Edit question</source>
        <translation>Frage bearbeiten</translation>
    </message>
    <message>
        <source>Write another version of this answer yourself</source>
        <translation>Selbst eine andere Fassung dieser Antwort schreiben</translation>
    </message>
    <message>
        <source>Change the message and send it again; this one stays</source>
        <translation>Nachricht ändern und neu senden; diese bleibt</translation>
    </message>
    <message>
        <source>Reading …</source>
        <translation>Wird gelesen …</translation>
    </message>
    <message>
        <source>Waiting …</source>
        <translation>Wartet …</translation>
    </message>
    <message>
        <source>Attached: %1</source>
        <translation>Angehängt: %1</translation>
    </message>
</context>
<context>
    <name>ModelBar</name>
    <message>
        <source>Model</source>
        <translation>Modell</translation>
    </message>
    <message>
        <source>Stop loading this model</source>
        <translation>Laden dieses Modells abbrechen</translation>
    </message>
    <message>
        <source>Get models</source>
        <translation>Modelle holen</translation>
    </message>
    <message>
        <source>Show or hide the conversations</source>
        <translation>Unterhaltungen ein- oder ausblenden</translation>
    </message>
    <message>
        <source>Choose a model</source>
        <translation>Modell wählen</translation>
    </message>
    <message>
        <source>Find and download models for this machine</source>
        <translation>Modelle für diesen Rechner finden und herunterladen</translation>
    </message>
    <message>
        <source>Loading, %1 %</source>
        <translation>Wird geladen, %1 %</translation>
    </message>
    <message>
        <source>draft model %1</source>
        <translation>Entwurfsmodell %1</translation>
    </message>
    <message>
        <source>base model: plain completion</source>
        <translation>Basismodell: reine Fortsetzung</translation>
    </message>
    <message>
        <source>not loaded</source>
        <translation>nicht geladen</translation>
    </message>
    <message>
        <source>Model: %1</source>
        <translation>Modell: %1</translation>
    </message>
    <message>
        <source>No model is installed</source>
        <translation>Kein Modell ist installiert</translation>
    </message>
    <message>
        <source>Side by side with</source>
        <translation>Nebeneinander mit</translation>
    </message>
    <message>
        <source>Load settings…</source>
        <translation>Ladeeinstellungen…</translation>
    </message>
    <message>
        <source>Open a model file…</source>
        <translation>Modelldatei öffnen…</translation>
    </message>
    <message>
        <source>Models…</source>
        <translation>Modelle…</translation>
    </message>
    <message>
        <source>incomplete</source>
        <translation>unvollständig</translation>
    </message>
    <message>
        <source>%1 of %2 tokens</source>
        <translation>%1 von %2 Token</translation>
    </message>
    <message>
        <source>%1 tokens</source>
        <translation>%1 Token</translation>
    </message>
    <message>
        <source>cannot be read</source>
        <translation>nicht lesbar</translation>
    </message>
    <message>
        <source>Draft model</source>
        <translation>Entwurfsmodell</translation>
    </message>
    <message>
        <source>None</source>
        <translation>Keins</translation>
    </message>
</context>
<context>
    <name>ModelLoading</name>
    <message>
        <source>No model is chosen. Choose one to go on.</source>
        <translation>Kein Modell ist gewählt. Wählen Sie eins, um weiterzumachen.</translation>
    </message>
    <message>
        <source>There is no model on this machine yet. What you write is kept until there is one.</source>
        <translation>Auf diesem Rechner ist noch kein Modell. Was Sie schreiben, bleibt erhalten, bis es eines gibt.</translation>
    </message>
</context>
<context>
    <name>ModelPlans</name>
    <message>
        <source>The engine made no plan of this model. Try again.</source>
        <translation>Die Engine hat für dieses Modell keinen Plan gemacht. Versuchen Sie es erneut.</translation>
    </message>
</context>
<context>
    <name>ModelsController</name>
    <message>
        <source>%1 is on this machine, whole and verified.</source>
        <translation>%1 ist auf diesem Rechner, vollständig und geprüft.</translation>
    </message>
    <message>
        <source>The next try is in %1 s.</source>
        <translation>Der nächste Versuch ist in %1 s.</translation>
    </message>
</context>
<context>
    <name>ModelsWindow</name>
    <message>
        <source>Models</source>
        <translation>Modelle</translation>
    </message>
    <message>
        <source>Pages</source>
        <translation>Seiten</translation>
    </message>
    <message>
        <source>Find</source>
        <translation>Suchen</translation>
    </message>
    <message>
        <source>On this machine</source>
        <translation>Auf diesem Rechner</translation>
    </message>
    <message>
        <source>Downloads</source>
        <translation>Downloads</translation>
    </message>
    <message>
        <source>&amp;Offline</source>
        <translation>Offli&amp;ne</translation>
    </message>
    <message>
        <source>While this is on, nothing goes out, whatever is clicked</source>
        <translation>Solange dies an ist, geht nichts hinaus, was auch angeklickt wird</translation>
    </message>
    <message>
        <source>&amp;Network…</source>
        <translation>Net&amp;zwerk…</translation>
    </message>
    <message>
        <source>Every request that went out: when, to whom, how much, and why</source>
        <translation>Jede Anfrage, die hinausging: wann, an wen, wie viel und warum</translation>
    </message>
    <message>
        <source>S&amp;top</source>
        <translation>S&amp;topp</translation>
    </message>
</context>
<context>
    <name>NewFolderDialog</name>
    <message>
        <source>New folder</source>
        <translation>Neuer Ordner</translation>
    </message>
    <message>
        <source>&amp;Name of the folder:</source>
        <translation>&amp;Name des Ordners:</translation>
    </message>
    <message>
        <source>Name of the folder</source>
        <translation>Name des Ordners</translation>
    </message>
</context>
<context>
    <name>NoticeBar</name>
    <message>
        <source>Notices</source>
        <translation>Hinweise</translation>
    </message>
    <message>
        <source>Show less</source>
        <translation>Weniger zeigen</translation>
    </message>
    <message>
        <source>The new conversation goes into the folder “%1”.</source>
        <translation>Die neue Unterhaltung kommt in den Ordner „%1“.</translation>
    </message>
    <message>
        <source>%1 could draft for %2, so that answers come sooner. It takes %3 of memory.</source>
        <translation>%1 könnte für %2 entwerfen, damit Antworten schneller kommen. Es braucht %3 Speicher.</translation>
    </message>
    <message>
        <source>%1 more</source>
        <translation>%1 weitere</translation>
    </message>
</context>
<context>
    <name>NoticePanel</name>
    <message>
        <source>&amp;Continue</source>
        <translation>&amp;Fortsetzen</translation>
    </message>
    <message>
        <source>Let the answer go on where it stopped</source>
        <translation>Die Antwort dort weitergehen lassen, wo sie aufgehört hat</translation>
    </message>
    <message>
        <source>&amp;Try again</source>
        <translation>&amp;Erneut versuchen</translation>
    </message>
    <message>
        <source>C&amp;hange…</source>
        <translation>Ä&amp;ndern…</translation>
    </message>
    <message>
        <source>The summary, and reading everything again</source>
        <translation>Die Zusammenfassung ändern, oder alles wieder lesen</translation>
    </message>
</context>
<context>
    <name>NoticeRow</name>
    <message>
        <source>Dismiss</source>
        <translation>Ausblenden</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>Einzelheiten</translation>
    </message>
    <message>
        <source>Load again</source>
        <translation>Erneut laden</translation>
    </message>
    <message>
        <source>Use the starter model</source>
        <translation>Startmodell nehmen</translation>
    </message>
    <message>
        <source>Load without draft</source>
        <translation>Ohne Entwurf laden</translation>
    </message>
    <message>
        <source>Load with automatic settings</source>
        <translation>Automatisch laden</translation>
    </message>
    <message>
        <source>Use it</source>
        <translation>Verwenden</translation>
    </message>
    <message>
        <source>Send again</source>
        <translation>Erneut senden</translation>
    </message>
    <message>
        <source>Save again</source>
        <translation>Erneut speichern</translation>
    </message>
    <message>
        <source>New conversation</source>
        <translation>Neue Unterhaltung</translation>
    </message>
    <message>
        <source>Leave out the oldest</source>
        <translation>Älteste weglassen</translation>
    </message>
    <message>
        <source>Sum them up</source>
        <translation>Zusammenfassen</translation>
    </message>
    <message>
        <source>Larger context…</source>
        <translation>Größerer Kontext…</translation>
    </message>
    <message>
        <source>Choose a file…</source>
        <translation>Datei wählen…</translation>
    </message>
    <message>
        <source>Get models</source>
        <translation>Modelle holen</translation>
    </message>
    <message>
        <source>Refresh</source>
        <translation>Aktualisieren</translation>
    </message>
</context>
<context>
    <name>OpeningPage</name>
    <message>
        <source>One moment</source>
        <translation>Einen Moment</translation>
    </message>
</context>
<context>
    <name>Palette</name>
    <message>
        <source>Command palette</source>
        <translation>Befehlspalette</translation>
    </message>
    <message>
        <source>Do something, open a conversation, change a setting</source>
        <translation>Etwas tun, Unterhaltung öffnen, Einstellung ändern</translation>
    </message>
    <message>
        <source>What may be meant</source>
        <translation>Was gemeint sein kann</translation>
    </message>
    <message>
        <source>Nothing found.</source>
        <translation>Nichts passt.</translation>
    </message>
</context>
<context>
    <name>PaletteModel</name>
    <message>
        <source>in force</source>
        <translation>gilt</translation>
    </message>
</context>
<context>
    <name>PaletteOpening</name>
    <message>
        <source>New conversation</source>
        <translation>Neue Unterhaltung</translation>
    </message>
    <message>
        <source>Conversation</source>
        <translation>Unterhaltung</translation>
    </message>
</context>
<context>
    <name>ParamForm</name>
    <message>
        <source>Set %1</source>
        <translation>%1 festlegen</translation>
    </message>
</context>
<context>
    <name>ParamsDialog</name>
    <message>
        <source>Regenerate with other parameters</source>
        <translation>Mit anderen Parametern neu generieren</translation>
    </message>
    <message>
        <source>The same seed and parameters give the same answer. It stands beside this one.</source>
        <translation>Gleicher Seed und gleiche Parameter ergeben die gleiche Antwort. Sie steht dann neben dieser.</translation>
    </message>
    <message>
        <source>Regenerate</source>
        <translation>Neu generieren</translation>
    </message>
</context>
<context>
    <name>PieceWidgets</name>
    <message>
        <source>You</source>
        <translation>Sie</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>Antwort</translation>
    </message>
    <message>
        <source>Instructions</source>
        <translation>Anweisungen</translation>
    </message>
    <message>
        <source>end of message %1</source>
        <translation>Ende von Nachricht %1</translation>
    </message>
    <message>
        <source>message %1</source>
        <translation>Nachricht %1</translation>
    </message>
    <message>
        <source>code in message %1</source>
        <translation>Code in Nachricht %1</translation>
    </message>
    <message>
        <source>table in message %1</source>
        <translation>Tabelle in Nachricht %1</translation>
    </message>
</context>
<context>
    <name>PlaceBar</name>
    <message>
        <source>Back to the conversations</source>
        <translation>Zurück zu den Unterhaltungen</translation>
    </message>
    <message>
        <source>Empty…</source>
        <translation>Leeren…</translation>
    </message>
    <message>
        <source>Empty the trash</source>
        <translation>Papierkorb leeren</translation>
    </message>
    <message>
        <source>Emptied after %1 days.</source>
        <translation>Nach %1 Tagen geleert.</translation>
    </message>
    <message>
        <source>Empty.</source>
        <translation>Leer.</translation>
    </message>
    <message>
        <source>Trash</source>
        <translation>Papierkorb</translation>
    </message>
    <message>
        <source>Nothing is archived.</source>
        <translation>Nichts ist archiviert.</translation>
    </message>
    <message>
        <source>Archive</source>
        <translation>Archiv</translation>
    </message>
</context>
<context>
    <name>PlaceRow</name>
    <message>
        <source>Open…</source>
        <translation>Öffnen…</translation>
    </message>
    <message>
        <source>Open: %1</source>
        <translation>Öffnen: %1</translation>
    </message>
</context>
<context>
    <name>PresetButton</name>
    <message>
        <source>Preset</source>
        <translation>Voreinstellung</translation>
    </message>
    <message>
        <source>Preset: %1</source>
        <translation>Voreinstellung: %1</translation>
    </message>
    <message>
        <source>none</source>
        <translation>keine</translation>
    </message>
    <message>
        <source>With what the next answer is made (Ctrl+P)</source>
        <translation>Womit die nächste Antwort erzeugt wird (Strg+P)</translation>
    </message>
    <message>
        <source>System prompt</source>
        <translation>System-Prompt</translation>
    </message>
    <message>
        <source>Preset of this conversation</source>
        <translation>Voreinstellung dieser Unterhaltung</translation>
    </message>
    <message>
        <source>Folder “%1”</source>
        <translation>Ordner „%1“</translation>
    </message>
    <message>
        <source>Model %1</source>
        <translation>Modell %1</translation>
    </message>
    <message>
        <source>What follows for the next answer</source>
        <translation>Was für die nächste Antwort gilt</translation>
    </message>
    <message>
        <source>Presets…</source>
        <translation>Voreinstellungen…</translation>
    </message>
    <message>
        <source>“%1”, this conversation</source>
        <translation>„%1“, diese Unterhaltung</translation>
    </message>
    <message>
        <source>“%1”, the folder</source>
        <translation>„%1“, der Ordner</translation>
    </message>
    <message>
        <source>“%1”, the model</source>
        <translation>„%1“, das Modell</translation>
    </message>
    <message>
        <source>None</source>
        <translation>Keine</translation>
    </message>
</context>
<context>
    <name>PresetKeeping</name>
    <message>
        <source>Your conversations are not open, so presets cannot be kept. Open them first.</source>
        <translation>Ihre Unterhaltungen sind nicht offen, daher lassen sich Voreinstellungen nicht speichern. Öffnen Sie sie zuerst.</translation>
    </message>
</context>
<context>
    <name>PresetsDialog</name>
    <message>
        <source>Presets</source>
        <translation>Voreinstellungen</translation>
    </message>
    <message>
        <source>A preset keeps parameters and a system prompt under a name, for a conversation, a folder or a model.</source>
        <translation>Eine Voreinstellung bewahrt Parameter und einen System-Prompt unter einem Namen auf, für eine Unterhaltung, einen Ordner oder ein Modell.</translation>
    </message>
    <message>
        <source>Name of the preset</source>
        <translation>Name der Voreinstellung</translation>
    </message>
    <message>
        <source>System prompt</source>
        <translation>System-Prompt</translation>
    </message>
    <message>
        <source>Says nothing of the system prompt</source>
        <translation>Sagt nichts zum System-Prompt</translation>
    </message>
    <message>
        <source>&amp;Name</source>
        <translation>&amp;Name</translation>
    </message>
    <message>
        <source>&amp;System prompt</source>
        <translation>&amp;System-Prompt</translation>
    </message>
    <message>
        <source>What is not switched on stays as the folder, the model or Inglenook has it.</source>
        <translation>Was nicht eingeschaltet ist, bleibt so, wie der Ordner, das Modell oder Inglenook es hat.</translation>
    </message>
    <message>
        <source>Import…</source>
        <translation>Importieren…</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>Exportieren…</translation>
    </message>
    <message>
        <source>New preset</source>
        <translation>Neue Voreinstellung</translation>
    </message>
    <message>
        <source>The seed is no number up to 9223372036854775807, or there are too many texts to stop at.</source>
        <translation>Der Seed ist keine Zahl bis 9223372036854775807, oder es gibt zu viele Stopptexte.</translation>
    </message>
    <message>
        <source>Nothing was added: what the file holds is here already.</source>
        <translation>Es kam nichts hinzu: Was die Datei enthält, ist schon hier.</translation>
    </message>
    <message>
        <source>Import presets</source>
        <translation>Voreinstellungen importieren</translation>
    </message>
    <message>
        <source>Export all presets</source>
        <translation>Alle Voreinstellungen exportieren</translation>
    </message>
    <message>
        <source>Presets (*.json *.toml)</source>
        <translation>Voreinstellungen (*.json *.toml)</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>Alle Dateien (*)</translation>
    </message>
    <message>
        <source>JSON (*.json)</source>
        <translation>JSON (*.json)</translation>
    </message>
    <message>
        <source>TOML (*.toml)</source>
        <translation>TOML (*.toml)</translation>
    </message>
</context>
<context>
    <name>PrivateBar</name>
    <message>
        <source>Show it</source>
        <translation>Zeigen</translation>
    </message>
    <message>
        <source>Show the private conversation</source>
        <translation>Private Unterhaltung zeigen</translation>
    </message>
    <message>
        <source>Close it</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Close the private conversation</source>
        <translation>Private Unterhaltung schließen</translation>
    </message>
    <message>
        <source>Private conversation. Nothing of it is written to the disk; when you close it, it is gone.</source>
        <translation>Private Unterhaltung. Nichts davon kommt auf den Datenträger; mit dem Schließen ist sie weg.</translation>
    </message>
    <message>
        <source>A private conversation is open. This is not it.</source>
        <translation>Eine private Unterhaltung ist offen. Diese hier ist es nicht.</translation>
    </message>
</context>
<context>
    <name>ProgressLine</name>
    <message>
        <source>Progress of loading</source>
        <translation>Fortschritt des Ladens</translation>
    </message>
</context>
<context>
    <name>QueueChip</name>
    <message>
        <source>with a file</source>
        <translation>mit einer Datei</translation>
    </message>
    <message>
        <source>with %1 files</source>
        <translation>mit %1 Dateien</translation>
    </message>
    <message>
        <source>Waiting message: %1</source>
        <translation>Wartende Nachricht: %1</translation>
    </message>
    <message>
        <source>Send this message earlier (Alt+Up)</source>
        <translation>Diese Nachricht früher senden (Alt+Pfeil nach oben)</translation>
    </message>
    <message>
        <source>Send this message later (Alt+Down)</source>
        <translation>Diese Nachricht später senden (Alt+Pfeil nach unten)</translation>
    </message>
    <message>
        <source>Edit this message</source>
        <translation>Diese Nachricht bearbeiten</translation>
    </message>
    <message>
        <source>Do not send this message</source>
        <translation>Diese Nachricht nicht senden</translation>
    </message>
</context>
<context>
    <name>QueueStrip</name>
    <message>
        <source>Send now</source>
        <translation>Jetzt senden</translation>
    </message>
    <message>
        <source>Messages that wait</source>
        <translation>Wartende Nachrichten</translation>
    </message>
    <message>
        <source>Kept for later</source>
        <translation>Für später aufgehoben</translation>
    </message>
    <message>
        <source>Sent when the answer is done</source>
        <translation>Wird gesendet, wenn die Antwort fertig ist</translation>
    </message>
    <message>
        <source>and %1 more</source>
        <translation>und %1 weitere</translation>
    </message>
</context>
<context>
    <name>ReasoningButton</name>
    <message>
        <source>As the model has it</source>
        <translation>Wie das Modell es vorsieht</translation>
    </message>
    <message>
        <source>On</source>
        <translation>Ein</translation>
    </message>
    <message>
        <source>Off</source>
        <translation>Aus</translation>
    </message>
    <message>
        <source>Whether this model reasons before it answers, and for how long</source>
        <translation>Ob dieses Modell vor der Antwort nachdenkt, und wie lange</translation>
    </message>
    <message>
        <source>Reasoning: %1</source>
        <translation>Denkprozess: %1</translation>
    </message>
    <message>
        <source>As long as it likes</source>
        <translation>Beliebig lange</translation>
    </message>
    <message>
        <source>At most %1 tokens</source>
        <translation>Höchstens %1 Token</translation>
    </message>
</context>
<context>
    <name>ReasoningHead</name>
    <message>
        <source>Reasoning</source>
        <translation>Denkprozess</translation>
    </message>
    <message>
        <source>Reasoning …</source>
        <translation>Denkprozess …</translation>
    </message>
    <message>
        <source>folded</source>
        <translation>zugeklappt</translation>
    </message>
    <message>
        <source>laid open</source>
        <translation>aufgeklappt</translation>
    </message>
    <message>
        <source>Show the reasoning</source>
        <translation>Denkprozess zeigen</translation>
    </message>
    <message>
        <source>Hide the reasoning</source>
        <translation>Denkprozess ausblenden</translation>
    </message>
</context>
<context>
    <name>ReasoningSwitch</name>
    <message>
        <source>Reasoning</source>
        <translation>Denkprozess</translation>
    </message>
</context>
<context>
    <name>ReplayDialog</name>
    <message>
        <source>Replay</source>
        <translation>Nachrechnen</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>Ergebnis</translation>
    </message>
    <message>
        <source>Progress of the replay</source>
        <translation>Fortschritt des Nachrechnens</translation>
    </message>
    <message>
        <source>%1 writes the answer once more: %2 of %3 tokens</source>
        <translation>%1 schreibt die Antwort noch einmal: %2 von %3 Token</translation>
    </message>
    <message>
        <source>Identical: all %1 tokens came again.</source>
        <translation>Identisch: Alle %1 Token kamen wieder.</translation>
    </message>
    <message>
        <source>This made no difference:</source>
        <translation>Dies machte keinen Unterschied:</translation>
    </message>
    <message>
        <source>Different from token %1 of %2 on.</source>
        <translation>Verschieden ab Token %1 von %2.</translation>
    </message>
    <message>
        <source>After “…%1”
then: “%2”
now: “%3”</source>
        <translation>Nach „…%1“
damals: „%2“
jetzt: „%3“</translation>
    </message>
    <message>
        <source>It may be because of this:</source>
        <translation>Es kann hieran liegen:</translation>
    </message>
    <message>
        <source>The rest of it was not compared (tokens: %1): another model wrote it, or a run without an end.</source>
        <translation>Der Rest wurde nicht verglichen (Token: %1): Ein anderes Modell schrieb ihn, oder ein Lauf ohne Ende.</translation>
    </message>
</context>
<context>
    <name>Replaying</name>
    <message>
        <source>An answer is being written. Wait for its end, or stop it.</source>
        <translation>Gerade wird eine Antwort geschrieben. Warten Sie das Ende ab, oder halten Sie sie an.</translation>
    </message>
    <message>
        <source>No model is loaded. Load the one that wrote this answer.</source>
        <translation>Kein Modell ist geladen. Laden Sie das, das diese Antwort geschrieben hat.</translation>
    </message>
    <message>
        <source>No model wrote this answer here, so there is nothing to compare with.</source>
        <translation>Diese Antwort hat hier kein Modell geschrieben, daher gibt es nichts zu vergleichen.</translation>
    </message>
    <message>
        <source>The conversations were closed.</source>
        <translation>Die Unterhaltungen wurden geschlossen.</translation>
    </message>
    <message>
        <source>%1 wrote this answer, and %2 is loaded. Load that one, and try again.</source>
        <translation>%1 hat diese Antwort geschrieben, und %2 ist geladen. Laden Sie das erste, und versuchen Sie es erneut.</translation>
    </message>
    <message>
        <source>%1 wrote this answer with another draft model. Choose that one, and try again.</source>
        <translation>%1 hat diese Antwort mit einem anderen Entwurfsmodell geschrieben. Wählen Sie dieses, und versuchen Sie es erneut.</translation>
    </message>
    <message>
        <source>Stopped; nothing was compared.</source>
        <translation>Angehalten; nichts wurde verglichen.</translation>
    </message>
    <message>
        <source>The engine ended before the answer did.</source>
        <translation>Die Engine endete vor der Antwort.</translation>
    </message>
</context>
<context>
    <name>ReportDialog</name>
    <message>
        <source>What was wrong</source>
        <translation>Was nicht stimmte</translation>
    </message>
</context>
<context>
    <name>RepositoryPane</name>
    <message>
        <source>Variant</source>
        <translation>Variante</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Größe</translation>
    </message>
    <message>
        <source>Quality</source>
        <translation>Qualität</translation>
    </message>
    <message>
        <source>This machine</source>
        <translation>Dieser Rechner</translation>
    </message>
    <message>
        <source>Variants of the model</source>
        <translation>Varianten des Modells</translation>
    </message>
    <message>
        <source>best here</source>
        <translation>hier am besten</translation>
    </message>
    <message>
        <source>Check &amp;fit</source>
        <translation>&amp;Bedarf prüfen</translation>
    </message>
    <message>
        <source>Read the first bytes of this file at the hub, and reckon what it takes on this machine</source>
        <translation>Die ersten Bytes dieser Datei im Hub lesen und berechnen, was sie auf diesem Rechner braucht</translation>
    </message>
    <message>
        <source>&amp;Download</source>
        <translation>&amp;Herunterladen</translation>
    </message>
    <message>
        <source>Model card, as plain text</source>
        <translation>Modellkarte, als reiner Text</translation>
    </message>
    <message>
        <source>Choose a model on the left: its files, what each would take here, and its card appear.</source>
        <translation>Links ein Modell wählen: Seine Dateien, was jede hier bräuchte, und seine Karte erscheinen.</translation>
    </message>
    <message>
        <source>no licence stated</source>
        <translation>keine Lizenz angegeben</translation>
    </message>
    <message>
        <source>made from %1</source>
        <translation>aus %1 gemacht</translation>
    </message>
    <message>
        <source>private</source>
        <translation>privat</translation>
    </message>
    <message>
        <source>gated: its terms have to be accepted at the hub</source>
        <translation>beschränkt: Die Bedingungen müssen im Hub angenommen werden</translation>
    </message>
    <message>
        <source>version %1</source>
        <translation>Version %1</translation>
    </message>
    <message>
        <source>%1 in %2 files</source>
        <translation>%1 in %2 Dateien</translation>
    </message>
    <message>
        <source>on this machine</source>
        <translation>auf diesem Rechner</translation>
    </message>
    <message>
        <source>being downloaded</source>
        <translation>wird heruntergeladen</translation>
    </message>
    <message>
        <source>&amp;Download %1, %2</source>
        <translation>%1 &amp;herunterladen, %2</translation>
    </message>
    <message>
        <source>&amp;Load %1</source>
        <translation>%1 &amp;laden</translation>
    </message>
    <message>
        <source>Among the downloads</source>
        <translation>Bei den Downloads</translation>
    </message>
</context>
<context>
    <name>Row</name>
    <message>
        <source>Automatic</source>
        <translation>Automatisch</translation>
    </message>
    <message>
        <source>Automatic (%1)</source>
        <translation>Automatisch (%1)</translation>
    </message>
</context>
<context>
    <name>RowDelegate</name>
    <message>
        <source>Name of the folder</source>
        <translation>Name des Ordners</translation>
    </message>
    <message>
        <source>Title of the conversation</source>
        <translation>Titel der Unterhaltung</translation>
    </message>
</context>
<context>
    <name>SavingButtons</name>
    <message>
        <source>Cop&amp;y SQL</source>
        <translation>SQL &amp;kopieren</translation>
    </message>
    <message>
        <source>Save &amp;table…</source>
        <translation>&amp;Tabelle speichern…</translation>
    </message>
    <message>
        <source>All figures, as comma-separated values</source>
        <translation>Alle Zahlen, als durch Komma getrennte Werte</translation>
    </message>
    <message>
        <source>Save c&amp;hart…</source>
        <translation>&amp;Diagramm speichern…</translation>
    </message>
    <message>
        <source>As a picture, PNG</source>
        <translation>Als Bild, PNG</translation>
    </message>
    <message>
        <source>%1 could not be written. Choose another place.</source>
        <translation>%1 konnte nicht geschrieben werden. Wählen Sie einen anderen Ort.</translation>
    </message>
    <message>
        <source>%1 could not be written: %2.</source>
        <translation>%1 konnte nicht geschrieben werden: %2.</translation>
    </message>
    <message>
        <source>Save the chart</source>
        <translation>Diagramm speichern</translation>
    </message>
    <message>
        <source>Pictures (*.png)</source>
        <translation>Bilder (*.png)</translation>
    </message>
    <message>
        <source>Save the table</source>
        <translation>Tabelle speichern</translation>
    </message>
    <message>
        <source>Tables (*.csv)</source>
        <translation>Tabellen (*.csv)</translation>
    </message>
</context>
<context>
    <name>SearchBox</name>
    <message>
        <source>Search</source>
        <translation>Suchen</translation>
    </message>
    <message>
        <source>Search in all conversations</source>
        <translation>In allen Unterhaltungen suchen</translation>
    </message>
    <message>
        <source>Filters</source>
        <translation>Filter</translation>
    </message>
    <message>
        <source>End the search</source>
        <translation>Suche beenden</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>Ordner</translation>
    </message>
    <message>
        <source>Tag</source>
        <translation>Schlagwort</translation>
    </message>
    <message>
        <source>Answered by</source>
        <translation>Beantwortet von</translation>
    </message>
    <message>
        <source>Written by</source>
        <translation>Geschrieben von</translation>
    </message>
    <message>
        <source>Me</source>
        <translation>Mir</translation>
    </message>
    <message>
        <source>The model</source>
        <translation>Dem Modell</translation>
    </message>
    <message>
        <source>When</source>
        <translation>Wann</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>Heute</translation>
    </message>
    <message>
        <source>In the last 7 days</source>
        <translation>In den letzten 7 Tagen</translation>
    </message>
    <message>
        <source>In the last 30 days</source>
        <translation>In den letzten 30 Tagen</translation>
    </message>
    <message>
        <source>This year</source>
        <translation>In diesem Jahr</translation>
    </message>
    <message>
        <source>Before this year</source>
        <translation>Vor diesem Jahr</translation>
    </message>
    <message>
        <source>No filter</source>
        <translation>Kein Filter</translation>
    </message>
</context>
<context>
    <name>SearchResults</name>
    <message>
        <source>Results of the search</source>
        <translation>Suchergebnisse</translation>
    </message>
</context>
<context>
    <name>SearchResultsModel</name>
    <message>
        <source>New conversation</source>
        <translation>Neue Unterhaltung</translation>
    </message>
</context>
<context>
    <name>SettingRow</name>
    <message>
        <source>Reset</source>
        <translation>Zurücksetzen</translation>
    </message>
    <message>
        <source>Reset: %1</source>
        <translation>Zurücksetzen: %1</translation>
    </message>
</context>
<context>
    <name>SettingsDialog</name>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>Search settings</source>
        <translation>Einstellung suchen</translation>
    </message>
    <message>
        <source>Sections</source>
        <translation>Abschnitte</translation>
    </message>
    <message>
        <source>Open settings.toml…</source>
        <translation>settings.toml öffnen…</translation>
    </message>
    <message>
        <source>No setting matches these words.</source>
        <translation>Keine Einstellung enthält diese Wörter.</translation>
    </message>
    <message>
        <source>Kept in %1</source>
        <translation>Gespeichert in %1</translation>
    </message>
    <message>
        <source>Elsewhere</source>
        <translation>An anderen Orten</translation>
    </message>
    <message>
        <source>One setting matches.</source>
        <translation>Eine Einstellung gefunden.</translation>
    </message>
    <message>
        <source>%1 settings match.</source>
        <translation>%1 Einstellungen gefunden.</translation>
    </message>
</context>
<context>
    <name>SharedEngine</name>
    <message>
        <source>Another model was loaded in another window.</source>
        <translation>In einem anderen Fenster wurde ein anderes Modell geladen.</translation>
    </message>
</context>
<context>
    <name>ShelfActions</name>
    <message>
        <source>Rename</source>
        <translation>Umbenennen</translation>
    </message>
    <message>
        <source>Pin</source>
        <translation>Anheften</translation>
    </message>
    <message>
        <source>Tags…</source>
        <translation>Schlagwörter…</translation>
    </message>
    <message>
        <source>Move to folder</source>
        <translation>In Ordner verschieben</translation>
    </message>
    <message>
        <source>Archive</source>
        <translation>Archivieren</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Löschen</translation>
    </message>
    <message>
        <source>Restore</source>
        <translation>Wiederherstellen</translation>
    </message>
    <message>
        <source>Export as Markdown…</source>
        <translation>Als Markdown exportieren…</translation>
    </message>
    <message>
        <source>Export all branches as Markdown…</source>
        <translation>Alle Zweige als Markdown exportieren…</translation>
    </message>
    <message>
        <source>Export as JSON…</source>
        <translation>Als JSON exportieren…</translation>
    </message>
    <message>
        <source>New conversation here</source>
        <translation>Neue Unterhaltung hier</translation>
    </message>
    <message>
        <source>Folder settings…</source>
        <translation>Ordnereinstellungen…</translation>
    </message>
    <message>
        <source>Move up</source>
        <translation>Nach oben</translation>
    </message>
    <message>
        <source>Move down</source>
        <translation>Nach unten</translation>
    </message>
    <message>
        <source>New folder…</source>
        <translation>Neuer Ordner…</translation>
    </message>
    <message>
        <source>Conversations</source>
        <translation>Unterhaltungen</translation>
    </message>
    <message>
        <source>Archive</source>
        <comment>the place</comment>
        <translation>Archiv</translation>
    </message>
    <message>
        <source>Trash</source>
        <translation>Papierkorb</translation>
    </message>
    <message>
        <source>Empty the trash…</source>
        <translation>Papierkorb leeren…</translation>
    </message>
    <message>
        <source>Export everything…</source>
        <translation>Alles exportieren…</translation>
    </message>
    <message>
        <source>Import a file…</source>
        <translation>Datei importieren…</translation>
    </message>
    <message>
        <source>Import a folder…</source>
        <translation>Ordner importieren…</translation>
    </message>
    <message>
        <source>Delete for ever…</source>
        <translation>Endgültig löschen…</translation>
    </message>
    <message>
        <source>Unpin</source>
        <translation>Lösen</translation>
    </message>
    <message>
        <source>Take out of the archive</source>
        <translation>Aus dem Archiv nehmen</translation>
    </message>
    <message>
        <source>Delete the folder…</source>
        <translation>Ordner löschen…</translation>
    </message>
    <message>
        <source>No folder</source>
        <translation>Kein Ordner</translation>
    </message>
    <message>
        <source>Delete the folder “%1”?</source>
        <translation>Ordner „%1“ löschen?</translation>
    </message>
    <message>
        <source>The conversations in it stay; they are in no folder then.</source>
        <translation>Die Unterhaltungen darin bleiben; sie sind dann in keinem Ordner.</translation>
    </message>
    <message>
        <source>Delete the folder</source>
        <translation>Ordner löschen</translation>
    </message>
    <message>
        <source>Delete “%1” for ever?</source>
        <translation>„%1“ endgültig löschen?</translation>
    </message>
    <message>
        <source>New conversation</source>
        <translation>Neue Unterhaltung</translation>
    </message>
    <message>
        <source>Its message is removed from the disk and cannot be brought back.</source>
        <translation>Ihre Nachricht wird vom Datenträger entfernt und lässt sich nicht zurückholen.</translation>
    </message>
    <message>
        <source>Its %1 messages are removed from the disk and cannot be brought back.</source>
        <translation>Ihre %1 Nachrichten werden vom Datenträger entfernt und lassen sich nicht zurückholen.</translation>
    </message>
    <message>
        <source>Delete for ever</source>
        <translation>Endgültig löschen</translation>
    </message>
    <message>
        <source>Delete everything in the trash for ever?</source>
        <translation>Alles im Papierkorb endgültig löschen?</translation>
    </message>
    <message>
        <source>It holds one conversation. What is left here alone goes after %2 days by itself.</source>
        <translation>Er enthält eine Unterhaltung. Was hier liegen bleibt, verschwindet nach %2 Tagen von selbst.</translation>
    </message>
    <message>
        <source>It holds %1 conversations. What is left here alone goes after %2 days by itself.</source>
        <translation>Er enthält %1 Unterhaltungen. Was liegen bleibt, verschwindet nach %2 Tagen von selbst.</translation>
    </message>
    <message>
        <source>Empty the trash</source>
        <translation>Papierkorb leeren</translation>
    </message>
    <message>
        <source>Go back</source>
        <translation>Zurück</translation>
    </message>
    <message>
        <source>Markdown (*.md)</source>
        <translation>Markdown (*.md)</translation>
    </message>
    <message>
        <source>Inglenook&apos;s JSON (*.json)</source>
        <translation>Inglenooks JSON (*.json)</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>Export</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>Alle Dateien (*)</translation>
    </message>
    <message>
        <source>Import conversations</source>
        <translation>Unterhaltungen importieren</translation>
    </message>
    <message>
        <source>Conversations (*.json *.jsonl *.zip)</source>
        <translation>Unterhaltungen (*.json *.jsonl *.zip)</translation>
    </message>
</context>
<context>
    <name>ShelfController</name>
    <message>
        <source>Your conversations are not open.</source>
        <translation>Ihre Unterhaltungen sind nicht offen.</translation>
    </message>
</context>
<context>
    <name>ShortcutsDialog</name>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>Tastenkürzel</translation>
    </message>
    <message>
        <source>Search by name or keys</source>
        <translation>Nach Namen oder Tasten suchen</translation>
    </message>
    <message>
        <source>Commands</source>
        <translation>Befehle</translation>
    </message>
    <message>
        <source>Command</source>
        <translation>Befehl</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>Tasten</translation>
    </message>
    <message>
        <source>No keys</source>
        <translation>Keine Tasten</translation>
    </message>
    <message>
        <source>Reset</source>
        <translation>Zurücksetzen</translation>
    </message>
    <message>
        <source>Use them here</source>
        <translation>Hier verwenden</translation>
    </message>
    <message>
        <source>Reset all</source>
        <translation>Alle zurücksetzen</translation>
    </message>
    <message>
        <source>” and “</source>
        <translation>“ und „</translation>
    </message>
    <message>
        <source>“%1” in settings.toml names no keys, and these are used.</source>
        <translation>„%1“ in settings.toml nennt keine Tasten; es gelten diese.</translation>
    </message>
    <message>
        <source>%1 already belongs to “%2”.</source>
        <translation>%1 gehört schon zu „%2“.</translation>
    </message>
    <message>
        <source>Press Enter on a command, then its new keys.</source>
        <translation>Bei einem Befehl die Eingabetaste drücken, dann die gewünschten Tasten.</translation>
    </message>
</context>
<context>
    <name>SiblingBar</name>
    <message>
        <source>The version before (left arrow)</source>
        <translation>Die Version davor (Pfeil links)</translation>
    </message>
    <message>
        <source>The next version (right arrow)</source>
        <translation>Die nächste Version (Pfeil rechts)</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 von %2</translation>
    </message>
    <message>
        <source>version %1 of %2 is shown</source>
        <translation>Version %1 von %2 wird gezeigt</translation>
    </message>
    <message>
        <source>Show the version before</source>
        <translation>Version davor zeigen</translation>
    </message>
    <message>
        <source>Show the next version</source>
        <translation>Nächste Version zeigen</translation>
    </message>
</context>
<context>
    <name>SideBySide</name>
    <message>
        <source>The second model, %1, is not installed any more: questions go to one model.</source>
        <translation>Das zweite Modell, %1, ist nicht mehr installiert: Fragen gehen an ein Modell.</translation>
    </message>
</context>
<context>
    <name>SpeculationButton</name>
    <message>
        <source>Auto</source>
        <translation>Automatisch</translation>
    </message>
    <message>
        <source>Lookup only</source>
        <translation>Nur Nachschlagen</translation>
    </message>
    <message>
        <source>Draft model only</source>
        <translation>Nur Entwurfsmodell</translation>
    </message>
    <message>
        <source>Off</source>
        <translation>Aus</translation>
    </message>
    <message>
        <source>Draft with whatever makes this answer quicker, or with nothing</source>
        <translation>Mit dem entwerfen, was diese Antwort beschleunigt, oder gar nicht</translation>
    </message>
    <message>
        <source>Draft only by copying from the text of this conversation</source>
        <translation>Nur durch Kopieren aus dem Text dieser Unterhaltung entwerfen</translation>
    </message>
    <message>
        <source>Draft only with the draft model, which the model&apos;s menu chooses</source>
        <translation>Nur mit dem Entwurfsmodell entwerfen, das im Menü des Modells gewählt wird</translation>
    </message>
    <message>
        <source>Draft nothing: one token after the other</source>
        <translation>Nichts entwerfen: ein Token nach dem anderen</translation>
    </message>
    <message>
        <source>Speculation in this conversation</source>
        <translation>Spekulation in dieser Unterhaltung</translation>
    </message>
    <message>
        <source>Strict</source>
        <translation>Strikt</translation>
    </message>
    <message>
        <source>The same seed gives the same answer bit for bit, whatever is drafted; somewhat slower</source>
        <translation>Gleicher Seed ergibt Bit für Bit die gleiche Antwort, was auch entworfen wird; etwas langsamer</translation>
    </message>
    <message>
        <source>Speculation: tokens are drafted ahead and checked by the model, so answers come sooner and stay the model&apos;s own</source>
        <translation>Spekulation: Token werden im Voraus entworfen und vom Modell geprüft; so kommen Antworten schneller und bleiben die des Modells</translation>
    </message>
    <message>
        <source>Speculation: %1</source>
        <translation>Spekulation: %1</translation>
    </message>
</context>
<context>
    <name>StatisticsWindow</name>
    <message>
        <source>Statistics</source>
        <translation>Statistik</translation>
    </message>
    <message>
        <source>Which of the card&apos;s figures</source>
        <translation>Welcher Wert der Karte</translation>
    </message>
    <message>
        <source>&amp;Budget:</source>
        <translation>&amp;Limit:</translation>
    </message>
    <message>
        <source>Figures</source>
        <translation>Zahlen</translation>
    </message>
    <message>
        <source>Answers</source>
        <translation>Antworten</translation>
    </message>
    <message>
        <source>Click a point of the chart, or open a row, for its answers</source>
        <translation>Ein Klick auf einen Punkt des Diagramms oder das Öffnen einer Zeile zeigt hier die Antworten dazu</translation>
    </message>
    <message>
        <source>SQL of this table</source>
        <translation>SQL dieser Tabelle</translation>
    </message>
    <message>
        <source>Below the chart</source>
        <translation>Unter dem Diagramm</translation>
    </message>
    <message>
        <source>Costs</source>
        <translation>Kosten</translation>
    </message>
    <message>
        <source>Changes</source>
        <translation>Änderungen</translation>
    </message>
    <message>
        <source>SQL</source>
        <translation>SQL</translation>
    </message>
    <message>
        <source> s</source>
        <translation> s</translation>
    </message>
    <message>
        <source> ms</source>
        <translation> ms</translation>
    </message>
    <message>
        <source>Budget of the time between tokens</source>
        <translation>Limit des Token-Abstands</translation>
    </message>
    <message>
        <source>95 of 100 tokens are to follow within it; where they did not, the chart is marked</source>
        <translation>95 von 100 Token sollen darin folgen; wo sie es nicht taten, ist das Diagramm markiert</translation>
    </message>
    <message>
        <source>Budget of the time of the whole answer</source>
        <translation>Limit der Zeit der ganzen Antwort</translation>
    </message>
    <message>
        <source>95 of 100 answers are to end within it; where they did not, the chart is marked</source>
        <translation>95 von 100 Antworten sollen darin enden; wo sie es nicht taten, ist das Diagramm markiert</translation>
    </message>
    <message>
        <source>none</source>
        <translation>keins</translation>
    </message>
    <message>
        <source>Budget of the time to the first token</source>
        <translation>Limit der Zeit bis zum ersten Token</translation>
    </message>
    <message>
        <source>95 of 100 answers are to begin within it; where they did not, the chart is marked</source>
        <translation>95 von 100 Antworten sollen darin beginnen; wo nicht, ist das Diagramm markiert</translation>
    </message>
    <message>
        <source>%1 answers are being counted; the figures grow.</source>
        <translation>%1 Antworten werden noch gezählt; die Zahlen wachsen.</translation>
    </message>
    <message>
        <source>electricity and hardware</source>
        <translation>Strom und Hardware</translation>
    </message>
    <message>
        <source>no prices yet</source>
        <translation>noch keine Preise</translation>
    </message>
    <message>
        <source>compared: %1</source>
        <translation>verglichen: %1</translation>
    </message>
    <message>
        <source>This answer was deleted; only its figures are left.</source>
        <translation>Diese Antwort wurde gelöscht; nur ihre Zahlen sind geblieben.</translation>
    </message>
</context>
<context>
    <name>StatusLine</name>
    <message>
        <source>Status</source>
        <translation>Status</translation>
    </message>
    <message>
        <source>Nothing is saved</source>
        <translation>Nichts wird gespeichert</translation>
    </message>
    <message>
        <source>Looking whether it fits…</source>
        <translation>Es wird geprüft, ob es passt…</translation>
    </message>
    <message>
        <source>Summing up the oldest messages…</source>
        <translation>Die ältesten Nachrichten werden zusammengefasst…</translation>
    </message>
    <message>
        <source>Your message is sent as soon as the model is ready</source>
        <translation>Die Nachricht wird gesendet, sobald das Modell bereit ist</translation>
    </message>
    <message>
        <source>Waiting for the answer in another window…</source>
        <translation>Wartet auf die Antwort in einem anderen Fenster…</translation>
    </message>
    <message>
        <source>Reading in another conversation</source>
        <translation>Liest in einer anderen Unterhaltung</translation>
    </message>
    <message>
        <source>Reading…</source>
        <translation>Liest…</translation>
    </message>
    <message>
        <source>Reading %1 of %2 tokens</source>
        <translation>Liest %1 von %2 Token</translation>
    </message>
    <message>
        <source>Writing in another conversation</source>
        <translation>Schreibt in einer anderen Unterhaltung</translation>
    </message>
    <message>
        <source>Writing</source>
        <translation>Schreibt</translation>
    </message>
    <message>
        <source>Stopping…</source>
        <translation>Hält an…</translation>
    </message>
    <message>
        <source>Opening your conversations</source>
        <translation>Ihre Unterhaltungen werden geöffnet</translation>
    </message>
    <message>
        <source>Loading %1</source>
        <translation>%1 wird geladen</translation>
    </message>
    <message>
        <source>%1 is a base model: plain completion</source>
        <translation>%1 ist ein Basismodell: reine Fortsetzung</translation>
    </message>
    <message>
        <source>%1 is ready</source>
        <translation>%1 ist bereit</translation>
    </message>
    <message>
        <source>%1 is not loaded</source>
        <translation>%1 ist nicht geladen</translation>
    </message>
    <message>
        <source>No model is loaded</source>
        <translation>Kein Modell ist geladen</translation>
    </message>
    <message>
        <source>about %1 s left</source>
        <translation>noch etwa %1 s</translation>
    </message>
    <message>
        <source>about %1 min left</source>
        <translation>noch etwa %1 min</translation>
    </message>
    <message>
        <source>first token %1</source>
        <translation>erstes Token %1</translation>
    </message>
    <message>
        <source>speed %1</source>
        <translation>Tempo %1</translation>
    </message>
    <message>
        <source>prompt %1</source>
        <translation>Prompt %1</translation>
    </message>
    <message>
        <source>cached %1</source>
        <translation>im Cache %1</translation>
    </message>
    <message>
        <source>output %1</source>
        <translation>Ausgabe %1</translation>
    </message>
</context>
<context>
    <name>Storage</name>
    <message>
        <source>Your conversations are being updated for this version. With very many of them that can take a few minutes; a copy of the file as it was is made first.</source>
        <translation>Ihre Unterhaltungen werden für diese Version aktualisiert. Bei sehr vielen kann das einige Minuten dauern; zuerst wird eine Kopie der bisherigen Datei gemacht.</translation>
    </message>
    <message>
        <source>The file with your conversations had damage, so all of it is being checked, and repaired where that is needed. With very many conversations that can take a few minutes.</source>
        <translation>Die Datei mit Ihren Unterhaltungen hatte einen Schaden; sie wird daher ganz geprüft und, wo nötig, repariert. Bei sehr vielen Unterhaltungen kann das einige Minuten dauern.</translation>
    </message>
    <message>
        <source>The file with your conversations is damaged. It is being repaired, and a copy of it is kept aside. With very many conversations that can take a few minutes.</source>
        <translation>Die Datei mit Ihren Unterhaltungen ist beschädigt. Sie wird repariert, und eine Kopie wird beiseitegelegt. Bei sehr vielen Unterhaltungen kann das einige Minuten dauern.</translation>
    </message>
</context>
<context>
    <name>StorageProblemPage</name>
    <message>
        <source>Your conversations cannot be opened</source>
        <translation>Ihre Unterhaltungen lassen sich nicht öffnen</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Erneut versuchen</translation>
    </message>
    <message>
        <source>Use another folder…</source>
        <translation>Anderer Ordner…</translation>
    </message>
    <message>
        <source>Go on without saving</source>
        <translation>Ohne Speichern weiter</translation>
    </message>
</context>
<context>
    <name>TagsDialog</name>
    <message>
        <source>Tags</source>
        <translation>Schlagwörter</translation>
    </message>
    <message>
        <source>Tags, with commas between them:</source>
        <translation>Schlagwörter, durch Kommas getrennt:</translation>
    </message>
    <message>
        <source>Tags of the conversation</source>
        <translation>Schlagwörter der Unterhaltung</translation>
    </message>
    <message>
        <source>work, recipes</source>
        <translation>Arbeit, Rezepte</translation>
    </message>
    <message>
        <source>Tags in use</source>
        <translation>Verwendete Schlagwörter</translation>
    </message>
</context>
<context>
    <name>TemplateKeeping</name>
    <message>
        <source>Your conversations are not open, so templates cannot be kept. Open them first.</source>
        <translation>Ihre Unterhaltungen sind nicht offen, daher lassen sich Vorlagen nicht speichern. Öffnen Sie sie zuerst.</translation>
    </message>
</context>
<context>
    <name>TemplatePopup</name>
    <message>
        <source>Prompt templates</source>
        <translation>Prompt-Vorlagen</translation>
    </message>
    <message>
        <source>Edit templates…</source>
        <translation>Vorlagen bearbeiten…</translation>
    </message>
    <message>
        <source>Make a template…</source>
        <translation>Vorlage anlegen…</translation>
    </message>
</context>
<context>
    <name>TemplatesDialog</name>
    <message>
        <source>Prompt templates</source>
        <translation>Prompt-Vorlagen</translation>
    </message>
    <message>
        <source>A template is a prompt that you use often. Write / and its name in the composer to call it up.</source>
        <translation>Eine Vorlage ist ein Prompt, der oft gebraucht wird. / und ihr Name im Eingabefeld rufen sie auf.</translation>
    </message>
    <message>
        <source>Name of the template, without the slash</source>
        <translation>Name der Vorlage, ohne den Schrägstrich</translation>
    </message>
    <message>
        <source>Text of the template</source>
        <translation>Text der Vorlage</translation>
    </message>
    <message>
        <source>Translate this into {{language=German}}:

{{clipboard}}</source>
        <translation>Übersetze dies ins {{Sprache=Englische}}:

{{clipboard}}</translation>
    </message>
    <message>
        <source>&amp;Name</source>
        <translation>&amp;Name</translation>
    </message>
    <message>
        <source>&amp;Text</source>
        <translation>&amp;Text</translation>
    </message>
    <message>
        <source>The text is longer than 100,000 characters. Make it shorter.</source>
        <translation>Der Text ist länger als 100.000 Zeichen. Kürzen Sie ihn.</translation>
    </message>
    <message>
        <source>{{name}} is a blank to fill in, {{name=text}} one with what usually stands there. {{date}} and {{clipboard}} fill themselves.</source>
        <translation>{{name}} ist eine Lücke zum Ausfüllen, {{name=Text}} eine mit dem, was meist dort steht. {{date}} und {{clipboard}} füllen sich selbst.</translation>
    </message>
    <message>
        <source>Blanks: %1.</source>
        <translation>Lücken: %1.</translation>
    </message>
</context>
<context>
    <name>TextPiece</name>
    <message>
        <source>&amp;Copy</source>
        <translation>&amp;Kopieren</translation>
    </message>
    <message>
        <source>Copy &amp;link address</source>
        <translation>&amp;Linkadresse kopieren</translation>
    </message>
    <message>
        <source>Copy &amp;message</source>
        <translation>&amp;Nachricht kopieren</translation>
    </message>
    <message>
        <source>Select &amp;all of the message</source>
        <translation>&amp;Ganze Nachricht auswählen</translation>
    </message>
</context>
<context>
    <name>TranscriptCanvas</name>
    <message>
        <source>Instructions to the model</source>
        <translation>Anweisungen an das Modell</translation>
    </message>
</context>
<context>
    <name>TranscriptView</name>
    <message>
        <source>Conversation</source>
        <translation>Unterhaltung</translation>
    </message>
</context>
<context>
    <name>Tray</name>
    <message>
        <source>Show Inglenook</source>
        <translation>Inglenook zeigen</translation>
    </message>
    <message>
        <source>New conversation</source>
        <translation>Neue Unterhaltung</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>Beenden</translation>
    </message>
</context>
<context>
    <name>UndoBar</name>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
    <message>
        <source>Dismiss</source>
        <translation>Ausblenden</translation>
    </message>
    <message>
        <source>Deleted “%1”</source>
        <translation>Gelöscht: „%1“</translation>
    </message>
</context>
<context>
    <name>WindowMenuBar</name>
    <message>
        <source>Menus</source>
        <translation>Menüs</translation>
    </message>
</context>
<context>
    <name>_Files</name>
    <message>
        <source>Look into what the model read</source>
        <translation>Ansehen, was das Modell gelesen hat</translation>
    </message>
</context>
<context>
    <name>_HitDelegate</name>
    <message>
        <source>in the title</source>
        <translation>im Titel</translation>
    </message>
</context>
<context>
    <name>_PlanPanel</name>
    <message>
        <source>Settings it would be loaded with</source>
        <translation>Einstellungen, mit denen es geladen würde</translation>
    </message>
</context>
<context>
    <name>_Sheet</name>
    <message>
        <source>Drop files to attach them to your message</source>
        <translation>Dateien hier ablegen, um sie an die Nachricht anzuhängen</translation>
    </message>
</context>
<context>
    <name>_TextActions</name>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>Wiederholen</translation>
    </message>
    <message>
        <source>Cut</source>
        <translation>Ausschneiden</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>Paste</source>
        <translation>Einfügen</translation>
    </message>
    <message>
        <source>Select all</source>
        <translation>Alles auswählen</translation>
    </message>
</context>
<context>
    <name>about</name>
    <message>
        <source>About Inglenook</source>
        <translation>Über Inglenook</translation>
    </message>
    <message>
        <source>Private chat with language models, on this machine alone.</source>
        <translation>Privat mit Sprachmodellen chatten, allein auf diesem Rechner.</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
</context>
<context>
    <name>attachments</name>
    <message>
        <source>the first %1 of %2 pages</source>
        <translation>die ersten %1 von %2 Seiten</translation>
    </message>
    <message>
        <source>%1 pages</source>
        <translation>%1 Seiten</translation>
    </message>
    <message>
        <source>1 page</source>
        <translation>1 Seite</translation>
    </message>
    <message>
        <source>1 row</source>
        <translation>1 Zeile</translation>
    </message>
    <message>
        <source>%1 rows</source>
        <translation>%1 Zeilen</translation>
    </message>
    <message>
        <source>1 column</source>
        <translation>1 Spalte</translation>
    </message>
    <message>
        <source>%1 columns</source>
        <translation>%1 Spalten</translation>
    </message>
    <message>
        <source>hidden passages: %1, read too</source>
        <translation>verborgene Stellen: %1, mitgelesen</translation>
    </message>
    <message>
        <source>hidden passages: %1, left out</source>
        <translation>verborgene Stellen: %1, weggelassen</translation>
    </message>
</context>
<context>
    <name>commands</name>
    <message>
        <source>&amp;File</source>
        <translation>&amp;Datei</translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation>&amp;Bearbeiten</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>&amp;Ansicht</translation>
    </message>
    <message>
        <source>&amp;Conversation</source>
        <translation>&amp;Unterhaltung</translation>
    </message>
    <message>
        <source>&amp;Answer</source>
        <translation>A&amp;ntwort</translation>
    </message>
    <message>
        <source>&amp;Model</source>
        <translation>&amp;Modell</translation>
    </message>
    <message>
        <source>&amp;Window</source>
        <translation>&amp;Fenster</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>&amp;Hilfe</translation>
    </message>
    <message>
        <source>Command palette</source>
        <translation>Befehlspalette</translation>
    </message>
    <message>
        <source>Open the menus</source>
        <translation>Menüs öffnen</translation>
    </message>
    <message>
        <source>Keyboard shortcuts…</source>
        <translation>Tastenkürzel…</translation>
    </message>
    <message>
        <source>Larger text</source>
        <translation>Größerer Text</translation>
    </message>
    <message>
        <source>Smaller text</source>
        <translation>Kleinerer Text</translation>
    </message>
    <message>
        <source>Normal text size</source>
        <translation>Normale Textgröße</translation>
    </message>
    <message>
        <source>Wrap long lines of code</source>
        <translation>Lange Codezeilen umbrechen</translation>
    </message>
    <message>
        <source>Copy the last answer</source>
        <translation>Letzte Antwort kopieren</translation>
    </message>
    <message>
        <source>Copy the last answer as plain text</source>
        <translation>Letzte Antwort als reinen Text kopieren</translation>
    </message>
    <message>
        <source>Copy the conversation as Markdown</source>
        <translation>Unterhaltung als Markdown kopieren</translation>
    </message>
    <message>
        <source>Copy the conversation as plain text</source>
        <translation>Unterhaltung als reinen Text kopieren</translation>
    </message>
    <message>
        <source>New conversation</source>
        <translation>Neue Unterhaltung</translation>
    </message>
    <message>
        <source>Private conversation</source>
        <translation>Private Unterhaltung</translation>
    </message>
    <message>
        <source>Close the private conversation</source>
        <translation>Private Unterhaltung schließen</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>Beenden</translation>
    </message>
    <message>
        <source>Find in this conversation</source>
        <translation>In dieser Unterhaltung suchen</translation>
    </message>
    <message>
        <source>Find next</source>
        <translation>Weitersuchen</translation>
    </message>
    <message>
        <source>Find previous</source>
        <translation>Rückwärts suchen</translation>
    </message>
    <message>
        <source>Search all conversations</source>
        <translation>Alle Unterhaltungen durchsuchen</translation>
    </message>
    <message>
        <source>Filters of the search</source>
        <translation>Filter der Suche</translation>
    </message>
    <message>
        <source>Cancel the export or import</source>
        <translation>Export oder Import abbrechen</translation>
    </message>
    <message>
        <source>Send the message</source>
        <translation>Nachricht senden</translation>
    </message>
    <message>
        <source>Go to the message field</source>
        <translation>Zum Nachrichtenfeld</translation>
    </message>
    <message>
        <source>Go to the notices</source>
        <translation>Zu den Hinweisen</translation>
    </message>
    <message>
        <source>Show or hide the conversations</source>
        <translation>Unterhaltungen ein- oder ausblenden</translation>
    </message>
    <message>
        <source>Stop the answer</source>
        <translation>Antwort anhalten</translation>
    </message>
    <message>
        <source>Close the first model and go on with the second one</source>
        <translation>Erstes Modell schließen und mit dem zweiten weitermachen</translation>
    </message>
    <message>
        <source>Go on with the answer of the second model</source>
        <translation>Mit der Antwort des zweiten Modells weitermachen</translation>
    </message>
    <message>
        <source>Load the second model again</source>
        <translation>Zweites Modell erneut laden</translation>
    </message>
    <message>
        <source>Choose a model</source>
        <translation>Modell wählen</translation>
    </message>
    <message>
        <source>Find and manage models</source>
        <translation>Modelle finden und verwalten</translation>
    </message>
    <message>
        <source>Speculative decoding</source>
        <translation>Spekulatives Dekodieren</translation>
    </message>
    <message>
        <source>Whether the model reasons</source>
        <translation>Ob das Modell nachdenkt</translation>
    </message>
    <message>
        <source>Load settings of the model…</source>
        <translation>Ladeeinstellungen des Modells…</translation>
    </message>
    <message>
        <source>Open a model file…</source>
        <translation>Modelldatei öffnen…</translation>
    </message>
    <message>
        <source>Stop loading the model</source>
        <translation>Laden des Modells abbrechen</translation>
    </message>
    <message>
        <source>Close the window</source>
        <translation>Fenster schließen</translation>
    </message>
    <message>
        <source>Minimise</source>
        <translation>Minimieren</translation>
    </message>
    <message>
        <source>Full screen</source>
        <translation>Vollbild</translation>
    </message>
    <message>
        <source>Frame times</source>
        <translation>Bildzeiten</translation>
    </message>
    <message>
        <source>About Inglenook</source>
        <translation>Über Inglenook</translation>
    </message>
    <message>
        <source>Come forward from anywhere</source>
        <translation>Von überall nach vorn holen</translation>
    </message>
    <message>
        <source>Come forward from anywhere (not possible on this system)</source>
        <translation>Von überall nach vorn holen (auf diesem System nicht möglich)</translation>
    </message>
    <message>
        <source>Statistics</source>
        <translation>Statistik</translation>
    </message>
    <message>
        <source>Prices of electricity and hardware…</source>
        <translation>Preise für Strom und Hardware…</translation>
    </message>
    <message>
        <source>Mark the last answer as used</source>
        <translation>Letzte Antwort als verwendet markieren</translation>
    </message>
    <message>
        <source>Mark the last answer as good</source>
        <translation>Letzte Antwort als gut markieren</translation>
    </message>
    <message>
        <source>Mark the last answer as bad</source>
        <translation>Letzte Antwort als schlecht markieren</translation>
    </message>
    <message>
        <source>Replay the last answer</source>
        <translation>Letzte Antwort nachrechnen</translation>
    </message>
    <message>
        <source>Attach files…</source>
        <translation>Dateien anhängen…</translation>
    </message>
    <message>
        <source>Ask two models side by side…</source>
        <translation>Zwei Modelle nebeneinander fragen…</translation>
    </message>
    <message>
        <source>Close the second model</source>
        <translation>Zweites Modell schließen</translation>
    </message>
    <message>
        <source>What is in the context</source>
        <translation>Was im Kontext ist</translation>
    </message>
    <message>
        <source>Details of the last answer</source>
        <translation>Details der letzten Antwort</translation>
    </message>
    <message>
        <source>Settings…</source>
        <translation>Einstellungen…</translation>
    </message>
    <message>
        <source>Open settings.toml…</source>
        <translation>settings.toml öffnen…</translation>
    </message>
    <message>
        <source>Rename the conversation or folder</source>
        <translation>Unterhaltung oder Ordner umbenennen</translation>
    </message>
    <message>
        <source>Pin or unpin the conversation</source>
        <translation>Unterhaltung anheften oder lösen</translation>
    </message>
    <message>
        <source>Tags of the conversation…</source>
        <translation>Schlagwörter der Unterhaltung…</translation>
    </message>
    <message>
        <source>Move the conversation to a folder</source>
        <translation>Unterhaltung in einen Ordner verschieben</translation>
    </message>
    <message>
        <source>Archive the conversation</source>
        <translation>Unterhaltung archivieren</translation>
    </message>
    <message>
        <source>New conversation in this folder</source>
        <translation>Neue Unterhaltung in diesem Ordner</translation>
    </message>
    <message>
        <source>Move the folder up</source>
        <translation>Ordner nach oben</translation>
    </message>
    <message>
        <source>Move the folder down</source>
        <translation>Ordner nach unten</translation>
    </message>
    <message>
        <source>Delete the conversation or folder</source>
        <translation>Unterhaltung oder Ordner löschen</translation>
    </message>
    <message>
        <source>Show conversations</source>
        <translation>Unterhaltungen zeigen</translation>
    </message>
    <message>
        <source>Show archive</source>
        <translation>Archiv zeigen</translation>
    </message>
    <message>
        <source>Show trash</source>
        <translation>Papierkorb zeigen</translation>
    </message>
    <message>
        <source>Send the messages that wait</source>
        <translation>Wartende Nachrichten senden</translation>
    </message>
    <message>
        <source>Edit the last message that waits</source>
        <translation>Letzte wartende Nachricht bearbeiten</translation>
    </message>
    <message>
        <source>Send the last message that waits first</source>
        <translation>Letzte wartende Nachricht zuerst senden</translation>
    </message>
    <message>
        <source>Remove the last message that waits</source>
        <translation>Letzte wartende Nachricht entfernen</translation>
    </message>
    <message>
        <source>Choose a preset</source>
        <translation>Voreinstellung wählen</translation>
    </message>
    <message>
        <source>Prompt templates…</source>
        <translation>Prompt-Vorlagen…</translation>
    </message>
    <message>
        <source>Presets…</source>
        <translation>Voreinstellungen…</translation>
    </message>
    <message>
        <source>New window</source>
        <translation>Neues Fenster</translation>
    </message>
    <message>
        <source>Inglenook is no longer in the applications&apos; menu.</source>
        <translation>Inglenook steht nicht mehr im Anwendungsmenü.</translation>
    </message>
    <message>
        <source>Inglenook is in the applications&apos; menu now.</source>
        <translation>Inglenook steht jetzt im Anwendungsmenü.</translation>
    </message>
    <message>
        <source>Remove from the applications&apos; menu</source>
        <translation>Aus dem Anwendungsmenü entfernen</translation>
    </message>
    <message>
        <source>Add to the applications&apos; menu</source>
        <translation>In das Anwendungsmenü aufnehmen</translation>
    </message>
    <message>
        <source>Models on this machine</source>
        <translation>Modelle auf diesem Rechner</translation>
    </message>
    <message>
        <source>Downloads of models</source>
        <translation>Downloads von Modellen</translation>
    </message>
    <message>
        <source>What went over the network…</source>
        <translation>Was über das Netz ging…</translation>
    </message>
    <message>
        <source>Offline: nothing goes out</source>
        <translation>Offline: Nichts geht hinaus</translation>
    </message>
    <message>
        <source>Offline: nothing goes out, whatever is clicked.</source>
        <translation>Offline: Nichts geht hinaus, egal was angeklickt wird.</translation>
    </message>
    <message>
        <source>No longer offline: what is clicked in the window of models may go out.</source>
        <translation>Nicht mehr offline: Was im Fenster der Modelle angeklickt wird, darf hinausgehen.</translation>
    </message>
    <message>
        <source>Regenerate the last answer</source>
        <translation>Letzte Antwort neu generieren</translation>
    </message>
    <message>
        <source>Regenerate with another model…</source>
        <translation>Neu generieren mit einem anderen Modell…</translation>
    </message>
    <message>
        <source>Regenerate with a preset…</source>
        <translation>Neu generieren mit einer Voreinstellung…</translation>
    </message>
    <message>
        <source>Regenerate with other parameters…</source>
        <translation>Neu generieren mit anderen Parametern…</translation>
    </message>
    <message>
        <source>Continue the last answer</source>
        <translation>Letzte Antwort fortsetzen</translation>
    </message>
    <message>
        <source>Edit the last answer</source>
        <translation>Letzte Antwort bearbeiten</translation>
    </message>
    <message>
        <source>Edit the last question</source>
        <translation>Letzte Frage bearbeiten</translation>
    </message>
    <message>
        <source>The version before</source>
        <translation>Vorherige Version</translation>
    </message>
    <message>
        <source>The next version</source>
        <translation>Nächste Version</translation>
    </message>
    <message>
        <source>Show or hide the reasoning of the last answer</source>
        <translation>Denkprozess der letzten Antwort auf- oder zuklappen</translation>
    </message>
    <message>
        <source>Always read the last turn, or not any more</source>
        <translation>Letzten Beitrag immer lesen oder nicht mehr</translation>
    </message>
    <message>
        <source>Change what is read instead of the oldest messages…</source>
        <translation>Ändern, was anstelle der ältesten Nachrichten gelesen wird…</translation>
    </message>
    <message>
        <source>Look into the files of the last question</source>
        <translation>In die Dateien der letzten Frage schauen</translation>
    </message>
    <message>
        <source>More for the last message</source>
        <translation>Mehr zur letzten Nachricht</translation>
    </message>
    <message>
        <source>Continue in a new conversation</source>
        <translation>Als eigene Unterhaltung</translation>
    </message>
    <message>
        <source>Copy the last block of code</source>
        <translation>Letzten Codeblock kopieren</translation>
    </message>
    <message>
        <source>Save the last block of code…</source>
        <translation>Letzten Codeblock speichern…</translation>
    </message>
    <message>
        <source>To the end of the conversation</source>
        <translation>Zum Ende der Unterhaltung</translation>
    </message>
</context>
<context>
    <name>fragments</name>
    <message>
        <source>%1 has %2 bytes</source>
        <translation>%1 hat %2 Bytes</translation>
    </message>
    <message>
        <source>%1 is to be a number, %2 or more</source>
        <translation>%1 muss eine Zahl sein, %2 oder mehr</translation>
    </message>
    <message>
        <source>%1 is to be a text in quotation marks</source>
        <translation>%1 muss ein Text in Anführungszeichen sein</translation>
    </message>
    <message>
        <source>%1 messages in %2 conversations</source>
        <translation>%1 Nachrichten in %2 Unterhaltungen</translation>
    </message>
    <message>
        <source>%1 messages in 1 conversation</source>
        <translation>%1 Nachrichten in 1 Unterhaltung</translation>
    </message>
    <message>
        <source>%1 or more</source>
        <translation>%1 oder mehr</translation>
    </message>
    <message>
        <source>%1 seconds</source>
        <translation>%1 Sekunden</translation>
    </message>
    <message>
        <source>%1 tensors are announced and %2 are there</source>
        <translation>%1 Tensoren sind angekündigt, und %2 sind da</translation>
    </message>
    <message>
        <source>%1, line %2</source>
        <translation>%1, Zeile %2</translation>
    </message>
    <message>
        <source>%1, record %2</source>
        <translation>%1, Eintrag %2</translation>
    </message>
    <message>
        <source>%1: %2; it begins %3</source>
        <translation>%1: %2; es beginnt mit %3</translation>
    </message>
    <message>
        <source>-1 (all), 0 (off) or more</source>
        <translation>-1 (alle), 0 (aus) oder mehr</translation>
    </message>
    <message>
        <source>-1 for as many as fit</source>
        <translation>-1 für so viele, wie passen</translation>
    </message>
    <message>
        <source>-1 for what fits</source>
        <translation>-1 für das, was passt</translation>
    </message>
    <message>
        <source>0 (off) or more</source>
        <translation>0 (aus) oder mehr</translation>
    </message>
    <message>
        <source>0 for a size that suits the model</source>
        <translation>0 für eine Größe, die zum Modell passt</translation>
    </message>
    <message>
        <source>0 for the cores that are there</source>
        <translation>0 für die vorhandenen Kerne</translation>
    </message>
    <message>
        <source>1 message in %1 conversations</source>
        <translation>1 Nachricht in %1 Unterhaltungen</translation>
    </message>
    <message>
        <source>1 message in 1 conversation</source>
        <translation>1 Nachricht in 1 Unterhaltung</translation>
    </message>
    <message>
        <source>1 second</source>
        <translation>1 Sekunde</translation>
    </message>
    <message>
        <source>a finite number, 0 for off</source>
        <translation>eine endliche Zahl, 0 für aus</translation>
    </message>
    <message>
        <source>a tensor is in two of the parts</source>
        <translation>ein Tensor ist in zweien der Teile</translation>
    </message>
    <message>
        <source>and log in with hf auth login or set HF_TOKEN</source>
        <translation>und melden Sie sich mit hf auth login an oder setzen Sie HF_TOKEN</translation>
    </message>
    <message>
        <source>as_of is to be the day on which you read the price, such as 2026-11-01</source>
        <translation>as_of muss der Tag sein, an dem Sie den Preis gelesen haben, etwa 2026-11-01</translation>
    </message>
    <message>
        <source>ask for %1 of %2</source>
        <translation>nach %1 von %2 fragen</translation>
    </message>
    <message>
        <source>autoescape is not for chat templates</source>
        <translation>autoescape gehört nicht in Chatvorlagen</translation>
    </message>
    <message>
        <source>batch size</source>
        <translation>Batchgröße</translation>
    </message>
    <message>
        <source>between %1 and %2</source>
        <translation>zwischen %1 und %2</translation>
    </message>
    <message>
        <source>between 0 (greedy) and 100</source>
        <translation>zwischen 0 (stets das Wahrscheinlichste) und 100</translation>
    </message>
    <message>
        <source>between 0 (off) and 1</source>
        <translation>zwischen 0 (aus) und 1</translation>
    </message>
    <message>
        <source>between 0 and 1 (off)</source>
        <translation>zwischen 0 und 1 (aus)</translation>
    </message>
    <message>
        <source>between 0.001 and 1000, 1 for off</source>
        <translation>zwischen 0,001 und 1000, 1 für aus</translation>
    </message>
    <message>
        <source>bytes %1-%2/%3</source>
        <translation>Bytes %1-%2/%3</translation>
    </message>
    <message>
        <source>chat template as %1 published it</source>
        <translation>Chatvorlage, wie %1 sie veröffentlicht hat</translation>
    </message>
    <message>
        <source>chat template from the file</source>
        <translation>Chatvorlage aus der Datei</translation>
    </message>
    <message>
        <source>context size</source>
        <translation>Die Kontextgröße</translation>
    </message>
    <message>
        <source>conversation and writing, on GPUs: slow without</source>
        <translation>Gespräch und Schreiben, auf GPUs: ohne sie langsam</translation>
    </message>
    <message>
        <source>conversation and writing; European languages</source>
        <translation>Gespräch und Schreiben; europäische Sprachen</translation>
    </message>
    <message>
        <source>conversation and writing; long documents</source>
        <translation>Gespräch und Schreiben; lange Dokumente</translation>
    </message>
    <message>
        <source>corrupted or incomplete</source>
        <translation>beschädigt oder unvollständig</translation>
    </message>
    <message>
        <source>download %1 of %2</source>
        <translation>%1 von %2 herunterladen</translation>
    </message>
    <message>
        <source>everyday questions, reasoning and code for its size; many languages</source>
        <translation>Alltagsfragen, Nachdenken und Code, für seine Größe; viele Sprachen</translation>
    </message>
    <message>
        <source>everyday questions, reasoning and code; many languages</source>
        <translation>Alltagsfragen, Nachdenken und Code; viele Sprachen</translation>
    </message>
    <message>
        <source>everything, and quick for its size also without a GPU: a part of it works at a time</source>
        <translation>alles, und für seine Größe schnell, auch ohne GPU: Immer nur ein Teil davon rechnet</translation>
    </message>
    <message>
        <source>failed to read</source>
        <translation>ließ sich nicht lesen</translation>
    </message>
    <message>
        <source>hf&apos;s own login, %1</source>
        <translation>die Anmeldung von hf, %1</translation>
    </message>
    <message>
        <source>in a few minutes</source>
        <translation>in einigen Minuten</translation>
    </message>
    <message>
        <source>is cut off: the file ends before its list does</source>
        <translation>ist abgeschnitten: Die Datei endet vor ihrer Liste</translation>
    </message>
    <message>
        <source>is empty</source>
        <translation>ist leer</translation>
    </message>
    <message>
        <source>is longer than %1 characters</source>
        <translation>ist länger als %1 Zeichen</translation>
    </message>
    <message>
        <source>is nested more than %1 levels deep</source>
        <translation>ist mehr als %1 Ebenen tief verschachtelt</translation>
    </message>
    <message>
        <source>is nested too deeply</source>
        <translation>ist zu tief verschachtelt</translation>
    </message>
    <message>
        <source>is not a GGUF model file</source>
        <translation>ist keine GGUF-Modelldatei</translation>
    </message>
    <message>
        <source>it aligns its tensors to %1 bytes</source>
        <translation>sie richtet ihre Tensoren an %1 Bytes aus</translation>
    </message>
    <message>
        <source>it begins or ends with a dot or a space</source>
        <translation>er beginnt oder endet mit einem Punkt oder Leerzeichen</translation>
    </message>
    <message>
        <source>it begins or ends with a space, or ends with a dot</source>
        <translation>er beginnt oder endet mit einem Leerzeichen, oder er endet mit einem Punkt</translation>
    </message>
    <message>
        <source>it does not end in .gguf</source>
        <translation>er endet nicht auf .gguf</translation>
    </message>
    <message>
        <source>it holds characters that cannot be seen</source>
        <translation>er enthält unsichtbare Zeichen</translation>
    </message>
    <message>
        <source>it holds one of \ / : &lt; &gt; &quot; | ? *</source>
        <translation>er enthält eines von \ / : &lt; &gt; &quot; | ? *</translation>
    </message>
    <message>
        <source>it holds one of \ : &lt; &gt; &quot; | ? *</source>
        <translation>er enthält eines von \ : &lt; &gt; &quot; | ? *</translation>
    </message>
    <message>
        <source>it is empty</source>
        <translation>er ist leer</translation>
    </message>
    <message>
        <source>it is longer than %1 bytes</source>
        <translation>er ist länger als %1 Bytes</translation>
    </message>
    <message>
        <source>it is no table</source>
        <translation>es ist keine Tabelle</translation>
    </message>
    <message>
        <source>it is the name of a device on some systems</source>
        <translation>auf manchen Systemen ist es der Name eines Geräts</translation>
    </message>
    <message>
        <source>it is too long</source>
        <translation>er ist zu lang</translation>
    </message>
    <message>
        <source>it leads out of its folder</source>
        <translation>er führt aus seinem Ordner hinaus</translation>
    </message>
    <message>
        <source>it says it is part %1 of %2</source>
        <translation>sie nennt sich Teil %1 von %2</translation>
    </message>
    <message>
        <source>it took %1</source>
        <translation>gebraucht hat es %1</translation>
    </message>
    <message>
        <source>its process took %1</source>
        <translation>gebraucht hat sein Prozess %1</translation>
    </message>
    <message>
        <source>its accents are written in a way that some disks change</source>
        <translation>seine Akzente sind so geschrieben, dass manche Datenträger sie ändern</translation>
    </message>
    <message>
        <source>its chat template is not the one known from %1: the publisher changed it since, or whoever made this file did</source>
        <translation>seine Chatvorlage ist nicht die von %1 bekannte: Der Herausgeber hat sie seither geändert, oder wer diese Datei gemacht hat</translation>
    </message>
    <message>
        <source>its header counts %1 tensors and %2 keys</source>
        <translation>ihr Kopf zählt %1 Tensoren und %2 Schlüssel</translation>
    </message>
    <message>
        <source>its header is larger than %1</source>
        <translation>ihr Kopf ist größer als %1</translation>
    </message>
    <message>
        <source>its header says %1 for %2</source>
        <translation>ihr Kopf nennt %1 für %2</translation>
    </message>
    <message>
        <source>its header says %1 for %2 of %3 layers</source>
        <translation>ihr Kopf nennt %1 für %2 von %3 Schichten</translation>
    </message>
    <message>
        <source>its header says impossible numbers for %1</source>
        <translation>ihr Kopf nennt unmögliche Zahlen für %1</translation>
    </message>
    <message>
        <source>line %1 of the template: %2</source>
        <translation>Zeile %1 der Vorlage: %2</translation>
    </message>
    <message>
        <source>list models</source>
        <translation>Modelle auflisten</translation>
    </message>
    <message>
        <source>llama-cpp-python %1, llama.cpp %2</source>
        <translation>llama-cpp-python %1, llama.cpp %2</translation>
    </message>
    <message>
        <source>longer than %1 bytes</source>
        <translation>länger als %1 Bytes</translation>
    </message>
    <message>
        <source>look at %1</source>
        <translation>%1 ansehen</translation>
    </message>
    <message>
        <source>mathematics and explanations; English</source>
        <translation>Mathematik und Erklärungen; Englisch</translation>
    </message>
    <message>
        <source>max tokens</source>
        <translation>höchste Zahl der Token</translation>
    </message>
    <message>
        <source>more than %1 redirects</source>
        <translation>mehr als %1 Weiterleitungen</translation>
    </message>
    <message>
        <source>no chat template in the file</source>
        <translation>keine Chatvorlage in der Datei</translation>
    </message>
    <message>
        <source>not within the file bounds</source>
        <translation>nicht innerhalb der Datei</translation>
    </message>
    <message>
        <source>nothing knows “%1”, only %2</source>
        <translation>„%1“ ist unbekannt; es gibt nur %2</translation>
    </message>
    <message>
        <source>number of GPU layers</source>
        <translation>Die Zahl der GPU-Schichten</translation>
    </message>
    <message>
        <source>number of layers with experts in RAM</source>
        <translation>Die Zahl der Schichten mit Experten im RAM</translation>
    </message>
    <message>
        <source>number of threads</source>
        <translation>Die Zahl der Threads</translation>
    </message>
    <message>
        <source>offline mode</source>
        <translation>Offline-Modus</translation>
    </message>
    <message>
        <source>or 0 for what suits</source>
        <translation>oder 0 für das Passende</translation>
    </message>
    <message>
        <source>read the beginning of %1 of %2</source>
        <translation>den Anfang von %1 von %2 lesen</translation>
    </message>
    <message>
        <source>reasoning and code, quick for its size: a part of it works at a time</source>
        <translation>Nachdenken und Code, für seine Größe schnell: Immer nur ein Teil davon rechnet</translation>
    </message>
    <message>
        <source>reasoning budget</source>
        <translation>Denkbudget</translation>
    </message>
    <message>
        <source>renew the login</source>
        <translation>die Anmeldung erneuern</translation>
    </message>
    <message>
        <source>search models for %1</source>
        <translation>Modelle zu %1 suchen</translation>
    </message>
    <message>
        <source>short answers and rewording on an old machine; English</source>
        <translation>kurze Antworten und Umformulieren auf einem alten Rechner; Englisch</translation>
    </message>
    <message>
        <source>show %1 of %2</source>
        <translation>%1 von %2 zeigen</translation>
    </message>
    <message>
        <source>summaries and simple questions in eight languages</source>
        <translation>Zusammenfassungen und einfache Fragen in acht Sprachen</translation>
    </message>
    <message>
        <source>the hardest questions, reasoning and code</source>
        <translation>die schwersten Fragen, Nachdenken und Code</translation>
    </message>
    <message>
        <source>the header needs %1 bytes or more</source>
        <translation>der Kopf braucht %1 Bytes oder mehr</translation>
    </message>
    <message>
        <source>the key %1</source>
        <translation>der Schlüssel %1</translation>
    </message>
    <message>
        <source>the key %1 has an unknown type, %2</source>
        <translation>der Schlüssel %1 hat einen unbekannten Typ, %2</translation>
    </message>
    <message>
        <source>the key %1 is an array of an unknown type, %2</source>
        <translation>der Schlüssel %1 ist ein Feld eines unbekannten Typs, %2</translation>
    </message>
    <message>
        <source>the key %1 is in it twice</source>
        <translation>der Schlüssel %1 kommt zweimal vor</translation>
    </message>
    <message>
        <source>the keyring, if it has one for %1</source>
        <translation>der Schlüsselbund, falls er eine für %1 hat</translation>
    </message>
    <message>
        <source>the list of %1</source>
        <translation>die Liste von %1</translation>
    </message>
    <message>
        <source>the login</source>
        <translation>die Anmeldung</translation>
    </message>
    <message>
        <source>the model&apos;s own</source>
        <translation>die des Modells</translation>
    </message>
    <message>
        <source>the model&apos;s own, which does not work</source>
        <translation>die des Modells, die nicht funktioniert</translation>
    </message>
    <message>
        <source>the name of a key</source>
        <translation>der Name eines Schlüssels</translation>
    </message>
    <message>
        <source>the name of a tensor</source>
        <translation>der Name eines Tensors</translation>
    </message>
    <message>
        <source>the parts have more than %1 tensors together</source>
        <translation>die Teile haben zusammen mehr als %1 Tensoren</translation>
    </message>
    <message>
        <source>the search</source>
        <translation>die Suche</translation>
    </message>
    <message>
        <source>the template calls itself without end</source>
        <translation>die Vorlage ruft sich endlos selbst auf</translation>
    </message>
    <message>
        <source>the template computes too large a power</source>
        <translation>die Vorlage berechnet eine zu große Potenz</translation>
    </message>
    <message>
        <source>the template computes too large a product</source>
        <translation>die Vorlage berechnet ein zu großes Produkt</translation>
    </message>
    <message>
        <source>the template formats a text too wide</source>
        <translation>die Vorlage formatiert einen Text zu breit</translation>
    </message>
    <message>
        <source>the template formats with !a</source>
        <translation>die Vorlage formatiert mit !a</translation>
    </message>
    <message>
        <source>the template formats with %a or %c</source>
        <translation>die Vorlage formatiert mit %a oder %c</translation>
    </message>
    <message>
        <source>the template indents too far</source>
        <translation>die Vorlage rückt zu weit ein</translation>
    </message>
    <message>
        <source>the template is %1 characters long, more than %2</source>
        <translation>die Vorlage ist %1 Zeichen lang, mehr als %2</translation>
    </message>
    <message>
        <source>the template made %1 characters of its messages, more than %2</source>
        <translation>die Vorlage machte aus ihren Nachrichten %1 Zeichen, mehr als %2</translation>
    </message>
    <message>
        <source>the template makes a text too long</source>
        <translation>die Vorlage macht einen zu langen Text</translation>
    </message>
    <message>
        <source>the template needs too much memory</source>
        <translation>die Vorlage braucht zu viel Speicher</translation>
    </message>
    <message>
        <source>the template ran for more than %1 seconds</source>
        <translation>die Vorlage lief länger als %1 Sekunden</translation>
    </message>
    <message>
        <source>the template repeats a text too often</source>
        <translation>die Vorlage wiederholt einen Text zu oft</translation>
    </message>
    <message>
        <source>the template translates characters</source>
        <translation>die Vorlage ersetzt Zeichen durch andere</translation>
    </message>
    <message>
        <source>the template wrote a mark of its own</source>
        <translation>die Vorlage schrieb eine eigene Marke</translation>
    </message>
    <message>
        <source>the tensor %1 has %2 dimensions</source>
        <translation>der Tensor %1 hat %2 Dimensionen</translation>
    </message>
    <message>
        <source>the tensor %1 has the impossible shape %2</source>
        <translation>der Tensor %1 hat die unmögliche Form %2</translation>
    </message>
    <message>
        <source>the tensor %1 is in it twice</source>
        <translation>der Tensor %1 kommt zweimal vor</translation>
    </message>
    <message>
        <source>the tensor %1 lies at %2 instead of %3</source>
        <translation>der Tensor %1 liegt bei %2 statt bei %3</translation>
    </message>
    <message>
        <source>the variable %1</source>
        <translation>die Variable %1</translation>
    </message>
    <message>
        <source>what was put together is not sound: %1</source>
        <translation>was zusammengesetzt wurde, ist nicht heil: %1</translation>
    </message>
    <message>
        <source>with the account of your token</source>
        <translation>mit dem Konto Ihres Tokens</translation>
    </message>
    <message>
        <source>writing and translating; many languages</source>
        <translation>Schreiben und Übersetzen; viele Sprachen</translation>
    </message>
</context>
<context>
    <name>marks</name>
    <message>
        <source>Used</source>
        <translation>Verwendet</translation>
    </message>
    <message>
        <source>Good</source>
        <translation>Gut</translation>
    </message>
    <message>
        <source>Bad</source>
        <translation>Schlecht</translation>
    </message>
    <message>
        <source>It went where it was meant to go. Statistics tell what used answers cost</source>
        <translation>Sie ging dorthin, wohin sie sollte. Die Statistik sagt, was verwendete Antworten kosten</translation>
    </message>
    <message>
        <source>It was right, whatever becomes of it</source>
        <translation>Sie war richtig, was auch aus ihr wird</translation>
    </message>
    <message>
        <source>It was wrong, or of no use</source>
        <translation>Sie war falsch oder zu nichts nütze</translation>
    </message>
    <message>
        <source>marked as used</source>
        <translation>als verwendet markiert</translation>
    </message>
    <message>
        <source>marked as good</source>
        <translation>als gut markiert</translation>
    </message>
    <message>
        <source>marked as bad</source>
        <translation>als schlecht markiert</translation>
    </message>
</context>
<context>
    <name>models</name>
    <message>
        <source>%1 parameters</source>
        <translation>%1 Parameter</translation>
    </message>
    <message>
        <source>%1 downloads</source>
        <translation>%1 Downloads</translation>
    </message>
    <message>
        <source>private</source>
        <translation>privat</translation>
    </message>
    <message>
        <source>gated</source>
        <translation>beschränkt</translation>
    </message>
    <message>
        <source>%1 s left</source>
        <translation>noch %1 s</translation>
    </message>
    <message>
        <source>%1 min left</source>
        <translation>noch %1 min</translation>
    </message>
    <message>
        <source>%1 h left</source>
        <translation>noch %1 h</translation>
    </message>
    <message>
        <source>Likely fits</source>
        <translation>Passt wohl</translation>
    </message>
    <message>
        <source>Likely too large</source>
        <translation>Wohl zu groß</translation>
    </message>
    <message>
        <source>Fits on the GPU</source>
        <translation>Passt auf die GPU</translation>
    </message>
    <message>
        <source>Fits, partly on the GPU</source>
        <translation>Passt, teils auf die GPU</translation>
    </message>
    <message>
        <source>Fits in memory</source>
        <translation>Passt in den Speicher</translation>
    </message>
    <message>
        <source>Too large</source>
        <translation>Zu groß</translation>
    </message>
</context>
<context>
    <name>parts</name>
    <message>
        <source>1 byte</source>
        <translation>1 Byte</translation>
    </message>
    <message>
        <source>1 token</source>
        <translation>1 Token</translation>
    </message>
    <message>
        <source>%1 tokens</source>
        <translation>%1 Token</translation>
    </message>
    <message>
        <source>not available</source>
        <translation>nicht verfügbar</translation>
    </message>
    <message>
        <source>%1 ms</source>
        <translation>%1 ms</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 s</translation>
    </message>
    <message>
        <source>%1 tokens/s</source>
        <translation>%1 Token/s</translation>
    </message>
</context>
<context>
    <name>presenting</name>
    <message>
        <source>always read</source>
        <translation>immer gelesen</translation>
    </message>
    <message>
        <source>Down to here the conversation is not read any more: it no longer fits into the context.</source>
        <translation>Bis hierher wird die Unterhaltung nicht mehr gelesen: Sie passt nicht mehr in den Kontext.</translation>
    </message>
    <message>
        <source>Down to here the conversation is not read any more, but this summary:</source>
        <translation>Bis hierher wird die Unterhaltung nicht mehr gelesen, sondern diese Zusammenfassung:</translation>
    </message>
    <message>
        <source>Reasoned for %1</source>
        <translation>%1 nachgedacht</translation>
    </message>
    <message>
        <source>%1 in the last run</source>
        <translation>%1 im letzten Lauf</translation>
    </message>
    <message>
        <source>%1, %2 of them in the last run</source>
        <translation>%1, davon %2 im letzten Lauf</translation>
    </message>
    <message>
        <source>first after %1</source>
        <translation>erstes nach %1</translation>
    </message>
    <message>
        <source>and one more file</source>
        <translation>und eine weitere Datei</translation>
    </message>
    <message>
        <source>and %1 more files</source>
        <translation>und %1 weitere Dateien</translation>
    </message>
    <message>
        <source>Interrupted: the program ended before the answer was complete.</source>
        <translation>Unterbrochen: Das Programm endete, bevor die Antwort vollständig war.</translation>
    </message>
    <message>
        <source>The answer failed.</source>
        <translation>Die Antwort ist fehlgeschlagen.</translation>
    </message>
    <message>
        <source>The message is left out when this conversation goes on.</source>
        <translation>Die Nachricht wird weggelassen, wenn diese Unterhaltung weitergeht.</translation>
    </message>
    <message>
        <source>The model ended here without an answer.</source>
        <translation>Das Modell endete hier ohne eine Antwort.</translation>
    </message>
    <message>
        <source>The answer ended at its limit of one token.</source>
        <translation>Die Antwort endete an ihrer Grenze von einem Token.</translation>
    </message>
    <message>
        <source>The answer ended at its limit of %1 tokens.</source>
        <translation>Die Antwort endete an ihrer Grenze von %1 Token.</translation>
    </message>
    <message>
        <source>The answer ended because the model&apos;s context is full.</source>
        <translation>Die Antwort endete, weil der Kontext des Modells voll ist.</translation>
    </message>
    <message>
        <source>Stopped.</source>
        <translation>Angehalten.</translation>
    </message>
</context>
<context>
    <name>sentences</name>
    <message>
        <source>%1 %2. %3</source>
        <translation>%1 %2. %3</translation>
    </message>
    <message>
        <source>%1 %2. Choose a file that ends in .gguf, or fetch it again.</source>
        <translation>%1 %2. Wählen Sie eine Datei, die auf .gguf endet, oder laden Sie sie neu herunter.</translation>
    </message>
    <message>
        <source>%1 %2. Choose another, or fetch it again.</source>
        <translation>%1 %2. Wählen Sie eine andere, oder laden Sie sie neu herunter.</translation>
    </message>
    <message>
        <source>%1 Choose another name.</source>
        <translation>%1 Wählen Sie einen anderen Namen.</translation>
    </message>
    <message>
        <source>%1 Inglenook put back the snapshot that it took then, of %2, and keeps the file in %3.</source>
        <translation>%1 Inglenook hat den damals gemachten Schnappschuss vom %2 zurückgeholt und bewahrt die Datei in %3 auf.</translation>
    </message>
    <message>
        <source>%1 They are in the snapshot of %2. It did not take the file&apos;s place, because there is something newer in that one: inglenook history restore %3 exchanges them, and keeps both.</source>
        <translation>%1 Sie sind im Schnappschuss vom %2. Er trat nicht an die Stelle der Datei, weil in ihr etwas Neueres ist: inglenook history restore %3 tauscht beide aus und behält beide.</translation>
    </message>
    <message>
        <source>%1 What is here stays until you download it again.</source>
        <translation>%1 Was hier ist, bleibt, bis Sie es erneut herunterladen.</translation>
    </message>
    <message>
        <source>%1 and the models folder %2 lie in each other. Choose another folder.</source>
        <translation>%1 und der Modellordner %2 liegen ineinander. Wählen Sie einen anderen Ordner.</translation>
    </message>
    <message>
        <source>%1 answered HTTP %2 for %3. Try again later; look at HF_ENDPOINT.</source>
        <translation>%1 antwortete mit HTTP %2 auf %3. Versuchen Sie es später erneut; prüfen Sie HF_ENDPOINT.</translation>
    </message>
    <message>
        <source>%1 answered with a web page instead of %2. A network that wants a login shows its own page for every address; open a browser and see, then try again.</source>
        <translation>%1 antwortete mit einer Webseite statt mit %2. Ein Netz, das eine Anmeldung verlangt, zeigt für jede Adresse seine eigene Seite; öffnen Sie einen Browser, sehen Sie nach, und versuchen Sie es dann erneut.</translation>
    </message>
    <message>
        <source>%1 belongs to %2. Remove it there.</source>
        <translation>%1 gehört zu %2. Entfernen Sie es dort.</translation>
    </message>
    <message>
        <source>%1 belongs to Ollama. Remove it there: ollama rm %2.</source>
        <translation>%1 gehört zu Ollama. Entfernen Sie es dort: ollama rm %2.</translation>
    </message>
    <message>
        <source>%1 came with Inglenook and goes with it. It is not removed alone.</source>
        <translation>%1 kam mit Inglenook und geht mit ihm. Es wird nicht einzeln entfernt.</translation>
    </message>
    <message>
        <source>%1 can not be the name of a file. Check the name.</source>
        <translation>%1 kann kein Dateiname sein. Prüfen Sie den Namen.</translation>
    </message>
    <message>
        <source>%1 cannot be imported. %2</source>
        <translation>%1 lässt sich nicht importieren. %2</translation>
    </message>
    <message>
        <source>%1 cannot be linked into %2: %3. Both must lie on one disk that knows links; without --link it is copied.</source>
        <translation>%1 lässt sich nicht nach %2 verlinken: %3. Beide müssen auf einem Datenträger liegen, der Links kennt; ohne --link wird kopiert.</translation>
    </message>
    <message>
        <source>%1 cannot be read: %2.</source>
        <translation>%1 lässt sich nicht lesen: %2.</translation>
    </message>
    <message>
        <source>%1 cannot be read: %2. Look at the disk and its permissions.</source>
        <translation>%1 lässt sich nicht lesen: %2. Prüfen Sie den Datenträger und seine Zugriffsrechte.</translation>
    </message>
    <message>
        <source>%1 cannot be read: %2. Look at the disk that %3 lies on.</source>
        <translation>%1 lässt sich nicht lesen: %2. Prüfen Sie den Datenträger, auf dem %3 liegt.</translation>
    </message>
    <message>
        <source>%1 cannot be read: %2. Mend its permissions, or choose another folder.</source>
        <translation>%1 lässt sich nicht lesen: %2. Ändern Sie die Zugriffsrechte, oder wählen Sie einen anderen Ordner.</translation>
    </message>
    <message>
        <source>%1 cannot be read: %2. Mend its permissions, or look at the disk.</source>
        <translation>%1 lässt sich nicht lesen: %2. Ändern Sie die Zugriffsrechte, oder prüfen Sie den Datenträger.</translation>
    </message>
    <message>
        <source>%1 cannot be removed: %2. End the programs that use it, look at its folder&apos;s permissions, and try again.</source>
        <translation>%1 lässt sich nicht entfernen: %2. Beenden Sie die Programme, die es verwenden, prüfen Sie die Zugriffsrechte des Ordners, und versuchen Sie es erneut.</translation>
    </message>
    <message>
        <source>%1 cannot be removed: %2. Remove it yourself.</source>
        <translation>%1 lässt sich nicht entfernen: %2. Entfernen Sie es selbst.</translation>
    </message>
    <message>
        <source>%1 cannot be the draft model: %2 The chat works without a draft model, too.</source>
        <translation>%1 kann nicht das Entwurfsmodell sein: %2 Die Unterhaltung geht auch ohne Entwurfsmodell.</translation>
    </message>
    <message>
        <source>%1 cannot be the name of a file: %2.</source>
        <translation>%1 kann kein Dateiname sein: %2.</translation>
    </message>
    <message>
        <source>%1 cannot be the name of a folder.</source>
        <translation>%1 kann kein Ordnername sein.</translation>
    </message>
    <message>
        <source>%1 cannot be the name of a folder: %2.</source>
        <translation>%1 kann kein Ordnername sein: %2.</translation>
    </message>
    <message>
        <source>%1 cannot be the name of a model here: %2. Give another with --name.</source>
        <translation>%1 kann hier kein Modellname sein: %2. Geben Sie mit --name einen anderen an.</translation>
    </message>
    <message>
        <source>%1 cannot be used: %2. Look at the disk, or set HF_HUB_CACHE to another.</source>
        <translation>%1 lässt sich nicht verwenden: %2. Prüfen Sie den Datenträger, oder setzen Sie HF_HUB_CACHE auf einen anderen.</translation>
    </message>
    <message>
        <source>%1 cannot be used: %2. Mend its permissions.</source>
        <translation>%1 lässt sich nicht verwenden: %2. Ändern Sie die Zugriffsrechte.</translation>
    </message>
    <message>
        <source>%1 cannot be used: %2. Nothing was added. Look at the disk and the folder&apos;s permissions.</source>
        <translation>%1 lässt sich nicht verwenden: %2. Nichts wurde hinzugefügt. Prüfen Sie den Datenträger und die Zugriffsrechte des Ordners.</translation>
    </message>
    <message>
        <source>%1 cannot be used: %2. The models stay where they were. Look at that disk and its permissions.</source>
        <translation>%1 lässt sich nicht verwenden: %2. Die Modelle sind geblieben, wo sie waren. Prüfen Sie diesen Datenträger und seine Zugriffsrechte.</translation>
    </message>
    <message>
        <source>%1 cannot be written: %2. Choose another folder with --data-dir.</source>
        <translation>%1 lässt sich nicht schreiben: %2. Wählen Sie mit --data-dir einen anderen Ordner.</translation>
    </message>
    <message>
        <source>%1 cannot be written: %2. Make room on that disk or mend its permissions.</source>
        <translation>%1 lässt sich nicht schreiben: %2. Schaffen Sie Platz auf diesem Datenträger, oder ändern Sie die Zugriffsrechte.</translation>
    </message>
    <message>
        <source>%1 cannot be written: %2. Set HF_HUB_CACHE to a folder that can.</source>
        <translation>%1 lässt sich nicht schreiben: %2. Setzen Sie HF_HUB_CACHE auf einen Ordner, bei dem es geht.</translation>
    </message>
    <message>
        <source>%1 changed at the hub, but not this model: it is the newest.</source>
        <translation>%1 hat sich im Hub geändert, aber nicht dieses Modell: Es ist das neueste.</translation>
    </message>
    <message>
        <source>%1 changed while it was read. Wait until what writes it is done, and try again.</source>
        <translation>%1 hat sich beim Lesen geändert. Warten Sie, bis das Schreiben daran beendet ist, und versuchen Sie es erneut.</translation>
    </message>
    <message>
        <source>%1 changed while it was read. Wait until what writes it is done, and verify it again.</source>
        <translation>%1 hat sich beim Lesen geändert. Warten Sie, bis das Schreiben daran beendet ist, und prüfen Sie die Datei erneut.</translation>
    </message>
    <message>
        <source>%1 could be read from the damaged file.</source>
        <translation>%1 ließ sich aus der beschädigten Datei lesen.</translation>
    </message>
    <message>
        <source>%1 could not be loaded. Fetch the file again or choose another model.</source>
        <translation>%1 konnte nicht geladen werden. Laden Sie die Datei neu herunter, oder wählen Sie ein anderes Modell.</translation>
    </message>
    <message>
        <source>%1 could not be read: %2. Check the disk it lies on.</source>
        <translation>%1 konnte nicht gelesen werden: %2. Prüfen Sie den Datenträger, auf dem sie liegt.</translation>
    </message>
    <message>
        <source>%1 could not be read: %2. Choose another file.</source>
        <translation>%1 konnte nicht gelesen werden: %2. Wählen Sie eine andere Datei.</translation>
    </message>
    <message>
        <source>%1 could not be written: %2. Make room, or choose another place.</source>
        <translation>%1 konnte nicht geschrieben werden: %2. Schaffen Sie Platz, oder wählen Sie einen anderen Ort.</translation>
    </message>
    <message>
        <source>%1 could not, and came from the snapshot of %2.</source>
        <translation>%1 ließ sich nicht lesen und kam aus dem Schnappschuss vom %2.</translation>
    </message>
    <message>
        <source>%1 does not accept the token for %2. Log in with hf auth login, or look at HF_TOKEN.</source>
        <translation>%1 nimmt das Token für %2 nicht an. Melden Sie sich mit hf auth login an, oder prüfen Sie HF_TOKEN.</translation>
    </message>
    <message>
        <source>%1 does not begin as an archive of Inglenook does, so it was left alone.</source>
        <translation>%1 beginnt nicht wie ein Archiv von Inglenook und blieb daher unberührt.</translation>
    </message>
    <message>
        <source>%1 does not fit in the memory that is free. Close other programs or choose a smaller model.</source>
        <translation>%1 passt nicht in den freien Speicher. Schließen Sie andere Programme, oder wählen Sie ein kleineres Modell.</translation>
    </message>
    <message>
        <source>%1 does not fit: it needs %2 of %3, %4 are free, and %5 of them stay free for other programs. %6</source>
        <translation>%1 passt nicht: Es braucht %2 von %3, %4 sind frei, und %5 davon bleiben für andere Programme frei. %6</translation>
    </message>
    <message>
        <source>%1 does not offer this file any more. What is here stays and works.</source>
        <translation>%1 bietet diese Datei nicht mehr an. Was hier ist, bleibt und funktioniert.</translation>
    </message>
    <message>
        <source>%1 does not say how a language model is built: %2 layers of width %3. Choose a text generation model.</source>
        <translation>%1 sagt nicht, wie ein Sprachmodell gebaut ist: %2 Schichten der Breite %3. Wählen Sie ein Modell zur Texterzeugung.</translation>
    </message>
    <message>
        <source>%1 does not take connections. Look at the network and the proxy. Try again.</source>
        <translation>%1 nimmt keine Verbindungen an. Prüfen Sie das Netz und den Proxy. Versuchen Sie es erneut.</translation>
    </message>
    <message>
        <source>%1 ended after %2 of %3 bytes. Start it again.</source>
        <translation>%1 endete nach %2 von %3 Bytes. Starten Sie den Download neu.</translation>
    </message>
    <message>
        <source>%1 files are still in the old one: they could not be deleted, or changed meanwhile.</source>
        <translation>%1 Dateien sind noch im alten: Sie ließen sich nicht löschen oder haben sich inzwischen geändert.</translation>
    </message>
    <message>
        <source>%1 fits %2 models: %3. Write more of the name, or its path.</source>
        <translation>%1 passt auf %2 Modelle: %3. Schreiben Sie mehr vom Namen, oder den Pfad.</translation>
    </message>
    <message>
        <source>%1 fits: it takes %2 of the %3 that are free in %4 and %5 of the %6 that are free in %7.</source>
        <translation>%1 passt: Es braucht %2 von %3, die frei sind (%4), und %5 von %6 (%7).</translation>
    </message>
    <message>
        <source>%1 fits: it takes %2 of the %3 that are free in %4.</source>
        <translation>%1 passt: Es braucht %2 von %3, die frei sind (%4).</translation>
    </message>
    <message>
        <source>%1 fits: it takes, of what is free, %2.</source>
        <translation>%1 passt: Es braucht vom freien Speicher %2.</translation>
    </message>
    <message>
        <source>%1 has %2 bytes by the hub&apos;s list, and the server sends %3 instead. Try again; if that stays so, the file at the hub is damaged.</source>
        <translation>%1 hat laut der Liste des Hubs %2 Bytes, und der Server sendet stattdessen %3. Versuchen Sie es erneut; bleibt es so, ist die Datei im Hub beschädigt.</translation>
    </message>
    <message>
        <source>%1 has GGUF version %2; this engine reads versions 2 and 3. Fetch a newer file.</source>
        <translation>%1 hat die GGUF-Version %2; diese Engine liest die Versionen 2 und 3. Laden Sie eine neuere Datei herunter.</translation>
    </message>
    <message>
        <source>%1 has a problem of its own (HTTP %2). Try again later.</source>
        <translation>%1 hat selbst ein Problem (HTTP %2). Versuchen Sie es später erneut.</translation>
    </message>
    <message>
        <source>%1 has another name elsewhere, where its content stays.</source>
        <translation>%1 hat anderswo einen weiteren Namen; dort bleibt der Inhalt.</translation>
    </message>
    <message>
        <source>%1 has changed at the hub since its download began, so it starts from the beginning.</source>
        <translation>%1 hat sich im Hub geändert, seit der Download begann, und beginnt daher von vorn.</translation>
    </message>
    <message>
        <source>%1 has had too many requests from this network. Try again %2.</source>
        <translation>%1 hatte zu viele Anfragen aus diesem Netz. Versuchen Sie es erneut %2.</translation>
    </message>
    <message>
        <source>%1 has no %2 of the size that the hub names. Try again later.</source>
        <translation>%1 hat kein %2 der Größe, die der Hub nennt. Versuchen Sie es später erneut.</translation>
    </message>
    <message>
        <source>%1 has no %2. It has %3.</source>
        <translation>%1 hat kein %2. Vorhanden: %3.</translation>
    </message>
    <message>
        <source>%1 has no GGUF file, so it holds no model for this program. Search for its name and GGUF: others often publish one.</source>
        <translation>%1 hat keine GGUF-Datei und enthält daher kein Modell für dieses Programm. Suchen Sie nach dem Namen und GGUF: Oft veröffentlichen andere eins.</translation>
    </message>
    <message>
        <source>%1 has no version of that name. Leave the version out for the newest.</source>
        <translation>%1 hat keine Version dieses Namens. Lassen Sie die Version für die neueste weg.</translation>
    </message>
    <message>
        <source>%1 has only %2 of the %3 parts of %4, so it would not load. Choose another quantization, or wait until its publisher has put up the rest.</source>
        <translation>%1 hat nur %2 der %3 Teile von %4, ließe sich also nicht laden. Wählen Sie eine andere Quantisierung, oder warten Sie, bis der Rest veröffentlicht ist.</translation>
    </message>
    <message>
        <source>%1 has the architecture &apos;%2&apos;, which this version&apos;s engine does not know. Choose another model, or update Inglenook.</source>
        <translation>%1 hat die Architektur &apos;%2&apos;, die die Engine dieser Version nicht kennt. Wählen Sie ein anderes Modell, oder aktualisieren Sie Inglenook.</translation>
    </message>
    <message>
        <source>%1 holds more than %2 presets. Divide it into several files.</source>
        <translation>%1 enthält mehr als %2 Voreinstellungen. Teilen Sie sie auf mehrere Dateien auf.</translation>
    </message>
    <message>
        <source>%1 holds no conversations in a format that is known here. Inglenook imports its own archives, the export of ChatGPT (the .zip or its conversations.json), conversations of LM Studio, the threads folder of Jan, and the export of Open WebUI.</source>
        <translation>%1 enthält keine Unterhaltungen in einem hier bekannten Format. Inglenook importiert die eigenen Archive, den Export von ChatGPT (die .zip oder ihre conversations.json), Unterhaltungen von LM Studio, den Ordner threads von Jan und den Export von Open WebUI.</translation>
    </message>
    <message>
        <source>%1 holds no presets of Inglenook: it does not say format “%2”.</source>
        <translation>%1 enthält keine Voreinstellungen von Inglenook: Es nennt nicht das Format „%2“.</translation>
    </message>
    <message>
        <source>%1 is %2 and %3 of memory are free. Close other programs or choose a smaller model.</source>
        <translation>%1 ist %2, und %3 Speicher sind frei. Schließen Sie andere Programme, oder wählen Sie ein kleineres Modell.</translation>
    </message>
    <message>
        <source>%1 is %2 of the hub, and no model. %3</source>
        <translation>%1 ist %2 des Hubs und kein Modell. %3</translation>
    </message>
    <message>
        <source>%1 is %2, which is no number %3. Mend it, or leave it out.</source>
        <translation>%1 ist %2, das ist keine Zahl %3. Berichtigen Sie das, oder lassen Sie es weg.</translation>
    </message>
    <message>
        <source>%1 is %2; it can be %3. Mend it.</source>
        <translation>%1 ist %2; möglich ist %3. Berichtigen Sie das.</translation>
    </message>
    <message>
        <source>%1 is %2; it must be %3.</source>
        <translation>%1 ist %2; es muss %3 sein.</translation>
    </message>
    <message>
        <source>%1 is a file. Choose a folder.</source>
        <translation>%1 ist eine Datei. Wählen Sie einen Ordner.</translation>
    </message>
    <message>
        <source>%1 is a file. Name the folder it lies in, or import it with inglenook models import.</source>
        <translation>%1 ist eine Datei. Nennen Sie den Ordner, in dem sie liegt, oder importieren Sie sie mit inglenook models import.</translation>
    </message>
    <message>
        <source>%1 is a folder. Name a .gguf file in it, or add the folder with inglenook models folders add.</source>
        <translation>%1 ist ein Ordner. Nennen Sie eine .gguf-Datei darin, oder fügen Sie den Ordner mit inglenook models folders add hinzu.</translation>
    </message>
    <message>
        <source>%1 is a folder. Name the .gguf file in it.</source>
        <translation>%1 ist ein Ordner. Nennen Sie die .gguf-Datei darin.</translation>
    </message>
    <message>
        <source>%1 is a mirror, so your login at the hub is not sent to it. inglenook network mirror URL --with-login sends it.</source>
        <translation>%1 ist ein Spiegel, daher wird Ihre Anmeldung beim Hub nicht dorthin gesendet. inglenook network mirror URL --with-login sendet sie.</translation>
    </message>
    <message>
        <source>%1 is a path on this machine, and no model of the hub. %2</source>
        <translation>%1 ist ein Pfad auf diesem Rechner und kein Modell des Hubs. %2</translation>
    </message>
    <message>
        <source>%1 is an archive of version %2, which a later Inglenook wrote; this one reads version %3. Import it with that version or a later one.</source>
        <translation>%1 ist ein Archiv der Version %2, das ein späteres Inglenook geschrieben hat; dieses liest Version %3. Importieren Sie es mit jener Version oder einer späteren.</translation>
    </message>
    <message>
        <source>%1 is asked without encryption, so your login at the hub is not sent to it.</source>
        <translation>%1 wird unverschlüsselt gefragt, daher wird Ihre Anmeldung beim Hub nicht dorthin gesendet.</translation>
    </message>
    <message>
        <source>%1 is asked without encryption, so your token is not sent to it.</source>
        <translation>%1 wird unverschlüsselt gefragt, daher wird Ihr Token nicht dorthin gesendet.</translation>
    </message>
    <message>
        <source>%1 is being downloaded already, by another window or program. Wait until it is done; it will be here then too.</source>
        <translation>%1 wird schon von einem anderen Fenster oder Programm heruntergeladen. Warten Sie, bis das fertig ist; dann ist es auch hier.</translation>
    </message>
    <message>
        <source>%1 is damaged: %2. Fetch the file again.</source>
        <translation>%1 ist beschädigt: %2. Laden Sie die Datei neu herunter.</translation>
    </message>
    <message>
        <source>%1 is damaged: its content is not what was published. %2</source>
        <translation>%1 ist beschädigt: Der Inhalt ist nicht der veröffentlichte. %2</translation>
    </message>
    <message>
        <source>%1 is damaged: its header counts %2 tensors and %3 keys. Fetch it again.</source>
        <translation>%1 ist beschädigt: Der Dateikopf zählt %2 Tensoren und %3 Schlüssel. Laden Sie die Datei neu herunter.</translation>
    </message>
    <message>
        <source>%1 is damaged: reading it ended the engine.</source>
        <translation>%1 ist beschädigt: Das Lesen brachte die Engine zum Absturz.</translation>
    </message>
    <message>
        <source>%1 is given out only to those who accept its terms. Open %2 in a browser, accept them %3, then try again.</source>
        <translation>%1 bekommt nur, wer die Bedingungen annimmt. Öffnen Sie %2 in einem Browser, nehmen Sie sie %3 an, und versuchen Sie es dann erneut.</translation>
    </message>
    <message>
        <source>%1 is in the models folder now, whole and with its sum noted.</source>
        <translation>%1 ist jetzt im Modellordner, vollständig und mit notierter Prüfsumme.</translation>
    </message>
    <message>
        <source>%1 is incomplete or damaged. Fetch the file again.</source>
        <translation>%1 ist unvollständig oder beschädigt. Laden Sie die Datei neu herunter.</translation>
    </message>
    <message>
        <source>%1 is incomplete or damaged: its header announces %2 and it has %3. Fetch the file again.</source>
        <translation>%1 ist unvollständig oder beschädigt: Der Dateikopf kündigt %2 an, vorhanden sind %3. Laden Sie die Datei neu herunter.</translation>
    </message>
    <message>
        <source>%1 is incomplete or damaged: its header goes on to byte %2 and the file has %3. Fetch the file again.</source>
        <translation>%1 ist unvollständig oder beschädigt: Der Dateikopf reicht bis Byte %2, und die Datei hat %3. Laden Sie die Datei neu herunter.</translation>
    </message>
    <message>
        <source>%1 is larger than 1 MiB and was not read.</source>
        <translation>%1 ist größer als 1 MiB und wurde nicht gelesen.</translation>
    </message>
    <message>
        <source>%1 is larger than 16 MB, so it holds no presets. Choose another file.</source>
        <translation>%1 ist größer als 16 MB, enthält also keine Voreinstellungen. Wählen Sie eine andere Datei.</translation>
    </message>
    <message>
        <source>%1 is looked through already.</source>
        <translation>%1 wird schon durchsucht.</translation>
    </message>
    <message>
        <source>%1 is neither a file nor a folder, so nothing can be imported from it.</source>
        <translation>%1 ist weder Datei noch Ordner, daher lässt sich nichts daraus importieren.</translation>
    </message>
    <message>
        <source>%1 is no %2 (%3). Mend it, or choose another.</source>
        <translation>%1 ist kein %2 (%3). Berichtigen Sie das, oder wählen Sie etwas anderes.</translation>
    </message>
    <message>
        <source>%1 is no TOML: %2. Mend that line; until then there are no prices.</source>
        <translation>%1 ist kein TOML: %2. Berichtigen Sie diese Zeile; bis dahin gibt es keine Preise.</translation>
    </message>
    <message>
        <source>%1 is no address of the hub. %2</source>
        <translation>%1 ist keine Adresse des Hubs. %2</translation>
    </message>
    <message>
        <source>%1 is no address. %2</source>
        <translation>%1 ist keine Adresse. %2</translation>
    </message>
    <message>
        <source>%1 is no list of up to %2 texts. Mend it, or leave it out.</source>
        <translation>%1 ist keine Liste von bis zu %2 Texten. Berichtigen Sie das, oder lassen Sie es weg.</translation>
    </message>
    <message>
        <source>%1 is no quantization; one looks like Q4_K_M. %2</source>
        <translation>%1 ist keine Quantisierung; eine solche sieht aus wie Q4_K_M. %2</translation>
    </message>
    <message>
        <source>%1 is not a GGUF model file. Choose a file that ends in .gguf, or fetch it again.</source>
        <translation>%1 ist keine GGUF-Modelldatei. Wählen Sie eine Datei, die auf .gguf endet, oder laden Sie sie neu herunter.</translation>
    </message>
    <message>
        <source>%1 is not a chat model. Choose a text generation model.</source>
        <translation>%1 ist kein Chatmodell. Wählen Sie ein Modell zur Texterzeugung.</translation>
    </message>
    <message>
        <source>%1 is not a file but a device or a pipe. Name a .gguf file.</source>
        <translation>%1 ist keine Datei, sondern ein Gerät oder eine Pipe. Nennen Sie eine .gguf-Datei.</translation>
    </message>
    <message>
        <source>%1 is not an address of a hub. Look at HF_ENDPOINT.</source>
        <translation>%1 ist keine Adresse eines Hubs. Prüfen Sie HF_ENDPOINT.</translation>
    </message>
    <message>
        <source>%1 is not an address of a hub; one looks like https://hub.example.org.</source>
        <translation>%1 ist keine Adresse eines Hubs; eine solche sieht so aus: https://hub.example.org.</translation>
    </message>
    <message>
        <source>%1 is not empty. Name a new folder, for instance %2.</source>
        <translation>%1 ist nicht leer. Nennen Sie einen neuen Ordner, zum Beispiel %2.</translation>
    </message>
    <message>
        <source>%1 is not in the library. Delete it with your file manager.</source>
        <translation>%1 ist nicht in der Bibliothek. Löschen Sie es mit Ihrem Dateimanager.</translation>
    </message>
    <message>
        <source>%1 is not the name of a repository. One looks like org/name, in letters, digits and -_.</source>
        <translation>%1 ist kein Name eines Repositorys. Ein solcher sieht so aus: org/name, aus Buchstaben, Ziffern und -_.</translation>
    </message>
    <message>
        <source>%1 is not the name of an author. One has letters, digits and -_. alone.</source>
        <translation>%1 ist kein Name eines Autors. Ein solcher hat nur Buchstaben, Ziffern und -_.</translation>
    </message>
    <message>
        <source>%1 is on %2, which is not the hub that is asked here. %3 A mirror is set with HF_ENDPOINT, or with inglenook network mirror.</source>
        <translation>%1 ist auf %2, und das ist nicht der Hub, der hier gefragt wird. %3 Ein Spiegel wird mit HF_ENDPOINT gesetzt, oder mit inglenook network mirror.</translation>
    </message>
    <message>
        <source>%1 is one of %2 parts of a model. Name the first one, which ends in -00001-of-%3.gguf.</source>
        <translation>%1 ist einer von %2 Teilen eines Modells. Nennen Sie den ersten, der auf -00001-of-%3.gguf endet.</translation>
    </message>
    <message>
        <source>%1 is priced in %2, the machine in %3: they are not compared.</source>
        <translation>%1 hat Preise in %2, der Rechner in %3: Sie werden nicht verglichen.</translation>
    </message>
    <message>
        <source>%1 is right.</source>
        <translation>%1 stimmt.</translation>
    </message>
    <message>
        <source>%1 is set, so nothing is asked of %2. Unset it to go on.</source>
        <translation>%1 ist gesetzt, daher wird %2 nichts gefragt. Heben Sie das auf, um weiterzumachen.</translation>
    </message>
    <message>
        <source>%1 is split into %2 files, and %3 is not in %4. Fetch the missing part first.</source>
        <translation>%1 ist in %2 Dateien geteilt, und %3 ist nicht in %4. Laden Sie zuerst den fehlenden Teil herunter.</translation>
    </message>
    <message>
        <source>%1 is too long for the name of a model. %2</source>
        <translation>%1 ist zu lang für den Namen eines Modells. %2</translation>
    </message>
    <message>
        <source>%1 lies in a folder that you added, which Inglenook only reads. Delete it with your file manager, or take the folder off the list with inglenook models folders rm.</source>
        <translation>%1 liegt in einem Ordner, den Sie hinzugefügt haben und den Inglenook nur liest. Löschen Sie es mit Ihrem Dateimanager, oder nehmen Sie den Ordner mit inglenook models folders rm von der Liste.</translation>
    </message>
    <message>
        <source>%1 may not be read by this user. Change its permissions, or choose another.</source>
        <translation>%1 darf von diesem Benutzer nicht gelesen werden. Ändern Sie die Zugriffsrechte, oder wählen Sie etwas anderes.</translation>
    </message>
    <message>
        <source>%1 means %2 models of %3: %4. Name one of them.</source>
        <translation>%1 kann %2 Modelle von %3 meinen: %4. Nennen Sie eins davon.</translation>
    </message>
    <message>
        <source>%1 messages answer each other in a circle; they were left out.</source>
        <translation>%1 Nachrichten antworten einander im Kreis; sie wurden weggelassen.</translation>
    </message>
    <message>
        <source>%1 names no model of the hub. %2</source>
        <translation>%1 nennt kein Modell des Hubs. %2</translation>
    </message>
    <message>
        <source>%1 of %2 changed at the hub since this was downloaded%3.</source>
        <translation>%1 von %2 hat sich im Hub seit diesem Download geändert%3.</translation>
    </message>
    <message>
        <source>%1 of %2 is %3. Choose another quantization.</source>
        <translation>%1 von %2 ist %3. Wählen Sie eine andere Quantisierung.</translation>
    </message>
    <message>
        <source>%1 of %2 is empty at the hub. Choose another quantization.</source>
        <translation>%1 von %2 ist im Hub leer. Wählen Sie eine andere Quantisierung.</translation>
    </message>
    <message>
        <source>%1 of %2 is no model that could be downloaded. %3</source>
        <translation>%1 von %2 ist kein Modell, das sich herunterladen ließe. %3</translation>
    </message>
    <message>
        <source>%1 refuses %2: you may not read it, or this network may not reach it. Look at the hub&apos;s page of it in a browser.</source>
        <translation>%1 verweigert %2: Sie dürfen es nicht lesen, oder dieses Netz darf nicht dorthin. Sehen Sie sich die Seite dazu beim Hub im Browser an.</translation>
    </message>
    <message>
        <source>%1 sends from one address to the next without end. Try again later, or another network.</source>
        <translation>%1 verweist endlos von einer Adresse zur nächsten. Versuchen Sie es später erneut, oder in einem anderen Netz.</translation>
    </message>
    <message>
        <source>%1 sends on to %2 without encryption, so nothing was downloaded. Try another network.</source>
        <translation>%1 verweist unverschlüsselt an %2, daher wurde nichts heruntergeladen. Versuchen Sie ein anderes Netz.</translation>
    </message>
    <message>
        <source>%1 sends on to %2, which is no address of the web, so nothing was downloaded. Try another network.</source>
        <translation>%1 verweist an %2, das keine Webadresse ist, daher wurde nichts heruntergeladen. Versuchen Sie ein anderes Netz.</translation>
    </message>
    <message>
        <source>%1 sent nothing for %2. Try again.</source>
        <translation>%1 hat für %2 nichts gesendet. Versuchen Sie es erneut.</translation>
    </message>
    <message>
        <source>%1 shares were given for the GPUs and this machine has %2. Give one for each, 0 or more and not all of them 0; for instance 3,1.</source>
        <translation>%1 Anteile wurden für die GPUs angegeben, und dieser Rechner hat %2. Geben Sie für jede einen an, 0 oder mehr und nicht alle 0; zum Beispiel 3,1.</translation>
    </message>
    <message>
        <source>%1 wants a login for %2. Log in with hf auth login, or set HF_TOKEN.</source>
        <translation>%1 verlangt für %2 eine Anmeldung. Melden Sie sich mit hf auth login an, oder setzen Sie HF_TOKEN.</translation>
    </message>
    <message>
        <source>%1 was in the models folder already.</source>
        <translation>%1 war schon im Modellordner.</translation>
    </message>
    <message>
        <source>%1 was loaded, but a context of %2 tokens could not be made; most often memory is short. Choose a smaller context.</source>
        <translation>%1 wurde geladen, aber ein Kontext von %2 Token ließ sich nicht anlegen; meist ist der Speicher knapp. Wählen Sie einen kleineren Kontext.</translation>
    </message>
    <message>
        <source>%1 was not added. Added folders: %2.</source>
        <translation>%1 wurde nicht hinzugefügt. Hinzugefügte Ordner: %2.</translation>
    </message>
    <message>
        <source>%1 was not downloaded by Inglenook: another program that uses the Hugging Face cache brought %2 there. Remove it with that program, or with hf cache rm.</source>
        <translation>%1 wurde nicht von Inglenook heruntergeladen: Ein anderes Programm, das den Hugging-Face-Cache verwendet, hat %2 dorthin gebracht. Entfernen Sie es mit jenem Programm, oder mit hf cache rm.</translation>
    </message>
    <message>
        <source>%1 was not imported by Inglenook, or was changed since, so it is not removed. Delete it with your file manager if you no longer need it.</source>
        <translation>%1 wurde nicht von Inglenook importiert oder seitdem geändert und wird daher nicht entfernt. Löschen Sie es mit Ihrem Dateimanager, wenn Sie es nicht mehr brauchen.</translation>
    </message>
    <message>
        <source>%1 was not written by Inglenook, so it stays as it is. Move it away, and try again.</source>
        <translation>%1 stammt nicht von Inglenook und bleibt deshalb, wie es ist. Verschieben Sie es und versuchen Sie es noch einmal.</translation>
    </message>
    <message>
        <source>%1 was read without an error. What it should be is not known; its sha256 is %2.</source>
        <translation>%1 wurde ohne Fehler gelesen. Wie es sein sollte, ist nicht bekannt; sha256 ist %2.</translation>
    </message>
    <message>
        <source>%1 was removed; %2 became free.</source>
        <translation>%1 wurde entfernt; %2 wurden frei.</translation>
    </message>
    <message>
        <source>%1 was trained for a context of %2 tokens and %3 were asked for. Choose %4 or fewer.</source>
        <translation>%1 wurde für einen Kontext von %2 Token trainiert, und %3 wurden verlangt. Wählen Sie %4 oder weniger.</translation>
    </message>
    <message>
        <source>%1 was written by a later Inglenook. Import it with that version.</source>
        <translation>%1 wurde von einem späteren Inglenook geschrieben. Importieren Sie es mit jener Version.</translation>
    </message>
    <message>
        <source>A KV cache of type %1 needs flash attention. Switch it on, or choose f16.</source>
        <translation>Ein KV-Cache vom Typ %1 braucht Flash Attention. Schalten Sie sie ein, oder wählen Sie f16.</translation>
    </message>
    <message>
        <source>A context of %1 tokens needs %2 for its KV cache and %3 of memory are free. Choose a smaller context or a smaller KV cache type.</source>
        <translation>Ein Kontext von %1 Token braucht %2 für den KV-Cache, und %3 Speicher sind frei. Wählen Sie einen kleineren Kontext oder einen kleineren Typ des KV-Cache.</translation>
    </message>
    <message>
        <source>A conversation can have %1 tags; “%2” is one too many.</source>
        <translation>Eine Unterhaltung kann %1 Schlagwörter haben; „%2“ ist eins zu viel.</translation>
    </message>
    <message>
        <source>A file called %1 has come into %2 meanwhile.</source>
        <translation>Eine Datei namens %1 ist inzwischen nach %2 gekommen.</translation>
    </message>
    <message>
        <source>A login does not belong into the mirror&apos;s address: it would be kept in a file.</source>
        <translation>Eine Anmeldung gehört nicht in die Adresse des Spiegels: Sie würde in einer Datei aufbewahrt.</translation>
    </message>
    <message>
        <source>A mark of what is read of it is not known here; it was left out.</source>
        <translation>Eine Angabe dazu, was davon gelesen wird, ist hier nicht bekannt; sie wurde weggelassen.</translation>
    </message>
    <message>
        <source>A mistake in Inglenook itself ended this. Try again, and report it if it stays so.</source>
        <translation>Ein Fehler in Inglenook selbst hat dies beendet. Versuchen Sie es erneut, und melden Sie es, wenn es so bleibt.</translation>
    </message>
    <message>
        <source>A name has letters, digits, - and _ in it and nothing else, up to 40 of them.</source>
        <translation>Ein Name hat Buchstaben, Ziffern, - und _ und nichts sonst, bis zu 40 davon.</translation>
    </message>
    <message>
        <source>A network that wants a login shows its own page for every address; open a browser and see. Otherwise look at HF_ENDPOINT.</source>
        <translation>Ein Netz, das eine Anmeldung verlangt, zeigt für jede Adresse seine eigene Seite; öffnen Sie einen Browser, und sehen Sie nach. Sonst prüfen Sie HF_ENDPOINT.</translation>
    </message>
    <message>
        <source>A preset in the file has no name, or one of more than %1 characters.</source>
        <translation>Eine Voreinstellung in der Datei hat keinen Namen, oder einen mit mehr als %1 Zeichen.</translation>
    </message>
    <message>
        <source>A preset in the file is no table of values. Mend the file, or leave it out.</source>
        <translation>Eine Voreinstellung in der Datei ist keine Tabelle von Werten. Berichtigen Sie die Datei, oder lassen Sie sie weg.</translation>
    </message>
    <message>
        <source>A quantised KV cache needs it.</source>
        <translation>Ein quantisierter KV-Cache braucht sie.</translation>
    </message>
    <message>
        <source>A text in it is larger than the store can hold; it was left out.</source>
        <translation>Ein Text darin ist größer, als die Datenbank fassen kann; er wurde weggelassen.</translation>
    </message>
    <message>
        <source>A token uses few of them, so that RAM is fast enough; the rest of each layer stays on the GPU.</source>
        <translation>Ein Token verwendet wenige davon, sodass der RAM schnell genug ist; der Rest jeder Schicht bleibt auf der GPU.</translation>
    </message>
    <message>
        <source>About half of f16, which does not fit.</source>
        <translation>Etwa die Hälfte von f16, das nicht passt.</translation>
    </message>
    <message>
        <source>All experts fit on the GPU.</source>
        <translation>Alle Experten passen auf die GPU.</translation>
    </message>
    <message>
        <source>All of them fit on %1.</source>
        <translation>Alle passen auf %1.</translation>
    </message>
    <message>
        <source>All that the model was trained for.</source>
        <translation>Alles, wofür das Modell trainiert wurde.</translation>
    </message>
    <message>
        <source>An answer is still being written in this conversation. Wait for it, or stop it, then try again.</source>
        <translation>In dieser Unterhaltung wird noch eine Antwort geschrieben. Warten Sie darauf, oder halten Sie sie an, und versuchen Sie es dann erneut.</translation>
    </message>
    <message>
        <source>Another program keeps %1 locked. Close programs that have this file open (a database browser, a backup), then try again.</source>
        <translation>Ein anderes Programm hält %1 gesperrt. Schließen Sie Programme, die diese Datei offen haben (ein Datenbank-Browser, eine Sicherung), und versuchen Sie es dann erneut.</translation>
    </message>
    <message>
        <source>Another window or terminal of Inglenook is importing, moving or removing models. Wait until it is done, and try again.</source>
        <translation>Ein anderes Fenster oder Terminal von Inglenook importiert, verschiebt oder entfernt gerade Modelle. Warten Sie, bis das fertig ist, und versuchen Sie es erneut.</translation>
    </message>
    <message>
        <source>As asked for.</source>
        <translation>Wie verlangt.</translation>
    </message>
    <message>
        <source>Build it for this machine (make setup BACKEND=cpu).</source>
        <translation>Bauen Sie es für diesen Rechner (make setup BACKEND=cpu).</translation>
    </message>
    <message>
        <source>Check the file, and load it again.</source>
        <translation>Prüfen Sie die Datei, und laden Sie sie erneut.</translation>
    </message>
    <message>
        <source>Choose another with --data-dir or %1.</source>
        <translation>Wählen Sie einen anderen mit --data-dir oder %1.</translation>
    </message>
    <message>
        <source>Close other programs, choose a smaller context, or choose a smaller model.</source>
        <translation>Schließen Sie andere Programme, oder wählen Sie einen kleineren Kontext oder ein kleineres Modell.</translation>
    </message>
    <message>
        <source>Close other programs, or choose a smaller model or a shorter context, and try again.</source>
        <translation>Schließen Sie andere Programme, oder wählen Sie ein kleineres Modell oder einen kürzeren Kontext, und versuchen Sie es erneut.</translation>
    </message>
    <message>
        <source>Close other programs, or choose a smaller model.</source>
        <translation>Schließen Sie andere Programme, oder wählen Sie ein kleineres Modell.</translation>
    </message>
    <message>
        <source>The file settings.toml is damaged: %1. Defaults are used.</source>
        <translation>Die Datei settings.toml ist beschädigt: %1. Die Standardwerte gelten.</translation>
    </message>
    <message>
        <source>The file settings.toml is damaged: %1. It is kept as %2, and defaults are used. To have its settings back, mend it there and give it its old name.</source>
        <translation>Die Datei settings.toml ist beschädigt: %1. Sie ist als %2 aufgehoben, und die Standardwerte gelten. Um ihre Einstellungen zurückzubekommen, bessern Sie sie dort aus und geben Sie ihr den alten Namen.</translation>
    </message>
    <message>
        <source>Delete %1 and fetch it again with the program that brought it.</source>
        <translation>Löschen Sie %1, und laden Sie es mit dem Programm neu herunter, das es gebracht hat.</translation>
    </message>
    <message>
        <source>Expected speed: about %1 tokens/s, an estimate from %2 as measured on this machine.</source>
        <translation>Erwartetes Tempo: etwa %1 Token/s, geschätzt aus %2, wie auf diesem Rechner gemessen.</translation>
    </message>
    <message>
        <source>Expected speed: about %1 tokens/s, as measured with this model on this machine.</source>
        <translation>Erwartetes Tempo: etwa %1 Token/s, mit diesem Modell auf diesem Rechner gemessen.</translation>
    </message>
    <message>
        <source>Expected speed: not measured on this machine yet.</source>
        <translation>Erwartetes Tempo: auf diesem Rechner noch nicht gemessen.</translation>
    </message>
    <message>
        <source>Expected speed: up to about %1 tokens/s, an estimate from how fast this machine reads its memory.</source>
        <translation>Erwartetes Tempo: bis zu etwa %1 Token/s, geschätzt aus der Lesegeschwindigkeit des Speichers dieses Rechners.</translation>
    </message>
    <message>
        <source>Fetch it again in place of %1.</source>
        <translation>Laden Sie es an der Stelle von %1 neu herunter.</translation>
    </message>
    <message>
        <source>Files in %1 change all the time, so they cannot be moved. End what writes there, and try again.</source>
        <translation>Dateien in %1 ändern sich ständig und lassen sich daher nicht verschieben. Beenden Sie, was dort schreibt, und versuchen Sie es erneut.</translation>
    </message>
    <message>
        <source>Get it again with make setup.</source>
        <translation>Holen Sie es mit make setup neu.</translation>
    </message>
    <message>
        <source>Get it again with ollama rm %1 and ollama pull %2.</source>
        <translation>Holen Sie es mit ollama rm %1 und ollama pull %2 neu.</translation>
    </message>
    <message>
        <source>HF_HUB_OFFLINE is set, so nothing is asked of the hub. Unset it to go on.</source>
        <translation>HF_HUB_OFFLINE ist gesetzt, daher wird der Hub nichts gefragt. Heben Sie das auf, um weiterzumachen.</translation>
    </message>
    <message>
        <source>In %1, [[hosted]] number %2 is left out: %3.</source>
        <translation>In %1 ist [[hosted]] Nummer %2 weggelassen: %3.</translation>
    </message>
    <message>
        <source>In %1, [machine] is left out: %2.</source>
        <translation>In %1 ist [machine] weggelassen: %2.</translation>
    </message>
    <message>
        <source>In %1, nothing knows “%2”.</source>
        <translation>In %1 ist „%2“ unbekannt.</translation>
    </message>
    <message>
        <source>In %1, write [[hosted]] with two brackets above each provider&apos;s price.</source>
        <translation>In %1 muss [[hosted]] mit zwei Klammern über den Preisen jedes Anbieters stehen.</translation>
    </message>
    <message>
        <source>In settings.toml, %1 cannot be what it is. %2 Its default is used.</source>
        <translation>In settings.toml ist der Wert von %1 nicht möglich. %2 Der Standardwert gilt.</translation>
    </message>
    <message>
        <source>In settings.toml, %1 is not a section. Its defaults are used.</source>
        <translation>In settings.toml ist %1 kein Abschnitt. Die Standardwerte gelten.</translation>
    </message>
    <message>
        <source>Inglenook cannot use %1, because this Python carries SQLite %2, which is too old. Use a Python with SQLite 3.43 or later, or install the package pysqlite3.</source>
        <translation>Inglenook kann %1 nicht verwenden, weil dieses Python SQLite %2 mitbringt, das zu alt ist. Verwenden Sie ein Python mit SQLite 3.43 oder neuer, oder installieren Sie das Paket pysqlite3.</translation>
    </message>
    <message>
        <source>Inglenook cannot write its data to %1 (%2). Give yourself permission to write to this folder and the files in it, or choose another folder with --data-dir.</source>
        <translation>Inglenook kann seine Daten nicht nach %1 (%2) schreiben. Geben Sie sich Schreibrechte für diesen Ordner und die Dateien darin, oder wählen Sie mit --data-dir einen anderen Ordner.</translation>
    </message>
    <message>
        <source>Inglenook cannot write its data to %1. Give yourself permission to write to this folder and the files in it, or choose another folder with --data-dir.</source>
        <translation>Inglenook kann seine Daten nicht nach %1 schreiben. Geben Sie sich Schreibrechte für diesen Ordner und die Dateien darin, oder wählen Sie mit --data-dir einen anderen Ordner.</translation>
    </message>
    <message>
        <source>Inglenook has checked the file with your conversations and found damage in it. Close Inglenook and start it again: it then keeps the damaged file aside and puts your history together from it and the newest snapshot.</source>
        <translation>Inglenook hat die Datei mit Ihren Unterhaltungen geprüft und einen Schaden darin gefunden. Schließen Sie Inglenook, und starten Sie es neu: Dann legt es die beschädigte Datei beiseite und setzt Ihren Verlauf aus ihr und dem neuesten Schnappschuss zusammen.</translation>
    </message>
    <message>
        <source>Inglenook has never been told that it may use the network, so nothing is asked of %1. Search or download under Models, and it may.</source>
        <translation>Inglenook hat noch nie die Erlaubnis für das Netz bekommen, daher wird %1 nichts gefragt. Suchen Sie etwas unter Modelle, oder laden Sie dort etwas herunter; dann darf es.</translation>
    </message>
    <message>
        <source>Inglenook is offline, so nothing is asked of %1. Turn the switch with inglenook network online, or in the window under Models.</source>
        <translation>Inglenook ist offline, daher wird %1 nichts gefragt. Schalten Sie um, mit inglenook network online oder im Fenster unter Modelle.</translation>
    </message>
    <message>
        <source>Inglenook is offline, so nothing is asked of the hub. Turn the network on with inglenook network online, or in the window.</source>
        <translation>Inglenook ist offline, daher wird der Hub nichts gefragt. Schalten Sie das Netz ein, mit inglenook network online oder im Fenster.</translation>
    </message>
    <message>
        <source>Inglenook put back the snapshot of %1: %2.</source>
        <translation>Inglenook hat den Schnappschuss vom %1 zurückgeholt: %2.</translation>
    </message>
    <message>
        <source>Install the program anew (make setup).</source>
        <translation>Installieren Sie das Programm neu (make setup).</translation>
    </message>
    <message>
        <source>It %1. It was left out.</source>
        <translation>Eintrag: %1. Er wurde weggelassen.</translation>
    </message>
    <message>
        <source>It can be %1, or a whole number from %2 to %3.</source>
        <translation>Möglich ist %1 oder eine ganze Zahl von %2 bis %3.</translation>
    </message>
    <message>
        <source>It can be a number from %1 to %2.</source>
        <translation>Möglich ist eine Zahl von %1 bis %2.</translation>
    </message>
    <message>
        <source>It can be a text in quotation marks, of up to %1 characters.</source>
        <translation>Möglich ist ein Text in Anführungszeichen mit bis zu %1 Zeichen.</translation>
    </message>
    <message>
        <source>It can be a whole number from %1 to %2.</source>
        <translation>Möglich ist eine ganze Zahl von %1 bis %2.</translation>
    </message>
    <message>
        <source>It can be one of %1.</source>
        <translation>Möglich ist eines von %1.</translation>
    </message>
    <message>
        <source>It can be true or false.</source>
        <translation>Möglich ist true oder false.</translation>
    </message>
    <message>
        <source>It cannot be told whether this is the newest: the checksum of what is here is not known. Verify it first.</source>
        <translation>Ob dies das neueste ist, lässt sich nicht sagen: Die Prüfsumme des Vorhandenen ist nicht bekannt. Prüfen Sie es zuerst.</translation>
    </message>
    <message>
        <source>It does not say how many messages it has; it was left out.</source>
        <translation>Es ist nicht angegeben, wie viele Nachrichten es sind; der Eintrag wurde weggelassen.</translation>
    </message>
    <message>
        <source>It does not say when it began; it was left out.</source>
        <translation>Es ist nicht angegeben, wann es begann; der Eintrag wurde weggelassen.</translation>
    </message>
    <message>
        <source>It has %1 tokens instead of %2.</source>
        <translation>Es hat %1 Token statt %2.</translation>
    </message>
    <message>
        <source>It has %1.</source>
        <translation>Vorhanden: %1.</translation>
    </message>
    <message>
        <source>It has another vocabulary than %1. %2</source>
        <translation>Es hat ein anderes Vokabular als %1. %2</translation>
    </message>
    <message>
        <source>It has no GGUF file.</source>
        <translation>Es hat keine GGUF-Datei.</translation>
    </message>
    <message>
        <source>It holds half characters; each became �.</source>
        <translation>Halbe Zeichen darin; jedes wurde zu �.</translation>
    </message>
    <message>
        <source>It holds no message that could be shown; it was left out.</source>
        <translation>Keine Nachricht darin ließe sich zeigen; der Eintrag wurde weggelassen.</translation>
    </message>
    <message>
        <source>It is %1, the model %2, and %3 of memory are free.</source>
        <translation>Es ist %1, das Modell %2, und %3 Speicher sind frei.</translation>
    </message>
    <message>
        <source>It is a folder without number or name; it was left out.</source>
        <translation>Ein Ordner ohne Nummer oder Namen; er wurde weggelassen.</translation>
    </message>
    <message>
        <source>It is a message of a kind that this version does not know; it was left out.</source>
        <translation>Eine Nachricht von einer Art, die diese Version nicht kennt; sie wurde weggelassen.</translation>
    </message>
    <message>
        <source>It is a message of no conversation; it was left out.</source>
        <translation>Eine Nachricht keiner Unterhaltung; sie wurde weggelassen.</translation>
    </message>
    <message>
        <source>It is a message without a text; it was left out.</source>
        <translation>Eine Nachricht ohne Text; sie wurde weggelassen.</translation>
    </message>
    <message>
        <source>It is a template without name or text; it was left out.</source>
        <translation>Eine Vorlage ohne Namen oder Text; sie wurde weggelassen.</translation>
    </message>
    <message>
        <source>It is being downloaded just now. Stop the download, or wait until it is done.</source>
        <translation>Es wird gerade heruntergeladen. Halten Sie den Download an, oder warten Sie, bis er fertig ist.</translation>
    </message>
    <message>
        <source>It is fast on a GPU.</source>
        <translation>Auf einer GPU ist sie schnell.</translation>
    </message>
    <message>
        <source>It is no conversation in a format that is known here; it was left out.</source>
        <translation>Keine Unterhaltung in einem hier bekannten Format; der Eintrag wurde weggelassen.</translation>
    </message>
    <message>
        <source>It is no record that this version knows; it was left out.</source>
        <translation>Kein Eintrag, den diese Version kennt; er wurde weggelassen.</translation>
    </message>
    <message>
        <source>It keeps a state that cannot go back to before a wrong guess.</source>
        <translation>Es behält einen Zustand, der nicht vor eine falsche Vermutung zurück kann.</translation>
    </message>
    <message>
        <source>It was under way when Inglenook was closed. Resume it, and it goes on from there.</source>
        <translation>Lief, als Inglenook geschlossen wurde. Beim Fortsetzen geht es von dort weiter.</translation>
    </message>
    <message>
        <source>It was waiting when Inglenook was closed. Resume it to download it.</source>
        <translation>Wartete, als Inglenook geschlossen wurde. Zum Herunterladen fortsetzen.</translation>
    </message>
    <message>
        <source>Its %1 is no date; that of its messages was taken.</source>
        <translation>%1 darin ist kein Datum; das der Nachrichten wurde genommen.</translation>
    </message>
    <message>
        <source>Its createdAt is no date; the present moment was taken.</source>
        <translation>createdAt darin ist kein Datum; der jetzige Augenblick wurde genommen.</translation>
    </message>
    <message>
        <source>Its date is none; that of the message before it was taken.</source>
        <translation>Das Datum ist keins; das der Nachricht davor wurde genommen.</translation>
    </message>
    <message>
        <source>Its header has more than %1 MiB.</source>
        <translation>Der Dateikopf hat mehr als %1 MiB.</translation>
    </message>
    <message>
        <source>Its name leads out of the archive, so it was left out.</source>
        <translation>Der Name führt aus dem Archiv hinaus, daher wurde der Eintrag weggelassen.</translation>
    </message>
    <message>
        <source>Its number does not follow that of the message before; it was left out.</source>
        <translation>Die Nummer folgt nicht auf die der Nachricht davor; der Eintrag wurde weggelassen.</translation>
    </message>
    <message>
        <source>Its texts begin or end with other tokens.</source>
        <translation>Seine Texte beginnen oder enden mit anderen Token.</translation>
    </message>
    <message>
        <source>Its token %1 is another one.</source>
        <translation>Sein Token %1 ist ein anderes.</translation>
    </message>
    <message>
        <source>Its token ids cannot be read; the message was imported without them.</source>
        <translation>Die Token-IDs lassen sich nicht lesen; die Nachricht wurde ohne sie importiert.</translation>
    </message>
    <message>
        <source>Its tokens are of another kind.</source>
        <translation>Seine Token sind von anderer Art.</translation>
    </message>
    <message>
        <source>Line %1 of its messages is none that is known here; it was left out.</source>
        <translation>Zeile %1 der Nachrichten ist keine hier bekannte; sie wurde weggelassen.</translation>
    </message>
    <message>
        <source>Loaded on %1 with a context of %2 tokens, %3; %4 had been planned (%5 %).</source>
        <translation>Am %1 geladen mit einem Kontext von %2 Token; %3, geplant waren %4 (%5 %).</translation>
    </message>
    <message>
        <source>Message %1 answers one that is missing; it begins a branch of its own.</source>
        <translation>Nachricht %1 antwortet auf eine, die fehlt; sie beginnt einen eigenen Zweig.</translation>
    </message>
    <message>
        <source>Message %1 has no version that could be read; it was left out.</source>
        <translation>Nachricht %1 hat keine lesbare Version; sie wurde weggelassen.</translation>
    </message>
    <message>
        <source>Message %1 holds half characters; each became �.</source>
        <translation>Nachricht %1 enthält halbe Zeichen; jedes wurde zu �.</translation>
    </message>
    <message>
        <source>Message %1 is from nobody who is known here; it was left out.</source>
        <translation>Nachricht %1 ist von niemandem, der hier bekannt ist; sie wurde weggelassen.</translation>
    </message>
    <message>
        <source>Message %1 is no record; it was left out.</source>
        <translation>Nachricht %1 ist kein Eintrag; sie wurde weggelassen.</translation>
    </message>
    <message>
        <source>Models in %1 are listed now; nothing in it is changed.</source>
        <translation>Modelle in %1 sind jetzt aufgelistet; nichts darin wird geändert.</translation>
    </message>
    <message>
        <source>Models in %1 are not listed any more. They stay there.</source>
        <translation>Modelle in %1 sind nicht mehr aufgelistet. Sie bleiben dort.</translation>
    </message>
    <message>
        <source>More do not fit into the %1 that are free on %2; the others are computed in RAM.</source>
        <translation>Mehr passen nicht in die %1, die auf %2 frei sind; die übrigen werden im RAM gerechnet.</translation>
    </message>
    <message>
        <source>More, such as the usual %1, does not fit.</source>
        <translation>Mehr, wie die üblichen %1, passt nicht.</translation>
    </message>
    <message>
        <source>No installed model is called %1. %2. The path of a GGUF file works as well.</source>
        <translation>Kein installiertes Modell heißt %1. %2. Der Pfad einer GGUF-Datei geht auch.</translation>
    </message>
    <message>
        <source>No model is installed. Get the starter with make setup, put a GGUF file into %1, or name one with --model.</source>
        <translation>Kein Modell ist installiert. Holen Sie das Startmodell mit make setup, legen Sie eine GGUF-Datei in %1, oder nennen Sie eine mit --model.</translation>
    </message>
    <message>
        <source>No safe connection to %1 comes about: something on the way, or that server itself, does not speak TLS as it should. Try another network; look at HF_ENDPOINT and the proxy.</source>
        <translation>Keine sichere Verbindung zu %1 kommt zustande: Etwas unterwegs oder der Server selbst spricht TLS nicht, wie er sollte. Versuchen Sie ein anderes Netz; prüfen Sie HF_ENDPOINT und den Proxy.</translation>
    </message>
    <message>
        <source>No snapshot of it can be read, so your history begins anew.</source>
        <translation>Kein Schnappschuss davon ist lesbar, daher beginnt Ihr Verlauf neu.</translation>
    </message>
    <message>
        <source>None fits into the %1 that are free on %2.</source>
        <translation>Keine passt in die %1, die auf %2 frei sind.</translation>
    </message>
    <message>
        <source>Nothing can be planned for %1 of %2. %3 Choose another file.</source>
        <translation>Für %1 von %2 lässt sich nichts planen. %3 Wählen Sie eine andere Datei.</translation>
    </message>
    <message>
        <source>Nothing had to be taken from the snapshot of %1.</source>
        <translation>Nichts musste aus dem Schnappschuss vom %1 genommen werden.</translation>
    </message>
    <message>
        <source>Nothing in %1 would load here. %2</source>
        <translation>Nichts in %1 ließe sich hier laden. %2</translation>
    </message>
    <message>
        <source>Of %1 only the first %2 bytes are here, and its header is longer. Fetch it again.</source>
        <translation>Von %1 sind nur die ersten %2 Bytes hier, und der Dateikopf ist länger. Laden Sie die Datei neu herunter.</translation>
    </message>
    <message>
        <source>Of its %1 messages %2 could be read.</source>
        <translation>Von den %1 Nachrichten waren %2 lesbar.</translation>
    </message>
    <message>
        <source>On a processor, wide passes are faster without it.</source>
        <translation>Auf einem Prozessor sind breite Durchgänge ohne sie schneller.</translation>
    </message>
    <message>
        <source>One for each core that may be used; fewer while other programs need them.</source>
        <translation>Einer für jeden nutzbaren Kern; weniger, solange andere Programme sie brauchen.</translation>
    </message>
    <message>
        <source>One of its attachments cannot be read; it was left out.</source>
        <translation>Einer der Anhänge ist nicht lesbar; er wurde weggelassen.</translation>
    </message>
    <message>
        <source>Percent of the layers, as asked for.</source>
        <translation>Prozent der Schichten, wie verlangt.</translation>
    </message>
    <message>
        <source>Percent of the layers, by the memory free on each.</source>
        <translation>Prozent der Schichten, nach dem freien Speicher jeder GPU.</translation>
    </message>
    <message>
        <source>Remove it in %1 and fetch it there again.</source>
        <translation>Entfernen Sie es in %1, und laden Sie es dort neu herunter.</translation>
    </message>
    <message>
        <source>Remove it with inglenook models rm %1, then get it again with inglenook models pull %2.</source>
        <translation>Entfernen Sie es mit inglenook models rm %1, und holen Sie es dann mit inglenook models pull %2 neu.</translation>
    </message>
    <message>
        <source>Remove it with inglenook models rm, and import it again from where it came.</source>
        <translation>Entfernen Sie es mit inglenook models rm, und importieren Sie es erneut von dort, woher es kam.</translation>
    </message>
    <message>
        <source>Something went wrong inside the engine; this is a fault in Inglenook. Try again.</source>
        <translation>In der Engine ist etwas schiefgegangen; das ist ein Fehler in Inglenook. Versuchen Sie es erneut.</translation>
    </message>
    <message>
        <source>TRANSFORMERS_OFFLINE is set, so nothing is asked of the hub. Unset it to go on.</source>
        <translation>TRANSFORMERS_OFFLINE ist gesetzt, daher wird der Hub nichts gefragt. Heben Sie das auf, um weiterzumachen.</translation>
    </message>
    <message>
        <source>The %1 bytes that came are kept, and the next try goes on from there.</source>
        <translation>Die %1 angekommenen Bytes sind aufgehoben, und der nächste Versuch geht von dort weiter.</translation>
    </message>
    <message>
        <source>The %1 is %2; choose %3 to %4, %5.</source>
        <translation>%1 ist %2; wählen Sie %3 bis %4, %5.</translation>
    </message>
    <message>
        <source>The card of %1 cannot be shown. %2</source>
        <translation>Die Karte von %1 lässt sich nicht zeigen. %2</translation>
    </message>
    <message>
        <source>The connection ended after %1 bytes of %2, within its header. Try again.</source>
        <translation>Die Verbindung endete nach %1 von %2 Bytes, innerhalb des Dateikopfs. Versuchen Sie es erneut.</translation>
    </message>
    <message>
        <source>The connection to %1 broke while %2 came. Try again.</source>
        <translation>Die Verbindung zu %1 brach ab, während %2 kam. Versuchen Sie es erneut.</translation>
    </message>
    <message>
        <source>The connection to %1 cannot be trusted: its certificate is not valid here. In a company&apos;s network set SSL_CERT_FILE to its certificates; look at the clock of this machine too.</source>
        <translation>Der Verbindung zu %1 ist nicht zu trauen: Das Zertifikat ist hier nicht gültig. Setzen Sie im Netz einer Firma SSL_CERT_FILE auf deren Zertifikate; prüfen Sie auch die Uhr dieses Rechners.</translation>
    </message>
    <message>
        <source>The content of %1 stays: %2 needs it.</source>
        <translation>Der Inhalt von %1 bleibt: %2 braucht ihn.</translation>
    </message>
    <message>
        <source>The conversation could not be counted; that is a fault of this program.</source>
        <translation>Die Unterhaltung ließ sich nicht zählen; das ist ein Fehler dieses Programms.</translation>
    </message>
    <message>
        <source>The data folder %1 cannot be made: a file of that name, or of one above it, is there. %2</source>
        <translation>Der Datenordner %1 lässt sich nicht anlegen: Eine Datei dieses Namens oder eines Ordners darüber ist da. %2</translation>
    </message>
    <message>
        <source>The data folder %1 cannot be used: %2. %3</source>
        <translation>Der Datenordner %1 lässt sich nicht verwenden: %2. %3</translation>
    </message>
    <message>
        <source>The data folder %1 cannot be written: permission denied. %2</source>
        <translation>Der Datenordner %1 lässt sich nicht beschreiben: Die Berechtigung fehlt. %2</translation>
    </message>
    <message>
        <source>The data folder %1 is not a usable path: %2.</source>
        <translation>Der Datenordner %1 ist kein brauchbarer Pfad: %2.</translation>
    </message>
    <message>
        <source>The data folder has an empty name. Give --data-dir a folder, or leave it out.</source>
        <translation>Der Datenordner hat einen leeren Namen. Geben Sie bei --data-dir einen Ordner an, oder lassen Sie es weg.</translation>
    </message>
    <message>
        <source>The date of message %1 is none; that of the message before it was taken.</source>
        <translation>Das Datum von Nachricht %1 ist keins; das der Nachricht davor wurde genommen.</translation>
    </message>
    <message>
        <source>The disk did not let newer snapshots be read (%1); inglenook history verify tells whether it does now, and inglenook history restore puts one back.</source>
        <translation>Der Datenträger ließ neuere Schnappschüsse nicht lesen (%1); inglenook history verify sagt, ob er es jetzt tut, und inglenook history restore holt einen zurück.</translation>
    </message>
    <message>
        <source>The disk of %1 has %2 GB free, and a copy needs %3 GB and %4 GB to spare. Make room, import it with --link, or move the models folder with inglenook models move.</source>
        <translation>Der Datenträger von %1 hat %2 GB frei, und eine Kopie braucht %3 GB und %4 GB Reserve. Schaffen Sie Platz, importieren Sie mit --link, oder verschieben Sie mit inglenook models move den Modellordner.</translation>
    </message>
    <message>
        <source>The disk of %1 has %2 GB free, and the models need %3 GB and %4 GB to spare. Make room there, or choose another disk.</source>
        <translation>Der Datenträger von %1 hat %2 GB frei, und die Modelle brauchen %3 GB und %4 GB Reserve. Schaffen Sie dort Platz, oder wählen Sie einen anderen Datenträger.</translation>
    </message>
    <message>
        <source>The disk of %1 has %2 free, and the download needs %3 and %4 to spare. Make room, or set HF_HUB_CACHE to a folder on another disk.</source>
        <translation>Der Datenträger von %1 hat %2 frei, und der Download braucht %3 und %4 Reserve. Schaffen Sie Platz, oder setzen Sie HF_HUB_CACHE auf einen Ordner eines anderen Datenträgers.</translation>
    </message>
    <message>
        <source>The disk of %1 is full. Make room, and start the download again.</source>
        <translation>Der Datenträger von %1 ist voll. Schaffen Sie Platz, und starten Sie den Download neu.</translation>
    </message>
    <message>
        <source>The disk of %1 is full. Nothing was added. Make room and import it again.</source>
        <translation>Der Datenträger von %1 ist voll. Nichts wurde hinzugefügt. Schaffen Sie Platz, und importieren Sie erneut.</translation>
    </message>
    <message>
        <source>The disk of %1 is full. The models stay where they were. Make room and ask for the move again: what was copied is used.</source>
        <translation>Der Datenträger von %1 ist voll. Die Modelle sind geblieben, wo sie waren. Schaffen Sie Platz, und starten Sie das Verschieben erneut: Was kopiert ist, wird verwendet.</translation>
    </message>
    <message>
        <source>The disk reported an error while Inglenook used %1. Check that the disk is connected, healthy and not full; Inglenook tries again.</source>
        <translation>Der Datenträger meldete einen Fehler, während Inglenook %1 verwendete. Prüfen Sie, ob er verbunden, in Ordnung und nicht voll ist; Inglenook versucht es erneut.</translation>
    </message>
    <message>
        <source>The disk that holds %1 is full, so nothing more can be saved there. Free some space; Inglenook then saves what it still holds.</source>
        <translation>Der Datenträger mit %1 ist voll, daher lässt sich dort nichts mehr speichern. Schaffen Sie Platz; Inglenook speichert dann, was es noch hat.</translation>
    </message>
    <message>
        <source>The engine could not be started: %1. Install the program anew (make setup).</source>
        <translation>Die Engine konnte nicht gestartet werden: %1. Installieren Sie das Programm neu (make setup).</translation>
    </message>
    <message>
        <source>The engine could not read %1 any more: the file changed or its disk went away.</source>
        <translation>Die Engine konnte %1 nicht mehr lesen: Die Datei wurde geändert, oder ihr Datenträger ist weg.</translation>
    </message>
    <message>
        <source>The engine crashed on %1.</source>
        <translation>Die Engine ist bei %1 abgestürzt.</translation>
    </message>
    <message>
        <source>The engine did not stop within %1 seconds and was ended. The text up to here is kept; the model is loaded anew for the next message.</source>
        <translation>Die Engine hielt nicht binnen %1 Sekunden an und wurde beendet. Der Text bis hierher ist behalten; für die nächste Nachricht wird das Modell neu geladen.</translation>
    </message>
    <message>
        <source>The engine ended although nobody asked it to.</source>
        <translation>Die Engine endete, obwohl niemand es verlangt hat.</translation>
    </message>
    <message>
        <source>The engine ended unexpectedly (%1).</source>
        <translation>Die Engine endete unerwartet (%1).</translation>
    </message>
    <message>
        <source>The engine ended.</source>
        <translation>Die Engine endete.</translation>
    </message>
    <message>
        <source>The engine gave up on %1 after a failed check inside llama.cpp.</source>
        <translation>Die Engine gab bei %1 nach einer fehlgeschlagenen Prüfung in llama.cpp auf.</translation>
    </message>
    <message>
        <source>The engine is not part of this installation.</source>
        <translation>Die Engine gehört nicht zu dieser Installation.</translation>
    </message>
    <message>
        <source>The engine speaks protocol %1 and this program %2: parts of two versions are mixed. Install the program anew (make setup).</source>
        <translation>Die Engine spricht Protokoll %1 und dieses Programm %2: Teile zweier Versionen sind gemischt. Installieren Sie das Programm neu (make setup).</translation>
    </message>
    <message>
        <source>The engine uses an instruction that this processor lacks.</source>
        <translation>Die Engine verwendet einen Befehl, den dieser Prozessor nicht hat.</translation>
    </message>
    <message>
        <source>The engine was ended by another program.</source>
        <translation>Die Engine wurde von einem anderen Programm beendet.</translation>
    </message>
    <message>
        <source>The engine was killed while it worked on %1, most likely because memory ran out.</source>
        <translation>Die Engine wurde bei der Arbeit an %1 beendet, sehr wahrscheinlich, weil der Speicher ausging.</translation>
    </message>
    <message>
        <source>The engine&apos;s step on a GPU.</source>
        <translation>Der Schritt der Engine auf einer GPU.</translation>
    </message>
    <message>
        <source>The engine&apos;s step on a processor.</source>
        <translation>Der Schritt der Engine auf einem Prozessor.</translation>
    </message>
    <message>
        <source>The entry cannot be written: the folder of the program, or that of the conversations, has a name that is no UTF-8. Rename it.</source>
        <translation>Der Eintrag lässt sich nicht schreiben: Der Ordner des Programms oder der Unterhaltungen hat einen Namen, der kein UTF-8 ist. Benennen Sie ihn um.</translation>
    </message>
    <message>
        <source>The export could not be written to %1 (%2). Choose another place, or make room there.</source>
        <translation>Der Export konnte nicht nach %1 geschrieben werden (%2). Wählen Sie einen anderen Ort, oder schaffen Sie dort Platz.</translation>
    </message>
    <message>
        <source>The export could not be written: %1. Make room, or choose another place.</source>
        <translation>Der Export konnte nicht geschrieben werden: %1. Schaffen Sie Platz, oder wählen Sie einen anderen Ort.</translation>
    </message>
    <message>
        <source>The field %1 of an answer&apos;s figures cannot be read; they were left out.</source>
        <translation>Das Feld %1 der Zahlen einer Antwort ist nicht lesbar; sie wurden weggelassen.</translation>
    </message>
    <message>
        <source>The figures of an answer are no record; they were left out.</source>
        <translation>Die Zahlen einer Antwort sind kein Eintrag; sie wurden weggelassen.</translation>
    </message>
    <message>
        <source>The file %1 is a database of another program, so Inglenook does not touch it. Move it away, or choose another folder with --data-dir.</source>
        <translation>Die Datei %1 ist eine Datenbank eines anderen Programms, daher rührt Inglenook sie nicht an. Verschieben Sie sie, oder wählen Sie mit --data-dir einen anderen Ordner.</translation>
    </message>
    <message>
        <source>The file %1 is damaged. Close every window and terminal of Inglenook and start it again: it keeps the damaged file aside, puts back the newest snapshot and adds all that can still be read.</source>
        <translation>Die Datei %1 ist beschädigt. Schließen Sie jedes Fenster und Terminal von Inglenook, und starten Sie es neu: Es legt die beschädigte Datei beiseite, holt den neuesten Schnappschuss zurück und ergänzt alles, was noch lesbar ist.</translation>
    </message>
    <message>
        <source>The file %1 was moved, replaced or deleted while Inglenook used it, so nothing more is saved. Put it back where it was, or close Inglenook and start it again.</source>
        <translation>Die Datei %1 wurde verschoben, ersetzt oder gelöscht, während Inglenook sie verwendete; daher wird nichts mehr gespeichert. Legen Sie sie dorthin zurück, wo sie war, oder schließen Sie Inglenook, und starten Sie es neu.</translation>
    </message>
    <message>
        <source>The file %1 was written by a newer version of Inglenook. Use that version or a later one, or choose another folder with --data-dir.</source>
        <translation>Die Datei %1 wurde von einer neueren Version von Inglenook geschrieben. Verwenden Sie diese oder eine spätere, oder wählen Sie mit --data-dir einen anderen Ordner.</translation>
    </message>
    <message>
        <source>The file holds another conversation with the same id; this one was left out.</source>
        <translation>Die Datei enthält eine weitere Unterhaltung mit derselben ID; diese wurde weggelassen.</translation>
    </message>
    <message>
        <source>The file is cut off inside this conversation; it was left out.</source>
        <translation>Die Datei ist mitten in dieser Unterhaltung abgeschnitten; sie wurde weggelassen.</translation>
    </message>
    <message>
        <source>The file is cut off: its last record is missing. What came before was read.</source>
        <translation>Die Datei ist abgeschnitten: Ihr letzter Eintrag fehlt. Was davor kam, wurde gelesen.</translation>
    </message>
    <message>
        <source>The file settings.toml cannot be read: %1. Defaults are used.</source>
        <translation>Die Datei settings.toml ist nicht lesbar: %1. Die Standardwerte gelten.</translation>
    </message>
    <message>
        <source>The file settings.toml cannot be read: %1. The settings stay as they are.</source>
        <translation>Die Datei settings.toml ist nicht lesbar: %1. Die Einstellungen bleiben, wie sie sind.</translation>
    </message>
    <message>
        <source>The file settings.toml cannot be understood: %1. The settings stay as they are. If you change one in the window before you mend the file, it is kept as settings.toml.damaged.</source>
        <translation>Die Datei settings.toml ist nicht zu verstehen: %1. Die Einstellungen bleiben, wie sie sind. Wenn Sie im Fenster eine ändern, bevor Sie die Datei ausbessern, wird sie als settings.toml.damaged aufgehoben.</translation>
    </message>
    <message>
        <source>The file settings.toml cannot be written. What you change lasts until you quit Inglenook.</source>
        <translation>Die Datei settings.toml lässt sich nicht schreiben. Was Sie ändern, gilt bis zum Beenden von Inglenook.</translation>
    </message>
    <message>
        <source>The file with your conversations was damaged. Inglenook keeps it as it was in %1, until you delete something for ever, and has put your history together again.</source>
        <translation>Die Datei mit Ihren Unterhaltungen war beschädigt. Inglenook bewahrt sie, wie sie war, in %1 auf, bis Sie etwas endgültig löschen, und hat Ihren Verlauf wieder zusammengesetzt.</translation>
    </message>
    <message>
        <source>The file with your conversations was empty, and there is no snapshot of it, so your history begins anew. If this was not the first start of Inglenook here, put back a copy of that file if you have one.</source>
        <translation>Die Datei mit Ihren Unterhaltungen war leer, und es gibt keinen Schnappschuss davon; daher beginnt Ihr Verlauf neu. War dies nicht der erste Start von Inglenook hier, legen Sie eine Kopie jener Datei zurück, wenn Sie eine haben.</translation>
    </message>
    <message>
        <source>The file with your conversations was missing or empty.</source>
        <translation>Die Datei mit Ihren Unterhaltungen fehlte oder war leer.</translation>
    </message>
    <message>
        <source>The folder %1 holds more than %2 files. Choose the one with conversations.</source>
        <translation>Der Ordner %1 enthält mehr als %2 Dateien. Wählen Sie den mit den Unterhaltungen.</translation>
    </message>
    <message>
        <source>The full quality.</source>
        <translation>Die volle Qualität.</translation>
    </message>
    <message>
        <source>The header of %1 is too large to be read. Fetch the file again.</source>
        <translation>Der Dateikopf von %1 ist zu groß zum Lesen. Laden Sie die Datei neu herunter.</translation>
    </message>
    <message>
        <source>The hub has no %1 at that version. Its page shows what there is.</source>
        <translation>Der Hub hat kein %1 in dieser Version. Seine Seite zeigt, was es gibt.</translation>
    </message>
    <message>
        <source>The hub has no repository %1, or it is private. Look at the spelling; for a private one, log in with hf auth login or set HF_TOKEN.</source>
        <translation>Der Hub hat kein Repository %1, oder es ist privat. Prüfen Sie die Schreibweise; melden Sie sich für ein privates mit hf auth login an, oder setzen Sie HF_TOKEN.</translation>
    </message>
    <message>
        <source>The hub names another checksum of %1 now than when the download began, for the same version. Start the download again; if that stays so, look at HF_ENDPOINT.</source>
        <translation>Der Hub nennt für %1 jetzt eine andere Prüfsumme als beim Beginn des Downloads, bei gleicher Version. Starten Sie den Download neu; bleibt es so, prüfen Sie HF_ENDPOINT.</translation>
    </message>
    <message>
        <source>The hub says that %1 is called %2 now.</source>
        <translation>Der Hub sagt, dass %1 jetzt %2 heißt.</translation>
    </message>
    <message>
        <source>The hub&apos;s %1 %2 cannot be kept under its name: %3. Nothing was written.</source>
        <translation>%1 des Hubs, %2, lässt sich unter seinem Namen nicht aufheben: %3. Nichts wurde geschrieben.</translation>
    </message>
    <message>
        <source>The ledger of requests cannot be deleted: %1.</source>
        <translation>Das Protokoll der Anfragen lässt sich nicht löschen: %1.</translation>
    </message>
    <message>
        <source>The ledger of requests cannot be read: %1.</source>
        <translation>Das Protokoll der Anfragen lässt sich nicht lesen: %1.</translation>
    </message>
    <message>
        <source>The ledger of requests, %1, cannot be written (%2), so nothing is asked of the hub. Make room on the disk, or look at the file&apos;s permissions.</source>
        <translation>Das Protokoll der Anfragen, %1, lässt sich nicht schreiben (%2), daher wird der Hub nichts gefragt. Schaffen Sie Platz auf dem Datenträger, oder prüfen Sie die Zugriffsrechte der Datei.</translation>
    </message>
    <message>
        <source>The message has no tokens for this model. Write something else.</source>
        <translation>Die Nachricht hat für dieses Modell keine Token. Schreiben Sie etwas anderes.</translation>
    </message>
    <message>
        <source>The message that it answers is missing; it begins a branch of its own.</source>
        <translation>Die Nachricht, auf die sie antwortet, fehlt; sie beginnt einen eigenen Zweig.</translation>
    </message>
    <message>
        <source>The model&apos;s chat template failed: %1. Try another file of this model, or another model.</source>
        <translation>Die Chatvorlage des Modells ist gescheitert: %1. Versuchen Sie eine andere Datei dieses Modells, oder ein anderes Modell.</translation>
    </message>
    <message>
        <source>The models folder %1 is not there. Attach the disk that it lies on, or move it back with inglenook models move %2.</source>
        <translation>Der Modellordner %1 ist nicht da. Verbinden Sie den Datenträger, auf dem er liegt, oder verschieben Sie ihn mit inglenook models move %2 zurück.</translation>
    </message>
    <message>
        <source>The models folder %1 is not there. Attach the disk that it lies on. To do without it, move the models folder back to %2.</source>
        <translation>Der Modellordner %1 ist nicht da. Verbinden Sie den Datenträger, auf dem er liegt. Um ohne ihn auszukommen, verschieben Sie den Modellordner zurück nach %2.</translation>
    </message>
    <message>
        <source>The models folder is %1 now.</source>
        <translation>Der Modellordner ist jetzt %1.</translation>
    </message>
    <message>
        <source>The name of a %1 can have %2 characters; this one has %3.</source>
        <translation>Ein Name (%1) kann %2 Zeichen haben; dieser hat %3.</translation>
    </message>
    <message>
        <source>The name of a %1 needs a character that can be seen; this one has none.</source>
        <translation>Ein Name (%1) braucht ein sichtbares Zeichen; dieser hat keins.</translation>
    </message>
    <message>
        <source>The name of the folder is empty.</source>
        <translation>Der Name des Ordners ist leer.</translation>
    </message>
    <message>
        <source>The name of the model is empty. inglenook models list shows what is installed.</source>
        <translation>Der Name des Modells ist leer. inglenook models list zeigt, was installiert ist.</translation>
    </message>
    <message>
        <source>The part of Inglenook that downloads could not be started: %1. Install the program anew (make setup).</source>
        <translation>Der Teil von Inglenook, der herunterlädt, konnte nicht gestartet werden: %1. Installieren Sie das Programm neu (make setup).</translation>
    </message>
    <message>
        <source>The part of Inglenook that downloads ended by itself. %1</source>
        <translation>Der Teil von Inglenook, der herunterlädt, endete von selbst. %1</translation>
    </message>
    <message>
        <source>The part of Inglenook that downloads is not whole. Install the program anew (make setup).</source>
        <translation>Der Teil von Inglenook, der herunterlädt, ist nicht vollständig. Installieren Sie das Programm neu (make setup).</translation>
    </message>
    <message>
        <source>The part of Inglenook that downloads said what nobody understands, and was ended. Install the program anew (make setup).</source>
        <translation>Der Teil von Inglenook, der herunterlädt, sagte Unverständliches und wurde beendet. Installieren Sie das Programm neu (make setup).</translation>
    </message>
    <message>
        <source>The part of Inglenook that downloads speaks protocol %1 and this program %2: parts of two versions are mixed. Install the program anew (make setup).</source>
        <translation>Der Teil von Inglenook, der herunterlädt, spricht Protokoll %1 und dieses Programm %2: Teile zweier Versionen sind gemischt. Installieren Sie das Programm neu (make setup).</translation>
    </message>
    <message>
        <source>The part of Inglenook that downloads was ended from outside (%1). %2</source>
        <translation>Der Teil von Inglenook, der herunterlädt, wurde von außen beendet (%1). %2</translation>
    </message>
    <message>
        <source>The parts of %1 did not make the right file; it comes anew, whole.</source>
        <translation>Die Teile von %1 ergaben nicht die richtige Datei; sie kommt neu, im Ganzen.</translation>
    </message>
    <message>
        <source>The parts of %1 do not belong together: %2. Fetch all parts of the model again.</source>
        <translation>Die Teile von %1 gehören nicht zusammen: %2. Laden Sie alle Teile des Modells neu herunter.</translation>
    </message>
    <message>
        <source>The preset “%1” has %2, which is no parameter. Leave it out.</source>
        <translation>Die Voreinstellung „%1“ hat %2, das ist kein Parameter. Lassen Sie es weg.</translation>
    </message>
    <message>
        <source>The proxy does not let the connection to %1 through: %2. Look at HTTPS_PROXY.</source>
        <translation>Der Proxy lässt die Verbindung zu %1 nicht durch: %2. Prüfen Sie HTTPS_PROXY.</translation>
    </message>
    <message>
        <source>The server sends another part of %1 than was asked for. Try again.</source>
        <translation>Der Server sendet einen anderen Teil von %1 als verlangt. Versuchen Sie es erneut.</translation>
    </message>
    <message>
        <source>The server sends more than the %1 bytes that %2 has. What came was deleted; start the download again.</source>
        <translation>Der Server sendet mehr als die %1 Bytes, die %2 hat. Was kam, wurde gelöscht; starten Sie den Download neu.</translation>
    </message>
    <message>
        <source>The switch for the network could not be turned: %1 cannot be written (%2).</source>
        <translation>Das Netz ließ sich nicht umschalten: %1 lässt sich nicht schreiben (%2).</translation>
    </message>
    <message>
        <source>The system_prompt of the preset “%1” is no text, or longer than 1,000,000 characters.</source>
        <translation>system_prompt der Voreinstellung „%1“ ist kein Text, oder länger als 1.000.000 Zeichen.</translation>
    </message>
    <message>
        <source>The tag “%1” has a comma in it, which stands between two tags.</source>
        <translation>Das Schlagwort „%1“ enthält ein Komma, das zwischen zwei Schlagwörtern steht.</translation>
    </message>
    <message>
        <source>The tensor %1 is of type %2, which this engine does not know. Choose another quantization, or update Inglenook.</source>
        <translation>Der Tensor %1 ist vom Typ %2, den diese Engine nicht kennt. Wählen Sie eine andere Quantisierung, oder aktualisieren Sie Inglenook.</translation>
    </message>
    <message>
        <source>The text is too large to be saved in %1; the limit is 1,000 MB. Send it in smaller parts.</source>
        <translation>Der Text ist zu groß, um in %1 gespeichert zu werden; die Grenze ist 1.000 MB. Senden Sie ihn in kleineren Teilen.</translation>
    </message>
    <message>
        <source>The tokens of this answer are not known any more, so there is nothing to compare with: it was imported, or is empty.</source>
        <translation>Die Token dieser Antwort sind nicht mehr bekannt, daher gibt es nichts zu vergleichen: Sie wurde importiert oder ist leer.</translation>
    </message>
    <message>
        <source>The transcript has %1 messages; row %2 is not one of them.</source>
        <translation>Das Transkript hat %1 Nachrichten; Zeile %2 gehört nicht dazu.</translation>
    </message>
    <message>
        <source>The usual size; the model was trained for up to %1.</source>
        <translation>Die übliche Größe; trainiert wurde das Modell für bis zu %1.</translation>
    </message>
    <message>
        <source>The zip archive %1 holds more than %2 files, so it was not opened.</source>
        <translation>Das ZIP-Archiv %1 enthält mehr als %2 Dateien und wurde daher nicht geöffnet.</translation>
    </message>
    <message>
        <source>The zip archive %1 is damaged (%2). Make or download it once more.</source>
        <translation>Das ZIP-Archiv %1 ist beschädigt (%2). Erstellen Sie es neu, oder laden Sie es neu herunter.</translation>
    </message>
    <message>
        <source>The zip archive %1 would unpack to %2 GB, %3 times its size and more. No export of conversations does, so it was not opened. Unpack it yourself, then import the folder.</source>
        <translation>Das ZIP-Archiv %1 würde entpackt %2 GB groß, das %3-fache oder mehr. Das tut kein Export von Unterhaltungen, daher wurde es nicht geöffnet. Entpacken Sie es selbst, und importieren Sie dann den Ordner.</translation>
    </message>
    <message>
        <source>There are two messages %1; the second was left out.</source>
        <translation>Es gibt zwei Nachrichten %1; die zweite wurde weggelassen.</translation>
    </message>
    <message>
        <source>There is a folder called “%1” already.</source>
        <translation>Es gibt schon einen Ordner namens „%1“.</translation>
    </message>
    <message>
        <source>There is a preset called “%1” already.</source>
        <translation>Es gibt schon eine Voreinstellung namens „%1“.</translation>
    </message>
    <message>
        <source>There is a template called “%1” already.</source>
        <translation>Es gibt schon eine Vorlage namens „%1“.</translation>
    </message>
    <message>
        <source>There is another file called %1 in %2. Import this one under another name with --name.</source>
        <translation>Es gibt eine andere Datei namens %1 in %2. Importieren Sie diese mit --name unter einem anderen Namen.</translation>
    </message>
    <message>
        <source>There is no %1 any more where the hub said it is. Look at the hub&apos;s page of it.</source>
        <translation>%1 gibt es dort nicht mehr, wo der Hub es nannte. Sehen Sie sich die Seite dazu beim Hub an.</translation>
    </message>
    <message>
        <source>There is no %1 beside it, so its messages are missing.</source>
        <translation>%1 liegt nicht daneben, daher fehlen die Nachrichten.</translation>
    </message>
    <message>
        <source>There is no GPU that the engine can use.</source>
        <translation>Es gibt keine GPU, die die Engine verwenden kann.</translation>
    </message>
    <message>
        <source>There is no answer of run %1. It may have been deleted, or belong to a title.</source>
        <translation>Zum Lauf %1 gibt es keine Antwort. Sie wurde vielleicht gelöscht, oder der Lauf gehört zu einem Titel.</translation>
    </message>
    <message>
        <source>There is no conversation %1; inglenook history list shows which there are.</source>
        <translation>Es gibt keine Unterhaltung %1; inglenook history list zeigt, welche es gibt.</translation>
    </message>
    <message>
        <source>There is no file %1. Check the name, or choose another model.</source>
        <translation>Es gibt keine Datei %1. Prüfen Sie den Namen, oder wählen Sie ein anderes Modell.</translation>
    </message>
    <message>
        <source>There is no file %1. Check the name.</source>
        <translation>Es gibt keine Datei %1. Prüfen Sie den Namen.</translation>
    </message>
    <message>
        <source>There is no folder %1. Check the name.</source>
        <translation>Es gibt keinen Ordner %1. Prüfen Sie den Namen.</translation>
    </message>
    <message>
        <source>There is no way to %1: its name is not known here. Is this machine online? Try again.</source>
        <translation>Es gibt keinen Weg zu %1: Der Name ist hier nicht bekannt. Ist dieser Rechner online? Versuchen Sie es erneut.</translation>
    </message>
    <message>
        <source>There is nothing to answer: the message is empty. Write something.</source>
        <translation>Es gibt nichts zu beantworten: Die Nachricht ist leer. Schreiben Sie etwas.</translation>
    </message>
    <message>
        <source>There was no snapshot to fill in what could not be read.</source>
        <translation>Es gab keinen Schnappschuss, um Unlesbares zu ergänzen.</translation>
    </message>
    <message>
        <source>There was not enough memory to use %1. Close other programs, then try again.</source>
        <translation>Es war nicht genug Speicher da, um %1 zu verwenden. Schließen Sie andere Programme, und versuchen Sie es dann erneut.</translation>
    </message>
    <message>
        <source>This answer stands at the beginning of the conversation, so there is no question with which the model could continue it. Write a message instead.</source>
        <translation>Diese Antwort steht am Anfang der Unterhaltung, daher gibt es keine Frage, mit der das Modell sie fortsetzen könnte. Schreiben Sie stattdessen eine Nachricht.</translation>
    </message>
    <message>
        <source>This asks %1, the first time that Inglenook uses the network. Each request is written down.</source>
        <translation>Dies fragt %1, das erste Mal, dass Inglenook das Netz verwendet. Jede Anfrage wird notiert.</translation>
    </message>
    <message>
        <source>This conversation is %1 tokens long and the model&apos;s context holds %2. Shorten the message, start a new conversation, or load the model with a larger context.</source>
        <translation>Diese Unterhaltung ist %1 Token lang, und der Kontext des Modells fasst %2. Kürzen Sie die Nachricht, beginnen Sie eine neue Unterhaltung, oder laden Sie das Modell mit einem größeren Kontext.</translation>
    </message>
    <message>
        <source>This conversation is in the trash or no longer exists. Restore it, or start a new one.</source>
        <translation>Diese Unterhaltung ist im Papierkorb oder existiert nicht mehr. Stellen Sie sie wieder her, oder beginnen Sie eine neue.</translation>
    </message>
    <message>
        <source>This conversation is not in the trash any more, so it was not removed. Look for it in the list.</source>
        <translation>Diese Unterhaltung ist nicht mehr im Papierkorb und wurde daher nicht entfernt. Suchen Sie sie in der Liste.</translation>
    </message>
    <message>
        <source>This folder no longer exists; its conversations do. Choose another folder, or make a new one.</source>
        <translation>Diesen Ordner gibt es nicht mehr; seine Unterhaltungen schon. Wählen Sie einen anderen Ordner, oder legen Sie einen neuen an.</translation>
    </message>
    <message>
        <source>This is the newest.</source>
        <translation>Dies ist das neueste.</translation>
    </message>
    <message>
        <source>This preset no longer exists. Choose another one, or make it again.</source>
        <translation>Diese Voreinstellung gibt es nicht mehr. Wählen Sie eine andere, oder legen Sie sie neu an.</translation>
    </message>
    <message>
        <source>This run did not come to its end, or was not made here, so there is nothing to compare with.</source>
        <translation>Dieser Lauf kam nicht zu seinem Ende oder wurde nicht hier gemacht, daher gibt es nichts zu vergleichen.</translation>
    </message>
    <message>
        <source>Try again.</source>
        <translation>Versuchen Sie es erneut.</translation>
    </message>
    <message>
        <source>Try again; if it happens again, the file may be damaged: try another copy or another model.</source>
        <translation>Versuchen Sie es erneut; geschieht es wieder, ist die Datei vielleicht beschädigt: Versuchen Sie eine andere Kopie oder ein anderes Modell.</translation>
    </message>
    <message>
        <source>Try again; if it happens again, the model file may be damaged or too new for this version.</source>
        <translation>Versuchen Sie es erneut; geschieht es wieder, ist die Modelldatei vielleicht beschädigt oder zu neu für diese Version.</translation>
    </message>
    <message>
        <source>Try again; the details say what it wrote last.</source>
        <translation>Versuchen Sie es erneut; die Details sagen, was zuletzt geschrieben wurde.</translation>
    </message>
    <message>
        <source>Version %1 of message %2 is from nobody who is known; it was left out.</source>
        <translation>Version %1 von Nachricht %2 ist von niemandem, der bekannt ist; sie wurde weggelassen.</translation>
    </message>
    <message>
        <source>What answers as %1 is not the hub: %2 got an answer that no hub gives. %3</source>
        <translation>Was als %1 antwortet, ist nicht der Hub: %2 bekam eine Antwort, die kein Hub gibt. %3</translation>
    </message>
    <message>
        <source>What answers as %1 is not the hub: it named neither a version nor a checksum of %2.</source>
        <translation>Was als %1 antwortet, ist nicht der Hub: Es nannte für %2 weder eine Version noch eine Prüfsumme.</translation>
    </message>
    <message>
        <source>What came as %1 is not the file that the hub names: its checksum is another. It was deleted. Start the download again; if that stays so, something on the way changes it.</source>
        <translation>Was als %1 kam, ist nicht die Datei, die der Hub nennt: Die Prüfsumme ist eine andere. Es wurde gelöscht. Starten Sie den Download neu; bleibt es so, verändert etwas unterwegs die Datei.</translation>
    </message>
    <message>
        <source>What has come is kept, and it goes on from there.</source>
        <translation>Was gekommen ist, ist aufgehoben, und es geht von dort weiter.</translation>
    </message>
    <message>
        <source>What it does when the context is full is not known here; the settings decide.</source>
        <translation>Was es tut, wenn der Kontext voll ist, ist hier nicht bekannt; die Einstellungen entscheiden.</translation>
    </message>
    <message>
        <source>What it has is incomplete or for another program: %1.</source>
        <translation>Was vorhanden ist, ist unvollständig oder für ein anderes Programm: %1.</translation>
    </message>
    <message>
        <source>What was written to %1 reads back differently: that disk is broken. The models stay where they were.</source>
        <translation>Was nach %1 geschrieben wurde, liest sich anders: Dieser Datenträger ist defekt. Die Modelle sind geblieben, wo sie waren.</translation>
    </message>
    <message>
        <source>While Inglenook was open, the file with your conversations was moved, replaced or lost its log, and the one that is there now lacked %1.</source>
        <translation>Während Inglenook offen war, wurde die Datei mit Ihren Unterhaltungen verschoben, ersetzt oder verlor ihr Protokoll, und der jetzigen fehlten %1.</translation>
    </message>
    <message>
        <source>Write org/name, org/name:Q4_K_M or the address of its page; inglenook models search finds models.</source>
        <translation>Schreiben Sie org/name, org/name:Q4_K_M oder die Adresse der Seite; inglenook models search findet Modelle.</translation>
    </message>
</context>
<context>
    <name>settings</name>
    <message>
        <source>settings.toml could not be opened. It is kept in %1.</source>
        <translation>settings.toml ließ sich nicht öffnen. Die Datei liegt unter %1.</translation>
    </message>
</context>
<context>
    <name>shortcuts</name>
    <message>
        <source>%1 is taken by another program, or this keyboard does not have it. Choose other keys.</source>
        <translation>%1 ist von einem anderen Programm belegt, oder diese Tastatur hat es nicht. Wählen Sie andere Tasten.</translation>
    </message>
    <message>
        <source>%1 brings Inglenook forward from anywhere.</source>
        <translation>%1 holt Inglenook von überall nach vorn.</translation>
    </message>
    <message>
        <source>A key alone is typed, not done. Hold Ctrl or Alt with it.</source>
        <translation>Eine Taste allein schreibt, sie tut nichts. Halten Sie Strg oder Alt dazu.</translation>
    </message>
    <message>
        <source>%1 belongs to text fields, and would not be heard. Choose other keys.</source>
        <translation>%1 gehört zu Textfeldern und käme nicht an. Wählen Sie andere Tasten.</translation>
    </message>
    <message>
        <source>The desktop gave Inglenook a key. Its own settings say which.</source>
        <translation>Der Desktop hat Inglenook eine Taste gegeben. Welche, steht in seinen eigenen Einstellungen.</translation>
    </message>
    <message>
        <source>The desktop was asked for %1, and may ask you now.</source>
        <translation>Der Desktop wurde um %1 gebeten und fragt jetzt vielleicht nach.</translation>
    </message>
    <message>
        <source>%1 was refused in the desktop&apos;s question. To be asked again, choose other keys.</source>
        <translation>%1 wurde in der Frage des Desktops abgelehnt. Wählen Sie andere Tasten, um wieder gefragt zu werden.</translation>
    </message>
    <message>
        <source>The desktop gives %1 to no program that it does not know. Choose “Add to the applications&apos; menu”, and it knows Inglenook.</source>
        <translation>Der Desktop gibt %1 keinem Programm, das er nicht kennt. Wählen Sie „In das Anwendungsmenü aufnehmen“, und er kennt Inglenook.</translation>
    </message>
    <message>
        <source>%1 works only in this window: the desktop offers no keys from anywhere.</source>
        <translation>%1 wirkt nur in diesem Fenster: Der Desktop bietet keine Tasten, die überall gelten.</translation>
    </message>
    <message>
        <source>The desktop took %1 back. To ask for a key again, choose other ones.</source>
        <translation>Der Desktop hat %1 zurückgenommen. Wählen Sie andere Tasten, um wieder danach zu fragen.</translation>
    </message>
    <message>
        <source>The desktop could not give %1, and did not say why. Choose other keys.</source>
        <translation>Der Desktop konnte %1 nicht geben und sagte nicht, warum. Wählen Sie andere Tasten.</translation>
    </message>
</context>
<context>
    <name>statistics</name>
    <message>
        <source>%1 could not be written: %2.</source>
        <translation>%1 konnte nicht geschrieben werden: %2.</translation>
    </message>
    <message>
        <source>Write your prices into %1, then open this page again.</source>
        <translation>Schreiben Sie Ihre Preise in %1, und öffnen Sie diese Seite dann erneut.</translation>
    </message>
    <message>
        <source>No prices are written down yet. %1 in the data folder is yours to fill: what electricity and this machine cost, and what providers ask. Nothing is fetched.</source>
        <translation>Noch sind keine Preise notiert. %1 im Datenordner ist dafür da: was Strom und dieser Rechner kosten und was Anbieter verlangen. Nichts wird aus dem Netz geholt.</translation>
    </message>
    <message>
        <source>Not all of these answers were made on this machine, so only the providers are told.</source>
        <translation>Nicht alle diese Antworten entstanden auf diesem Rechner, daher stehen hier nur die Anbieter.</translation>
    </message>
    <message>
        <source>What this machine costs is not written down, so only the providers are told.</source>
        <translation>Was dieser Rechner kostet, ist nicht notiert; daher stehen hier nur die Anbieter.</translation>
    </message>
    <message>
        <source>Energy was not measured in these days, so there is no cost of this machine: no counter of it could be read.</source>
        <translation>An diesen Tagen wurde die Energie nicht gemessen, daher fehlen die Kosten dieses Rechners: Kein Zähler dafür war lesbar.</translation>
    </message>
    <message>
        <source>Of all %2 answers. The machine worked %3 of the time.</source>
        <translation>Von allen %2 Antworten. Der Rechner arbeitete %3 der Zeit.</translation>
    </message>
    <message>
        <source>Of %1 of %2 answers, those whose energy was measured, with %4 of the tokens. Dates and volumes are of all answers, the others reckoned as these. The machine worked %3 of the time.</source>
        <translation>Von %1 der %2 Antworten: denen, deren Energie gemessen wurde, mit %4 der Token. Termine und Mengen gelten für alle Antworten, die übrigen wie diese gerechnet. Der Rechner arbeitete %3 der Zeit.</translation>
    </message>
    <message>
        <source>This machine</source>
        <translation>Dieser Rechner</translation>
    </message>
    <message>
        <source>%1, as of %2</source>
        <translation>%1, Stand %2</translation>
    </message>
    <message>
        <source>not within a century</source>
        <translation>nicht in hundert Jahren</translation>
    </message>
    <message>
        <source>%1 at the earliest, perhaps never</source>
        <translation>frühestens %1, vielleicht nie</translation>
    </message>
    <message>
        <source>%1 tokens a month</source>
        <translation>%1 Token im Monat</translation>
    </message>
    <message>
        <source>Electricity = energy ÷ 3.6 MJ × price of a kWh; low: of the work alone, high: with what the idle machine takes. Hardware = its price × busy time ÷ its life; high: divided by the share of the time that it works. Provider = new × input + cached × cached input + written × output, per million; high: nothing is cached. Paid for = price of the hardware ÷ (provider − electricity) a month. A range goes from its lowest to its highest.</source>
        <translation>Strom = Energie ÷ 3,6 MJ × Preis einer kWh; untere Zahl: nur die Arbeit, obere: mit dem, was der Rechner im Leerlauf braucht. Hardware = ihr Preis × Arbeitszeit ÷ Lebensdauer; obere Zahl: geteilt durch den Anteil der Zeit, in der er arbeitet. Anbieter = neu × Eingabe + aus dem Cache × Cache-Eingabe + geschrieben × Ausgabe, je Million; obere Zahl: nichts aus dem Cache. Bezahlt = Preis der Hardware ÷ (Anbieter − Strom) im Monat. Eine Spanne reicht von der kleinsten zur größten Zahl.</translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1 %</translation>
    </message>
    <message>
        <source>Nothing was generated in these days by what is chosen above.</source>
        <translation>An diesen Tagen wurde von dem oben Gewählten nichts erzeugt.</translation>
    </message>
    <message>
        <source>What this machine costs is not written down yet. “Prices…” below, under Costs, does that.</source>
        <translation>Was dieser Rechner kostet, ist noch nicht notiert. „Preise…“ unten unter Kosten öffnet die Datei dafür.</translation>
    </message>
    <message>
        <source>The energy of these answers was not measured: no counter of the processor or the GPU could be read, or not while the machine was idle. Linux often lets root alone read that of the processor.</source>
        <translation>Die Energie dieser Antworten wurde nicht gemessen: Kein Zähler von Prozessor oder GPU war lesbar, oder nicht, während der Rechner untätig war. Unter Linux darf den des Prozessors oft nur root lesen.</translation>
    </message>
    <message>
        <source>None of these answers was written with drafts.</source>
        <translation>Keine dieser Antworten entstand mit Entwürfen.</translation>
    </message>
    <message>
        <source>This was not measured of any of these answers.</source>
        <translation>Das wurde bei keiner dieser Antworten gemessen.</translation>
    </message>
    <message>
        <source>by %1</source>
        <translation>nach %1</translation>
    </message>
    <message>
        <source>dashed or grey: %1</source>
        <translation>gestrichelt oder grau: %1</translation>
    </message>
    <message>
        <source>%1 answers</source>
        <translation>%1 Antworten</translation>
    </message>
    <message>
        <source>1 answer</source>
        <translation>1 Antwort</translation>
    </message>
    <message>
        <source>%1 over the budget, most for %2</source>
        <translation>%1 über dem Limit, am meisten durch %2</translation>
    </message>
    <message>
        <source>%1 over the budget</source>
        <translation>%1 über dem Limit</translation>
    </message>
    <message>
        <source>First token</source>
        <translation>Erstes Token</translation>
    </message>
    <message>
        <source>First word seen</source>
        <translation>Erstes Wort zu sehen</translation>
    </message>
    <message>
        <source>Reading</source>
        <translation>Lesen</translation>
    </message>
    <message>
        <source>Writing</source>
        <translation>Schreiben</translation>
    </message>
    <message>
        <source>Between tokens</source>
        <translation>Token-Abstand</translation>
    </message>
    <message>
        <source>Whole answer</source>
        <translation>Ganze Antwort</translation>
    </message>
    <message>
        <source>Drafts accepted</source>
        <translation>Annahmequote</translation>
    </message>
    <message>
        <source>Tokens</source>
        <translation>Token</translation>
    </message>
    <message>
        <source>Answers</source>
        <translation>Antworten</translation>
    </message>
    <message>
        <source>Energy</source>
        <translation>Energie</translation>
    </message>
    <message>
        <source>Generations</source>
        <translation>Generierungen</translation>
    </message>
    <message>
        <source>Cost</source>
        <translation>Kosten</translation>
    </message>
    <message>
        <source>First token, as the engine saw it</source>
        <translation>Erstes Token, wie die Engine es sah</translation>
    </message>
    <message>
        <source>First word, as you saw it</source>
        <translation>Erstes Wort, wie Sie es sahen</translation>
    </message>
    <message>
        <source>How many</source>
        <translation>Wie viele</translation>
    </message>
    <message>
        <source>How long the whole answer took</source>
        <translation>Wie lange die ganze Antwort brauchte</translation>
    </message>
    <message>
        <source>tokens/s</source>
        <translation>Token/s</translation>
    </message>
    <message>
        <source>ms</source>
        <translation>ms</translation>
    </message>
    <message>
        <source>tokens</source>
        <translation>Token</translation>
    </message>
    <message>
        <source>answers</source>
        <translation>Antworten</translation>
    </message>
    <message>
        <source>Wh</source>
        <translation>Wh</translation>
    </message>
    <message>
        <source>s</source>
        <translation>s</translation>
    </message>
    <message>
        <source>Day</source>
        <translation>Tag</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>Modell</translation>
    </message>
    <message>
        <source>Quantization</source>
        <translation>Quantisierung</translation>
    </message>
    <message>
        <source>Length of prompt</source>
        <translation>Promptlänge</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>Version</translation>
    </message>
    <message>
        <source>Kind of answer</source>
        <translation>Antwortart</translation>
    </message>
    <message>
        <source>Conversation</source>
        <translation>Unterhaltung</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>Ordner</translation>
    </message>
    <message>
        <source>Tag</source>
        <translation>Schlagwort</translation>
    </message>
    <message>
        <source>Outcome</source>
        <translation>Ergebnis</translation>
    </message>
    <message>
        <source>Answered again</source>
        <translation>Neu beantwortet</translation>
    </message>
    <message>
        <source>Gone on with</source>
        <translation>Fortgesetzt</translation>
    </message>
    <message>
        <source>Titles</source>
        <translation>Titel</translation>
    </message>
    <message>
        <source>Summaries</source>
        <translation>Zusammenfassungen</translation>
    </message>
    <message>
        <source>Tools</source>
        <translation>Werkzeuge</translation>
    </message>
    <message>
        <source>Replays</source>
        <translation>Nachrechnungen</translation>
    </message>
    <message>
        <source>Not marked</source>
        <translation>Nicht markiert</translation>
    </message>
    <message>
        <source>Used</source>
        <translation>Verwendet</translation>
    </message>
    <message>
        <source>Good</source>
        <translation>Gut</translation>
    </message>
    <message>
        <source>Bad</source>
        <translation>Schlecht</translation>
    </message>
    <message>
        <source>Unknown</source>
        <translation>Unbekannt</translation>
    </message>
    <message>
        <source>up to %1 tokens</source>
        <translation>bis zu %1 Token</translation>
    </message>
    <message>
        <source>loading the model</source>
        <translation>Laden des Modells</translation>
    </message>
    <message>
        <source>waiting in the queue</source>
        <translation>Warten in der Schlange</translation>
    </message>
    <message>
        <source>the chat template</source>
        <translation>die Chatvorlage</translation>
    </message>
    <message>
        <source>tokenizing</source>
        <translation>Zerlegen in Token</translation>
    </message>
    <message>
        <source>restoring the cache</source>
        <translation>Wiederherstellen des Cache</translation>
    </message>
    <message>
        <source>reading the prompt</source>
        <translation>Lesen des Prompts</translation>
    </message>
    <message>
        <source>the first token</source>
        <translation>das erste Token</translation>
    </message>
    <message>
        <source>No folder</source>
        <translation>Kein Ordner</translation>
    </message>
    <message>
        <source>Without a title</source>
        <translation>Ohne Titel</translation>
    </message>
    <message>
        <source>19 of 20 above %1/s</source>
        <translation>19 von 20 über %1/s</translation>
    </message>
    <message>
        <source>19 of 20 within %1</source>
        <translation>19 von 20 binnen %1</translation>
    </message>
    <message>
        <source>%1 drafted</source>
        <translation>%1 entworfen</translation>
    </message>
    <message>
        <source>%1 written, %2 cached</source>
        <translation>%1 Ausgabe, %2 Cache</translation>
    </message>
    <message>
        <source>not measured</source>
        <translation>nicht gemessen</translation>
    </message>
    <message>
        <source>measured in %1 of %2</source>
        <translation>in %1 von %2 gemessen</translation>
    </message>
    <message>
        <source>%1 failed, %2 stopped</source>
        <translation>%1 fehlgeschlagen, %2 angehalten</translation>
    </message>
    <message>
        <source>The answers are being looked through for changes of speed.</source>
        <translation>Die Antworten werden nach Änderungen der Geschwindigkeit durchgesehen.</translation>
    </message>
    <message>
        <source>No change of speed was found in these days.</source>
        <translation>In diesen Tagen wurde keine Änderung der Geschwindigkeit gefunden.</translation>
    </message>
    <message>
        <source>Reading and writing are watched for each model and kind of work. A change is told once it cannot be chance, by this machine&apos;s own noise; that takes some tens of answers.</source>
        <translation>Lesen und Schreiben werden für jedes Modell und jede Art von Arbeit beobachtet. Eine Änderung wird gemeldet, sobald sie nach dem eigenen Rauschen dieses Rechners kein Zufall sein kann; das braucht einige Dutzend Antworten.</translation>
    </message>
    <message>
        <source>1 older change is not told here.</source>
        <translation>1 ältere Änderung steht hier nicht.</translation>
    </message>
    <message>
        <source>%1 older changes are not told here.</source>
        <translation>%1 ältere Änderungen stehen hier nicht.</translation>
    </message>
</context>
</TS>
