drop table employment_spells;
drop table membership_terms;
drop table membership_applications;
drop table members;
