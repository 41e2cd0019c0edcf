"""Billing."""

from box import turn


@turn(310)
def invoices(box, story):
    """Invoices the application, and is paid."""
    invoice = box.ask("createInvoice", "POST", "/v1/billing/invoices", {"application_id": story.application["id"], "expected_total_cents": 97_500}, token=story.alex)
    box.ask("getInvoice", "GET", f"/v1/billing/invoices/{invoice['id']}", token=story.alex)
    box.ask("updateInvoice", "PATCH", f"/v1/billing/invoices/{invoice['id']}", {"purchase_order_number": "PO-2025-0117"}, token=story.staff, tag=box.tag)
    box.ask("listInvoices", "GET", "/v1/billing/invoices", token=story.alex)
    payment = box.ask("createPayment", "POST", "/v1/billing/payments", {"invoice_id": invoice["id"], "method": "check", "amount_cents": 97_500, "received_on": "2025-03-01", "external_reference": "CHK-104233"}, token=story.finance)
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
