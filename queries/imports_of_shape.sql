-- Which imports were of tables with these columns?
-- One row per import of them: import_no.
-- params: shape
with same as (
    select import_no from imports where json_extract_string(report, '$.shape') = $shape
)
select import_no
from same
order by import_no
