<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="fr_FR">
<context>
    <name></name>
    <message>
        <source>Colours</source>
        <translation>Couleurs</translation>
    </message>
    <message>
        <source>Light or dark, or as the system has it at the time.</source>
        <translation>Clair, sombre, ou comme le système l’indique à ce moment.</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>Comme le système</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Clair</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Sombre</translation>
    </message>
    <message>
        <source>High contrast</source>
        <translation>Contraste élevé</translation>
    </message>
    <message>
        <source>Text stands out from its ground by at least 7 to 1, and every control has a visible edge.</source>
        <translation>Le texte se détache du fond d’au moins 7 pour 1, et chaque commande a un bord visible.</translation>
    </message>
    <message>
        <source>On</source>
        <translation>Activé</translation>
    </message>
    <message>
        <source>Off</source>
        <translation>Désactivé</translation>
    </message>
    <message>
        <source>Font</source>
        <translation>Police</translation>
    </message>
    <message>
        <source>Of the whole window. Code keeps a font of fixed width.</source>
        <translation>De toute la fenêtre. Le code garde une police à chasse fixe.</translation>
    </message>
    <message>
        <source>Font size</source>
        <translation>Taille de la police</translation>
    </message>
    <message>
        <source>Of the whole window. The text of conversations has a zoom of its own besides.</source>
        <translation>De toute la fenêtre. Le texte des conversations a en plus son propre zoom.</translation>
    </message>
    <message>
        <source>pt</source>
        <translation>pt</translation>
    </message>
    <message>
        <source>Density</source>
        <translation>Densité</translation>
    </message>
    <message>
        <source>How much room is left between rows and controls.</source>
        <translation>L’espace laissé entre les lignes et les commandes.</translation>
    </message>
    <message>
        <source>Of the window, from its next start on. It does not change the language that models answer in.</source>
        <translation>De la fenêtre, à partir du prochain démarrage. La langue des réponses du modèle ne change pas.</translation>
    </message>
    <message>
        <source>Compact</source>
        <translation>Compacte</translation>
    </message>
    <message>
        <source>Normal</source>
        <translation>Normale</translation>
    </message>
    <message>
        <source>Roomy</source>
        <translation>Aérée</translation>
    </message>
    <message>
        <source>Zoom of conversations</source>
        <translation>Zoom des conversations</translation>
    </message>
    <message>
        <source>Ctrl and plus, minus or zero change it too.</source>
        <translation>Ctrl avec plus, moins ou zéro le change aussi.</translation>
    </message>
    <message>
        <source>%</source>
        <translation>%</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Langue</translation>
    </message>
    <message>
        <source>Wrap long lines of code</source>
        <translation>Renvoyer à la ligne les longues lignes de code</translation>
    </message>
    <message>
        <source>Otherwise they scroll sideways. The button above a block of code changes it for that block alone.</source>
        <translation>Sinon elles défilent de côté. Le bouton au-dessus d’un bloc de code le change pour ce bloc seul.</translation>
    </message>
    <message>
        <source>Lay the reasoning of models open</source>
        <translation>Déplier le raisonnement des modèles</translation>
    </message>
    <message>
        <source>Otherwise it is folded into one line above the answer; a click on that line shows it.</source>
        <translation>Sinon il est replié en une ligne au-dessus de la réponse&#x202f;; un clic sur cette ligne le montre.</translation>
    </message>
    <message>
        <source>It goes with the message like any other file. Undo right after puts it into the text instead.</source>
        <translation>Il accompagne le message comme tout autre fichier. Annuler juste après le met dans le texte.</translation>
    </message>
    <message>
        <source>When the context is full</source>
        <translation>Quand le contexte est plein</translation>
    </message>
    <message>
        <source>Of conversations that have no choice of their own. Nothing is left out without a word.</source>
        <translation>Pour les conversations sans choix propre. Rien n’est laissé de côté sans être signalé.</translation>
    </message>
    <message>
        <source>Say so and send nothing</source>
        <translation>Avertir, ne rien envoyer</translation>
    </message>
    <message>
        <source>Leave out the oldest messages</source>
        <translation>Omettre le début</translation>
    </message>
    <message>
        <source>Let the model sum up the oldest messages</source>
        <translation>Faire résumer le début</translation>
    </message>
    <message>
        <source>Kept free for the answer</source>
        <translation>Réservé à la réponse</translation>
    </message>
    <message>
        <source>Of the context, and never more than a quarter of it. A limit of the preset counts instead.</source>
        <translation>Une part du contexte, jamais plus d’un quart. Une limite du préréglage l’emporte.</translation>
    </message>
    <message>
        <source>tokens</source>
        <translation>jetons</translation>
    </message>
    <message>
        <source>Let the model title new conversations</source>
        <translation>Laisser le modèle intituler les nouvelles conversations</translation>
    </message>
    <message>
        <source>After its first answer, while nothing is asked. Otherwise they are called by their first words.</source>
        <translation>Après sa première réponse, tant que rien n’est demandé. Sinon, leurs premiers mots servent de titre.</translation>
    </message>
    <message>
        <source>Whether a model that can reason does so before it answers, where no preset says it.</source>
        <translation>Si un modèle capable de raisonner le fait avant de répondre, quand aucun préréglage ne l’indique.</translation>
    </message>
    <message>
        <source>As the model has it</source>
        <translation>Selon le modèle</translation>
    </message>
    <message>
        <source>A model that reasons begins its answer after so many tokens of reasoning, where no preset says it.</source>
        <translation>Un modèle qui raisonne commence sa réponse après autant de jetons de raisonnement, quand aucun préréglage ne l’indique.</translation>
    </message>
    <message>
        <source>Pasted text becomes a file from</source>
        <translation>Un texte collé devient un fichier à partir de</translation>
    </message>
    <message>
        <source>characters</source>
        <translation>caractères</translation>
    </message>
    <message>
        <source>what would make the field slow</source>
        <translation>ce qui ralentirait le champ</translation>
    </message>
    <message>
        <source>Answers for a screen reader</source>
        <translation>Réponses pour un lecteur d’écran</translation>
    </message>
    <message>
        <source>An answer in progress is announced politely: whatever is being read is read to its end.</source>
        <translation>Une réponse en cours est annoncée sans interrompre ce qui est en train d’être lu.</translation>
    </message>
    <message>
        <source>Sentence by sentence</source>
        <translation>Phrase par phrase</translation>
    </message>
    <message>
        <source>Its beginning and end</source>
        <translation>Son début et sa fin</translation>
    </message>
    <message>
        <source>Nothing</source>
        <translation>Rien</translation>
    </message>
    <message>
        <source>Tell when a long answer is done</source>
        <translation>Signaler la fin d’une longue réponse</translation>
    </message>
    <message>
        <source>By a message of the system, and only while no window of Inglenook is in front.</source>
        <translation>Par un message du système, et seulement quand aucune fenêtre d’Inglenook n’est au premier plan.</translation>
    </message>
    <message>
        <source>An answer is long from</source>
        <translation>Une réponse est longue à partir de</translation>
    </message>
    <message>
        <source>s</source>
        <translation>s</translation>
    </message>
    <message>
        <source>Show the beginning of the answer in the message</source>
        <translation>Montrer le début de la réponse dans le message</translation>
    </message>
    <message>
        <source>Others may see such messages, and the system may keep them. Of a private one nothing is shown.</source>
        <translation>D’autres peuvent voir ces messages, et le système peut les garder. D’une conversation privée, rien n’est montré.</translation>
    </message>
    <message>
        <source>Menu bar always in view</source>
        <translation>Barre de menus toujours visible</translation>
    </message>
    <message>
        <source>Otherwise Alt or F10 brings it. macOS has it at the top of the screen in any case.</source>
        <translation>Sinon Alt ou F10 la fait apparaître. Sous macOS, elle est toujours en haut de l’écran.</translation>
    </message>
    <message>
        <source>Icon beside the clock</source>
        <translation>Icône près de l’horloge</translation>
    </message>
    <message>
        <source>Some desktops have no place for it.</source>
        <translation>Certains bureaux n’ont pas de place pour elle.</translation>
    </message>
    <message>
        <source>Closing the window leaves Inglenook beside the clock</source>
        <translation>Fermer la fenêtre laisse Inglenook près de l’horloge</translation>
    </message>
    <message>
        <source>Needs the icon there. The model stays loaded, and keeps its memory, until you quit.</source>
        <translation>Nécessite l’icône à cet endroit. Le modèle reste chargé et garde sa mémoire jusqu’à la sortie du programme.</translation>
    </message>
    <message>
        <source>Time to the first token</source>
        <translation>Délai du premier jeton</translation>
    </message>
    <message>
        <source>The page of statistics marks where more than 5 of 100 answers began later than that, and says why.</source>
        <translation>La page des statistiques marque les endroits où plus de 5 réponses sur 100 ont commencé plus tard, et dit pourquoi.</translation>
    </message>
    <message>
        <source>no budget</source>
        <translation>sans objectif</translation>
    </message>
    <message>
        <source>Time between tokens</source>
        <translation>Temps entre les jetons</translation>
    </message>
    <message>
        <source>The page of statistics marks where more than 5 of 100 tokens came later than that after the one before.</source>
        <translation>La page des statistiques marque où plus de 5 jetons sur 100 sont venus plus tard que cela après le précédent.</translation>
    </message>
    <message>
        <source>ms</source>
        <translation>ms</translation>
    </message>
    <message>
        <source>Time of the whole answer</source>
        <translation>Durée de la réponse entière</translation>
    </message>
    <message>
        <source>The page of statistics marks where more than 5 of 100 answers took longer than that.</source>
        <translation>La page des statistiques marque où plus de 5 réponses sur 100 ont duré plus longtemps.</translation>
    </message>
    <message>
        <source>Measure this machine after updates</source>
        <translation>Mesurer cette machine après les mises à jour</translation>
    </message>
    <message>
        <source>After an update of the program, the engine, the driver or the model, for less than a minute while nothing is asked; so that you are told when something became slower.</source>
        <translation>Après une mise à jour du programme, du moteur, du pilote ou du modèle, pendant moins d’une minute où rien n’est demandé&#x202f;; pour signaler ce qui est devenu plus lent.</translation>
    </message>
    <message>
        <source>Keep the totals of deleted conversations</source>
        <translation>Garder les totaux des conversations supprimées</translation>
    </message>
    <message>
        <source>Anonymous figures stay: counts, times, the model, the half hour. Nothing of what was said, and nothing that leads back to it. Switched off, those that were kept so far are deleted too.</source>
        <translation>Des chiffres anonymes restent&#xa0;: nombres, durées, modèle, demi-heure. Rien de ce qui a été dit, et rien qui permette d’y remonter. Désactivé, les chiffres gardés jusque-là sont supprimés aussi.</translation>
    </message>
    <message>
        <source>Appearance</source>
        <translation>Apparence</translation>
    </message>
    <message>
        <source>the model: it had said all</source>
        <translation>le modèle&#xa0;: il avait tout dit</translation>
    </message>
    <message>
        <source>the context: it was full</source>
        <translation>le contexte&#xa0;: il était plein</translation>
    </message>
    <message>
        <source>you: it was stopped</source>
        <translation>vous&#xa0;: elle a été arrêtée</translation>
    </message>
    <message>
        <source>its limit: as many tokens as max_tokens says</source>
        <translation>sa limite&#xa0;: autant de jetons que max_tokens l’indique</translation>
    </message>
    <message>
        <source>answered</source>
        <translation>répondu</translation>
    </message>
    <message>
        <source>answered again</source>
        <translation>répondu de nouveau</translation>
    </message>
    <message>
        <source>gone on with</source>
        <translation>continué</translation>
    </message>
    <message>
        <source>not measured</source>
        <translation>non mesuré</translation>
    </message>
    <message>
        <source>%1 read, %2 from the cache</source>
        <translation>%1 lus, %2 du cache</translation>
    </message>
    <message>
        <source>stopped before %1 were read, %2 from the cache</source>
        <translation>arrêté avant la lecture de %1, %2 du cache</translation>
    </message>
    <message>
        <source>1 round</source>
        <translation>1 tour</translation>
    </message>
    <message>
        <source>%1 rounds</source>
        <translation>%1 tours</translation>
    </message>
    <message>
        <source>%1 in %2</source>
        <translation>%1 en %2</translation>
    </message>
    <message>
        <source>%1 of %2 drafts accepted</source>
        <translation>%1 propositions acceptées sur %2</translation>
    </message>
    <message>
        <source>%1 in the prompt</source>
        <translation>%1 dans le prompt</translation>
    </message>
    <message>
        <source>Waiting for the model</source>
        <translation>Attente du modèle</translation>
    </message>
    <message>
        <source>Queue</source>
        <translation>File d’attente</translation>
    </message>
    <message>
        <source>Template</source>
        <translation>Gabarit</translation>
    </message>
    <message>
        <source>Tokens</source>
        <translation>Jetons</translation>
    </message>
    <message>
        <source>Cache</source>
        <translation>Cache</translation>
    </message>
    <message>
        <source>Reading</source>
        <translation>Lecture</translation>
    </message>
    <message>
        <source>a model was loaded, something was counted or summed up</source>
        <translation>un modèle a été chargé, quelque chose compté ou résumé</translation>
    </message>
    <message>
        <source>Before it was asked</source>
        <translation>Avant la question au moteur</translation>
    </message>
    <message>
        <source>First token</source>
        <translation>Premier jeton</translation>
    </message>
    <message>
        <source>End</source>
        <translation>Fin</translation>
    </message>
    <message>
        <source>with the way to the engine and back</source>
        <translation>avec l’aller et retour jusqu’au moteur</translation>
    </message>
    <message>
        <source>Painting</source>
        <translation>Affichage</translation>
    </message>
    <message>
        <source>Writing</source>
        <translation>Écriture</translation>
    </message>
    <message>
        <source>Runs of this answer</source>
        <translation>Exécutions de cette réponse</translation>
    </message>
    <message>
        <source>Speed</source>
        <translation>Vitesse</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>Modèle</translation>
    </message>
    <message>
        <source>Parameters</source>
        <translation>Paramètres</translation>
    </message>
    <message>
        <source>Record</source>
        <translation>Relevé</translation>
    </message>
    <message>
        <source>Kept with it</source>
        <translation>Conservé avec elle</translation>
    </message>
    <message>
        <source>Where the time went</source>
        <translation>Répartition du temps</translation>
    </message>
    <message>
        <source>Figures</source>
        <translation>Chiffres</translation>
    </message>
    <message>
        <source>longest</source>
        <translation>maximum</translation>
    </message>
    <message>
        <source>First token after</source>
        <translation>Premier jeton après</translation>
    </message>
    <message>
        <source>Seen after</source>
        <translation>Visible après</translation>
    </message>
    <message>
        <source>A round</source>
        <translation>Un cycle</translation>
    </message>
    <message>
        <source>Tokens into text</source>
        <translation>Jetons en texte</translation>
    </message>
    <message>
        <source>Altogether</source>
        <translation>En tout</translation>
    </message>
    <message>
        <source>Drafting</source>
        <translation>Propositions</translation>
    </message>
    <message>
        <source>nothing was drafted</source>
        <translation>rien n’a été proposé</translation>
    </message>
    <message>
        <source>Energy</source>
        <translation>Énergie</translation>
    </message>
    <message>
        <source>Memory at its highest</source>
        <translation>Mémoire au plus haut</translation>
    </message>
    <message>
        <source>GPU memory at its highest</source>
        <translation>Mémoire GPU au plus haut</translation>
    </message>
    <message>
        <source>Reasoning</source>
        <translation>Raisonnement</translation>
    </message>
    <message>
        <source>not measured: %1 with what the idle machine takes, which is not known</source>
        <translation>non mesurée : %1 avec ce que prend la machine au repos, qui n’est pas connu</translation>
    </message>
    <message>
        <source>%1 for this alone, and %2 that the idle machine would have taken</source>
        <translation>%1 pour ceci seul, plus %2 que la machine aurait pris au repos</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Nom</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Fichier</translation>
    </message>
    <message>
        <source>SHA-256</source>
        <translation>SHA-256</translation>
    </message>
    <message>
        <source>not computed</source>
        <translation>non calculé</translation>
    </message>
    <message>
        <source>threads: %1, layers on a GPU: %2</source>
        <translation>threads&#xa0;: %1, couches sur un GPU&#xa0;: %2</translation>
    </message>
    <message>
        <source>Quantization</source>
        <translation>Quantification</translation>
    </message>
    <message>
        <source>Context</source>
        <translation>Contexte</translation>
    </message>
    <message>
        <source>Made for</source>
        <translation>Produite pour</translation>
    </message>
    <message>
        <source>your question</source>
        <translation>votre question</translation>
    </message>
    <message>
        <source>Inglenook</source>
        <translation>Inglenook</translation>
    </message>
    <message>
        <source>used</source>
        <translation>utilisée</translation>
    </message>
    <message>
        <source>good</source>
        <translation>bonne</translation>
    </message>
    <message>
        <source>bad</source>
        <translation>mauvaise</translation>
    </message>
    <message>
        <source>not marked</source>
        <translation>non marquée</translation>
    </message>
    <message>
        <source>Marked as</source>
        <translation>Marquée comme</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>Dossier</translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>Étiquettes</translation>
    </message>
    <message>
        <source>Electricity</source>
        <translation>Électricité</translation>
    </message>
    <message>
        <source>no price, or not measured</source>
        <translation>pas de prix, ou non mesurée</translation>
    </message>
    <message>
        <source>this machine</source>
        <translation>cette machine</translation>
    </message>
    <message>
        <source>another machine, from whose archive it came</source>
        <translation>une autre machine, dont l’archive l’a apportée</translation>
    </message>
    <message>
        <source>not known: the archive that it came from does not say</source>
        <translation>inconnue&#xa0;: l’archive qui l’a apportée ne le dit pas</translation>
    </message>
    <message>
        <source>%1 tokens</source>
        <translation>%1 jetons</translation>
    </message>
    <message>
        <source>Devices</source>
        <translation>Périphériques</translation>
    </message>
    <message>
        <source>Computed with</source>
        <translation>Calculé avec</translation>
    </message>
    <message>
        <source>KV cache</source>
        <translation>Cache KV</translation>
    </message>
    <message>
        <source>Flash attention</source>
        <translation>Flash attention</translation>
    </message>
    <message>
        <source>Draft model</source>
        <translation>Modèle brouillon</translation>
    </message>
    <message>
        <source>none</source>
        <translation>aucun</translation>
    </message>
    <message>
        <source>Engine</source>
        <translation>Moteur</translation>
    </message>
    <message>
        <source>Driver</source>
        <translation>Pilote</translation>
    </message>
    <message>
        <source>not known</source>
        <translation>inconnu</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>oui</translation>
    </message>
    <message>
        <source>no</source>
        <translation>non</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>Exécution</translation>
    </message>
    <message>
        <source>Began</source>
        <translation>Début</translation>
    </message>
    <message>
        <source>Ended</source>
        <translation>Fin</translation>
    </message>
    <message>
        <source>Ended by</source>
        <translation>Terminé par</translation>
    </message>
    <message>
        <source>Made on</source>
        <translation>Produite sur</translation>
    </message>
    <message>
        <source>SHA-256 of the prompt</source>
        <translation>SHA-256 du prompt</translation>
    </message>
    <message>
        <source>Notifications</source>
        <translation>Notifications</translation>
    </message>
    <message>
        <source>Window</source>
        <translation>Fenêtre</translation>
    </message>
    <message>
        <source>Statistics</source>
        <translation>Statistiques</translation>
    </message>
    <message>
        <source>Temperature</source>
        <translation>Température</translation>
    </message>
    <message>
        <source>How freely words are chosen: 0 always takes the likeliest, 1 follows the model&apos;s own odds.</source>
        <translation>Liberté dans le choix des mots&#xa0;: 0 prend toujours le plus probable, 1 suit les probabilités du modèle.</translation>
    </message>
    <message>
        <source>Top-p</source>
        <translation>Top-p</translation>
    </message>
    <message>
        <source>Only the likeliest tokens that together have this probability; 1 takes all.</source>
        <translation>Seulement les jetons les plus probables qui atteignent ensemble cette probabilité&#x202f;; 1 les prend tous.</translation>
    </message>
    <message>
        <source>Min-p</source>
        <translation>Min-p</translation>
    </message>
    <message>
        <source>Only tokens at least so likely, compared with the likeliest; 0 takes all.</source>
        <translation>Seulement les jetons au moins aussi probables, par rapport au plus probable&#x202f;; 0 les prend tous.</translation>
    </message>
    <message>
        <source>Top-k</source>
        <translation>Top-k</translation>
    </message>
    <message>
        <source>Only so many of the likeliest tokens.</source>
        <translation>Seulement autant de jetons parmi les plus probables.</translation>
    </message>
    <message>
        <source>context</source>
        <translation>contexte</translation>
    </message>
    <message>
        <source>GPU layers</source>
        <translation>Couches GPU</translation>
    </message>
    <message>
        <source>experts in RAM</source>
        <translation>experts en RAM</translation>
    </message>
    <message>
        <source>GPUs</source>
        <translation>GPU</translation>
    </message>
    <message>
        <source>flash attention</source>
        <translation>flash attention</translation>
    </message>
    <message>
        <source>batch</source>
        <translation>lot</translation>
    </message>
    <message>
        <source>threads</source>
        <translation>threads</translation>
    </message>
    <message>
        <source>off</source>
        <translation>désactivé</translation>
    </message>
    <message>
        <source>on</source>
        <translation>activé</translation>
    </message>
    <message>
        <source>automatic</source>
        <translation>automatique</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 sur %2</translation>
    </message>
    <message>
        <source>of %1 layers</source>
        <translation>sur %1 couches</translation>
    </message>
    <message>
        <source>Typical-p</source>
        <translation>Typical-p</translation>
    </message>
    <message>
        <source>Only tokens about as surprising as can be expected; 1 takes all.</source>
        <translation>Seulement les jetons à peu près aussi surprenants que prévu&#x202f;; 1 les prend tous.</translation>
    </message>
    <message>
        <source>Repetition penalty</source>
        <translation>Pénalité de répétition</translation>
    </message>
    <message>
        <source>Makes words that were used before less likely; 1 leaves them alone.</source>
        <translation>Rend moins probables les mots déjà employés&#x202f;; 1 les laisse tels quels.</translation>
    </message>
    <message>
        <source>Presence penalty</source>
        <translation>Pénalité de présence</translation>
    </message>
    <message>
        <source>Makes words that were used at all less likely; 0 leaves them alone.</source>
        <translation>Rend moins probables les mots employés au moins une fois&#x202f;; 0 les laisse tels quels.</translation>
    </message>
    <message>
        <source>Penalties look back</source>
        <translation>Portée des pénalités</translation>
    </message>
    <message>
        <source>So many tokens before the next one count as used before.</source>
        <translation>Autant de jetons avant le suivant comptent comme déjà employés.</translation>
    </message>
    <message>
        <source>over everything</source>
        <translation>sur tout le texte</translation>
    </message>
    <message>
        <source>Longest answer</source>
        <translation>Longueur maximale</translation>
    </message>
    <message>
        <source>An answer stops after so many tokens.</source>
        <translation>Une réponse s’arrête après autant de jetons.</translation>
    </message>
    <message>
        <source>as many as fit</source>
        <translation>autant que possible</translation>
    </message>
    <message>
        <source>Whether a model that can reason does so before it answers. Others do not care.</source>
        <translation>Si un modèle capable de raisonner le fait avant de répondre. Sans effet sur les autres.</translation>
    </message>
    <message>
        <source>Longest reasoning</source>
        <translation>Raisonnement maximal</translation>
    </message>
    <message>
        <source>A model that reasons begins its answer after so many tokens of reasoning.</source>
        <translation>Un modèle qui raisonne commence sa réponse après autant de jetons de raisonnement.</translation>
    </message>
    <message>
        <source>as long as it likes</source>
        <translation>sans limite</translation>
    </message>
    <message>
        <source>Stop at</source>
        <translation>Arrêter à</translation>
    </message>
    <message>
        <source>An answer ends before one of these texts. One on each line.</source>
        <translation>Une réponse se termine avant l’un de ces textes. Un par ligne.</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>Graine</translation>
    </message>
    <message>
        <source>The same seed, parameters and prompt give the same answer. Without one every answer has its own.</source>
        <translation>Avec la même graine, les mêmes paramètres et le même prompt, la réponse est la même. Sans graine, chaque réponse a la sienne.</translation>
    </message>
    <message>
        <source>as the model has it</source>
        <translation>selon le modèle</translation>
    </message>
    <message>
        <source>Close the private conversation?</source>
        <translation>Fermer la conversation privée&#x202f;?</translation>
    </message>
    <message>
        <source>Keep it</source>
        <translation>La garder</translation>
    </message>
    <message>
        <source>Close and forget it</source>
        <translation>La fermer et l’oublier</translation>
    </message>
    <message>
        <source>Close this window without the answer?</source>
        <translation>Fermer cette fenêtre sans la réponse&#x202f;?</translation>
    </message>
    <message>
        <source>Wait for it</source>
        <translation>L’attendre</translation>
    </message>
    <message>
        <source>Close without it</source>
        <translation>Fermer sans elle</translation>
    </message>
    <message>
        <source>Something would be lost.</source>
        <translation>Quelque chose serait perdu.</translation>
    </message>
    <message>
        <source>Go back</source>
        <translation>Revenir</translation>
    </message>
    <message>
        <source>Close and lose it</source>
        <translation>Fermer et tout perdre</translation>
    </message>
    <message>
        <source>What you asked here has no answer yet, and gets none if you close now. The question is kept.</source>
        <translation>Ce que vous avez demandé ici n’a pas encore de réponse et n’en aura pas si vous fermez maintenant. La question est conservée.</translation>
    </message>
    <message>
        <source>An answer is not saved yet: the disk refuses it. If you close now, its text is lost.</source>
        <translation>Une réponse n’est pas encore enregistrée&#xa0;: le disque la refuse. Fermer maintenant, c’est perdre son texte.</translation>
    </message>
    <message>
        <source>What you typed and did not send cannot be saved. If you close now, it is lost.</source>
        <translation>Le texte tapé et non envoyé ne peut pas être enregistré. Fermer maintenant, c’est le perdre.</translation>
    </message>
    <message>
        <source>Attached, not sent, and not kept: %1. If you close now, they are not attached any more.</source>
        <translation>Joint, non envoyé et non conservé : %1. Si vous fermez maintenant, ce ne sera plus joint.</translation>
    </message>
    <message>
        <source>Still being read: %1. If you close now, they are not attached after the next start.</source>
        <translation>Lecture en cours : %1. Si vous fermez maintenant, ce ne sera pas joint au prochain démarrage.</translation>
    </message>
    <message>
        <source>The window closes by itself as soon as they are read.</source>
        <translation>La fenêtre se ferme d’elle-même dès que la lecture est finie.</translation>
    </message>
    <message>
        <source>You went on without saving. If you close now, everything that was said here is gone.</source>
        <translation>La suite s’est faite sans enregistrement. Fermer maintenant efface tout ce qui a été dit ici.</translation>
    </message>
    <message>
        <source>The message of the private conversation is nowhere else. Nobody can bring it back.</source>
        <translation>Le message de la conversation privée n’existe nulle part ailleurs. Personne ne peut le faire revenir.</translation>
    </message>
    <message>
        <source>The %1 messages of the private conversation are nowhere else. Nobody can bring them back.</source>
        <translation>Les %1 messages de la conversation privée n’existent nulle part ailleurs. Personne ne pourra les retrouver.</translation>
    </message>
    <message>
        <source>What you typed in the private conversation is nowhere else. Nobody can bring it back.</source>
        <translation>Le texte tapé dans la conversation privée n’existe nulle part ailleurs. Personne ne pourra le retrouver.</translation>
    </message>
    <message>
        <source>%1 and %2 more</source>
        <translation>%1 et %2 de plus</translation>
    </message>
    <message>
        <source>%1 drafted for free</source>
        <translation>%1 proposés sans frais</translation>
    </message>
    <message>
        <source>Nothing was drafted: %1.</source>
        <translation>Rien n’a été proposé&#xa0;: %1.</translation>
    </message>
    <message>
        <source>%1 of %2 tokens were drafted for free.</source>
        <translation>%1 jetons sur %2 ont été proposés sans frais.</translation>
    </message>
    <message>
        <source>%1: %2 right of %3 drafted</source>
        <translation>%1&#xa0;: %2 justes sur %3 proposés</translation>
    </message>
    <message>
        <source>Saved %1.</source>
        <translation>Économisé&#xa0;: %1.</translation>
    </message>
    <message>
        <source>Cost %1.</source>
        <translation>Coût&#xa0;: %1.</translation>
    </message>
    <message>
        <source>it is switched off in this conversation</source>
        <translation>désactivé dans cette conversation</translation>
    </message>
    <message>
        <source>this model cannot take tokens back</source>
        <translation>ce modèle ne peut pas reprendre des jetons</translation>
    </message>
    <message>
        <source>no draft model is loaded</source>
        <translation>aucun modèle brouillon n’est chargé</translation>
    </message>
    <message>
        <source>there was nothing to copy from</source>
        <translation>il n’y avait rien à recopier</translation>
    </message>
    <message>
        <source>it would not have been faster</source>
        <translation>ce n’aurait pas été plus rapide</translation>
    </message>
    <message>
        <source>%1 is not there any more.</source>
        <translation>%1 n’existe plus.</translation>
    </message>
    <message>
        <source>%1 is a folder. Attach the files in it that matter.</source>
        <translation>%1 est un dossier. Joindre les fichiers utiles qu’il contient.</translation>
    </message>
    <message>
        <source>%1 is no file but a device or a pipe, which has no end to read to.</source>
        <translation>%1 n’est pas un fichier, mais un périphérique ou un tube, dont la lecture n’a pas de fin.</translation>
    </message>
    <message>
        <source>%1 may not be read by you. Ask whoever owns it, or copy it.</source>
        <translation>L’autorisation de lire %1 manque. La demander au propriétaire, ou copier le fichier.</translation>
    </message>
    <message>
        <source>%1 cannot be read: %2.</source>
        <translation>%1 ne peut pas être lu&#xa0;: %2.</translation>
    </message>
    <message>
        <source>%1 has %2 MB; a file can have %3 MB. Attach the part that matters.</source>
        <translation>%1 a %2&#xa0;Mo&#x202f;; un fichier peut en avoir %3. Joindre la partie utile.</translation>
    </message>
    <message>
        <source>%1 is empty.</source>
        <translation>%1 est vide.</translation>
    </message>
    <message>
        <source>%1 is not a text file. Text, code, CSV, PDF and Word files can be attached.</source>
        <translation>%1 n’est pas du texte. Les fichiers texte, code, CSV, PDF et Word peuvent être joints.</translation>
    </message>
    <message>
        <source>%1 is a file of the kind %2. Text, code, CSV, PDF and Word files can be attached.</source>
        <translation>%1 est un fichier %2. Les fichiers texte, code, CSV, PDF et Word peuvent être joints.</translation>
    </message>
    <message>
        <source>%1 is locked with a password. Save it without one, and attach that.</source>
        <translation>%1 est protégé par un mot de passe. L’enregistrer sans mot de passe, puis le joindre.</translation>
    </message>
    <message>
        <source>%1 has no text, only pictures. Have its text recognised first, then attach that.</source>
        <translation>%1 n’a pas de texte, seulement des images. En faire reconnaître le texte d’abord, puis joindre le résultat.</translation>
    </message>
    <message>
        <source>%1 is damaged: its text cannot be read. Open it in its own program and save it anew.</source>
        <translation>%1 est endommagé&#xa0;: son texte ne peut pas être lu. L’ouvrir dans son propre programme et l’enregistrer à nouveau.</translation>
    </message>
    <message>
        <source>%1 unpacks to far more than it should, as files do that mean harm. It was not read.</source>
        <translation>%1 se décompresse en bien plus qu’il ne devrait, comme le font les fichiers malveillants. Il n’a pas été lu.</translation>
    </message>
    <message>
        <source>Reading %1 took too long and was given up. Attach a part of it.</source>
        <translation>La lecture de %1 a pris trop de temps et a été abandonnée. En joindre une partie.</translation>
    </message>
    <message>
        <source>%1 hides text in more than 20,000 places, as files do that mean harm.</source>
        <translation>%1 cache du texte à plus de 20&#x202f;000 endroits, comme le font les fichiers malveillants.</translation>
    </message>
    <message>
        <source>%1 has %2 MB of text; a file can have %3 MB. Attach the part that matters.</source>
        <translation>%1 contient %2&#xa0;Mo de texte&#x202f;; un fichier peut en avoir %3. Joindre la partie utile.</translation>
    </message>
    <message>
        <source>Reading %1 ended the program that reads files. It was not attached.</source>
        <translation>La lecture de %1 a mis fin au programme qui lit les fichiers. Il n’a pas été joint.</translation>
    </message>
    <message>
        <source>%1 could not be read, because the program that reads files is missing. Install anew (make setup).</source>
        <translation>%1 n’a pas pu être lu, car le programme qui lit les fichiers manque. Réinstaller (make setup).</translation>
    </message>
    <message>
        <source>written in invisible tag characters</source>
        <translation>écrit en caractères d’étiquette invisibles</translation>
    </message>
    <message>
        <source>written in invisible variation selectors</source>
        <translation>écrit en sélecteurs de variante invisibles</translation>
    </message>
    <message>
        <source>characters without width</source>
        <translation>caractères sans largeur</translation>
    </message>
    <message>
        <source>controls that reverse the direction</source>
        <translation>commandes qui inversent le sens d’écriture</translation>
    </message>
    <message>
        <source>drawn invisibly</source>
        <translation>dessiné de façon invisible</translation>
    </message>
    <message>
        <source>in the colour of the page</source>
        <translation>de la couleur de la page</translation>
    </message>
    <message>
        <source>too small to read</source>
        <translation>trop petit pour être lu</translation>
    </message>
    <message>
        <source>outside of the page</source>
        <translation>hors de la page</translation>
    </message>
    <message>
        <source>formatted as hidden</source>
        <translation>mis en forme comme masqué</translation>
    </message>
    <message>
        <source>deleted, as a tracked change</source>
        <translation>supprimé, en suivi des modifications</translation>
    </message>
    <message>
        <source>The prompt is another one: %1 tokens then, %2 now. Something that was read then reads otherwise now.</source>
        <translation>Le prompt est un autre&#xa0;: %1 jetons alors, %2 maintenant. Quelque chose de ce qui était lu se lit autrement aujourd’hui.</translation>
    </message>
    <message>
        <source>The model file is another one (sha256 %1 then, %2 now).</source>
        <translation>Le fichier du modèle est un autre (sha256 %1 alors, %2 maintenant).</translation>
    </message>
    <message>
        <source>The model file is another one: %1 bytes then, %2 now.</source>
        <translation>Le fichier du modèle est un autre&#xa0;: %1 octets alors, %2 maintenant.</translation>
    </message>
    <message>
        <source>Another build of llama.cpp: %1 then, %2 now.</source>
        <translation>Une autre compilation de llama.cpp&#xa0;: %1 alors, %2 maintenant.</translation>
    </message>
    <message>
        <source>Another version of the engine: %1 then, %2 now.</source>
        <translation>Une autre version du moteur&#xa0;: %1 alors, %2 maintenant.</translation>
    </message>
    <message>
        <source>Another device: %1 then, %2 now.</source>
        <translation>Un autre périphérique&#xa0;: %1 alors, %2 maintenant.</translation>
    </message>
    <message>
        <source>Another driver: %1 then, %2 now.</source>
        <translation>Un autre pilote&#xa0;: %1 alors, %2 maintenant.</translation>
    </message>
    <message>
        <source>Another number of layers on the GPU: %1 then, %2 now.</source>
        <translation>Un autre nombre de couches sur le GPU&#xa0;: %1 alors, %2 maintenant.</translation>
    </message>
    <message>
        <source>Another number of threads: %1 then, %2 now.</source>
        <translation>Un autre nombre de threads&#xa0;: %1 alors, %2 maintenant.</translation>
    </message>
    <message>
        <source>Another type of the KV cache: %1 then, %2 now.</source>
        <translation>Un autre type de cache KV&#xa0;: %1 alors, %2 maintenant.</translation>
    </message>
    <message>
        <source>Flash attention: %1 then, %2 now.</source>
        <translation>Flash attention&#xa0;: %1 alors, %2 maintenant.</translation>
    </message>
    <message>
        <source>Another length of the context: %1 tokens then, %2 now.</source>
        <translation>Une autre longueur de contexte&#xa0;: %1 jetons alors, %2 maintenant.</translation>
    </message>
    <message>
        <source>Another draft model: %1 then, %2 now.</source>
        <translation>Un autre modèle brouillon&#xa0;: %1 alors, %2 maintenant.</translation>
    </message>
    <message>
        <source>Another version of the program: %1 then, %2 now.</source>
        <translation>Une autre version du programme : %1 alors, %2 maintenant.</translation>
    </message>
    <message>
        <source>Other widths of passes: drafts were checked in %1 rounds then, in %2 now.</source>
        <translation>D’autres largeurs de passe&#xa0;: des propositions ont été vérifiées en %1 cycles alors, en %2 maintenant.</translation>
    </message>
    <message>
        <source>The text that the answer was expected to resemble is not kept; it decided which drafts were checked.</source>
        <translation>Le texte auquel la réponse devait ressembler n’est pas conservé&#x202f;; il décidait des propositions à vérifier.</translation>
    </message>
    <message>
        <source>Other widths of passes: of the prompt, %1 tokens were in the cache then, %2 now.</source>
        <translation>D’autres largeurs de passe&#xa0;: %1 jetons du prompt étaient en cache alors, %2 maintenant.</translation>
    </message>
    <message>
        <source>The number of threads changed on the way: %1 times then, %2 times now.</source>
        <translation>Le nombre de threads a changé en route&#xa0;: %1 fois alors, %2 fois maintenant.</translation>
    </message>
    <message>
        <source>Nothing of what is recorded differs, so this should not be. Please report it with both runs.</source>
        <translation>Rien de ce qui est relevé ne diffère&#x202f;; cela ne devrait donc pas arriver. Merci de le signaler avec les deux exécutions.</translation>
    </message>
    <message>
        <source>Code in %1. Lines: %2.</source>
        <translation>Code en %1. Lignes&#xa0;: %2.</translation>
    </message>
    <message>
        <source>Code. Lines: %2.</source>
        <translation>Code. Lignes&#xa0;: %2.</translation>
    </message>
    <message>
        <source>the program</source>
        <translation>le programme</translation>
    </message>
    <message>
        <source>the engine</source>
        <translation>le moteur</translation>
    </message>
    <message>
        <source>llama.cpp</source>
        <translation>llama.cpp</translation>
    </message>
    <message>
        <source>the driver</source>
        <translation>le pilote</translation>
    </message>
    <message>
        <source>the model file</source>
        <translation>le fichier du modèle</translation>
    </message>
    <message>
        <source>the number of threads</source>
        <translation>le nombre de threads</translation>
    </message>
    <message>
        <source>the number of layers on the GPU</source>
        <translation>le nombre de couches sur le GPU</translation>
    </message>
    <message>
        <source>the type of the KV cache</source>
        <translation>le type de cache KV</translation>
    </message>
    <message>
        <source>the length of the context</source>
        <translation>la longueur du contexte</translation>
    </message>
    <message>
        <source>Reading prompts with %1 is %2 % slower since %3.</source>
        <translation>La lecture des prompts avec %1 est plus lente de %2&#x202f;% depuis %3.</translation>
    </message>
    <message>
        <source>Reading prompts with %1 is %2 % faster since %3.</source>
        <translation>La lecture des prompts avec %1 est plus rapide de %2&#x202f;% depuis %3.</translation>
    </message>
    <message>
        <source>Writing with %1 is %2 % slower since %3.</source>
        <translation>L’écriture avec %1 est plus lente de %2&#x202f;% depuis %3.</translation>
    </message>
    <message>
        <source>Writing with %1 is %2 % faster since %3.</source>
        <translation>L’écriture avec %1 est plus rapide de %2&#x202f;% depuis %3.</translation>
    </message>
    <message>
        <source>%1 became %2 (it was %3)</source>
        <translation>%1&#xa0;: maintenant %2 (auparavant %3)</translation>
    </message>
    <message>
        <source>%1 of the program&apos;s own measurements before, %2 since: %3 tokens a second, then %4.</source>
        <translation>%1 mesures faites par le programme avant, %2 depuis&#xa0;: %3 jetons par seconde, puis %4.</translation>
    </message>
    <message>
        <source>%1 of your runs before, %2 since, of %5 tokens: %3 tokens a second, then %4.</source>
        <translation>%1 de vos exécutions avant, %2 depuis, de %5 jetons&#xa0;: %3 jetons par seconde, puis %4.</translation>
    </message>
    <message>
        <source>The change is %1 to %2 % with 95 % certainty; chance alone makes such a one in one of %3 cases.</source>
        <translation>Le changement est de %1 à %2&#x202f;% avec 95&#x202f;% de certitude&#x202f;; le hasard seul en produit un pareil une fois sur %3.</translation>
    </message>
    <message>
        <source>made for another program, does not load here</source>
        <translation>fait pour un autre programme, ne se charge pas ici</translation>
    </message>
    <message>
        <source>quality not known</source>
        <translation>qualité inconnue</translation>
    </message>
    <message>
        <source>poor, only to see whether it runs</source>
        <translation>faible, juste pour voir si cela tourne</translation>
    </message>
    <message>
        <source>much worse, a smaller model is often better</source>
        <translation>bien moins bonne, un modèle plus petit vaut souvent mieux</translation>
    </message>
    <message>
        <source>noticeably worse</source>
        <translation>nettement moins bonne</translation>
    </message>
    <message>
        <source>good, the usual choice</source>
        <translation>bonne, le choix habituel</translation>
    </message>
    <message>
        <source>very good, hardly any loss</source>
        <translation>très bonne, presque sans perte</translation>
    </message>
    <message>
        <source>nearly the original</source>
        <translation>presque l’original</translation>
    </message>
    <message>
        <source>the original, not made smaller</source>
        <translation>l’original, non réduit</translation>
    </message>
    <message>
        <source>kB</source>
        <translation>ko</translation>
    </message>
    <message>
        <source>MB</source>
        <translation>Mo</translation>
    </message>
    <message>
        <source>GB</source>
        <translation>Go</translation>
    </message>
    <message>
        <source>TB</source>
        <translation>To</translation>
    </message>
    <message>
        <source>Operation not permitted</source>
        <translation>Opération non permise</translation>
    </message>
    <message>
        <source>No such file or directory</source>
        <translation>Aucun fichier ou dossier de ce nom</translation>
    </message>
    <message>
        <source>Input/output error</source>
        <translation>Erreur d’entrée/sortie</translation>
    </message>
    <message>
        <source>No such device or address</source>
        <translation>Aucun périphérique ou adresse de ce nom</translation>
    </message>
    <message>
        <source>Argument list too long</source>
        <translation>Liste d’arguments trop longue</translation>
    </message>
    <message>
        <source>Exec format error</source>
        <translation>Format d’exécutable incorrect</translation>
    </message>
    <message>
        <source>Resource temporarily unavailable</source>
        <translation>Ressource temporairement indisponible</translation>
    </message>
    <message>
        <source>Cannot allocate memory</source>
        <translation>Mémoire insuffisante</translation>
    </message>
    <message>
        <source>Permission denied</source>
        <translation>Permission refusée</translation>
    </message>
    <message>
        <source>Device or resource busy</source>
        <translation>Périphérique ou ressource occupé</translation>
    </message>
    <message>
        <source>File exists</source>
        <translation>Le fichier existe déjà</translation>
    </message>
    <message>
        <source>Invalid cross-device link</source>
        <translation>Lien entre systèmes de fichiers non valide</translation>
    </message>
    <message>
        <source>No such device</source>
        <translation>Aucun périphérique de ce nom</translation>
    </message>
    <message>
        <source>Not a directory</source>
        <translation>N’est pas un dossier</translation>
    </message>
    <message>
        <source>Is a directory</source>
        <translation>Est un dossier</translation>
    </message>
    <message>
        <source>Invalid argument</source>
        <translation>Argument non valide</translation>
    </message>
    <message>
        <source>Too many open files in system</source>
        <translation>Trop de fichiers ouverts dans le système</translation>
    </message>
    <message>
        <source>Too many open files</source>
        <translation>Trop de fichiers ouverts</translation>
    </message>
    <message>
        <source>Text file busy</source>
        <translation>Fichier de programme occupé</translation>
    </message>
    <message>
        <source>File too large</source>
        <translation>Fichier trop volumineux</translation>
    </message>
    <message>
        <source>No space left on device</source>
        <translation>Plus de place sur le disque</translation>
    </message>
    <message>
        <source>Read-only file system</source>
        <translation>Système de fichiers en lecture seule</translation>
    </message>
    <message>
        <source>Too many links</source>
        <translation>Trop de liens</translation>
    </message>
    <message>
        <source>Broken pipe</source>
        <translation>Liaison avec l’autre programme rompue</translation>
    </message>
    <message>
        <source>File name too long</source>
        <translation>Nom de fichier trop long</translation>
    </message>
    <message>
        <source>No locks available</source>
        <translation>Aucun verrou disponible</translation>
    </message>
    <message>
        <source>Directory not empty</source>
        <translation>Le dossier n’est pas vide</translation>
    </message>
    <message>
        <source>Too many levels of symbolic links</source>
        <translation>Trop de niveaux de liens symboliques</translation>
    </message>
    <message>
        <source>Value too large for defined data type</source>
        <translation>Valeur trop grande pour son type de données</translation>
    </message>
    <message>
        <source>Invalid or incomplete multibyte or wide character</source>
        <translation>Caractère non valide ou incomplet</translation>
    </message>
    <message>
        <source>Operation not supported</source>
        <translation>Opération non prise en charge</translation>
    </message>
    <message>
        <source>Network is unreachable</source>
        <translation>Le réseau est inaccessible</translation>
    </message>
    <message>
        <source>Connection reset by peer</source>
        <translation>Connexion interrompue par le correspondant</translation>
    </message>
    <message>
        <source>Connection timed out</source>
        <translation>Délai de connexion dépassé</translation>
    </message>
    <message>
        <source>Connection refused</source>
        <translation>Connexion refusée</translation>
    </message>
    <message>
        <source>Host is down</source>
        <translation>L’hôte est hors service</translation>
    </message>
    <message>
        <source>No route to host</source>
        <translation>Aucun chemin vers l’hôte</translation>
    </message>
    <message>
        <source>Stale file handle</source>
        <translation>Fichier du lecteur réseau périmé</translation>
    </message>
    <message>
        <source>Structure needs cleaning</source>
        <translation>Le système de fichiers doit être réparé</translation>
    </message>
    <message>
        <source>Remote I/O error</source>
        <translation>Erreur d’entrée/sortie distante</translation>
    </message>
    <message>
        <source>Disk quota exceeded</source>
        <translation>Quota de disque dépassé</translation>
    </message>
    <message>
        <source>No medium found</source>
        <translation>Aucun support trouvé</translation>
    </message>
    <message>
        <source>So it is in 1 other kind of its work.</source>
        <translation>Il en est de même pour 1 autre type de son travail.</translation>
    </message>
    <message>
        <source>So it is in %1 other kinds of its work.</source>
        <translation>Il en est de même pour %1 autres types de son travail.</translation>
    </message>
    <message>
        <source>How the model is loaded</source>
        <translation>Comment le modèle est chargé</translation>
    </message>
    <message>
        <source>Context, GPU layers, threads, batch, KV cache and flash attention, with what they cost in memory.</source>
        <translation>Contexte, couches GPU, threads, batch, cache KV et flash attention, avec ce qu’ils coûtent en mémoire.</translation>
    </message>
    <message>
        <source>Speculation and its draft model</source>
        <translation>La spéculation et son modèle d’ébauche</translation>
    </message>
    <message>
        <source>A small model drafts what the large one checks: the same answers, sooner.</source>
        <translation>Un petit modèle ébauche ce que le grand vérifie&#xa0;: les mêmes réponses, plus tôt.</translation>
    </message>
    <message>
        <source>Models</source>
        <translation>Modèles</translation>
    </message>
    <message>
        <source>Those on this machine, downloads, and the search at the hub.</source>
        <translation>Ceux de cette machine, les téléchargements et la recherche sur le hub.</translation>
    </message>
    <message>
        <source>Network and offline</source>
        <translation>Réseau et hors ligne</translation>
    </message>
    <message>
        <source>The offline switch, and what went over the network so far.</source>
        <translation>L’interrupteur hors ligne, et ce qui est passé par le réseau jusqu’ici.</translation>
    </message>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>Raccourcis clavier</translation>
    </message>
    <message>
        <source>Every command with its keys, which you can change.</source>
        <translation>Chaque commande avec ses touches, que vous pouvez changer.</translation>
    </message>
    <message>
        <source>Presets</source>
        <translation>Préréglages</translation>
    </message>
    <message>
        <source>System prompts and sampling: temperature, top-p, seed, longest answer.</source>
        <translation>Prompts système et échantillonnage&#xa0;: température, top-p, graine, réponse la plus longue.</translation>
    </message>
    <message>
        <source>Prompt templates</source>
        <translation>Modèles de prompt</translation>
    </message>
    <message>
        <source>Texts with gaps that a word with a slash puts into the field.</source>
        <translation>Des textes à trous qu’un mot précédé d’une barre oblique place dans le champ.</translation>
    </message>
    <message>
        <source>Prices of electricity and hardware</source>
        <translation>Prix de l’électricité et du matériel</translation>
    </message>
    <message>
        <source>What answers cost on this machine and elsewhere is reckoned from them.</source>
        <translation>Ils servent à calculer ce que les réponses coûtent sur cette machine et ailleurs.</translation>
    </message>
