"""What is of no slice: discovery, health, the sandbox itself, and the general refusals."""

from box import REQUEST, recorded, turn


@turn(100)
def reads(box, story):
    box.ask("getChangelog", "GET", "/v1/changelog")
    box.ask("checkLiveness", "GET", "/health/live")
    box.ask("checkReadiness", "GET", "/health/ready")
    box.ask("getJsonWebKeySet", "GET", "/.well-known/jwks.json")
    box.ask("getSandboxClock", "GET", "/v1/sandbox/clock")
    box.ask("listSandboxPersonas", "GET", "/v1/sandbox/personas")
    for operation in ("getOpenApiJson", "getOpenApiYaml"):
        recorded[operation] = {"200": {"openapi": "3.1.0", "info": {"title": "Guildhall", "version": "1.0.0"}}}


@turn(210)
def people(box, story):
    """Those who act for the association."""
    token = lambda role: box.sign_in(f"{role}@demo.guildhall.example")["access_token"]
    story.staff, story.finance, story.admin, story.board = (token(role) for role in ("staff", "finance", "admin", "board"))


@turn(1100)
def a_month_later(box, story):
    box.ask("setSandboxClock", "PUT", "/v1/sandbox/clock", {"now": "2025-04-01T12:00:00Z"})


@turn(1200)
def scenarios(box, story):
    """The whole list, and one of them with its steps; this comes last, because it begins anew."""
    every = box.ask("listSandboxScenarios", "GET", "/v1/sandbox/scenarios")
    recorded["listSandboxScenarios"]["200"]["data"] = every["data"]
    box.ask("getSandboxScenario", "GET", "/v1/sandbox/scenarios/stale-quote")
    box.ask("startSandboxScenario", "POST", "/v1/sandbox/scenarios/stale-quote")


@turn(1300)
def refusals(box, story):
    """The general kinds, each provoked once."""
    box.ask(None, "POST", "/v1/sandbox/resets")
    story.staff = "Bearer " + box.sign_in("staff@demo.guildhall.example")["access_token"]
    story.alone = "Bearer " + box.sign_in("account@demo.guildhall.example")["access_token"]
    cities = "/v1/organizations"
    city = {"name": "City of Springfield", "kind": "city_or_county", "state": "IL"}
    box.refuse("POST", cities, "{", Authorization=story.staff)
    box.refuse("GET", cities + "?color=red", Authorization=story.staff)
    box.refuse("GET", cities + "?limit=101", Authorization=story.staff)
    box.refuse("POST", cities, {"name": "City of Springfield"}, Authorization=story.staff)
    box.refuse("POST", cities, city | {"country": "CA"}, Authorization=story.staff)
    box.refuse("POST", cities, city)
    box.refuse("POST", cities, city, Authorization="Bearer none")
    box.refuse("POST", cities, city, Authorization=story.alone)
    for name in ("City of Springfield", "City of Shelbyville"):
        box.refuse("POST", cities, city | {"name": name}, Authorization=story.staff, Idempotency_Key="once")
    box.refuse("GET", cities, Authorization=story.staff, Accept="text/html")
    box.refuse("GET", cities + f"/{REQUEST}", Authorization=story.staff)
    me = "/v1/accounts/me"
    box.refuse("PATCH", me, {"given_name": "Sam"}, Authorization=story.staff)
    box.refuse("PATCH", me, {"given_name": "Sam"}, Authorization=story.staff, If_Match='"0-0"')
    box.refuse("PATCH", me, {"given_name": "", "family_name": ""}, Authorization=story.staff, If_Match="*")


@turn(1390)
def clock(box, story):
    box.refuse("PUT", "/v1/sandbox/clock", {"now": "1960-01-01T00:00:00Z"})


@turn(1400)
def rules(box, story):
    """The refusals that scenarios meet, each with its rule."""
    for scenario in box.ask(None, "GET", "/v1/sandbox/scenarios")["data"]:
        play = box.ask(None, "POST", f"/v1/sandbox/scenarios/{scenario['name']}")
        people = {person["role"]: person for person in play["people"]}
        tokens = {None: None}
        for step in play["steps"]:
            caller = step["caller"]
            if caller not in tokens:
                tokens[caller] = "Bearer " + box.sign_in(people[caller]["email"], people[caller]["password"])["access_token"]
            box.refuse(step["method"], step["path"], step["body"], Authorization=tokens[caller], Idempotency_Key=step["idempotency_key"], If_Match=step["if_match"])
            if step["operation"] == "setSandboxClock":
                tokens = {None: None}
