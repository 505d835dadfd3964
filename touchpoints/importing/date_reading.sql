-- In which order are the dates of a column written?
-- Only of the cells that quick_date_reading.sql leaves over.
-- One row per column: cells read by each order, cells that only one order reads, cells that two orders read differently.
-- uses: _moments
with moment_texts as (
    select row_no, null as carried, cell as text from cells
    where cell is not null and quick_moment(cell, getvariable('dmy_formats')) is null
        and quick_moment(cell, getvariable('mdy_formats')) is null
),
_moments
select
    count(*) as filled,
    count(dmy) as dmy,
    count(mdy) as mdy,
    count(ymd) as ymd,
    count(*) filter (dmy is not null and mdy is null) as only_dmy,
    count(*) filter (mdy is not null and dmy is null) as only_mdy,
    count(*) filter (dmy <> mdy) as dmy_or_mdy,
    count(*) filter (dmy <> ymd) as dmy_or_ymd,
    count(*) filter (mdy <> ymd) as mdy_or_ymd,
    count(*) filter (regexp_matches(text, '^\d{2}-\d{1,2}-\d{1,2}\b')) as dashed,
    min(text) filter (dmy <> mdy or dmy <> ymd) as first_example,
    max(text) filter (dmy <> mdy or dmy <> ymd) as last_example,
    count(offset_minutes) as with_offset,
    count(compact) as compact,
    count(serial) as serial,
    count(seconds) as seconds,
    count(milliseconds) as milliseconds
from moments
