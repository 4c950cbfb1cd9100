"""The faults of all rules: `FAULTS_OF_RULES` once every module has added its own."""

from . import (  # noqa: F401  each adds to the list as it is imported
    rule_faults_copies,
    rule_faults_evaluation,
    rule_faults_forms,
    rule_faults_prose,
    rule_faults_tables,
    rule_faults_wording,
    rule_faults_years,
)
from .rule_faults import FAULTS_OF_RULES

__all__ = ["FAULTS_OF_RULES"]
