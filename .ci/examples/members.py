"""Members."""

from box import turn


@turn(100)
def reads(box, story):
    box.ask("listCategories", "GET", "/v1/members/categories")


@turn(300)
def applications(box, story):
    """Applies, withdraws, applies again."""
    spell = {"employer_name": "City of Springfield", "employer_kind": "city_or_county", "position_title": "City Manager", "extent": "full_time", "annual_salary_cents": 15_000_000, "starts_on": "2020-03-01"}
    body = {"category": "full", "employment": spell, "population": 114_394, "general_fund_budget_cents": 14_500_000_000}
    application = box.ask("createApplication", "POST", "/v1/members/applications", body, token=story.alex)
    box.ask("getApplication", "GET", f"/v1/members/applications/{application['id']}", token=story.alex)
    box.ask("listApplications", "GET", "/v1/members/applications", token=story.alex)
    box.ask("withdrawApplication", "POST", f"/v1/members/applications/{application['id']}/withdrawal", token=story.alex)
    application = box.ask(None, "POST", "/v1/members/applications", {"category": "full"}, token=story.alex)
    story.application = application
    at = f"/v1/members/applications/{application['id']}"
    question = {"texts": ["Who prepares the budget of the city?"]}
    box.ask("requestApplicationInformation", "POST", f"{at}/information-request", question, token=story.staff)
    box.ask("answerApplication", "POST", f"{at}/answer", {"texts": ["I do, with the finance director."]}, token=story.alex)
    criteria = [
        {"criterion": criterion, "met": True}
        for criterion in (
            "appointment", "policy_formulation", "budget", "appointing_authority", "organizational_relationships", "qualifications",
        )
    ]
    box.ask("acceptApplication", "POST", f"{at}/acceptance", {"criteria": criteria}, token=story.staff)


@turn(310)
def chapters(box, story):
    """A chapter of students and its code."""
    body = {"name": "Springfield University", "capacity": 40, "expires_on": "2026-09-01"}
    chapter = box.ask("createStudentChapter", "POST", "/v1/members/chapters", body, token=story.staff)
    at = f"/v1/members/chapters/{chapter['id']}"
    box.ask("getStudentChapter", "GET", at, token=story.staff)
    box.ask("updateStudentChapter", "PATCH", at, {"capacity": 60}, token=story.staff, tag=box.tag)
    box.ask("createStudentChapterCode", "POST", f"{at}/codes", token=story.staff)
    box.ask("listStudentChapters", "GET", "/v1/members/chapters", token=story.staff)


@turn(400)
def records(box, story):
    box.ask("getMember", "GET", f"/v1/members/{story.member}", token=story.alex)
    box.ask("updateMember", "PATCH", f"/v1/members/{story.member}", {"born_on": "1975-04-12"}, token=story.alex, tag=box.tag)
    box.ask("getMemberStanding", "GET", f"/v1/members/{story.member}/standing", token=story.alex)
    box.ask("listMembershipTerms", "GET", f"/v1/members/{story.member}/terms", token=story.alex)
    box.ask("listMembers", "GET", "/v1/members?limit=1", token=story.staff)
    spells = f"/v1/members/{story.member}/employment-spells"
    earlier = {"employer_name": "County of Hamilton", "employer_kind": "city_or_county", "position_title": "Assistant to the Manager", "extent": "full_time", "annual_salary_cents": 9_800_000, "starts_on": "2016-06-01", "ends_on": "2020-02-29"}
    spell = box.ask("createEmploymentSpell", "POST", spells, earlier, token=story.alex)
    box.ask("getEmploymentSpell", "GET", f"{spells}/{spell['id']}", token=story.alex)
    box.ask("updateEmploymentSpell", "PATCH", f"{spells}/{spell['id']}", {"annual_salary_cents": 9_950_000}, token=story.alex, tag=box.tag)
    box.ask("listEmploymentSpells", "GET", spells, token=story.alex)


