-- title: 一个科目，历年支出
-- group: 比较
-- description: 某一支出功能分类科目（如 2010301）在各部门、各年度的支出决算。原表只印到更细一级的，由下级相加；上下级不重复计算。
WITH [[all_years]],
rows AS (
    SELECT e.disclosure_id, e.code, e.total, e.basic, e.project, e.position, e.source_line, e.disputed
    FROM expenditure_by_function e
    WHERE e.code >= :code AND e.code < :code || ':'
      AND (e.code = :code
           OR (NOT EXISTS (SELECT 1 FROM expenditure_by_function same
                           WHERE same.disclosure_id = e.disclosure_id AND same.code = :code)
               AND NOT EXISTS (SELECT 1 FROM expenditure_by_function finer
                               WHERE finer.disclosure_id = e.disclosure_id
                                 AND finer.code > e.code AND finer.code < e.code || ':'
                                 AND finer.code > :code AND finer.code < :code || ':')))
)
SELECT
    d.department, d.district, d.kind, d.scope, d.fiscal_year, :code AS code,
    round(sum(r.total), 2) AS total,
    round(sum(r.basic), 2) AS basic,
    round(sum(r.project), 2) AS project,
    group_concat(DISTINCT r.disputed) AS disputed, min(r.source_line) AS source_line,
    d.page_url || '#t3-r' || min(r.position) AS page_url
FROM rows r JOIN picked d ON d.id = r.disclosure_id
WHERE :code <> ''
GROUP BY d.id, d.department, d.district, d.kind, d.scope, d.fiscal_year, d.page_url
ORDER BY d.department, d.scope, d.fiscal_year
LIMIT 1000
