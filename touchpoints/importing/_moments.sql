-- The wall clock that a text says, by each order of day, month and year. Most texts of a column are read by the formats in the
-- session variables dmy_formats and mdy_formats; the rest is taken apart by rules, which is slow.
-- One row per row of `moment_texts` (row_no, carried, text): row_no, carried (whatever the caller wants back), text, dmy, mdy, ymd (the same where the text says the order itself),
-- compact, serial, seconds, milliseconds (moments, where the text is such a number), offset_minutes (NULL where none is given).
moment_iso as (
    select
        row_no, carried, text,
        case
            when regexp_full_match(text, '\d{4}-\d{2}-\d{2}(?:[ T]\d{2}:\d{2}(?::\d{2}(?:\.\d{1,6})?)?)?') then try_cast(text as timestamp)
        end as iso
    from moment_texts
), moment_quick as (
    select
        row_no, carried, text, iso,
        case when iso is null and begins_with_day(text) then plausible(try_strptime(text, getvariable('dmy_formats'))) end as quick_dmy,
        case when iso is null and begins_with_day(text) then plausible(try_strptime(text, getvariable('mdy_formats'))) end as quick_mdy
    from moment_iso
), moment_folded as (
    select
        row_no, carried, text, iso, quick_dmy, quick_mdy,
        case when iso is null and quick_dmy is null and quick_mdy is null and length(text) < 80 then
            regexp_replace(
                lower(strip_accents(replace(replace(text, chr(8239), ' '), chr(160), ' '))),
                '^(domingo|segunda|terca|quarta|quinta|sexta|sabado|lunes|martes|miercoles|jueves|viernes|sunday|monday|tuesday|wednesday|thursday|friday|saturday|dom|seg|ter|qua|qui|sex|sab|lun|mie|jue|vie|sun|mon|tue|wed|thu|fri|sat)(-feira)?[.,]*\s+', ''
            )
        end as folded
    from moment_quick
), moment_words as (
    select
        row_no, carried, text, iso, quick_dmy, quick_mdy, folded,
        regexp_extract(
            case when regexp_matches(folded, '^\d{1,2}.{1,6}[a-z]{3}') then folded end,
            '^(\d{1,2})(?:st|nd|rd|th|º|o)?[-/. ]*(?:de )?(jan(?:eiro|uary)?|ene(?:ro)?|fev(?:ereiro)?|feb(?:rero|ruary)?|mar(?:co|zo|ch)?|abr(?:il)?|apr(?:il)?|maio?|mayo?|jun(?:ho|io|e)?|jul(?:ho|io|y)?|ago(?:sto)?|aug(?:ust)?|set(?:embro|iembre)?|sept?(?:iembre|ember)?|out(?:ubro)?|oct(?:ubre|ober)?|nov(?:embro|iembre|ember)?|dez(?:embro)?|dic(?:iembre)?|dec(?:ember)?)\.?[-/., ]*(?:del? )?(\d{4}|\d{2})\b(.*)$',
            ['day', 'month', 'year', 'rest']
        ) as day_first,
        regexp_extract(
            case when regexp_matches(folded, '^[a-z]{3}') then folded end,
            '^(jan(?:eiro|uary)?|ene(?:ro)?|fev(?:ereiro)?|feb(?:rero|ruary)?|mar(?:co|zo|ch)?|abr(?:il)?|apr(?:il)?|maio?|mayo?|jun(?:ho|io|e)?|jul(?:ho|io|y)?|ago(?:sto)?|aug(?:ust)?|set(?:embro|iembre)?|sept?(?:iembre|ember)?|out(?:ubro)?|oct(?:ubre|ober)?|nov(?:embro|iembre|ember)?|dez(?:embro)?|dic(?:iembre)?|dec(?:ember)?)\.?[-/ ]+(\d{1,2})(?:st|nd|rd|th)?[,/ -]+(\d{4})\b(.*)$',
            ['month', 'day', 'year', 'rest']
        ) as month_first
    from moment_folded
), moment_numbers as (
    select
        row_no, carried, text, iso, quick_dmy, quick_mdy,
        regexp_extract(
            case
                when day_first.day <> '' then
                    full_year(day_first.year) || '-' || month_of(day_first.month) || '-' || day_first.day || day_first.rest
                when month_first.day <> '' then
                    month_first.year || '-' || month_of(month_first.month) || '-' || month_first.day || month_first.rest
                else folded
            end,
            '^(\d{4}|\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4}|\d{1,2})(?:[t ,-]*(?:as |a las |at )?(\d{1,2})[:h.](\d{2})(?:[:.](\d{2})(?:[.,](\d{1,6})\d*)?)?(?:\s?(?:min|hs|hrs?|horas?|h|s)\b\.?)?\s*(?:([ap])\.?\s?m?\.?)?)?\s*(?:z|utc|gmt)?\s*(?:[+-]\d{1,2}:?(?:\d{2})?)?(?:\s*\(.*\))?$',
            ['a', 'b', 'c', 'hour', 'minute', 'second', 'fraction', 'half']
        ) as parts
    from moment_words
), moment_clock as (
    select
        row_no, carried, text, iso, quick_dmy, quick_mdy, nullif(parts.a, '') as a, parts.b as b, parts.c as c,
        case
            when parts.hour = '' then ' 00:00:00'
            else
                ' ' || case
                    when parts.half = 'p' and try_cast(parts.hour as integer) < 12 then (try_cast(parts.hour as integer) + 12)::varchar
                    when parts.half = 'a' and try_cast(parts.hour as integer) = 12 then '0'
                    else parts.hour
                end
                || ':' || parts.minute || ':' || case when parts.second = '' then '00' else parts.second end
                || case when parts.fraction = '' then '' else '.' || parts.fraction end
        end as clock
    from moment_numbers
), moment_orders as (
    select
        row_no, carried, text,
        coalesce(iso, case when length(a) = 4 and length(c) <= 2 then try_cast(a || '-' || b || '-' || c || clock as timestamp) end) as told,
        coalesce(quick_dmy, case when length(a) <= 2 and length(c) in (2, 4) then try_cast(full_year(c) || '-' || b || '-' || a || clock as timestamp) end) as dmy,
        coalesce(quick_mdy, case when length(a) <= 2 and length(c) in (2, 4) then try_cast(full_year(c) || '-' || a || '-' || b || clock as timestamp) end) as mdy,
        case when length(a) = 2 and length(c) <= 2 then try_cast(full_year(a) || '-' || b || '-' || c || clock as timestamp) end as ymd,
        regexp_extract(
            case when regexp_matches(text, '(?i):\d{2}[^:]*(?:z|utc|gmt|[+-])') then upper(text) end, ':\d{2}(?:[.,]\d+)?\s*(Z|UTC|GMT)?\s*(?:([+-])(\d{1,2}):?(\d{2})?)?(?:\s*\(.*\))?$',
            ['name', 'sign', 'hours', 'minutes']
        ) as zone
    from moment_clock
), moments as (
    select
        row_no, carried, text,
        plausible(coalesce(told, dmy)) as dmy,
        plausible(coalesce(told, mdy)) as mdy,
        plausible(coalesce(told, ymd)) as ymd,
        case when told is null and regexp_full_match(text, '(19|20)\d{2}(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(\d{4}(\d{2})?)?') then
            try_cast(
                text[1:4] || '-' || text[5:6] || '-' || text[7:8] || ' '
                || case
                    when length(text) = 8 then '00:00:00'
                    else text[9:10] || ':' || text[11:12] || ':' || case when length(text) > 12 then text[13:14] else '00' end
                end as timestamp
            )
        end as compact,
        case when told is null and number_of(text) between 20000 and 73100 then
            timestamp '1899-12-30' + to_microseconds(round(number_of(text) * 86400000)::bigint * 1000)
        end as serial,
        case when told is null and number_of(text) between 6e8 and 2.5e9 then
            make_timestamp(round(number_of(text) * 1e6)::bigint)
        end as seconds,
        case when told is null and number_of(text) between 6e11 and 2.5e12 then
            make_timestamp(round(number_of(text) * 1000)::bigint)
        end as milliseconds,
        case
            when zone.sign <> '' then
                case zone.sign when '-' then -1 else 1 end
                * (try_cast(zone.hours as integer) * 60 + case when zone.minutes = '' then 0 else try_cast(zone.minutes as integer) end)
            when zone.name <> '' then 0
        end as offset_minutes
    from moment_orders
)
