"""Mingzhang 明账: a portal of departmental final accounts (部门决算公开)."""

__version__ = "0.2.0"
