-- title: 没有完成的绩效指标
-- group: 绩效
-- description: 自评表中完成值未达到目标值的指标；无法判断的不列入。
WITH [[picked|EXISTS (SELECT 1 FROM evaluation_forms f JOIN indicators i ON i.form_id = f.id
                     WHERE f.disclosure_id = l.id AND i.met = 0)]]
SELECT
    d.department, d.fiscal_year, f.name AS form, i.level1, i.level2, i.level3,
    i.target, i.actual, i.score, f.deviation_reason, i.source_line,
    d.page_url || '#form-' || f.position || '-i' || i.position AS page_url
FROM picked d
    CROSS JOIN evaluation_forms f ON f.disclosure_id = d.id
    CROSS JOIN indicators i ON i.form_id = f.id
WHERE i.met = 0
ORDER BY d.fiscal_year DESC, d.id DESC, f.position, i.position
LIMIT 1000
