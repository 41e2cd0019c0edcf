-- Names as certificates print them; and keys of names that are compared as people compare names. SQL cannot compose or fold
-- a text, so the keys of rows that exist are made anew by the program (text_keys.rs), which notes here how far it is.

alter table accounts add column printed_name text;

create table text_keys (
    name     text    not null primary key,
    folding  integer not null,
    after_id uuid
);

-- Sorted by bytes like every other key, on both engines.
drop index student_chapters_by_name;
alter table student_chapters drop column name_key;
alter table student_chapters add column name_key text collate "C" not null default '';
create index student_chapters_by_name on student_chapters (name_key, id);