</context>
<context>
    <name>Announcing</name>
    <message>
        <source>The answer begins.</source>
        <translation>La réponse commence.</translation>
    </message>
    <message>
        <source>The answer is complete.</source>
        <translation>La réponse est complète.</translation>
    </message>
    <message>
        <source>The model is reasoning.</source>
        <translation>Le modèle raisonne.</translation>
    </message>
</context>
<context>
    <name>AnswerDetails</name>
    <message>
        <source>Details of this answer</source>
        <translation>Détails de cette réponse</translation>
    </message>
    <message>
        <source>Where the time went</source>
        <translation>Répartition du temps</translation>
    </message>
    <message>
        <source>&amp;Copy as text</source>
        <translation>&amp;Copier en texte</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Fermer</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>Copié</translation>
    </message>
</context>
<context>
    <name>AnswerNotices</name>
    <message>
        <source>The answer failed</source>
        <translation>La réponse a échoué</translation>
    </message>
    <message>
        <source>The answer is ready</source>
        <translation>La réponse est prête</translation>
    </message>
    <message>
        <source>It took %1.</source>
        <translation>Durée&#xa0;: %1.</translation>
    </message>
</context>
<context>
    <name>Answering</name>
    <message>
        <source>The answer could not be saved yet; it stays in this window. %1</source>
        <translation>La réponse n’a pas encore pu être enregistrée&#x202f;; elle reste dans cette fenêtre. %1</translation>
    </message>
</context>
<context>
    <name>AnswersModel</name>
    <message>
        <source>Conversation</source>
        <translation>Conversation</translation>
    </message>
    <message>
        <source>When</source>
        <translation>Quand</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>Modèle</translation>
    </message>
    <message>
        <source>First token</source>
        <translation>Premier jeton</translation>
    </message>
    <message>
        <source>Read</source>
        <translation>Lus</translation>
    </message>
    <message>
        <source>Written</source>
        <translation>Écrits</translation>
    </message>
    <message>
        <source>Without a title</source>
        <translation>Sans titre</translation>
    </message>
    <message>
        <source>Deleted</source>
        <translation>Supprimée</translation>
    </message>
</context>
<context>
    <name>ArchiveJob</name>
    <message>
        <source>Exporting to %1</source>
        <translation>Exportation vers %1</translation>
    </message>
    <message>
        <source>Importing %1</source>
        <translation>Importation de %1</translation>
    </message>
    <message>
        <source>The import was cancelled. What it had imported by then stays.</source>
        <translation>L’importation a été annulée. Ce qui était déjà importé reste.</translation>
    </message>
    <message>
        <source>The export was cancelled; no file was written.</source>
        <translation>L’exportation a été annulée&#x202f;; aucun fichier n’a été écrit.</translation>
    </message>
    <message>
        <source>%1 conversations are in %2.</source>
        <translation>%1 conversations sont dans %2.</translation>
    </message>
    <message>
        <source>It is in %2.</source>
        <translation>Elle est dans %2.</translation>
    </message>
    <message>
        <source>The export to %1 failed by a mistake of this program; no file was written. Its log says more.</source>
        <translation>L’exportation vers %1 a échoué par une erreur de ce programme&#x202f;; aucun fichier n’a été écrit. Son journal en dit plus.</translation>
    </message>
    <message>
        <source>The import of %1 failed by a mistake of this program. What it had imported by then stays; its log says more.</source>
        <translation>L’importation de %1 a échoué par une erreur de ce programme. Ce qui était déjà importé reste&#x202f;; son journal en dit plus.</translation>
    </message>
    <message>
        <source>1 new conversation with %2 came from %3.</source>
        <translation>1 nouvelle conversation avec %2 est venue de %3.</translation>
    </message>
    <message>
        <source>%1 new conversations with %2 came from %3.</source>
        <translation>%1 nouvelles conversations avec %2 sont venues de %3.</translation>
    </message>
    <message>
        <source>1 message</source>
        <translation>1 message</translation>
    </message>
    <message>
        <source>%1 messages</source>
        <translation>%1 messages</translation>
    </message>
    <message>
        <source>%1 were here already.</source>
        <translation>%1 étaient déjà là.</translation>
    </message>
    <message>
        <source>1 was here already.</source>
        <translation>1 était déjà là.</translation>
    </message>
    <message>
        <source>%1 records had something wrong:</source>
        <translation>%1 enregistrements avaient un défaut&#xa0;:</translation>
    </message>
    <message>
        <source>1 record had something wrong:</source>
        <translation>1 entrée avait un défaut&#xa0;:</translation>
    </message>
    <message>
        <source>and %1 more</source>
        <translation>et %1 de plus</translation>
    </message>
</context>
<context>
    <name>Attaching</name>
    <message>
        <source>A message can have %1 files; %2 was left out.</source>
        <translation>Un message peut avoir %1 fichiers ; %2 a été laissé de côté.</translation>
    </message>
    <message>
        <source>A picture cannot be attached. Text, code, CSV, PDF and Word files can.</source>
        <translation>Une image ne peut pas être jointe. Les fichiers texte, code, CSV, PDF et Word peuvent l’être.</translation>
    </message>
    <message>
        <source>Pasted text</source>
        <translation>Texte collé</translation>
    </message>
    <message>
        <source>Pasted text %1</source>
        <translation>Texte collé %1</translation>
    </message>
    <message>
        <source>%1 And %2 more could not be attached.</source>
        <translation>%1 Et %2 autres n’ont pas pu être joints.</translation>
    </message>
</context>
<context>
    <name>AttachingWiring</name>
    <message>
        <source>Attach files</source>
        <translation>Joindre des fichiers</translation>
    </message>
    <message>
        <source>Nothing is sent yet: a file is still being read. Send when that is done, or remove the file.</source>
        <translation>Rien n’est encore envoyé&#xa0;: un fichier est en cours de lecture. Envoyer quand il est lu, ou retirer le fichier.</translation>
    </message>
</context>
<context>
    <name>AttachmentChip</name>
    <message>
        <source>Do not send this file</source>
        <translation>Ne pas envoyer ce fichier</translation>
    </message>
    <message>
        <source>Reading …</source>
        <translation>Lecture…</translation>
    </message>
    <message>
        <source>Attached file %1: %2</source>
        <translation>Fichier joint %1&#xa0;: %2</translation>
    </message>
    <message>
        <source>Click to see what the model will read.</source>
        <translation>Cliquer pour voir ce que le modèle lira.</translation>
    </message>
</context>
<context>
    <name>AttachmentChips</name>
    <message>
        <source>Remove all</source>
        <translation>Tout retirer</translation>
    </message>
    <message>
        <source>Put the file back</source>
        <translation>Remettre le fichier</translation>
    </message>
    <message>
        <source>Attached files</source>
        <translation>Fichiers joints</translation>
    </message>
    <message>
        <source>%1 files</source>
        <translation>%1 fichiers</translation>
    </message>
    <message>
        <source>%2 of %1 files read</source>
        <translation>%2 fichiers lus sur %1</translation>
    </message>
    <message>
        <source>Put “%1” back</source>
        <translation>Remettre «&#xa0;%1&#xa0;»</translation>
    </message>
    <message>
        <source>Put %1 files back</source>
        <translation>Remettre %1 fichiers</translation>
    </message>
</context>
<context>
    <name>AttachmentPreview</name>
    <message>
        <source>What the model read of %1</source>
        <translation>Ce que le modèle a lu de %1</translation>
    </message>
    <message>
        <source>What the model will read of %1</source>
        <translation>Ce que le modèle lira de %1</translation>
    </message>
    <message>
        <source>Let the model read the hidden passages too</source>
        <translation>Faire lire aussi les passages cachés au modèle</translation>
    </message>
    <message>
        <source>Next hidden passage</source>
        <translation>Passage caché suivant</translation>
    </message>
    <message>
        <source>Text of the file</source>
        <translation>Texte du fichier</translation>
    </message>
    <message>
        <source>Previous part</source>
        <translation>Partie précédente</translation>
    </message>
    <message>
        <source>Next part</source>
        <translation>Partie suivante</translation>
    </message>
    <message>
        <source>Save the file…</source>
        <translation>Enregistrer le fichier…</translation>
    </message>
    <message>
        <source>%1 characters</source>
        <translation>%1 caractères</translation>
    </message>
    <message>
        <source>1 character</source>
        <translation>1 caractère</translation>
    </message>
    <message>
        <source>Some passages cannot be seen in the document (%1). The model reads them.</source>
        <translation>Certains passages ne se voient pas dans le document (%1). Le modèle les lit.</translation>
    </message>
    <message>
        <source>Some passages cannot be seen in the document (%1). They are left out, and struck here.</source>
        <translation>Certains passages ne se voient pas dans le document (%1). Ils sont laissés de côté, et barrés ici.</translation>
    </message>
    <message>
        <source>The model reads nothing of this file.</source>
        <translation>Le modèle ne lit rien de ce fichier.</translation>
    </message>
    <message>
        <source>Part %1 of %2</source>
        <translation>Partie %1 sur %2</translation>
    </message>
    <message>
        <source>Save the file</source>
        <translation>Enregistrer le fichier</translation>
    </message>
    <message>
        <source>The file could not be saved: %1</source>
        <translation>Le fichier n’a pas pu être enregistré&#xa0;: %1</translation>
    </message>
</context>
<context>
    <name>BesidePane</name>
    <message>
        <source>Second model</source>
        <translation>Second modèle</translation>
    </message>
    <message>
        <source>Use this one</source>
        <translation>Choisir celle-ci</translation>
    </message>
    <message>
        <source>Go on with this answer instead of the other one</source>
        <translation>Continuer avec cette réponse au lieu de l’autre</translation>
    </message>
    <message>
        <source>Close the second model</source>
        <translation>Fermer le second modèle</translation>
    </message>
    <message>
        <source>Answer of the second model</source>
        <translation>Réponse du second modèle</translation>
    </message>
    <message>
        <source>Load anyway</source>
        <translation>Charger quand même</translation>
    </message>
    <message>
        <source>Load again</source>
        <translation>Charger à nouveau</translation>
    </message>
    <message>
        <source>The next question goes to both models.</source>
        <translation>La prochaine question va aux deux modèles.</translation>
    </message>
    <message>
        <source>Questions go to the first model alone.</source>
        <translation>Les questions vont au premier modèle seulement.</translation>
    </message>
    <message>
        <source>It answers when the first model is done: both at once would slow each other down.</source>
        <translation>Il répond quand le premier modèle a fini&#xa0;: les deux à la fois se ralentiraient.</translation>
    </message>
</context>
<context>
    <name>ChangesPanel</name>
    <message>
        <source>Changes of speed</source>
        <translation>Changements de vitesse</translation>
    </message>
</context>
<context>
    <name>Chart</name>
    <message>
        <source>Chart</source>
        <translation>Graphique</translation>
    </message>
</context>
<context>
    <name>Chores</name>
    <message>
        <source>This could not be done: the program met an error of its own.</source>
        <translation>Cela n&apos;a pas pu se faire : le programme a rencontré une erreur interne.</translation>
    </message>
</context>
<context>
    <name>CodeBlock</name>
    <message>
        <source>Copy</source>
        <translation>Copier</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>Copié</translation>
    </message>
    <message>
        <source>Copy code</source>
        <translation>Copier le code</translation>
    </message>
    <message>
        <source>Copy the whole block</source>
        <translation>Copier tout le bloc</translation>
    </message>
    <message>
        <source>Save…</source>
        <translation>Enregistrer…</translation>
    </message>
    <message>
        <source>Save code as a file</source>
        <translation>Enregistrer le code dans un fichier</translation>
    </message>
    <message>
        <source>Save the whole block as a file</source>
        <translation>Enregistrer tout le bloc dans un fichier</translation>
    </message>
    <message>
        <source>Wrap</source>
        <translation>À la ligne</translation>
    </message>
    <message>
        <source>Wrap long lines of the code</source>
        <translation>Renvoyer à la ligne les longues lignes du code</translation>
    </message>
    <message>
        <source>Wrap long lines</source>
        <translation>Renvoyer à la ligne les longues lignes</translation>
    </message>
    <message>
        <source>code</source>
        <translation>code</translation>
    </message>
</context>
<context>
    <name>CodeSaving</name>
    <message>
        <source>Save code</source>
        <translation>Enregistrer le code</translation>
    </message>
    <message>
        <source>The code could not be saved as %1: %2. Choose another folder or another name.</source>
        <translation>Le code n’a pas pu être enregistré sous %1&#xa0;: %2. Choisir un autre dossier ou un autre nom.</translation>
    </message>
</context>
<context>
    <name>ColumnHead</name>
    <message>
        <source>not loaded</source>
        <translation>non chargé</translation>
    </message>
    <message>
        <source>looks for memory</source>
        <translation>vérifie la mémoire</translation>
    </message>
    <message>
        <source>waits</source>
        <translation>attend</translation>
    </message>
    <message>
        <source>No model</source>
        <translation>Aucun modèle</translation>
    </message>
    <message>
        <source>Loading, %1 %</source>
        <translation>Chargement, %1&#x202f;%</translation>
    </message>
    <message>
        <source>Reading, %1 %</source>
        <translation>Lecture, %1&#x202f;%</translation>
    </message>
    <message>
        <source>busy elsewhere</source>
        <translation>occupé ailleurs</translation>
    </message>
    <message>
        <source>Writing, %1</source>
        <translation>Écrit, %1</translation>
    </message>
    <message>
        <source>Stop this answer</source>
        <translation>Arrêter cette réponse</translation>
    </message>
</context>
<context>
    <name>Composer</name>
    <message>
        <source>Your message</source>
        <translation>Votre message</translation>
    </message>
    <message>
        <source>Write a message</source>
        <translation>Écrire un message</translation>
    </message>
    <message>
        <source>Attach files</source>
        <translation>Joindre des fichiers</translation>
    </message>
    <message>
        <source>Write the next message</source>
        <translation>Écrire le message suivant</translation>
    </message>
    <message>
        <source>Stop (Esc)</source>
        <translation>Arrêter (Échap)</translation>
    </message>
    <message>
        <source>Send (Enter)</source>
        <translation>Envoyer (Entrée)</translation>
    </message>
</context>
<context>
    <name>ContextGauge</name>
    <message>
        <source>Context</source>
        <translation>Contexte</translation>
    </message>
    <message>
        <source>about %1</source>
        <translation>environ %1</translation>
    </message>
    <message>
        <source>not counted</source>
        <translation>non compté</translation>
    </message>
    <message>
        <source>%1 too many</source>
        <translation>%1 de trop</translation>
    </message>
    <message>
        <source>%1 of these are for messages that wait</source>
        <translation>dont %1 pour les messages en attente</translation>
    </message>
    <message>
        <source>Context: %1</source>
        <translation>Contexte&#xa0;: %1</translation>
    </message>
    <message>
        <source>Context: not counted. %1</source>
        <translation>Contexte&#xa0;: non compté. %1</translation>
    </message>
    <message>
        <source>Context: %1 tokens do not fit into %2; %3 are too many</source>
        <translation>Contexte&#xa0;: %1 jetons ne tiennent pas dans %2&#x202f;; %3 sont de trop</translation>
    </message>
    <message>
        <source>Context: %1 of %2 tokens used (%3 %)</source>
        <translation>Contexte&#xa0;: %1 jetons sur %2 utilisés (%3&#x202f;%)</translation>
    </message>
</context>
<context>
    <name>ContextKeeping</name>
    <message>
        <source>This does not fit, and nothing was sent: the model would have to read about %1 tokens and its context has room for %2. About %3 are too many.</source>
        <translation>Cela ne tient pas, et rien n’a été envoyé&#xa0;: le modèle devrait lire environ %1 jetons et son contexte a de la place pour %2. Environ %3 sont de trop.</translation>
    </message>
    <message>
        <source>This does not fit, and nothing was sent: the model would have to read %1 tokens and its context has room for %2. %3 are too many.</source>
        <translation>Cela ne tient pas, et rien n’a été envoyé&#xa0;: le modèle devrait lire %1 jetons et son contexte a de la place pour %2. %3 sont de trop.</translation>
    </message>
    <message>
        <source>Remove a file, shorten the message, or load the model with a larger context.</source>
        <translation>Retirez un fichier, raccourcissez le message ou chargez le modèle avec un contexte plus grand.</translation>
    </message>
    <message>
        <source>Shorten the message, or load the model with a larger context.</source>
        <translation>Raccourcir le message, ou charger le modèle avec un contexte plus grand.</translation>
    </message>
    <message>
        <source>Remove a file or shorten the message: this model can read no more than %1 tokens.</source>
        <translation>Retirez un fichier ou raccourcissez le message : ce modèle ne peut pas lire plus de %1 jetons.</translation>
    </message>
    <message>
        <source>Shorten the message: this model can read no more than %1 tokens.</source>
        <translation>Raccourcissez le message : ce modèle ne peut pas lire plus de %1 jetons.</translation>
    </message>
    <message>
        <source>The model now reads a summary instead of the oldest message; it stands below it.</source>
        <translation>Le modèle lit désormais un résumé à la place du message le plus ancien ; il se trouve au-dessous.</translation>
    </message>
    <message>
        <source>The model now reads a summary instead of the oldest %1 messages; it stands below them.</source>
        <translation>Le modèle lit désormais un résumé au lieu des %1 plus anciens messages&#x202f;; il se trouve au-dessous d’eux.</translation>
    </message>
    <message>
        <source>The oldest message no longer fits into the model&apos;s context and is left out from now on.</source>
        <translation>Le message le plus ancien ne tient plus dans le contexte du modèle et est laissé de côté à partir de maintenant.</translation>
    </message>
    <message>
        <source>The oldest %1 messages no longer fit into the model&apos;s context and are left out from now on.</source>
        <translation>Les %1 plus anciens messages ne tiennent plus dans le contexte du modèle et sont désormais laissés de côté.</translation>
    </message>
    <message>
        <source>The model wrote none.</source>
        <translation>Le modèle n’en a écrit aucun.</translation>
    </message>
    <message>
        <source>The oldest messages could not be summed up, and nothing was sent. %1</source>
        <translation>Les plus anciens messages n’ont pas pu être résumés, et rien n’a été envoyé. %1</translation>
    </message>
</context>
<context>
    <name>ContextMeter</name>
    <message>
        <source>It is about %1 tokens long, several times what fits.</source>
        <translation>La conversation a environ %1 jetons, plusieurs fois ce qui tient.</translation>
    </message>
</context>
<context>
    <name>ContextPanel</name>
    <message>
        <source>Context</source>
        <translation>Contexte</translation>
    </message>
    <message>
        <source>Instructions and template</source>
        <translation>Instructions et gabarit</translation>
    </message>
    <message>
        <source>Conversation</source>
        <translation>Conversation</translation>
    </message>
    <message>
        <source>Attached files</source>
        <translation>Fichiers joints</translation>
    </message>
    <message>
        <source>Your message</source>
        <translation>Votre message</translation>
    </message>
    <message>
        <source>Answer so far</source>
        <translation>Réponse jusqu’ici</translation>
    </message>
    <message>
        <source>Messages that wait</source>
        <translation>Messages en attente</translation>
    </message>
    <message>
        <source>Kept free for the answer</source>
        <translation>Réservé à la réponse</translation>
    </message>
    <message>
        <source>Free</source>
        <translation>Libre</translation>
    </message>
    <message>
        <source>When it is full</source>
        <translation>Quand il est plein</translation>
    </message>
    <message>
        <source>Say so and send nothing</source>
        <translation>Avertir, ne rien envoyer</translation>
    </message>
    <message>
        <source>Leave out the oldest messages</source>
        <translation>Omettre les plus anciens messages</translation>
    </message>
    <message>
        <source>They stay in the conversation, greyed. The system prompt and pinned turns are always read.</source>
        <translation>Ils restent dans la conversation, grisés. Le prompt système et les tours épinglés sont toujours lus.</translation>
    </message>
    <message>
        <source>Let the model sum up the oldest messages</source>
        <translation>Faire résumer les plus anciens messages</translation>
    </message>
    <message>
        <source>The summary stands in the conversation, and you can change it.</source>
        <translation>Le résumé figure dans la conversation et peut être modifié.</translation>
    </message>
    <message>
        <source>A conversation that has begun has its own choice; the settings have the usual one.</source>
        <translation>Une conversation commencée a son propre choix&#x202f;; le choix habituel est dans les paramètres.</translation>
    </message>
    <message>
        <source>About %1 of %2 tokens of context</source>
        <translation>Environ %1 jetons de contexte sur %2</translation>
    </message>
    <message>
        <source>%1 tokens of context</source>
        <translation>%1 jetons de contexte</translation>
    </message>
    <message>
        <source>%1 of %2 tokens of context</source>
        <translation>%1 jetons de contexte sur %2</translation>
    </message>
    <message>
        <source>%1 tokens are too many to be sent.</source>
        <translation>%1 jetons sont de trop pour l’envoi.</translation>
    </message>
    <message>
        <source>1 token is too many to be sent.</source>
        <translation>1 jeton est de trop pour être envoyé.</translation>
    </message>
    <message>
        <source>There is room for an answer of %1 only.</source>
        <translation>Il n’y a de place que pour une réponse de %1.</translation>
    </message>
    <message>
        <source>1 message is not read any more.</source>
        <translation>1 message n’est plus lu.</translation>
    </message>
    <message>
        <source>%1 messages are not read any more.</source>
        <translation>%1 messages ne sont plus lus.</translation>
    </message>
</context>
<context>
    <name>ContextSummaryDialog</name>
    <message>
        <source>What is read of the beginning</source>
        <translation>Ce qui est lu du début</translation>
    </message>
    <message>
        <source>The messages down to here no longer fit into the model&apos;s context. They stay in the conversation; the model reads this text instead. Without any it reads nothing of them.</source>
        <translation>Les messages jusqu’ici ne tiennent plus dans le contexte du modèle. Ils restent dans la conversation&#x202f;; le modèle lit ce texte à leur place. Sans texte, il n’en lit rien.</translation>
    </message>
    <message>
        <source>Summary of the messages that are left out</source>
        <translation>Résumé des messages laissés de côté</translation>
    </message>
    <message>
        <source>No summary</source>
        <translation>Pas de résumé</translation>
    </message>
    <message>
        <source>&amp;Save</source>
        <translation>&amp;Enregistrer</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Annuler</translation>
    </message>
    <message>
        <source>&amp;Read everything again</source>
        <translation>&amp;Tout relire</translation>
    </message>
    <message>
        <source>If there is room for it by now, as with a larger context</source>
        <translation>S’il y a maintenant assez de place, par exemple avec un contexte plus grand</translation>
    </message>
</context>
<context>
    <name>ConversationList</name>
    <message>
        <source>Conversations</source>
        <translation>Conversations</translation>
    </message>
    <message>
        <source>New conversation</source>
        <translation>Nouvelle conversation</translation>
    </message>
    <message>
        <source>Undo delete</source>
        <translation>Annuler la suppression</translation>
    </message>
    <message>
        <source>Archive, trash, folders, export and import</source>
        <translation>Archives, corbeille, dossiers, exportation et importation</translation>
    </message>
    <message>
        <source>Nothing was found for “%1”.</source>
        <translation>Rien n’a été trouvé pour «&#xa0;%1&#xa0;».</translation>
    </message>
    <message>
        <source>The best %1 results</source>
        <translation>Les %1 meilleurs résultats</translation>
    </message>
    <message>
        <source>1 result</source>
        <translation>1 résultat</translation>
    </message>
    <message>
        <source>%1 results</source>
        <translation>%1 résultats</translation>
    </message>
    <message>
        <source>Import</source>
        <translation>Importer</translation>
    </message>
    <message>
        <source>That did not work</source>
        <translation>Cela n’a pas fonctionné</translation>
    </message>
</context>
<context>
    <name>ConversationListModel</name>
    <message>
        <source>New conversation</source>
        <translation>Nouvelle conversation</translation>
    </message>
    <message>
        <source>open</source>
        <translation>ouvert</translation>
    </message>
    <message>
        <source>closed</source>
        <translation>fermé</translation>
    </message>
    <message>
        <source>Folder %1</source>
        <translation>Dossier %1</translation>
    </message>
    <message>
        <source>1 conversation</source>
        <translation>1 conversation</translation>
    </message>
    <message>
        <source>%1 conversations</source>
        <translation>%1 conversations</translation>
    </message>
    <message>
        <source>kept one more day</source>
        <translation>gardée encore un jour</translation>
    </message>
    <message>
        <source>kept %1 more days</source>
        <translation>gardée encore %1 jours</translation>
    </message>
    <message>
        <source>pinned</source>
        <translation>épinglée</translation>
    </message>
    <message>
        <source>in folder %1</source>
        <translation>dans le dossier %1</translation>
    </message>
    <message>
        <source>tags: %1</source>
        <translation>étiquettes&#xa0;: %1</translation>
    </message>
</context>
<context>
    <name>Copying</name>
    <message>
        <source>You</source>
        <translation>Vous</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>Réponse</translation>
    </message>
    <message>
        <source>Instructions</source>
        <translation>Instructions</translation>
    </message>
</context>
<context>
    <name>CostsPanel</name>
    <message>
        <source>&amp;Prices…</source>
        <translation>&amp;Prix…</translation>
    </message>
    <message>
        <source>Open %1, where you write down what things cost</source>
        <translation>Ouvrir %1, où se notent les prix</translation>
    </message>
    <message>
        <source>Costs</source>
        <translation>Coûts</translation>
    </message>
    <message>
        <source>Where</source>
        <translation>Où</translation>
    </message>
    <message>
        <source>These answers</source>
        <translation>Ces réponses</translation>
    </message>
    <message>
        <source>One answer</source>
        <translation>Une réponse</translation>
    </message>
    <message>
        <source>A million tokens</source>
        <translation>Un million de jetons</translation>
    </message>
    <message>
        <source>The machine is paid for</source>
        <translation>La machine est payée</translation>
    </message>
    <message>
        <source>Worth it from</source>
        <translation>Rentable à partir de</translation>
    </message>
</context>
<context>
    <name>Dates</name>
    <message>
        <source>%1: first day</source>
        <translation>%1 : premier jour</translation>
    </message>
    <message>
        <source>%1: last day</source>
        <translation>%1 : dernier jour</translation>
    </message>
