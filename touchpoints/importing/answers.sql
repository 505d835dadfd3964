-- Typed rows of a file of answers: what a respondent said, and how each question was answered.
-- Session variables: date_style, date_order, has_offsets.
-- uses: _moments

-- One row per row of the file: row_no, person, instant, offset_minutes, channel, touchpoint, stage, comment, date_fault.
create or replace temp view typed_respondents as
with moment_texts as (
    select
        row_no,
        struct_pack(
            person := person_of(person), channel := known(channel), touchpoint := known(touchpoint),
            stage := known(stage), comment := known(comment)
        ) as carried,
        answered_at as text
    from staged_answers
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
    carried.comment as comment,
    text is not null and wall_clock is null as date_fault
from typed left join stage_of on stage_of.touchpoint = carried.touchpoint;

-- One row per score given: row_no, place of the question, the question, the score, or the fault "scale" or "number".
create or replace temp view typed_scores as
with given as (
    select row_no, place, known(cell) as text
    from (select * exclude (extra) from staged_scores) unpivot (cell for place in (columns(* exclude (row_no))))
), judged as (
    select
        row_no, place, question, measure, low, high,
        coalesce(worded.score, number_value(text, decimal_mark)) as score
    from given join asked using (place) left join worded using (place, text)
    where text is not null
)
select
    row_no, place, question, measure, low, high,
    case when score between low and high then score end as score,
    case when score is null then 'number' when not score between low and high then 'scale' end as fault
from judged;

-- One row per further answer in free text: row_no, place, question, comment.
create or replace temp view typed_texts as
with given as (
    select row_no, place, known(cell) as comment
    from (select * exclude (extra) from staged_texts) unpivot (cell for place in (columns(* exclude (row_no))))
)
select row_no, place, question, comment from given join asked_texts using (place) where comment is not null;

-- One row per chosen answer: row_no, place, question, choice. Where each choice has a column of its own ("Which fruit? - Kiwi"), the
-- question is what stands before it.
create or replace temp view typed_choices as
with given as (
    select row_no, place, known(cell) as choice
    from (select * exclude (extra) from staged_choices) unpivot (cell for place in (columns(* exclude (row_no))))
)
select
    row_no, place,
    case when ends_with(question, ' - ' || choice) then rtrim(left(question, length(question) - length(choice) - 3)) else question end as question,
    choice
from given join asked_texts using (place) where choice is not null;
