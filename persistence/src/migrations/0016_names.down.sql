drop index student_chapters_by_name;
alter table student_chapters drop column name_key;
alter table student_chapters add column name_key text not null default '';
create index student_chapters_by_name on student_chapters (name_key, id);
drop table text_keys;
alter table accounts drop column printed_name;
