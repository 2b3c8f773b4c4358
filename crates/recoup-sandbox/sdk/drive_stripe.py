"""Stripe's library for Python drives the Stripe face: only the base address and the key are ours."""

import json

import stripe

from steps import FACE, SECRET, Endpoint, control, equal, finish, forward, raises, sdk, step

HOOK_SECRET = "whsec_of_the_shop"

sdk("stripe")
client = stripe.StripeClient(SECRET, base_addresses={"api": FACE}, max_network_retries=0)
intents, refunds = client.v1.payment_intents, client.v1.refunds
hooks = Endpoint(HOOK_SECRET)


@step("create an intent")
def made():
    intent = intents.create(
        {
            "amount": 1000,
            "currency": "eur",
            "payment_method": "pm_card_visa",
            "payment_method_types": ["card"],
            "capture_method": "manual",
            "payment_method_options": {"card": {"request_multicapture": "if_available"}},
            "metadata": {"order": "7"},
        }
    )
    equal((intent.status, intent.amount, intent.metadata["order"]), ("requires_confirmation", 1000, "7"))
    return intent


@step("confirm it, with its charge expanded")
def confirmed():
    intent = intents.confirm(made.id, {"expand": ["latest_charge"]})
    equal((intent.status, intent.amount_capturable), ("requires_capture", 1000))
    charge = intent.latest_charge
    equal((type(charge), charge.paid, charge.captured), (stripe.Charge, True, False))
    equal(charge.payment_method_details.card.multicapture.status, "available")


@step("capture a part and keep the rest")
def part():
    intent = intents.capture(made.id, {"amount_to_capture": 400, "final_capture": False})
    equal((intent.status, intent.amount_received, intent.amount_capturable), ("requires_capture", 400, 600))


@step("capture another part as the last")
def last():
    intent = intents.capture(made.id, {"amount_to_capture": 300})
    equal((intent.status, intent.amount_received, intent.amount_capturable), ("succeeded", 700, 0))


@step("refund a part")
def refund():
    refund = refunds.create({"payment_intent": made.id, "amount": 250, "metadata": {"why": "late"}})
    equal((type(refund), refund.amount, refund.currency), (stripe.Refund, 250, "eur"))
    equal((refund.status in ("succeeded", "pending"), refund.payment_intent), (True, made.id))
    return refund


@step("read the refund and the intent back")
def read():
    equal(refunds.retrieve(refund.id).metadata["why"], "late")
    intent = intents.retrieve(made.id, {"expand": ["latest_charge"]})
    equal((intent.status, intent.latest_charge.amount_refunded), ("succeeded", 250))
    equal(client.v1.charges.retrieve(intent.latest_charge.id).payment_intent, made.id)


@step("update metadata")
def updated():
    equal(intents.update(made.id, {"metadata": {"colour": "red"}}).metadata.to_dict(), {"order": "7", "colour": "red"})


@step("cancel an intent that nobody confirmed")
def canceled():
    intent = intents.create({"amount": 500, "currency": "eur", "payment_method": "pm_card_visa"})
    gone = intents.cancel(intent.id, {"cancellation_reason": "abandoned"})
    equal((gone.status, gone.cancellation_reason), ("canceled", "abandoned"))


@step("list by pages of two, to the end")
def pages():
    for _ in range(5):
        intents.create({"amount": 100, "currency": "eur"})
    first = intents.list({"limit": 2})
    equal((len(first.data), first.has_more), (2, True))
    ids = [intent.id for intent in first.auto_paging_iter()]
    equal((len(ids), len(set(ids)), ids[-1]), (7, 7, made.id))
    equal([one.id for one in refunds.list({"payment_intent": made.id}).auto_paging_iter()], [refund.id])


@step("list backwards from the end")
def backwards():
    newest = next(iter(intents.list({"limit": 1}).data)).id
    before = intents.list({"ending_before": made.id, "limit": 2})
    equal((len(before.data), before.has_more), (2, True))
    ids = [intent.id for intent in before.auto_paging_iter()]
    equal((len(ids), ids[-1]), (6, newest))


@step("a decline is a CardError with its code, its advice and its intent")
def declined():
    card = {"amount": 900, "currency": "eur", "payment_method": "pm_card_chargeDeclinedInsufficientFunds", "confirm": True}
    error = raises(stripe.CardError, lambda: intents.create(card))
    equal((error.http_status, error.code), (402, "card_declined"))
    equal((error.error.decline_code, error.error.advice_code), ("insufficient_funds", "try_again_later"))
    equal(error.error.payment_intent.status, "requires_payment_method")


