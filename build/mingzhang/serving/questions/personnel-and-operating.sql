-- title: 人员经费、公用经费与机关运行经费
-- group: 支出
-- description: 各部门一般公共预算基本支出中的人员经费、公用经费，以及机关运行经费；名次只在同一年度、同类部门、同一口径之间排列。
WITH [[picked|EXISTS (SELECT 1 FROM key_figures WHERE disclosure_id = l.id AND metric IN ('personnel_cost', 'operating_cost'))]],
figures AS (
    SELECT
        d.*,
        [[general_budget_basic]] AS general_budget_basic,
        [[personnel_cost]] AS personnel_cost,
        [[public_cost]] AS public_cost,
        [[operating_cost]] AS operating_cost,
        [[disputed|general_budget_basic personnel_cost public_cost operating_cost]] AS disputed
    FROM picked d
)
SELECT
    department, district, fiscal_year, kind, scope,
    general_budget_basic, personnel_cost, public_cost,
    round(100 * public_cost / nullif(personnel_cost + public_cost, 0), 2) AS public_share_pct,
    operating_cost,
    CASE WHEN operating_cost IS NOT NULL THEN
        rank() OVER (PARTITION BY fiscal_year, kind, scope ORDER BY operating_cost DESC)
    END AS rank_in_kind,
    disputed,
    page_url || '#t6' AS page_url
FROM figures
ORDER BY fiscal_year DESC, kind, scope, operating_cost DESC
LIMIT 1000
