"""The set-up, step by step. Standard library only. Read `main.py` first: it lists the steps in their order."""
