-- Build the next snapshot from the previous one and what came in. The session variable `secret` is bound, the row of `layout` written.
-- How keys are packed is read into variables: joined as one-row tables it would meet an error of DuckDB 2.0.0's join order.
set variable origin = (select origin from layout);
set variable ticks_per_second = (select ticks_per_second from layout);
set variable time_bits = (select time_bits from layout);
set variable older_origin = (select origin from previous.layout);
set variable older_ticks_per_second = (select ticks_per_second from previous.layout);
set variable older_time_bits = (select time_bits from previous.layout);

create temp table pseudonyms as
with ids as (
    select id, id_no from incoming_ids semi join incoming_keys using (id_no)
    union all select person, null from incoming_answers where person is not null
    union all select person, null from incoming_choices where person is not null
)
select id, max(id_no) as id_no, substr(sha256(getvariable('secret') || chr(31) || id), 1, 16) as person
from ids group by id;

insert into people
select (row_number() over () - 1)::integer, person
from (select person from previous.people union select person from pseudonyms order by person);

create temp table named_people as select id, id_no, person_no from pseudonyms join people using (person);

create temp table counted_words as
select words_no, offset_minutes, count(*) as events from incoming_keys group by words_no, offset_minutes;

create temp view all_kinds as
select channel, touchpoint, stage, offset_minutes, events from previous.kinds
union all
select channel, touchpoint, stage, offset_minutes, events from counted_words join incoming_words using (words_no);

insert into kinds
select
    (row_number() over (order by stage, touchpoint, channel, offset_minutes) - 1)::usmallint,
    channel, touchpoint, stage, offset_minutes, events
from (select channel, touchpoint, stage, offset_minutes, sum(events)::bigint as events from all_kinds group by all);

insert into event_keys
with renumbered as (
    select kinds.kind as kind, older.kind as previous_kind
    from previous.kinds as older join kinds using (channel, touchpoint, stage, offset_minutes)
), moved as (
    select now.person_no as person_no, older.person_no as previous_no
    from previous.people as older join people as now using (person)
), kept as (
    select
        moved.person_no as person_no, renumbered.kind as kind, value, import_no,
        getvariable('older_origin') + to_microseconds(
            (key & ((1::bigint << getvariable('older_time_bits')) - 1)) * (1000000 // getvariable('older_ticks_per_second'))
        ) as instant
    from previous.event_keys as facts
    join renumbered on renumbered.previous_kind = facts.kind
    join moved on moved.previous_no = key >> getvariable('older_time_bits')
), kinds_of_words as (
    select words_no, offset_minutes, kind
    from counted_words join incoming_words using (words_no) join kinds using (channel, touchpoint, stage, offset_minutes)
), added as (
    select person_no, kind, value, import_no, instant
    from incoming_keys join named_people using (id_no) join kinds_of_words using (words_no, offset_minutes)
), together as (
    select person_no, kind, value, import_no, instant from kept
    union all select person_no, kind, value, import_no, instant from added
)
select
    (person_no::bigint << getvariable('time_bits'))
        | ((epoch_us(instant) - epoch_us(getvariable('origin'))) // (1000000 // getvariable('ticks_per_second'))) as key,
    kind, value, import_no
from together
order by key, kind;

insert into stages
with ranked as (
    select stage, position, 0 as source from previous.stages
    union all select stage, position, 1 from incoming_stages
), first_seen as (
    select stage, min(source * 1000 + position) as place from ranked group by stage
), present as (
    select stage, min(place) as place from (
        select stage, place from first_seen
        union all select stage, 2000 from kinds
        union all select stage, 2000 from incoming_answers
    ) group by stage
)
select stage, row_number() over (order by stage = '(unknown)', place, stage)::integer from present;

insert into questions
with known as (
    select question, measure, low, high, question_no as place from previous.questions
    union all
    select question, measure, low, high, 1000000 + min(rowid) from incoming_answers group by question, measure, low, high
)
select row_number() over (order by min(place))::integer, question, measure, low, high
from known group by question, measure, low, high;

insert into answers
with kept as (
    select older.* exclude (person_no, question_no, answer_no), now.person_no, questions.question_no, answer_no
    from previous.answers as older
    left join previous.people as theirs on theirs.person_no = older.person_no
    left join people as now on now.person = theirs.person
    join previous.questions as asked on asked.question_no = older.question_no
    join questions on questions.question = asked.question and questions.measure = asked.measure
        and questions.low is not distinct from asked.low and questions.high is not distinct from asked.high
), added as (
    select incoming.*, named_people.person_no, questions.question_no, incoming.rowid as place
    from incoming_answers as incoming
    left join named_people on id = incoming.person
    join questions on questions.question = incoming.question and questions.measure = incoming.measure
        and questions.low is not distinct from incoming.low and questions.high is not distinct from incoming.high
)
select
    answer_no, import_no, respondent_row, person_no, answered_at, instant,
    channel, touchpoint, stage, question_no, score, comment, language, sentiment, label
from kept
union all
select
    (select coalesce(max(answer_no), 0) from previous.answers) + row_number() over (order by place),
    import_no, respondent_row, person_no, instant + to_minutes(offset_minutes), instant,
    channel, touchpoint, stage, question_no, score, comment, language, sentiment, label
from added;

insert into answer_themes
select answer_no, theme, sentiment, label from previous.answer_themes
union all
select answer_no, theme, themes.sentiment, themes.label
from incoming_themes as themes
join answers on answers.import_no = themes.import_no and answers.respondent_row = themes.respondent_row
    and answers.comment = themes.comment;

insert into choices
select older.* replace (now.person_no as person_no)
from previous.choices as older
left join previous.people as theirs on theirs.person_no = older.person_no
left join people as now on now.person = theirs.person
union all
select
    import_no, respondent_row, person_no, instant + to_minutes(offset_minutes), instant, channel, touchpoint, stage, question, choice
from incoming_choices left join named_people on id = person;

insert into figures select * from previous.figures union all select * from incoming_figures;

insert into imports by name select * from previous.imports;
insert into refused_rows by name select * from previous.refused_rows;

insert into readings select about, entry from previous.readings;
insert into question_readings select question, measure, joined_as, best from previous.question_readings;
