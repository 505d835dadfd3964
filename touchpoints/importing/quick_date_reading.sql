-- In which order are those dates of a column written that need no rules?
-- One row per column, as date_reading.sql has it for the others; `others` are the filled cells that it has to read.
with said as (
    select cell as text, said_moment(cell, getvariable('dmy_formats')) as moment from cells where cell is not null
), by_day as (
    select text, plausible(moment) as dmy from said
), by_both as (
    select
        text, dmy, text[5] = '-' as is_iso, day(dmy) as day_of_dmy, month(dmy) as month_of_dmy,
        case when dmy is null then quick_moment(text, getvariable('mdy_formats')) end as only_mdy
    from by_day
), judged as (
    select
        text, dmy, is_iso, only_mdy,
        not is_iso and day_of_dmy > 12 as is_only_dmy,
        not is_iso and day_of_dmy <= 12 and day_of_dmy <> month_of_dmy as differs
    from by_both
)
select
    count(dmy) + count(only_mdy) as filled,
    count(dmy) as dmy,
    count(*) filter (only_mdy is not null or (dmy is not null and not is_only_dmy)) as mdy,
    count(*) filter (dmy is not null and is_iso) as ymd,
    count(*) filter (is_only_dmy) as only_dmy,
    count(only_mdy) as only_mdy,
    count(*) filter (differs) as dmy_or_mdy,
    0 as dmy_or_ymd,
    0 as mdy_or_ymd,
    0 as dashed,
    min(text) filter (differs) as first_example,
    max(text) filter (differs) as last_example,
    0 as with_offset,
    0 as compact,
    0 as serial,
    0 as seconds,
    0 as milliseconds,
    count(*) - count(dmy) - count(only_mdy) as others
from judged
