-- title: 政府采购与中小企业份额
-- group: 支出
-- description: 各部门政府采购支出总额与货物、工程、服务的构成，以及授予中小企业、小微企业合同金额所占比重。
WITH [[picked|EXISTS (SELECT 1 FROM key_figures WHERE disclosure_id = l.id AND metric = 'procurement_total')]],
figures AS (
    SELECT
        d.*,
        [[procurement_total]] AS procurement_total,
        [[procurement_goods]] AS procurement_goods,
        [[procurement_works]] AS procurement_works,
        [[procurement_services]] AS procurement_services,
        [[procurement_sme]] AS procurement_sme,
        [[procurement_micro]] AS procurement_micro,
        [[disputed|procurement_total procurement_goods procurement_works procurement_services procurement_sme procurement_micro]]
            AS disputed
    FROM picked d
)
SELECT
    department, district, fiscal_year, kind, scope,
    procurement_total, procurement_goods, procurement_works, procurement_services,
    procurement_sme, procurement_micro,
    round(100 * procurement_sme / nullif(procurement_total, 0), 2) AS sme_share_pct,
    disputed, page_url
FROM figures
WHERE procurement_total IS NOT NULL
ORDER BY fiscal_year DESC, kind, scope, procurement_total DESC
LIMIT 1000
