drop table honorary_conferrals;
