"""The prose of 情况说明: key figures, the structure of spending, execution by item, projects."""

from .execution import read_execution_items
from .key_figures import read_key_figures
from .own_codes import with_own_codes
from .projects import read_projects
from .structure import read_structure_items

__all__ = [
    "read_execution_items",
    "read_key_figures",
    "read_projects",
    "read_structure_items",
    "with_own_codes",
]
