-- Which rows of an imported file were refused, and why?
-- One row per refused row: file_row, column_name, reason, cells.
-- params: import_no
with refused as (
    select file_row, column_name, reason, cells from refused_rows where import_no = $import_no
)
select file_row, column_name, reason, cells
from refused
order by file_row
