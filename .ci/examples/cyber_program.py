"""The Cybersecurity Leadership Program."""

import json

from box import turn


@turn(100)
def reads(box, story):
    box.ask("getCyberProgram", "GET", "/v1/cyber-program")
    box.ask("createProgramPriceQuote", "POST", "/v1/cyber-program/price-quotes", {"participants": [{"membership_standing": "active"}, {"membership_standing": "none"}], "priced_on": "2025-03-01"})
    box.ask("createBreakoutPlan", "POST", "/v1/cyber-program/breakout-plans", {"participant_count": 24})
    box.ask("listProgramTemplates", "GET", "/v1/cyber-program/templates")


@turn(500)
def breakouts(box, story):
    """A cohort under way: groups, a move, marks and attendance, what is followed, a calendar link."""
    at = "/v1/cyber-program"
    faculty, grace = (box.sign_in(f"{role}@demo.guildhall.example")["access_token"] for role in ("faculty", "grace"))
    weekly = {"weekday": "wednesday", "at": "13:00", "minutes": 60}
    cohort = box.ask(None, "POST", f"{at}/cohorts", {"name": "February 2025", "starts_on": "2025-02-24", "capacity": 24, "live_event": weekly}, token=story.staff)
    cohort = f"{at}/cohorts/{cohort['id']}"
    mentor = box.ask(None, "GET", "/v1/accounts/me", token=faculty)["id"]
    box.ask(None, "POST", f"{cohort}/mentors", {"account_id": mentor}, token=story.staff)
    seat = {"settlement": "invoice", "discipline": "finance", "expected_total_cents": 199_500}
    first = box.ask(None, "POST", f"{cohort}/enrollments", seat, token=story.alex)["id"]
    box.ask("createBreakoutAssignment", "POST", f"{cohort}/breakout-assignment", token=faculty)
    late = box.ask(None, "POST", f"{cohort}/enrollments", seat, token=grace)["id"]
    groups = box.ask("getBreakoutGroups", "GET", f"{cohort}/breakout-groups", token=story.alex)
    group = f"{at}/breakout-groups/{groups['groups'][0]['id']}"
    box.ask("createBreakoutMove", "POST", f"{group}/moves", {"enrollment_id": late}, token=faculty)
    box.ask("getBreakoutGroup", "GET", group, token=story.alex)
    sheet = f"{at}/enrollments/{first}"
    box.ask("createMark", "POST", f"{sheet}/marks", {"activity": "w01-read", "kind": "done"}, token=story.alex)
    box.ask("createAttendance", "POST", f"{cohort}/attendance", {"activity": "w01-live_event", "enrollment_ids": [first, late]}, token=faculty)
    for operation, path in (("getMarks", "marks"), ("getProgress", "progress"), ("getAgenda", "agenda")):
        box.ask(operation, "GET", f"{sheet}/{path}", token=story.alex)
    box.ask("getCohortDashboard", "GET", f"{cohort}/dashboard", token=faculty)
    box.ask("createCalendarLink", "POST", f"{sheet}/calendar-link", token=story.alex)
    box.ask("deleteCalendarLink", "DELETE", f"{sheet}/calendar-link", token=story.alex)
    by_alex, by_faculty = (f"Bearer {token}" for token in (story.alex, faculty))
    for activity, kind, who in (("w01-reflect", "done", by_alex), ("w02-read", "done", by_alex), ("w01-none", "done", by_alex), ("w01-watch", "attended", by_alex), ("w01-watch", "done", by_faculty)):
        box.refuse("POST", f"{sheet}/marks", {"activity": activity, "kind": kind}, Authorization=who)
    box.refuse("POST", f"{sheet}/marks", {"activity": "w01-watch", "kind": "done", "done_on": "2030-01-01"}, Authorization=by_alex)
    box.refuse("POST", f"{group}/moves", {"enrollment_id": late}, Authorization=by_faculty)
    box.refuse("POST", f"{group}/moves", {"enrollment_id": mentor}, Authorization=by_faculty)
    box.refuse("GET", f"{sheet}/certificate", Authorization=by_alex)
    story.survey = written(box, cohort, story.alex, faculty, grace)


