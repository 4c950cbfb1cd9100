"""Answers with evidence: a question in everyday words, the figure it asks for or a refusal that says why there is none.

No language model: `asking` takes a question apart by the words of `search/concepts.yml`, the names of bodies and of what
they published; a module of `replies/` answers each kind of question. Every character must be explained by something known,
so that a figure is never given for another question.
"""
