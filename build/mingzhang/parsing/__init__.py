"""Blocks in, a Disclosure out: outline, identity, statements, narrative, evaluation, tasks, glossary."""