def written(box, cohort, alex, faculty, grace):
    """What participants write: a thread, a post for fewer, a reflection, a survey; the address of the survey."""
    at = "/v1/cyber-program"
    question = {"activity": "w01-discuss_cohort", "body": "How do you keep the list of systems that may not stop?"}
    post = box.ask("createPost", "POST", f"{cohort}/posts", question, token=alex)["id"]
    box.ask(None, "POST", f"{cohort}/posts", {"activity": "w01-discuss_cohort", "body": "In the continuity plan, reviewed each spring.", "parent_id": post}, token=faculty)
    box.ask("getPost", "GET", f"{at}/posts/{post}", token=grace)
    box.ask("listCohortPosts", "GET", f"{cohort}/posts?top_level=true", token=grace)
    aside = box.ask(None, "POST", f"{cohort}/posts", {"activity": "w01-discuss_breakout", "body": "We have no such list yet."}, token=alex)["id"]
    box.ask("updatePost", "PATCH", f"{at}/posts/{aside}", {"audience": "author_alone"}, token=alex, tag=box.tag)
    thought = {"activity": "w01-reflect", "body": "I decide faster than I listen."}
    own = f"{at}/reflections/{box.ask('createReflection', 'POST', f'{cohort}/reflections', thought, token=alex)['id']}"
    box.ask("listReflections", "GET", f"{cohort}/reflections", token=alex)
    box.ask("getReflection", "GET", own, token=alex)
    box.ask("updateReflection", "PATCH", own, {"body": "I decide faster than I listen. Ask first."}, token=alex, tag=box.tag)
    box.ask("deleteReflection", "DELETE", own, token=alex, tag=box.tag)
    choices = [{"code": "right", "label": "Just right"}, {"code": "fast", "label": "Too fast"}]
    survey = {"activity": "w01-survey", "questions": [{"code": "pace", "text": "How is the pace?", "choices": choices}]}
    asked = f"{at}/surveys/{box.ask('createSurvey', 'POST', f'{cohort}/surveys', survey, token=faculty)['id']}"
    box.ask("listSurveys", "GET", f"{cohort}/surveys", token=alex)
    box.ask("getSurvey", "GET", asked, token=alex)
    answer = {"answers": [{"question": "pace", "choice": "right"}]}
    box.ask("createSurveyAnswer", "POST", f"{asked}/answer", answer, token=alex)
    box.ask("getSurveyAnswer", "GET", f"{asked}/answer", token=alex)
    by_alex, by_grace, by_faculty = (f"Bearer {token}" for token in (alex, grace, faculty))
    keys = iter(f"written-{number}" for number in range(99))
    refuse = lambda path, body, who: box.refuse("POST", path, body, Authorization=who, Idempotency_Key=next(keys))
    refuse(f"{asked}/answer", answer, by_alex)
    refuse(f"{cohort}/surveys", survey, by_faculty)
    box.refuse("GET", f"{asked}/results", Authorization=by_faculty)
    for activity, who in (("w01-reflect", by_alex), ("w01-read", by_alex), ("w05-discuss_cohort", by_alex), ("w01-nothing", by_alex), ("w01-breakout_summary", by_faculty), ("w01-discuss_breakout", by_faculty)):
        refuse(f"{cohort}/posts", {"activity": activity, "body": "A word"}, who)
    for who in (by_alex, by_grace, by_alex, by_grace):
        refuse(f"{cohort}/posts", {"activity": "w01-breakout_summary", "body": "What we spoke of."}, who)
    refuse(f"{cohort}/posts", {"activity": "w01-discuss_breakout", "body": "Elsewhere", "parent_id": post}, by_alex)
    box.refuse("PATCH", f"{at}/posts/{aside}", {"audience": "cohort"}, Authorization=by_alex, If_Match="*")
    return asked


