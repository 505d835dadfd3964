-- Typed rows of a file of events, and why a row is refused.
-- One row per row of the file, in no order: row_no, person, instant (UTC where the file gives offsets, else its wall clock),
-- offset_minutes, channel, touchpoint, stage, value, fault ("person", "no_date", "date" or NULL), value_fault.
-- How dates and numbers are read comes in session variables: date_style, date_order, has_offsets, decimal_mark, moment_formats,
-- all_quick (no filled date needs the rules), all_dated (nor is one empty), by_formats (nor is one in ISO form).
-- uses: _moments
create or replace temp view typed_events as
with said as (
    select
        *,
        case
            when getvariable('by_formats') then try_strptime(occurred_at, getvariable('moment_formats'))
            else said_moment(occurred_at, getvariable('moment_formats'))
        end as moment
    from staged_events
    where case
        when getvariable('all_dated') then true
        when getvariable('all_quick') then occurred_at is not null
        else quick_moment(occurred_at, getvariable('moment_formats')) is not null
    end
), quick_rows as (
    select
        row_no, person_of(person) as person, known(channel) as channel, known(touchpoint) as touchpoint,
        known(stage) as stage, known(value) as value, occurred_at as text, plausible(moment) as wall_clock, 0 as offset_minutes
    from said
), moment_texts as (
    select
        row_no,
        struct_pack(
            person := person_of(person), channel := known(channel), touchpoint := known(touchpoint),
            stage := known(stage), value := known(value)
        ) as carried,
        occurred_at as text
    from staged_events
    where case
        when getvariable('all_dated') then false
        when getvariable('all_quick') then occurred_at is null
        else quick_moment(occurred_at, getvariable('moment_formats')) is null
    end
),
_moments,
typed as (
    select * from quick_rows
    union all
    select
        row_no, carried.person, carried.channel, carried.touchpoint, carried.stage, carried.value, text,
        case getvariable('date_style')
            when 'text' then case getvariable('date_order') when 'dmy' then dmy when 'mdy' then mdy when 'ymd' then ymd end
            when 'compact' then compact when 'serial' then serial when 'seconds' then seconds when 'milliseconds' then milliseconds
        end,
        offset_minutes
    from moments
)
select
    row_no,
    person,
    case when getvariable('has_offsets') then wall_clock - to_minutes(coalesce(offset_minutes, 0)) else wall_clock end as instant,
    (case when getvariable('has_offsets') then coalesce(offset_minutes, 0) else 0 end)::smallint as offset_minutes,
    coalesce(channel, '(unknown)') as channel,
    coalesce(touchpoint, '(unknown)') as touchpoint,
    coalesce(typed.stage, stage_of.stage, '(unknown)') as stage,
    number_value(value, getvariable('decimal_mark')) as value,
    case
        when person is null then 'person'
        when wall_clock is not null then null
        when text is null then 'no_date'
        else 'date'
    end as fault,
    value is not null and number_value(value, getvariable('decimal_mark')) is null as value_fault
from typed left join stage_of using (touchpoint);
