-- title: 三公经费：各部门、各年度
-- group: 支出
-- description: 各部门“三公”经费的预算与决算、构成和每辆公务用车的运行维护费；名次只在同一年度、同类部门、同一口径之间排列。
WITH [[picked|EXISTS (SELECT 1 FROM key_figures WHERE disclosure_id = l.id AND metric = 'three_public_final')]],
figures AS (
    SELECT
        d.*,
        [[three_public_budget]] AS three_public_budget,
        [[three_public_final]] AS three_public_final,
        [[abroad_final]] AS abroad_final,
        [[vehicle_purchase_final]] AS vehicle_purchase_final,
        [[vehicle_operation_final]] AS vehicle_operation_final,
        [[reception_final]] AS reception_final,
        [[vehicles_held]] AS vehicles_held,
        [[disputed|three_public_budget three_public_final abroad_final vehicle_purchase_final vehicle_operation_final reception_final vehicles_held]]
            AS disputed
    FROM picked d
)
SELECT
    department, district, fiscal_year, kind, scope,
    three_public_budget, three_public_final, abroad_final,
    vehicle_purchase_final, vehicle_operation_final, reception_final, vehicles_held,
    round(vehicle_operation_final / nullif(vehicles_held, 0), 2) AS per_vehicle,
    CASE WHEN three_public_final IS NOT NULL THEN
        rank() OVER (PARTITION BY fiscal_year, kind, scope ORDER BY three_public_final DESC)
    END AS rank_in_kind,
    disputed,
    page_url || '#t9' AS page_url
FROM figures
ORDER BY fiscal_year DESC, kind, scope, three_public_final DESC
LIMIT 1000
