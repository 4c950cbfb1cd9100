"""Proofreading: does a disclosure agree with itself? Every rule of the catalogue, and the findings they give.

`check(disclosure)` runs every rule on one disclosure; `check_years(disclosures)` holds the years of a department
against one another; `RULES` describes every rule by its id.
"""

from .proof import check
from .rules import RULES, Rule
from .years import check_lone_year, check_years

__all__ = ["RULES", "Rule", "check", "check_lone_year", "check_years"]
