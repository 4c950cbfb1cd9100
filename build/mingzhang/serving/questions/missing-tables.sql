-- title: 缺少或空白的报表
-- group: 质量
-- description: 九张决算表中没有公开、公开为空表或文字已提取而数据未能提取的；空表与缺表不是一回事。
WITH [[picked|EXISTS (SELECT 1 FROM statements WHERE disclosure_id = l.id AND status <> 'published')]]
SELECT
    d.department, d.district, d.fiscal_year, s.number, s.title, s.status, s.note, s.source_line,
    d.page_url || '#t' || s.number AS page_url
FROM picked d CROSS JOIN statements s ON s.disclosure_id = d.id
WHERE s.status <> 'published'
ORDER BY d.fiscal_year DESC, d.id, s.number
LIMIT 1000
