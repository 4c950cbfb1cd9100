"""What a made-up department's year is: the facts from which a document is written, before any layout.

Money is a whole number of hundreds of yuan, that is of 0.01 万元, so that every sum is exact and prints exactly.
"""

from __future__ import annotations

from dataclasses import dataclass

Money = int
"""Hundreds of yuan: 12345 is 123.45 万元."""

GENERAL, FUND, CAPITAL = "general_budget", "government_fund", "state_capital"
APPROPRIATIONS = (GENERAL, FUND, CAPITAL)
SOURCES = (
    "superior_subsidy",
    "business_revenue",
    "operating_revenue",
    "affiliate_remittance",
    "other_revenue",
)
"""Money outside appropriations, by its column of 公开02表."""


@dataclass(frozen=True, slots=True)
class Department:
    """A made-up department: `name` in full, `short_name` without division and government."""

    name: str
    short_name: str
    kind: str
    city: str
    district: str | None
    phone: str


@dataclass(frozen=True, slots=True)
class Function:
    """A 项 of the functional classification with the names of its 类 and 款."""

    code: str
    class_: str
    section: str
    item: str


@dataclass(frozen=True, slots=True)
class Theme:
    """Projects of one 项: their names, what the money is for, what comes of it, and a usual year's money in 万元.

    Indicators are (二级指标, 三级指标, unit, lowest target, highest target); a unit of `%` makes a rate, an empty one
    a state that is reached or not.
    """

    code: str
    names: tuple[str, ...]
    purpose: str
    outputs: tuple[str, ...]
    indicators: tuple[tuple[str, str, str, int, int], ...]
    size: int


@dataclass(frozen=True, slots=True)
class Spending:
    """Money of one kind (`money`: an appropriation or a source of `SOURCES`) under one 项.

    `opening` and `closing` are the balances at the start and end of the year; revenue follows from them.
    """

    function: Function
    money: str
    basic: Money
    project: Money
    initial: Money = 0
    reason: str = ""
    opening: Money = 0
    closing: Money = 0
    operating: Money = 0

    @property
    def total(self) -> Money:
        return self.basic + self.project + self.operating

    @property
    def revenue(self) -> Money:
        return self.total + self.closing - self.opening


@dataclass(frozen=True, slots=True)
class ThreePublic:
    """The "three public" expenses (三公经费) of one basis, budget or final."""

    abroad: Money
    purchase: Money
    operation: Money
    reception: Money

    @property
    def vehicles(self) -> Money:
        return self.purchase + self.operation

    @property
    def total(self) -> Money:
        return self.abroad + self.vehicles + self.reception


@dataclass(frozen=True, slots=True)
class Totals:
    """The sums a document compares with the year before."""

    grand: Money
    revenue: Money
    expenditure: Money
    appropriation: Money
    general_revenue: Money
    fund_revenue: Money
    capital_revenue: Money
    general: Money
    three_public: ThreePublic
    operating_cost: Money


@dataclass(frozen=True, slots=True)
class IndicatorFact:
    """An indicator line of a form; `met` where the actual value reaches the target."""

    level1: str
    level2: str
    level3: str
    target: str
    actual: str
    met: bool = True


@dataclass(frozen=True, slots=True)
class ProjectFact:
    """A project with its self-evaluation: what the summary says and what the form shows."""

    name: str
    function: Function
    budget: Money
    executed: Money
    outputs: str
    problems: str | None
    improvements: str | None
    indicators: tuple[IndicatorFact, ...]


@dataclass(frozen=True, slots=True)
class GoalFact:
    """A yearly goal of the overall form with its indicators."""

    goal: str
    indicators: tuple[IndicatorFact, ...]


@dataclass(frozen=True, slots=True)
class TaskFact:
    """A row of the key tasks (重点工作)."""

    matter: str
    goal: str
    outcome: str


@dataclass(frozen=True, slots=True)
class Procurement:
    """Government procurement; `sme` and `micro` are contracts with small and with micro firms."""

    goods: Money
    works: Money
    services: Money
    sme: Money
    micro: Money

    @property
    def total(self) -> Money:
        return self.goods + self.works + self.services


@dataclass(frozen=True, slots=True)
class Assets:
    """Vehicles by kind (主要领导干部, 机要通信, 应急保障, 执法执勤, 其他) and costly equipment."""

    leaders: int
    confidential: int
    emergency: int
    enforcement: int
    other: int
    equipment: int

    @property
    def vehicles(self) -> int:
        return self.leaders + self.confidential + self.emergency + self.enforcement + self.other


@dataclass(frozen=True, slots=True)
class Facts:
    """One department's year. Every figure of the nine statements and of the prose follows from here."""

    department: Department
    year: int
    spendings: tuple[Spending, ...]
    economic: tuple[tuple[str, Money], ...]
    three_public_budget: ThreePublic
    three_public: ThreePublic
    previous: Totals
    projects: tuple[ProjectFact, ...]
    goals: tuple[GoalFact, ...]
    tasks: tuple[TaskFact, ...]
    procurement: Procurement
    assets: Assets
    receptions: tuple[int, int]
    duties: tuple[str, ...]
    offices: tuple[str, ...]
    reason_more: str
    reason_less: str
    published_on: str

    def of(self, money: str) -> tuple[Spending, ...]:
        """The spendings of one kind of money, in the order of their codes."""
        return tuple(s for s in self.spendings if s.money == money)

    @property
    def basic(self) -> Money:
        return sum(s.basic for s in self.spendings)

    @property
    def project(self) -> Money:
        return sum(s.project for s in self.spendings)

    @property
    def general(self) -> Money:
        return sum(s.total for s in self.of(GENERAL))

    def economic_sum(self, *groups: str) -> Money:
        """The sum of the economic items of these groups, such as 301 and 303 for 人员经费."""
        return sum(amount for code, amount in self.economic if code[:3] in groups)

    @property
    def personnel(self) -> Money:
        return self.economic_sum("301", "303")

    @property
    def public(self) -> Money:
        return self.economic_sum("302", "307", "310", "399")


def totals(facts: Facts) -> Totals:
    """The sums of a year, as the next year's document compares with them."""
    own = [s for s in facts.spendings if s.money in APPROPRIATIONS]
    revenue = {money: sum(s.revenue for s in facts.of(money)) for money in APPROPRIATIONS}
    return Totals(
        grand=sum(s.total + s.closing for s in facts.spendings),
        revenue=sum(s.revenue for s in facts.spendings),
        expenditure=sum(s.total for s in facts.spendings),
        appropriation=sum(s.total + s.closing for s in own),
        general_revenue=revenue[GENERAL],
        fund_revenue=revenue[FUND],
        capital_revenue=revenue[CAPITAL],
        general=facts.general,
        three_public=facts.three_public,
        operating_cost=facts.public,
    )
