<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de_DE">
<context>
    <name></name>
    <message>
        <source>Colours</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Light or dark, or as the system has it at the time.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>As the system</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Light</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dark</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>High contrast</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Text stands out from its ground by at least 7 to 1, and every control has a visible edge.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>On</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Off</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Font</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Of the whole window. Code keeps a font of fixed width.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Font size</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Of the whole window. The text of conversations has a zoom of its own besides.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>pt</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Density</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How much room is left between rows and controls.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Of the window, from its next start on. It does not change the language that models answer in.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Compact</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Normal</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Roomy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Zoom of conversations</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ctrl and plus, minus or zero change it too.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Language</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Wrap long lines of code</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Otherwise they scroll sideways. The button above a block of code changes it for that block alone.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lay the reasoning of models open</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Otherwise it is folded into one line above the answer; a click on that line shows it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>When the context is full</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Of conversations that have no choice of their own. Nothing is left out without a word.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Say so and send nothing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Leave out the oldest messages</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Let the model sum up the oldest messages</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Kept free for the answer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Of the context, and never more than a quarter of it. A limit of the preset counts instead.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>tokens</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Answers for a screen reader</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>An answer in progress is announced politely: whatever is being read is read to its end.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sentence by sentence</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its beginning and end</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tell when a long answer is done</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>By a message of the system, and only while no window of Inglenook is in front.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>An answer is long from</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show the beginning of the answer in the message</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Others may see such messages, and the system may keep them. Of a private one nothing is shown.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Menu bar always in view</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Otherwise Alt or F10 brings it. macOS has it at the top of the screen in any case.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Icon beside the clock</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Some desktops have no place for it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Closing the window leaves Inglenook beside the clock</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Needs the icon there. The model stays loaded, and keeps its memory, until you quit.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Time to the first token</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The page of statistics marks where more than 5 of 100 answers began later than that, and says why.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no budget</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Measure this machine after updates</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>After an update of the program, the engine, the driver or the model, for less than a minute while nothing is asked; so that you are told when something became slower.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep the totals of deleted conversations</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Anonymous figures stay: counts, times, the model, the half hour. Nothing of what was said, and nothing that leads back to it. Switched off, those that were kept so far are deleted too.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Appearance</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not measured</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 tokens read, %2 from the cache</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 tokens in %2 rounds</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 of %2 drafts accepted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 in the prompt</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Waiting for the model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Queue</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Template</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tokens</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cache</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reading</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>First token</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>End</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>with the way to the engine and back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Painting</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Writing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Speed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Parameters</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Record</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Where the time went</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Figures</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>longest</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 J</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>First token after</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Seen after</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A round</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Altogether</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drafting</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>nothing was drafted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Energy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Memory at its highest</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>GPU memory at its highest</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 tokens in %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reasoning</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>File</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>SHA-256</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not computed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>threads: %1, layers on a GPU: %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Quantization</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Context</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 tokens</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Devices</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Computed with</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>KV cache</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Flash attention</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Draft model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>none</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Engine</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Driver</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not known</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>yes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Began</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ended</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ended by</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>SHA-256 of the prompt</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Notifications</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Window</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Statistics</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Temperature</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How freely words are chosen: 0 always takes the likeliest, 1 follows the model&apos;s own odds.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Top-p</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only the likeliest tokens that together have this probability; 1 takes all.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Min-p</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only tokens at least so likely, compared with the likeliest; 0 takes all.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Top-k</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only so many of the likeliest tokens.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>context</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>GPU layers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>experts in RAM</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>GPUs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>flash attention</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>batch</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>threads</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>off</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>of %1 layers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Typical-p</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only tokens about as surprising as can be expected; 1 takes all.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Repetition penalty</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Makes words that were used before less likely; 1 leaves them alone.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Presence penalty</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Makes words that were used at all less likely; 0 leaves them alone.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Penalties look back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>So many tokens before the next one count as used before.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>over everything</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Longest answer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>An answer stops after so many tokens.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>as many as fit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Whether a model that can reason does so before it answers. Others do not care.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Longest reasoning</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A model that reasons begins its answer after so many tokens of reasoning.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>as long as it likes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop at</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>An answer ends before one of these texts. One on each line.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Seed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The same seed, parameters and prompt give the same answer. Without one every answer has its own.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>as the model has it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close the private conversation?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close and forget it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Something would be lost.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close and lose it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>An answer is not saved yet: the disk refuses it. If you close now, its text is lost.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What you typed and did not send cannot be saved. If you close now, it is lost.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>You went on without saving. If you close now, everything that was said here is gone.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The %1 messages of the private conversation are nowhere else. Nobody can bring them back.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What you typed in the private conversation is nowhere else. Nobody can bring it back.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 drafted for free</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing was drafted: %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 of %2 tokens were drafted for free.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: %2 right of %3 drafted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Saved %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cost %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>it is switched off in this conversation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>this model cannot take tokens back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no draft model is loaded</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>there was nothing to copy from</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>it would not have been faster</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is not there any more.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is a folder. Attach the files in it that matter.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is no file but a device or a pipe, which has no end to read to.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 may not be read by you. Ask whoever owns it, or copy it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 cannot be read: %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 has %2 MB; a file can have %3 MB. Attach the part that matters.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is empty.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is no text. Text, code, CSV, PDF and Word files can be attached.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is a %2 file. Text, code, CSV, PDF and Word files can be attached.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is locked with a password. Save it without one, and attach that.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 has no text, only pictures. Have its text recognised first, then attach that.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is damaged: its text cannot be read. Open it in its own program and save it anew.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 unpacks to far more than it should, as files do that mean harm. It was not read.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reading %1 took too long and was given up. Attach a part of it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 hides text in more than 20,000 places, as files do that mean harm.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 has %2 MB of text; a file can have %3 MB. Attach the part that matters.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reading %1 ended the program that reads files. It was not attached.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 could not be read, because the program that reads files is missing. Install anew (make setup).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>written in invisible tag characters</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>written in invisible variation selectors</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>characters without width</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>controls that reverse the direction</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>drawn invisibly</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>in the colour of the page</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>too small to read</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>outside of the page</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>formatted as hidden</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>deleted, as a tracked change</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The prompt is another one: %1 tokens then, %2 now. Something that was read then reads otherwise now.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The model file is another one (sha256 %1 then, %2 now).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The model file is another one: %1 bytes then, %2 now.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Another build of llama.cpp: %1 then, %2 now.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Another version of the engine: %1 then, %2 now.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Another device: %1 then, %2 now.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Another driver: %1 then, %2 now.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Another number of layers on the GPU: %1 then, %2 now.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Another number of threads: %1 then, %2 now.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Another type of the KV cache: %1 then, %2 now.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Flash attention: %1 then, %2 now.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Another length of the context: %1 tokens then, %2 now.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Another draft model: %1 then, %2 now.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Other widths of passes: drafts were checked in %1 rounds then, in %2 now.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The text that the answer was expected to resemble is not kept; it decided which drafts were checked.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Other widths of passes: of the prompt, %1 tokens were in the cache then, %2 now.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The number of threads changed on the way: %1 times then, %2 times now.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing of what is recorded differs, so this should not be. Please report it with both runs.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Code in %1. Lines: %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Code. Lines: %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the program</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the engine</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>llama.cpp</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the driver</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the model file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the number of threads</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the number of layers on the GPU</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the type of the KV cache</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the length of the context</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reading prompts with %1 is %2 % slower since %3.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reading prompts with %1 is %2 % faster since %3.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Writing with %1 is %2 % slower since %3.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Writing with %1 is %2 % faster since %3.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 became %2 (it was %3)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 of the program&apos;s own measurements before, %2 since: %3 tokens a second, then %4.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 of your runs before, %2 since, of %5 tokens: %3 tokens a second, then %4.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The change is %1 to %2 % with 95 % certainty; chance alone makes such a one in one of %3 cases.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Announcing</name>
    <message>
        <source>The answer begins.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The answer is complete.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The model is reasoning.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>AnswerDetails</name>
    <message>
        <source>Details of this answer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Where the time went</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Copy as text</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copied</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>AnswerNotices</name>
    <message>
        <source>The answer failed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The answer is ready</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It took %1.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Answering</name>
    <message>
        <source>The answer could not be saved yet; it stays in this window. %1</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>AnswersModel</name>
    <message>
        <source>Conversation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>When</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>First token</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Read</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Written</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Without a title</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Deleted</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ArchiveJob</name>
    <message>
        <source>Exporting to %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Importing %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The import was cancelled. What it had imported by then stays.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The export was cancelled; no file was written.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 conversations are in %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is in %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The export to %1 failed by a mistake of this program; no file was written. Its log says more.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The import of %1 failed by a mistake of this program. What it had imported by then stays; its log says more.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 new conversations with %2 messages came from %3.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 new conversation with %2 messages came from %3.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 were here already.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 records had something wrong:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>and %1 more</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Attaching</name>
    <message>
        <source>A message can have %1 files; the others were left out.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pasted text</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pasted text %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 And %2 more could not be attached.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>AttachingWiring</name>
    <message>
        <source>Attach files</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>AttachmentChip</name>
    <message>
        <source>Do not send this file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reading …</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Attached file %1: %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Click to see what the model will read.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>AttachmentChips</name>
    <message>
        <source>Put the file back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Attached files</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Put “%1” back</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>AttachmentPreview</name>
    <message>
        <source>What the model read of %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What the model will read of %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Let the model read the hidden passages too</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Next hidden passage</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Text of the file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Previous part</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Next part</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save the file…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 characters</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Some passages cannot be seen in the document (%1). The model reads them.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Some passages cannot be seen in the document (%1). They are left out, and struck here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The model reads nothing of this file.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Part %1 of %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save the file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file could not be saved: %1</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>BesidePane</name>
    <message>
        <source>Second model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use this one</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go on with this answer instead of the other one</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close the second model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Answer of the second model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The next question goes to both models.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It answers when the first model is done: both at once would slow each other down.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Loading, %1 %</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>waits</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reading, %1 %</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Writing, %1 tokens</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not loaded</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Chart</name>
    <message>
        <source>Chart</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>CodeBlock</name>
    <message>
        <source>Copy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copied</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy code</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy the whole block</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save code as a file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save the whole block as a file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Wrap</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Wrap long lines of the code</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Wrap long lines</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>code</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>CodeSaving</name>
    <message>
        <source>Save code</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The code could not be saved as %1: %2. Choose another folder or another name.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Composer</name>
    <message>
        <source>Your message</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Write a message</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Attach files</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Write the next message</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop (Esc)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Send (Enter)</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ContextGauge</name>
    <message>
        <source>Context</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not counted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 too many</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Context: not counted. %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Context: %1 tokens do not fit into %2; %3 are too many</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Context: %1 of %2 tokens used (%3 %)</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ContextKeeping</name>
    <message>
        <source>about %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This does not fit, and nothing was sent: the model would have to read %1 tokens and its context has room for %2. %3 are too many.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shorten the message, or load the model with a larger context.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The model now reads a summary instead of the oldest %1 messages; it stands below them.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The oldest %1 messages no longer fit into the model&apos;s context and are left out from now on.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The model wrote none.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The oldest messages could not be summed up, and nothing was sent. %1</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ContextPanel</name>
    <message>
        <source>Context</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Instructions and template</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Conversation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Attached files</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your message</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Answer so far</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Kept free for the answer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Free</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>When it is full</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Say so and send nothing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Leave out the oldest messages</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>They stay in the conversation, greyed. The system prompt and pinned turns are always read.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Let the model sum up the oldest messages</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The summary stands in the conversation, and you can change it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A conversation that has begun has its own choice; the settings have the usual one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 of %2 tokens of context</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 tokens are too many to be sent.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is room for an answer of %1 tokens only.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 messages are not read any more.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ContextSummaryDialog</name>
    <message>
        <source>What is read of the beginning</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The messages down to here no longer fit into the model&apos;s context. They stay in the conversation; the model reads this text instead. Without any it reads nothing of them.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Summary of the messages that are left out</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No summary</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Save</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Read everything again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>If there is room for it by now, as with a larger context</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ConversationList</name>
    <message>
        <source>Conversations</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New conversation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Undo delete</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Archive, trash, folders, export and import</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing was found for “%1”.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The best %1 results</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 result</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 results</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Import</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>That did not work</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ConversationListModel</name>
    <message>
        <source>New conversation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>open</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>closed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Folder %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 conversation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 conversations</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>kept one more day</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>kept %1 more days</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>pinned</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>in folder %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>tags: %1</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Copying</name>
    <message>
        <source>You</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Answer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Instructions</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>CostsPanel</name>
    <message>
        <source>&amp;Prices…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open %1, where you write down what things cost</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Costs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Where</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>These answers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One answer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A million tokens</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The machine is paid for</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Worth it from</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>DownloadQueue</name>
    <message>
        <source>The list of downloads cannot be written to %1. They go on, but a restart would not know of them. Look at the disk of that folder.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The download ended in a way that nobody knows. Try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 was said to be here, and is not. Try again.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>DownloadRow</name>
    <message>
        <source>Load</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pause</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Resume</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 percent</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Try again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove from the list</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Checking what is here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Downloading</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Paused</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Done and verified</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stopped</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1/s</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>DownloadsPage</name>
    <message>
        <source>No downloads. A model that you choose under “Find” appears here; it can be paused, and goes on where it was, also after Inglenook was closed.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>EmptyPage</name>
    <message>
        <source>What is on your mind?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Private conversation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One that is never written to the disk</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing that is said here is written to the disk.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Everything stays on this machine: the model, your words and its answers.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A small model to start with: quick, and often wrong. Choose a larger one for real work.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>FiguresModel</name>
    <message>
        <source>Answers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Over budget</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Accepted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Read</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cached</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Written</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Energy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cost</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>FilterBar</name>
    <message>
        <source>Period</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Last 7 days</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Last 30 days</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Last 90 days</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Last year</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All time</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>By</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Quantization</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Prompt</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Kind</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Version</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Compare with</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Any length</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The days before</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>FindBar</name>
    <message>
        <source>Find in this conversation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Previous</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Next</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>End finding</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not found</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>FindPage</name>
    <message>
        <source>Name of a model, or org/name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Search the hub</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Order of the results</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Most downloaded</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Trending</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Newest</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Search</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing has gone out so far. A search asks %1, and sends it the words you look for.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A search asks %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Inglenook is offline: nothing goes out. Turn “Offline” off to ask %1.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>FolderDialog</name>
    <message>
        <source>Folder settings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name of the folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Instructions to the model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Instructions that every new conversation of this folder begins with</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Model for new conversations</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The one that is loaded</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 (not installed)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Preset for its answers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Parameters of its answers, unless a conversation has a preset of its own</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>None</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Preset</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Instructions</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Model</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>FoundList</name>
    <message>
        <source>Models at the hub</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>FramePanel</name>
    <message>
        <source>Frame times</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>frames</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>median</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>longest stretch</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>over %1 ms</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>memory</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>HubBrowsing</name>
    <message>
        <source>Recommended for this machine, list of %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>List of %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Asking %1…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reckoning what it takes…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Asking %1 for the first bytes of the file…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 models</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 for “%2”</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The hub has no GGUF model of that name. Fewer words find more.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 more have names that are not used here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Parts that read pictures or sound are not downloaded yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 files are left out: too many, or bad names.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>incomplete: %1 parts are missing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>up to %1 tokens/s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>about %1 tokens/s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>weights %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>context %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>working space %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the program %1</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>JobBar</name>
    <message>
        <source>Cancel</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>LedgerDialog</name>
    <message>
        <source>Network ledger</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>When</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Host</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Received</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Answer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Why</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Requests, the newest first</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>C&amp;lear</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Close</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No request has gone out since this list was last cleared.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One request; %1 came back.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 requests; %2 came back.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>none</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>LibraryKeeping</name>
    <message>
        <source>Being verified</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Being removed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Importing %1…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Moving the models folder to %1…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stopped. Nothing was changed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Being verified, %1 %</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Importing %1, %2 %</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Moving to %1, %2 %</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 of its parts are missing, so it cannot be loaded.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Starter</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Models folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hub</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The publisher&apos;s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not the publisher&apos;s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file&apos;s own</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>None</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>LibraryPage</name>
    <message>
        <source>Model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>From</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Size</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Last used</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Speed here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Licence</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Chat template</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Filter by name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Filter the models by name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Models on this machine</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Load</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Load &amp;settings…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How this model is loaded, and what that takes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Verify</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Read the file again and compare it with the hub&apos;s sum</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Remove…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show in its &amp;folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Import a file…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>F&amp;olders</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 models</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Looking…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>looking again…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove %1 from this machine?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 become free. It can be downloaded again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Import a model file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Models (*.gguf)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add a folder with models</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Move the models folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add a folder…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Move the models folder…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Do not list %1 any more</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 (loaded)</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>LinkDialog</name>
    <message>
        <source>Open a link?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This opens your web browser at %1. The address is:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only plain web addresses (http and https) are opened from here. You can copy this one:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Address of the link</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Copy address</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Open in browser</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ListEditor</name>
    <message>
        <source>New</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Delete</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>LoadSettingsDialog</name>
    <message>
        <source>Load settings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Context</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;KV cache</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;GPU layers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Experts in RAM</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>GP&amp;Us</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Flash attention</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Batch</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Threads</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;All automatic</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>OK</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Planning…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 tokens</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>off</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>As you chose.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>evenly</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 alone</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>of 1 layer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>of %1 layers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>As it is loaded now, its process took %1 of the %2 planned (%3 %).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>As it is loaded now, its weights, context and working space took %1 of the %2 planned (%3 %).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>OK loads the model anew; an answer in progress ends first.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>Open a model file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Models (*.gguf)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use another folder for conversations</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>MessageActs</name>
    <message>
        <source>Continue</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Regenerate with</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Regenerate with the preset</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Regenerate with other parameters…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mark as</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Replay…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Make this answer once more, and see whether it comes out the same</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Attached files</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>As its own conversation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A copy of everything down to this message; this conversation stays as it is</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy as Markdown</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy as plain text</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy everything down to here as Markdown</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy everything down to here as plain text</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Always read this turn</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It stays when the oldest messages no longer fit into the context</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Details of this answer…</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>MessageEditor</name>
    <message>
        <source>Cancel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Forget what was changed here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Edit, %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Send</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save as a new version</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Enter sends, Esc closes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ctrl+Enter saves, Esc closes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sent when the model is ready. Esc takes it back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>That is too much for this field. Send it as a message of its own.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>MessageEnd</name>
    <message>
        <source>&amp;Continue</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Let the answer go on where it stopped</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Try again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>C&amp;hange…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The summary, and reading everything again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copied</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy message</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy the whole message as it was written</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Edit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Edit message</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Regenerate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Regenerate answer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Another answer beside this one, which stays</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>More for this message</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>More</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Write another version of this answer yourself</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Change the message and send it again; this one stays</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reading …</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Attached: %1</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ModelBar</name>
    <message>
        <source>Model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop loading this model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Get models</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show or hide the conversations</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Find and download models for this machine</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Loading, %1 %</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>draft model %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>base model: plain completion</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not loaded</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Model: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No model is installed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Side by side with</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Load settings…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open a model file…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Models…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>incomplete</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 of %2 tokens</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 tokens</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>cannot be read</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Draft model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>None</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ModelLoading</name>
    <message>
        <source>No model is chosen. Choose one to go on.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ModelPlans</name>
    <message>
        <source>The engine made no plan of this model. Try again.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ModelsController</name>
    <message>
        <source>%1 is on this machine, whole and verified.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The next try is in %1 s.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ModelsWindow</name>
    <message>
        <source>Models</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pages</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Find</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>On this machine</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Downloads</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Offline</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>While this is on, nothing goes out, whatever is clicked</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Network…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Every request that went out: when, to whom, how much, and why</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>S&amp;top</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>NewFolderDialog</name>
    <message>
        <source>New folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Name of the folder:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name of the folder</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>NoticeBar</name>
    <message>
        <source>Dismiss</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The new conversation goes into the folder “%1”.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 could draft for %2, so that answers come sooner. It takes %3 of memory.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Load again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use the starter model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Load without draft</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Load with automatic settings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Send again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New conversation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Leave out the oldest</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sum them up</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a file…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Refresh</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>OpeningPage</name>
    <message>
        <source>One moment</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Palette</name>
    <message>
        <source>Command palette</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Do something, open a conversation, change a setting</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What may be meant</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing fits.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>PaletteModel</name>
    <message>
        <source>in force</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>PaletteOpening</name>
    <message>
        <source>New conversation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Conversation</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ParamForm</name>
    <message>
        <source>Set %1</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ParamsDialog</name>
    <message>
        <source>Regenerate with other parameters</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The same seed and parameters give the same answer. It stands beside this one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Regenerate</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>PieceWidgets</name>
    <message>
        <source>You</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Answer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Instructions</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>end of message %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>message %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>code in message %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>table in message %1</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>PlaceBar</name>
    <message>
        <source>Back to the conversations</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Empty…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Empty the trash</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Emptied after %1 days.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Empty.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Trash</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing is archived.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Archive</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>PresetButton</name>
    <message>
        <source>Preset</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Preset: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>none</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>With what the next answer is made (Ctrl+P)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>System prompt</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Preset of this conversation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Folder “%1”</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Model %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What follows for the next answer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Presets…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“%1”, this conversation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“%1”, the folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“%1”, the model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>None</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>PresetKeeping</name>
    <message>
        <source>Your conversations are not open, so presets cannot be kept. Open them first.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>PresetsDialog</name>
    <message>
        <source>Presets</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A preset keeps parameters and a system prompt under a name, for a conversation, a folder or a model.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name of the preset</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>System prompt</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Says nothing of the system prompt</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;System prompt</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What is not switched on stays as the folder, the model or Inglenook has it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Import…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Export…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New preset</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The seed is no number up to 9223372036854775807, or there are too many texts to stop at.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Import presets</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Export all presets</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Presets (*.json *.toml)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>JSON (*.json)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>TOML (*.toml)</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>PrivateBar</name>
    <message>
        <source>Show it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show the private conversation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close the private conversation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Private conversation. Nothing of it is written to the disk; when you close it, it is gone.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A private conversation is open. This is not it.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ProgressLine</name>
    <message>
        <source>Progress of loading</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>QueueChip</name>
    <message>
        <source>with a file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>with %1 files</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Waiting message: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Edit this message</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Do not send this message</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>QueueStrip</name>
    <message>
        <source>Send now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Messages that wait</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Kept for later</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sent when the answer is done</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>and %1 more</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ReasoningHead</name>
    <message>
        <source>Reasoning</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reasoning …</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>folded</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>laid open</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show the reasoning</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hide the reasoning</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ReplayDialog</name>
    <message>
        <source>Replay</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Result</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Progress of the replay</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 writes the answer once more: %2 of %3 tokens</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Identical: all %1 tokens came again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This made no difference:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Different from token %1 of %2 on.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>After “…%1”
