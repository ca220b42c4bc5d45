"""The tables of tasks that `workloads` turns into prompts: what is asked, about which frozen text, in a fixed order."""

from __future__ import annotations

FENCES = {
    "py": "python",
    "cpp": "cpp",
    "js": "javascript",
    "sql": "sql",
    "html": "html",
    "yaml": "yaml",
    "go": "go",
}

CODE_EDITS: tuple[tuple[str, str, str], ...] = (
    # file, name, instruction. The first six: small and large, few and many changed lines, five languages.
    ("retry.py", "rename", "Rename the function `wait_time` to `backoff_seconds` everywhere."),
    ("cart.js", "parameter", "Add a parameter `currency` to `createCart` and store it in the cart."),
    ("ring_buffer.cpp", "rename", "Rename the class `RingBuffer` to `CircularQueue` everywhere."),
    ("ledger.py", "type-hints", "Add type hints to all functions and methods."),
    ("library.sql", "column", "Add a column `isbn TEXT` to the table `book`, after `author`."),
    ("debounce.js", "modernise", "Use `const` and `let` instead of `var`, and two spaces of indentation."),
    ("pool.go", "logging", "Import `log` and log a line at the start of each method of `Pool`."),
    ("text_index.py", "docstrings", "Add a one-line docstring to every function and method."),
    ("service.yaml", "constants", "Change the port to 9090, the log level to debug, and all job timeouts to 300."),
    ("geometry.cpp", "class", "Delete the class `Polygon` and add a class `Square` in its place."),
    ("sensor.py", "translate", "Translate all comments to English. Leave the code as it is."),
    ("profile.html", "nav", "Add a link to `/settings` named Settings to the header, after Messages."),
    ("ledger.py", "rename-class", "Rename the class `Entry` to `Booking`, and variables named `entry` to `booking`."),
    ("retry.py", "logging", "Log a warning with the logging module before each sleep."),
    ("cart.js", "remove-function", "Delete the function `applyCoupon` and everything about coupons."),
    ("ring_buffer.cpp", "method", "Add a method `void resize(std::size_t capacity)` that keeps the newest values."),
    ("text_index.py", "fix", "Files may contain umlauts: make the word pattern match them, and read files as UTF-8."),
    ("pool.go", "rename", "Rename the type `Task` to `Job`, and `SubmitWithTimeout` to `TrySubmit`."),
    ("profile.html", "color", "Use #116633 instead of #224466, and 6px instead of 12px and 16px paddings."),
    ("sensor.py", "rename", "Rename the functions to English names: read_file, mean_of, hours, check, write."),
    ("library.sql", "view", "Add a view `reader_loans` with each reader's name and number of loans."),
    ("geometry.cpp", "constant", "Replace 3.14159 by a constant `PI` defined at the top with twelve digits."),
    ("debounce.js", "comments", "Put a JSDoc comment before every function."),
    ("ledger.py", "try", "In `read_ledger`, skip rows that cannot be parsed and count them; return both."),
    ("service.yaml", "job", "Add a job `backup` at 2:15 every night that runs `harbour backup` for at most an hour."),
    ("cart.js", "guard", "Throw an Error when a cart without lines is checked out."),
    ("text_index.py", "reorder", "Order the methods of `TextIndex` by name, `__init__` first."),
    ("pool.go", "comments", "Add a comment in the style of Go to every exported name."),
    ("retry.py", "type-hints", "Add complete type hints, with a TypeVar for the results."),
    ("geometry.cpp", "namespace", "Put everything into a namespace `shapes` and make all `double` values `float`."),
    ("profile.html", "german", "Translate the texts that a visitor sees to German."),
    (
        "ring_buffer.cpp",
        "noexcept",
        "Mark all methods that cannot throw as noexcept, and rename `values_` to `items_`.",
    ),
    ("sensor.py", "percent", "Replace the %-formatting of log lines by f-strings."),
    ("library.sql", "upper", "Add a column `note TEXT` to all three tables, as the last one."),
    ("cart.js", "quotes", "Use single quotes instead of double quotes."),
    ("ledger.py", "fstrings", "Use f-strings instead of the % operator and instead of print with several arguments."),
)

