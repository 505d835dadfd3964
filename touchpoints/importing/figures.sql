-- Typed figures of a report without people.
-- Session variables: date_style, date_order, period_since, period_until (of the whole report, where it says them).
-- uses: _moments

-- One row per figure: row_no, since, until, channel, item, place, figure, value (NULL where the cell is no number), fault.
create or replace temp view typed_figures_and_faults as
with moment_texts as (
    select row_no, struct_pack(channel := known(channel), item := known(item)) as carried, occurred_at as text from staged_reports
),
_moments,
dated as (
    select
        row_no, carried, text,
        (case getvariable('date_style')
            when 'text' then case getvariable('date_order') when 'dmy' then dmy when 'mdy' then mdy when 'ymd' then ymd end
            when 'compact' then compact when 'serial' then serial when 'seconds' then seconds when 'milliseconds' then milliseconds
            when 'nth day' then getvariable('period_since') + to_days(try_cast(text as integer))
        end)::date as day
    from moments
), given as (
    select row_no, place, known(cell) as text
    from (select * exclude (extra) from staged_figures) unpivot (cell for place in (columns(* exclude (row_no))))
)
select
    row_no,
    coalesce(day, getvariable('period_since')) as since, coalesce(day, getvariable('period_until')) as until,
    coalesce(carried.channel, '(unknown)') as channel, carried.item as item,
    place, figure, number_value(given.text, decimal_mark) as value,
    case
        when dated.text is not null and day is null then 'date'
        when number_value(given.text, decimal_mark) is null then 'figure'
    end as fault
from given join dated using (row_no) join asked_figures using (place)
where given.text is not null;

create or replace temp view typed_figures as
select row_no, since, until, channel, item, place, figure, value
from typed_figures_and_faults
where fault is null;
