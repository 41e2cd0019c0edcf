"""Billing."""

from box import turn


@turn(310)
def invoices(box, story):
    """Invoices the application, and is paid."""
    invoice = box.ask("createInvoice", "POST", "/v1/billing/invoices", {"application_id": story.application["id"], "expected_total_cents": 97_500}, token=story.alex)
    box.ask("getInvoice", "GET", f"/v1/billing/invoices/{invoice['id']}", token=story.alex)
    box.ask("updateInvoice", "PATCH", f"/v1/billing/invoices/{invoice['id']}", {"purchase_order_number": "PO-2025-0117"}, token=story.staff, tag=box.tag)
    box.ask("listInvoices", "GET", "/v1/billing/invoices", token=story.alex)
    box.refuse("POST", "/v1/billing/payments", {"method": "check", "amount_cents": 97_500, "received_on": "2025-03-01", "external_reference": "CHK-104233"}, Authorization=f"Bearer {story.finance}", Idempotency_Key="no-form")
    payment = box.ask("createPayment", "POST", "/v1/billing/payments", {"invoice_id": invoice["id"], "method": "check", "amount_cents": 97_500, "received_on": "2025-03-01", "external_reference": "CHK-104233"}, token=story.finance)
    box.refuse("POST", "/v1/billing/payments", {"invoice_id": invoice["id"], "method": "check", "amount_cents": 1, "received_on": "2025-03-01", "external_reference": " CHK-104233 "}, Authorization=f"Bearer {story.finance}", Idempotency_Key="paid-already")
    box.ask("getPayment", "GET", f"/v1/billing/payments/{payment['id']}", token=story.finance)
    box.ask("listPayments", "GET", "/v1/billing/payments", token=story.finance)
    box.ask("listLedgerEntries", "GET", "/v1/billing/ledger-entries?limit=1", token=story.finance)
    story.member = invoice["member_id"]


@turn(320)
def voided(box, story):
    """The renewal of somebody in grace, taken back."""
    grace = box.sign_in("grace@demo.guildhall.example")["access_token"]
    invoice = box.ask(None, "GET", "/v1/billing/invoices?status=open&limit=1", token=grace)["data"][0]
    box.ask("voidInvoice", "POST", f"/v1/billing/invoices/{invoice['id']}/void", {"reason": "Billed to the wrong employer."}, token=story.finance)


@turn(330)
def flows_back(box, story):
    """A check for more than is owed, its credit used, a payment taken back, and what is given up by two people."""
    admin = box.sign_in("admin@demo.guildhall.example")["access_token"]
    grace = box.sign_in("grace@demo.guildhall.example")["access_token"]
    voided = box.ask(None, "GET", "/v1/billing/invoices?status=void&limit=1", token=grace)["data"][0]
    anew = {"application_id": voided["application_id"], "expected_total_cents": voided["total_cents"]}
    invoice = box.ask(None, "POST", "/v1/billing/invoices", anew, token=grace)
    at = f"/v1/billing/invoices/{invoice['id']}"
    payment = box.ask(None, "POST", "/v1/billing/payments", {"allocations": [{"invoice_id": invoice["id"], "amount_cents": 100}], "method": "check", "amount_cents": 5_000, "received_on": "2025-03-01", "external_reference": "1001"}, token=story.finance)
    path = f"/v1/billing/payments/{payment['id']}"
    box.ask("createPaymentAllocation", "POST", f"{path}/allocations", {"invoice_id": invoice["id"], "amount_cents": 2_500}, token=story.finance)
    box.ask("createPaymentRefund", "POST", f"{path}/refunds", {"amount_cents": 1_000}, token=story.finance)
    box.ask("createPaymentReversal", "POST", f"{path}/reversal", {"reason": "returned", "on": "2025-03-01"}, token=story.finance)
    box.refuse("POST", f"{path}/reversal", {"reason": "returned", "on": "2025-03-01"}, Authorization=f"Bearer {story.finance}", Idempotency_Key="reversed-again")
    declined = box.ask("createWriteOff", "POST", f"{at}/write-offs", {"amount_cents": 500, "reason": "Bank fees."}, token=story.finance)
    box.ask("declineWriteOff", "POST", f"/v1/billing/write-offs/{declined['id']}/decline", token=admin)
    written = box.ask(None, "POST", f"{at}/write-offs", {"amount_cents": 500, "reason": "Bank fees."}, token=story.finance)
    box.refuse("POST", f"/v1/billing/write-offs/{written['id']}/approval", None, Authorization=f"Bearer {story.finance}", Idempotency_Key="own-proposal")
    box.ask("acceptWriteOff", "POST", f"/v1/billing/write-offs/{written['id']}/approval", token=admin)
    box.ask("listWriteOffs", "GET", "/v1/billing/write-offs", token=story.finance)
    box.ask("getWriteOff", "GET", f"/v1/billing/write-offs/{written['id']}", token=story.finance)
    for decision in ["decline", "approval"]:
        note = box.ask("createCreditNote", "POST", f"{at}/credit-notes", {"amount_cents": 10_001, "reason": "goodwill", "remark": "Charged for a week in which the site was down."}, token=story.finance)
        name = "declineCreditNote" if decision == "decline" else "acceptCreditNote"
        box.ask(name, "POST", f"/v1/billing/credit-notes/{note['id']}/{decision}", token=admin)
    box.ask("getCreditNote", "GET", f"/v1/billing/credit-notes/{note['id']}", token=story.finance)
    box.ask("listCreditNotes", "GET", "/v1/billing/credit-notes?limit=1", token=story.finance)
    box.ask("getLedger", "GET", "/v1/billing/ledger?from=2025-03-01&until=2025-03-01", token=story.finance)
    box.ask("getAging", "GET", "/v1/billing/aging", token=story.finance)
    closing = box.ask("createPeriodClosing", "POST", "/v1/billing/period-closings", {"month": "2024-03"}, token=story.finance)
    box.refuse("POST", "/v1/billing/period-closings", {"month": "2024-03"}, Authorization=f"Bearer {story.finance}", Idempotency_Key="closed-again")
    path = f"/v1/billing/period-closings/{closing['id']}"
    box.ask("listPeriodClosings", "GET", "/v1/billing/period-closings", token=story.finance)
    box.ask("getPeriodClosing", "GET", path, token=story.finance)
    box.ask("getPeriodJournal", "GET", f"{path}/journal", token=story.finance)
    box.ask("createPeriodReopening", "POST", f"{path}/reopening", {"reason": "The bank's statement was corrected."}, token=story.finance)


@turn(1010)
def refunds(box, story):
    """Whatever is due by now is paid out; there is something once a paid seat was given up."""
    for refund in box.ask("listRefunds", "GET", "/v1/billing/refunds?state=due", token=story.finance)["data"]:
        path = f"/v1/billing/refunds/{refund['id']}"
        payout = {"method": "ach", "paid_on": refund["due_since"], "external_reference": f"ACH-{refund['id'][-6:]}"}
        box.refuse("POST", f"{path}/payment", payout | {"paid_on": "2030-01-01"}, Authorization=f"Bearer {story.finance}", Idempotency_Key="payout-early")
        box.ask("recordRefundPayment", "POST", f"{path}/payment", payout, token=story.finance)
        box.ask("getRefund", "GET", path, token=story.finance)
        box.refuse("POST", f"{path}/payment", payout, Authorization=f"Bearer {story.finance}", Idempotency_Key="payout-again")