QUOTES: tuple[tuple[str, str, float, str], ...] = (
    # documents, name, length of the answer as a share of the document, instruction
    ("lighthouse", "quote-lamp", 0.5, "Quote, word for word, all sentences about the lamp and its fuel."),
    ("lease", "list", 1.2, "Copy clauses 2, 3, 5, 7, 9 and 11 word for word as a numbered list."),
    ("meeting", "copy-edit", 1.2, "Correct the mistakes in spelling and grammar. Change nothing else. Give the text."),
    ("constitution", "powers", 0.9, "List the powers of Congress as a bullet list. Keep the wording."),
    ("alice", "quote-speech", 0.5, "Quote everything that is said or thought in quotation marks, one a line."),
    ("lighthouse", "bullets", 1.2, "Rewrite the document as a bullet list, one bullet a sentence. Keep the wording."),
    ("lease", "money", 0.6, "Which clauses speak of money? Quote them completely."),
    ("meeting", "numbers", 0.6, "Quote each sentence that contains a number of euros."),
    ("alice", "summary", 0.4, "Summarise the text in eight sentences, with a short quotation in each."),
    ("constitution", "amendments", 0.7, "Quote the amendments, each under a heading with its number."),
    ("lighthouse", "years", 0.8, "Make a table with two columns: the year, and the sentence in which it occurs."),
    ("lease+meeting", "people", 0.3, "Quote the sentences in which a person is named."),
)

CHATS: tuple[tuple[str, str], ...] = (
    ("bread", "My sourdough bread does not rise. What could be wrong, and what should I try first?"),
    ("recursion", "Explain recursion to a twelve-year-old, with an example from daily life."),
    ("move", "I am moving to a new town alone. How can I find friends there?"),
    ("sky", "Why is the sky blue, and why is the sunset red?"),
    ("email", "Write a friendly e-mail to my landlord: the heating in the kitchen has been cold for three days."),
    ("compare", "What are the advantages and disadvantages of a heat pump in an old house?"),
    ("story", "Tell a short story about a clockmaker who finds a message in an old clock."),
    ("plan", "Make a training plan for a first run of ten kilometres in eight weeks."),
    ("tcp", "What happens between typing an address in the browser and seeing the page?"),
    ("advice", "My colleague interrupts me in every meeting. What can I say?"),
    ("trip", "Plan three days in Lisbon for a family with two small children."),
    ("history", "How did the printing press change Europe?"),
)

CODE_FROM_SCRATCH: tuple[tuple[str, str], ...] = (
    ("lru", "Write a Python class for an LRU cache with get and put in constant time, with tests."),
    (
        "csv-sql",
        "Write a Python script that loads a CSV file into SQLite and prints a column's ten largest values.",
    ),
    ("matrix", "Write a C++ class template for matrices with addition, multiplication and printing."),
    ("todo", "Write a small web page with a to-do list in plain HTML, CSS and JavaScript."),
    ("parser", "Write a Python parser for arithmetic expressions with + - * / and parentheses, without eval."),
    ("bank", "Write a Java class BankAccount with deposit, withdraw, transfer and a list of transactions."),
    ("trie", "Write a trie in Go with Insert, Contains and WithPrefix."),
    ("schema", "Write an SQL schema for a bicycle shop: customers, bicycles, repairs, invoices, with sample queries."),
    ("snake", "Write the game Snake for the terminal in Python with curses."),
    ("dijkstra", "Write Dijkstra's algorithm in C++ with a priority queue and an example graph."),
    ("cli", "Write a command line program in Rust that counts words, lines and bytes of files."),
)

SCHEMAS = {
    "invoice": """
{"invoice_number": string, "date": "YYYY-MM-DD", "seller": {"name": string, "city": string}, "buyer": string,
 "items": [{"description": string, "quantity": number, "unit_price": number}], "total": number, "due": "YYYY-MM-DD"}
""",
    "request": """
{"sender": string, "subject": string, "is_urgent": boolean, "people": [string],
 "appointments": [{"date": string, "time": string, "place": string}], "tasks": [string]}
""",
    "contacts": """
{"people": [{"name": string, "role": string, "email": string, "phone": string, "city": string}]}
""",
}

