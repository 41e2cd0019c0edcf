"""Organizations."""

from box import turn


@turn(100)
def reads(box, story):
    box.ask("listRegionMaps", "GET", "/v1/organizations/regions")


@turn(410)
def records(box, story):
    place = {"name": "City of Springfield", "kind": "city_or_county", "state": "IL", "country": "US", "population": 114_394, "general_fund_budget_cents": 14_500_000_000}
    place = box.ask("createOrganization", "POST", "/v1/organizations", place, token=story.staff)
    box.ask("getOrganization", "GET", f"/v1/organizations/{place['id']}", token=story.staff)
    box.ask("updateOrganization", "PATCH", f"/v1/organizations/{place['id']}", {"population": 115_200}, token=story.staff, tag=box.tag)
    box.ask("confirmOrganizationFigures", "POST", f"/v1/organizations/{place['id']}/figures-confirmation", token=story.staff)
    box.ask("listOrganizations", "GET", "/v1/organizations?limit=1", token=story.staff)
    representatives = f"/v1/organizations/{place['id']}/representatives"
    alex = box.ask(None, "GET", "/v1/accounts/me", token=story.alex)["id"]
    box.ask("createOrganizationRepresentative", "POST", representatives, {"account_id": alex}, token=story.staff)
    box.ask("listOrganizationRepresentatives", "GET", representatives, token=story.staff)
    box.ask("getOrganizationRepresentative", "GET", f"{representatives}/{alex}", token=story.alex)
    box.ask("listOwnRepresentations", "GET", "/v1/organizations/representations", token=story.alex)
    box.ask("deleteOrganizationRepresentative", "DELETE", f"{representatives}/{alex}", token=story.staff)