@turn(450)
def looks(box, story):
    """Staff decline an application, confirm a membership that began when it was paid, and end it."""
    other = box.sign_in("faculty@demo.guildhall.example")["access_token"]
    applied = box.ask(None, "POST", "/v1/members/applications", {"category": "retired", "born_on": "1960-05-17"}, token=other)
    reasons = {"texts": ["No retirement from full-time employment is shown."]}
    box.ask("declineApplication", "POST", f"/v1/members/applications/{applied['id']}/decline", reasons, token=story.staff)
    applied = box.ask(None, "POST", "/v1/members/applications", {"category": "other"}, token=other)
    bill = {"application_id": applied["id"], "expected_total_cents": 20_000}
    invoice = box.ask(None, "POST", "/v1/billing/invoices", bill, token=other)
    payment = {"invoice_id": invoice["id"], "method": "check", "amount_cents": 20_000, "received_on": "2025-03-01", "external_reference": "CHK-104301"}
    box.ask(None, "POST", "/v1/billing/payments", payment, token=story.finance)
    member = f"/v1/members/{applied['member_id']}"
    box.ask("confirmMember", "POST", f"{member}/confirmation", token=story.staff)
    box.ask("endMember", "POST", f"{member}/ending", {"texts": ["The employer is a local government."]}, token=story.staff)


@turn(460)
def honorary(box, story):
    """Two voting members propose a professor, the board confers and revokes."""
    people = {one["role"]: one for one in box.ask(None, "GET", "/v1/sandbox/personas")["data"]}
    body = {
        "account_id": people["coach"]["account_id"], "nominator_ids": [people["member"]["member_id"], story.member],
        "citation": "Thirty years of teaching public administration.", "decided_on": "2025-03-01",
        "vote": {"present": 19, "for": 17, "against": 1},
    }
    path = "/v1/members/honorary-conferrals"
    made = box.ask("createHonoraryConferral", "POST", path, body, token=story.board)
    box.ask("getHonoraryConferral", "GET", f"{path}/{made['id']}", token=story.staff)
    box.ask("listHonoraryConferrals", "GET", path, token=story.staff)
    reason = {"reason": "Recorded for another person."}
    box.ask("createHonoraryRevocation", "POST", f"{path}/{made['id']}/revocation", reason, token=story.board)


@turn(600)
def toward_life(box, story):
    """How a member stands toward Life membership, and benefits."""
    box.ask("getMemberLifeMembership", "GET", f"/v1/members/{story.member}/life-membership", token=story.alex)
    earlier = {"starts_on": "2004-09-01", "ends_on": "2016-06-01", "category": "full", "employment": "full_time_local_government"}
    body = {"retired_on": "2040-06-30", "assume": {"service_spells": [earlier]}}
    box.ask("createMemberLifeAssessment", "POST", f"/v1/members/{story.member}/life-assessments", body, token=story.alex)
    box.ask("getMemberEntitlements", "GET", f"/v1/members/{story.member}/entitlements", token=story.alex)


@turn(1000)
def print_magazine(box, story):
    """A year of the print magazine, ordered by a Life member and paid."""
    path = f"/v1/members/{story.member}/print-subscriptions"
    ordered = box.ask("createPrintSubscription", "POST", path, {"expected_total_cents": 2_500}, token=story.alex)
    payment = {"invoice_id": ordered["invoice_id"], "method": "check", "amount_cents": 2_500, "received_on": "2025-03-01", "external_reference": "CHK-104377"}
    box.ask(None, "POST", "/v1/billing/payments", payment, token=story.finance)
    box.ask("getPrintSubscription", "GET", f"{path}/{ordered['id']}", token=story.alex)
    box.ask("listPrintSubscriptions", "GET", path, token=story.alex)
    bearer = f"Bearer {story.alex}"
    box.refuse("POST", path, {"expected_total_cents": 2_500}, Authorization=bearer, Idempotency_Key="print-again")
