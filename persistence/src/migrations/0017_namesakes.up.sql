-- What an organization or a chapter has alone: of two that are put on record at once, one finds the other. Empty where
-- staff said that there are two, and for records from before anybody looked.

alter table organizations add column sole_key text collate "C";
create unique index organizations_sole on organizations (sole_key);

alter table student_chapters add column sole_key text collate "C";
create unique index student_chapters_sole on student_chapters (sole_key);