then: “%2”
now: “%3”</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It may be because of this:</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Replaying</name>
    <message>
        <source>An answer is being written. Wait for its end, or stop it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No model is loaded. Load the one that wrote this answer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No model wrote this answer here, so there is nothing to compare with.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The conversations were closed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 wrote this answer, and %2 is loaded. Load that one, and try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 wrote this answer with another draft model. Choose that one, and try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stopped; nothing was compared.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The engine ended before the answer did.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ReportDialog</name>
    <message>
        <source>What was wrong</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>RepositoryPane</name>
    <message>
        <source>Variant</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Size</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Quality</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This machine</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Variants of the model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>best here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check &amp;fit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Read the first bytes of this file at the hub, and reckon what it takes on this machine</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Download</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Model card, as plain text</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a model on the left: its files, what each would take here, and its card appear.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no licence stated</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>made from %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>private</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>gated: its terms have to be accepted at the hub</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>version %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 in %2 files</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>on this machine</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>being downloaded</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Download %1, %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Load %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Among the downloads</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Row</name>
    <message>
        <source>Automatic</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Automatic (%1)</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>RowDelegate</name>
    <message>
        <source>Name of the folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Title of the conversation</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SearchBox</name>
    <message>
        <source>Search</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Search in all conversations</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Filters</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>End the search</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tag</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Answered by</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Written by</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Me</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>When</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Today</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In the last 7 days</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In the last 30 days</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This year</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Before this year</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No filter</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SearchResults</name>
    <message>
        <source>Results of the search</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SearchResultsModel</name>
    <message>
        <source>New conversation</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SettingRow</name>
    <message>
        <source>Reset</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reset: %1</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SettingsDialog</name>
    <message>
        <source>Settings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Search settings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sections</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keyboard shortcuts…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No setting has these words.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Kept in %1</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ShelfActions</name>
    <message>
        <source>Rename</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pin</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tags…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Move to folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Archive</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Delete</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Restore</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Export as Markdown…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Export all branches as Markdown…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Export as JSON…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New conversation here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Folder settings…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Move up</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Move down</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New folder…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Conversations</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Trash</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Empty the trash…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Export everything…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Import a file…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Import a folder…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Delete for ever…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Unpin</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take out of the archive</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Delete the folder…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Delete the folder “%1”?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The conversations in it stay; they are in no folder then.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Delete the folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Delete “%1” for ever?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New conversation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its %1 messages are removed from the disk and cannot be brought back.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Delete for ever</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Delete everything in the trash for ever?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It holds %1 conversations. What is left here alone goes after %2 days by itself.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Empty the trash</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Markdown (*.md)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Inglenook&apos;s JSON (*.json)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Export</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Import conversations</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Conversations (*.json *.jsonl *.zip)</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ShelfController</name>
    <message>
        <source>Your conversations are not open.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ShortcutsDialog</name>
    <message>
        <source>Keyboard shortcuts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Search by name or keys</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Commands</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Command</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keys</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No keys</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reset</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use them here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reset all</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>” and “</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 already belongs to “%2”.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Press Enter on a command, then the keys that it shall have.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SiblingBar</name>
    <message>
        <source>The version before (left arrow)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The next version (right arrow)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>version %1 of %2 is shown</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show the version before</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show the next version</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SideBySide</name>
    <message>
        <source>The second model was closed.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SpeculationButton</name>
    <message>
        <source>Auto</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lookup only</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Draft model only</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Off</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Draft with whatever makes this answer quicker, or with nothing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Draft only by copying from the text of this conversation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Draft only with the draft model, which the model&apos;s menu chooses</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Draft nothing: one token after the other</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Speculation in this conversation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Strict</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The same seed gives the same answer bit for bit, whatever is drafted; somewhat slower</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Speculation: tokens are drafted ahead and checked by the model, so answers come sooner and stay the model&apos;s own</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Speculation: %1</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>StatisticsWindow</name>
    <message>
        <source>Statistics</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Budget:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Figures</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Answers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>SQL of this table</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Below the chart</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Costs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>SQL</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save c&amp;hart…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>As a picture, PNG</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save &amp;table…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All figures, as comma-separated values</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Co&amp;py SQL</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source> s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>none</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Budget of the time to the first token</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>95 of 100 answers are to begin within it; where they did not, the chart is marked</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 answers are being counted; the figures grow.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing was generated in these days by what is chosen above.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>electricity and hardware</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no prices yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>compared: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This answer was deleted; only its figures are left.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save the chart</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pictures (*.png)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save the table</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tables (*.csv)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 could not be written. Choose another place.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 could not be written: %2.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>StatusLine</name>
    <message>
        <source>Status</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing is saved</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Looking whether it fits…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Summing up the oldest messages…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your message is sent as soon as the model is ready</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reading…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reading %1 of %2 tokens</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Writing in another conversation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Writing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stopping…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Opening your conversations</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Loading %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is a base model: plain completion</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is ready</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is not loaded</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No model is loaded</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>about %1 s left</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>about %1 min left</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>first token %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>speed %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>prompt %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>cached %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>output %1</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Storage</name>
    <message>
        <source>Your conversations are being updated for this version. With very many of them that can take a few minutes; a copy of the file as it was is made first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file with your conversations had damage, so all of it is being checked, and repaired where that is needed. With very many conversations that can take a few minutes.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file with your conversations is damaged. It is being repaired, and a copy of it is kept aside. With very many conversations that can take a few minutes.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>StorageProblemPage</name>
    <message>
        <source>Your conversations cannot be opened</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Try again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use another folder…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go on without saving</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>TagsDialog</name>
    <message>
        <source>Tags</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tags, with commas between them:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tags of the conversation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>work, recipes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tags in use</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>TemplateKeeping</name>
    <message>
        <source>Your conversations are not open, so templates cannot be kept. Open them first.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>TemplatePopup</name>
    <message>
        <source>Prompt templates</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Edit templates…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Make a template…</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>TemplatesDialog</name>
    <message>
        <source>Prompt templates</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A template is a prompt that you use often. Write / and its name in the composer to call it up.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name of the template, without the slash</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Text of the template</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Translate this into {{language=German}}:

