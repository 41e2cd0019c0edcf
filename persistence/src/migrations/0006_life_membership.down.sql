drop table life_recognitions;
drop table life_transitions;
drop table life_applications;
