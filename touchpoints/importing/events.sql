-- Typed rows of a file of events, and why a row is refused.
-- One row per row of the file: row_no, person, instant (UTC where the file gives offsets, else its wall clock), offset_minutes, channel,
-- touchpoint, stage, value, fault ("person", "no_date", "date" or NULL), value_fault.
-- How dates and numbers are read comes in session variables: date_style, date_order, has_offsets, decimal_mark.
-- uses: _moments
create or replace temp view typed_events as
with moment_texts as (
    select
        row_no,
        struct_pack(
            person := person_of(person), channel := known(channel), touchpoint := known(touchpoint),
            stage := known(stage), value := known(value)
        ) as carried,
        occurred_at as text
    from staged_events
),
_moments,
typed as (
    select
        row_no, carried, text, offset_minutes,
        case getvariable('date_style')
            when 'text' then case getvariable('date_order') when 'dmy' then dmy when 'mdy' then mdy when 'ymd' then ymd end
            when 'compact' then compact when 'serial' then serial when 'seconds' then seconds when 'milliseconds' then milliseconds
        end as wall_clock
    from moments
)
select
    row_no,
    carried.person as person,
    case when getvariable('has_offsets') then wall_clock - to_minutes(coalesce(offset_minutes, 0)) else wall_clock end as instant,
    (case when getvariable('has_offsets') then coalesce(offset_minutes, 0) else 0 end)::smallint as offset_minutes,
    coalesce(carried.channel, '(unknown)') as channel,
    coalesce(carried.touchpoint, '(unknown)') as touchpoint,
    coalesce(carried.stage, stage_of.stage, '(unknown)') as stage,
    number_value(carried.value, getvariable('decimal_mark')) as value,
    case
        when carried.person is null then 'person'
        when wall_clock is not null then null
        when text is null then 'no_date'
        else 'date'
    end as fault,
    carried.value is not null and number_value(carried.value, getvariable('decimal_mark')) is null as value_fault
from typed left join stage_of on stage_of.touchpoint = carried.touchpoint;
