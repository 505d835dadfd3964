-- When was a table with these cells loaded?
-- One row per import of them: import_no, file, imported_at.
-- params: content
with same as (
    select import_no, file, imported_at from imports where json_extract_string(report, '$.content') = $content
)
select import_no, file, imported_at
from same
order by import_no
