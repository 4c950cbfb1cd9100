"""The front of a portal of portals: one site over all of them, made of their Parquet files by DuckDB."""

from .front_site import build_front

__all__ = ["build_front"]
