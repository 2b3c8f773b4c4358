"""Mollie's library for Python drives the Mollie face: only the base address and the key are ours.

The library has no check of signatures: a shop is told an id, and reads what it stands for. That is what is done here.
Signed events are checked by what Mollie's documentation says of them.
"""

import hashlib
import hmac
import json
from urllib.parse import parse_qs

from mollie.api.client import Client
from mollie.api.error import NotFoundError, ResponseError, UnauthorizedError, UnprocessableEntityError

from steps import FACE, SECRET, Endpoint, control, equal, finish, forward, raises, sdk, step

HOOK_SECRET = "secret_of_the_hook"
EUR = lambda value: {"currency": "EUR", "value": value}

sdk("mollie-api-python")
client = Client(api_endpoint=FACE)
client.set_api_key(SECRET)
hooks = Endpoint(HOOK_SECRET)


def stored(**more):
    """A payment with a stored mandate."""
    return {
        "amount": EUR("10.00"),
        "description": "Order 7",
        "sequenceType": "recurring",
        "customerId": "cst_shop",
        "mandateId": "mdt_ok",
        "webhookUrl": hooks.url,
        "metadata": {"order": "7"},
        **more,
    }


@step("create a payment that is captured by hand")
def made():
    payment = client.payments.create(stored(captureMode="manual"), idempotency_key="pay-7")
    equal((payment.status, payment.is_authorized(), payment.amount), ("authorized", True, EUR("10.00")))
    equal((payment.metadata, payment.capture_mode, payment.sequence_type), ({"order": "7"}, "manual", "recurring"))
    return payment


@step("the same key gives the same payment")
def again():
    equal(client.payments.create(stored(captureMode="manual"), idempotency_key="pay-7").id, made.id)


@step("capture a part")
def capture():
    capture = made.captures.create({"amount": EUR("4.00"), "description": "Parcel 1"})
    equal((capture.amount, capture.payment_id), (EUR("4.00"), made.id))
    forward(10)
    equal(made.captures.get(capture.id)["status"], "succeeded")
    return capture


@step("capture the rest and read the payment back as paid")
def paid():
    made.captures.create({"amount": EUR("6.00"), "description": "Parcel 2"})
    forward(10)
    payment = client.payments.get(made.id)
    equal((payment.is_paid(), payment.amount_captured, payment.amount_remaining), (True, EUR("10.00"), EUR("10.00")))
    equal(len(list(payment.captures.list())), 2)


@step("refund a part")
def refund():
    payment = client.payments.get(made.id)
    equal((payment.can_be_refunded(), payment.has_captures(), payment.has_refunds()), (True, True, False))
    refund = payment.refunds.create({"amount": EUR("2.50"), "description": "Scratched"})
    equal((refund.amount, refund.is_queued() or refund.is_pending(), refund.payment_id), (EUR("2.50"), True, made.id))
    return refund


@step("read the refund back, two hours later under way and then done")
def settled():
    forward(7_200)
    one = client.payments.get(made.id).refunds.get(refund.id)
    equal(one.is_processing() or one.is_refunded(), True)
    forward(2 * 86_400)
    equal(client.payments.get(made.id).refunds.get(refund.id).is_refunded(), True)
    payment = client.payments.get(made.id)
    equal((payment.amount_refunded, payment.has_refunds()), (EUR("2.50"), True))


@step("list payments by pages of two, to the end")
def pages():
    for _ in range(4):
        client.payments.create(stored())
    page, ids = client.payments.list(limit=2), []
    equal((len(page), page.has_next()), (2, True))
    while True:
        ids += [payment.id for payment in page]
        if not page.has_next():
            break
        page = page.get_next()
    equal((len(ids), len(set(ids)), ids[-1]), (5, 5, made.id))
    equal([one.id for one in client.refunds.list()], [refund.id])


@step("a customer who must act has a checkout address, and the payment can be cancelled")
def open_payment():
    first = {"amount": EUR("5.00"), "description": "Order 8", "redirectUrl": "https://shop.example/back"}
    payment = client.payments.create(first)
    equal((payment.is_open(), payment.checkout_url.startswith("https://"), payment.is_cancelable), (True, True, True))
    equal(client.payments.delete(payment.id).status, "canceled")


@step("a declined card is a failed payment with its reason")
def declined():
    payment = client.payments.create(stored(mandateId="mdt_declineInsufficientFunds"))
    equal((payment.is_failed(), payment.details["failureReason"]), (True, "insufficient_funds"))


@step("errors are the library's own, with status and field")
def errors():
    error = raises(UnprocessableEntityError, lambda: client.payments.create(stored(amount=EUR("10.0"))))
    equal((error.status, error.field), (422, "amount"))
    equal(raises(NotFoundError, lambda: client.payments.get("tr_none")).status, 404)
    payment = client.payments.get(made.id)
    more = {"amount": EUR("7.51"), "description": "Too much"}
    equal(raises(ResponseError, lambda: payment.refunds.create(more)).status, 422)
    stranger = Client(api_endpoint=FACE)
    stranger.set_api_key("test_other")
    equal(raises(UnauthorizedError, lambda: stranger.payments.list()).status, 401)


@step("a chargeback is listed and read")
def chargeback():
    control("POST", "/disputes", {"capture": capture.id, "amount_minor": 100, "reason": "fraud", "stage": "chargeback"})
    found = list(client.payments.get(made.id).chargebacks.list())
    equal([(one.amount, one.payment_id) for one in found], [(EUR("1.00"), made.id)])


@step("the classic webhook names an id, which the library reads")
def told():
    _, body = hooks.next(lambda headers, body: headers["content-type"].startswith("application/x-www-form-urlencoded"))
    equal(client.payments.get(parse_qs(body.decode())["id"][0]).id, made.id)


@step("a signed event has the signature that the documentation describes")
def signed():
    headers, body = hooks.next(lambda headers, body: "x-mollie-signature" in headers)
    code = hmac.new(HOOK_SECRET.encode(), body, hashlib.sha256).hexdigest()
    equal(headers["x-mollie-signature"], f"sha256={code}")
    equal(json.loads(body)["resource"], "event")


finish()
