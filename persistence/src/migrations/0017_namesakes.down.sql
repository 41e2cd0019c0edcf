drop index student_chapters_sole;
alter table student_chapters drop column sole_key;
drop index organizations_sole;
alter table organizations drop column sole_key;
