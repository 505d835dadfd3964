-- Keep what was wrong in a file of events.
insert into faults
with wrong as (
    select row_no, coalesce(fault, 'value') as fault, fault is not null as refused
    from typed_events where fault is not null or value_fault
)
select row_no, coalesce(column_name, ''), reasons.reason, refused
from wrong join reasons using (fault) left join columns_of on place = fault
