-- Keep what was wrong in a report: a row is refused where no figure is left of it.
insert into faults
with left_over as (
    select distinct row_no from typed_figures
), wrong as (
    select row_no, place, fault from typed_figures_and_faults where fault is not null
), silent as (
    select row_no from staged_reports anti join left_over using (row_no)
)
select row_no, coalesce(column_name, ''), reasons.reason, row_no in (select row_no from silent)
from wrong join reasons using (fault) left join columns_of using (place)
union all
select row_no, '', reasons.reason, true
from silent anti join wrong using (row_no) join reasons on fault = 'no_figure'
