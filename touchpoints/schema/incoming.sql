-- What an import fills: typed rows, not yet packed. `person` is the id of the file; it is replaced by a pseudonym.
-- Instants are UTC where the file gave an offset (offset_minutes says which), else the wall clock of the file (offset 0).
create temp table incoming_events (
    person varchar, instant timestamp, offset_minutes smallint, channel varchar, touchpoint varchar, stage varchar, value double
);
-- The events as numbers (schema/number_events.sql), which is how an import keeps them at once: each id and each combination of words
-- stands once. `row_no` tells which of two events at the same instant came first in the file.
create temp table incoming_ids (id_no integer, id varchar);
create temp table incoming_words (words_no integer, channel varchar, touchpoint varchar, stage varchar);
create temp table incoming_keys (
    import_no usmallint, row_no bigint, id_no integer, words_no integer, offset_minutes smallint, instant timestamp, value double
);
create temp table incoming_answers (
    import_no integer, respondent_row bigint, person varchar, instant timestamp, offset_minutes smallint,
    channel varchar, touchpoint varchar, stage varchar, question varchar, measure varchar, low double, high double,
    score double, comment varchar, language varchar, sentiment double, label varchar
);
create temp table incoming_choices (
    import_no integer, respondent_row bigint, person varchar, instant timestamp, offset_minutes smallint,
    channel varchar, touchpoint varchar, stage varchar, question varchar, choice varchar
);
create temp table incoming_stages (stage varchar, position integer);
-- The themes of a comment of a respondent.
create temp table incoming_themes (
    import_no integer, respondent_row bigint, comment varchar, theme varchar, sentiment double, label varchar
);
create temp table incoming_figures (
    import_no integer, file_row bigint, since date, until date, channel varchar, item varchar, figure varchar, value double
);