@step("the same key gives the same intent, marked as said before")
def replayed():
    once = {"amount": 1100, "currency": "eur"}
    first = intents.create(once, {"idempotency_key": "key-1"})
    again = intents.create(once, {"idempotency_key": "key-1"})
    equal((first.id, again.last_response.headers["Idempotent-Replayed"]), (again.id, "true"))


@step("the same key with other parameters is an IdempotencyError")
def clash():
    other = {"amount": 1200, "currency": "eur"}
    error = raises(stripe.IdempotencyError, lambda: intents.create(other, {"idempotency_key": "key-1"}))
    equal(error.http_status, 400)


@step("what is wrong is an InvalidRequestError that names the parameter or says what is missing")
def wrong():
    error = raises(stripe.InvalidRequestError, lambda: intents.create({"currency": "eur"}))
    equal((error.http_status, error.param), (400, "amount"))
    error = raises(stripe.InvalidRequestError, lambda: intents.retrieve("pi_none"))
    equal((error.http_status, error.code), (404, "resource_missing"))
    error = raises(stripe.InvalidRequestError, lambda: refunds.create({"payment_intent": made.id, "amount": 451}))
    equal(error.http_status, 400)


@step("a wrong key is an AuthenticationError, a broken server an APIError")
def doors():
    stranger = stripe.StripeClient("sk_test_other", base_addresses={"api": FACE})
    equal(raises(stripe.AuthenticationError, lambda: stranger.v1.refunds.list()).http_status, 401)
    broken = {"headers": {"Sandbox-Fault": "error_500_before"}}
    equal(raises(stripe.APIError, lambda: intents.create({"amount": 1, "currency": "eur"}, broken)).http_status, 500)


@step("our signature is one that the library verifies")
def signed():
    is_refund = lambda _, body: json.loads(body)["type"].startswith("refund.")
    headers, body = hooks.next(is_refund)
    event = stripe.Webhook.construct_event(body, headers["stripe-signature"], HOOK_SECRET)
    equal((type(event), event.data.object.id), (stripe.Event, refund.id))
    equal(client.construct_event(body, headers["stripe-signature"], HOOK_SECRET).id, event.id)
    return headers["stripe-signature"], body, event


@step("a changed body, another secret and an old signature are refused by it")
def forged():
    header, body, _ = signed
    refused, verify = stripe.SignatureVerificationError, stripe.Webhook.construct_event
    raises(refused, lambda: verify(body.replace(b"250", b"251"), header, HOOK_SECRET))
    raises(refused, lambda: verify(body, header, "whsec_of_another"))
    old = header.replace("t=", "t=1")
    raises(refused, lambda: verify(body, old, HOOK_SECRET))


@step("the event is in the list of events too")
def listed():
    _, _, event = signed
    equal(client.v1.events.retrieve(event.id).type, event.type)
    found = [one.id for one in client.v1.events.list({"type": event.type}).auto_paging_iter()]
    equal(event.id in found, True)


@step("a dispute is told, found, answered with evidence and decided")
def dispute():
    control("POST", "/disputes", {"capture": made.id, "amount_minor": 300, "reason": "fraud", "stage": "chargeback"})
    opened = lambda _, body: json.loads(body)["type"] == "charge.dispute.created"
    headers, body = hooks.next(opened)
    told = stripe.Webhook.construct_event(body, headers["stripe-signature"], HOOK_SECRET).data.object
    (one,) = client.v1.disputes.list({"payment_intent": made.id}).data
    equal((one.id, one.status, one.reason, one.amount), (told.id, "needs_response", "fraudulent", 300))
    answered = client.v1.disputes.update(one.id, {"evidence": {"uncategorized_text": "It was delivered."}})
    equal((answered.status, answered.evidence.uncategorized_text), ("under_review", "It was delivered."))
    control("POST", f"/disputes/{one.id}/decide", {"won": True})
    equal(client.v1.disputes.retrieve(one.id).status, "won")


@step("a payout is listed, and its balance transactions sum to it")
def payout():
    forward(3 * 86_400)
    control("POST", "/payouts", {})
    payout = client.v1.payouts.list({"limit": 1}).data[0]
    rows = client.v1.balance_transactions.list({"payout": payout.id, "limit": 2, "expand": ["data.source"]})
    rows = [row for row in rows.auto_paging_iter() if row.type != "payout"]
    equal((payout.status, sum(row.net for row in rows)), ("paid", payout.amount))
    kinds = {type(row.source) for row in rows}
    equal(kinds, {stripe.Charge, stripe.Refund, stripe.Dispute})


finish()
