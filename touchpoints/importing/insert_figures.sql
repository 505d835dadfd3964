-- Fill incoming_figures from typed_figures.
insert into incoming_figures
select getvariable('import_no'), row_no, since, until, channel, item, figure, value
from typed_figures anti join known_rows using (row_no)
order by row_no, place
