-- How a cell of text is read. Made anew on every connection that types rows.

-- What stands for an empty cell, besides nothing at all. An id "NA" or "INF" is an id. A list instead of these expressions would be
-- joined, also where nobody asks for the column.
create or replace temp macro known(text) as
    case
        when strlen(text) > 11 then text  -- longer than any of them
        when not regexp_full_match(text, '(?i)null|\(null\)|undefined|--?|—|#?n/a|nan|\(not set\)|\(unknown\)') then text
    end;

create or replace temp macro person_of(text) as
    case
        when strlen(text) > 9 then text  -- longer than any of them
        when not regexp_full_match(text, '(?i)null|\(null\)|undefined') then text
    end;

create or replace temp macro month_of(name) as
    case name[1:3]
        when 'jan' then '1' when 'ene' then '1' when 'feb' then '2' when 'fev' then '2' when 'mar' then '3'
        when 'abr' then '4' when 'apr' then '4' when 'mai' then '5' when 'may' then '5' when 'jun' then '6'
        when 'jul' then '7' when 'ago' then '8' when 'aug' then '8' when 'set' then '9' when 'sep' then '9'
        when 'out' then '10' when 'oct' then '10' when 'nov' then '11' when 'dez' then '12' when 'dic' then '12'
        when 'dec' then '12'
    end;

create or replace temp macro full_year(year) as
    case when length(year) > 2 then year when year >= '70' then '19' || year else '20' || year end;

create or replace temp macro plausible(moment) as
    case when moment between timestamp '1900-01-01' and timestamp '2199-12-31' then moment end;

create or replace temp macro begins_with_day(text) as
    text[1] between '0' and '9' and (text[3] in ('/', '-', '.') or text[2] in ('/', '-', '.'));

create or replace temp macro said_moment(text, formats) as
    case
        when text[5] = '-' then
            case when regexp_full_match(text, '\d{4}-\d{2}-\d{2}(?:[ T]\d{2}:\d{2}(?::\d{2}(?:\.\d{1,6})?)?)?') then try_cast(text as timestamp) end
        when begins_with_day(text) then try_strptime(text, formats)
    end;

-- The moment that a text says in ISO form or in one of these formats, without an offset; NULL where the rules of _moments must be asked.
create or replace temp macro quick_moment(text, formats) as plausible(said_moment(text, formats));

create or replace temp macro number_of(text) as try_cast(replace(text, ',', '.') as double);

create or replace temp macro bare_number(text) as
    case
        when regexp_full_match(text, '[-+\d.,]+') then text
        else
            regexp_replace(
                replace(upper(text), '−', '-'),
                '^\((.*)\)$|R\$|U?S?\$|€|£|%|\b(?:BRL|USD|EUR|ARS|MXN|CLP|COP)\b|[\s\x{00a0}\x{202f}'']', '\1', 'g'
            )
    end;

-- The number that a bare number says with a decimal mark; NULL where it makes no sense with that mark.
create or replace temp macro with_comma(bare) as
    case when regexp_full_match(bare, '[-+]?(?:\d{1,3}(?:\.\d{3})+|\d+)(?:,\d*)?|[-+]?,\d+') then
        try_cast(replace(replace(bare, '.', ''), ',', '.') as double)
    end;

create or replace temp macro with_point(bare) as
    case when regexp_full_match(bare, '[-+]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d*)?(?:E[-+]?\d{1,3})?|[-+]?\.\d+') then
        try_cast(replace(bare, ',', '') as double)
    end;

create or replace temp macro number_value(text, decimal_mark) as
    case
        when text is not null then
            case decimal_mark when ',' then with_comma(bare_number(text)) when '.' then with_point(bare_number(text)) end
            * case when text like '(%)' then -1 else 1 end
    end;
