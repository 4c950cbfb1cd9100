-- title: 同类部门排名
-- group: 比较
-- description: 按一项指标（如 expenditure_total）给同一年度、同类部门、同一口径的部门排名，并给出同组的平均数；本级与汇总分开排。
WITH [[picked|EXISTS (SELECT 1 FROM key_figures WHERE disclosure_id = l.id
                     AND metric = CASE WHEN :metric = '' THEN 'expenditure_total' ELSE :metric END)]],
chosen AS (SELECT CASE WHEN :metric = '' THEN 'expenditure_total' ELSE :metric END AS metric),
best AS (
    SELECT k.disclosure_id, k.value, k.disputed, chosen.metric,
        row_number() OVER (PARTITION BY k.disclosure_id ORDER BY k.origin = 'narrative', k.position) AS nth
    FROM chosen CROSS JOIN key_figures k ON k.metric = chosen.metric
),
figures AS (
    SELECT d.*, m.name_zh AS name, m.unit, best.value, best.disputed
    FROM picked d JOIN best ON best.disclosure_id = d.id JOIN metrics m ON m.id = best.metric
    WHERE best.nth = 1
)
SELECT
    fiscal_year, kind, scope,
    rank() OVER (PARTITION BY fiscal_year, kind, scope ORDER BY value DESC) AS rank_in_kind,
    department, district, name, value, unit, disputed,
    round(avg(value) OVER (PARTITION BY fiscal_year, kind, scope), 2) AS kind_average,
    count(*) OVER (PARTITION BY fiscal_year, kind, scope) AS kind_count,
    page_url
FROM figures
WHERE value IS NOT NULL
ORDER BY fiscal_year DESC, kind, scope, value DESC, department
LIMIT 1000
