"""整体和项目绩效自评表: the forms, their heads and their indicators."""

from .evidence import with_amounts_of
from .forms import read_forms
from .targets import is_met

__all__ = ["is_met", "read_forms", "with_amounts_of"]
