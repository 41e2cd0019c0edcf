alter table cyber_marks drop column confirmed_at;
alter table cyber_marks drop column confirmed_by;
alter table cyber_marks drop column reason;
alter table cyber_marks drop column self_reported;
alter table cyber_enrollments drop column withdraw_free_until;
alter table cyber_enrollments drop column agreed_starts_on;
alter table cyber_cohorts drop column canceled_on;
drop table cyber_cancellations;
drop table cyber_group_stays;
