-- Local governments, associations and other bodies.

create table organizations (
    id                        uuid   not null primary key,
    name                      text   not null,
    name_key                  text   collate "C" not null,
    kind                      text   not null check (kind in (
        'city_or_county', 'council_of_governments', 'state_or_provincial_league',
        'special_district', 'state_association', 'state_government',
        'federal_government', 'private_company', 'nonprofit', 'university', 'other')),
    state                     text,
    country                   text   not null,
    population                bigint check (population >= 0),
    general_fund_budget_cents bigint check (general_fund_budget_cents >= 0),
    created_at                bigint not null,
    updated_at                bigint not null,
    version                   bigint not null check (version >= 1)
);
create index organizations_by_name on organizations (name_key, id);
create index organizations_by_kind_name on organizations (kind, name_key, id);
create index organizations_by_state_name on organizations (state, name_key, id);
create index organizations_by_population on organizations ((coalesce(population, -1)), id);
create index organizations_by_kind_population on organizations (kind, (coalesce(population, -1)), id);
create index organizations_by_state_population on organizations (state, (coalesce(population, -1)), id);
