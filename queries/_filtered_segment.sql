-- The people of a segment, and what they did and said: put before a query, it leaves the query no one else.
-- One row per person of the segment: person_no.
-- A segment is a list of rules that must all hold, over all the data; the three lists tell a fact of a rule each, and whether the rule
-- wants one of its facts to be true or none. $segment_outside turns it round: everybody else.
-- The CTEs after segment_people take the place of the tables of the same name.
-- params: segment_rules, segment_facts, segment_has, segment_outside
segment_rules as (
    select
        unnest($segment_rules::integer[]) as rule, unnest($segment_facts::varchar[]) as fact, unnest($segment_has::boolean[]) as has
), first_contacts as (
    select person_no, channel, row_number() over (partition by person_no order by ticks, event_no) as place
    from main.events
), newest_verdicts as (
    select
        person_no, case when score >= 9 then 'promoter' when score < 7 then 'detractor' else 'passive' end as verdict,
        row_number() over (partition by person_no order by answered_at desc nulls last, answer_no desc) as place
    from main.survey_answers
    where measure = 'nps' and score is not null and person_no is not null
), segment_facts as (
    select person_no, 'touchpoint:' || touchpoint as fact from main.events
    union all
    select person_no, 'stage:' || stage from main.events
    union all
    select person_no, 'channel:' || channel from main.events
    union all
    select person_no, 'first channel:' || channel from first_contacts where place = 1
    union all
    select person_no, 'nps:' || verdict from newest_verdicts where place = 1
    union all
    select person_no, case when count(distinct occurred_on) > 1 then 'days:several' else 'days:one' end
    from main.events
    group by person_no
), segment_hits as (
    select distinct rule, person_no
    from segment_rules join segment_facts on segment_facts.fact = segment_rules.fact
), segment_people as (
    select people.person_no as person_no
    from main.people as people
    cross join (select distinct rule, has from segment_rules) as rules
    left join segment_hits on segment_hits.rule = rules.rule and segment_hits.person_no = people.person_no
    group by people.person_no
    having (min(case when (segment_hits.person_no is not null) = has then 1 else 0 end) = 1) <> $segment_outside::boolean
), events as (
    select * from main.events where person_no in (select person_no from segment_people)
), survey_answers as (
    select * from main.survey_answers where person_no in (select person_no from segment_people)
), people as (
    select * from main.people where person_no in (select person_no from segment_people)
)
