-- What is told of one import?
-- One row per import: report (JSON).
-- params: import_no
with told as (
    select cast(report as varchar) as report, import_no from imports where import_no = $import_no
)
select report
from told
order by import_no