EXTRACTIONS: tuple[tuple[str, str, str], ...] = (
    (
        "invoice-boat",
        "invoice",
        """
Norden Boat Supplies, Kiel. Invoice 2024-0317 of 5 March 2024 to Mirja Holt, Quay Street 7.
12 m mooring line at 4.50, 2 fenders at 31.00, 1 tin of antifouling paint at 58.90. Sum 174.90 euros, to be paid by
19 March 2024.
""",
    ),
    (
        "mail-roof",
        "request",
        """
From: Samir Nader. Subject: Roof of the hall, please hurry
Hello Ines, the roof of the hall leaks above the stage. The roofer, Mr Dahl, can come on 12 April at 9:00, someone must
open the hall. Tom should move the piano before that, and Wanda should tell the choir that Thursday's rehearsal is at
19:30 in the school instead. Please answer today.
""",
    ),
    (
        "contacts-club",
        "contacts",
        """
The garden club's board: Ines Abara is the chair (ines.abara@example.org, 0431 5550101, Kiel). Tom Ruck, the treasurer,
lives in Plön and can be reached at tom@example.org. Wanda Pell looks after the orchard; her number is 0431 5550188.
Jo Lindqvist from Eutin, jo.lindqvist@example.org, plans the pond.
""",
    ),
    (
        "invoice-bakery",
        "invoice",
        """
INVOICE no. B-8812. Bakery Kornfeld, Lübeck, to School Canteen West. Date: 30 September 2023.
Rolls 400 pieces at 0.35; rye bread 25 loaves at 3.20; plum cake 6 trays at 24.00. Total: 364.00 EUR. Payable until
14 October 2023.
""",
    ),
    (
        "mail-visit",
        "request",
        """
From: Chiara Moss. Subject: Visit to the museum
Dear all, the class visits the lighthouse museum on Tuesday, 4 June. We meet at 8:15 at the bus station and are at the
museum at 10:00. Boris Lund brings the first-aid bag, Ada Finch collects the money. At 14:00 we eat at the harbour.
Please send me the list of allergies.
""",
    ),
    (
        "contacts-film",
        "contacts",
        """
Crew of "Tide": director Lena Brandt (lena@tidefilm.example, Hamburg), camera Yusuf Kaya (+49 151 5550133), sound by Pia
Sommer from Bremen, pia.sommer@tidefilm.example, and Ole Friis, Aarhus, who edits, phone +45 20 55 50 14.
""",
    ),
    (
        "invoice-garden",
        "invoice",
        """
Green & Sons Nursery in Malente bills the garden club for 10 apple trees (variety Holsteiner Cox) at 38.50 each, 10
stakes at 6.20 each and delivery for 45.00. Invoice GS/24/091, 11 November 2024, total 492.00, due at once.
""",
    ),
    (
        "mail-server",
        "request",
        """
From: Priya Nair. Subject: Update of the harbour server
The update is on Saturday, 20 July, from 22:00 to 24:00. Kim writes the notice for the users, Jonas tests the backup on
Friday at 16:00 in room 204, and Priya checks the tide import on Sunday morning. It is not urgent, but tell me if that
does not suit you.
""",
    ),
    (
        "contacts-clinic",
        "contacts",
        """
Practice at the Market, Oldenburg: Dr. Amira Haddad, general medicine, haddad@praxis.example; Dr. Sven Lorenz, children,
0441 5550120; at the desk Mrs Helga Thon (desk@praxis.example, 0441 5550100). The laboratory is run by Nils Petersen.
""",
    ),
    (
        "invoice-print",
        "invoice",
        """
Druckhaus Ostsee, Rostock. To: Skerry Point Association. 300 wall calendars 4.10 each, 300 envelopes 0.22 each, proof
35.00. Net total 1,331.00 euros. Number 55-2210, dated 2 December 2024, payable within 30 days, by 1 January 2025.
""",
    ),
    (
        "mail-short",
        "request",
        """
From: Petra Kohl. Subject: Hedge
Tom, the council called again about the hedge. Can you and Wanda cut it on 22 February at 10:00, along the road? Bring
the long ladder. Urgent!
""",
    ),
)

ADVERSARIES: tuple[tuple[str, float, str], ...] = (
    # name, temperature, question
    (
        "poem",
        0.0,
        "Write a poem of six stanzas about rain on a tin roof. No line repeats a word of the line before.",
    ),
    ("hot", 1.2, "Describe a city that does not exist, in sentences as odd as you can make them."),
    ("names", 0.0, "Invent eighty names of villages, all different, separated by commas."),
    ("finnish", 0.0, "Kirjoita suomeksi lyhyt kertomus kalastajasta, joka löytää meren pohjasta kellon."),
    ("words", 1.2, "Write two hundred random English words, none of them twice, in no order."),
    ("numbers", 0.0, "Write a hundred random numbers between 1000 and 9999, separated by spaces."),
    ("chinese", 0.0, "用中文写一篇短文,描述秋天的山村,要有细节。"),
    ("tongue", 1.2, "Write ten tongue twisters in five different languages."),
)
