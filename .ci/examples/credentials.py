"""Credentials."""

from box import turn


@turn(900)
def credit(box, story):
    """What a member has earned, and what the year comes to."""
    member = box.sign_in("member@demo.guildhall.example")["access_token"]
    entry = box.ask("listCreditEntries", "GET", "/v1/credentials/credit-entries?limit=1", token=member)["data"][0]
    box.ask("getCreditEntry", "GET", f"/v1/credentials/credit-entries/{entry['id']}", token=member)
    box.ask("getCreditYearStatement", "GET", f"/v1/credentials/year-statements?year={entry['earned_on'][:4]}", token=member)
