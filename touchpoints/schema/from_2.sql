-- Bring a copy of a snapshot of version 2 up to version 3: how its comments and questions are read.
create table if not exists question_readings (question varchar, measure varchar, joined_as varchar, best varchar);
create table if not exists readings (about varchar, entry varchar);
