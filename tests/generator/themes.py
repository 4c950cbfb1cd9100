"""What the made-up departments do with project money, by 项, and which kind of department does what."""

from __future__ import annotations

from . import themes_bureaus, themes_streets

BY_CODE = {theme.code: theme for theme in (*themes_streets.THEMES, *themes_bureaus.THEMES)}

STREET_PROJECTS = (
    "2010302", "2010399", "2010507", "2012902", "2013299", "2013699", "2070108", "2070199", "2080208", "2080705",
    "2080899", "2080901", "2081099", "2100410", "2100717", "2120104", "2120399", "2120501", "2130314", "2150899",
    "2240108", "2240699",
)  # fmt: skip
PROJECTS_OF = {
    "街道办事处": STREET_PROJECTS,
    "政府办公室": ("2010302", "2010399", "2130599", "2013699"),
    "财政局": ("2010602", "2010607", "2010608"),
    "司法局": ("2040604", "2040605", "2040607", "2240108"),
    "文化和旅游局": ("2070104", "2070108", "2070109", "2070113", "2070199"),
    "生态环境局": ("2110104", "2110301", "2110302"),
    "商务局": ("2011302", "2011399", "2169999", "2150899"),
}
USUAL_PROJECTS = ("2010302", "2010399", "2012902", "2013699")
"""For every other kind of department."""
RUNNING = {
    "街道办事处": "2010301",
    "政府办公室": "2010301",
    "财政局": "2010601",
    "司法局": "2040601",
    "文化和旅游局": "2070101",
    "生态环境局": "2110101",
    "商务局": "2011301",
}
"""Where each kind of department books its running costs (行政运行)."""
