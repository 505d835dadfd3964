-- Keep every refused row with its first reason and its cells, as `staged` gives them.
insert into refused_rows
with first_fault as (
    select row_no, min_by(column_name, column_name) as column_name, min_by(reason, column_name) as reason
    from faults where refused group by row_no
), whole as (
    select row_no, list_value(*columns(* exclude (row_no))) as cells from staged semi join first_fault using (row_no)
)
select getvariable('import_no'), row_no, column_name, reason, cells
from first_fault join whole using (row_no)
order by row_no
