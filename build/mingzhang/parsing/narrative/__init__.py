"""The prose of 情况说明: key figures, the structure of spending, execution by item, projects."""

from .key_figures import read_key_figures

__all__ = ["read_key_figures"]
