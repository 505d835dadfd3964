-- Keep what the columns say that a person wants to keep, once per person (or respondent) and value, of rows that are not refused. Reads
-- staged_kept, kept_columns and faults.
insert into incoming_choices
with given as (
    select row_no, person_of(person) as person, place, known(cell) as choice
    from (select * exclude (extra) from staged_kept) unpivot (cell for place in (columns(* exclude (row_no, person))))
)
select getvariable('import_no'), min(row_no), person, null, 0, '(unknown)', '(unknown)', '(unknown)', column_name, choice
from given join kept_columns using (place) anti join known_rows using (row_no)
anti join (select row_no from faults where refused) as wrong using (row_no)
where choice is not null
group by person, column_name, choice, case when person is null then row_no end
order by all
