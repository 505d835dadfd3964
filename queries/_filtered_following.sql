-- The next contact of some people, each after a moment of their own, whatever the days of the filters.
-- One row per person of the list: person_no, person, contact (null where nothing more happened), waited (in ticks).
-- $people and $moments are two lists of one length. Contacts of the very moment are not after it; of several at one instant the
-- one of the earliest stage comes first. Contacts at one of the places $passed ("touchpoint:ad") are passed over.
-- params: people, moments, passed, channels, stages
given_people as (
    select unnest($people::bigint[]) as person_no, unnest($moments::bigint[]) as moment
), later_events as (
    select given_people.person_no as person_no, events.ticks as ticks, event_no, touchpoint, stage
    from given_people join events on events.person_no = given_people.person_no and events.ticks > moment
    where ($channels::varchar[] is null or list_contains($channels::varchar[], channel))
        and ($stages::varchar[] is null or list_contains($stages::varchar[], stage))
        and not list_has_any($passed::varchar[], ['touchpoint:' || touchpoint, 'stage:' || stage, 'channel:' || channel])
), next_moments as (
    select person_no, min(ticks) as ticks from later_events group by person_no
), next_contacts as (
    select
        later_events.person_no as person_no, later_events.ticks as ticks, touchpoint,
        row_number() over (partition by later_events.person_no order by position nulls last, event_no) as place
    from later_events
    join next_moments on next_moments.person_no = later_events.person_no and next_moments.ticks = later_events.ticks
    left join stages on stages.stage = later_events.stage
), filtered_following as (
    select given_people.person_no as person_no, person, touchpoint as contact, ticks - moment as waited
    from given_people
    join people on people.person_no = given_people.person_no
    left join next_contacts on next_contacts.person_no = given_people.person_no and next_contacts.place = 1
)
