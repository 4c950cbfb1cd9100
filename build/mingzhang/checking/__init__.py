"""Proofreading: does a disclosure agree with itself? Every rule of the registry, and the findings they give.

`check(disclosure)` runs every rule on one disclosure; `check_years(disclosures)` holds the years of a department
against one another, `check_budget` one against the budget; `RULES` describes every rule by its id,
`accuracy()` how it did in trials. It asks records (`model`), never the text of a file.
"""

from .accuracy import Accuracy, accuracy
from .across import check_budget, check_lone_year, check_years, without_budget
from .proof import check
from .registry import RULES, Rule

__all__ = [
    "RULES",
    "Accuracy",
    "Rule",
    "accuracy",
    "check",
    "check_budget",
    "check_lone_year",
    "check_years",
    "without_budget",
]
