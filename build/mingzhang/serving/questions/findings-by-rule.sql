-- title: 核对结果：逐条
-- group: 质量
-- description: 没有通过核对之处，写明两处数字与位置；规则填规则标识（如 I01），留空为全部规则；规则、部门、年度都留空时只列最近一年。
WITH [[all_years]]
SELECT
    d.department, d.fiscal_year, f.rule_id, r.name_zh AS rule, f.severity, f.message,
    f.expected, f.found, f.difference, f.cause, f.source_line, f.other_line,
    d.page_url || '#f-' || f.position AS page_url
FROM picked d
    CROSS JOIN findings f ON f.disclosure_id = d.id
    JOIN rules r ON r.id = f.rule_id
WHERE (:rule = '' OR f.rule_id = :rule OR r.family = :rule)
  AND (:rule || :department || :year <> '' OR d.fiscal_year = (SELECT max(fiscal_year) FROM disclosures))
ORDER BY CASE f.severity WHEN 'error' THEN 0 WHEN 'warning' THEN 1 WHEN 'note' THEN 2 ELSE 3 END,
    d.fiscal_year DESC, d.id, f.position
LIMIT 1000
