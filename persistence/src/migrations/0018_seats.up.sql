-- Who speaks for an organization, and who holds a seat on whose word: purchases that one invoice bills, offers to those
-- who wait, and seats that were given up and sold again.

create table organization_representatives (
    organization_id uuid   not null references organizations (id),
    account_id      uuid   not null references accounts (id),
    named_by        uuid   not null references accounts (id),
    named_at        bigint not null,
    primary key (organization_id, account_id)
);
create index organization_representatives_by_named on organization_representatives (organization_id, named_at, account_id);
create index organization_representatives_by_account on organization_representatives (account_id, named_at, organization_id);

create table cyber_seat_purchases (
    id                    uuid   not null primary key,
    cohort_id             uuid   not null references cyber_cohorts (id),
    organization_id       uuid   not null references organizations (id),
    purchase_order_number text   not null,
    bought_by             uuid   not null references accounts (id),
    bought_at             bigint not null
);
create index cyber_seat_purchases_by_organization on cyber_seat_purchases (organization_id, bought_at, id);

-- Until when an offered seat can be accepted.
alter table cyber_enrollments add column offer_expires_at bigint;
-- The purchase that the seat belongs to, and its line on the invoice of the purchase; no line when it has an invoice of its own.
alter table cyber_enrollments add column seat_purchase_id uuid;
alter table cyber_enrollments add column purchase_line integer;
-- What stays charged for a seat that was given up, and when it was given up, until it is sold again.
alter table cyber_enrollments add column kept_cents bigint;
alter table cyber_enrollments add column vacated_at bigint;
-- The enrollment whose seat this one took.
alter table cyber_enrollments add column takes_over_id uuid;
create index cyber_enrollments_by_offer on cyber_enrollments (offer_expires_at, id) where offer_expires_at is not null;
create index cyber_enrollments_by_purchase on cyber_enrollments (seat_purchase_id, purchase_line);
create unique index cyber_enrollments_takes_over on cyber_enrollments (takes_over_id) where takes_over_id is not null;
create index cyber_enrollments_by_payer on cyber_enrollments (bill_to_organization_id, registered_at, id);
