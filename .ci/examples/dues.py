"""Dues."""

from box import turn


@turn(100)
def reads(box, story):
    box.ask("createDuesQuote", "POST", "/v1/dues/quotes", {"category": "full", "annual_salary_cents": 15_000_000, "population": 7500, "general_fund_budget_cents": 780_000_000})
    box.ask("listRateTables", "GET", "/v1/dues/rate-tables")
    box.ask("getRateTable", "GET", "/v1/dues/rate-tables/2022-10")