</context>
<context>
    <name>DownloadQueue</name>
    <message>
        <source>The list of downloads cannot be written to %1. They go on, but a restart would not know of them. Look at the disk of that folder.</source>
        <translation>La liste des téléchargements ne peut pas être écrite dans %1. Ils continuent, mais seraient oubliés après un redémarrage. Examiner le disque de ce dossier.</translation>
    </message>
    <message>
        <source>The download ended in a way that nobody knows. Try again.</source>
        <translation>Le téléchargement s’est terminé pour une raison inconnue. Réessayer.</translation>
    </message>
    <message>
        <source>%1 was said to be here, and is not. Try again.</source>
        <translation>%1 était annoncé ici, mais n’y est pas. Réessayer.</translation>
    </message>
</context>
<context>
    <name>DownloadRow</name>
    <message>
        <source>Move up</source>
        <translation>Monter</translation>
    </message>
    <message>
        <source>It is fetched earlier (Alt+Up)</source>
        <translation>Sera téléchargé plus tôt (Alt+Flèche haut)</translation>
    </message>
    <message>
        <source>Load</source>
        <translation>Charger</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Pause</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>Reprendre</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Annuler</translation>
    </message>
    <message>
        <source>%1 percent</source>
        <translation>%1 pour cent</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Réessayer</translation>
    </message>
    <message>
        <source>Remove from the list</source>
        <translation>Retirer de la liste</translation>
    </message>
    <message>
        <source>Checking what is here</source>
        <translation>Vérification de ce qui est là</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>En attente</translation>
    </message>
    <message>
        <source>Downloading</source>
        <translation>Téléchargement</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>En pause</translation>
    </message>
    <message>
        <source>Done and verified</source>
        <translation>Terminé et vérifié</translation>
    </message>
    <message>
        <source>Stopped</source>
        <translation>Arrêté</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 sur %2</translation>
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
        <translation>Aucun téléchargement. Un modèle choisi sous «&#xa0;Trouver&#xa0;» apparaît ici&#x202f;; il peut être mis en pause et reprend où il en était, même après la fermeture d’Inglenook.</translation>
    </message>
</context>
<context>
    <name>EditableCanvas</name>
    <message>
        <source>Edit not sent</source>
        <translation>Modification non envoyée</translation>
    </message>
    <message>
        <source>Edit not saved</source>
        <translation>Modification non enregistrée</translation>
    </message>
</context>
<context>
    <name>EmptyPage</name>
    <message>
        <source>What is on your mind?</source>
        <translation>Une idée, une question&#x202f;?</translation>
    </message>
    <message>
        <source>Opens the window of models with its name. Nothing goes out before you search</source>
        <translation>Ouvre la fenêtre des modèles avec son nom. Rien ne sort avant que vous ne cherchiez</translation>
    </message>
    <message>
        <source>Private conversation</source>
        <translation>Conversation privée</translation>
    </message>
    <message>
        <source>One that is never written to the disk</source>
        <translation>Elle n’est jamais écrite sur le disque</translation>
    </message>
    <message>
        <source>Nothing that is said here is written to the disk.</source>
        <translation>Rien de ce qui est dit ici n’est écrit sur le disque.</translation>
    </message>
    <message>
        <source>Everything stays on this machine: the model, your words and its answers.</source>
        <translation>Tout reste sur cette machine&#xa0;: le modèle, vos mots et ses réponses.</translation>
    </message>
    <message>
        <source>Better on this machine: %1, %2</source>
        <translation>Mieux sur cette machine&#xa0;: %1, %2</translation>
    </message>
    <message>
        <source>Recommended for this machine: %1, %2</source>
        <translation>Recommandé pour cette machine&#xa0;: %1, %2</translation>
    </message>
    <message>
        <source>A small model to start with: quick, and often wrong. Choose a larger one for real work.</source>
        <translation>Un petit modèle pour commencer&#xa0;: rapide, et souvent dans l’erreur. En choisir un plus grand pour un vrai travail.</translation>
    </message>
</context>
<context>
    <name>FiguresModel</name>
    <message>
        <source>Answers</source>
        <translation>Réponses</translation>
    </message>
    <message>
        <source>Over budget</source>
        <translation>Hors objectif</translation>
    </message>
    <message>
        <source>Accepted</source>
        <translation>Acceptés</translation>
    </message>
    <message>
        <source>Read</source>
        <translation>Lus</translation>
    </message>
    <message>
        <source>Cached</source>
        <translation>En cache</translation>
    </message>
    <message>
        <source>Written</source>
        <translation>Écrits</translation>
    </message>
    <message>
        <source>Energy</source>
        <translation>Énergie</translation>
    </message>
    <message>
        <source>Cost</source>
        <translation>Coût</translation>
    </message>
    <message>
        <source>%1, compared</source>
        <translation>%1, comparé</translation>
    </message>
</context>
<context>
    <name>FilterBar</name>
    <message>
        <source>Period</source>
        <translation>Période</translation>
    </message>
    <message>
        <source>Last 7 days</source>
        <translation>7 jours</translation>
    </message>
    <message>
        <source>Last 30 days</source>
        <translation>30 jours</translation>
    </message>
    <message>
        <source>Last 90 days</source>
        <translation>90 jours</translation>
    </message>
    <message>
        <source>Last year</source>
        <translation>1 an</translation>
    </message>
    <message>
        <source>All time</source>
        <translation>Tout</translation>
    </message>
    <message>
        <source>Own dates</source>
        <translation>Dates au choix</translation>
    </message>
    <message>
        <source>By</source>
        <translation>Par</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>Modèle</translation>
    </message>
    <message>
        <source>Quantization</source>
        <translation>Quantification</translation>
    </message>
    <message>
        <source>Prompt</source>
        <translation>Prompt</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Type</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>Version</translation>
    </message>
    <message>
        <source>Machine</source>
        <translation>Machine</translation>
    </message>
    <message>
        <source>This one</source>
        <translation>Celle-ci</translation>
    </message>
    <message>
        <source>Others</source>
        <translation>Autres</translation>
    </message>
    <message>
        <source>Compare with</source>
        <translation>Comparer à</translation>
    </message>
    <message>
        <source>A year before</source>
        <translation>Un an plus tôt</translation>
    </message>
    <message>
        <source>All</source>
        <translation>Tous</translation>
    </message>
    <message>
        <source>Days</source>
        <translation>Jours</translation>
    </message>
    <message>
        <source>Compared with</source>
        <translation>Comparé à</translation>
    </message>
    <message>
        <source>Any length</source>
        <translation>Toutes</translation>
    </message>
    <message>
        <source>Nothing</source>
        <translation>Rien</translation>
    </message>
    <message>
        <source>The days before</source>
        <translation>Jours précédents</translation>
    </message>
</context>
<context>
    <name>FindBar</name>
    <message>
        <source>Find in this conversation</source>
        <translation>Rechercher dans cette conversation</translation>
    </message>
    <message>
        <source>Previous</source>
        <translation>Précédent</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>Suivant</translation>
    </message>
    <message>
        <source>End finding</source>
        <translation>Terminer la recherche</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 sur %2</translation>
    </message>
    <message>
        <source>not found</source>
        <translation>introuvable</translation>
    </message>
</context>
<context>
    <name>FindPage</name>
    <message>
        <source>Name of a model, or org/name</source>
        <translation>Nom d’un modèle, ou organisation/nom</translation>
    </message>
    <message>
        <source>Search the hub</source>
        <translation>Rechercher sur le hub</translation>
    </message>
    <message>
        <source>Order of the results</source>
        <translation>Ordre des résultats</translation>
    </message>
    <message>
        <source>Most downloaded</source>
        <translation>Plus téléchargés</translation>
    </message>
    <message>
        <source>Trending</source>
        <translation>Tendance</translation>
    </message>
    <message>
        <source>Newest</source>
        <translation>Plus récents</translation>
    </message>
    <message>
        <source>&amp;Search</source>
        <translation>&amp;Rechercher</translation>
    </message>
    <message>
        <source>Nothing has gone out so far. A search asks %1, and sends it the words you look for.</source>
        <translation>Rien n’est sorti jusqu’ici. Une recherche interroge %1 et lui envoie les mots cherchés.</translation>
    </message>
    <message>
        <source>A search asks %1.</source>
        <translation>Une recherche interroge %1.</translation>
    </message>
    <message>
        <source>Inglenook is offline: nothing goes out. Turn “Offline” off to ask %1.</source>
        <translation>Inglenook est hors ligne&#xa0;: rien ne sort. Désactiver «&#xa0;Hors ligne&#xa0;» pour interroger %1.</translation>
    </message>
</context>
<context>
    <name>FolderDialog</name>
    <message>
        <source>Folder settings</source>
        <translation>Réglages du dossier</translation>
    </message>
    <message>
        <source>Name of the folder</source>
        <translation>Nom du dossier</translation>
    </message>
    <message>
        <source>Instructions to the model</source>
        <translation>Instructions au modèle</translation>
    </message>
    <message>
        <source>Instructions that every new conversation of this folder begins with</source>
        <translation>Instructions par lesquelles commence chaque nouvelle conversation de ce dossier</translation>
    </message>
    <message>
        <source>Model for new conversations</source>
        <translation>Modèle des nouvelles conversations</translation>
    </message>
    <message>
        <source>The one that is loaded</source>
        <translation>Celui qui est chargé</translation>
    </message>
    <message>
        <source>%1 (not installed)</source>
        <translation>%1 (non installé)</translation>
    </message>
    <message>
        <source>Preset for its answers</source>
        <translation>Préréglage de ses réponses</translation>
    </message>
    <message>
        <source>Parameters of its answers, unless a conversation has a preset of its own</source>
        <translation>Paramètres de ses réponses, sauf si une conversation a son propre préréglage</translation>
    </message>
    <message>
        <source>None</source>
        <translation>Aucun</translation>
    </message>
    <message>
        <source>&amp;Preset</source>
        <translation>&amp;Préréglage</translation>
    </message>
    <message>
        <source>&amp;Name</source>
        <translation>&amp;Nom</translation>
    </message>
    <message>
        <source>&amp;Instructions</source>
        <translation>&amp;Instructions</translation>
    </message>
    <message>
        <source>&amp;Model</source>
        <translation>&amp;Modèle</translation>
    </message>
</context>
<context>
    <name>FoundList</name>
    <message>
        <source>Models at the hub</source>
        <translation>Modèles du hub</translation>
    </message>
</context>
<context>
    <name>FramePanel</name>
    <message>
        <source>Frame times</source>
        <translation>Temps d’image</translation>
    </message>
    <message>
        <source>frames</source>
        <translation>images</translation>
    </message>
    <message>
        <source>median</source>
        <translation>médiane</translation>
    </message>
    <message>
        <source>longest stretch</source>
        <translation>plus longue durée</translation>
    </message>
    <message>
        <source>over %1 ms</source>
        <translation>plus de %1&#xa0;ms</translation>
    </message>
    <message>
        <source>memory</source>
        <translation>mémoire</translation>
    </message>
</context>
<context>
    <name>HubBrowsing</name>
    <message>
        <source>Recommended for this machine, list of %1</source>
        <translation>Recommandés pour cette machine, liste du %1</translation>
    </message>
    <message>
        <source>List of %1</source>
        <translation>Liste du %1</translation>
    </message>
    <message>
        <source>Asking %1…</source>
        <translation>Question à %1…</translation>
    </message>
    <message>
        <source>Reckoning what it takes…</source>
        <translation>Calcul de ce qu’il faut…</translation>
    </message>
    <message>
        <source>Asking %1 for the first bytes of the file…</source>
        <translation>Demande à %1 des premiers octets du fichier…</translation>
    </message>
    <message>
        <source>1 model</source>
        <translation>1 modèle</translation>
    </message>
    <message>
        <source>%1 models</source>
        <translation>%1 modèles</translation>
    </message>
    <message>
        <source>%1 for “%2”</source>
        <translation>%1 pour «&#xa0;%2&#xa0;»</translation>
    </message>
    <message>
        <source>The hub has no GGUF model of that name. Fewer words find more.</source>
        <translation>Le hub n’a aucun modèle GGUF de ce nom. Moins de mots en trouvent plus.</translation>
    </message>
    <message>
        <source>One more has a name that is not used here.</source>
        <translation>Un autre a un nom qui n’est pas utilisé ici.</translation>
    </message>
    <message>
        <source>%1 more have names that are not used here.</source>
        <translation>%1 autres ont des noms inutilisables ici.</translation>
    </message>
    <message>
        <source>Parts that read pictures or sound are not downloaded yet.</source>
        <translation>Les parties qui lisent les images ou le son ne sont pas encore téléchargées.</translation>
    </message>
    <message>
        <source>One file is left out: too many, or a bad name.</source>
        <translation>Un fichier est laissé de côté&#xa0;: trop nombreux, ou un nom non valable.</translation>
    </message>
    <message>
        <source>%1 files are left out: too many, or bad names.</source>
        <translation>%1 fichiers sont laissés de côté&#xa0;: trop nombreux, ou mal nommés.</translation>
    </message>
    <message>
        <source>incomplete: %1 parts are missing</source>
        <translation>incomplet&#xa0;: %1 parties manquent</translation>
    </message>
    <message>
        <source>incomplete: one part is missing</source>
        <translation>incomplet&#xa0;: une partie manque</translation>
    </message>
    <message>
        <source>up to %1 tokens/s</source>
        <translation>jusqu’à %1&#xa0;jetons/s</translation>
    </message>
    <message>
        <source>about %1 tokens/s</source>
        <translation>environ %1&#xa0;jetons/s</translation>
    </message>
    <message>
        <source>weights %1</source>
        <translation>poids %1</translation>
    </message>
    <message>
        <source>context %1</source>
        <translation>contexte %1</translation>
    </message>
    <message>
        <source>working space %1</source>
        <translation>espace de travail %1</translation>
    </message>
    <message>
        <source>the program %1</source>
        <translation>le programme %1</translation>
    </message>
</context>
<context>
    <name>JobBar</name>
    <message>
        <source>Cancel</source>
        <translation>Annuler</translation>
    </message>
</context>
<context>
    <name>LatestButton</name>
    <message>
        <source>To the end of the conversation</source>
        <translation>Aller à la fin de la conversation</translation>
    </message>
    <message>
        <source>New text below</source>
        <translation>Nouveau texte plus bas</translation>
    </message>
</context>
<context>
    <name>LedgerDialog</name>
    <message>
        <source>Network ledger</source>
        <translation>Journal du réseau</translation>
    </message>
    <message>
        <source>When</source>
        <translation>Quand</translation>
    </message>
    <message>
        <source>Host</source>
        <translation>Hôte</translation>
    </message>
    <message>
        <source>Received</source>
        <translation>Reçu</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>Réponse</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>Pourquoi</translation>
    </message>
    <message>
        <source>Requests, the newest first</source>
        <translation>Requêtes, les plus récentes d’abord</translation>
    </message>
    <message>
        <source>C&amp;lear</source>
        <translation>&amp;Effacer</translation>
    </message>
    <message>
        <source>&amp;Close</source>
        <translation>&amp;Fermer</translation>
    </message>
    <message>
        <source>No request has gone out since this list was last cleared.</source>
        <translation>Aucune requête n’est sortie depuis que cette liste a été effacée.</translation>
    </message>
    <message>
        <source>One request; %1 came back.</source>
        <translation>Une requête&#x202f;; %1 reçus en retour.</translation>
    </message>
    <message>
        <source>%1 requests; %2 came back.</source>
        <translation>%1 requêtes&#x202f;; %2 reçus en retour.</translation>
    </message>
    <message>
        <source>none</source>
        <translation>aucune</translation>
    </message>
</context>
<context>
    <name>LibraryKeeping</name>
    <message>
        <source>Being verified</source>
        <translation>Vérification en cours</translation>
    </message>
    <message>
        <source>Being removed</source>
        <translation>Suppression en cours</translation>
    </message>
    <message>
        <source>Importing %1…</source>
        <translation>Importation de %1…</translation>
    </message>
    <message>
        <source>Moving the models folder to %1…</source>
        <translation>Déplacement du dossier des modèles vers %1…</translation>
    </message>
    <message>
        <source>Stopped. Nothing was changed.</source>
        <translation>Arrêté. Rien n’a changé.</translation>
    </message>
    <message>
        <source>Being verified, %1 %</source>
        <translation>Vérification, %1&#x202f;%</translation>
    </message>
    <message>
        <source>Importing %1, %2 %</source>
        <translation>Importation de %1, %2&#x202f;%</translation>
    </message>
    <message>
        <source>Moving to %1, %2 %</source>
        <translation>Déplacement vers %1, %2&#x202f;%</translation>
    </message>
    <message>
        <source>%1 of its parts are missing, so it cannot be loaded.</source>
        <translation>%1 de ses parties manquent, il ne peut donc pas être chargé.</translation>
    </message>
    <message>
        <source>Starter</source>
        <translation>Fourni</translation>
    </message>
    <message>
        <source>Models folder</source>
        <translation>Dossier des modèles</translation>
    </message>
    <message>
        <source>Hub</source>
        <translation>Hub</translation>
    </message>
    <message>
        <source>Your folder</source>
        <translation>Votre dossier</translation>
    </message>
    <message>
        <source>The publisher&apos;s</source>
        <translation>Celui de l’éditeur</translation>
    </message>
    <message>
        <source>Not the publisher&apos;s</source>
        <translation>Pas celui de l’éditeur</translation>
    </message>
    <message>
        <source>The file&apos;s own</source>
        <translation>Celui du fichier</translation>
    </message>
    <message>
        <source>None</source>
        <translation>Aucun</translation>
    </message>
</context>
<context>
    <name>LibraryPage</name>
    <message>
        <source>Model</source>
        <translation>Modèle</translation>
    </message>
    <message>
        <source>From</source>
        <translation>Origine</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Taille</translation>
    </message>
    <message>
        <source>Last used</source>
        <translation>Dernier usage</translation>
    </message>
    <message>
        <source>Speed here</source>
        <translation>Vitesse ici</translation>
    </message>
    <message>
        <source>Licence</source>
        <translation>Licence</translation>
    </message>
    <message>
        <source>Chat template</source>
        <translation>Gabarit de chat</translation>
    </message>
    <message>
        <source>Filter by name</source>
        <translation>Filtrer par nom</translation>
    </message>
    <message>
        <source>Filter the models by name</source>
        <translation>Filtrer les modèles par nom</translation>
    </message>
    <message>
        <source>Models on this machine</source>
        <translation>Modèles sur cette machine</translation>
    </message>
    <message>
        <source>&amp;Load</source>
        <translation>&amp;Charger</translation>
    </message>
    <message>
        <source>Load &amp;settings…</source>
        <translation>&amp;Réglages de chargement…</translation>
    </message>
    <message>
        <source>How this model is loaded, and what that takes</source>
        <translation>Comment ce modèle est chargé, et ce que cela demande</translation>
    </message>
    <message>
        <source>&amp;Verify</source>
        <translation>&amp;Vérifier</translation>
    </message>
    <message>
        <source>Read the file again and compare it with the hub&apos;s sum</source>
        <translation>Relire le fichier et le comparer à la somme de contrôle du hub</translation>
    </message>
    <message>
        <source>&amp;Remove…</source>
        <translation>&amp;Supprimer…</translation>
    </message>
    <message>
        <source>Show in its &amp;folder</source>
        <translation>Afficher dans son &amp;dossier</translation>
    </message>
    <message>
        <source>&amp;Import a file…</source>
        <translation>&amp;Importer un fichier…</translation>
    </message>
    <message>
        <source>Fol&amp;ders</source>
        <translation>D&amp;ossiers</translation>
    </message>
    <message>
        <source>1 model</source>
        <translation>1 modèle</translation>
    </message>
    <message>
        <source>%1 models</source>
        <translation>%1 modèles</translation>
    </message>
    <message>
        <source>Looking…</source>
        <translation>Recherche…</translation>
    </message>
    <message>
        <source>looking again…</source>
        <translation>nouvelle recherche…</translation>
    </message>
    <message>
        <source>Remove %1 from this machine?</source>
        <translation>Supprimer %1 de cette machine&#x202f;?</translation>
    </message>
    <message>
        <source>%1 become free. It can be downloaded again.</source>
        <translation>%1 seront libérés. Le modèle pourra être téléchargé à nouveau.</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Supprimer</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>Garder</translation>
    </message>
    <message>
        <source>Import a model file</source>
        <translation>Importer un fichier de modèle</translation>
    </message>
    <message>
        <source>Models (*.gguf)</source>
        <translation>Modèles (*.gguf)</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>Tous les fichiers (*)</translation>
    </message>
    <message>
        <source>Add a folder with models</source>
        <translation>Ajouter un dossier de modèles</translation>
    </message>
    <message>
        <source>Move the models folder</source>
        <translation>Déplacer le dossier des modèles</translation>
    </message>
    <message>
        <source>Add a folder…</source>
        <translation>Ajouter un dossier…</translation>
    </message>
    <message>
        <source>Move the models folder…</source>
        <translation>Déplacer le dossier des modèles…</translation>
    </message>
    <message>
        <source>Do not list %1 any more</source>
        <translation>Ne plus lister %1</translation>
    </message>
    <message>
        <source>%1 (loaded)</source>
        <translation>%1 (chargé)</translation>
    </message>
</context>
<context>
    <name>LinkDialog</name>
    <message>
        <source>Open a link?</source>
        <translation>Ouvrir un lien&#x202f;?</translation>
    </message>
    <message>
        <source>This opens your web browser at %1. The address is:</source>
        <translation>Ceci ouvre votre navigateur web sur %1. L’adresse est&#xa0;:</translation>
    </message>
    <message>
        <source>Only plain web addresses (http and https) are opened from here. You can copy this one:</source>
        <translation>Seules les adresses web simples (http et https) s’ouvrent d’ici. Celle-ci peut être copiée&#xa0;:</translation>
    </message>
    <message>
        <source>Address of the link</source>
        <translation>Adresse du lien</translation>
    </message>
    <message>
        <source>&amp;Copy address</source>
        <translation>&amp;Copier l’adresse</translation>
    </message>
    <message>
        <source>&amp;Open in browser</source>
        <translation>&amp;Ouvrir dans le navigateur</translation>
    </message>
</context>
<context>
    <name>ListEditor</name>
    <message>
        <source>New</source>
        <translation>Nouveau</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Supprimer</translation>
    </message>
    <message>
        <source>Delete “%1”?</source>
        <translation>Supprimer « %1 » ?</translation>
    </message>
    <message>
        <source>It cannot be brought back.</source>
        <translation>Cela ne peut pas être récupéré.</translation>
    </message>