@turn(800)
def seats(box, story):
    """A cohort is planned and mentored; people register, wait, withdraw; a city buys seats."""
    at = "/v1/cyber-program/cohorts"
    body = {"name": "Spring 2025", "starts_on": "2025-05-05", "capacity": 2, "live_event": {"weekday": "wednesday", "at": "13:00", "minutes": 60}}
    cohort = f"{at}/{box.ask('createCohort', 'POST', at, body, token=story.staff)['id']}"
    box.ask("getCohort", "GET", cohort)
    box.ask("updateCohort", "PATCH", cohort, {"capacity": 3}, token=story.staff, tag=box.tag)
    faculty = box.sign_in("faculty@demo.guildhall.example")["access_token"]
    mentor = box.ask(None, "GET", "/v1/accounts/me", token=faculty)["id"]
    box.ask("createCohortMentor", "POST", f"{cohort}/mentors", {"account_id": mentor}, token=story.staff)
    box.ask("listCohorts", "GET", at)
    box.ask("getCohortWeekPlan", "GET", f"{cohort}/week-plan")
    box.ask("deleteCohortMentor", "DELETE", f"{cohort}/mentors/{mentor}", token=story.staff)
    seat = {"settlement": "invoice", "discipline": "finance", "population": 114_394, "community_state": "IL", "expected_total_cents": 199_500}
    enrollment = box.ask("createEnrollment", "POST", f"{cohort}/enrollments", seat, token=story.alex)["id"]
    place = box.ask(None, "GET", "/v1/organizations?limit=1&kind=city_or_county", token=story.staff)["data"][0]["id"]
    people = [{"account_id": mentor, "discipline": "operations", "population": 114_394, "community_state": "IL"}]
    purchase = {"organization_id": place, "purchase_order_number": "PO-2025-0117", "participants": people, "expected_total_cents": 249_500}
    box.ask("createSeatPurchase", "POST", f"{cohort}/seat-purchases", purchase, token=story.staff)
    enrollment = f"/v1/cyber-program/enrollments/{enrollment}"
    box.ask("listEnrollments", "GET", "/v1/cyber-program/enrollments", token=story.alex)
    invoice = box.ask(None, "GET", enrollment, token=story.alex)["invoice_id"]
    payment = {"invoice_id": invoice, "method": "check", "amount_cents": 199_500, "received_on": "2025-03-01", "external_reference": "CHK-104401"}
    box.ask(None, "POST", "/v1/billing/payments", payment, token=story.finance)
    box.ask("getEnrollment", "GET", enrollment, token=story.alex)
    box.ask("withdrawEnrollment", "POST", f"{enrollment}/withdrawal", token=story.alex, tag=box.tag)
    offered(box, story, body, faculty)
    canceled(box, story, body, seat)
    # To be paid within thirty days, so that it is overdue on 1 April.
    body |= {"name": "Spring 2025, second", "starts_on": "2025-04-07"}
    second = box.ask(None, "POST", at, body, token=story.staff)["id"]
    overdue = box.ask(None, "POST", f"{at}/{second}/enrollments", seat, token=story.alex)["id"]
    story.overdue = f"/v1/cyber-program/enrollments/{overdue}"


def canceled(box, story, body, seat):
    """Somebody who is withdrawn on better terms, and a cohort that the association cancels."""
    at, enrollments = "/v1/cyber-program/cohorts", "/v1/cyber-program/enrollments"
    grace = box.sign_in("grace@demo.guildhall.example")["access_token"]
    cohort = f"{at}/{box.ask(None, 'POST', at, body | {'name': 'Winter 2026', 'starts_on': '2026-01-12'}, token=story.staff)['id']}"
    mine = f"{enrollments}/{box.ask(None, 'POST', f'{cohort}/enrollments', seat, token=grace)['id']}"
    box.ask(None, "GET", mine, token=story.staff)
    terms = {"kept_percent": 0, "reason": "Deployed with the National Guard."}
    box.ask("withdrawEnrollmentOnTerms", "POST", f"{mine}/withdrawal-on-terms", terms, token=story.staff, tag=box.tag)
    box.ask("createCohortCancellation", "POST", f"{cohort}/cancellation", {"reason": "Too few people enrolled."}, token=story.staff)


