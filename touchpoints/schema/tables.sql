-- The tables of a snapshot. Facts are packed for speed (docs/decisions/0002); the views say what they mean.

-- One row: the version of these tables (snapshots.SCHEMA_VERSION). A change of them raises it and adds from_<version before>.sql.
create table schema_version (version integer);

-- One row: how a key is packed. Ticks are counted from `origin`, a Monday at midnight before every event.
create table layout (origin timestamp, ticks_per_second bigint, time_bits integer, newest_ticks bigint);

-- One row per person: the pseudonym that stands for the id in the file.
create table people (person_no integer, person varchar);

-- One row per combination that occurs: every filter and every step is looked up here, not in the events.
create table kinds (kind usmallint, channel varchar, touchpoint varchar, stage varchar, offset_minutes smallint, events bigint);

-- One row per event, sorted: key = person_no << time_bits | ticks. import_no is 0 where nobody noted which file it came from.
create table event_keys (key bigint, kind usmallint, value double, import_no usmallint);

-- One row per stage, in the order of the journey.
create table stages (stage varchar, position integer);

-- One row per question of a survey.
create table questions (question_no integer, question varchar, measure varchar, low double, high double);

-- One row per answer of one respondent to one question: a score, a text or both. answered_at is the wall clock of the file,
-- instant the same moment in UTC where the file gave an offset.
create table answers (
    answer_no bigint, import_no integer, respondent_row bigint, person_no integer, answered_at timestamp, instant timestamp,
    channel varchar, touchpoint varchar, stage varchar, question_no integer, score double,
    comment varchar, language varchar, sentiment double, label varchar
);

-- One row per chosen answer of one respondent to one question: an option, a yes or no, a group of age. These are no scores.
create table choices (
    import_no integer, respondent_row bigint, person_no integer, answered_at timestamp, instant timestamp,
    channel varchar, touchpoint varchar, stage varchar, question varchar, choice varchar
);

-- One row per comment and theme that it names: the sentiment of what it says about that theme.
create table answer_themes (answer_no bigint, theme varchar, sentiment double, label varchar);

-- One row per question that is read in another way than its wording says: joined_as is the question that it is counted with, best the
-- end of the scale ('high' or 'low') that is the good one.
create table question_readings (question varchar, measure varchar, joined_as varchar, best varchar);

-- What the comments were read with, as JSON: about 'themes' the changes to the themes, about 'learned' the words that were learned.
create table readings (about varchar, entry varchar);

-- One row per figure of a report without people: what was counted (`figure`), of which channel and of which row of the report
-- (`item`: a page, a campaign), from which day until which; NULL where the report does not say.
create table figures (import_no integer, file_row bigint, since date, until date, channel varchar, item varchar, figure varchar, value double);

-- One row per imported table (a file, or a sheet of it).
create table imports (
    import_no integer, file varchar, sheet varchar, kind varchar, recognised_as varchar, imported_at timestamp,
    rows_read bigint, rows_loaded bigint, rows_refused bigint, rows_left_out bigint default 0, report json
);

-- One row per refused row of a file: where it stood, why it was refused, what it said.
create table refused_rows (import_no integer, file_row bigint, column_name varchar, reason varchar, cells varchar[]);

create view events as
with unpacked as (
    select
        event_keys.rowid as event_no,
        key >> time_bits as person_no,
        key & ((1::bigint << time_bits) - 1) as ticks,
        kind, value, origin, ticks_per_second
    from event_keys cross join layout
), placed as (
    select
        event_no, person_no, ticks, value, origin, channel, touchpoint, stage,
        ticks // ticks_per_second + offset_minutes * 60 as local_second
    from unpacked join kinds using (kind)
)
select
    event_no, person_no, ticks, channel, touchpoint, stage, value,
    (origin + to_seconds(local_second)) as occurred_at,
    (origin::date + (local_second // 86400)::integer) as occurred_on,
    (local_second // 86400 % 7 + 1)::integer as weekday,
    (local_second // 3600 % 24)::integer as hour
from placed;

create view survey_answers as
with asked as (
    select
        questions.question_no as question_no, coalesce(joined_as, questions.question) as question, questions.measure as measure,
        low, high, coalesce(best, case when questions.measure <> 'ces' then 'high' end) as best
    from questions
    left join question_readings
        on question_readings.question = questions.question and question_readings.measure = questions.measure
), numbered as (
    select
        question_no, question, measure, low, high, best,
        min(question_no) over (partition by question, measure, low, high) as joined_no
    from asked
)
select
    answer_no, import_no, respondent_row, person_no, answered_at, instant,
    answered_at::date as answered_on, isodow(answered_at)::integer as weekday, hour(answered_at)::integer as hour,
    channel, touchpoint, stage, joined_no as question_no, question, measure, low, high, best, score, comment, language, sentiment, label
from answers join numbered using (question_no);
