-- Which files were loaded, when, and how many rows of each?
-- One row per imported table: import_no, file, sheet, kind, recognised_as, imported_at, rows_read, rows_loaded, rows_refused, rows_left_out.
with newest_first as (
    select import_no, file, sheet, kind, recognised_as, imported_at, rows_read, rows_loaded, rows_refused, rows_left_out
    from imports
)
select import_no, file, sheet, kind, recognised_as, imported_at, rows_read, rows_loaded, rows_refused, rows_left_out
from newest_first
order by import_no desc
