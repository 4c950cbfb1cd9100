-- title: 年初预算与决算：差多少，为什么
-- group: 支出
-- description: 文字说明中每一项支出的年初预算、决算、完成率与原文所说的原因，差额大的在前。
WITH [[picked|EXISTS (SELECT 1 FROM execution_items WHERE disclosure_id = l.id
                     AND initial_budget IS NOT NULL AND final IS NOT NULL)]]
SELECT
    d.department, d.fiscal_year, e.code,
    coalesce(e.item, e.section, e.class) AS item,
    e.initial_budget, e.final,
    round(e.final - e.initial_budget, 2) AS difference,
    e.completion_pct, e.reason, e.source_line,
    d.page_url || '#e-' || e.position AS page_url
FROM picked d CROSS JOIN execution_items e ON e.disclosure_id = d.id
WHERE e.initial_budget IS NOT NULL AND e.final IS NOT NULL
ORDER BY abs(e.final - e.initial_budget) DESC, d.id, e.position
LIMIT 1000
