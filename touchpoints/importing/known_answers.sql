-- Which respondents of a file does the workspace hold already: the same person and moment, with the same answers?
-- Without a person and a moment two respondents may well answer alike, so they are never known. Session variable: secret.
-- Fills known_rows: row_no. `previous` is the snapshot.
create or replace temp table known_rows as
with said as (
    select row_no, question || chr(31) || score as part from typed_scores where fault is null
    union all select row_no, chr(30) || comment from typed_respondents where comment is not null
    union all select row_no, chr(30) || comment from typed_texts
    union all select row_no, question || chr(31) || choice from typed_choices
), incoming as (
    select
        row_no, substr(sha256(getvariable('secret') || chr(31) || any_value(person)), 1, 16) as person,
        any_value(instant) as instant, list_sort(list(part)) as parts
    from said join typed_respondents using (row_no)
    where person is not null or instant is not null
    group by row_no
), held_parts as (
    select import_no, respondent_row, person_no, instant, question || chr(31) || score as part
    from previous.answers join previous.questions using (question_no) where score is not null
    union all
    select import_no, respondent_row, person_no, instant, chr(30) || comment from previous.answers where comment is not null
    union all
    select import_no, respondent_row, person_no, instant, question || chr(31) || choice from previous.choices
), held_rows as (
    select import_no, respondent_row, any_value(held.person) as person, any_value(instant) as instant, list_sort(list(part)) as parts
    from held_parts left join previous.people as held using (person_no)
    group by import_no, respondent_row
), held as (
    select coalesce(person, '') as person, coalesce(instant, 'epoch'::timestamp) as instant, parts, count(*) as copies
    from held_rows group by all
), numbered as (
    select
        row_no, coalesce(person, '') as person, coalesce(instant, 'epoch'::timestamp) as instant, parts,
        row_number() over (partition by person, instant, parts order by row_no) as copy
    from incoming
)
select row_no from numbered join held using (person, instant, parts) where copy <= copies;
