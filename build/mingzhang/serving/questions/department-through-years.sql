-- title: 一个部门，历年主要数字
-- group: 比较
-- description: 一个部门各年度的全部主要指标，表格与文字所印都列出。
WITH [[picked]]
SELECT
    d.department, d.fiscal_year, m.name_zh AS name, k.value, k.unit, k.origin, k.quote, k.disputed, k.source_line, d.page_url
FROM picked d
    CROSS JOIN key_figures k ON k.disclosure_id = d.id
    JOIN metrics m ON m.id = k.metric
ORDER BY d.department, m.rowid, d.fiscal_year, k.position
LIMIT 1000
