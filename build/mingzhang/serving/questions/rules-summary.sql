-- title: 核对规则：每条核对了多少次
-- group: 质量
-- description: 每条核对规则相符、不符、不适用的次数；从未适用的规则也列出。
WITH [[picked]],
counts AS (
    SELECT c.rule_id, c.outcome, sum(c.times) AS times
    FROM picked d CROSS JOIN check_results c ON c.disclosure_id = d.id
    GROUP BY c.rule_id, c.outcome
)
SELECT
    r.id AS rule_id, r.name_zh AS rule, r.severity,
    coalesce(sum(c.times) FILTER (WHERE c.outcome = 'held'), 0) AS held,
    coalesce(sum(c.times) FILTER (WHERE c.outcome = 'failed'), 0) AS failed,
    coalesce(sum(c.times) FILTER (WHERE c.outcome = 'not_applicable'), 0) AS not_applicable
FROM rules r LEFT JOIN counts c ON c.rule_id = r.id
GROUP BY r.id, r.name_zh, r.severity
ORDER BY failed DESC, r.id
LIMIT 1000
