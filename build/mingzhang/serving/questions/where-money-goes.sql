-- title: 钱花到哪里：按类、款、项
-- group: 支出
-- description: 按支出功能分类汇总支出决算（公开03表）。级次填 类、款 或 项；原表印有该级的取所印数，没有的由下级相加，上下级科目不重复计算；汇总口径已含下属单位，故按口径分开合计。没有公开03表数字的文件不在其中。
WITH [[picked|EXISTS (SELECT 1 FROM expenditure_by_function WHERE disclosure_id = l.id)]],
grain(digits) AS (
    SELECT CASE :level WHEN '项' THEN 7 WHEN '款' THEN 5 ELSE 3 END
),
rows AS (
    SELECT d.id, d.scope, substr(e.code, 1, g.digits) AS code, e.total, e.basic, e.project
    FROM picked d CROSS JOIN expenditure_by_function e ON e.disclosure_id = d.id CROSS JOIN grain g
    WHERE e.code IS NOT NULL
      AND (length(e.code) = g.digits
           OR (NOT EXISTS (SELECT 1 FROM expenditure_by_function coarser
                           WHERE length(e.code) > g.digits
                             AND coarser.disclosure_id = e.disclosure_id
                             AND coarser.code = substr(e.code, 1, g.digits))
               AND NOT EXISTS (SELECT 1 FROM expenditure_by_function finer
                               WHERE finer.disclosure_id = e.disclosure_id
                                 AND finer.code > e.code AND finer.code < e.code || ':')))
)
SELECT
    rows.scope,
    rows.code,
    coalesce(f.name, rows.code) AS name,
    round(sum(rows.total), 2) AS total,
    round(sum(rows.basic), 2) AS basic,
    round(sum(rows.project), 2) AS project,
    round(100 * sum(rows.total) / nullif(sum(sum(rows.total)) OVER (PARTITION BY rows.scope), 0), 2) AS share_pct,
    count(DISTINCT rows.id) AS disclosures
FROM rows LEFT JOIN function_codes f ON f.code = rows.code
GROUP BY rows.scope, rows.code, f.name
ORDER BY rows.scope, total DESC, rows.code
LIMIT 1000