def offered(box, story, body, faculty):
    """A cohort of one seat: an order that staff confirm, an offer that is accepted, a colleague, an offer that is declined."""
    at, enrollments = "/v1/cyber-program/cohorts", "/v1/cyber-program/enrollments"
    grace = box.sign_in("grace@demo.guildhall.example")["access_token"]
    colleague = box.ask(None, "GET", "/v1/accounts/me", token=grace)["id"]
    place = box.ask(None, "GET", "/v1/organizations?limit=1&kind=city_or_county", token=story.staff)["data"][0]["id"]
    one = body | {"name": "Fall 2025", "starts_on": "2025-09-08", "capacity": 1}
    cohort = f"{at}/{box.ask(None, 'POST', at, one, token=story.staff)['id']}"
    seat = {"settlement": "invoice", "discipline": "finance", "expected_total_cents": 199_500}
    first = f"{enrollments}/{box.ask(None, 'POST', f'{cohort}/enrollments', seat, token=grace)['id']}"
    order = {"settlement": "purchase_order", "purchase_order_number": "PO-2025-0118", "discipline": "operations", "expected_total_cents": 249_500}
    second = f"{enrollments}/{box.ask(None, 'POST', f'{cohort}/enrollments', order, token=faculty)['id']}"
    box.ask("recordPurchaseOrder", "POST", f"{second}/purchase-order", {"organization_id": place, "purchase_order_number": "PO-2025-0118"}, token=story.staff)
    box.ask(None, "GET", first, token=grace)
    box.ask(None, "POST", f"{first}/withdrawal", token=grace, tag=box.tag)
    box.ask("createOfferAcceptance", "POST", f"{second}/offer-acceptance", token=faculty)
    box.ask("createSubstitution", "POST", f"{second}/substitution", {"account_id": colleague}, token=story.staff, tag=box.tag)
    third = f"{enrollments}/{box.ask(None, 'POST', f'{cohort}/enrollments', seat | {'expected_total_cents': 249_500}, token=faculty)['id']}"
    box.ask(None, "GET", second, token=story.staff)
    box.ask(None, "POST", f"{second}/withdrawal", token=story.staff, tag=box.tag)
    box.ask("declineSeatOffer", "POST", f"{third}/offer-decline", token=faculty)


@turn(1110)
def released(box, story):
    """The day after, the seat is taken back."""
    staff = box.sign_in("staff@demo.guildhall.example")["access_token"]
    box.ask("getEnrollment", "GET", story.overdue, token=staff)
    box.ask("releaseEnrollment", "POST", f"{story.overdue}/release", token=staff, tag=box.tag)
    box.ask("getSurveyResults", "GET", f"{story.survey}/results", token=box.sign_in("staff@demo.guildhall.example")["access_token"])


@turn(1320)
def refuse_seats(box, story):
    """What is said to those who come twice, too late, or at another price."""
    box.refuse("POST", "/v1/cyber-program/price-quotes", {"participants": [{"membership_standing": "none"}] * 501})
    box.refuse("POST", "/v1/cyber-program/breakout-plans", {"participant_count": 10_001})
    at = "/v1/cyber-program/cohorts"
    hour = {"weekday": "wednesday", "at": "13:00", "minutes": 60}
    cohort = {"name": "Spring 2025", "starts_on": "2025-05-05", "capacity": 2, "live_event": hour}
    box.refuse("POST", at, cohort, Authorization=story.staff)
    box.refuse("POST", at, cohort, Authorization=story.staff)
    box.refuse("POST", at, cohort | {"name": "Mars", "time_zone": "Mars/Olympus"}, Authorization=story.staff)
    box.refuse("POST", at, cohort | {"name": "Many", "capacity": 501}, Authorization=story.staff)
    box.refuse("POST", at, cohort | {"name": "Late", "starts_on": "2024-05-06"}, Authorization=story.staff)
    listed = {one["name"]: f"{at}/{one['id']}" for one in box.ask(None, "GET", at)["data"]}
    seat = {"settlement": "invoice", "discipline": "finance", "expected_total_cents": 249_500}
    register = lambda name, body: box.refuse("POST", f"{listed[name]}/enrollments", body, Authorization=story.alone, Idempotency_Key=f"seat-{name}-{len(json.dumps(body))}")
    register("Spring 2025", seat | {"expected_total_cents": 199_600})
    register("Spring 2025", seat | {"settlement": "purchase_order"})
    register("Late", seat)
    register("Spring 2025", seat)
    register("Spring 2025", seat | {"population": 7500})