{{clipboard}}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Text</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The text is longer than 100,000 characters. Make it shorter.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{{name}} is a blank to fill in, {{name=text}} one with what usually stands there. {{date}} and {{clipboard}} fill themselves.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Blanks: %1.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>TextPiece</name>
    <message>
        <source>&amp;Copy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy &amp;link address</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy &amp;message</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Select &amp;all of the message</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>TranscriptCanvas</name>
    <message>
        <source>Instructions to the model</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>TranscriptView</name>
    <message>
        <source>Conversation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New text below</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Tray</name>
    <message>
        <source>Show Inglenook</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New conversation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Quit</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>UndoBar</name>
    <message>
        <source>Undo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dismiss</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Deleted “%1”</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>WindowMenuBar</name>
    <message>
        <source>Menus</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>_Files</name>
    <message>
        <source>Look into what the model read</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>_HitDelegate</name>
    <message>
        <source>in the title</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>_PlanPanel</name>
    <message>
        <source>Settings it would be loaded with</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>_Sheet</name>
    <message>
        <source>Drop files to attach them to your message</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>_TextActions</name>
    <message>
        <source>Undo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Redo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cut</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Paste</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Select all</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>about</name>
    <message>
        <source>About Inglenook</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Private chat with language models, on this machine alone.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>attachments</name>
    <message>
        <source>the first %1 of %2 pages</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 pages</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 rows, %2 columns</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>hidden passages: %1, read too</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>hidden passages: %1, left out</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>commands</name>
    <message>
        <source>&amp;File</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Conversation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Answer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Window</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Command palette</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open the menus</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keyboard shortcuts…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Larger text</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Smaller text</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Normal text size</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Wrap long lines of code</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy the last answer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy the last answer as plain text</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy the conversation as Markdown</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy the conversation as plain text</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New conversation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Private conversation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Quit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Find in this conversation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Find next</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Find previous</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Search all conversations</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go to the message field</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show or hide the conversations</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop the answer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Find and manage models</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Speculative decoding</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close the window</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Minimise</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Full screen</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Frame times</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>About Inglenook</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Come forward from anywhere</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Come forward from anywhere (not possible on this system)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Statistics</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mark the last answer as used</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mark the last answer as good</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mark the last answer as bad</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Replay the last answer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Attach files…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ask two models side by side…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close the second model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What is in the context</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Details of the last answer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Settings…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rename the conversation or folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pin or unpin the conversation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tags of the conversation…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Move the conversation to a folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Archive the conversation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New conversation in this folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Move the folder up</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Move the folder down</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Delete the conversation or folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show conversations</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show archive</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show trash</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Send the messages that wait</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Edit the last message that waits</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a preset</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Prompt templates…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Presets…</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>marks</name>
    <message>
        <source>Used</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Good</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bad</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It went where it was meant to go. Statistics tell what used answers cost</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It was right, whatever becomes of it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It was wrong, or of no use</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>marked as used</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>marked as good</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>marked as bad</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>models</name>
    <message>
        <source>%1 parameters</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 downloads</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>private</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>gated</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 s left</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 min left</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 h left</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Likely fits</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Likely too large</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fits on the GPU</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fits, partly on the GPU</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fits in memory</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Too large</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>parts</name>
    <message>
        <source>1 token</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 tokens</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not available</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 ms</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 tokens/s</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>presenting</name>
    <message>
        <source>always read</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Down to here the conversation is not read any more: it no longer fits into the context.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Down to here the conversation is not read any more, but this summary:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reasoned for %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>first after %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>and %1 more files</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Interrupted: the program ended before the answer was complete.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The answer failed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The message is left out when this conversation goes on.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The answer ended at its length limit.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stopped.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>sentences</name>
    <message>
        <source>%1 %2. Choose a file that ends in .gguf, or fetch it again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 %2. Choose another, or fetch it again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 Choose another name.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 Inglenook put back the snapshot that it took then, of %2, and keeps the file in %3.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 They are in the snapshot of %2. It did not take the file&apos;s place, because there is something newer in that one: inglenook history restore %3 exchanges them, and keeps both.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 What is here stays until you download it again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 and the models folder %2 lie in each other. Choose another folder.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 answered HTTP %2 for %3. Try again later; look at HF_ENDPOINT.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 answered with a web page instead of %2. A network that wants a login shows its own page for every address; open a browser and see, then try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 belongs to %2. Remove it there.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 belongs to Ollama. Remove it there: ollama rm %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 came with Inglenook and goes with it. It is not removed alone.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 can not be the name of a file. Check the name.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 cannot be linked into %2: %3. Both must lie on one disk that knows links; without --link it is copied.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 cannot be read: %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 cannot be read: %2. Look at the disk and its permissions.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 cannot be read: %2. Look at the disk that %3 lies on.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 cannot be read: %2. Mend its permissions, or choose another folder.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 cannot be read: %2. Mend its permissions, or look at the disk.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 cannot be removed: %2. End the programs that use it, look at its folder&apos;s permissions, and try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 cannot be the draft model: %2 The chat works without a draft model, too.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 cannot be the name of a file: %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 cannot be the name of a folder.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 cannot be the name of a folder: %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 cannot be the name of a model here: %2. Give another with --name.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 cannot be used: %2. Look at the disk, or set HF_HUB_CACHE to another.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 cannot be used: %2. Mend its permissions.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 cannot be used: %2. Nothing was added. Look at the disk and the folder&apos;s permissions.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 cannot be used: %2. The models stay where they were. Look at that disk and its permissions.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 cannot be written: %2. Choose another folder with --data-dir.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 cannot be written: %2. Make room on that disk or mend its permissions.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 cannot be written: %2. Set HF_HUB_CACHE to a folder that can.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 changed at the hub, but not this model: it is the newest.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 changed while it was read. Wait until what writes it is done, and try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 changed while it was read. Wait until what writes it is done, and verify it again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 could be read from the damaged file.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 could not be loaded. Fetch the file again or choose another model.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 could not be read: %2. Check the disk it lies on.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 could not be read: %2. Choose another file.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 could not be written: %2. Make room, or choose another place.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 could not, and came from the snapshot of %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 does not accept the token for %2. Log in with hf auth login, or look at HF_TOKEN.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 does not begin as an archive of Inglenook does, so it was left alone.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 does not fit in the memory that is free. Close other programs or choose a smaller model.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 does not fit: it needs %2 of %3, %4 are free, and %5 of them stay free for other programs. %6, or %7.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 does not offer this file any more. What is here stays and works.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 does not say how a language model is built: %2 layers of width %3. Choose a text generation model.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 does not take connections. Look at the network and the proxy. Try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 ended after %2 of %3 bytes. Start it again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 files are still in the old one: they could not be deleted, or changed meanwhile.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 fits %2 models: %3. Write more of the name, or its path.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 fits: it takes %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 has %2 bytes by the hub&apos;s list, and the server sends %3 instead. Try again; if that stays so, the file at the hub is damaged.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 has GGUF version %2; this engine reads versions 2 and 3. Fetch a newer file.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 has a problem of its own (HTTP %2). Try again later.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 has another name elsewhere, where its content stays.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 has changed at the hub since its download began, so it starts from the beginning.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 has had too many requests from this network. Try again %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 has no %2 of the size that the hub names. Try again later.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 has no %2. It has %3.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 has no GGUF file, so it holds no model for this program. Search for its name and GGUF: others often publish one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 has no version of that name. Leave the version out for the newest.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 has only %2 of the %3 parts of %4, so it would not load. Choose another quantization, or wait until its publisher has put up the rest.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 has the architecture &apos;%2&apos;, which this version&apos;s engine does not know. Choose another model, or update Inglenook.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 holds more than %2 presets. Divide it into several files.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 holds no conversations in a format that is known here. Inglenook imports its own archives, the export of ChatGPT (the .zip or its conversations.json), conversations of LM Studio, the threads folder of Jan, and the export of Open WebUI.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 holds no presets of Inglenook: it does not say format “%2”.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is %2 and %3 of memory are free. Close other programs or choose a smaller model.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is %2, which is no number %3. Mend it, or leave it out.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is %2; it can be %3. Mend it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is %2; it must be %3.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is a file. Choose a folder.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is a file. Name the folder it lies in, or import it with inglenook models import.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is a folder. Name a .gguf file in it, or add the folder with inglenook models folders add.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is a folder. Name the .gguf file in it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is a mirror, so your login at the hub is not sent to it. inglenook network mirror URL --with-login sends it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is an archive of version %2, which a later Inglenook wrote; this one reads version %3. Import it with that version or a later one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is asked without encryption, so your login at the hub is not sent to it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is asked without encryption, so your token is not sent to it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is being downloaded already, by another window or program. Wait until it is done; it will be here then too.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is damaged: %2. Fetch the file again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is damaged: its header counts %2 tensors and %3 keys. Fetch it again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is damaged: reading it ended the engine.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is given out only to those who accept its terms. Open %2 in a browser, accept them %3, then try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is in the models folder now, whole and with its sum noted.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is incomplete or damaged. Fetch the file again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is incomplete or damaged: its header announces %2 and it has %3. Fetch the file again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is incomplete or damaged: its header goes on to byte %2 and the file has %3. Fetch the file again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is larger than 1 MiB and was not read.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is larger than 16 MB, so it holds no presets. Choose another file.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is looked through already.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is neither a file nor a folder, so nothing can be imported from it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is no %2 (%3). Mend it, or choose another.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is no TOML: %2. Mend that line; until then there are no prices.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is no list of up to %2 texts. Mend it, or leave it out.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is not a GGUF model file. Choose a file that ends in .gguf, or fetch it again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is not a chat model. Choose a text generation model.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is not a file but a device or a pipe. Name a .gguf file.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is not an address of a hub. Look at HF_ENDPOINT.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is not an address of a hub; one looks like https://hub.example.org.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is not empty. Name a new folder, for instance %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is not in the library. Delete it with your file manager.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is not the name of a repository. One looks like org/name, in letters, digits and -_.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is not the name of an author. One has letters, digits and -_. alone.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is on %2, which is not the hub that is asked here. %3 A mirror is set with HF_ENDPOINT, or with inglenook network mirror.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is one of %2 parts of a model. Name the first one, which ends in -00001-of-%3.gguf.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is priced in %2, the machine in %3: they are not compared.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is right.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is set, so nothing is asked of %2. Unset it to go on.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is split into %2 files, and %3 is not in %4. Fetch the missing part first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 lies in a folder that you added, which Inglenook only reads. Delete it with your file manager, or take the folder off the list with inglenook models folders rm.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 may not be read by this user. Change its permissions, or choose another.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 means %2 models of %3: %4. Name one of them.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 messages answer each other in a circle; they were left out.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 of %2 changed at the hub since this was downloaded%3.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 of %2 is %3. Choose another quantization.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 of %2 is empty at the hub. Choose another quantization.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 refuses %2: you may not read it, or this network may not reach it. Look at the hub&apos;s page of it in a browser.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 sends from one address to the next without end. Try again later, or another network.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 sends on to %2 without encryption, so nothing was downloaded. Try another network.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 sends on to %2, which is no address of the web, so nothing was downloaded. Try another network.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 sent nothing for %2. Try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 shares were given for the GPUs and this machine has %2. Give one for each, 0 or more and not all of them 0; for instance 3,1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 times %2. %3Tell this once more in your own words, at length.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 wants a login for %2. Log in with hf auth login, or set HF_TOKEN.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 was in the models folder already.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 was loaded, but a context of %2 tokens could not be made; most often memory is short. Choose a smaller context.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 was not added. Added folders: %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 was not downloaded by Inglenook: another program that uses the Hugging Face cache brought %2 there. Remove it with that program, or with hf cache rm.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 was not imported by Inglenook, or was changed since, so it is not removed. Delete it with your file manager if you no longer need it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 was read without an error. What it should be is not known; its sha256 is %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 was removed; %2 became free.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 was trained for a context of %2 tokens and %3 were asked for. Choose %4 or fewer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 was written by a later Inglenook. Import it with that version.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A KV cache of type %1 needs flash attention. Switch it on, or choose f16.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A context of %1 tokens needs %2 for its KV cache and %3 of memory are free. Choose a smaller context or a smaller KV cache type.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A conversation can have %1 tags; “%2” is one too many.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A file called %1 has come into %2 meanwhile.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A login does not belong into the mirror&apos;s address: it would be kept in a file.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A mistake in Inglenook itself ended this. Try again, and report it if it stays so.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A name has letters, digits, - and _ in it and nothing else, up to 40 of them.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A network that wants a login shows its own page for every address; open a browser and see. Otherwise look at HF_ENDPOINT.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A preset in the file has no name, or one of more than %1 characters.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A preset in the file is no table of values. Mend the file, or leave it out.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A quantised KV cache needs it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A text in it is larger than the store can hold; it was left out.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A token uses few of them, so that RAM is fast enough; the rest of each layer stays on the GPU.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>About half of f16, which does not fit.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All experts fit on the GPU.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All of them fit on %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All that the model was trained for.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>An answer is still being written in this conversation. Wait for it, or stop it, then try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Another program keeps %1 locked. Close programs that have this file open (a database browser, a backup), then try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Another window or terminal of Inglenook is importing, moving or removing models. Wait until it is done, and try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>As asked for.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Build it for this machine (make setup BACKEND=cpu).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check the file, and load it again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose another with --data-dir or %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close other programs, or choose a smaller model or a shorter context, and try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Defaults are used.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Delete %1 and fetch it again with the program that brought it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Expected speed: about %1 tokens/s, an estimate from %2 as measured on this machine.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Expected speed: about %1 tokens/s, as measured with this model on this machine.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Expected speed: not measured on this machine yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Expected speed: up to about %1 tokens/s, an estimate from how fast this machine reads its memory.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fetch (?:the file again|it again)\.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fetch it again in place of %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Files in %1 change all the time, so they cannot be moved. End what writes there, and try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Get it again with make setup.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Get it again with ollama rm %1 and ollama pull %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>HF_HUB_OFFLINE is set, so nothing is asked of the hub. Unset it to go on.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In %1, [[hosted]] number %2 is left out: %3.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In %1, [machine] is left out: %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In %1, nothing knows “%2”.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In %1, write [[hosted]] with two brackets above each provider&apos;s price.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In settings.toml, %1 cannot be what it is. %2 Its default is used.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In settings.toml, %1 is not a section. Its defaults are used.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Inglenook cannot use %1, because this Python carries SQLite %2, which is too old. Use a Python with SQLite 3.43 or later, or install the package pysqlite3.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Inglenook cannot write its data to %1%2. Give yourself permission to write to this folder and the files in it, or choose another folder with --data-dir.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Inglenook has checked the file with your conversations and found damage in it. Close Inglenook and start it again: it then keeps the damaged file aside and puts your history together from it and the newest snapshot.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Inglenook has never been told that it may use the network, so nothing is asked of %1. Search or download under Models, and it may.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Inglenook is offline, so nothing is asked of %1. Turn the switch with inglenook network online, or in the window under Models.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Inglenook is offline, so nothing is asked of the hub. Turn the network on with inglenook network online, or in the window.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Inglenook put back the snapshot of %1: %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Install the program anew (make setup).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It %1. It was left out.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It can be a number from %1 to %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It can be a text in quotation marks, of up to %1 characters.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It can be a whole number from %1 to %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It can be one of %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It can be true or false.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It cannot be told whether this is the newest: the checksum of what is here is not known. Verify it first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It does not say how many messages it has; it was left out.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It does not say when it began; it was left out.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It has %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It has no GGUF file.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It holds half characters; each became �.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It holds no message that could be shown; it was left out.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is %1, the model %2, and %3 of memory are free.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is a folder without number or name; it was left out.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is a message of a kind that this version does not know; it was left out.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is a message of no conversation; it was left out.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is a message without a text; it was left out.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is a template without name or text; it was left out.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is being downloaded just now. Stop the download, or wait until it is done.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is fast on a GPU.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is no conversation in a format that is known here; it was left out.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is no record that this version knows; it was left out.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It keeps a state that cannot go back to before a wrong guess.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It was under way when Inglenook was closed. Resume it, and it goes on from there.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It was waiting when Inglenook was closed. Resume it to download it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its %1 is no date; that of its messages was taken.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its createdAt is no date; the present moment was taken.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its date is none; that of the message before it was taken.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its header has more than %1 MiB.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its name leads out of the archive, so it was left out.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its number does not follow that of the message before; it was left out.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its token ids cannot be read; the message was imported without them.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Line %1 of its messages is none that is known here; it was left out.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Loaded on %1 with a context of %2 tokens, %3 %4; %5 had been planned (%6 %).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Message %1 answers one that is missing; it begins a branch of its own.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Message %1 has no version that could be read; it was left out.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Message %1 holds half characters; each became �.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Message %1 is from nobody who is known here; it was left out.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Message %1 is no record; it was left out.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Models in %1 are listed now; nothing in it is changed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Models in %1 are not listed any more. They stay there.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>More do not fit into the %1 that are free on %2; the others are computed in RAM.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>More, such as the usual %1, does not fit.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No installed model is called %1. %2. The path of a GGUF file works as well.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No model is installed. Get the starter with make setup, put a GGUF file into %1, or name one with --model.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No safe connection to %1 comes about: something on the way, or that server itself, does not speak TLS as it should. Try another network; look at HF_ENDPOINT and the proxy.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No snapshot of it can be read, so your history begins anew.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>None fits into the %1 that are free on %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing can be planned for %1 of %2. %3 Choose another file.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing had to be taken from the snapshot of %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Of %1 only the first %2 bytes are here, and its header is longer. Fetch it again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Of its %1 messages %2 could be read.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>On a processor, wide passes are faster without it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One for each core that may be used; fewer while other programs need them.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One of its attachments cannot be read; it was left out.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Percent of the layers, %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove it in %1 and fetch it there again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove it with inglenook models rm %1, then get it again with inglenook models pull %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove it with inglenook models rm, and import it again from where it came.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Something went wrong inside the engine; this is a fault in Inglenook. Try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Summarise our conversation up to here, so that you can go on with it when you read nothing but the summary. Keep names, numbers, decisions, code that still matters, and what I asked for; leave out greetings and repetitions. Write only the summary, in the language of the conversation.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>TRANSFORMERS_OFFLINE is set, so nothing is asked of the hub. Unset it to go on.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The %1 bytes that came are kept, and the next try goes on from there.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The %1 is %2; choose %3 to %4, %5.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The connection ended after %1 bytes of %2, within its header. Try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The connection to %1 broke while %2 came. Try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The connection to %1 cannot be trusted: its certificate is not valid here. In a company&apos;s network set SSL_CERT_FILE to its certificates; look at the clock of this machine too.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The content of %1 stays: %2 needs it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The conversation could not be counted; that is a fault of this program.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The data folder %1 is not a usable path: %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The data folder has an empty name. Give --data-dir a folder, or leave it out.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The date of message %1 is none; that of the message before it was taken.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The disk did not let newer snapshots be read (%1); inglenook history verify tells whether it does now, and inglenook history restore puts one back.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The disk of %1 has %2 GB free, and a copy needs %3 GB and %4 GB to spare. Make room, import it with --link, or move the models folder with inglenook models move.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The disk of %1 has %2 GB free, and the models need %3 GB and %4 GB to spare. Make room there, or choose another disk.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The disk of %1 has %2 free, and the download needs %3 and %4 to spare. Make room, or set HF_HUB_CACHE to a folder on another disk.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The disk of %1 is full. Make room, and start the download again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The disk of %1 is full. Nothing was added. Make room and import it again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The disk of %1 is full. The models stay where they were. Make room and ask for the move again: what was copied is used.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The disk reported an error while Inglenook used %1. Check that the disk is connected, healthy and not full; Inglenook tries again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The disk that holds %1 is full, so nothing more can be saved there. Free some space; Inglenook then saves what it still holds.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The engine could not be started: %1. Install the program anew (make setup).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The engine could not read %1 any more: the file changed or its disk went away.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The engine crashed on %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The engine did not stop within %1 seconds and was ended. The text up to here is kept; the model is loaded anew for the next message.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The engine ended although nobody asked it to.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The engine ended unexpectedly (%1).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The engine ended.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The engine gave up on %1 after a failed check inside llama.cpp.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The engine is not part of this installation.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The engine speaks protocol %1 and this program %2: parts of two versions are mixed. Install the program anew (make setup).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The engine uses an instruction that this processor lacks.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The engine was ended by another program.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The engine was killed while it worked on %1, most likely because memory ran out.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The engine&apos;s step on %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The export could not be written to %1 (%2). Choose another place, or make room there.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The export could not be written: %1. Make room, or choose another place.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The field %1 of an answer&apos;s figures cannot be read; they were left out.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The figures of an answer are no record; they were left out.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file %1 is a database of another program, so Inglenook does not touch it. Move it away, or choose another folder with --data-dir.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file %1 is damaged. Close every window and terminal of Inglenook and start it again: it keeps the damaged file aside, puts back the newest snapshot and adds all that can still be read.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file %1 was moved, replaced or deleted while Inglenook used it, so nothing more is saved. Put it back where it was, or close Inglenook and start it again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file %1 was written by a newer version of Inglenook. Use that version or a later one, or choose another folder with --data-dir.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file holds another conversation with the same id; this one was left out.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file is cut off inside this conversation; it was left out.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file is cut off: its last record is missing. What came before was read.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file settings.toml cannot be read: %1. Defaults are used.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file settings.toml is damaged: %1. It is kept as settings.toml.damaged.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file with your conversations was damaged. Inglenook keeps it as it was in %1, until you delete something for ever, and has put your history together again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file with your conversations was empty, and there is no snapshot of it, so your history begins anew. If this was not the first start of Inglenook here, put back a copy of that file if you have one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file with your conversations was missing or empty.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The folder %1 holds more than %2 files. Choose the one with conversations.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The full quality.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The harbour was quiet when the ferry came in. Twelve people stood on the pier, among them a man with a cello and two children who counted the gulls. The captain threw the rope, the boards creaked, and somebody laughed. It had rained since the morning, the lamps were lit already, and the water had the colour of slate.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The header of %1 is too large to be read. Fetch the file again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The hub has no %1 at that version. Its page shows what there is.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The hub has no repository %1, or it is private. Look at the spelling; for a private one, log in with hf auth login or set HF_TOKEN.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The hub names another checksum of %1 now than when the download began, for the same version. Start the download again; if that stays so, look at HF_ENDPOINT.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The hub says that %1 is called %2 now.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The hub&apos;s %1 %2 cannot be kept under its name: %3. Nothing was written.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The ledger of requests cannot be deleted: %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The ledger of requests cannot be read: %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The ledger of requests, %1, cannot be written (%2), so nothing is asked of the hub. Make room on the disk, or look at the file&apos;s permissions.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The message has no tokens for this model. Write something else.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The message that it answers is missing; it begins a branch of its own.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The model&apos;s chat template failed: %1. Try another file of this model, or another model.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The models folder %1 is not there. Attach the disk that it lies on, or move it back with inglenook models move %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The models folder %1 is not there. Attach the disk that it lies on. To do without it, move the models folder back to %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The models folder is %1 now.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The name of a %1 can have %2 characters; this one has %3.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The name of a %1 needs a character that can be seen; this one has none.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The name of the folder is empty.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The name of the model is empty. inglenook models list shows what is installed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The part of Inglenook that downloads could not be started: %1. Install the program anew (make setup).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The part of Inglenook that downloads is not whole. Install the program anew (make setup).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The part of Inglenook that downloads said what nobody understands, and was ended. Install the program anew (make setup).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The part of Inglenook that downloads speaks protocol %1 and this program %2: parts of two versions are mixed. Install the program anew (make setup).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The parts of %1 did not make the right file; it comes anew, whole.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The parts of %1 do not belong together: %2. Fetch all parts of the model again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The preset “%1” has %2, which is no parameter. Leave it out.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The proxy does not let the connection to %1 through: %2. Look at HTTPS_PROXY.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The server sends another part of %1 than was asked for. Try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The server sends more than the %1 bytes that %2 has. What came was deleted; start the download again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The switch for the network could not be turned: %1 cannot be written (%2).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The system_prompt of the preset “%1” is no text, or longer than 1,000,000 characters.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The tag “%1” has a comma in it, which stands between two tags.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The tensor %1 is of type %2, which this engine does not know. Choose another quantization, or update Inglenook.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The text is too large to be saved in %1; the limit is 1,000 MB. Send it in smaller parts.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The tokens of this answer are not known any more, so there is nothing to compare with: it was imported, or is empty.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The transcript has %1 messages; row %2 is not one of them.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The usual size; the model was trained for up to %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The zip archive %1 holds more than %2 files, so it was not opened.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The zip archive %1 is damaged (%2). Make or download it once more.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The zip archive %1 would unpack to %2 GB, %3 times its size and more. No export of conversations does, so it was not opened. Unpack it yourself, then import the folder.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There are two messages %1; the second was left out.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is a folder called “%1” already.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is a preset called “%1” already.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is a template called “%1” already.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is another file called %1 in %2. Import this one under another name with --name.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no %1 any more where the hub said it is. Look at the hub&apos;s page of it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no %1 beside it, so its messages are missing.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no GPU that the engine can use.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no answer of run %1. It may have been deleted, or belong to a title.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no conversation %1; inglenook history list shows which there are.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no file %1. Check the name, or choose another model.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no file %1. Check the name.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no folder %1. Check the name.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no way to %1: its name is not known here. Is this machine online? Try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is nothing to answer: the message is empty. Write something.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There was no snapshot to fill in what could not be read.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There was not enough memory to use %1. Close other programs, then try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This answer stands at the beginning of the conversation, so there is no question with which the model could continue it. Write a message instead.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This asks %1, the first time that Inglenook uses the network. Each request is written down.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This conversation is %1 tokens long and the model&apos;s context holds %2. Shorten the message, start a new conversation, or load the model with a larger context.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This conversation is in the trash or no longer exists. Restore it, or start a new one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This conversation is not in the trash any more, so it was not removed. Look for it in the list.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This folder no longer exists; its conversations do. Choose another folder, or make a new one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is the newest.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This preset no longer exists. Choose another one, or make it again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This run did not come to its end, or was not made here, so there is nothing to compare with.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This run went on with an answer that was there. Only the run that began an answer can be made once more.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Try again; if it happens again, the file may be damaged: try another copy or another model.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Try again; if it happens again, the model file may be damaged or too new for this version.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Try again; the details say what it wrote last.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>VACUUM INTO ?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Version %1 of message %2 is from nobody who is known; it was left out.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What answers as %1 is not the hub: it named neither a version nor a checksum of %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What came as %1 is not the file that the hub names: its checksum is another. It was deleted. Start the download again; if that stays so, something on the way changes it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What has come is kept, and it goes on from there.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What it has is incomplete or for another program: %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What was written to %1 reads back differently: that disk is broken. The models stay where they were.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>While Inglenook was open, the file with your conversations was moved, replaced or lost its log, and the one that is there now lacked %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Write org/name, org/name:Q4_K_M or the address of its page; inglenook models search finds models.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>shortcuts</name>
    <message>
        <source>%1 is taken by another program, or this keyboard does not have it. Choose other keys.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A key alone is typed, not done. Hold Ctrl or Alt with it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 belongs to text fields, and would not be heard. Choose other keys.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>statistics</name>
    <message>
        <source>%1 could not be written: %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Write your prices into %1, then open this page again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No prices are written down yet. %1 in the data folder is yours to fill: what electricity and this machine cost, and what providers ask. Nothing is fetched.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What this machine costs is not written down, so only the providers are told.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Energy was not measured in these days, so there is no cost of this machine: no counter of it could be read.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Of all %2 answers. The machine worked %3 of the time.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Of %1 of %2 answers, those whose energy was measured. The machine worked %3 of the time.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This machine</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, as of %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not within a century</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 at the earliest, perhaps never</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 – %2 tokens a month</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Electricity = energy ÷ 3.6 MJ × price of a kWh; low: of the work alone, high: with what the idle machine takes. Hardware = its price × busy time ÷ its life; high: divided by the share of the time that it works. Provider = new × input + cached × cached input + written × output, per million; high: nothing is cached. Paid for = price of the hardware ÷ (provider − electricity) a month. A range goes from its lowest to its highest.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>by %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>dashed or grey: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 answers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 over the budget, most for %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>First token</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>First word seen</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reading</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Writing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Between tokens</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Whole answer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drafts accepted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tokens</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Answers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Energy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cost</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>tokens/s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>ms</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>tokens</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>answers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Wh</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Day</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Quantization</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Length of prompt</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Version</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Kind of answer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Conversation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tag</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Outcome</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Answered again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Gone on with</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Titles</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Summaries</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tools</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not marked</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Used</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Good</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bad</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Unknown</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>up to %1 tokens</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>loading the model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>waiting in the queue</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the chat template</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>tokenizing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>restoring the cache</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>reading the prompt</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the first token</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Without a title</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>19 of 20 above %1/s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>19 of 20 within %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 drafted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 written, %2 cached</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not measured</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>measured in %1 of %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 failed, %2 stopped</source>
        <translation type="unfinished"></translation>
    </message>
</context>
</TS>
