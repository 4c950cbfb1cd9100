-- title: 两个部门，并排看
-- group: 比较
-- description: 两个部门同一年度的主要数字并排列出；部门填标识、全称或简称，年度留空为两者都有的最近一年。类型或口径不同时不宜直接比较，见前三行。
WITH
first_year AS (SELECT d.id, d.fiscal_year, d.scope, d.page_url, p.kind, p.name FROM departments p
    JOIN disclosures d ON d.department_id = p.id WHERE :a IN (p.id, p.name, p.short_name)),
second_year AS (SELECT d.id, d.fiscal_year, d.scope, d.page_url, p.kind, p.name FROM departments p
    JOIN disclosures d ON d.department_id = p.id WHERE :b IN (p.id, p.name, p.short_name)),
pair AS (
    SELECT f.id AS a, s.id AS b, f.fiscal_year, f.scope AS a_scope, s.scope AS b_scope,
        f.kind AS a_kind, s.kind AS b_kind, f.name AS a_name, s.name AS b_name,
        f.page_url AS a_page, s.page_url AS b_page,
        (SELECT count(DISTINCT name) - 1 FROM first_year) AS a_others,
        (SELECT count(DISTINCT name) - 1 FROM second_year) AS b_others
    FROM first_year f JOIN second_year s ON s.fiscal_year = f.fiscal_year AND s.id <> f.id
    WHERE :year = '' OR f.fiscal_year = CAST(:year AS INTEGER)
    ORDER BY f.fiscal_year DESC, f.id, s.id LIMIT 1
),
stated AS (
    SELECT k.disclosure_id, k.metric, k.value,
        row_number() OVER (PARTITION BY k.disclosure_id, k.metric ORDER BY k.origin = 'narrative', k.position) AS nth
    FROM (SELECT a AS id FROM pair UNION SELECT b FROM pair) one CROSS JOIN key_figures k ON k.disclosure_id = one.id
),
sides AS (
    SELECT m.id AS metric, m.name_zh AS name, m.unit, m.rowid AS place, pair.fiscal_year,
        fa.value AS value_a, fb.value AS value_b
    FROM pair CROSS JOIN metrics m
        LEFT JOIN stated fa ON fa.disclosure_id = pair.a AND fa.metric = m.id AND fa.nth = 1
        LEFT JOIN stated fb ON fb.disclosure_id = pair.b AND fb.metric = m.id AND fb.nth = 1
    WHERE m.unit <> '年'
)
SELECT name, fiscal_year, value_a, value_b, difference, unit FROM (
    SELECT '部门（' || CASE WHEN a_kind IS b_kind THEN '同类' ELSE '不同类' END || '）' AS name, fiscal_year,
        a_name || CASE WHEN a_others > 0 THEN '（另有 ' || a_others || ' 个也叫这个名字，填全称可指定）' ELSE '' END AS value_a,
        b_name || CASE WHEN b_others > 0 THEN '（另有 ' || b_others || ' 个也叫这个名字，填全称可指定）' ELSE '' END AS value_b,
        NULL AS difference, NULL AS unit, -3 AS place FROM pair
    UNION ALL
    SELECT '页面', fiscal_year, a_page, b_page, NULL, NULL, -2 FROM pair
    UNION ALL
    SELECT '口径', fiscal_year, coalesce(a_scope, '未写明'), coalesce(b_scope, '未写明'), NULL, NULL, -1 FROM pair
    UNION ALL
    SELECT name, fiscal_year, value_a, value_b, round(value_a - value_b, 2), unit, place FROM sides
    WHERE value_a IS NOT NULL OR value_b IS NOT NULL
)
ORDER BY place
LIMIT 1000
