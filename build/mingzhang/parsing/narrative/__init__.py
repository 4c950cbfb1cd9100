"""The prose of 情况说明: what its sentences state, the structure of spending, execution by item, projects."""

from .claims import read_claims
from .execution import read_execution_items
from .key_figures import read_key_figures
from .kinds import with_kinds
from .own_codes import with_own_codes
from .projects import read_projects
from .sentence_figures import read_all_stated
from .structure import read_structure_items

__all__ = [
    "read_all_stated",
    "read_claims",
    "read_execution_items",
    "read_key_figures",
    "read_projects",
    "read_structure_items",
    "with_kinds",
    "with_own_codes",
]
