-- title: 没有执行和超预算执行的项目
-- group: 绩效
-- description: 执行数为零或超过预算数的项目；有自评表的取自评表，没有的取文字综述，同一项目不重复列出。
WITH [[picked|EXISTS (SELECT 1 FROM evaluation_forms WHERE disclosure_id = l.id AND kind = 'project'
                     AND budget > 0 AND (executed = 0 OR executed > budget))
           OR EXISTS (SELECT 1 FROM projects WHERE disclosure_id = l.id
                     AND budget > 0 AND (executed = 0 OR executed > budget))]],
all_projects AS (
    SELECT d.id, f.name, f.budget, f.executed, 'form' AS origin, f.source_line, '#form-' || f.position AS anchor
    FROM picked d CROSS JOIN evaluation_forms f ON f.disclosure_id = d.id
    WHERE f.kind = 'project'
    UNION ALL
    SELECT d.id, pj.name, pj.budget, pj.executed, 'narrative', pj.source_line, '#pj-' || pj.position
    FROM picked d CROSS JOIN projects pj ON pj.disclosure_id = d.id
    WHERE NOT EXISTS (SELECT 1 FROM evaluation_forms f
                      WHERE f.disclosure_id = pj.disclosure_id AND f.kind = 'project' AND f.name = pj.name)
)
SELECT
    d.department, d.fiscal_year, a.name, a.budget, a.executed,
    CASE WHEN a.executed = 0 THEN '未执行' ELSE '超预算' END AS situation,
    round(100 * a.executed / nullif(a.budget, 0), 2) AS execution_pct,
    a.origin, a.source_line,
    d.page_url || a.anchor AS page_url
FROM all_projects a JOIN picked d ON d.id = a.id
WHERE a.budget > 0 AND (a.executed = 0 OR a.executed > a.budget)
ORDER BY d.fiscal_year DESC, situation, a.budget DESC, d.id, a.name
LIMIT 1000
