-- The people of a segment, and what they did and said: put before a query, it leaves the query no one else.
-- One row per person of the segment: person_no.
-- The answer is that of the portable form; the events are read once for the places of the rules, and again only where a rule asks for
-- the first channel or the days. event_keys takes the place of its table too.
-- params: segment_rules, segment_facts, segment_has, segment_outside
segment_rules as (
    select
        unnest($segment_rules::integer[]) as rule, unnest($segment_facts::varchar[]) as fact, unnest($segment_has::boolean[]) as has
), rule_kinds as (
    select distinct rule, kind
    from main.kinds join segment_rules
        on fact in ('touchpoint:' || touchpoint, 'stage:' || stage, 'channel:' || channel)
), first_contacts as (
    select key >> (select time_bits from main.layout) as person_no, min(key) as key
    from main.event_keys
    where array_to_string($segment_facts::varchar[], chr(10)) like '%first channel:%'
    group by 1
), first_kinds as (
    select person_no, min(kind) as kind
    from first_contacts join main.event_keys as facts on facts.key = first_contacts.key
    group by person_no
), newest_verdicts as (
    select
        person_no, case when score >= 9 then 'promoter' when score < 7 then 'detractor' else 'passive' end as verdict,
        row_number() over (partition by person_no order by answered_at desc nulls last, answer_no desc) as place
    from main.survey_answers
    where measure = 'nps' and score is not null and person_no is not null
), days_seen as (
    select person_no, case when min(occurred_on) < max(occurred_on) then 'days:several' else 'days:one' end as fact
    from main.events
    where array_to_string($segment_facts::varchar[], chr(10)) like '%days:%'
    group by person_no
), segment_hits as (
    select distinct rule, key >> (select time_bits from main.layout) as person_no
    from main.event_keys as facts join rule_kinds on rule_kinds.kind = facts.kind
    union
    select rule, person_no
    from first_kinds join main.kinds as kinds on kinds.kind = first_kinds.kind
    join segment_rules on fact = 'first channel:' || channel
    union
    select rule, person_no from newest_verdicts join segment_rules on fact = 'nps:' || verdict where place = 1
    union
    select rule, person_no from days_seen join segment_rules on segment_rules.fact = days_seen.fact
), segment_people as (
    select people.person_no as person_no
    from main.people as people
    cross join (select distinct rule, has from segment_rules) as rules
    left join segment_hits on segment_hits.rule = rules.rule and segment_hits.person_no = people.person_no
    group by people.person_no
    having (min(case when (segment_hits.person_no is not null) = has then 1 else 0 end) = 1) <> $segment_outside::boolean
), events as not materialized (
    select * from main.events where person_no in (select person_no from segment_people)
), event_keys as not materialized (
    select * from main.event_keys
    where key >> (select time_bits from main.layout) in (select person_no from segment_people)
), survey_answers as not materialized (
    select * from main.survey_answers where person_no in (select person_no from segment_people)
), people as not materialized (
    select * from main.people where person_no in (select person_no from segment_people)
)
