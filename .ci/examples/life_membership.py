"""Life membership."""

from box import turn


@turn(100)
def reads(box, story):
    service = {"starts_on": "2001-09-04", "ends_on": "2025-06-30", "category": "full", "employment": "full_time_local_government", "reference": "City of Springfield"}
    box.ask("createLifeAssessment", "POST", "/v1/life-membership/assessments", {"born_on": "1958-05-17", "retired_on": "2025-06-30", "category_on_retirement": "full", "service_spells": [service]})
    box.ask("createLifeStanding", "POST", "/v1/life-membership/standings", {"employment": "full_time_local_government", "annual_salary_cents": 15_000_000, "population": 7500, "general_fund_budget_cents": 780_000_000})


@turn(610)
def service_awards(box, story):
    box.ask("listServiceAwards", "GET", "/v1/life-membership/service-awards?year=2026&limit=100", token=story.staff)


@turn(700)
def retirements(box, story):
    """Announced, verified, granted and recognized; before the board; declined and appealed."""
    at = "/v1/life-membership/applications"
    reasons = {"reasons": ["Less than fifteen years of service are on record."]}

    def step(operation, noun, body, token):
        box.ask(None, "GET", application, token=token)
        box.ask(operation, "POST", f"{application}/{noun}", body, token=token, tag=box.tag)

    def ended(who):
        spells = f"/v1/members/{who['member']}/employment-spells"
        for spell in box.ask(None, "GET", spells, token=who["token"])["data"]:
            if spell["ends_on"] is None:
                box.ask(None, "GET", f"{spells}/{spell['id']}", token=who["token"])
                box.ask(None, "PATCH", f"{spells}/{spell['id']}", {"ends_on": "2025-02-01"}, token=who["token"], tag=box.tag)

    def announced(token, operation=None):
        body = {"retired_on": "2025-02-01", "reason": "I have retired and would like to know where I stand."}
        made = box.ask(operation, "POST", at, body, token=token)
        ended({"member": made["member_id"], "token": token})
        return f"{at}/{made['id']}"

    for persona, steps in (("member", ["decline"]), ("member2", ["referral"])):
        token = box.sign_in(f"{persona}@demo.guildhall.example")["access_token"]
        application = announced(token)
        step(None, "verification", {}, story.staff)
        if steps == ["decline"]:
            step("declineLifeApplication", "decline", reasons, story.staff)
            step("appealLifeApplication", "appeal", {"reasons": ["I led the merger of two counties, which others have copied."]}, token)
        else:
            step("referLifeApplication", "referral", {"reasons": ["An outstanding contribution to the profession."]}, story.staff)
            step("recordBoardVote", "board-vote", {"present": 19, "for": 17, "against": 1}, story.board)
    application = announced(story.alex, "createLifeApplication")
    service = {"starts_on": "1998-01-15", "ends_on": "2025-02-01", "category": "full", "employment": "full_time_local_government", "reference": "Letter of the City of Springfield, 2025-02-20"}
    given = {"category_on_retirement": "full", "further_service_spells": [service], "reasons": ["Membership and service before the association's records begin."]}
    step("verifyLifeApplication", "verification", given, story.staff)
    step("grantLifeMembership", "grant", None, story.staff)
    box.ask("getLifeApplication", "GET", application, token=story.alex)
    box.ask("listLifeApplications", "GET", f"{at}?limit=1", token=story.staff)
    box.ask("getLifeRecognition", "GET", f"{application}/recognition", token=story.alex)
    ceremony = {"designee": "Mayor Lena Ortiz", "address": "City Hall, 1 Main Street, Springfield, IL 62701", "held_on": "2025-05-12"}
    box.ask("updateLifeRecognition", "PATCH", f"{application}/recognition", {"ceremony": ceremony}, token=story.alex, tag=box.tag)
    box.ask("completeLifeRecognition", "POST", application.replace("/applications/", "/recognitions/") + "/completions", {"kind": "newsletter_notice"}, token=story.staff)
    box.ask("listLifeRecognitions", "GET", "/v1/life-membership/recognitions?complete=false&limit=1", token=story.staff)
    box.ask(None, "GET", f"{application}/certificate", token=story.alex)