</context>
<context>
    <name>LoadSettingsDialog</name>
    <message>
        <source>Load settings</source>
        <translation>Réglages de chargement</translation>
    </message>
    <message>
        <source>&amp;Context</source>
        <translation>&amp;Contexte</translation>
    </message>
    <message>
        <source>&amp;KV cache</source>
        <translation>Cache &amp;KV</translation>
    </message>
    <message>
        <source>&amp;GPU layers</source>
        <translation>Couches &amp;GPU</translation>
    </message>
    <message>
        <source>&amp;Experts in RAM</source>
        <translation>&amp;Experts en RAM</translation>
    </message>
    <message>
        <source>GP&amp;Us</source>
        <translation>GP&amp;U</translation>
    </message>
    <message>
        <source>&amp;Flash attention</source>
        <translation>&amp;Flash attention</translation>
    </message>
    <message>
        <source>&amp;Batch</source>
        <translation>&amp;Lot</translation>
    </message>
    <message>
        <source>&amp;Threads</source>
        <translation>&amp;Threads</translation>
    </message>
    <message>
        <source>&amp;All automatic</source>
        <translation>Tout &amp;automatique</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Annuler</translation>
    </message>
    <message>
        <source>OK</source>
        <translation>OK</translation>
    </message>
    <message>
        <source>Planning…</source>
        <translation>Planification…</translation>
    </message>
    <message>
        <source>%1 tokens</source>
        <translation>%1 jetons</translation>
    </message>
    <message>
        <source>on</source>
        <translation>activé</translation>
    </message>
    <message>
        <source>off</source>
        <translation>désactivé</translation>
    </message>
    <message>
        <source>As you chose.</source>
        <translation>Comme choisi.</translation>
    </message>
    <message>
        <source>evenly</source>
        <translation>à parts égales</translation>
    </message>
    <message>
        <source>%1 alone</source>
        <translation>%1 seul</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 sur %2</translation>
    </message>
    <message>
        <source>of 1 layer</source>
        <translation>sur 1 couche</translation>
    </message>
    <message>
        <source>of %1 layers</source>
        <translation>sur %1 couches</translation>
    </message>
    <message>
        <source>As it is loaded now, its process took %1 of the %2 planned (%3 %).</source>
        <translation>Tel qu’il est chargé, son processus a pris %1 des %2 prévus (%3&#x202f;%).</translation>
    </message>
    <message>
        <source>As it is loaded now, its weights, context and working space took %1 of the %2 planned (%3 %).</source>
        <translation>Tel qu’il est chargé, ses poids, son contexte et son espace de travail ont pris %1 des %2 prévus (%3&#x202f;%).</translation>
    </message>
    <message>
        <source>OK loads the model anew; an answer in progress ends first.</source>
        <translation>OK recharge le modèle&#x202f;; une réponse en cours se termine d’abord.</translation>
    </message>
</context>
<context>
    <name>LowerPart</name>
    <message>
        <source>Below the conversation</source>
        <translation>Sous la conversation</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>Close this model and go on with the second one</source>
        <translation>Fermer ce modèle et continuer avec le second</translation>
    </message>
    <message>
        <source>Open a model file</source>
        <translation>Ouvrir un fichier de modèle</translation>
    </message>
    <message>
        <source>Models (*.gguf)</source>
        <translation>Modèles (*.gguf)</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>Tous les fichiers (*)</translation>
    </message>
    <message>
        <source>Use another folder for conversations</source>
        <translation>Choisir un autre dossier pour les conversations</translation>
    </message>
</context>
<context>
    <name>MessageActs</name>
    <message>
        <source>Continue</source>
        <translation>Continuer</translation>
    </message>
    <message>
        <source>Regenerate with</source>
        <translation>Régénérer avec</translation>
    </message>
    <message>
        <source>Regenerate with the preset</source>
        <translation>Régénérer avec le préréglage</translation>
    </message>
    <message>
        <source>Regenerate with other parameters…</source>
        <translation>Régénérer avec d’autres paramètres…</translation>
    </message>
    <message>
        <source>Mark as</source>
        <translation>Marquer comme</translation>
    </message>
    <message>
        <source>Replay…</source>
        <translation>Rejouer…</translation>
    </message>
    <message>
        <source>Make this answer once more, and see whether it comes out the same</source>
        <translation>Refaire cette réponse une fois, et voir si elle sort à l’identique</translation>
    </message>
    <message>
        <source>Attached files</source>
        <translation>Fichiers joints</translation>
    </message>
    <message>
        <source>Continue in a new conversation</source>
        <translation>En faire une conversation à part</translation>
    </message>
    <message>
        <source>A copy of everything down to this message; this conversation stays as it is</source>
        <translation>Une copie de tout jusqu’à ce message&#x202f;; cette conversation reste telle quelle</translation>
    </message>
    <message>
        <source>Copy as Markdown</source>
        <translation>Copier en Markdown</translation>
    </message>
    <message>
        <source>Copy as plain text</source>
        <translation>Copier en texte brut</translation>
    </message>
    <message>
        <source>Copy everything down to here as Markdown</source>
        <translation>Copier tout jusqu’ici en Markdown</translation>
    </message>
    <message>
        <source>Copy everything down to here as plain text</source>
        <translation>Copier tout jusqu’ici en texte brut</translation>
    </message>
    <message>
        <source>Always read this turn</source>
        <translation>Toujours lire ce tour</translation>
    </message>
    <message>
        <source>It stays when the oldest messages no longer fit into the context</source>
        <translation>Il reste quand les plus anciens messages ne tiennent plus dans le contexte</translation>
    </message>
    <message>
        <source>Details of this answer…</source>
        <translation>Détails de cette réponse…</translation>
    </message>
</context>
<context>
    <name>MessageEditor</name>
    <message>
        <source>Cancel</source>
        <translation>Annuler</translation>
    </message>
    <message>
        <source>Forget what was changed here</source>
        <translation>Oublier ce qui a été modifié ici</translation>
    </message>
    <message>
        <source>Edit, %1</source>
        <translation>Modifier, %1</translation>
    </message>
    <message>
        <source>Send</source>
        <translation>Envoyer</translation>
    </message>
    <message>
        <source>Save as a new version</source>
        <translation>Enregistrer comme nouvelle version</translation>
    </message>
    <message>
        <source>Enter sends, Esc closes</source>
        <translation>Entrée envoie, Échap ferme</translation>
    </message>
    <message>
        <source>Ctrl+Enter saves, Esc closes</source>
        <translation>Ctrl+Entrée enregistre, Échap ferme</translation>
    </message>
    <message>
        <source>Your edit, not sent yet. Cancel forgets it</source>
        <translation>Votre modification, pas encore envoyée. « Annuler » l’abandonne</translation>
    </message>
    <message>
        <source>Your edit, not saved yet. Cancel forgets it</source>
        <translation>Votre modification, pas encore enregistrée. « Annuler » l’abandonne</translation>
    </message>
    <message>
        <source>Can be sent when the answer is done. Esc closes</source>
        <translation>Peut être envoyé quand la réponse est finie. Échap ferme</translation>
    </message>
    <message>
        <source>Can be saved when the answer is done. Esc closes</source>
        <translation>Peut être enregistré quand la réponse est finie. Échap ferme</translation>
    </message>
    <message>
        <source>Sent when the model is ready. Esc takes it back</source>
        <translation>Envoyé quand le modèle est prêt. Échap l’annule</translation>
    </message>
    <message>
        <source>That is too much for this field. Send it as a message of its own.</source>
        <translation>C’est trop pour ce champ. L’envoyer comme message à part.</translation>
    </message>
</context>
<context>
    <name>MessageEnd</name>
    <message>
        <source>Copy</source>
        <translation>Copier</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>Copié</translation>
    </message>
    <message>
        <source>Copy message</source>
        <translation>Copier le message</translation>
    </message>
    <message>
        <source>Copy the whole message as it was written</source>
        <translation>Copier tout le message tel qu’il a été écrit</translation>
    </message>
    <message>
        <source>Edit</source>
        <translation>Modifier</translation>
    </message>
    <message>
        <source>Regenerate</source>
        <translation>Régénérer</translation>
    </message>
    <message>
        <source>Regenerate answer</source>
        <translation>Régénérer la réponse</translation>
    </message>
    <message>
        <source>Another answer beside this one, which stays</source>
        <translation>Une autre réponse à côté de celle-ci, qui reste</translation>
    </message>
    <message>
        <source>More for this message</source>
        <translation>Plus pour ce message</translation>
    </message>
    <message>
        <source>More</source>
        <translation>Plus</translation>
    </message>
    <message>
        <source>Edit answer</source>
        <translation>Modifier la réponse</translation>
    </message>
    <message>
        <source>Edit question</source>
        <translation>Modifier la question</translation>
    </message>
    <message>
        <source>Write another version of this answer yourself</source>
        <translation>Écrire soi-même une autre version de cette réponse</translation>
    </message>
    <message>
        <source>Change the message and send it again; this one stays</source>
        <translation>Modifier le message et l’envoyer à nouveau&#x202f;; celui-ci reste</translation>
    </message>
    <message>
        <source>Reading …</source>
        <translation>Lecture…</translation>
    </message>
    <message>
        <source>Waiting …</source>
        <translation>En attente…</translation>
    </message>
    <message>
        <source>Attached: %1</source>
        <translation>Joint&#xa0;: %1</translation>
    </message>
</context>
<context>
    <name>ModelBar</name>
    <message>
        <source>Model</source>
        <translation>Modèle</translation>
    </message>
    <message>
        <source>Stop loading this model</source>
        <translation>Arrêter le chargement de ce modèle</translation>
    </message>
    <message>
        <source>Get models</source>
        <translation>Obtenir des modèles</translation>
    </message>
    <message>
        <source>Show or hide the conversations</source>
        <translation>Afficher ou masquer les conversations</translation>
    </message>
    <message>
        <source>Choose a model</source>
        <translation>Choisir un modèle</translation>
    </message>
    <message>
        <source>Find and download models for this machine</source>
        <translation>Trouver et télécharger des modèles pour cette machine</translation>
    </message>
    <message>
        <source>Loading, %1 %</source>
        <translation>Chargement, %1&#x202f;%</translation>
    </message>
    <message>
        <source>draft model %1</source>
        <translation>modèle brouillon %1</translation>
    </message>
    <message>
        <source>base model: plain completion</source>
        <translation>modèle de base&#xa0;: complétion simple</translation>
    </message>
    <message>
        <source>not loaded</source>
        <translation>non chargé</translation>
    </message>
    <message>
        <source>Model: %1</source>
        <translation>Modèle&#xa0;: %1</translation>
    </message>
    <message>
        <source>No model is installed</source>
        <translation>Aucun modèle n’est installé</translation>
    </message>
    <message>
        <source>Side by side with</source>
        <translation>Côte à côte avec</translation>
    </message>
    <message>
        <source>Load settings…</source>
        <translation>Réglages de chargement…</translation>
    </message>
    <message>
        <source>Open a model file…</source>
        <translation>Ouvrir un fichier de modèle…</translation>
    </message>
    <message>
        <source>Models…</source>
        <translation>Modèles…</translation>
    </message>
    <message>
        <source>incomplete</source>
        <translation>incomplet</translation>
    </message>
    <message>
        <source>%1 of %2 tokens</source>
        <translation>%1 jetons sur %2</translation>
    </message>
    <message>
        <source>%1 tokens</source>
        <translation>%1 jetons</translation>
    </message>
    <message>
        <source>cannot be read</source>
        <translation>illisible</translation>
    </message>
    <message>
        <source>Draft model</source>
        <translation>Modèle brouillon</translation>
    </message>
    <message>
        <source>None</source>
        <translation>Aucun</translation>
    </message>
</context>
<context>
    <name>ModelLoading</name>
    <message>
        <source>No model is chosen. Choose one to go on.</source>
        <translation>Aucun modèle n’est choisi. En choisir un pour continuer.</translation>
    </message>
    <message>
        <source>There is no model on this machine yet. What you write is kept until there is one.</source>
        <translation>Il n’y a pas encore de modèle sur cette machine. Ce que vous écrivez est conservé jusqu’à ce qu’il y en ait un.</translation>
    </message>
</context>
<context>
    <name>ModelPlans</name>
    <message>
        <source>The engine made no plan of this model. Try again.</source>
        <translation>Le moteur n’a fait aucun plan pour ce modèle. Réessayer.</translation>
    </message>
</context>
<context>
    <name>ModelsController</name>
    <message>
        <source>%1 is on this machine, whole and verified.</source>
        <translation>%1 est sur cette machine, entier et vérifié.</translation>
    </message>
    <message>
        <source>The next try is in %1 s.</source>
        <translation>Prochain essai dans %1&#xa0;s.</translation>
    </message>
</context>
<context>
    <name>ModelsWindow</name>
    <message>
        <source>Models</source>
        <translation>Modèles</translation>
    </message>
    <message>
        <source>Pages</source>
        <translation>Pages</translation>
    </message>
    <message>
        <source>Find</source>
        <translation>Trouver</translation>
    </message>
    <message>
        <source>On this machine</source>
        <translation>Sur cette machine</translation>
    </message>
    <message>
        <source>Downloads</source>
        <translation>Téléchargements</translation>
    </message>
    <message>
        <source>&amp;Offline</source>
        <translation>&amp;Hors ligne</translation>
    </message>
    <message>
        <source>While this is on, nothing goes out, whatever is clicked</source>
        <translation>Tant que c’est activé, rien ne sort, quel que soit le clic</translation>
    </message>
    <message>
        <source>&amp;Network…</source>
        <translation>Rés&amp;eau…</translation>
    </message>
    <message>
        <source>Every request that went out: when, to whom, how much, and why</source>
        <translation>Chaque requête sortie&#xa0;: quand, vers qui, combien et pourquoi</translation>
    </message>
    <message>
        <source>S&amp;top</source>
        <translation>&amp;Arrêter</translation>
    </message>
</context>
<context>
    <name>NewFolderDialog</name>
    <message>
        <source>New folder</source>
        <translation>Nouveau dossier</translation>
    </message>
    <message>
        <source>&amp;Name of the folder:</source>
        <translation>&amp;Nom du dossier&#xa0;:</translation>
    </message>
    <message>
        <source>Name of the folder</source>
        <translation>Nom du dossier</translation>
    </message>
</context>
<context>
    <name>NoticeBar</name>
    <message>
        <source>Notices</source>
        <translation>Messages</translation>
    </message>
    <message>
        <source>Show less</source>
        <translation>Afficher moins</translation>
    </message>
    <message>
        <source>The new conversation goes into the folder “%1”.</source>
        <translation>La nouvelle conversation va dans le dossier «&#xa0;%1&#xa0;».</translation>
    </message>
    <message>
        <source>%1 could draft for %2, so that answers come sooner. It takes %3 of memory.</source>
        <translation>%1 pourrait proposer des jetons à %2, pour des réponses plus rapides. Il prend %3 de mémoire.</translation>
    </message>
    <message>
        <source>%1 more</source>
        <translation>%1 de plus</translation>
    </message>
</context>
<context>
    <name>NoticePanel</name>
    <message>
        <source>&amp;Continue</source>
        <translation>Con&amp;tinuer</translation>
    </message>
    <message>
        <source>Let the answer go on where it stopped</source>
        <translation>Laisser la réponse reprendre où elle s’est arrêtée</translation>
    </message>
    <message>
        <source>&amp;Try again</source>
        <translation>Rée&amp;ssayer</translation>
    </message>
    <message>
        <source>C&amp;hange…</source>
        <translation>M&amp;odifier…</translation>
    </message>
    <message>
        <source>The summary, and reading everything again</source>
        <translation>Le résumé, et tout relire</translation>
    </message>
</context>
<context>
    <name>NoticeRow</name>
    <message>
        <source>Dismiss</source>
        <translation>Fermer</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>Détails</translation>
    </message>
    <message>
        <source>Load again</source>
        <translation>Recharger</translation>
    </message>
    <message>
        <source>Use the starter model</source>
        <translation>Modèle fourni</translation>
    </message>
    <message>
        <source>Load without draft</source>
        <translation>Sans brouillon</translation>
    </message>
    <message>
        <source>Load with automatic settings</source>
        <translation>Réglages auto</translation>
    </message>
    <message>
        <source>Use it</source>
        <translation>L’utiliser</translation>
    </message>
    <message>
        <source>Send again</source>
        <translation>Renvoyer</translation>
    </message>
    <message>
        <source>Save again</source>
        <translation>Réenregistrer</translation>
    </message>
    <message>
        <source>New conversation</source>
        <translation>Nouvelle conversation</translation>
    </message>
    <message>
        <source>Leave out the oldest</source>
        <translation>Laisser les plus anciens</translation>
    </message>
    <message>
        <source>Sum them up</source>
        <translation>Les résumer</translation>
    </message>
    <message>
        <source>Larger context…</source>
        <translation>Contexte plus grand…</translation>
    </message>
    <message>
        <source>Choose a file…</source>
        <translation>Choisir un fichier…</translation>
    </message>
    <message>
        <source>Get models</source>
        <translation>Obtenir des modèles</translation>
    </message>
    <message>
        <source>Refresh</source>
        <translation>Actualiser</translation>
    </message>
</context>
<context>
    <name>OpeningPage</name>
    <message>
        <source>One moment</source>
        <translation>Un instant</translation>
    </message>
</context>
<context>
    <name>Palette</name>
    <message>
        <source>Command palette</source>
        <translation>Palette de commandes</translation>
    </message>
    <message>
        <source>Do something, open a conversation, change a setting</source>
        <translation>Agir, ouvrir une conversation, changer un réglage</translation>
    </message>
    <message>
        <source>What may be meant</source>
        <translation>Ce qui peut être voulu</translation>
    </message>
    <message>
        <source>Nothing found.</source>
        <translation>Rien ne convient.</translation>
    </message>
</context>
<context>
    <name>PaletteModel</name>
    <message>
        <source>in force</source>
        <translation>actif</translation>
    </message>
</context>
<context>
    <name>PaletteOpening</name>
    <message>
        <source>New conversation</source>
        <translation>Nouvelle conversation</translation>
    </message>
    <message>
        <source>Conversation</source>
        <translation>Conversation</translation>
    </message>
</context>
<context>
    <name>ParamForm</name>
    <message>
        <source>Set %1</source>
        <translation>Définir %1</translation>
    </message>
</context>
<context>
    <name>ParamsDialog</name>
    <message>
        <source>Regenerate with other parameters</source>
        <translation>Régénérer avec d’autres paramètres</translation>
    </message>
    <message>
        <source>The same seed and parameters give the same answer. It stands beside this one.</source>
        <translation>La même graine et les mêmes paramètres donnent la même réponse. Elle se place à côté de celle-ci.</translation>
    </message>
    <message>
        <source>Regenerate</source>
        <translation>Régénérer</translation>
    </message>
</context>
<context>
    <name>PieceWidgets</name>
    <message>
        <source>You</source>
        <translation>Vous</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>Réponse</translation>
    </message>
    <message>
        <source>Instructions</source>
        <translation>Instructions</translation>
    </message>
    <message>
        <source>end of message %1</source>
        <translation>fin du message %1</translation>
    </message>
    <message>
        <source>message %1</source>
        <translation>message %1</translation>
    </message>
    <message>
        <source>code in message %1</source>
        <translation>code du message %1</translation>
    </message>
    <message>
        <source>table in message %1</source>
        <translation>tableau du message %1</translation>
    </message>
</context>
<context>
    <name>PlaceBar</name>
    <message>
        <source>Back to the conversations</source>
        <translation>Revenir aux conversations</translation>
    </message>
    <message>
        <source>Empty…</source>
        <translation>Vider…</translation>
    </message>
    <message>
        <source>Empty the trash</source>
        <translation>Vider la corbeille</translation>
    </message>
    <message>
        <source>Emptied after %1 days.</source>
        <translation>Vidée après %1 jours.</translation>
    </message>
    <message>
        <source>Empty.</source>
        <translation>Vide.</translation>
    </message>
    <message>
        <source>Trash</source>
        <translation>Corbeille</translation>
    </message>
    <message>
        <source>Nothing is archived.</source>
        <translation>Rien n’est archivé.</translation>
    </message>
    <message>
        <source>Archive</source>
        <translation>Archives</translation>
    </message>
</context>
<context>
    <name>PlaceRow</name>
    <message>
        <source>Open…</source>
        <translation>Ouvrir…</translation>
    </message>
    <message>
        <source>Open: %1</source>
        <translation>Ouvrir&#xa0;: %1</translation>
    </message>
</context>
<context>
    <name>PresetButton</name>
    <message>
        <source>Preset</source>
        <translation>Préréglage</translation>
    </message>
    <message>
        <source>Preset: %1</source>
        <translation>Préréglage&#xa0;: %1</translation>
    </message>
    <message>
        <source>none</source>
        <translation>aucun</translation>
    </message>
    <message>
        <source>With what the next answer is made (Ctrl+P)</source>
        <translation>Avec quoi la prochaine réponse est faite (Ctrl+P)</translation>
    </message>
    <message>
        <source>System prompt</source>
        <translation>Prompt système</translation>
    </message>
    <message>
        <source>Preset of this conversation</source>
        <translation>Préréglage de cette conversation</translation>
    </message>
    <message>
        <source>Folder “%1”</source>
        <translation>Dossier «&#xa0;%1&#xa0;»</translation>
    </message>
    <message>
        <source>Model %1</source>
        <translation>Modèle %1</translation>
    </message>
    <message>
        <source>What follows for the next answer</source>
        <translation>Ce qui en résulte pour la prochaine réponse</translation>
    </message>
    <message>
        <source>Presets…</source>
        <translation>Préréglages…</translation>
    </message>
    <message>
        <source>“%1”, this conversation</source>
        <translation>«&#xa0;%1&#xa0;», cette conversation</translation>
    </message>
    <message>
        <source>“%1”, the folder</source>
        <translation>«&#xa0;%1&#xa0;», le dossier</translation>
    </message>
    <message>
        <source>“%1”, the model</source>
        <translation>«&#xa0;%1&#xa0;», le modèle</translation>
    </message>
    <message>
        <source>None</source>
        <translation>Aucun</translation>
    </message>
</context>
<context>
    <name>PresetKeeping</name>
    <message>
        <source>Your conversations are not open, so presets cannot be kept. Open them first.</source>
        <translation>Les conversations ne sont pas ouvertes, les préréglages ne peuvent donc pas être gardés. Les ouvrir d’abord.</translation>
    </message>
</context>
<context>
    <name>PresetsDialog</name>
    <message>
        <source>Presets</source>
        <translation>Préréglages</translation>
    </message>
    <message>
        <source>A preset keeps parameters and a system prompt under a name, for a conversation, a folder or a model.</source>
        <translation>Un préréglage garde des paramètres et un prompt système sous un nom, pour une conversation, un dossier ou un modèle.</translation>
    </message>
    <message>
        <source>Name of the preset</source>
        <translation>Nom du préréglage</translation>
    </message>
    <message>
        <source>System prompt</source>
        <translation>Prompt système</translation>
    </message>
    <message>
        <source>Says nothing of the system prompt</source>
        <translation>Ne dit rien du prompt système</translation>
    </message>
    <message>
        <source>&amp;Name</source>
        <translation>&amp;Nom</translation>
    </message>
    <message>
        <source>&amp;System prompt</source>
        <translation>&amp;Prompt système</translation>
    </message>
    <message>
        <source>What is not switched on stays as the folder, the model or Inglenook has it.</source>
        <translation>Ce qui n’est pas activé reste comme le dossier, le modèle ou Inglenook le fixe.</translation>
    </message>
    <message>
        <source>Import…</source>
        <translation>Importer…</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>Exporter…</translation>
    </message>
    <message>
        <source>New preset</source>
        <translation>Nouveau préréglage</translation>
    </message>
    <message>
        <source>The seed is no number up to 9223372036854775807, or there are too many texts to stop at.</source>
        <translation>La graine n’est pas un nombre jusqu’à 9223372036854775807, ou les textes d’arrêt sont trop nombreux.</translation>
    </message>
    <message>
        <source>Nothing was added: what the file holds is here already.</source>
        <translation>Rien n’a été ajouté : ce que contient le fichier est déjà là.</translation>
    </message>
    <message>
        <source>Import presets</source>
        <translation>Importer des préréglages</translation>
    </message>
    <message>
        <source>Export all presets</source>
        <translation>Exporter tous les préréglages</translation>
    </message>
    <message>
        <source>Presets (*.json *.toml)</source>
        <translation>Préréglages (*.json *.toml)</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>Tous les fichiers (*)</translation>
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
        <translation>L’afficher</translation>
    </message>
    <message>
        <source>Show the private conversation</source>
        <translation>Afficher la conversation privée</translation>
    </message>
    <message>
        <source>Close it</source>
        <translation>La fermer</translation>
    </message>
    <message>
        <source>Close the private conversation</source>
        <translation>Fermer la conversation privée</translation>
    </message>
    <message>
        <source>Private conversation. Nothing of it is written to the disk; when you close it, it is gone.</source>
        <translation>Conversation privée. Rien n’en est écrit sur le disque&#x202f;; une fois fermée, elle disparaît.</translation>
    </message>
    <message>
        <source>A private conversation is open. This is not it.</source>
        <translation>Une conversation privée est ouverte. Ce n’est pas celle-ci.</translation>
    </message>
</context>
<context>
    <name>ProgressLine</name>
    <message>
        <source>Progress of loading</source>
        <translation>Progression du chargement</translation>
    </message>
</context>
<context>
    <name>QueueChip</name>
    <message>
        <source>with a file</source>
        <translation>avec un fichier</translation>
    </message>
    <message>
        <source>with %1 files</source>
        <translation>avec %1 fichiers</translation>
    </message>
    <message>
        <source>Waiting message: %1</source>
        <translation>Message en attente&#xa0;: %1</translation>
    </message>
    <message>
        <source>Send this message earlier (Alt+Up)</source>
        <translation>Envoyer ce message plus tôt (Alt+Flèche haut)</translation>
    </message>
    <message>
        <source>Send this message later (Alt+Down)</source>
        <translation>Envoyer ce message plus tard (Alt+Flèche bas)</translation>
    </message>
    <message>
        <source>Edit this message</source>
        <translation>Modifier ce message</translation>
    </message>
    <message>
        <source>Do not send this message</source>
        <translation>Ne pas envoyer ce message</translation>
    </message>
</context>
<context>
    <name>QueueStrip</name>
    <message>
        <source>Send now</source>
        <translation>Envoyer</translation>
    </message>
    <message>
        <source>Messages that wait</source>
        <translation>Messages en attente</translation>
    </message>
    <message>
        <source>Kept for later</source>
        <translation>Gardés pour plus tard</translation>
    </message>
    <message>
        <source>Sent when the answer is done</source>
        <translation>Envoyés quand la réponse est finie</translation>
    </message>
    <message>
        <source>and %1 more</source>
        <translation>et %1 de plus</translation>
    </message>
</context>
<context>
    <name>ReasoningButton</name>
    <message>
        <source>As the model has it</source>
        <translation>Selon le modèle</translation>
    </message>
    <message>
        <source>On</source>
        <translation>Activé</translation>
    </message>
    <message>
        <source>Off</source>
        <translation>Désactivé</translation>
    </message>
    <message>
        <source>Whether this model reasons before it answers, and for how long</source>
        <translation>Si ce modèle raisonne avant de répondre, et jusqu’où</translation>
    </message>
    <message>
        <source>Reasoning: %1</source>
        <translation>Raisonnement&#xa0;: %1</translation>
    </message>
    <message>
        <source>As long as it likes</source>
        <translation>Sans limite</translation>
    </message>
    <message>
        <source>At most %1 tokens</source>
        <translation>Au plus %1 jetons</translation>
    </message>
</context>
<context>
    <name>ReasoningHead</name>
    <message>
        <source>Reasoning</source>
        <translation>Raisonnement</translation>
    </message>
    <message>
        <source>Reasoning …</source>
        <translation>Raisonnement…</translation>
    </message>
    <message>
        <source>folded</source>
        <translation>replié</translation>
    </message>
    <message>
        <source>laid open</source>
        <translation>déplié</translation>
    </message>
    <message>
        <source>Show the reasoning</source>
        <translation>Afficher le raisonnement</translation>
    </message>
    <message>
        <source>Hide the reasoning</source>
        <translation>Masquer le raisonnement</translation>
    </message>
</context>
<context>
    <name>ReasoningSwitch</name>
    <message>
        <source>Reasoning</source>
        <translation>Raisonnement</translation>
    </message>
</context>
<context>
    <name>ReplayDialog</name>
    <message>
        <source>Replay</source>
        <translation>Rejouer</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>Résultat</translation>
    </message>
    <message>
        <source>Progress of the replay</source>
        <translation>Progression de la relecture</translation>
    </message>
    <message>
        <source>%1 writes the answer once more: %2 of %3 tokens</source>
        <translation>%1 réécrit la réponse&#xa0;: %2 jetons sur %3</translation>
    </message>
    <message>
        <source>Identical: all %1 tokens came again.</source>
        <translation>Identique&#xa0;: les %1 jetons sont tous revenus.</translation>
    </message>
    <message>
        <source>This made no difference:</source>
        <translation>Cela n’a rien changé&#xa0;:</translation>
    </message>
    <message>
        <source>Different from token %1 of %2 on.</source>
        <translation>Différent à partir du jeton %1 sur %2.</translation>
    </message>
    <message>
        <source>After “…%1”
then: “%2”
now: “%3”</source>
        <translation>Après «&#xa0;…%1&#xa0;»
alors&#xa0;: «&#xa0;%2&#xa0;»
maintenant&#xa0;: «&#xa0;%3&#xa0;»</translation>
    </message>
    <message>
        <source>It may be because of this:</source>
        <translation>Cela peut venir de ceci&#xa0;:</translation>
    </message>
    <message>
        <source>The rest of it was not compared (tokens: %1): another model wrote it, or a run without an end.</source>
        <translation>Le reste n’a pas été comparé (jetons : %1) : un autre modèle l’a écrit, ou une exécution sans fin.</translation>
    </message>
</context>
<context>
    <name>Replaying</name>
    <message>
        <source>An answer is being written. Wait for its end, or stop it.</source>
        <translation>Une réponse est en cours d’écriture. Attendre sa fin, ou l’arrêter.</translation>
    </message>
    <message>
        <source>No model is loaded. Load the one that wrote this answer.</source>
        <translation>Aucun modèle n’est chargé. Charger celui qui a écrit cette réponse.</translation>
    </message>
    <message>
        <source>No model wrote this answer here, so there is nothing to compare with.</source>
        <translation>Aucun modèle n’a écrit cette réponse ici, il n’y a donc rien à comparer.</translation>
    </message>
    <message>
        <source>The conversations were closed.</source>
        <translation>Les conversations ont été fermées.</translation>
    </message>
    <message>
        <source>%1 wrote this answer, and %2 is loaded. Load that one, and try again.</source>
        <translation>%1 a écrit cette réponse, et %2 est chargé. Charger le premier, puis réessayer.</translation>
    </message>
    <message>
        <source>%1 wrote this answer with another draft model. Choose that one, and try again.</source>
        <translation>%1 a écrit cette réponse avec un autre modèle brouillon. Choisir celui-là, puis réessayer.</translation>
    </message>
    <message>
        <source>Stopped; nothing was compared.</source>
        <translation>Arrêté&#x202f;; rien n’a été comparé.</translation>
    </message>
    <message>
        <source>The engine ended before the answer did.</source>
        <translation>Le moteur s’est terminé avant la réponse.</translation>
    </message>
</context>
<context>
    <name>ReportDialog</name>
    <message>
        <source>What was wrong</source>
        <translation>Ce qui n’allait pas</translation>
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
        <translation>Taille</translation>
    </message>
    <message>
        <source>Quality</source>
        <translation>Qualité</translation>
    </message>
    <message>
        <source>This machine</source>
        <translation>Cette machine</translation>
    </message>
    <message>
        <source>Variants of the model</source>
        <translation>Variantes du modèle</translation>
    </message>
    <message>
        <source>best here</source>
        <translation>la meilleure ici</translation>
    </message>
    <message>
        <source>Check &amp;fit</source>
        <translation>Estimer la &amp;place</translation>
    </message>
    <message>
        <source>Read the first bytes of this file at the hub, and reckon what it takes on this machine</source>
        <translation>Lire les premiers octets de ce fichier sur le hub, et calculer ce qu’il demande à cette machine</translation>
    </message>
    <message>
        <source>&amp;Download</source>
        <translation>&amp;Télécharger</translation>
    </message>
    <message>
        <source>Model card, as plain text</source>
        <translation>Fiche du modèle, en texte brut</translation>
    </message>
    <message>
        <source>Choose a model on the left: its files, what each would take here, and its card appear.</source>
        <translation>Choisir un modèle à gauche&#xa0;: ses fichiers, ce que chacun demanderait ici et sa fiche apparaissent.</translation>
    </message>
    <message>
        <source>no licence stated</source>
        <translation>licence non indiquée</translation>
    </message>
    <message>
        <source>made from %1</source>
        <translation>tiré de %1</translation>
    </message>
    <message>
        <source>private</source>
        <translation>privé</translation>
    </message>
    <message>
        <source>gated: its terms have to be accepted at the hub</source>
        <translation>accès restreint&#xa0;: ses conditions doivent être acceptées sur le hub</translation>
    </message>
    <message>
        <source>version %1</source>
        <translation>version %1</translation>
    </message>
    <message>
        <source>%1 in %2 files</source>
        <translation>%1 en %2 fichiers</translation>
    </message>
    <message>
        <source>on this machine</source>
        <translation>sur cette machine</translation>
    </message>
    <message>
        <source>being downloaded</source>
        <translation>téléchargement en cours</translation>
    </message>
    <message>
        <source>&amp;Download %1, %2</source>
        <translation>&amp;Télécharger %1, %2</translation>
    </message>
    <message>
        <source>&amp;Load %1</source>
        <translation>&amp;Charger %1</translation>
    </message>
    <message>
        <source>Among the downloads</source>
        <translation>Dans les téléchargements</translation>
    </message>
</context>
<context>
    <name>Row</name>
    <message>
        <source>Automatic</source>
        <translation>Automatique</translation>
    </message>
    <message>
        <source>Automatic (%1)</source>
        <translation>Automatique (%1)</translation>
    </message>
</context>
<context>
    <name>RowDelegate</name>
    <message>
        <source>Name of the folder</source>
        <translation>Nom du dossier</translation>
    </message>
    <message>
        <source>Title of the conversation</source>
        <translation>Titre de la conversation</translation>
    </message>
</context>
<context>
    <name>SavingButtons</name>
    <message>
        <source>Cop&amp;y SQL</source>
        <translation>Copier le &amp;SQL</translation>
    </message>
    <message>
        <source>Save &amp;table…</source>
        <translation>Enregistrer le &amp;tableau…</translation>
    </message>
    <message>
        <source>All figures, as comma-separated values</source>
        <translation>Tous les chiffres, séparés par des virgules</translation>
    </message>
    <message>
        <source>Save c&amp;hart…</source>
        <translation>Enregistrer le &amp;graphique…</translation>
    </message>
    <message>
        <source>As a picture, PNG</source>
        <translation>En image PNG</translation>
    </message>
    <message>
        <source>%1 could not be written. Choose another place.</source>
        <translation>%1 n’a pas pu être écrit. Choisir un autre emplacement.</translation>
    </message>
    <message>
        <source>%1 could not be written: %2.</source>
        <translation>%1 n’a pas pu être écrit&#xa0;: %2.</translation>
    </message>
    <message>
        <source>Save the chart</source>
        <translation>Enregistrer le graphique</translation>
    </message>
    <message>
        <source>Pictures (*.png)</source>
        <translation>Images (*.png)</translation>
    </message>
    <message>
        <source>Save the table</source>
        <translation>Enregistrer le tableau</translation>
    </message>
    <message>
        <source>Tables (*.csv)</source>
        <translation>Tableaux (*.csv)</translation>
    </message>
</context>
<context>
    <name>SearchBox</name>
    <message>
        <source>Search</source>
        <translation>Rechercher</translation>
    </message>
    <message>
        <source>Search in all conversations</source>
        <translation>Rechercher dans toutes les conversations</translation>
    </message>
    <message>
        <source>Filters</source>
        <translation>Filtres</translation>
    </message>
    <message>
        <source>End the search</source>
        <translation>Terminer la recherche</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>Dossier</translation>
    </message>
    <message>
        <source>Tag</source>
        <translation>Étiquette</translation>
    </message>
    <message>
        <source>Answered by</source>
        <translation>Réponse de</translation>
    </message>
    <message>
        <source>Written by</source>
        <translation>Écrit par</translation>
    </message>
    <message>
        <source>Me</source>
        <translation>Moi</translation>
    </message>
    <message>
        <source>The model</source>
        <translation>Le modèle</translation>
    </message>
    <message>
        <source>When</source>
        <translation>Quand</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>Aujourd’hui</translation>
    </message>
    <message>
        <source>In the last 7 days</source>
        <translation>Les 7 derniers jours</translation>
    </message>
    <message>
        <source>In the last 30 days</source>
        <translation>Les 30 derniers jours</translation>
    </message>
    <message>
        <source>This year</source>
        <translation>Cette année</translation>
    </message>
    <message>
        <source>Before this year</source>
        <translation>Avant cette année</translation>
    </message>
    <message>
        <source>No filter</source>
        <translation>Sans filtre</translation>
    </message>
</context>
<context>
    <name>SearchResults</name>
    <message>
        <source>Results of the search</source>
        <translation>Résultats de la recherche</translation>
    </message>
</context>
<context>
    <name>SearchResultsModel</name>
    <message>
        <source>New conversation</source>
        <translation>Nouvelle conversation</translation>
    </message>
</context>
<context>
    <name>SettingRow</name>
    <message>
        <source>Reset</source>
        <translation>Réinitialiser</translation>
    </message>
    <message>
        <source>Reset: %1</source>
        <translation>Réinitialiser&#xa0;: %1</translation>
    </message>
</context>
<context>
    <name>SettingsDialog</name>
    <message>
        <source>Settings</source>
        <translation>Paramètres</translation>
    </message>
    <message>
        <source>Search settings</source>
        <translation>Rechercher un paramètre</translation>
    </message>
    <message>
        <source>Sections</source>
        <translation>Sections</translation>
    </message>
    <message>
        <source>Open settings.toml…</source>
        <translation>Ouvrir settings.toml…</translation>
    </message>
    <message>
        <source>No setting matches these words.</source>
        <translation>Aucun paramètre ne contient ces mots.</translation>
    </message>
    <message>
        <source>Kept in %1</source>
        <translation>Enregistré dans %1</translation>
    </message>
    <message>
        <source>Elsewhere</source>
        <translation>Ailleurs</translation>
    </message>
    <message>
        <source>One setting matches.</source>
        <translation>Un paramètre trouvé.</translation>
    </message>
    <message>
        <source>%1 settings match.</source>
        <translation>%1 paramètres trouvés.</translation>
    </message>
</context>
<context>
    <name>SharedEngine</name>
    <message>
        <source>Another model was loaded in another window.</source>
        <translation>Un autre modèle a été chargé dans une autre fenêtre.</translation>
    </message>
</context>
<context>
    <name>ShelfActions</name>
    <message>
        <source>Rename</source>
        <translation>Renommer</translation>
    </message>
    <message>
        <source>Pin</source>
        <translation>Épingler</translation>
    </message>
    <message>
        <source>Tags…</source>
        <translation>Étiquettes…</translation>
    </message>
    <message>
        <source>Move to folder</source>
        <translation>Déplacer vers un dossier</translation>
    </message>
    <message>
        <source>Archive</source>
        <translation>Archiver</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Supprimer</translation>
    </message>
    <message>
        <source>Restore</source>
        <translation>Restaurer</translation>
    </message>
    <message>
        <source>Export as Markdown…</source>
        <translation>Exporter en Markdown…</translation>
    </message>
    <message>
        <source>Export all branches as Markdown…</source>
        <translation>Exporter toutes les branches en Markdown…</translation>
    </message>
    <message>
        <source>Export as JSON…</source>
        <translation>Exporter en JSON…</translation>
    </message>
    <message>
        <source>New conversation here</source>
        <translation>Nouvelle conversation ici</translation>
    </message>
    <message>
        <source>Folder settings…</source>
        <translation>Réglages du dossier…</translation>
    </message>
    <message>
        <source>Move up</source>
        <translation>Monter</translation>
    </message>
    <message>
        <source>Move down</source>
        <translation>Descendre</translation>
    </message>
    <message>
        <source>New folder…</source>
        <translation>Nouveau dossier…</translation>
    </message>
    <message>
        <source>Conversations</source>
        <translation>Conversations</translation>
    </message>
    <message>
        <source>Archive</source>
        <comment>the place</comment>
        <translation>Archives</translation>
    </message>
    <message>
        <source>Trash</source>
        <translation>Corbeille</translation>
    </message>
    <message>
        <source>Empty the trash…</source>
        <translation>Vider la corbeille…</translation>
    </message>
    <message>
        <source>Export everything…</source>
        <translation>Tout exporter…</translation>
    </message>
    <message>
        <source>Import a file…</source>
        <translation>Importer un fichier…</translation>
    </message>
    <message>
        <source>Import a folder…</source>
        <translation>Importer un dossier…</translation>
    </message>
    <message>
        <source>Delete for ever…</source>
        <translation>Supprimer définitivement…</translation>
    </message>
    <message>
        <source>Unpin</source>
        <translation>Désépingler</translation>
    </message>
    <message>
        <source>Take out of the archive</source>
        <translation>Sortir des archives</translation>
    </message>
    <message>
        <source>Delete the folder…</source>
        <translation>Supprimer le dossier…</translation>
    </message>
    <message>
        <source>No folder</source>
        <translation>Aucun dossier</translation>
    </message>
    <message>
        <source>Delete the folder “%1”?</source>
        <translation>Supprimer le dossier «&#xa0;%1&#xa0;»&#x202f;?</translation>
    </message>
    <message>
        <source>The conversations in it stay; they are in no folder then.</source>
        <translation>Les conversations qu’il contient restent&#x202f;; elles ne sont alors dans aucun dossier.</translation>
    </message>
    <message>
        <source>Delete the folder</source>
        <translation>Supprimer le dossier</translation>
    </message>
    <message>
        <source>Delete “%1” for ever?</source>
        <translation>Supprimer définitivement «&#xa0;%1&#xa0;»&#x202f;?</translation>
    </message>
    <message>
        <source>New conversation</source>
        <translation>Nouvelle conversation</translation>
    </message>
    <message>
        <source>Its message is removed from the disk and cannot be brought back.</source>
        <translation>Son message est effacé du disque et ne peut pas revenir.</translation>
    </message>
    <message>
        <source>Its %1 messages are removed from the disk and cannot be brought back.</source>
        <translation>Ses %1 messages sont effacés du disque et ne peuvent pas être retrouvés.</translation>
    </message>
    <message>
        <source>Delete for ever</source>
        <translation>Supprimer définitivement</translation>
    </message>
    <message>
        <source>Delete everything in the trash for ever?</source>
        <translation>Supprimer définitivement tout le contenu de la corbeille&#x202f;?</translation>
    </message>
    <message>
        <source>It holds one conversation. What is left here alone goes after %2 days by itself.</source>
        <translation>Elle contient une conversation. Ce qui reste ici disparaît de soi-même après %2 jours.</translation>
    </message>
    <message>
        <source>It holds %1 conversations. What is left here alone goes after %2 days by itself.</source>
        <translation>Elle contient %1 conversations. Ce qui reste ici disparaît de soi-même après %2 jours.</translation>
    </message>
    <message>
        <source>Empty the trash</source>
        <translation>Vider la corbeille</translation>
    </message>
    <message>
        <source>Go back</source>
        <translation>Revenir</translation>
    </message>
    <message>
        <source>Markdown (*.md)</source>
        <translation>Markdown (*.md)</translation>
    </message>
    <message>
        <source>Inglenook&apos;s JSON (*.json)</source>
        <translation>JSON d’Inglenook (*.json)</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>Exporter</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>Tous les fichiers (*)</translation>
    </message>
    <message>
        <source>Import conversations</source>
        <translation>Importer des conversations</translation>
    </message>
    <message>
        <source>Conversations (*.json *.jsonl *.zip)</source>
        <translation>Conversations (*.json *.jsonl *.zip)</translation>
    </message>
</context>
<context>
    <name>ShelfController</name>
    <message>
        <source>Your conversations are not open.</source>
        <translation>Les conversations ne sont pas ouvertes.</translation>
    </message>
</context>
<context>
    <name>ShortcutsDialog</name>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>Raccourcis clavier</translation>
    </message>
    <message>
        <source>Search by name or keys</source>
        <translation>Rechercher par nom ou par touches</translation>
    </message>
    <message>
        <source>Commands</source>
        <translation>Commandes</translation>
    </message>
    <message>
        <source>Command</source>
        <translation>Commande</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>Touches</translation>
    </message>
    <message>
        <source>No keys</source>
        <translation>Aucune touche</translation>
    </message>
    <message>
        <source>Reset</source>
        <translation>Réinitialiser</translation>
    </message>
    <message>
        <source>Use them here</source>
        <translation>Les prendre ici</translation>
    </message>
    <message>
        <source>Reset all</source>
        <translation>Tout réinitialiser</translation>
    </message>
    <message>
        <source>” and “</source>
        <translation>&#xa0;» et «&#xa0;</translation>
    </message>
    <message>
        <source>“%1” in settings.toml names no keys, and these are used.</source>
        <translation>« %1 » dans settings.toml ne nomme aucune touche ; celles-ci sont utilisées.</translation>
    </message>
    <message>
        <source>%1 already belongs to “%2”.</source>
        <translation>%1 appartient déjà à «&#xa0;%2&#xa0;».</translation>
    </message>
    <message>
        <source>Press Enter on a command, then its new keys.</source>
        <translation>Appuyer sur Entrée sur une commande, puis sur les touches à lui donner.</translation>
    </message>
</context>
<context>
    <name>SiblingBar</name>
    <message>
        <source>The version before (left arrow)</source>
        <translation>La version précédente (flèche gauche)</translation>
    </message>
    <message>
        <source>The next version (right arrow)</source>
        <translation>La version suivante (flèche droite)</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 sur %2</translation>
    </message>
    <message>
        <source>version %1 of %2 is shown</source>
        <translation>la version %1 sur %2 est affichée</translation>
    </message>
    <message>
        <source>Show the version before</source>
        <translation>Afficher la version précédente</translation>
    </message>
    <message>
        <source>Show the next version</source>
        <translation>Afficher la version suivante</translation>
    </message>
</context>
<context>
    <name>SideBySide</name>
    <message>
        <source>The second model, %1, is not installed any more: questions go to one model.</source>
        <translation>Le second modèle, %1, n’est plus installé : les questions vont à un seul modèle.</translation>
    </message>
</context>
<context>
    <name>SpeculationButton</name>
    <message>
        <source>Auto</source>
        <translation>Auto</translation>
    </message>
    <message>
        <source>Lookup only</source>
        <translation>Texte seul</translation>
    </message>
    <message>
        <source>Draft model only</source>
        <translation>Modèle brouillon seul</translation>
    </message>
    <message>
        <source>Off</source>
        <translation>Désactivée</translation>
    </message>
    <message>
        <source>Draft with whatever makes this answer quicker, or with nothing</source>
        <translation>Proposer avec ce qui rend cette réponse plus rapide, ou avec rien</translation>
    </message>
    <message>
        <source>Draft only by copying from the text of this conversation</source>
        <translation>Proposer seulement en copiant le texte de cette conversation</translation>
    </message>
    <message>
        <source>Draft only with the draft model, which the model&apos;s menu chooses</source>
        <translation>Proposer seulement avec le modèle brouillon, choisi dans le menu du modèle</translation>
    </message>
    <message>
        <source>Draft nothing: one token after the other</source>
        <translation>Ne rien proposer&#xa0;: un jeton après l’autre</translation>
    </message>
    <message>
        <source>Speculation in this conversation</source>
        <translation>Spéculation dans cette conversation</translation>
    </message>
    <message>
        <source>Strict</source>
        <translation>Stricte</translation>
    </message>
    <message>
        <source>The same seed gives the same answer bit for bit, whatever is drafted; somewhat slower</source>
        <translation>La même graine donne la même réponse au bit près, quoi qui soit proposé&#x202f;; un peu plus lent</translation>
    </message>
    <message>
        <source>Speculation: tokens are drafted ahead and checked by the model, so answers come sooner and stay the model&apos;s own</source>
        <translation>Spéculation&#xa0;: des jetons sont proposés d’avance et vérifiés par le modèle&#x202f;; les réponses arrivent plus tôt et restent celles du modèle</translation>
    </message>
    <message>
        <source>Speculation: %1</source>
        <translation>Spéculation&#xa0;: %1</translation>
    </message>
</context>
<context>
    <name>StatisticsWindow</name>
    <message>
        <source>Statistics</source>
        <translation>Statistiques</translation>
    </message>
    <message>
        <source>Which of the card&apos;s figures</source>
        <translation>Quelle valeur de la carte</translation>
    </message>
    <message>
        <source>&amp;Budget:</source>
        <translation>&amp;Objectif&#xa0;:</translation>
    </message>
    <message>
        <source>Figures</source>
        <translation>Chiffres</translation>
    </message>
    <message>
        <source>Answers</source>
        <translation>Réponses</translation>
    </message>
    <message>
        <source>Click a point of the chart, or open a row, for its answers</source>
        <translation>Cliquez sur un point du graphique ou ouvrez une ligne pour voir ici ses réponses</translation>
    </message>
    <message>
        <source>SQL of this table</source>
        <translation>SQL de ce tableau</translation>
    </message>
    <message>
        <source>Below the chart</source>
        <translation>Sous le graphique</translation>
    </message>
    <message>
        <source>Costs</source>
        <translation>Coûts</translation>
    </message>
    <message>
        <source>Changes</source>
        <translation>Changements</translation>
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
        <translation>Objectif du temps entre les jetons</translation>
    </message>
    <message>
        <source>95 of 100 tokens are to follow within it; where they did not, the chart is marked</source>
        <translation>95 jetons sur 100 doivent suivre dans ce délai ; là où ce n’est pas le cas, le graphique est marqué</translation>
    </message>
    <message>
        <source>Budget of the time of the whole answer</source>
        <translation>Objectif de durée de la réponse entière</translation>
    </message>
    <message>
        <source>95 of 100 answers are to end within it; where they did not, the chart is marked</source>
        <translation>95 réponses sur 100 doivent finir dans ce délai ; là où ce n’est pas le cas, le graphique est marqué</translation>
    </message>
    <message>
        <source>none</source>
        <translation>aucun</translation>
    </message>
    <message>
        <source>Budget of the time to the first token</source>
        <translation>Objectif du délai du premier jeton</translation>
    </message>
    <message>
        <source>95 of 100 answers are to begin within it; where they did not, the chart is marked</source>
        <translation>95 réponses sur 100 doivent commencer dans ce délai&#x202f;; là où ce n’est pas le cas, le graphique est marqué</translation>
    </message>
    <message>
        <source>%1 answers are being counted; the figures grow.</source>
        <translation>%1 réponses sont en cours de comptage&#x202f;; les chiffres augmentent.</translation>
    </message>
    <message>
        <source>electricity and hardware</source>
        <translation>électricité et matériel</translation>
    </message>
    <message>
        <source>no prices yet</source>
        <translation>pas encore de prix</translation>
    </message>
    <message>
        <source>compared: %1</source>
        <translation>comparé&#xa0;: %1</translation>
    </message>
    <message>
        <source>This answer was deleted; only its figures are left.</source>
        <translation>Cette réponse a été supprimée&#x202f;; seuls ses chiffres restent.</translation>
    </message>
</context>
<context>
    <name>StatusLine</name>
    <message>
        <source>Status</source>
        <translation>État</translation>
    </message>
    <message>
        <source>Nothing is saved</source>
        <translation>Rien n’est enregistré</translation>
    </message>
    <message>
        <source>Looking whether it fits…</source>
        <translation>Vérification de la place…</translation>
    </message>
    <message>
        <source>Summing up the oldest messages…</source>
        <translation>Résumé des plus anciens messages…</translation>
    </message>
    <message>
        <source>Your message is sent as soon as the model is ready</source>
        <translation>Votre message est envoyé dès que le modèle est prêt</translation>
    </message>
    <message>
        <source>Waiting for the answer in another window…</source>
        <translation>Attend la réponse dans une autre fenêtre…</translation>
    </message>
    <message>
        <source>Reading in another conversation</source>
        <translation>Lecture dans une autre conversation</translation>
    </message>
    <message>
        <source>Reading…</source>
        <translation>Lecture…</translation>
    </message>
    <message>
        <source>Reading %1 of %2 tokens</source>
        <translation>Lecture de %1 jetons sur %2</translation>
    </message>
    <message>
        <source>Writing in another conversation</source>
        <translation>Écriture dans une autre conversation</translation>
    </message>
    <message>
        <source>Writing</source>
        <translation>Écriture</translation>
    </message>
    <message>
        <source>Stopping…</source>
        <translation>Arrêt…</translation>
    </message>
    <message>
        <source>Opening your conversations</source>
        <translation>Ouverture des conversations</translation>
    </message>
    <message>
        <source>Loading %1</source>
        <translation>Chargement de %1</translation>
    </message>
    <message>
        <source>%1 is a base model: plain completion</source>
        <translation>%1 est un modèle de base&#xa0;: complétion simple</translation>
    </message>
    <message>
        <source>%1 is ready</source>
        <translation>%1 est prêt</translation>
    </message>
    <message>
        <source>%1 is not loaded</source>
        <translation>%1 n’est pas chargé</translation>
    </message>
    <message>
        <source>No model is loaded</source>
        <translation>Aucun modèle n’est chargé</translation>
    </message>
    <message>
        <source>about %1 s left</source>
        <translation>encore %1&#xa0;s environ</translation>
    </message>
    <message>
        <source>about %1 min left</source>
        <translation>encore %1&#xa0;min environ</translation>
    </message>
    <message>
        <source>first token %1</source>
        <translation>premier jeton %1</translation>
    </message>
    <message>
        <source>speed %1</source>
        <translation>vitesse %1</translation>
    </message>
    <message>
        <source>prompt %1</source>
        <translation>prompt %1</translation>
    </message>
    <message>
        <source>cached %1</source>
        <translation>en cache %1</translation>
    </message>
    <message>
        <source>output %1</source>
        <translation>sortie %1</translation>
    </message>
</context>
<context>
    <name>Storage</name>
    <message>
        <source>Your conversations are being updated for this version. With very many of them that can take a few minutes; a copy of the file as it was is made first.</source>
        <translation>Les conversations sont mises à jour pour cette version. Si elles sont très nombreuses, cela peut prendre quelques minutes&#x202f;; une copie du fichier tel qu’il était est faite d’abord.</translation>
    </message>
    <message>
        <source>The file with your conversations had damage, so all of it is being checked, and repaired where that is needed. With very many conversations that can take a few minutes.</source>
        <translation>Le fichier des conversations était endommagé&#x202f;; il est donc vérifié en entier, et réparé où il le faut. Avec de très nombreuses conversations, cela peut prendre quelques minutes.</translation>
    </message>
    <message>
        <source>The file with your conversations is damaged. It is being repaired, and a copy of it is kept aside. With very many conversations that can take a few minutes.</source>
        <translation>Le fichier des conversations est endommagé. Il est en cours de réparation, et une copie en est mise de côté. Avec de très nombreuses conversations, cela peut prendre quelques minutes.</translation>
    </message>
</context>
<context>
    <name>StorageProblemPage</name>
    <message>
        <source>Your conversations cannot be opened</source>
        <translation>Les conversations ne peuvent pas être ouvertes</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Réessayer</translation>
    </message>
    <message>
        <source>Use another folder…</source>
        <translation>Choisir un autre dossier…</translation>
    </message>
    <message>
        <source>Go on without saving</source>
        <translation>Continuer sans enregistrer</translation>
    </message>
</context>
<context>
    <name>TagsDialog</name>
    <message>
        <source>Tags</source>
        <translation>Étiquettes</translation>
    </message>
    <message>
        <source>Tags, with commas between them:</source>
        <translation>Étiquettes, séparées par des virgules&#xa0;:</translation>
    </message>
    <message>
        <source>Tags of the conversation</source>
        <translation>Étiquettes de la conversation</translation>
    </message>
    <message>
        <source>work, recipes</source>
        <translation>travail, recettes</translation>
    </message>
    <message>
        <source>Tags in use</source>
        <translation>Étiquettes en usage</translation>
    </message>
</context>
<context>
    <name>TemplateKeeping</name>
    <message>
        <source>Your conversations are not open, so templates cannot be kept. Open them first.</source>
        <translation>Les conversations ne sont pas ouvertes, les modèles de prompt ne peuvent donc pas être gardés. Les ouvrir d’abord.</translation>
    </message>
</context>
<context>
    <name>TemplatePopup</name>
    <message>
        <source>Prompt templates</source>
        <translation>Modèles de prompt</translation>
    </message>
    <message>
        <source>Edit templates…</source>
        <translation>Modifier les modèles de prompt…</translation>
    </message>
    <message>
        <source>Make a template…</source>
        <translation>Créer un modèle de prompt…</translation>
    </message>
</context>
<context>
    <name>TemplatesDialog</name>
    <message>
        <source>Prompt templates</source>
        <translation>Modèles de prompt</translation>
    </message>
    <message>
        <source>A template is a prompt that you use often. Write / and its name in the composer to call it up.</source>
        <translation>Un modèle de prompt est un texte souvent employé. Taper / et son nom dans le champ de message pour l’appeler.</translation>
    </message>
    <message>
        <source>Name of the template, without the slash</source>
        <translation>Nom du modèle de prompt, sans la barre oblique</translation>
    </message>
    <message>
        <source>Text of the template</source>
        <translation>Texte du modèle de prompt</translation>
    </message>
    <message>
        <source>Translate this into {{language=German}}:

{{clipboard}}</source>
        <translation>Traduire ceci en {{langue=anglais}}&#xa0;:

{{clipboard}}</translation>
    </message>
    <message>
        <source>&amp;Name</source>
        <translation>&amp;Nom</translation>
    </message>
    <message>
        <source>&amp;Text</source>
        <translation>&amp;Texte</translation>
    </message>
    <message>
        <source>The text is longer than 100,000 characters. Make it shorter.</source>
        <translation>Le texte dépasse 100&#x202f;000 caractères. Le raccourcir.</translation>
    </message>
    <message>
        <source>{{name}} is a blank to fill in, {{name=text}} one with what usually stands there. {{date}} and {{clipboard}} fill themselves.</source>
        <translation>{{nom}} est un blanc à remplir, {{nom=texte}} un blanc avec ce qui s’y trouve d’habitude. {{date}} et {{clipboard}} se remplissent seuls.</translation>
    </message>
    <message>
        <source>Blanks: %1.</source>
        <translation>Blancs&#xa0;: %1.</translation>
    </message>
</context>
<context>
    <name>TextPiece</name>
    <message>
        <source>&amp;Copy</source>
        <translation>&amp;Copier</translation>
    </message>
    <message>
        <source>Copy &amp;link address</source>
        <translation>Copier l’adresse du &amp;lien</translation>
    </message>
    <message>
        <source>Copy &amp;message</source>
        <translation>Copier le &amp;message</translation>
    </message>
    <message>
        <source>Select &amp;all of the message</source>
        <translation>&amp;Tout sélectionner dans le message</translation>
    </message>
</context>
<context>
    <name>TranscriptCanvas</name>
    <message>
        <source>Instructions to the model</source>
        <translation>Instructions au modèle</translation>
    </message>
</context>
<context>
    <name>TranscriptView</name>
    <message>
        <source>Conversation</source>
        <translation>Conversation</translation>
    </message>
</context>
<context>
    <name>Tray</name>
    <message>
        <source>Show Inglenook</source>
        <translation>Afficher Inglenook</translation>
    </message>
    <message>
        <source>New conversation</source>
        <translation>Nouvelle conversation</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>Quitter</translation>
    </message>
</context>
<context>
    <name>UndoBar</name>
    <message>
        <source>Undo</source>
        <translation>Annuler</translation>
    </message>
    <message>
        <source>Dismiss</source>
        <translation>Fermer</translation>
    </message>
    <message>
        <source>Deleted “%1”</source>
        <translation>Supprimé&#xa0;: «&#xa0;%1&#xa0;»</translation>
    </message>
</context>
<context>
    <name>WindowMenuBar</name>
    <message>
        <source>Menus</source>
        <translation>Menus</translation>
    </message>
</context>
<context>
    <name>_Files</name>
    <message>
        <source>Look into what the model read</source>
        <translation>Voir ce que le modèle a lu</translation>
    </message>
</context>
<context>
    <name>_HitDelegate</name>
    <message>
        <source>in the title</source>
        <translation>dans le titre</translation>
    </message>
</context>
<context>
    <name>_PlanPanel</name>
    <message>
        <source>Settings it would be loaded with</source>
        <translation>Réglages avec lesquels il serait chargé</translation>
    </message>
</context>
<context>
    <name>_Sheet</name>
    <message>
        <source>Drop files to attach them to your message</source>
        <translation>Déposer des fichiers pour les joindre au message</translation>
    </message>
</context>
<context>
    <name>_TextActions</name>
    <message>
        <source>Undo</source>
        <translation>Annuler</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>Rétablir</translation>
    </message>
    <message>
        <source>Cut</source>
        <translation>Couper</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Copier</translation>
    </message>
    <message>
        <source>Paste</source>
        <translation>Coller</translation>
    </message>
    <message>
        <source>Select all</source>
        <translation>Tout sélectionner</translation>
    </message>
</context>
<context>
    <name>about</name>
    <message>
        <source>About Inglenook</source>
        <translation>À propos d’Inglenook</translation>
    </message>
    <message>
        <source>Private chat with language models, on this machine alone.</source>
        <translation>Conversation privée avec des modèles de langage, sur cette seule machine.</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Copier</translation>
    </message>
</context>
<context>
    <name>attachments</name>
    <message>
        <source>the first %1 of %2 pages</source>
        <translation>les %1 premières pages sur %2</translation>
    </message>
    <message>
        <source>%1 pages</source>
        <translation>%1 pages</translation>
    </message>
    <message>
        <source>1 page</source>
        <translation>1 page</translation>
    </message>
    <message>
        <source>1 row</source>
        <translation>1 ligne</translation>
    </message>
    <message>
        <source>%1 rows</source>
        <translation>%1 lignes</translation>
    </message>
    <message>
        <source>1 column</source>
        <translation>1 colonne</translation>
    </message>
    <message>
        <source>%1 columns</source>
        <translation>%1 colonnes</translation>
    </message>
    <message>
        <source>hidden passages: %1, read too</source>
        <translation>passages cachés&#xa0;: %1, lus aussi</translation>
    </message>
    <message>
        <source>hidden passages: %1, left out</source>
        <translation>passages cachés&#xa0;: %1, laissés de côté</translation>
    </message>
</context>
<context>
    <name>commands</name>
    <message>
        <source>&amp;File</source>
        <translation>&amp;Fichier</translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation>É&amp;dition</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>&amp;Affichage</translation>
    </message>
    <message>
        <source>&amp;Conversation</source>
        <translation>&amp;Conversation</translation>
    </message>
    <message>
        <source>&amp;Answer</source>
        <translation>&amp;Réponse</translation>
    </message>
    <message>
        <source>&amp;Model</source>
        <translation>&amp;Modèle</translation>
    </message>
    <message>
        <source>&amp;Window</source>
        <translation>Fe&amp;nêtre</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>Aid&amp;e</translation>
    </message>
    <message>
        <source>Command palette</source>
        <translation>Palette de commandes</translation>
    </message>
    <message>
        <source>Open the menus</source>
        <translation>Ouvrir les menus</translation>
    </message>
    <message>
        <source>Keyboard shortcuts…</source>
        <translation>Raccourcis clavier…</translation>
    </message>
    <message>
        <source>Larger text</source>
        <translation>Texte plus grand</translation>
    </message>
    <message>
        <source>Smaller text</source>
        <translation>Texte plus petit</translation>
    </message>
    <message>
        <source>Normal text size</source>
        <translation>Taille normale du texte</translation>
    </message>
    <message>
        <source>Wrap long lines of code</source>
        <translation>Renvoyer à la ligne les longues lignes de code</translation>
    </message>
    <message>
        <source>Copy the last answer</source>
        <translation>Copier la dernière réponse</translation>
    </message>
    <message>
        <source>Copy the last answer as plain text</source>
        <translation>Copier la dernière réponse en texte brut</translation>
    </message>
    <message>
        <source>Copy the conversation as Markdown</source>
        <translation>Copier la conversation en Markdown</translation>
    </message>
    <message>
        <source>Copy the conversation as plain text</source>
        <translation>Copier la conversation en texte brut</translation>
    </message>
    <message>
        <source>New conversation</source>
        <translation>Nouvelle conversation</translation>
    </message>
    <message>
        <source>Private conversation</source>
        <translation>Conversation privée</translation>
    </message>
    <message>
        <source>Close the private conversation</source>
        <translation>Fermer la conversation privée</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>Quitter</translation>
    </message>
    <message>
        <source>Find in this conversation</source>
        <translation>Rechercher dans cette conversation</translation>
    </message>
    <message>
        <source>Find next</source>
        <translation>Rechercher le suivant</translation>
    </message>
    <message>
        <source>Find previous</source>
        <translation>Rechercher le précédent</translation>
    </message>
    <message>
        <source>Search all conversations</source>
        <translation>Rechercher dans toutes les conversations</translation>
    </message>
    <message>
        <source>Filters of the search</source>
        <translation>Filtres de la recherche</translation>
    </message>
    <message>
        <source>Cancel the export or import</source>
        <translation>Annuler l’exportation ou l’importation</translation>
    </message>
    <message>
        <source>Send the message</source>
        <translation>Envoyer le message</translation>
    </message>
    <message>
        <source>Go to the message field</source>
        <translation>Aller au champ de message</translation>
    </message>
    <message>
        <source>Go to the notices</source>
        <translation>Aller aux messages</translation>
    </message>
    <message>
        <source>Show or hide the conversations</source>
        <translation>Afficher ou masquer les conversations</translation>
    </message>
    <message>
        <source>Stop the answer</source>
        <translation>Arrêter la réponse</translation>
    </message>
    <message>
        <source>Close the first model and go on with the second one</source>
        <translation>Fermer le premier modèle et continuer avec le second</translation>
    </message>
    <message>
        <source>Go on with the answer of the second model</source>
        <translation>Continuer avec la réponse du second modèle</translation>
    </message>
    <message>
        <source>Load the second model again</source>
        <translation>Recharger le second modèle</translation>
    </message>
    <message>
        <source>Choose a model</source>
        <translation>Choisir un modèle</translation>
    </message>
    <message>
        <source>Find and manage models</source>
        <translation>Trouver et gérer les modèles</translation>
    </message>
    <message>
        <source>Speculative decoding</source>
        <translation>Décodage spéculatif</translation>
    </message>
    <message>
        <source>Whether the model reasons</source>
        <translation>Raisonnement du modèle</translation>
    </message>
    <message>
        <source>Load settings of the model…</source>
        <translation>Réglages de chargement du modèle…</translation>
    </message>
    <message>
        <source>Open a model file…</source>
        <translation>Ouvrir un fichier de modèle…</translation>
    </message>
    <message>
        <source>Stop loading the model</source>
        <translation>Arrêter le chargement du modèle</translation>
    </message>
    <message>
        <source>Close the window</source>
        <translation>Fermer la fenêtre</translation>
    </message>
    <message>
        <source>Minimise</source>
        <translation>Réduire</translation>
    </message>
    <message>
        <source>Full screen</source>
        <translation>Plein écran</translation>
    </message>
    <message>
        <source>Frame times</source>
        <translation>Temps d’image</translation>
    </message>
    <message>
        <source>About Inglenook</source>
        <translation>À propos d’Inglenook</translation>
    </message>
    <message>
        <source>Come forward from anywhere</source>
        <translation>Venir au premier plan de partout</translation>
    </message>
    <message>
        <source>Come forward from anywhere (not possible on this system)</source>
        <translation>Venir au premier plan de partout (impossible sur ce système)</translation>
    </message>
    <message>
        <source>Statistics</source>
        <translation>Statistiques</translation>
    </message>
    <message>
        <source>Prices of electricity and hardware…</source>
        <translation>Prix de l’électricité et du matériel…</translation>
    </message>
    <message>
        <source>Mark the last answer as used</source>
        <translation>Marquer la dernière réponse comme utilisée</translation>
    </message>
    <message>
        <source>Mark the last answer as good</source>
        <translation>Marquer la dernière réponse comme bonne</translation>
    </message>
    <message>
        <source>Mark the last answer as bad</source>
        <translation>Marquer la dernière réponse comme mauvaise</translation>
    </message>
    <message>
        <source>Replay the last answer</source>
        <translation>Rejouer la dernière réponse</translation>
    </message>
    <message>
        <source>Attach files…</source>
        <translation>Joindre des fichiers…</translation>
    </message>
    <message>
        <source>Ask two models side by side…</source>
        <translation>Interroger deux modèles côte à côte…</translation>
    </message>
    <message>
        <source>Close the second model</source>
        <translation>Fermer le second modèle</translation>
    </message>
    <message>
        <source>What is in the context</source>
        <translation>Contenu du contexte</translation>
    </message>
    <message>
        <source>Details of the last answer</source>
        <translation>Détails de la dernière réponse</translation>
    </message>
    <message>
        <source>Settings…</source>
        <translation>Paramètres…</translation>
    </message>
    <message>
        <source>Open settings.toml…</source>
        <translation>Ouvrir settings.toml…</translation>
    </message>
    <message>
        <source>Rename the conversation or folder</source>
        <translation>Renommer la conversation ou le dossier</translation>
    </message>
    <message>
        <source>Pin or unpin the conversation</source>
        <translation>Épingler ou désépingler la conversation</translation>
    </message>
    <message>
        <source>Tags of the conversation…</source>
        <translation>Étiquettes de la conversation…</translation>
    </message>
    <message>
        <source>Move the conversation to a folder</source>
        <translation>Déplacer la conversation vers un dossier</translation>
    </message>
    <message>
        <source>Archive the conversation</source>
        <translation>Archiver la conversation</translation>
    </message>
    <message>
        <source>New conversation in this folder</source>
        <translation>Nouvelle conversation dans ce dossier</translation>
    </message>
    <message>
        <source>Move the folder up</source>
        <translation>Monter le dossier</translation>
    </message>
    <message>
        <source>Move the folder down</source>
        <translation>Descendre le dossier</translation>
    </message>
    <message>
        <source>Delete the conversation or folder</source>
        <translation>Supprimer la conversation ou le dossier</translation>
    </message>
    <message>
        <source>Show conversations</source>
        <translation>Afficher les conversations</translation>
    </message>
    <message>
        <source>Show archive</source>
        <translation>Afficher les archives</translation>
    </message>
    <message>
        <source>Show trash</source>
        <translation>Afficher la corbeille</translation>
    </message>
    <message>
        <source>Send the messages that wait</source>
        <translation>Envoyer les messages en attente</translation>
    </message>
    <message>
        <source>Edit the last message that waits</source>
        <translation>Modifier le dernier message en attente</translation>
    </message>
    <message>
        <source>Send the last message that waits first</source>
        <translation>Envoyer d’abord le dernier message en attente</translation>
    </message>
    <message>
        <source>Remove the last message that waits</source>
        <translation>Retirer le dernier message en attente</translation>
    </message>
    <message>
        <source>Choose a preset</source>
        <translation>Choisir un préréglage</translation>
    </message>
    <message>
        <source>Prompt templates…</source>
        <translation>Modèles de prompt…</translation>
    </message>
    <message>
        <source>Presets…</source>
        <translation>Préréglages…</translation>
    </message>
    <message>
        <source>New window</source>
        <translation>Nouvelle fenêtre</translation>
    </message>
    <message>
        <source>Inglenook is no longer in the applications&apos; menu.</source>
        <translation>Inglenook n’est plus dans le menu des applications.</translation>
    </message>
    <message>
        <source>Inglenook is in the applications&apos; menu now.</source>
        <translation>Inglenook est maintenant dans le menu des applications.</translation>
    </message>
    <message>
        <source>Remove from the applications&apos; menu</source>
        <translation>Retirer du menu des applications</translation>
    </message>
    <message>
        <source>Add to the applications&apos; menu</source>
        <translation>Ajouter au menu des applications</translation>
    </message>
    <message>
        <source>Models on this machine</source>
        <translation>Modèles sur cette machine</translation>
    </message>
    <message>
        <source>Downloads of models</source>
        <translation>Téléchargements de modèles</translation>
    </message>
    <message>
        <source>What went over the network…</source>
        <translation>Ce qui est passé par le réseau…</translation>
    </message>
    <message>
        <source>Offline: nothing goes out</source>
        <translation>Hors ligne&#xa0;: rien ne sort</translation>
    </message>
    <message>
        <source>Offline: nothing goes out, whatever is clicked.</source>
        <translation>Hors ligne&#xa0;: rien ne sort, quoi que l’on clique.</translation>
    </message>
    <message>
        <source>No longer offline: what is clicked in the window of models may go out.</source>
        <translation>Plus hors ligne&#xa0;: ce que l’on clique dans la fenêtre des modèles peut sortir.</translation>
    </message>
    <message>
        <source>Regenerate the last answer</source>
        <translation>Régénérer la dernière réponse</translation>
    </message>
    <message>
        <source>Regenerate with another model…</source>
        <translation>Régénérer avec un autre modèle…</translation>
    </message>
    <message>
        <source>Regenerate with a preset…</source>
        <translation>Régénérer avec un préréglage…</translation>
    </message>
    <message>
        <source>Regenerate with other parameters…</source>
        <translation>Régénérer avec d’autres paramètres…</translation>
    </message>
    <message>
        <source>Continue the last answer</source>
        <translation>Poursuivre la dernière réponse</translation>
    </message>
    <message>
        <source>Edit the last answer</source>
        <translation>Modifier la dernière réponse</translation>
    </message>
    <message>
        <source>Edit the last question</source>
        <translation>Modifier la dernière question</translation>
    </message>
    <message>
        <source>The version before</source>
        <translation>Version précédente</translation>
    </message>
    <message>
        <source>The next version</source>
        <translation>Version suivante</translation>
    </message>
    <message>
        <source>Show or hide the reasoning of the last answer</source>
        <translation>Déplier ou replier le raisonnement de la dernière réponse</translation>
    </message>
    <message>
        <source>Always read the last turn, or not any more</source>
        <translation>Toujours lire le dernier tour, ou ne plus le faire</translation>
    </message>
    <message>
        <source>Change what is read instead of the oldest messages…</source>
        <translation>Changer ce qui est lu à la place des plus anciens messages…</translation>
    </message>
    <message>
        <source>Look into the files of the last question</source>
        <translation>Regarder dans les fichiers de la dernière question</translation>
    </message>
    <message>
        <source>More for the last message</source>
        <translation>Plus pour le dernier message</translation>
    </message>
    <message>
        <source>Continue in a new conversation</source>
        <translation>En faire une conversation à part</translation>
    </message>
    <message>
        <source>Copy the last block of code</source>
        <translation>Copier le dernier bloc de code</translation>
    </message>
    <message>
        <source>Save the last block of code…</source>
        <translation>Enregistrer le dernier bloc de code…</translation>
    </message>
    <message>
        <source>To the end of the conversation</source>
        <translation>Aller à la fin de la conversation</translation>
    </message>
</context>
<context>
    <name>fragments</name>
    <message>
        <source>%1 has %2 bytes</source>
        <translation>%1 a %2 octets</translation>
    </message>
    <message>
        <source>%1 is to be a number, %2 or more</source>
        <translation>%1 doit être un nombre, %2 ou plus</translation>
    </message>
    <message>
        <source>%1 is to be a text in quotation marks</source>
        <translation>%1 doit être un texte entre guillemets</translation>
    </message>
    <message>
        <source>%1 messages in %2 conversations</source>
        <translation>%1 messages dans %2 conversations</translation>
    </message>
    <message>
        <source>%1 messages in 1 conversation</source>
        <translation>%1 messages dans 1 conversation</translation>
    </message>
    <message>
        <source>%1 or more</source>
        <translation>%1 ou plus</translation>
    </message>
    <message>
        <source>%1 seconds</source>
        <translation>%1 secondes</translation>
    </message>
    <message>
        <source>%1 tensors are announced and %2 are there</source>
        <translation>%1 tenseurs sont annoncés et %2 sont là</translation>
    </message>
    <message>
        <source>%1, line %2</source>
        <translation>%1, ligne %2</translation>
    </message>
    <message>
        <source>%1, record %2</source>
        <translation>%1, entrée %2</translation>
    </message>
    <message>
        <source>%1: %2; it begins %3</source>
        <translation>%1&#xa0;: %2&#x202f;; cela commence par %3</translation>
    </message>
    <message>
        <source>-1 (all), 0 (off) or more</source>
        <translation>-1 (tous), 0 (désactivé) ou plus</translation>
    </message>
    <message>
        <source>-1 for as many as fit</source>
        <translation>-1 pour autant qu’il en tient</translation>
    </message>
    <message>
        <source>-1 for what fits</source>
        <translation>-1 pour ce qui tient</translation>
    </message>
    <message>
        <source>0 (off) or more</source>
        <translation>0 (désactivé) ou plus</translation>
    </message>
    <message>
        <source>0 for a size that suits the model</source>
        <translation>0 pour une taille qui convient au modèle</translation>
    </message>
    <message>
        <source>0 for the cores that are there</source>
        <translation>0 pour les cœurs présents</translation>
    </message>
    <message>
        <source>1 message in %1 conversations</source>
        <translation>1 message dans %1 conversations</translation>
    </message>
    <message>
        <source>1 message in 1 conversation</source>
        <translation>1 message dans 1 conversation</translation>
    </message>
    <message>
        <source>1 second</source>
        <translation>1 seconde</translation>
    </message>
    <message>
        <source>a finite number, 0 for off</source>
        <translation>un nombre fini, 0 pour désactivé</translation>
    </message>
    <message>
        <source>a tensor is in two of the parts</source>
        <translation>un tenseur est dans deux des parties</translation>
    </message>
    <message>
        <source>and log in with hf auth login or set HF_TOKEN</source>
        <translation>et connectez-vous avec hf auth login ou définissez HF_TOKEN</translation>
    </message>
    <message>
        <source>as_of is to be the day on which you read the price, such as 2026-11-01</source>
        <translation>as_of doit être le jour où vous avez lu le prix, par exemple 2026-11-01</translation>
    </message>
    <message>
        <source>ask for %1 of %2</source>
        <translation>demander %1 de %2</translation>
    </message>
    <message>
        <source>autoescape is not for chat templates</source>
        <translation>autoescape n’est pas pour les modèles de conversation</translation>
    </message>
    <message>
        <source>batch size</source>
        <translation>taille du lot</translation>
    </message>
    <message>
        <source>between %1 and %2</source>
        <translation>entre %1 et %2</translation>
    </message>
    <message>
        <source>between 0 (greedy) and 100</source>
        <translation>entre 0 (toujours le plus probable) et 100</translation>
    </message>
    <message>
        <source>between 0 (off) and 1</source>
        <translation>entre 0 (désactivé) et 1</translation>
    </message>
    <message>
        <source>between 0 and 1 (off)</source>
        <translation>entre 0 et 1 (désactivé)</translation>
    </message>
    <message>
        <source>between 0.001 and 1000, 1 for off</source>
        <translation>entre 0,001 et 1000, 1 pour désactivé</translation>
    </message>
    <message>
        <source>bytes %1-%2/%3</source>
        <translation>octets %1-%2/%3</translation>
    </message>
    <message>
        <source>chat template as %1 published it</source>
        <translation>gabarit de chat tel que publié par %1</translation>
    </message>
    <message>
        <source>chat template from the file</source>
        <translation>gabarit de chat du fichier</translation>
    </message>
    <message>
        <source>context size</source>
        <translation>Taille du contexte</translation>
    </message>
    <message>
        <source>conversation and writing, on GPUs: slow without</source>
        <translation>conversation et rédaction, sur GPU&#xa0;: lent sans</translation>
    </message>
    <message>
        <source>conversation and writing; European languages</source>
        <translation>conversation et rédaction&#x202f;; langues européennes</translation>
    </message>
    <message>
        <source>conversation and writing; long documents</source>
        <translation>conversation et rédaction&#x202f;; longs documents</translation>
    </message>
    <message>
        <source>corrupted or incomplete</source>
        <translation>endommagé ou incomplet</translation>
    </message>
    <message>
        <source>download %1 of %2</source>
        <translation>télécharger %1 de %2</translation>
    </message>
    <message>
        <source>everyday questions, reasoning and code for its size; many languages</source>
        <translation>questions courantes, raisonnement et code pour sa taille&#x202f;; nombreuses langues</translation>
    </message>
    <message>
        <source>everyday questions, reasoning and code; many languages</source>
        <translation>questions courantes, raisonnement et code&#x202f;; nombreuses langues</translation>
    </message>
    <message>
        <source>everything, and quick for its size also without a GPU: a part of it works at a time</source>
        <translation>tout, et rapide pour sa taille même sans GPU&#xa0;: seule une partie travaille à la fois</translation>
    </message>
    <message>
        <source>failed to read</source>
        <translation>lecture impossible</translation>
    </message>
    <message>
        <source>hf&apos;s own login, %1</source>
        <translation>la connexion de hf, %1</translation>
    </message>
    <message>
        <source>in a few minutes</source>
        <translation>dans quelques minutes</translation>
    </message>
    <message>
        <source>is cut off: the file ends before its list does</source>
        <translation>est coupé&#xa0;: le fichier finit avant sa liste</translation>
    </message>
    <message>
        <source>is empty</source>
        <translation>est vide</translation>
    </message>
    <message>
        <source>is longer than %1 characters</source>
        <translation>dépasse %1 caractères</translation>
    </message>
    <message>
        <source>is nested more than %1 levels deep</source>
        <translation>est imbriqué sur plus de %1 niveaux</translation>
    </message>
    <message>
        <source>is nested too deeply</source>
        <translation>est imbriqué trop profondément</translation>
    </message>
    <message>
        <source>is not a GGUF model file</source>
        <translation>n’est pas un fichier de modèle GGUF</translation>
    </message>
    <message>
        <source>it aligns its tensors to %1 bytes</source>
        <translation>il aligne ses tenseurs sur %1 octets</translation>
    </message>
    <message>
        <source>it begins or ends with a dot or a space</source>
        <translation>il commence ou finit par un point ou une espace</translation>
    </message>
    <message>
        <source>it begins or ends with a space, or ends with a dot</source>
        <translation>il commence ou finit par une espace, ou finit par un point</translation>
    </message>
    <message>
        <source>it does not end in .gguf</source>
        <translation>il ne finit pas par .gguf</translation>
    </message>
    <message>
        <source>it holds characters that cannot be seen</source>
        <translation>il contient des caractères invisibles</translation>
    </message>
    <message>
        <source>it holds one of \ / : &lt; &gt; &quot; | ? *</source>
        <translation>il contient l’un de \ / : &lt; &gt; &quot; | ? *</translation>
    </message>
    <message>
        <source>it holds one of \ : &lt; &gt; &quot; | ? *</source>
        <translation>il contient l’un de \ : &lt; &gt; &quot; | ? *</translation>
    </message>
    <message>
        <source>it is empty</source>
        <translation>il est vide</translation>
    </message>
    <message>
        <source>it is longer than %1 bytes</source>
        <translation>il dépasse %1 octets</translation>
    </message>
    <message>
        <source>it is no table</source>
        <translation>ce n’est pas une table</translation>
    </message>
    <message>
        <source>it is the name of a device on some systems</source>
        <translation>c’est le nom d’un périphérique sur certains systèmes</translation>
    </message>
    <message>
        <source>it is too long</source>
        <translation>il est trop long</translation>
    </message>
    <message>
        <source>it leads out of its folder</source>
        <translation>il mène hors de son dossier</translation>
    </message>
    <message>
        <source>it says it is part %1 of %2</source>
        <translation>il se dit partie %1 sur %2</translation>
    </message>
    <message>
        <source>it took %1</source>
        <translation>il a pris %1</translation>
    </message>
    <message>
        <source>its process took %1</source>
        <translation>son processus a pris %1</translation>
    </message>
    <message>
        <source>its accents are written in a way that some disks change</source>
        <translation>ses accents sont écrits d’une façon que certains disques changent</translation>
    </message>
    <message>
        <source>its chat template is not the one known from %1: the publisher changed it since, or whoever made this file did</source>
        <translation>son gabarit de chat n’est pas celui que l’on connaît de %1&#xa0;: l’éditeur l’a changé depuis, ou l’auteur de ce fichier</translation>
    </message>
    <message>
        <source>its header counts %1 tensors and %2 keys</source>
        <translation>son en-tête compte %1 tenseurs et %2 clés</translation>
    </message>
    <message>
        <source>its header is larger than %1</source>
        <translation>son en-tête dépasse %1</translation>
    </message>
    <message>
        <source>its header says %1 for %2</source>
        <translation>son en-tête dit %1 pour %2</translation>
    </message>
    <message>
        <source>its header says %1 for %2 of %3 layers</source>
        <translation>son en-tête dit %1 pour %2 de %3 couches</translation>
    </message>
    <message>
        <source>its header says impossible numbers for %1</source>
        <translation>son en-tête dit des nombres impossibles pour %1</translation>
    </message>
    <message>
        <source>line %1 of the template: %2</source>
        <translation>ligne %1 du gabarit&#xa0;: %2</translation>
    </message>
    <message>
        <source>list models</source>
        <translation>lister les modèles</translation>
    </message>
    <message>
        <source>llama-cpp-python %1, llama.cpp %2</source>
        <translation>llama-cpp-python %1, llama.cpp %2</translation>
    </message>
    <message>
        <source>longer than %1 bytes</source>
        <translation>plus de %1 octets</translation>
    </message>
    <message>
        <source>look at %1</source>
        <translation>consulter %1</translation>
    </message>
    <message>
        <source>mathematics and explanations; English</source>
        <translation>mathématiques et explications&#x202f;; anglais</translation>
    </message>
    <message>
        <source>max tokens</source>
        <translation>nombre maximal de jetons</translation>
    </message>
    <message>
        <source>more than %1 redirects</source>
        <translation>plus de %1 redirections</translation>
    </message>
    <message>
        <source>no chat template in the file</source>
        <translation>pas de gabarit de chat dans le fichier</translation>
    </message>
    <message>
        <source>not within the file bounds</source>
        <translation>hors des limites du fichier</translation>
    </message>
    <message>
        <source>nothing knows “%1”, only %2</source>
        <translation>«&#x202f;%1&#x202f;» est inconnu&#x202f;; il n’y a que %2</translation>
    </message>
    <message>
        <source>number of GPU layers</source>
        <translation>Nombre de couches sur le GPU</translation>
    </message>
    <message>
        <source>number of layers with experts in RAM</source>
        <translation>Nombre de couches dont les experts sont en RAM</translation>
    </message>
    <message>
        <source>number of threads</source>
        <translation>Nombre de threads</translation>
    </message>
    <message>
        <source>offline mode</source>
        <translation>mode hors ligne</translation>
    </message>
    <message>
        <source>or 0 for what suits</source>
        <translation>ou 0 pour ce qui convient</translation>
    </message>
    <message>
        <source>read the beginning of %1 of %2</source>
        <translation>lire le début de %1 de %2</translation>
    </message>
    <message>
        <source>reasoning and code, quick for its size: a part of it works at a time</source>
        <translation>raisonnement et code, rapide pour sa taille&#xa0;: seule une partie travaille à la fois</translation>
    </message>
    <message>
        <source>reasoning budget</source>
        <translation>budget de raisonnement</translation>
    </message>
    <message>
        <source>renew the login</source>
        <translation>renouveler la connexion</translation>
    </message>
    <message>
        <source>search models for %1</source>
        <translation>chercher des modèles pour %1</translation>
    </message>
    <message>
        <source>short answers and rewording on an old machine; English</source>
        <translation>réponses courtes et reformulations sur une machine ancienne&#x202f;; anglais</translation>
    </message>
    <message>
        <source>show %1 of %2</source>
        <translation>montrer %1 de %2</translation>
    </message>
    <message>
        <source>summaries and simple questions in eight languages</source>
        <translation>résumés et questions simples en huit langues</translation>
    </message>
    <message>
        <source>the hardest questions, reasoning and code</source>
        <translation>les questions les plus dures, raisonnement et code</translation>
    </message>
    <message>
        <source>the header needs %1 bytes or more</source>
        <translation>l’en-tête demande %1 octets ou plus</translation>
    </message>
    <message>
        <source>the key %1</source>
        <translation>la clé %1</translation>
    </message>
    <message>
        <source>the key %1 has an unknown type, %2</source>
        <translation>la clé %1 a un type inconnu, %2</translation>
    </message>
    <message>
        <source>the key %1 is an array of an unknown type, %2</source>
        <translation>la clé %1 est un tableau d’un type inconnu, %2</translation>
    </message>
    <message>
        <source>the key %1 is in it twice</source>
        <translation>la clé %1 y est deux fois</translation>
    </message>
    <message>
        <source>the keyring, if it has one for %1</source>
        <translation>le trousseau, s’il en a une pour %1</translation>
    </message>
    <message>
        <source>the list of %1</source>
        <translation>la liste de %1</translation>
    </message>
    <message>
        <source>the login</source>
        <translation>la connexion</translation>
    </message>
    <message>
        <source>the model&apos;s own</source>
        <translation>celui du modèle</translation>
    </message>
    <message>
        <source>the model&apos;s own, which does not work</source>
        <translation>celui du modèle, qui ne marche pas</translation>
    </message>
    <message>
        <source>the name of a key</source>
        <translation>le nom d’une clé</translation>
    </message>
    <message>
        <source>the name of a tensor</source>
        <translation>le nom d’un tenseur</translation>
    </message>
    <message>
        <source>the parts have more than %1 tensors together</source>
        <translation>les parties ont ensemble plus de %1 tenseurs</translation>
    </message>
    <message>
        <source>the search</source>
        <translation>la recherche</translation>
    </message>
    <message>
        <source>the template calls itself without end</source>
        <translation>le gabarit s’appelle lui-même sans fin</translation>
    </message>
    <message>
        <source>the template computes too large a power</source>
        <translation>le gabarit calcule une puissance trop grande</translation>
    </message>
    <message>
        <source>the template computes too large a product</source>
        <translation>le gabarit calcule un produit trop grand</translation>
    </message>
    <message>
        <source>the template formats a text too wide</source>
        <translation>le gabarit met en forme un texte trop large</translation>
    </message>
    <message>
        <source>the template formats with !a</source>
        <translation>le gabarit met en forme avec !a</translation>
    </message>
    <message>
        <source>the template formats with %a or %c</source>
        <translation>le gabarit met en forme avec %a ou %c</translation>
    </message>
    <message>
        <source>the template indents too far</source>
        <translation>le gabarit met trop en retrait</translation>
    </message>
    <message>
        <source>the template is %1 characters long, more than %2</source>
        <translation>le gabarit a %1 caractères, plus que %2</translation>
    </message>
    <message>
        <source>the template made %1 characters of its messages, more than %2</source>
        <translation>le gabarit a fait %1 caractères de ses messages, plus que %2</translation>
    </message>
    <message>
        <source>the template makes a text too long</source>
        <translation>le gabarit fait un texte trop long</translation>
    </message>
    <message>
        <source>the template needs too much memory</source>
        <translation>le gabarit demande trop de mémoire</translation>
    </message>
    <message>
        <source>the template ran for more than %1 seconds</source>
        <translation>le gabarit a tourné plus de %1 secondes</translation>
    </message>
    <message>
        <source>the template repeats a text too often</source>
        <translation>le gabarit répète un texte trop souvent</translation>
    </message>
    <message>
        <source>the template translates characters</source>
        <translation>le gabarit remplace des caractères</translation>
    </message>
    <message>
        <source>the template wrote a mark of its own</source>
        <translation>le gabarit a écrit une marque à lui</translation>
    </message>
    <message>
        <source>the tensor %1 has %2 dimensions</source>
        <translation>le tenseur %1 a %2 dimensions</translation>
    </message>
    <message>
        <source>the tensor %1 has the impossible shape %2</source>
        <translation>le tenseur %1 a la forme impossible %2</translation>
    </message>
    <message>
        <source>the tensor %1 is in it twice</source>
        <translation>le tenseur %1 y est deux fois</translation>
    </message>
    <message>
        <source>the tensor %1 lies at %2 instead of %3</source>
        <translation>le tenseur %1 est à %2 au lieu de %3</translation>
    </message>
    <message>
        <source>the variable %1</source>
        <translation>la variable %1</translation>
    </message>
    <message>
        <source>what was put together is not sound: %1</source>
        <translation>ce qui a été rassemblé n’est pas sain&#xa0;: %1</translation>
    </message>
    <message>
        <source>with the account of your token</source>
        <translation>avec le compte de votre jeton</translation>
    </message>
    <message>
        <source>writing and translating; many languages</source>
        <translation>rédaction et traduction&#x202f;; nombreuses langues</translation>
    </message>
</context>
<context>
    <name>marks</name>
    <message>
        <source>Used</source>
        <translation>Utilisée</translation>
    </message>
    <message>
        <source>Good</source>
        <translation>Bonne</translation>
    </message>
    <message>
        <source>Bad</source>
        <translation>Mauvaise</translation>
    </message>
    <message>
        <source>It went where it was meant to go. Statistics tell what used answers cost</source>
        <translation>Elle a servi à ce pour quoi elle était faite. Les statistiques disent ce que coûtent les réponses utilisées</translation>
    </message>
    <message>
        <source>It was right, whatever becomes of it</source>
        <translation>Elle était juste, quoi qu’il en advienne</translation>
    </message>
    <message>
        <source>It was wrong, or of no use</source>
        <translation>Elle était fausse, ou inutile</translation>
    </message>
    <message>
        <source>marked as used</source>
        <translation>marquée comme utilisée</translation>
    </message>
    <message>
        <source>marked as good</source>
        <translation>marquée comme bonne</translation>
    </message>
    <message>
        <source>marked as bad</source>
        <translation>marquée comme mauvaise</translation>
    </message>
</context>
<context>
    <name>models</name>
    <message>
        <source>%1 parameters</source>
        <translation>%1 paramètres</translation>
    </message>
    <message>
        <source>%1 downloads</source>
        <translation>%1 téléchargements</translation>
    </message>
    <message>
        <source>private</source>
        <translation>privé</translation>
    </message>
    <message>
        <source>gated</source>
        <translation>accès restreint</translation>
    </message>
    <message>
        <source>%1 s left</source>
        <translation>encore %1&#xa0;s</translation>
    </message>
    <message>
        <source>%1 min left</source>
        <translation>encore %1&#xa0;min</translation>
    </message>
    <message>
        <source>%1 h left</source>
        <translation>encore %1&#xa0;h</translation>
    </message>
    <message>
        <source>Likely fits</source>
        <translation>Tient sans doute</translation>
    </message>
    <message>
        <source>Likely too large</source>
        <translation>Sans doute trop grand</translation>
    </message>
    <message>
        <source>Fits on the GPU</source>
        <translation>Tient sur le GPU</translation>
    </message>
    <message>
        <source>Fits, partly on the GPU</source>
        <translation>Tient, en partie sur le GPU</translation>
    </message>
    <message>
        <source>Fits in memory</source>
        <translation>Tient en mémoire</translation>
    </message>
    <message>
        <source>Too large</source>
        <translation>Trop grand</translation>
    </message>
</context>
<context>
    <name>parts</name>
    <message>
        <source>1 byte</source>
        <translation>1 octet</translation>
    </message>
    <message>
        <source>1 token</source>
        <translation>1 jeton</translation>
    </message>
    <message>
        <source>%1 tokens</source>
        <translation>%1 jetons</translation>
    </message>
    <message>
        <source>not available</source>
        <translation>indisponible</translation>
    </message>
    <message>
        <source>%1 ms</source>
        <translation>%1&#xa0;ms</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1&#xa0;s</translation>
    </message>
    <message>
        <source>%1 tokens/s</source>
        <translation>%1&#xa0;jetons/s</translation>
    </message>
</context>
<context>
    <name>presenting</name>
    <message>
        <source>always read</source>
        <translation>toujours lu</translation>
    </message>
    <message>
        <source>Down to here the conversation is not read any more: it no longer fits into the context.</source>
        <translation>Jusqu’ici la conversation n’est plus lue&#xa0;: elle ne tient plus dans le contexte.</translation>
    </message>
    <message>
        <source>Down to here the conversation is not read any more, but this summary:</source>
        <translation>Jusqu’ici la conversation n’est plus lue, mais ce résumé l’est&#xa0;:</translation>
    </message>
    <message>
        <source>Reasoned for %1</source>
        <translation>Raisonnement&#xa0;: %1</translation>
    </message>
    <message>
        <source>%1 in the last run</source>
        <translation>%1 dans la dernière exécution</translation>
    </message>
    <message>
        <source>%1, %2 of them in the last run</source>
        <translation>%1, dont %2 dans la dernière exécution</translation>
    </message>
    <message>
        <source>first after %1</source>
        <translation>premier jeton après %1</translation>
    </message>
    <message>
        <source>and one more file</source>
        <translation>et un autre fichier</translation>
    </message>
    <message>
        <source>and %1 more files</source>
        <translation>et %1 fichiers de plus</translation>
    </message>
    <message>
        <source>Interrupted: the program ended before the answer was complete.</source>
        <translation>Interrompue&#xa0;: le programme s’est terminé avant la fin de la réponse.</translation>
    </message>
    <message>
        <source>The answer failed.</source>
        <translation>La réponse a échoué.</translation>
    </message>
    <message>
        <source>The message is left out when this conversation goes on.</source>
        <translation>Le message est laissé de côté quand cette conversation continue.</translation>
    </message>
    <message>
        <source>The model ended here without an answer.</source>
        <translation>Le modèle s’est arrêté ici sans réponse.</translation>
    </message>
    <message>
        <source>The answer ended at its limit of one token.</source>
        <translation>La réponse s’est arrêtée à sa limite d’un seul jeton.</translation>
    </message>
    <message>
        <source>The answer ended at its limit of %1 tokens.</source>
        <translation>La réponse s’est arrêtée à sa limite de %1 jetons.</translation>
    </message>
    <message>
        <source>The answer ended because the model&apos;s context is full.</source>
        <translation>La réponse s’est arrêtée parce que le contexte du modèle est plein.</translation>
    </message>
    <message>
        <source>Stopped.</source>
        <translation>Arrêtée.</translation>
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
        <translation>%1 %2. Choisir un fichier qui se termine par .gguf, ou le télécharger à nouveau.</translation>
    </message>
    <message>
        <source>%1 %2. Choose another, or fetch it again.</source>
        <translation>%1 %2. En choisir un autre, ou le télécharger à nouveau.</translation>
    </message>
    <message>
        <source>%1 Choose another name.</source>
        <translation>%1 Choisir un autre nom.</translation>
    </message>
    <message>
        <source>%1 Inglenook put back the snapshot that it took then, of %2, and keeps the file in %3.</source>
        <translation>%1 Inglenook a remis en place l’instantané pris alors, du %2, et garde le fichier dans %3.</translation>
    </message>
    <message>
        <source>%1 They are in the snapshot of %2. It did not take the file&apos;s place, because there is something newer in that one: inglenook history restore %3 exchanges them, and keeps both.</source>
        <translation>%1 Elles sont dans l’instantané du %2. Il n’a pas pris la place du fichier, car celui-ci contient quelque chose de plus récent&#xa0;: inglenook history restore %3 les échange, et garde les deux.</translation>
    </message>
    <message>
        <source>%1 What is here stays until you download it again.</source>
        <translation>%1 Ce qui est ici reste jusqu’à un nouveau téléchargement.</translation>
    </message>
    <message>
        <source>%1 and the models folder %2 lie in each other. Choose another folder.</source>
        <translation>%1 et le dossier des modèles %2 sont l’un dans l’autre. Choisir un autre dossier.</translation>
    </message>
    <message>
        <source>%1 answered HTTP %2 for %3. Try again later; look at HF_ENDPOINT.</source>
        <translation>%1 a répondu HTTP %2 pour %3. Réessayer plus tard&#x202f;; vérifier HF_ENDPOINT.</translation>
    </message>
    <message>
        <source>%1 answered with a web page instead of %2. A network that wants a login shows its own page for every address; open a browser and see, then try again.</source>
        <translation>%1 a répondu par une page web au lieu de %2. Un réseau qui demande une connexion montre sa propre page pour chaque adresse&#x202f;; ouvrir un navigateur pour voir, puis réessayer.</translation>
    </message>
    <message>
        <source>%1 belongs to %2. Remove it there.</source>
        <translation>%1 appartient à %2. Le supprimer là-bas.</translation>
    </message>
    <message>
        <source>%1 belongs to Ollama. Remove it there: ollama rm %2.</source>
        <translation>%1 appartient à Ollama. Le supprimer là-bas&#xa0;: ollama rm %2.</translation>
    </message>
    <message>
        <source>%1 came with Inglenook and goes with it. It is not removed alone.</source>
        <translation>%1 est venu avec Inglenook et part avec lui. Il ne se supprime pas seul.</translation>
    </message>
    <message>
        <source>%1 can not be the name of a file. Check the name.</source>
        <translation>%1 ne peut pas être un nom de fichier. Vérifier le nom.</translation>
    </message>
    <message>
        <source>%1 cannot be imported. %2</source>
        <translation>%1 ne peut pas être importé. %2</translation>
    </message>
    <message>
        <source>%1 cannot be linked into %2: %3. Both must lie on one disk that knows links; without --link it is copied.</source>
        <translation>%1 ne peut pas être lié dans %2&#xa0;: %3. Les deux doivent être sur un même disque qui connaît les liens&#x202f;; sans --link, il est copié.</translation>
    </message>
    <message>
        <source>%1 cannot be read: %2.</source>
        <translation>%1 ne peut pas être lu&#xa0;: %2.</translation>
    </message>
    <message>
        <source>%1 cannot be read: %2. Look at the disk and its permissions.</source>
        <translation>%1 ne peut pas être lu&#xa0;: %2. Examiner le disque et ses autorisations.</translation>
    </message>
    <message>
        <source>%1 cannot be read: %2. Look at the disk that %3 lies on.</source>
        <translation>%1 ne peut pas être lu&#xa0;: %2. Examiner le disque où se trouve %3.</translation>
    </message>
    <message>
        <source>%1 cannot be read: %2. Mend its permissions, or choose another folder.</source>
        <translation>%1 ne peut pas être lu&#xa0;: %2. Corriger ses autorisations, ou choisir un autre dossier.</translation>
    </message>
    <message>
        <source>%1 cannot be read: %2. Mend its permissions, or look at the disk.</source>
        <translation>%1 ne peut pas être lu&#xa0;: %2. Corriger ses autorisations, ou examiner le disque.</translation>
    </message>
    <message>
        <source>%1 cannot be removed: %2. End the programs that use it, look at its folder&apos;s permissions, and try again.</source>
        <translation>%1 ne peut pas être supprimé&#xa0;: %2. Fermer les programmes qui l’utilisent, examiner les autorisations de son dossier, puis réessayer.</translation>
    </message>
    <message>
        <source>%1 cannot be removed: %2. Remove it yourself.</source>
        <translation>%1 ne peut pas être supprimé&#xa0;: %2. Supprimez-le vous-même.</translation>
    </message>
    <message>
        <source>%1 cannot be the draft model: %2 The chat works without a draft model, too.</source>
        <translation>%1 ne peut pas être le modèle brouillon&#xa0;: %2 La conversation fonctionne aussi sans modèle brouillon.</translation>
    </message>
    <message>
        <source>%1 cannot be the name of a file: %2.</source>
        <translation>%1 ne peut pas être un nom de fichier&#xa0;: %2.</translation>
    </message>
    <message>
        <source>%1 cannot be the name of a folder.</source>
        <translation>%1 ne peut pas être un nom de dossier.</translation>
    </message>
    <message>
        <source>%1 cannot be the name of a folder: %2.</source>
        <translation>%1 ne peut pas être un nom de dossier&#xa0;: %2.</translation>
    </message>
    <message>
        <source>%1 cannot be the name of a model here: %2. Give another with --name.</source>
        <translation>%1 ne peut pas être un nom de modèle ici&#xa0;: %2. En donner un autre avec --name.</translation>
    </message>
    <message>
        <source>%1 cannot be used: %2. Look at the disk, or set HF_HUB_CACHE to another.</source>
        <translation>%1 ne peut pas être utilisé&#xa0;: %2. Examiner le disque, ou indiquer un autre dossier dans HF_HUB_CACHE.</translation>
    </message>
    <message>
        <source>%1 cannot be used: %2. Mend its permissions.</source>
        <translation>%1 ne peut pas être utilisé&#xa0;: %2. Corriger ses autorisations.</translation>
    </message>
    <message>
        <source>%1 cannot be used: %2. Nothing was added. Look at the disk and the folder&apos;s permissions.</source>
        <translation>%1 ne peut pas être utilisé&#xa0;: %2. Rien n’a été ajouté. Examiner le disque et les autorisations du dossier.</translation>
    </message>
    <message>
        <source>%1 cannot be used: %2. The models stay where they were. Look at that disk and its permissions.</source>
        <translation>%1 ne peut pas être utilisé&#xa0;: %2. Les modèles sont restés à leur place. Examiner ce disque et ses autorisations.</translation>
    </message>
    <message>
        <source>%1 cannot be written: %2. Choose another folder with --data-dir.</source>
        <translation>%1 ne peut pas être écrit&#xa0;: %2. Choisir un autre dossier avec --data-dir.</translation>
    </message>
    <message>
        <source>%1 cannot be written: %2. Make room on that disk or mend its permissions.</source>
        <translation>%1 ne peut pas être écrit&#xa0;: %2. Faire de la place sur ce disque ou corriger ses autorisations.</translation>
    </message>
    <message>
        <source>%1 cannot be written: %2. Set HF_HUB_CACHE to a folder that can.</source>
        <translation>%1 ne peut pas être écrit&#xa0;: %2. Indiquer dans HF_HUB_CACHE un dossier qui le permet.</translation>
    </message>
    <message>
        <source>%1 changed at the hub, but not this model: it is the newest.</source>
        <translation>%1 a changé sur le hub, mais pas ce modèle&#xa0;: c’est le plus récent.</translation>
    </message>
    <message>
        <source>%1 changed while it was read. Wait until what writes it is done, and try again.</source>
        <translation>%1 a changé pendant la lecture. Attendre que l’écriture en cours soit finie, puis réessayer.</translation>
    </message>
    <message>
        <source>%1 changed while it was read. Wait until what writes it is done, and verify it again.</source>
        <translation>%1 a changé pendant la lecture. Attendre que l’écriture en cours soit finie, puis vérifier à nouveau.</translation>
    </message>
    <message>
        <source>%1 could be read from the damaged file.</source>
        <translation>%1 ont pu être lus dans le fichier endommagé.</translation>
    </message>
    <message>
        <source>%1 could not be loaded. Fetch the file again or choose another model.</source>
        <translation>%1 n’a pas pu être chargé. Télécharger à nouveau le fichier ou choisir un autre modèle.</translation>
    </message>
    <message>
        <source>%1 could not be read: %2. Check the disk it lies on.</source>
        <translation>%1 n’a pas pu être lu&#xa0;: %2. Vérifier le disque où il se trouve.</translation>
    </message>
    <message>
        <source>%1 could not be read: %2. Choose another file.</source>
        <translation>%1 n’a pas pu être lu&#xa0;: %2. Choisir un autre fichier.</translation>
    </message>
    <message>
        <source>%1 could not be written: %2. Make room, or choose another place.</source>
        <translation>%1 n’a pas pu être écrit&#xa0;: %2. Faire de la place, ou choisir un autre emplacement.</translation>
    </message>
    <message>
        <source>%1 could not, and came from the snapshot of %2.</source>
        <translation>%1 n’ont pas pu l’être, et viennent de l’instantané du %2.</translation>
    </message>
    <message>
        <source>%1 does not accept the token for %2. Log in with hf auth login, or look at HF_TOKEN.</source>
        <translation>%1 n’accepte pas le jeton d’accès pour %2. Se connecter avec hf auth login, ou vérifier HF_TOKEN.</translation>
    </message>
    <message>
        <source>%1 does not begin as an archive of Inglenook does, so it was left alone.</source>
        <translation>%1 ne commence pas comme une archive d’Inglenook&#x202f;; il n’a donc pas été touché.</translation>
    </message>
    <message>
        <source>%1 does not fit in the memory that is free. Close other programs or choose a smaller model.</source>
        <translation>%1 ne tient pas dans la mémoire libre. Fermer d’autres programmes ou choisir un modèle plus petit.</translation>
    </message>
    <message>
        <source>%1 does not fit: it needs %2 of %3, %4 are free, and %5 of them stay free for other programs. %6</source>
        <translation>%1 ne tient pas&#xa0;: il demande %2 de %3, %4 sont libres, et %5 en restent libres pour d’autres programmes. %6</translation>
    </message>
    <message>
        <source>%1 does not offer this file any more. What is here stays and works.</source>
        <translation>%1 ne propose plus ce fichier. Ce qui est ici reste et fonctionne.</translation>
    </message>
    <message>
        <source>%1 does not say how a language model is built: %2 layers of width %3. Choose a text generation model.</source>
        <translation>%1 ne dit pas comment un modèle de langage est construit&#xa0;: %2 couches de largeur %3. Choisir un modèle de génération de texte.</translation>
    </message>
    <message>
        <source>%1 does not take connections. Look at the network and the proxy. Try again.</source>
        <translation>%1 n’accepte pas de connexion. Vérifier le réseau et le proxy. Réessayer.</translation>
    </message>
    <message>
        <source>%1 ended after %2 of %3 bytes. Start it again.</source>
        <translation>%1 s’est terminé après %2 octets sur %3. Le relancer.</translation>
    </message>
    <message>
        <source>%1 files are still in the old one: they could not be deleted, or changed meanwhile.</source>
        <translation>%1 fichiers sont encore dans l’ancien&#xa0;: ils n’ont pas pu être supprimés, ou ont changé entre-temps.</translation>
    </message>
    <message>
        <source>%1 fits %2 models: %3. Write more of the name, or its path.</source>
        <translation>%1 correspond à %2 modèles&#xa0;: %3. Écrire une plus grande partie du nom, ou son chemin.</translation>
    </message>
    <message>
        <source>%1 fits: it takes %2 of the %3 that are free in %4 and %5 of the %6 that are free in %7.</source>
        <translation>%1 tient&#xa0;: il prend %2 des %3 libres de %4 et %5 des %6 libres de %7.</translation>
    </message>
    <message>
        <source>%1 fits: it takes %2 of the %3 that are free in %4.</source>
        <translation>%1 tient&#xa0;: il prend %2 des %3 libres de %4.</translation>
    </message>
    <message>
        <source>%1 fits: it takes, of what is free, %2.</source>
        <translation>%1 tient&#xa0;: il prend, sur ce qui est libre, %2.</translation>
    </message>
    <message>
        <source>%1 has %2 bytes by the hub&apos;s list, and the server sends %3 instead. Try again; if that stays so, the file at the hub is damaged.</source>
        <translation>%1 a %2 octets selon la liste du hub, et le serveur en envoie %3. Réessayer&#x202f;; si cela persiste, le fichier du hub est endommagé.</translation>
    </message>
    <message>
        <source>%1 has GGUF version %2; this engine reads versions 2 and 3. Fetch a newer file.</source>
        <translation>%1 est un GGUF de version %2&#x202f;; ce moteur lit les versions 2 et 3. Télécharger un fichier plus récent.</translation>
    </message>
    <message>
        <source>%1 has a problem of its own (HTTP %2). Try again later.</source>
        <translation>%1 a lui-même un problème (HTTP %2). Réessayer plus tard.</translation>
    </message>
    <message>
        <source>%1 has another name elsewhere, where its content stays.</source>
        <translation>%1 a un autre nom ailleurs, où son contenu reste.</translation>
    </message>
    <message>
        <source>%1 has changed at the hub since its download began, so it starts from the beginning.</source>
        <translation>%1 a changé sur le hub depuis le début de son téléchargement&#x202f;; il reprend donc depuis le début.</translation>
    </message>
    <message>
        <source>%1 has had too many requests from this network. Try again %2.</source>
        <translation>%1 a reçu trop de requêtes de ce réseau. Réessayer %2.</translation>
    </message>
    <message>
        <source>%1 has no %2 of the size that the hub names. Try again later.</source>
        <translation>%1 n’a pas de %2 de la taille que le hub indique. Réessayer plus tard.</translation>
    </message>
    <message>
        <source>%1 has no %2. It has %3.</source>
        <translation>%1 n’a pas de %2. Il a %3.</translation>
    </message>
    <message>
        <source>%1 has no GGUF file, so it holds no model for this program. Search for its name and GGUF: others often publish one.</source>
        <translation>%1 n’a pas de fichier GGUF, donc pas de modèle pour ce programme. Chercher son nom avec GGUF&#xa0;: d’autres en publient souvent un.</translation>
    </message>
    <message>
        <source>%1 has no version of that name. Leave the version out for the newest.</source>
        <translation>%1 n’a pas de version de ce nom. Omettre la version pour la plus récente.</translation>
    </message>
    <message>
        <source>%1 has only %2 of the %3 parts of %4, so it would not load. Choose another quantization, or wait until its publisher has put up the rest.</source>
        <translation>%1 n’a que %2 des %3 parties de %4&#x202f;; il ne pourrait pas être chargé. Choisir une autre quantification, ou attendre que l’éditeur ait publié le reste.</translation>
    </message>
    <message>
        <source>%1 has the architecture &apos;%2&apos;, which this version&apos;s engine does not know. Choose another model, or update Inglenook.</source>
        <translation>%1 a l’architecture «&#xa0;%2&#xa0;», que le moteur de cette version ne connaît pas. Choisir un autre modèle, ou mettre à jour Inglenook.</translation>
    </message>
    <message>
        <source>%1 holds more than %2 presets. Divide it into several files.</source>
        <translation>%1 contient plus de %2 préréglages. Le répartir en plusieurs fichiers.</translation>
    </message>
    <message>
        <source>%1 holds no conversations in a format that is known here. Inglenook imports its own archives, the export of ChatGPT (the .zip or its conversations.json), conversations of LM Studio, the threads folder of Jan, and the export of Open WebUI.</source>
        <translation>%1 ne contient aucune conversation dans un format connu ici. Inglenook importe ses propres archives, l’exportation de ChatGPT (le .zip ou son conversations.json), les conversations de LM Studio, le dossier threads de Jan et l’exportation d’Open WebUI.</translation>
    </message>
    <message>
        <source>%1 holds no presets of Inglenook: it does not say format “%2”.</source>
        <translation>%1 ne contient aucun préréglage d’Inglenook&#xa0;: il n’indique pas le format «&#xa0;%2&#xa0;».</translation>
    </message>
    <message>
        <source>%1 is %2 and %3 of memory are free. Close other programs or choose a smaller model.</source>
        <translation>%1 fait %2 et %3 de mémoire sont libres. Fermer d’autres programmes ou choisir un modèle plus petit.</translation>
    </message>
    <message>
        <source>%1 is %2 of the hub, and no model. %3</source>
        <translation>%1 désigne %2 du hub, et non un modèle. %3</translation>
    </message>
    <message>
        <source>%1 is %2, which is no number %3. Mend it, or leave it out.</source>
        <translation>%1 vaut %2, qui n’est pas un nombre %3. Corriger, ou omettre.</translation>
    </message>
    <message>
        <source>%1 is %2; it can be %3. Mend it.</source>
        <translation>%1 vaut %2&#x202f;; les valeurs possibles sont %3. Corriger.</translation>
    </message>
    <message>
        <source>%1 is %2; it must be %3.</source>
        <translation>%1 vaut %2&#x202f;; ce doit être %3.</translation>
    </message>
    <message>
        <source>%1 is a file. Choose a folder.</source>
        <translation>%1 est un fichier. Choisir un dossier.</translation>
    </message>
    <message>
        <source>%1 is a file. Name the folder it lies in, or import it with inglenook models import.</source>
        <translation>%1 est un fichier. Nommer le dossier où il se trouve, ou l’importer avec inglenook models import.</translation>
    </message>
    <message>
        <source>%1 is a folder. Name a .gguf file in it, or add the folder with inglenook models folders add.</source>
        <translation>%1 est un dossier. Y nommer un fichier .gguf, ou ajouter le dossier avec inglenook models folders add.</translation>
    </message>
    <message>
        <source>%1 is a folder. Name the .gguf file in it.</source>
        <translation>%1 est un dossier. Nommer le fichier .gguf qu’il contient.</translation>
    </message>
    <message>
        <source>%1 is a mirror, so your login at the hub is not sent to it. inglenook network mirror URL --with-login sends it.</source>
        <translation>%1 est un miroir&#x202f;; vos identifiants du hub ne lui sont donc pas envoyés. inglenook network mirror URL --with-login les envoie.</translation>
    </message>
    <message>
        <source>%1 is a path on this machine, and no model of the hub. %2</source>
        <translation>%1 est un chemin sur cette machine, et non un modèle du hub. %2</translation>
    </message>
    <message>
        <source>%1 is an archive of version %2, which a later Inglenook wrote; this one reads version %3. Import it with that version or a later one.</source>
        <translation>%1 est une archive de version %2, écrite par un Inglenook plus récent&#x202f;; celui-ci lit la version %3. L’importer avec cette version ou une plus récente.</translation>
    </message>
    <message>
        <source>%1 is asked without encryption, so your login at the hub is not sent to it.</source>
        <translation>%1 est interrogé sans chiffrement&#x202f;; vos identifiants du hub ne lui sont donc pas envoyés.</translation>
    </message>
    <message>
        <source>%1 is asked without encryption, so your token is not sent to it.</source>
        <translation>%1 est interrogé sans chiffrement&#x202f;; votre jeton d’accès ne lui est donc pas envoyé.</translation>
    </message>
    <message>
        <source>%1 is being downloaded already, by another window or program. Wait until it is done; it will be here then too.</source>
        <translation>%1 est déjà en cours de téléchargement, par une autre fenêtre ou un autre programme. Attendre la fin&#x202f;; il sera alors ici aussi.</translation>
    </message>
    <message>
        <source>%1 is damaged: %2. Fetch the file again.</source>
        <translation>%1 est endommagé&#xa0;: %2. Télécharger à nouveau le fichier.</translation>
    </message>
    <message>
        <source>%1 is damaged: its content is not what was published. %2</source>
        <translation>%1 est endommagé&#xa0;: son contenu n’est pas celui qui a été publié. %2</translation>
    </message>
    <message>
        <source>%1 is damaged: its header counts %2 tensors and %3 keys. Fetch it again.</source>
        <translation>%1 est endommagé&#xa0;: son en-tête compte %2 tenseurs et %3 clés. Le télécharger à nouveau.</translation>
    </message>
    <message>
        <source>%1 is damaged: reading it ended the engine.</source>
        <translation>%1 est endommagé&#xa0;: sa lecture a mis fin au moteur.</translation>
    </message>
    <message>
        <source>%1 is given out only to those who accept its terms. Open %2 in a browser, accept them %3, then try again.</source>
        <translation>%1 n’est fourni qu’à qui accepte ses conditions. Ouvrir %2 dans un navigateur, les accepter %3, puis réessayer.</translation>
    </message>
    <message>
        <source>%1 is in the models folder now, whole and with its sum noted.</source>
        <translation>%1 est maintenant dans le dossier des modèles, entier, avec sa somme de contrôle notée.</translation>
    </message>
    <message>
        <source>%1 is incomplete or damaged. Fetch the file again.</source>
        <translation>%1 est incomplet ou endommagé. Télécharger à nouveau le fichier.</translation>
    </message>
    <message>
        <source>%1 is incomplete or damaged: its header announces %2 and it has %3. Fetch the file again.</source>
        <translation>%1 est incomplet ou endommagé&#xa0;: son en-tête annonce %2 et il a %3. Télécharger à nouveau le fichier.</translation>
    </message>
    <message>
        <source>%1 is incomplete or damaged: its header goes on to byte %2 and the file has %3. Fetch the file again.</source>
        <translation>%1 est incomplet ou endommagé&#xa0;: son en-tête va jusqu’à l’octet %2 et le fichier en a %3. Télécharger à nouveau le fichier.</translation>
    </message>
    <message>
        <source>%1 is larger than 1 MiB and was not read.</source>
        <translation>%1 dépasse 1&#xa0;Mio et n’a pas été lu.</translation>
    </message>
    <message>
        <source>%1 is larger than 16 MB, so it holds no presets. Choose another file.</source>
        <translation>%1 dépasse 16&#xa0;Mo, il ne contient donc pas de préréglages. Choisir un autre fichier.</translation>
    </message>
    <message>
        <source>%1 is looked through already.</source>
        <translation>%1 est déjà parcouru.</translation>
    </message>
    <message>
        <source>%1 is neither a file nor a folder, so nothing can be imported from it.</source>
        <translation>%1 n’est ni un fichier ni un dossier&#x202f;; rien ne peut donc en être importé.</translation>
    </message>
    <message>
        <source>%1 is no %2 (%3). Mend it, or choose another.</source>
        <translation>%1 n’est pas %2 (%3). Corriger, ou en choisir un autre.</translation>
    </message>
    <message>
        <source>%1 is no TOML: %2. Mend that line; until then there are no prices.</source>
        <translation>%1 n’est pas du TOML&#xa0;: %2. Corriger cette ligne&#x202f;; d’ici là, il n’y a pas de prix.</translation>
    </message>
    <message>
        <source>%1 is no address of the hub. %2</source>
        <translation>%1 n’est pas une adresse du hub. %2</translation>
    </message>
    <message>
        <source>%1 is no address. %2</source>
        <translation>%1 n’est pas une adresse. %2</translation>
    </message>
    <message>
        <source>%1 is no list of up to %2 texts. Mend it, or leave it out.</source>
        <translation>%1 n’est pas une liste d’au plus %2 textes. Corriger, ou omettre.</translation>
    </message>
    <message>
        <source>%1 is no quantization; one looks like Q4_K_M. %2</source>
        <translation>%1 n’est pas une quantification&#x202f;; une quantification ressemble à Q4_K_M. %2</translation>
    </message>
    <message>
        <source>%1 is not a GGUF model file. Choose a file that ends in .gguf, or fetch it again.</source>
        <translation>%1 n’est pas un fichier de modèle GGUF. Choisir un fichier qui se termine par .gguf, ou le télécharger à nouveau.</translation>
    </message>
    <message>
        <source>%1 is not a chat model. Choose a text generation model.</source>
        <translation>%1 n’est pas un modèle de conversation. Choisir un modèle de génération de texte.</translation>
    </message>
    <message>
        <source>%1 is not a file but a device or a pipe. Name a .gguf file.</source>
        <translation>%1 n’est pas un fichier, mais un périphérique ou un tube. Nommer un fichier .gguf.</translation>
    </message>
    <message>
        <source>%1 is not an address of a hub. Look at HF_ENDPOINT.</source>
        <translation>%1 n’est pas l’adresse d’un hub. Vérifier HF_ENDPOINT.</translation>
    </message>
    <message>
        <source>%1 is not an address of a hub; one looks like https://hub.example.org.</source>
        <translation>%1 n’est pas l’adresse d’un hub&#x202f;; une adresse ressemble à https://hub.example.org.</translation>
    </message>
    <message>
        <source>%1 is not empty. Name a new folder, for instance %2.</source>
        <translation>%1 n’est pas vide. Nommer un nouveau dossier, par exemple %2.</translation>
    </message>
    <message>
        <source>%1 is not in the library. Delete it with your file manager.</source>
        <translation>%1 n’est pas dans la bibliothèque. Le supprimer avec le gestionnaire de fichiers.</translation>
    </message>
    <message>
        <source>%1 is not the name of a repository. One looks like org/name, in letters, digits and -_.</source>
        <translation>%1 n’est pas le nom d’un dépôt. Un nom ressemble à organisation/nom, en lettres, chiffres et -_.</translation>
    </message>
    <message>
        <source>%1 is not the name of an author. One has letters, digits and -_. alone.</source>
        <translation>%1 n’est pas le nom d’un auteur. Un nom n’a que des lettres, des chiffres et -_.</translation>
    </message>
    <message>
        <source>%1 is on %2, which is not the hub that is asked here. %3 A mirror is set with HF_ENDPOINT, or with inglenook network mirror.</source>
        <translation>%1 est sur %2, qui n’est pas le hub interrogé ici. %3 Un miroir s’indique avec HF_ENDPOINT, ou avec inglenook network mirror.</translation>
    </message>
    <message>
        <source>%1 is one of %2 parts of a model. Name the first one, which ends in -00001-of-%3.gguf.</source>
        <translation>%1 est l’une des %2 parties d’un modèle. Nommer la première, qui se termine par -00001-of-%3.gguf.</translation>
    </message>
    <message>
        <source>%1 is priced in %2, the machine in %3: they are not compared.</source>
        <translation>Le prix de %1 est en %2, celui de la machine en %3&#xa0;: ils ne sont pas comparés.</translation>
    </message>
    <message>
        <source>%1 is right.</source>
        <translation>%1 est intact.</translation>
    </message>
    <message>
        <source>%1 is set, so nothing is asked of %2. Unset it to go on.</source>
        <translation>%1 est défini, rien n’est donc demandé à %2. Le retirer pour continuer.</translation>
    </message>
    <message>
        <source>%1 is split into %2 files, and %3 is not in %4. Fetch the missing part first.</source>
        <translation>%1 est divisé en %2 fichiers, et %3 n’est pas dans %4. Télécharger d’abord la partie manquante.</translation>
    </message>
    <message>
        <source>%1 is too long for the name of a model. %2</source>
        <translation>%1 est trop long pour un nom de modèle. %2</translation>
    </message>
    <message>
        <source>%1 lies in a folder that you added, which Inglenook only reads. Delete it with your file manager, or take the folder off the list with inglenook models folders rm.</source>
        <translation>%1 est dans un dossier que vous avez ajouté, et qu’Inglenook ne fait que lire. Le supprimer avec le gestionnaire de fichiers, ou retirer le dossier de la liste avec inglenook models folders rm.</translation>
    </message>
    <message>
        <source>%1 may not be read by this user. Change its permissions, or choose another.</source>
        <translation>%1 ne peut pas être lu par cet utilisateur. Modifier ses autorisations, ou en choisir un autre.</translation>
    </message>
    <message>
        <source>%1 means %2 models of %3: %4. Name one of them.</source>
        <translation>%1 désigne %2 modèles de %3&#xa0;: %4. En nommer un.</translation>
    </message>
    <message>
        <source>%1 messages answer each other in a circle; they were left out.</source>
        <translation>%1 messages se répondent en cercle&#x202f;; ils ont été laissés de côté.</translation>
    </message>
    <message>
        <source>%1 names no model of the hub. %2</source>
        <translation>%1 ne désigne aucun modèle du hub. %2</translation>
    </message>
    <message>
        <source>%1 of %2 changed at the hub since this was downloaded%3.</source>
        <translation>%1 de %2 ont changé sur le hub depuis ce téléchargement%3.</translation>
    </message>
    <message>
        <source>%1 of %2 is %3. Choose another quantization.</source>
        <translation>%1 de %2 est %3. Choisir une autre quantification.</translation>
    </message>
    <message>
        <source>%1 of %2 is empty at the hub. Choose another quantization.</source>
        <translation>%1 de %2 est vide sur le hub. Choisir une autre quantification.</translation>
    </message>
    <message>
        <source>%1 of %2 is no model that could be downloaded. %3</source>
        <translation>%1 de %2 n’est pas un modèle téléchargeable. %3</translation>
    </message>
    <message>
        <source>%1 refuses %2: you may not read it, or this network may not reach it. Look at the hub&apos;s page of it in a browser.</source>
        <translation>%1 refuse %2&#xa0;: l’autorisation de le lire manque, ou ce réseau n’y a pas accès. Regarder sa page sur le hub dans un navigateur.</translation>
    </message>
    <message>
        <source>%1 sends from one address to the next without end. Try again later, or another network.</source>
        <translation>%1 renvoie sans fin d’une adresse à la suivante. Réessayer plus tard, ou sur un autre réseau.</translation>
    </message>
    <message>
        <source>%1 sends on to %2 without encryption, so nothing was downloaded. Try another network.</source>
        <translation>%1 renvoie vers %2 sans chiffrement&#x202f;; rien n’a donc été téléchargé. Essayer un autre réseau.</translation>
    </message>
    <message>
        <source>%1 sends on to %2, which is no address of the web, so nothing was downloaded. Try another network.</source>
        <translation>%1 renvoie vers %2, qui n’est pas une adresse web&#x202f;; rien n’a donc été téléchargé. Essayer un autre réseau.</translation>
    </message>
    <message>
        <source>%1 sent nothing for %2. Try again.</source>
        <translation>%1 n’a rien envoyé pour %2. Réessayer.</translation>
    </message>
    <message>
        <source>%1 shares were given for the GPUs and this machine has %2. Give one for each, 0 or more and not all of them 0; for instance 3,1.</source>
        <translation>%1 parts ont été données pour les GPU et cette machine en a %2. En donner une pour chacun, 0 ou plus et pas toutes à 0&#x202f;; par exemple 3,1.</translation>
    </message>
    <message>
        <source>%1 wants a login for %2. Log in with hf auth login, or set HF_TOKEN.</source>
        <translation>%1 demande une connexion pour %2. Se connecter avec hf auth login, ou définir HF_TOKEN.</translation>
    </message>
    <message>
        <source>%1 was in the models folder already.</source>
        <translation>%1 était déjà dans le dossier des modèles.</translation>
    </message>
    <message>
        <source>%1 was loaded, but a context of %2 tokens could not be made; most often memory is short. Choose a smaller context.</source>
        <translation>%1 a été chargé, mais un contexte de %2 jetons n’a pas pu être créé&#x202f;; le plus souvent la mémoire manque. Choisir un contexte plus petit.</translation>
    </message>
    <message>
        <source>%1 was not added. Added folders: %2.</source>
        <translation>%1 n’a pas été ajouté. Dossiers ajoutés&#xa0;: %2.</translation>
    </message>
    <message>
        <source>%1 was not downloaded by Inglenook: another program that uses the Hugging Face cache brought %2 there. Remove it with that program, or with hf cache rm.</source>
        <translation>%1 n’a pas été téléchargé par Inglenook&#xa0;: un autre programme qui utilise le cache de Hugging Face y a apporté %2. Le supprimer avec ce programme, ou avec hf cache rm.</translation>
    </message>
    <message>
        <source>%1 was not imported by Inglenook, or was changed since, so it is not removed. Delete it with your file manager if you no longer need it.</source>
        <translation>%1 n’a pas été importé par Inglenook, ou a changé depuis&#x202f;; il n’est donc pas supprimé. Le supprimer avec le gestionnaire de fichiers s’il ne sert plus.</translation>
    </message>
    <message>
        <source>%1 was not written by Inglenook, so it stays as it is. Move it away, and try again.</source>
        <translation>%1 n’a pas été écrit par Inglenook et reste donc tel quel. Déplacez-le, puis réessayez.</translation>
    </message>
    <message>
        <source>%1 was read without an error. What it should be is not known; its sha256 is %2.</source>
        <translation>%1 a été lu sans erreur. Ce qu’il devrait être n’est pas connu&#x202f;; son sha256 est %2.</translation>
    </message>
    <message>
        <source>%1 was removed; %2 became free.</source>
        <translation>%1 a été supprimé&#x202f;; %2 ont été libérés.</translation>
    </message>
    <message>
        <source>%1 was trained for a context of %2 tokens and %3 were asked for. Choose %4 or fewer.</source>
        <translation>%1 a été entraîné pour un contexte de %2 jetons et %3 ont été demandés. En choisir %4 ou moins.</translation>
    </message>
    <message>
        <source>%1 was written by a later Inglenook. Import it with that version.</source>
        <translation>%1 a été écrit par un Inglenook plus récent. L’importer avec cette version.</translation>
    </message>
    <message>
        <source>A KV cache of type %1 needs flash attention. Switch it on, or choose f16.</source>
        <translation>Un cache KV de type %1 demande la flash attention. L’activer, ou choisir f16.</translation>
    </message>
    <message>
        <source>A context of %1 tokens needs %2 for its KV cache and %3 of memory are free. Choose a smaller context or a smaller KV cache type.</source>
        <translation>Un contexte de %1 jetons demande %2 pour son cache KV et %3 de mémoire sont libres. Choisir un contexte plus petit ou un type de cache KV plus petit.</translation>
    </message>
    <message>
        <source>A conversation can have %1 tags; “%2” is one too many.</source>
        <translation>Une conversation peut avoir %1 étiquettes&#x202f;; «&#xa0;%2&#xa0;» est de trop.</translation>
    </message>
    <message>
        <source>A file called %1 has come into %2 meanwhile.</source>
        <translation>Un fichier nommé %1 est arrivé entre-temps dans %2.</translation>
    </message>
    <message>
        <source>A login does not belong into the mirror&apos;s address: it would be kept in a file.</source>
        <translation>Des identifiants n’ont pas leur place dans l’adresse du miroir&#xa0;: ils seraient gardés dans un fichier.</translation>
    </message>
    <message>
        <source>A mark of what is read of it is not known here; it was left out.</source>
        <translation>Une indication de ce qui en est lu n’est pas connue ici ; elle a été laissée de côté.</translation>
    </message>
    <message>
        <source>A mistake in Inglenook itself ended this. Try again, and report it if it stays so.</source>
        <translation>Une erreur d’Inglenook lui-même a mis fin à ceci. Réessayer, et la signaler si elle persiste.</translation>
    </message>
    <message>
        <source>A name has letters, digits, - and _ in it and nothing else, up to 40 of them.</source>
        <translation>Un nom contient des lettres, des chiffres, - et _ et rien d’autre, 40 caractères au plus.</translation>
    </message>
    <message>
        <source>A network that wants a login shows its own page for every address; open a browser and see. Otherwise look at HF_ENDPOINT.</source>
        <translation>Un réseau qui demande une connexion montre sa propre page pour chaque adresse&#x202f;; ouvrir un navigateur pour voir. Sinon, vérifier HF_ENDPOINT.</translation>
    </message>
    <message>
        <source>A preset in the file has no name, or one of more than %1 characters.</source>
        <translation>Un préréglage du fichier n’a pas de nom, ou un nom de plus de %1 caractères.</translation>
    </message>
    <message>
        <source>A preset in the file is no table of values. Mend the file, or leave it out.</source>
        <translation>Un préréglage du fichier n’est pas une table de valeurs. Corriger le fichier, ou omettre ce préréglage.</translation>
    </message>
    <message>
        <source>A quantised KV cache needs it.</source>
        <translation>Un cache KV quantifié l’exige.</translation>
    </message>
    <message>
        <source>A text in it is larger than the store can hold; it was left out.</source>
        <translation>Un texte y est plus grand que ce que la base peut contenir&#x202f;; il a été laissé de côté.</translation>
    </message>
    <message>
        <source>A token uses few of them, so that RAM is fast enough; the rest of each layer stays on the GPU.</source>
        <translation>Un jeton en utilise peu, la RAM est donc assez rapide&#x202f;; le reste de chaque couche demeure sur le GPU.</translation>
    </message>
    <message>
        <source>About half of f16, which does not fit.</source>
        <translation>Environ la moitié de f16, qui ne tient pas.</translation>
    </message>
    <message>
        <source>All experts fit on the GPU.</source>
        <translation>Tous les experts tiennent sur le GPU.</translation>
    </message>
    <message>
        <source>All of them fit on %1.</source>
        <translation>Toutes tiennent sur %1.</translation>
    </message>
    <message>
        <source>All that the model was trained for.</source>
        <translation>Tout ce pour quoi le modèle a été entraîné.</translation>
    </message>
    <message>
        <source>An answer is still being written in this conversation. Wait for it, or stop it, then try again.</source>
        <translation>Une réponse est encore en cours d’écriture dans cette conversation. L’attendre, ou l’arrêter, puis réessayer.</translation>
    </message>
    <message>
        <source>Another program keeps %1 locked. Close programs that have this file open (a database browser, a backup), then try again.</source>
        <translation>Un autre programme garde %1 verrouillé. Fermer les programmes qui ont ouvert ce fichier (un explorateur de bases, une sauvegarde), puis réessayer.</translation>
    </message>
    <message>
        <source>Another window or terminal of Inglenook is importing, moving or removing models. Wait until it is done, and try again.</source>
        <translation>Une autre fenêtre ou un terminal d’Inglenook importe, déplace ou supprime des modèles. Attendre la fin, puis réessayer.</translation>
    </message>
    <message>
        <source>As asked for.</source>
        <translation>Comme demandé.</translation>
    </message>
    <message>
        <source>Build it for this machine (make setup BACKEND=cpu).</source>
        <translation>Le construire pour cette machine (make setup BACKEND=cpu).</translation>
    </message>
    <message>
        <source>Check the file, and load it again.</source>
        <translation>Vérifier le fichier, et le charger à nouveau.</translation>
    </message>
    <message>
        <source>Choose another with --data-dir or %1.</source>
        <translation>En choisir un autre avec --data-dir ou %1.</translation>
    </message>
    <message>
        <source>Close other programs, choose a smaller context, or choose a smaller model.</source>
        <translation>Fermer d’autres programmes, choisir un contexte plus petit ou choisir un modèle plus petit.</translation>
    </message>
    <message>
        <source>Close other programs, or choose a smaller model or a shorter context, and try again.</source>
        <translation>Fermer d’autres programmes, ou choisir un modèle plus petit ou un contexte plus court, puis réessayer.</translation>
    </message>
    <message>
        <source>Close other programs, or choose a smaller model.</source>
        <translation>Fermer d’autres programmes, ou choisir un modèle plus petit.</translation>
    </message>
    <message>
        <source>The file settings.toml is damaged: %1. Defaults are used.</source>
        <translation>Le fichier settings.toml est endommagé&#xa0;: %1. Les valeurs par défaut sont utilisées.</translation>
    </message>
    <message>
        <source>The file settings.toml is damaged: %1. It is kept as %2, and defaults are used. To have its settings back, mend it there and give it its old name.</source>
        <translation>Le fichier settings.toml est endommagé&#xa0;: %1. Il est gardé sous %2, et les valeurs par défaut sont utilisées. Pour retrouver ses réglages, réparez-le à cet endroit et rendez-lui son ancien nom.</translation>
    </message>
    <message>
        <source>Delete %1 and fetch it again with the program that brought it.</source>
        <translation>Supprimer %1 et le récupérer avec le programme qui l’a apporté.</translation>
    </message>
    <message>
        <source>Expected speed: about %1 tokens/s, an estimate from %2 as measured on this machine.</source>
        <translation>Vitesse attendue&#xa0;: environ %1&#xa0;jetons/s, une estimation à partir de %2 mesuré sur cette machine.</translation>
    </message>
    <message>
        <source>Expected speed: about %1 tokens/s, as measured with this model on this machine.</source>
        <translation>Vitesse attendue&#xa0;: environ %1&#xa0;jetons/s, mesurée avec ce modèle sur cette machine.</translation>
    </message>
    <message>
        <source>Expected speed: not measured on this machine yet.</source>
        <translation>Vitesse attendue&#xa0;: pas encore mesurée sur cette machine.</translation>
    </message>
    <message>
        <source>Expected speed: up to about %1 tokens/s, an estimate from how fast this machine reads its memory.</source>
        <translation>Vitesse attendue&#xa0;: jusqu’à environ %1&#xa0;jetons/s, une estimation d’après la vitesse de lecture de la mémoire de cette machine.</translation>
    </message>
    <message>
        <source>Fetch it again in place of %1.</source>
        <translation>Le télécharger à nouveau à la place de %1.</translation>
    </message>
    <message>
        <source>Files in %1 change all the time, so they cannot be moved. End what writes there, and try again.</source>
        <translation>Des fichiers de %1 changent sans cesse, ils ne peuvent donc pas être déplacés. Mettre fin à ce qui y écrit, puis réessayer.</translation>
    </message>
    <message>
        <source>Get it again with make setup.</source>
        <translation>Le récupérer avec make setup.</translation>
    </message>
    <message>
        <source>Get it again with ollama rm %1 and ollama pull %2.</source>
        <translation>Le récupérer avec ollama rm %1 et ollama pull %2.</translation>
    </message>
    <message>
        <source>HF_HUB_OFFLINE is set, so nothing is asked of the hub. Unset it to go on.</source>
        <translation>HF_HUB_OFFLINE est défini, rien n’est donc demandé au hub. Le retirer pour continuer.</translation>
    </message>
    <message>
        <source>In %1, [[hosted]] number %2 is left out: %3.</source>
        <translation>Dans %1, [[hosted]] numéro %2 est laissé de côté&#xa0;: %3.</translation>
    </message>
    <message>
        <source>In %1, [machine] is left out: %2.</source>
        <translation>Dans %1, [machine] est laissé de côté&#xa0;: %2.</translation>
    </message>
    <message>
        <source>In %1, nothing knows “%2”.</source>
        <translation>Dans %1, rien ne connaît «&#xa0;%2&#xa0;».</translation>
    </message>
    <message>
        <source>In %1, write [[hosted]] with two brackets above each provider&apos;s price.</source>
        <translation>Dans %1, écrire [[hosted]] avec deux crochets au-dessus du prix de chaque fournisseur.</translation>
    </message>
    <message>
        <source>In settings.toml, %1 cannot be what it is. %2 Its default is used.</source>
        <translation>Dans settings.toml, %1 ne peut pas avoir cette valeur. %2 Sa valeur par défaut est utilisée.</translation>
    </message>
    <message>
        <source>In settings.toml, %1 is not a section. Its defaults are used.</source>
        <translation>Dans settings.toml, %1 n’est pas une section. Ses valeurs par défaut sont utilisées.</translation>
    </message>
    <message>
        <source>Inglenook cannot use %1, because this Python carries SQLite %2, which is too old. Use a Python with SQLite 3.43 or later, or install the package pysqlite3.</source>
        <translation>Inglenook ne peut pas utiliser %1, car ce Python contient SQLite %2, qui est trop ancien. Utiliser un Python avec SQLite 3.43 ou plus récent, ou installer le paquet pysqlite3.</translation>
    </message>
    <message>
        <source>Inglenook cannot write its data to %1 (%2). Give yourself permission to write to this folder and the files in it, or choose another folder with --data-dir.</source>
        <translation>Inglenook ne peut pas écrire ses données dans %1 (%2). Accorder le droit d’écrire dans ce dossier et ses fichiers, ou choisir un autre dossier avec --data-dir.</translation>
    </message>
    <message>
        <source>Inglenook cannot write its data to %1. Give yourself permission to write to this folder and the files in it, or choose another folder with --data-dir.</source>
        <translation>Inglenook ne peut pas écrire ses données dans %1. Accorder le droit d’écrire dans ce dossier et ses fichiers, ou choisir un autre dossier avec --data-dir.</translation>
    </message>
    <message>
        <source>Inglenook has checked the file with your conversations and found damage in it. Close Inglenook and start it again: it then keeps the damaged file aside and puts your history together from it and the newest snapshot.</source>
        <translation>Inglenook a vérifié le fichier des conversations et y a trouvé des dommages. Fermer Inglenook et le relancer&#xa0;: il met alors le fichier endommagé de côté et reconstitue l’historique à partir de ce fichier et du plus récent instantané.</translation>
    </message>
    <message>
        <source>Inglenook has never been told that it may use the network, so nothing is asked of %1. Search or download under Models, and it may.</source>
        <translation>Inglenook n’a jamais reçu l’autorisation d’utiliser le réseau, rien n’est donc demandé à %1. Une recherche ou un téléchargement sous Modèles la donne.</translation>
    </message>
    <message>
        <source>Inglenook is offline, so nothing is asked of %1. Turn the switch with inglenook network online, or in the window under Models.</source>
        <translation>Inglenook est hors ligne, rien n’est donc demandé à %1. Changer cela avec inglenook network online, ou dans la fenêtre sous Modèles.</translation>
    </message>
    <message>
        <source>Inglenook is offline, so nothing is asked of the hub. Turn the network on with inglenook network online, or in the window.</source>
        <translation>Inglenook est hors ligne, rien n’est donc demandé au hub. Activer le réseau avec inglenook network online, ou dans la fenêtre.</translation>
    </message>
    <message>
        <source>Inglenook put back the snapshot of %1: %2.</source>
        <translation>Inglenook a remis en place l’instantané du %1&#xa0;: %2.</translation>
    </message>
    <message>
        <source>Install the program anew (make setup).</source>
        <translation>Réinstaller le programme (make setup).</translation>
    </message>
    <message>
        <source>It %1. It was left out.</source>
        <translation>Il %1. Il a été laissé de côté.</translation>
    </message>
    <message>
        <source>It can be %1, or a whole number from %2 to %3.</source>
        <translation>%1 est possible, ou un nombre entier de %2 à %3.</translation>
    </message>
    <message>
        <source>It can be a number from %1 to %2.</source>
        <translation>Ce peut être un nombre de %1 à %2.</translation>
    </message>
    <message>
        <source>It can be a text in quotation marks, of up to %1 characters.</source>
        <translation>Ce peut être un texte entre guillemets, de %1 caractères au plus.</translation>
    </message>
    <message>
        <source>It can be a whole number from %1 to %2.</source>
        <translation>Ce peut être un nombre entier de %1 à %2.</translation>
    </message>
    <message>
        <source>It can be one of %1.</source>
        <translation>Les valeurs possibles sont %1.</translation>
    </message>
    <message>
        <source>It can be true or false.</source>
        <translation>Ce peut être true ou false.</translation>
    </message>
    <message>
        <source>It cannot be told whether this is the newest: the checksum of what is here is not known. Verify it first.</source>
        <translation>Impossible de dire si c’est le plus récent&#xa0;: la somme de contrôle de ce qui est ici n’est pas connue. Le vérifier d’abord.</translation>
    </message>
    <message>
        <source>It does not say how many messages it has; it was left out.</source>
        <translation>Le nombre de ses messages n’est pas indiqué&#x202f;; elle a été laissée de côté.</translation>
    </message>
    <message>
        <source>It does not say when it began; it was left out.</source>
        <translation>Son début n’est pas daté&#x202f;; elle a été laissée de côté.</translation>
    </message>
    <message>
        <source>It has %1 tokens instead of %2.</source>
        <translation>Il a %1 jetons au lieu de %2.</translation>
    </message>
    <message>
        <source>It has %1.</source>
        <translation>Il a %1.</translation>
    </message>
    <message>
        <source>It has another vocabulary than %1. %2</source>
        <translation>Il a un autre vocabulaire que %1. %2</translation>
    </message>
    <message>
        <source>It has no GGUF file.</source>
        <translation>Il n’a pas de fichier GGUF.</translation>
    </message>
    <message>
        <source>It holds half characters; each became �.</source>
        <translation>Il contient des moitiés de caractère&#x202f;; chacune est devenue �.</translation>
    </message>
    <message>
        <source>It holds no message that could be shown; it was left out.</source>
        <translation>Elle ne contient aucun message affichable&#x202f;; elle a été laissée de côté.</translation>
    </message>
    <message>
        <source>It is %1, the model %2, and %3 of memory are free.</source>
        <translation>Il fait %1, le modèle %2, et %3 de mémoire sont libres.</translation>
    </message>
    <message>
        <source>It is a folder without number or name; it was left out.</source>
        <translation>C’est un dossier sans numéro ou sans nom&#x202f;; il a été laissé de côté.</translation>
    </message>
    <message>
        <source>It is a message of a kind that this version does not know; it was left out.</source>
        <translation>C’est un message d’un genre inconnu de cette version&#x202f;; il a été laissé de côté.</translation>
    </message>
    <message>
        <source>It is a message of no conversation; it was left out.</source>
        <translation>C’est un message d’aucune conversation&#x202f;; il a été laissé de côté.</translation>
    </message>
    <message>
        <source>It is a message without a text; it was left out.</source>
        <translation>C’est un message sans texte&#x202f;; il a été laissé de côté.</translation>
    </message>
    <message>
        <source>It is a template without name or text; it was left out.</source>
        <translation>C’est un modèle de prompt sans nom ou sans texte&#x202f;; il a été laissé de côté.</translation>
    </message>
    <message>
        <source>It is being downloaded just now. Stop the download, or wait until it is done.</source>
        <translation>Le téléchargement est en cours. L’arrêter, ou attendre sa fin.</translation>
    </message>
    <message>
        <source>It is fast on a GPU.</source>
        <translation>C’est rapide sur un GPU.</translation>
    </message>
    <message>
        <source>It is no conversation in a format that is known here; it was left out.</source>
        <translation>Ce n’est pas une conversation dans un format connu ici&#x202f;; elle a été laissée de côté.</translation>
    </message>
    <message>
        <source>It is no record that this version knows; it was left out.</source>
        <translation>Ce n’est pas un enregistrement que cette version connaît&#x202f;; il a été laissé de côté.</translation>
    </message>
    <message>
        <source>It keeps a state that cannot go back to before a wrong guess.</source>
        <translation>Il garde un état qui ne peut pas revenir avant une proposition fausse.</translation>
    </message>
    <message>
        <source>It was under way when Inglenook was closed. Resume it, and it goes on from there.</source>
        <translation>Il était en cours à la fermeture d’Inglenook. Le reprendre&#xa0;: il continue de là.</translation>
    </message>
    <message>
        <source>It was waiting when Inglenook was closed. Resume it to download it.</source>
        <translation>Il était en attente à la fermeture d’Inglenook. Le reprendre pour le télécharger.</translation>
    </message>
    <message>
        <source>Its %1 is no date; that of its messages was taken.</source>
        <translation>Son %1 n’est pas une date&#x202f;; celle de ses messages a été prise.</translation>
    </message>
    <message>
        <source>Its createdAt is no date; the present moment was taken.</source>
        <translation>Son createdAt n’est pas une date&#x202f;; le moment présent a été pris.</translation>
    </message>
    <message>
        <source>Its date is none; that of the message before it was taken.</source>
        <translation>Sa date n’en est pas une&#x202f;; celle du message précédent a été prise.</translation>
    </message>
    <message>
        <source>Its header has more than %1 MiB.</source>
        <translation>Son en-tête a plus de %1&#xa0;Mio.</translation>
    </message>
    <message>
        <source>Its name leads out of the archive, so it was left out.</source>
        <translation>Son nom mène hors de l’archive&#x202f;; il a donc été laissé de côté.</translation>
    </message>
    <message>
        <source>Its number does not follow that of the message before; it was left out.</source>
        <translation>Son numéro ne suit pas celui du message précédent&#x202f;; il a été laissé de côté.</translation>
    </message>
    <message>
        <source>Its texts begin or end with other tokens.</source>
        <translation>Ses textes commencent ou finissent par d’autres jetons.</translation>
    </message>
    <message>
        <source>Its token %1 is another one.</source>
        <translation>Son jeton %1 en est un autre.</translation>
    </message>
    <message>
        <source>Its token ids cannot be read; the message was imported without them.</source>
        <translation>Ses identifiants de jetons ne peuvent pas être lus&#x202f;; le message a été importé sans eux.</translation>
    </message>
    <message>
        <source>Its tokens are of another kind.</source>
        <translation>Ses jetons sont d’un autre genre.</translation>
    </message>
    <message>
        <source>Line %1 of its messages is none that is known here; it was left out.</source>
        <translation>La ligne %1 de ses messages n’est pas connue ici&#x202f;; elle a été laissée de côté.</translation>
    </message>
    <message>
        <source>Loaded on %1 with a context of %2 tokens, %3; %4 had been planned (%5 %).</source>
        <translation>Chargé le %1 avec un contexte de %2 jetons, %3&#x202f;; %4 étaient prévus (%5&#x202f;%).</translation>
    </message>
    <message>
        <source>Message %1 answers one that is missing; it begins a branch of its own.</source>
        <translation>Le message %1 répond à un message manquant&#x202f;; il commence sa propre branche.</translation>
    </message>
    <message>
        <source>Message %1 has no version that could be read; it was left out.</source>
        <translation>Le message %1 n’a aucune version lisible&#x202f;; il a été laissé de côté.</translation>
    </message>
    <message>
        <source>Message %1 holds half characters; each became �.</source>
        <translation>Le message %1 contient des moitiés de caractère&#x202f;; chacune est devenue �.</translation>
    </message>
    <message>
        <source>Message %1 is from nobody who is known here; it was left out.</source>
        <translation>Le message %1 ne vient de personne de connu ici&#x202f;; il a été laissé de côté.</translation>
    </message>
    <message>
        <source>Message %1 is no record; it was left out.</source>
        <translation>Le message %1 n’est pas un enregistrement&#x202f;; il a été laissé de côté.</translation>
    </message>
    <message>
        <source>Models in %1 are listed now; nothing in it is changed.</source>
        <translation>Les modèles de %1 sont maintenant listés&#x202f;; rien n’y est modifié.</translation>
    </message>
    <message>
        <source>Models in %1 are not listed any more. They stay there.</source>
        <translation>Les modèles de %1 ne sont plus listés. Ils y restent.</translation>
    </message>
    <message>
        <source>More do not fit into the %1 that are free on %2; the others are computed in RAM.</source>
        <translation>Il n’en tient pas plus dans les %1 libres sur %2&#x202f;; les autres sont calculées en RAM.</translation>
    </message>
    <message>
        <source>More, such as the usual %1, does not fit.</source>
        <translation>Davantage, comme l’habituel %1, ne tient pas.</translation>
    </message>
    <message>
        <source>No installed model is called %1. %2. The path of a GGUF file works as well.</source>
        <translation>Aucun modèle installé ne s’appelle %1. %2. Le chemin d’un fichier GGUF convient aussi.</translation>
    </message>
    <message>
        <source>No model is installed. Get the starter with make setup, put a GGUF file into %1, or name one with --model.</source>
        <translation>Aucun modèle n’est installé. Récupérer le modèle fourni avec make setup, mettre un fichier GGUF dans %1, ou en nommer un avec --model.</translation>
    </message>
    <message>
        <source>No safe connection to %1 comes about: something on the way, or that server itself, does not speak TLS as it should. Try another network; look at HF_ENDPOINT and the proxy.</source>
        <translation>Aucune connexion sûre à %1 ne s’établit&#xa0;: quelque chose en chemin, ou ce serveur lui-même, ne parle pas TLS comme il faut. Essayer un autre réseau&#x202f;; vérifier HF_ENDPOINT et le proxy.</translation>
    </message>
    <message>
        <source>No snapshot of it can be read, so your history begins anew.</source>
        <translation>Aucun instantané n’en est lisible&#x202f;; l’historique recommence donc à zéro.</translation>
    </message>
    <message>
        <source>None fits into the %1 that are free on %2.</source>
        <translation>Aucune ne tient dans les %1 libres sur %2.</translation>
    </message>
    <message>
        <source>Nothing can be planned for %1 of %2. %3 Choose another file.</source>
        <translation>Rien ne peut être planifié pour %1 de %2. %3 Choisir un autre fichier.</translation>
    </message>
    <message>
        <source>Nothing had to be taken from the snapshot of %1.</source>
        <translation>Rien n’a dû être pris dans l’instantané du %1.</translation>
    </message>
    <message>
        <source>Nothing in %1 would load here. %2</source>
        <translation>Rien dans %1 ne pourrait être chargé ici. %2</translation>
    </message>
    <message>
        <source>Of %1 only the first %2 bytes are here, and its header is longer. Fetch it again.</source>
        <translation>De %1, seuls les %2 premiers octets sont ici, et son en-tête est plus long. Le télécharger à nouveau.</translation>
    </message>
    <message>
        <source>Of its %1 messages %2 could be read.</source>
        <translation>Sur ses %1 messages, %2 ont pu être lus.</translation>
    </message>
    <message>
        <source>On a processor, wide passes are faster without it.</source>
        <translation>Sur un processeur, les passes larges sont plus rapides sans elle.</translation>
    </message>
    <message>
        <source>One for each core that may be used; fewer while other programs need them.</source>
        <translation>Un pour chaque cœur utilisable&#x202f;; moins tant que d’autres programmes en ont besoin.</translation>
    </message>
    <message>
        <source>One of its attachments cannot be read; it was left out.</source>
        <translation>L’une de ses pièces jointes ne peut pas être lue&#x202f;; elle a été laissée de côté.</translation>
    </message>
    <message>
        <source>Percent of the layers, as asked for.</source>
        <translation>Pourcentage des couches, comme demandé.</translation>
    </message>
    <message>
        <source>Percent of the layers, by the memory free on each.</source>
        <translation>Pourcentage des couches, selon la mémoire libre de chacune.</translation>
    </message>
    <message>
        <source>Remove it in %1 and fetch it there again.</source>
        <translation>Le supprimer dans %1 et l’y récupérer à nouveau.</translation>
    </message>
    <message>
        <source>Remove it with inglenook models rm %1, then get it again with inglenook models pull %2.</source>
        <translation>Le supprimer avec inglenook models rm %1, puis le récupérer avec inglenook models pull %2.</translation>
    </message>
    <message>
        <source>Remove it with inglenook models rm, and import it again from where it came.</source>
        <translation>Le supprimer avec inglenook models rm, puis l’importer à nouveau de là où il venait.</translation>
    </message>
    <message>
        <source>Something went wrong inside the engine; this is a fault in Inglenook. Try again.</source>
        <translation>Quelque chose a mal tourné dans le moteur&#x202f;; c’est un défaut d’Inglenook. Réessayer.</translation>
    </message>
    <message>
        <source>TRANSFORMERS_OFFLINE is set, so nothing is asked of the hub. Unset it to go on.</source>
        <translation>TRANSFORMERS_OFFLINE est défini, rien n’est donc demandé au hub. Le retirer pour continuer.</translation>
    </message>
    <message>
        <source>The %1 bytes that came are kept, and the next try goes on from there.</source>
        <translation>Les %1 octets reçus sont gardés, et le prochain essai continue de là.</translation>
    </message>
    <message>
        <source>The %1 is %2; choose %3 to %4, %5.</source>
        <translation>%1&#xa0;: %2&#x202f;; choisir de %3 à %4, %5.</translation>
    </message>
    <message>
        <source>The card of %1 cannot be shown. %2</source>
        <translation>La fiche de %1 ne peut pas être affichée. %2</translation>
    </message>
    <message>
        <source>The connection ended after %1 bytes of %2, within its header. Try again.</source>
        <translation>La connexion s’est terminée après %1 octets sur %2, dans son en-tête. Réessayer.</translation>
    </message>
    <message>
        <source>The connection to %1 broke while %2 came. Try again.</source>
        <translation>La connexion à %1 s’est rompue pendant l’arrivée de %2. Réessayer.</translation>
    </message>
    <message>
        <source>The connection to %1 cannot be trusted: its certificate is not valid here. In a company&apos;s network set SSL_CERT_FILE to its certificates; look at the clock of this machine too.</source>
        <translation>La connexion à %1 n’est pas digne de confiance&#xa0;: son certificat n’est pas valable ici. Dans le réseau d’une entreprise, indiquer ses certificats dans SSL_CERT_FILE&#x202f;; vérifier aussi l’horloge de cette machine.</translation>
    </message>
    <message>
        <source>The content of %1 stays: %2 needs it.</source>
        <translation>Le contenu de %1 reste&#xa0;: %2 en a besoin.</translation>
    </message>
    <message>
        <source>The conversation could not be counted; that is a fault of this program.</source>
        <translation>La conversation n’a pas pu être comptée&#x202f;; c’est un défaut de ce programme.</translation>
    </message>
    <message>
        <source>The data folder %1 cannot be made: a file of that name, or of one above it, is there. %2</source>
        <translation>Le dossier des données %1 ne peut pas être créé&#xa0;: un fichier porte ce nom, ou celui d’un dossier parent. %2</translation>
    </message>
    <message>
        <source>The data folder %1 cannot be used: %2. %3</source>
        <translation>Le dossier des données %1 ne peut pas être utilisé&#xa0;: %2. %3</translation>
    </message>
    <message>
        <source>The data folder %1 cannot be written: permission denied. %2</source>
        <translation>Le dossier des données %1 ne peut pas être écrit&#xa0;: autorisation refusée. %2</translation>
    </message>
    <message>
        <source>The data folder %1 is not a usable path: %2.</source>
        <translation>Le dossier des données %1 n’est pas un chemin utilisable&#xa0;: %2.</translation>
    </message>
    <message>
        <source>The data folder has an empty name. Give --data-dir a folder, or leave it out.</source>
        <translation>Le dossier des données a un nom vide. Donner un dossier à --data-dir, ou omettre l’option.</translation>
    </message>
    <message>
        <source>The date of message %1 is none; that of the message before it was taken.</source>
        <translation>La date du message %1 n’en est pas une&#x202f;; celle du message précédent a été prise.</translation>
    </message>
    <message>
        <source>The disk did not let newer snapshots be read (%1); inglenook history verify tells whether it does now, and inglenook history restore puts one back.</source>
        <translation>Le disque n’a pas laissé lire de plus récents instantanés (%1)&#x202f;; inglenook history verify dit s’il le fait maintenant, et inglenook history restore en remet un en place.</translation>
    </message>
    <message>
        <source>The disk of %1 has %2 GB free, and a copy needs %3 GB and %4 GB to spare. Make room, import it with --link, or move the models folder with inglenook models move.</source>
        <translation>Le disque de %1 a %2&#xa0;Go libres, et une copie demande %3&#xa0;Go plus %4&#xa0;Go de réserve. Faire de la place, l’importer avec --link, ou déplacer le dossier des modèles avec inglenook models move.</translation>
    </message>
    <message>
        <source>The disk of %1 has %2 GB free, and the models need %3 GB and %4 GB to spare. Make room there, or choose another disk.</source>
        <translation>Le disque de %1 a %2&#xa0;Go libres, et les modèles demandent %3&#xa0;Go plus %4&#xa0;Go de réserve. Y faire de la place, ou choisir un autre disque.</translation>
    </message>
    <message>
        <source>The disk of %1 has %2 free, and the download needs %3 and %4 to spare. Make room, or set HF_HUB_CACHE to a folder on another disk.</source>
        <translation>Le disque de %1 a %2 libres, et le téléchargement demande %3 plus %4 de réserve. Faire de la place, ou indiquer dans HF_HUB_CACHE un dossier sur un autre disque.</translation>
    </message>
    <message>
        <source>The disk of %1 is full. Make room, and start the download again.</source>
        <translation>Le disque de %1 est plein. Faire de la place, et relancer le téléchargement.</translation>
    </message>
    <message>
        <source>The disk of %1 is full. Nothing was added. Make room and import it again.</source>
        <translation>Le disque de %1 est plein. Rien n’a été ajouté. Faire de la place et importer à nouveau.</translation>
    </message>
    <message>
        <source>The disk of %1 is full. The models stay where they were. Make room and ask for the move again: what was copied is used.</source>
        <translation>Le disque de %1 est plein. Les modèles sont restés à leur place. Faire de la place et redemander le déplacement&#xa0;: ce qui a été copié est réutilisé.</translation>
    </message>
    <message>
        <source>The disk reported an error while Inglenook used %1. Check that the disk is connected, healthy and not full; Inglenook tries again.</source>
        <translation>Le disque a signalé une erreur pendant qu’Inglenook utilisait %1. Vérifier que le disque est branché, sain et non plein&#x202f;; Inglenook réessaie.</translation>
    </message>
    <message>
        <source>The disk that holds %1 is full, so nothing more can be saved there. Free some space; Inglenook then saves what it still holds.</source>
        <translation>Le disque qui contient %1 est plein&#x202f;; plus rien ne peut y être enregistré. Libérer de l’espace&#x202f;; Inglenook enregistre alors ce qu’il tient encore.</translation>
    </message>
    <message>
        <source>The engine could not be started: %1. Install the program anew (make setup).</source>
        <translation>Le moteur n’a pas pu être lancé&#xa0;: %1. Réinstaller le programme (make setup).</translation>
    </message>
    <message>
        <source>The engine could not read %1 any more: the file changed or its disk went away.</source>
        <translation>Le moteur ne pouvait plus lire %1&#xa0;: le fichier a changé ou son disque a disparu.</translation>
    </message>
    <message>
        <source>The engine crashed on %1.</source>
        <translation>Le moteur s’est effondré sur %1.</translation>
    </message>
    <message>
        <source>The engine did not stop within %1 seconds and was ended. The text up to here is kept; the model is loaded anew for the next message.</source>
        <translation>Le moteur ne s’est pas arrêté en %1 secondes et a été interrompu. Le texte jusqu’ici est gardé&#x202f;; le modèle est rechargé pour le prochain message.</translation>
    </message>
    <message>
        <source>The engine ended although nobody asked it to.</source>
        <translation>Le moteur s’est terminé sans que personne l’ait demandé.</translation>
    </message>
    <message>
        <source>The engine ended unexpectedly (%1).</source>
        <translation>Le moteur s’est terminé de façon inattendue (%1).</translation>
    </message>
    <message>
        <source>The engine ended.</source>
        <translation>Le moteur s’est terminé.</translation>
    </message>
    <message>
        <source>The engine gave up on %1 after a failed check inside llama.cpp.</source>
        <translation>Le moteur a abandonné %1 après l’échec d’une vérification dans llama.cpp.</translation>
    </message>
    <message>
        <source>The engine is not part of this installation.</source>
        <translation>Le moteur ne fait pas partie de cette installation.</translation>
    </message>
    <message>
        <source>The engine speaks protocol %1 and this program %2: parts of two versions are mixed. Install the program anew (make setup).</source>
        <translation>Le moteur parle le protocole %1 et ce programme le %2&#xa0;: des parties de deux versions sont mélangées. Réinstaller le programme (make setup).</translation>
    </message>
    <message>
        <source>The engine uses an instruction that this processor lacks.</source>
        <translation>Le moteur utilise une instruction que ce processeur n’a pas.</translation>
    </message>
    <message>
        <source>The engine was ended by another program.</source>
        <translation>Le moteur a été arrêté par un autre programme.</translation>
    </message>
    <message>
        <source>The engine was killed while it worked on %1, most likely because memory ran out.</source>
        <translation>Le moteur a été tué pendant qu’il travaillait sur %1, très probablement faute de mémoire.</translation>
    </message>
    <message>
        <source>The engine&apos;s step on a GPU.</source>
        <translation>Le pas du moteur sur un GPU.</translation>
    </message>
    <message>
        <source>The engine&apos;s step on a processor.</source>
        <translation>Le pas du moteur sur un processeur.</translation>
    </message>
    <message>
        <source>The entry cannot be written: the folder of the program, or that of the conversations, has a name that is no UTF-8. Rename it.</source>
        <translation>L’entrée ne peut pas être écrite&#xa0;: le dossier du programme, ou celui des conversations, a un nom qui n’est pas de l’UTF-8. Renommez-le.</translation>
    </message>
    <message>
        <source>The export could not be written to %1 (%2). Choose another place, or make room there.</source>
        <translation>L’exportation n’a pas pu être écrite dans %1 (%2). Choisir un autre emplacement, ou y faire de la place.</translation>
    </message>
    <message>
        <source>The export could not be written: %1. Make room, or choose another place.</source>
        <translation>L’exportation n’a pas pu être écrite&#xa0;: %1. Faire de la place, ou choisir un autre emplacement.</translation>
    </message>
    <message>
        <source>The field %1 of an answer&apos;s figures cannot be read; they were left out.</source>
        <translation>Le champ %1 des chiffres d’une réponse ne peut pas être lu&#x202f;; ils ont été laissés de côté.</translation>
    </message>
    <message>
        <source>The figures of an answer are no record; they were left out.</source>
        <translation>Les chiffres d’une réponse ne forment pas un enregistrement&#x202f;; ils ont été laissés de côté.</translation>
    </message>
    <message>
        <source>The file %1 is a database of another program, so Inglenook does not touch it. Move it away, or choose another folder with --data-dir.</source>
        <translation>Le fichier %1 est la base de données d’un autre programme&#x202f;; Inglenook n’y touche pas. Le déplacer, ou choisir un autre dossier avec --data-dir.</translation>
    </message>
    <message>
        <source>The file %1 is damaged. Close every window and terminal of Inglenook and start it again: it keeps the damaged file aside, puts back the newest snapshot and adds all that can still be read.</source>
        <translation>Le fichier %1 est endommagé. Fermer toutes les fenêtres et tous les terminaux d’Inglenook et le relancer&#xa0;: il met le fichier endommagé de côté, remet en place le plus récent instantané et ajoute tout ce qui est encore lisible.</translation>
    </message>
    <message>
        <source>The file %1 was moved, replaced or deleted while Inglenook used it, so nothing more is saved. Put it back where it was, or close Inglenook and start it again.</source>
        <translation>Le fichier %1 a été déplacé, remplacé ou supprimé pendant qu’Inglenook l’utilisait&#x202f;; plus rien n’est donc enregistré. Le remettre où il était, ou fermer Inglenook et le relancer.</translation>
    </message>
    <message>
        <source>The file %1 was written by a newer version of Inglenook. Use that version or a later one, or choose another folder with --data-dir.</source>
        <translation>Le fichier %1 a été écrit par une version plus récente d’Inglenook. Utiliser cette version ou une plus récente, ou choisir un autre dossier avec --data-dir.</translation>
    </message>
    <message>
        <source>The file holds another conversation with the same id; this one was left out.</source>
        <translation>Le fichier contient une autre conversation avec le même identifiant&#x202f;; celle-ci a été laissée de côté.</translation>
    </message>
    <message>
        <source>The file is cut off inside this conversation; it was left out.</source>
        <translation>Le fichier est coupé à l’intérieur de cette conversation&#x202f;; elle a été laissée de côté.</translation>
    </message>
    <message>
        <source>The file is cut off: its last record is missing. What came before was read.</source>
        <translation>Le fichier est coupé&#xa0;: son dernier enregistrement manque. Ce qui précède a été lu.</translation>
    </message>
    <message>
        <source>The file settings.toml cannot be read: %1. Defaults are used.</source>
        <translation>Le fichier settings.toml ne peut pas être lu&#xa0;: %1. Les valeurs par défaut sont utilisées.</translation>
    </message>
    <message>
        <source>The file settings.toml cannot be read: %1. The settings stay as they are.</source>
        <translation>Le fichier settings.toml est illisible&#xa0;: %1. Les paramètres restent tels quels.</translation>
    </message>
    <message>
        <source>The file settings.toml cannot be understood: %1. The settings stay as they are. If you change one in the window before you mend the file, it is kept as settings.toml.damaged.</source>
        <translation>Le fichier settings.toml est incompréhensible&#xa0;: %1. Les paramètres restent tels quels. Si vous en changez un dans la fenêtre avant de réparer le fichier, il est gardé sous settings.toml.damaged.</translation>
    </message>
    <message>
        <source>The file settings.toml cannot be written. What you change lasts until you quit Inglenook.</source>
        <translation>Le fichier settings.toml ne peut pas être enregistré. Ce que vous changez vaut jusqu’à ce que vous quittiez Inglenook.</translation>
    </message>
    <message>
        <source>The file with your conversations was damaged. Inglenook keeps it as it was in %1, until you delete something for ever, and has put your history together again.</source>
        <translation>Le fichier des conversations était endommagé. Inglenook le garde tel qu’il était dans %1, jusqu’à une suppression définitive, et a reconstitué l’historique.</translation>
    </message>
    <message>
        <source>The file with your conversations was empty, and there is no snapshot of it, so your history begins anew. If this was not the first start of Inglenook here, put back a copy of that file if you have one.</source>
        <translation>Le fichier des conversations était vide, et il n’y en a pas d’instantané&#x202f;; l’historique recommence donc à zéro. Si ce n’était pas le premier démarrage d’Inglenook ici, remettre en place une copie de ce fichier s’il en existe une.</translation>
    </message>
    <message>
        <source>The file with your conversations was missing or empty.</source>
        <translation>Le fichier des conversations manquait ou était vide.</translation>
    </message>
    <message>
        <source>The folder %1 holds more than %2 files. Choose the one with conversations.</source>
        <translation>Le dossier %1 contient plus de %2 fichiers. Choisir celui des conversations.</translation>
    </message>
    <message>
        <source>The full quality.</source>
        <translation>La pleine qualité.</translation>
    </message>
    <message>
        <source>The header of %1 is too large to be read. Fetch the file again.</source>
        <translation>L’en-tête de %1 est trop grand pour être lu. Télécharger à nouveau le fichier.</translation>
    </message>
    <message>
        <source>The hub has no %1 at that version. Its page shows what there is.</source>
        <translation>Le hub n’a pas de %1 à cette version. Sa page montre ce qu’il y a.</translation>
    </message>
    <message>
        <source>The hub has no repository %1, or it is private. Look at the spelling; for a private one, log in with hf auth login or set HF_TOKEN.</source>
        <translation>Le hub n’a pas de dépôt %1, ou il est privé. Vérifier l’orthographe&#x202f;; pour un dépôt privé, se connecter avec hf auth login ou définir HF_TOKEN.</translation>
    </message>
    <message>
        <source>The hub names another checksum of %1 now than when the download began, for the same version. Start the download again; if that stays so, look at HF_ENDPOINT.</source>
        <translation>Le hub indique maintenant pour %1 une autre somme de contrôle qu’au début du téléchargement, pour la même version. Relancer le téléchargement&#x202f;; si cela persiste, vérifier HF_ENDPOINT.</translation>
    </message>
    <message>
        <source>The hub says that %1 is called %2 now.</source>
        <translation>Le hub indique que %1 s’appelle maintenant %2.</translation>
    </message>
    <message>
        <source>The hub&apos;s %1 %2 cannot be kept under its name: %3. Nothing was written.</source>
        <translation>Sur le hub, %1 %2 ne peut pas être gardé sous son nom&#xa0;: %3. Rien n’a été écrit.</translation>
    </message>
    <message>
        <source>The ledger of requests cannot be deleted: %1.</source>
        <translation>Le journal des requêtes ne peut pas être supprimé&#xa0;: %1.</translation>
    </message>
    <message>
        <source>The ledger of requests cannot be read: %1.</source>
        <translation>Le journal des requêtes ne peut pas être lu&#xa0;: %1.</translation>
    </message>
    <message>
        <source>The ledger of requests, %1, cannot be written (%2), so nothing is asked of the hub. Make room on the disk, or look at the file&apos;s permissions.</source>
        <translation>Le journal des requêtes, %1, ne peut pas être écrit (%2)&#x202f;; rien n’est donc demandé au hub. Faire de la place sur le disque, ou examiner les autorisations du fichier.</translation>
    </message>
    <message>
        <source>The message has no tokens for this model. Write something else.</source>
        <translation>Le message n’a aucun jeton pour ce modèle. Écrire autre chose.</translation>
    </message>
    <message>
        <source>The message that it answers is missing; it begins a branch of its own.</source>
        <translation>Le message auquel il répond manque&#x202f;; il commence sa propre branche.</translation>
    </message>
    <message>
        <source>The model&apos;s chat template failed: %1. Try another file of this model, or another model.</source>
        <translation>Le gabarit de chat du modèle a échoué&#xa0;: %1. Essayer un autre fichier de ce modèle, ou un autre modèle.</translation>
    </message>
    <message>
        <source>The models folder %1 is not there. Attach the disk that it lies on, or move it back with inglenook models move %2.</source>
        <translation>Le dossier des modèles %1 est absent. Brancher le disque où il se trouve, ou le ramener avec inglenook models move %2.</translation>
    </message>
    <message>
        <source>The models folder %1 is not there. Attach the disk that it lies on. To do without it, move the models folder back to %2.</source>
        <translation>Le dossier des modèles %1 est absent. Brancher le disque où il se trouve. Pour s’en passer, ramener le dossier des modèles dans %2.</translation>
    </message>
    <message>
        <source>The models folder is %1 now.</source>
        <translation>Le dossier des modèles est maintenant %1.</translation>
    </message>
    <message>
        <source>The name of a %1 can have %2 characters; this one has %3.</source>
        <translation>Un nom (%1) peut avoir %2 caractères&#x202f;; celui-ci en a %3.</translation>
    </message>
    <message>
        <source>The name of a %1 needs a character that can be seen; this one has none.</source>
        <translation>Un nom (%1) doit avoir un caractère visible&#x202f;; celui-ci n’en a aucun.</translation>
    </message>
    <message>
        <source>The name of the folder is empty.</source>
        <translation>Le nom du dossier est vide.</translation>
    </message>
    <message>
        <source>The name of the model is empty. inglenook models list shows what is installed.</source>
        <translation>Le nom du modèle est vide. inglenook models list montre ce qui est installé.</translation>
    </message>
    <message>
        <source>The part of Inglenook that downloads could not be started: %1. Install the program anew (make setup).</source>
        <translation>La partie d’Inglenook qui télécharge n’a pas pu être lancée&#xa0;: %1. Réinstaller le programme (make setup).</translation>
    </message>
    <message>
        <source>The part of Inglenook that downloads ended by itself. %1</source>
        <translation>La partie d’Inglenook qui télécharge s’est terminée d’elle-même. %1</translation>
    </message>
    <message>
        <source>The part of Inglenook that downloads is not whole. Install the program anew (make setup).</source>
        <translation>La partie d’Inglenook qui télécharge n’est pas entière. Réinstaller le programme (make setup).</translation>
    </message>
    <message>
        <source>The part of Inglenook that downloads said what nobody understands, and was ended. Install the program anew (make setup).</source>
        <translation>La partie d’Inglenook qui télécharge a tenu des propos incompréhensibles et a été arrêtée. Réinstaller le programme (make setup).</translation>
    </message>
    <message>
        <source>The part of Inglenook that downloads speaks protocol %1 and this program %2: parts of two versions are mixed. Install the program anew (make setup).</source>
        <translation>La partie d’Inglenook qui télécharge parle le protocole %1 et ce programme le %2&#xa0;: des parties de deux versions sont mélangées. Réinstaller le programme (make setup).</translation>
    </message>
    <message>
        <source>The part of Inglenook that downloads was ended from outside (%1). %2</source>
        <translation>La partie d’Inglenook qui télécharge a été arrêtée de l’extérieur (%1). %2</translation>
    </message>
    <message>
        <source>The parts of %1 did not make the right file; it comes anew, whole.</source>
        <translation>Les parties de %1 n’ont pas formé le bon fichier&#x202f;; il revient à neuf, en entier.</translation>
    </message>
    <message>
        <source>The parts of %1 do not belong together: %2. Fetch all parts of the model again.</source>
        <translation>Les parties de %1 ne vont pas ensemble&#xa0;: %2. Télécharger à nouveau toutes les parties du modèle.</translation>
    </message>
    <message>
        <source>The preset “%1” has %2, which is no parameter. Leave it out.</source>
        <translation>Le préréglage «&#xa0;%1&#xa0;» contient %2, qui n’est pas un paramètre. L’omettre.</translation>
    </message>
    <message>
        <source>The proxy does not let the connection to %1 through: %2. Look at HTTPS_PROXY.</source>
        <translation>Le proxy ne laisse pas passer la connexion à %1&#xa0;: %2. Vérifier HTTPS_PROXY.</translation>
    </message>
    <message>
        <source>The server sends another part of %1 than was asked for. Try again.</source>
        <translation>Le serveur envoie une autre partie de %1 que celle demandée. Réessayer.</translation>
    </message>
    <message>
        <source>The server sends more than the %1 bytes that %2 has. What came was deleted; start the download again.</source>
        <translation>Le serveur envoie plus que les %1 octets de %2. Ce qui est venu a été supprimé&#x202f;; relancer le téléchargement.</translation>
    </message>
    <message>
        <source>The switch for the network could not be turned: %1 cannot be written (%2).</source>
        <translation>L’état du réseau n’a pas pu être changé&#xa0;: %1 ne peut pas être écrit (%2).</translation>
    </message>
    <message>
        <source>The system_prompt of the preset “%1” is no text, or longer than 1,000,000 characters.</source>
        <translation>Le system_prompt du préréglage «&#xa0;%1&#xa0;» n’est pas un texte, ou dépasse 1&#x202f;000&#x202f;000 caractères.</translation>
    </message>
    <message>
        <source>The tag “%1” has a comma in it, which stands between two tags.</source>
        <translation>L’étiquette «&#xa0;%1&#xa0;» contient une virgule, qui sépare deux étiquettes.</translation>
    </message>
    <message>
        <source>The tensor %1 is of type %2, which this engine does not know. Choose another quantization, or update Inglenook.</source>
        <translation>Le tenseur %1 est de type %2, que ce moteur ne connaît pas. Choisir une autre quantification, ou mettre à jour Inglenook.</translation>
    </message>
    <message>
        <source>The text is too large to be saved in %1; the limit is 1,000 MB. Send it in smaller parts.</source>
        <translation>Le texte est trop grand pour être enregistré dans %1&#x202f;; la limite est de 1&#x202f;000&#xa0;Mo. L’envoyer en parties plus petites.</translation>
    </message>
    <message>
        <source>The tokens of this answer are not known any more, so there is nothing to compare with: it was imported, or is empty.</source>
        <translation>Les jetons de cette réponse ne sont plus connus, il n’y a donc rien à comparer&#xa0;: elle a été importée, ou elle est vide.</translation>
    </message>
    <message>
        <source>The transcript has %1 messages; row %2 is not one of them.</source>
        <translation>La transcription a %1 messages&#x202f;; la ligne %2 n’en fait pas partie.</translation>
    </message>
    <message>
        <source>The usual size; the model was trained for up to %1.</source>
        <translation>La taille habituelle&#x202f;; le modèle a été entraîné pour %1 au plus.</translation>
    </message>
    <message>
        <source>The zip archive %1 holds more than %2 files, so it was not opened.</source>
        <translation>L’archive zip %1 contient plus de %2 fichiers&#x202f;; elle n’a donc pas été ouverte.</translation>
    </message>
    <message>
        <source>The zip archive %1 is damaged (%2). Make or download it once more.</source>
        <translation>L’archive zip %1 est endommagée (%2). La refaire ou la télécharger à nouveau.</translation>
    </message>
    <message>
        <source>The zip archive %1 would unpack to %2 GB, %3 times its size and more. No export of conversations does, so it was not opened. Unpack it yourself, then import the folder.</source>
        <translation>L’archive zip %1 se décompresserait en %2&#xa0;Go, plus de %3 fois sa taille. Aucune exportation de conversations ne le fait&#x202f;; elle n’a donc pas été ouverte. La décompresser soi-même, puis importer le dossier.</translation>
    </message>
    <message>
        <source>There are two messages %1; the second was left out.</source>
        <translation>Il y a deux messages %1&#x202f;; le second a été laissé de côté.</translation>
    </message>
    <message>
        <source>There is a folder called “%1” already.</source>
        <translation>Un dossier s’appelle déjà «&#xa0;%1&#xa0;».</translation>
    </message>
    <message>
        <source>There is a preset called “%1” already.</source>
        <translation>Un préréglage s’appelle déjà «&#xa0;%1&#xa0;».</translation>
    </message>
    <message>
        <source>There is a template called “%1” already.</source>
        <translation>Un modèle de prompt s’appelle déjà «&#xa0;%1&#xa0;».</translation>
    </message>
    <message>
        <source>There is another file called %1 in %2. Import this one under another name with --name.</source>
        <translation>Un autre fichier de %2 s’appelle %1. Importer celui-ci sous un autre nom avec --name.</translation>
    </message>
    <message>
        <source>There is no %1 any more where the hub said it is. Look at the hub&apos;s page of it.</source>
        <translation>%1 n’est plus là où le hub le disait. Regarder sa page sur le hub.</translation>
    </message>
    <message>
        <source>There is no %1 beside it, so its messages are missing.</source>
        <translation>Il n’y a pas de %1 à côté&#x202f;; ses messages manquent donc.</translation>
    </message>
    <message>
        <source>There is no GPU that the engine can use.</source>
        <translation>Il n’y a pas de GPU que le moteur puisse utiliser.</translation>
    </message>
    <message>
        <source>There is no answer of run %1. It may have been deleted, or belong to a title.</source>
        <translation>L’exécution %1 n’a pas de réponse. Elle a pu être supprimée, ou appartenir à un titre.</translation>
    </message>
    <message>
        <source>There is no conversation %1; inglenook history list shows which there are.</source>
        <translation>La conversation %1 n’existe pas&#x202f;; inglenook history list montre celles qui existent.</translation>
    </message>
    <message>
        <source>There is no file %1. Check the name, or choose another model.</source>
        <translation>Le fichier %1 n’existe pas. Vérifier le nom, ou choisir un autre modèle.</translation>
    </message>
    <message>
        <source>There is no file %1. Check the name.</source>
        <translation>Le fichier %1 n’existe pas. Vérifier le nom.</translation>
    </message>
    <message>
        <source>There is no folder %1. Check the name.</source>
        <translation>Le dossier %1 n’existe pas. Vérifier le nom.</translation>
    </message>
    <message>
        <source>There is no way to %1: its name is not known here. Is this machine online? Try again.</source>
        <translation>Aucun chemin ne mène à %1&#xa0;: son nom n’est pas connu ici. Cette machine est-elle en ligne&#x202f;? Réessayer.</translation>
    </message>
    <message>
        <source>There is nothing to answer: the message is empty. Write something.</source>
        <translation>Il n’y a rien à quoi répondre&#xa0;: le message est vide. Écrire quelque chose.</translation>
    </message>
    <message>
        <source>There was no snapshot to fill in what could not be read.</source>
        <translation>Il n’y avait pas d’instantané pour compléter ce qui n’a pas pu être lu.</translation>
    </message>
    <message>
        <source>There was not enough memory to use %1. Close other programs, then try again.</source>
        <translation>La mémoire n’a pas suffi pour utiliser %1. Fermer d’autres programmes, puis réessayer.</translation>
    </message>
    <message>
        <source>This answer stands at the beginning of the conversation, so there is no question with which the model could continue it. Write a message instead.</source>
        <translation>Cette réponse est au début de la conversation&#x202f;; aucune question ne permet donc au modèle de la continuer. Écrire plutôt un message.</translation>
    </message>
    <message>
        <source>This asks %1, the first time that Inglenook uses the network. Each request is written down.</source>
        <translation>Ceci interroge %1, et c’est la première fois qu’Inglenook utilise le réseau. Chaque requête est notée.</translation>
    </message>
    <message>
        <source>This conversation is %1 tokens long and the model&apos;s context holds %2. Shorten the message, start a new conversation, or load the model with a larger context.</source>
        <translation>Cette conversation a %1 jetons et le contexte du modèle en contient %2. Raccourcir le message, commencer une nouvelle conversation, ou charger le modèle avec un contexte plus grand.</translation>
    </message>
    <message>
        <source>This conversation is in the trash or no longer exists. Restore it, or start a new one.</source>
        <translation>Cette conversation est dans la corbeille ou n’existe plus. La restaurer, ou en commencer une nouvelle.</translation>
    </message>
    <message>
        <source>This conversation is not in the trash any more, so it was not removed. Look for it in the list.</source>
        <translation>Cette conversation n’est plus dans la corbeille&#x202f;; elle n’a donc pas été supprimée. La chercher dans la liste.</translation>
    </message>
    <message>
        <source>This folder no longer exists; its conversations do. Choose another folder, or make a new one.</source>
        <translation>Ce dossier n’existe plus&#x202f;; ses conversations, si. Choisir un autre dossier, ou en créer un.</translation>
    </message>
    <message>
        <source>This is the newest.</source>
        <translation>C’est le plus récent.</translation>
    </message>
    <message>
        <source>This preset no longer exists. Choose another one, or make it again.</source>
        <translation>Ce préréglage n’existe plus. En choisir un autre, ou le recréer.</translation>
    </message>
    <message>
        <source>This run did not come to its end, or was not made here, so there is nothing to compare with.</source>
        <translation>Cette exécution n’est pas arrivée à sa fin, ou n’a pas été faite ici&#x202f;; il n’y a donc rien à comparer.</translation>
    </message>
    <message>
        <source>Try again.</source>
        <translation>Réessayer.</translation>
    </message>
    <message>
        <source>Try again; if it happens again, the file may be damaged: try another copy or another model.</source>
        <translation>Réessayer&#x202f;; si cela se reproduit, le fichier est peut-être endommagé&#xa0;: essayer une autre copie ou un autre modèle.</translation>
    </message>
    <message>
        <source>Try again; if it happens again, the model file may be damaged or too new for this version.</source>
        <translation>Réessayer&#x202f;; si cela se reproduit, le fichier du modèle est peut-être endommagé ou trop récent pour cette version.</translation>
    </message>
    <message>
        <source>Try again; the details say what it wrote last.</source>
        <translation>Réessayer&#x202f;; les détails disent ce qu’il a écrit en dernier.</translation>
    </message>
    <message>
        <source>Version %1 of message %2 is from nobody who is known; it was left out.</source>
        <translation>La version %1 du message %2 ne vient de personne de connu&#x202f;; elle a été laissée de côté.</translation>
    </message>
    <message>
        <source>What answers as %1 is not the hub: %2 got an answer that no hub gives. %3</source>
        <translation>Ce qui répond sous le nom de %1 n’est pas le hub&#xa0;: %2 a reçu une réponse qu’aucun hub ne donne. %3</translation>
    </message>
    <message>
        <source>What answers as %1 is not the hub: it named neither a version nor a checksum of %2.</source>
        <translation>Ce qui répond sous le nom de %1 n’est pas le hub&#xa0;: ni version ni somme de contrôle de %2 n’étaient indiquées.</translation>
    </message>
    <message>
        <source>What came as %1 is not the file that the hub names: its checksum is another. It was deleted. Start the download again; if that stays so, something on the way changes it.</source>
        <translation>Ce qui est venu comme %1 n’est pas le fichier que le hub indique&#xa0;: sa somme de contrôle est une autre. Il a été supprimé. Relancer le téléchargement&#x202f;; si cela persiste, quelque chose le modifie en chemin.</translation>
    </message>
    <message>
        <source>What has come is kept, and it goes on from there.</source>
        <translation>Ce qui est venu est gardé, et le téléchargement continue de là.</translation>
    </message>
    <message>
        <source>What it does when the context is full is not known here; the settings decide.</source>
        <translation>Ce qu’elle fait quand le contexte est plein n’est pas connu ici ; les réglages décident.</translation>
    </message>
    <message>
        <source>What it has is incomplete or for another program: %1.</source>
        <translation>Ce qu’il a est incomplet ou destiné à un autre programme&#xa0;: %1.</translation>
    </message>
    <message>
        <source>What was written to %1 reads back differently: that disk is broken. The models stay where they were.</source>
        <translation>Ce qui a été écrit dans %1 se relit autrement&#xa0;: ce disque est défectueux. Les modèles sont restés à leur place.</translation>
    </message>
    <message>
        <source>While Inglenook was open, the file with your conversations was moved, replaced or lost its log, and the one that is there now lacked %1.</source>
        <translation>Pendant qu’Inglenook était ouvert, le fichier des conversations a été déplacé, remplacé ou a perdu son journal, et à celui qui est là maintenant il manquait %1.</translation>
    </message>
    <message>
        <source>Write org/name, org/name:Q4_K_M or the address of its page; inglenook models search finds models.</source>
        <translation>Écrire organisation/nom, organisation/nom:Q4_K_M ou l’adresse de sa page&#x202f;; inglenook models search trouve des modèles.</translation>
    </message>
</context>
<context>
    <name>settings</name>
    <message>
        <source>settings.toml could not be opened. It is kept in %1.</source>
        <translation>settings.toml n’a pas pu être ouvert. Le fichier se trouve dans %1.</translation>
    </message>
</context>
<context>
    <name>shortcuts</name>
    <message>
        <source>%1 is taken by another program, or this keyboard does not have it. Choose other keys.</source>
        <translation>%1 est pris par un autre programme, ou manque sur ce clavier. Choisir d’autres touches.</translation>
    </message>
    <message>
        <source>%1 brings Inglenook forward from anywhere.</source>
        <translation>%1 amène Inglenook au premier plan depuis n’importe où.</translation>
    </message>
    <message>
        <source>A key alone is typed, not done. Hold Ctrl or Alt with it.</source>
        <translation>Une touche seule sert à taper, pas à agir. Maintenir Ctrl ou Alt avec elle.</translation>
    </message>
    <message>
        <source>%1 belongs to text fields, and would not be heard. Choose other keys.</source>
        <translation>%1 appartient aux champs de texte et ne serait pas entendu. Choisir d’autres touches.</translation>
    </message>
    <message>
        <source>The desktop gave Inglenook a key. Its own settings say which.</source>
        <translation>Le bureau a donné une touche à Inglenook. Ses propres réglages disent laquelle.</translation>
    </message>
    <message>
        <source>The desktop was asked for %1, and may ask you now.</source>
        <translation>%1 a été demandé au bureau, qui vous le demandera peut-être maintenant.</translation>
    </message>
    <message>
        <source>%1 was refused in the desktop&apos;s question. To be asked again, choose other keys.</source>
        <translation>%1 a été refusé dans la question du bureau. Choisissez d’autres touches pour qu’il la repose.</translation>
    </message>
    <message>
        <source>The desktop gives %1 to no program that it does not know. Choose “Add to the applications&apos; menu”, and it knows Inglenook.</source>
        <translation>Le bureau ne donne %1 à aucun programme qu’il ne connaît pas. Choisissez «&#xa0;Ajouter au menu des applications&#xa0;», et il connaîtra Inglenook.</translation>
    </message>
    <message>
        <source>%1 works only in this window: the desktop offers no keys from anywhere.</source>
        <translation>%1 n’agit que dans cette fenêtre : le bureau n’offre pas de touches valables partout.</translation>
    </message>
    <message>
        <source>The desktop took %1 back. To ask for a key again, choose other ones.</source>
        <translation>Le bureau a repris %1. Choisissez d’autres touches pour redemander.</translation>
    </message>
    <message>
        <source>The desktop could not give %1, and did not say why. Choose other keys.</source>
        <translation>Le bureau n’a pas pu donner %1 et n’a pas dit pourquoi. Choisissez d’autres touches.</translation>
    </message>
</context>
<context>
    <name>statistics</name>
    <message>
        <source>%1 could not be written: %2.</source>
        <translation>%1 n’a pas pu être écrit&#xa0;: %2.</translation>
    </message>
    <message>
        <source>Write your prices into %1, then open this page again.</source>
        <translation>Écrire vos prix dans %1, puis rouvrir cette page.</translation>
    </message>
    <message>
        <source>No prices are written down yet. %1 in the data folder is yours to fill: what electricity and this machine cost, and what providers ask. Nothing is fetched.</source>
        <translation>Aucun prix n’est encore noté. %1, dans le dossier des données, est à remplir&#xa0;: ce que coûtent l’électricité et cette machine, et ce que demandent les fournisseurs. Rien n’est récupéré du réseau.</translation>
    </message>
    <message>
        <source>Not all of these answers were made on this machine, so only the providers are told.</source>
        <translation>Toutes ces réponses n’ont pas été produites sur cette machine : seuls les fournisseurs sont donc indiqués.</translation>
    </message>
    <message>
        <source>What this machine costs is not written down, so only the providers are told.</source>
        <translation>Le coût de cette machine n’est pas noté&#x202f;; seuls les fournisseurs sont donc indiqués.</translation>
    </message>
    <message>
        <source>Energy was not measured in these days, so there is no cost of this machine: no counter of it could be read.</source>
        <translation>L’énergie n’a pas été mesurée ces jours-là, il n’y a donc pas de coût de cette machine&#xa0;: aucun compteur n’a pu être lu.</translation>
    </message>
    <message>
        <source>Of all %2 answers. The machine worked %3 of the time.</source>
        <translation>Sur l’ensemble des %2 réponses. La machine a travaillé %3 du temps.</translation>
    </message>
    <message>
        <source>Of %1 of %2 answers, those whose energy was measured, with %4 of the tokens. Dates and volumes are of all answers, the others reckoned as these. The machine worked %3 of the time.</source>
        <translation>Pour %1 des %2 réponses, celles dont l’énergie a été mesurée, avec %4 des jetons. Les dates et les volumes concernent toutes les réponses, les autres étant comptées comme celles-ci. La machine a travaillé %3 du temps.</translation>
    </message>
    <message>
        <source>This machine</source>
        <translation>Cette machine</translation>
    </message>
    <message>
        <source>%1, as of %2</source>
        <translation>%1, au %2</translation>
    </message>
    <message>
        <source>not within a century</source>
        <translation>pas avant un siècle</translation>
    </message>
    <message>
        <source>%1 at the earliest, perhaps never</source>
        <translation>%1 au plus tôt, peut-être jamais</translation>
    </message>
    <message>
        <source>%1 tokens a month</source>
        <translation>%1 jetons par mois</translation>
    </message>
    <message>
        <source>Electricity = energy ÷ 3.6 MJ × price of a kWh; low: of the work alone, high: with what the idle machine takes. Hardware = its price × busy time ÷ its life; high: divided by the share of the time that it works. Provider = new × input + cached × cached input + written × output, per million; high: nothing is cached. Paid for = price of the hardware ÷ (provider − electricity) a month. A range goes from its lowest to its highest.</source>
        <translation>Électricité = énergie ÷ 3,6 MJ × prix du kWh&#x202f;; bas&#xa0;: du travail seul, haut&#xa0;: avec ce que prend la machine au repos. Matériel = son prix × temps occupé ÷ sa durée de vie&#x202f;; haut&#xa0;: divisé par la part du temps où elle travaille. Fournisseur = nouveaux × entrée + en cache × entrée en cache + écrits × sortie, par million&#x202f;; haut&#xa0;: rien n’est en cache. Payée = prix du matériel ÷ (fournisseur − électricité) par mois. Un intervalle va de sa valeur la plus basse à la plus haute.</translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1 %</translation>
    </message>
    <message>
        <source>Nothing was generated in these days by what is chosen above.</source>
        <translation>Rien de ce qui est choisi ci-dessus n’a été généré ces jours-là.</translation>
    </message>
    <message>
        <source>What this machine costs is not written down yet. “Prices…” below, under Costs, does that.</source>
        <translation>Le coût de cette machine n’est pas encore noté. « Prix… », plus bas sous Coûts, ouvre le fichier pour cela.</translation>
    </message>
    <message>
        <source>The energy of these answers was not measured: no counter of the processor or the GPU could be read, or not while the machine was idle. Linux often lets root alone read that of the processor.</source>
        <translation>L’énergie de ces réponses n’a pas été mesurée : aucun compteur du processeur ou du GPU n’était lisible, ou pas pendant que la machine était au repos. Sous Linux, celui du processeur n’est souvent lisible que par root.</translation>
    </message>
    <message>
        <source>None of these answers was written with drafts.</source>
        <translation>Aucune de ces réponses n’a été écrite avec des brouillons.</translation>
    </message>
    <message>
        <source>This was not measured of any of these answers.</source>
        <translation>Cela n’a été mesuré pour aucune de ces réponses.</translation>
    </message>
    <message>
        <source>by %1</source>
        <translation>par %1</translation>
    </message>
    <message>
        <source>dashed or grey: %1</source>
        <translation>en tirets ou gris&#xa0;: %1</translation>
    </message>
    <message>
        <source>%1 answers</source>
        <translation>%1 réponses</translation>
    </message>
    <message>
        <source>1 answer</source>
        <translation>1 réponse</translation>
    </message>
    <message>
        <source>%1 over the budget, most for %2</source>
        <translation>%1 au-delà de l’objectif, surtout&#xa0;: %2</translation>
    </message>
    <message>
        <source>%1 over the budget</source>
        <translation>%1 au-delà de l’objectif</translation>
    </message>
    <message>
        <source>First token</source>
        <translation>Premier jeton</translation>
    </message>
    <message>
        <source>First word seen</source>
        <translation>Premier mot vu</translation>
    </message>
    <message>
        <source>Reading</source>
        <translation>Lecture</translation>
    </message>
    <message>
        <source>Writing</source>
        <translation>Écriture</translation>
    </message>
    <message>
        <source>Between tokens</source>
        <translation>Entre les jetons</translation>
    </message>
    <message>
        <source>Whole answer</source>
        <translation>Réponse entière</translation>
    </message>
    <message>
        <source>Drafts accepted</source>
        <translation>Jetons acceptés</translation>
    </message>
    <message>
        <source>Tokens</source>
        <translation>Jetons</translation>
    </message>
    <message>
        <source>Answers</source>
        <translation>Réponses</translation>
    </message>
    <message>
        <source>Energy</source>
        <translation>Énergie</translation>
    </message>
    <message>
        <source>Generations</source>
        <translation>Générations</translation>
    </message>
    <message>
        <source>Cost</source>
        <translation>Coût</translation>
    </message>
    <message>
        <source>First token, as the engine saw it</source>
        <translation>Premier jeton, vu par le moteur</translation>
    </message>
    <message>
        <source>First word, as you saw it</source>
        <translation>Premier mot, tel que vous l’avez vu</translation>
    </message>
    <message>
        <source>How many</source>
        <translation>Combien</translation>
    </message>
    <message>
        <source>How long the whole answer took</source>
        <translation>Durée de la réponse entière</translation>
    </message>
    <message>
        <source>tokens/s</source>
        <translation>jetons/s</translation>
    </message>
    <message>
        <source>ms</source>
        <translation>ms</translation>
    </message>
    <message>
        <source>tokens</source>
        <translation>jetons</translation>
    </message>
    <message>
        <source>answers</source>
        <translation>réponses</translation>
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
        <translation>Jour</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>Modèle</translation>
    </message>
    <message>
        <source>Quantization</source>
        <translation>Quantification</translation>
    </message>
    <message>
        <source>Length of prompt</source>
        <translation>Taille du prompt</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>Version</translation>
    </message>
    <message>
        <source>Kind of answer</source>
        <translation>Type de réponse</translation>
    </message>
    <message>
        <source>Conversation</source>
        <translation>Conversation</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>Dossier</translation>
    </message>
    <message>
        <source>Tag</source>
        <translation>Étiquette</translation>
    </message>
    <message>
        <source>Outcome</source>
        <translation>Verdict</translation>
    </message>
    <message>
        <source>Answered again</source>
        <translation>Refaites</translation>
    </message>
    <message>
        <source>Gone on with</source>
        <translation>Continuées</translation>
    </message>
    <message>
        <source>Titles</source>
        <translation>Titres</translation>
    </message>
    <message>
        <source>Summaries</source>
        <translation>Résumés</translation>
    </message>
    <message>
        <source>Tools</source>
        <translation>Outils</translation>
    </message>
    <message>
        <source>Replays</source>
        <translation>Répétitions</translation>
    </message>
    <message>
        <source>Not marked</source>
        <translation>Sans marque</translation>
    </message>
    <message>
        <source>Used</source>
        <translation>Utilisées</translation>
    </message>
    <message>
        <source>Good</source>
        <translation>Bonnes</translation>
    </message>
    <message>
        <source>Bad</source>
        <translation>Mauvaises</translation>
    </message>
    <message>
        <source>Unknown</source>
        <translation>Inconnu</translation>
    </message>
    <message>
        <source>up to %1 tokens</source>
        <translation>jusqu’à %1 jetons</translation>
    </message>
    <message>
        <source>loading the model</source>
        <translation>chargement du modèle</translation>
    </message>
    <message>
        <source>waiting in the queue</source>
        <translation>attente dans la file</translation>
    </message>
    <message>
        <source>the chat template</source>
        <translation>gabarit de chat</translation>
    </message>
    <message>
        <source>tokenizing</source>
        <translation>découpage en jetons</translation>
    </message>
    <message>
        <source>restoring the cache</source>
        <translation>restauration du cache</translation>
    </message>
    <message>
        <source>reading the prompt</source>
        <translation>lecture du prompt</translation>
    </message>
    <message>
        <source>the first token</source>
        <translation>premier jeton</translation>
    </message>
    <message>
        <source>No folder</source>
        <translation>Aucun dossier</translation>
    </message>
    <message>
        <source>Without a title</source>
        <translation>Sans titre</translation>
    </message>
    <message>
        <source>19 of 20 above %1/s</source>
        <translation>19 sur 20 au-dessus de %1/s</translation>
    </message>
    <message>
        <source>19 of 20 within %1</source>
        <translation>19 sur 20 en moins de %1</translation>
    </message>
    <message>
        <source>%1 drafted</source>
        <translation>%1 proposés</translation>
    </message>
    <message>
        <source>%1 written, %2 cached</source>
        <translation>%1 écrits, %2 en cache</translation>
    </message>
    <message>
        <source>not measured</source>
        <translation>non mesuré</translation>
    </message>
    <message>
        <source>measured in %1 of %2</source>
        <translation>mesuré pour %1 sur %2</translation>
    </message>
    <message>
        <source>%1 failed, %2 stopped</source>
        <translation>%1 échouées, %2 arrêtées</translation>
    </message>
    <message>
        <source>The answers are being looked through for changes of speed.</source>
        <translation>Les réponses sont examinées à la recherche de changements de vitesse.</translation>
    </message>
    <message>
        <source>No change of speed was found in these days.</source>
        <translation>Aucun changement de vitesse n’a été trouvé dans ces jours.</translation>
    </message>
    <message>
        <source>Reading and writing are watched for each model and kind of work. A change is told once it cannot be chance, by this machine&apos;s own noise; that takes some tens of answers.</source>
        <translation>La lecture et l’écriture sont surveillées pour chaque modèle et chaque type de travail. Un changement est signalé dès qu’il ne peut plus être dû au hasard, d’après le bruit propre à cette machine ; il faut pour cela quelques dizaines de réponses.</translation>
    </message>
    <message>
        <source>1 older change is not told here.</source>
        <translation>1 changement plus ancien n’est pas indiqué ici.</translation>
    </message>
    <message>
        <source>%1 older changes are not told here.</source>
        <translation>%1 changements plus anciens ne sont pas indiqués ici.</translation>
    </message>
</context>
</TS>
