"""Braintree's library for Python drives the Braintree face: only the environment and the keys are ours."""

from decimal import Decimal
from urllib.parse import parse_qs, urlparse

import braintree
from braintree.exceptions.authentication_error import AuthenticationError
from braintree.exceptions.invalid_signature_error import InvalidSignatureError
from braintree.exceptions.not_found_error import NotFoundError
from braintree.exceptions.server_error import ServerError

from steps import FACE, SECRET, Endpoint, control, equal, finish, forward, raises, sdk, step

DAY = 86_400

sdk("braintree")
address = urlparse(FACE)
# The environment is a documented argument; this one has no TLS and no certificate of its own.
environment = braintree.Environment("sandbox", address.hostname, str(address.port), "", False, None)


def gateway_with(secret):
    keys = {"merchant_id": "shop", "public_key": "public_of_the_shop", "private_key": secret}
    return braintree.BraintreeGateway(braintree.Configuration(environment, **keys))


gateway = gateway_with(SECRET)
transactions = gateway.transaction
hooks = Endpoint(f"public_of_the_shop|{SECRET}")


def sale(order, amount="10.00", **more):
    return transactions.sale(
        {"amount": amount, "payment_method_nonce": "fake-valid-nonce", "order_id": order, **more}
    )


def read(body):
    """A notification, with its signature and payload."""
    form = parse_qs(body.decode())
    signature, payload = form["bt_signature"][0], form["bt_payload"][0]
    return gateway.webhook_notification.parse(signature, payload), signature, payload


def told(kind, wanted=lambda notification: True):
    """The notification of a kind, with its signature and payload."""
    is_it = lambda notification: notification.kind == kind and wanted(notification)
    return read(hooks.next(lambda _, body: is_it(read(body)[0]))[1])


@step("authorize with a nonce")
def made():
    result = sale("order 7", options={"submit_for_settlement": False})
    equal(result.is_success, True)
    it = result.transaction
    equal((it.status, it.amount, it.order_id, it.type), ("authorized", Decimal("10.00"), "order 7", "sale"))
    equal((it.currency_iso_code, it.processor_response_code), ("USD", "1000"))
    equal((it.credit_card_details.last_4, it.payment_instrument_type), ("1111", "credit_card"))
    equal([event.status for event in it.status_history], ["authorized"])
    return it


@step("capture two parts")
def parts():
    one = transactions.submit_for_partial_settlement(made.id, "4.00", {"order_id": "parcel 1"}).transaction
    two = transactions.submit_for_partial_settlement(made.id, "3.00", {"order_id": "parcel 2"}).transaction
    equal([one.status, two.status], ["submitted_for_settlement"] * 2)
    equal((one.amount, one.authorized_transaction_id), (Decimal("4.00"), made.id))
    equal(transactions.find(made.id).partial_settlement_transaction_ids, [one.id, two.id])
    return one, two


@step("a refund before it settled is refused with the documented code")
def too_early():
    result = transactions.refund(parts[0].id, "1.00")
    equal((result.is_success, [error.code for error in result.errors.deep_errors]), (False, ["91506"]))
    equal(result.errors.for_object("transaction").on("base")[0].code, braintree.ErrorCodes.Transaction.CannotRefundUnlessSettled)


@step("settle, and refund a part")
def refund():
    forward(DAY)
    equal(transactions.find(parts[0].id).status, "settled")
    refund = transactions.refund(parts[0].id, {"amount": "1.50", "order_id": "refund 7"}).transaction
    equal((refund.type, refund.amount, refund.refunded_transaction_id), ("credit", Decimal("1.50"), parts[0].id))
    equal(transactions.find(parts[0].id).refund_ids, [refund.id])
    return refund


@step("more than is left is refused")
def too_much():
    result = transactions.refund(parts[0].id, "2.51")
    equal([error.code for error in result.errors.deep_errors], [braintree.ErrorCodes.Transaction.RefundAmountIsTooLarge])


@step("capture a whole one in parts of its amount, and void one that is only authorized")
def whole():
    it = sale("order 8").transaction
    done = transactions.submit_for_settlement(it.id, "9.00").transaction
    equal((done.id, done.status, done.amount), (it.id, "submitted_for_settlement", Decimal("9.00")))
    voided = transactions.void(sale("order 9").transaction.id)
    equal((voided.is_success, voided.transaction.status), (True, "voided"))


@step("the same key gives the same transaction, and takes no other request")
def keys():
    first = sale("order 10", api_request_key="key-10").transaction
    equal(sale("order 10", api_request_key="key-10").transaction.id, first.id)
    other = sale("order 10", amount="11.00", api_request_key="key-10")
    equal((other.is_success, [error.code for error in other.errors.deep_errors]), (False, ["915232"]))


@step("search by order and by ids over several pages")
def search():
    by_order = transactions.search(braintree.TransactionSearch.order_id == "order 7")
    equal(([it.id for it in by_order.items], by_order.maximum_size), ([made.id], 1))
    made_ids = [sale(f"many {n}").transaction.id for n in range(60)]
    found = transactions.search(braintree.TransactionSearch.ids.in_list(made_ids))
    equal((found.maximum_size, sorted(it.id for it in found.items)), (60, sorted(made_ids)))


@step("a declined sale is a result with its code and its transaction")
def declined():
    result = sale("order 11", amount="2001.00")
    it = result.transaction
    equal((result.is_success, it.status, it.processor_response_code), (False, "processor_declined", "2001"))
    equal(it.processor_response_text, "Insufficient Funds")
    rejected = sale("order 12", payment_method_nonce="fake-gateway-rejected-fraud-nonce")
    equal((rejected.transaction.status, rejected.transaction.gateway_rejection_reason), ("gateway_rejected", "fraud"))


@step("validation errors have codes and attributes")
def validation():
    result = sale("order 13", amount="0.00")
    equal([(error.code, error.attribute) for error in result.errors.for_object("transaction").on("amount")], [("81531", "amount")])


@step("errors of transport are the library's own exceptions")
def errors():
    raises(NotFoundError, lambda: transactions.find("none"))
    raises(AuthenticationError, lambda: gateway_with("another").transaction.find(made.id))
    token = {"payment_method_nonce": None, "payment_method_token": "tok_500_after"}
    raises(ServerError, lambda: transactions.sale({"amount": "1.00", "order_id": "lost", **token}))
    lost = transactions.search(braintree.TransactionSearch.order_id == "lost")
    equal([it.status for it in lost.items], ["authorized"])


@step("our notification is one that the library verifies and reads")
def signed():
    of_parcel = lambda notification: notification.transaction.id == parts[0].id
    notification, signature, payload = told("transaction_settled", of_parcel)
    it = notification.transaction
    equal((it.id, it.status, it.amount), (parts[0].id, "settled", Decimal("4.00")))
    return signature, payload


@step("a changed payload and another key are refused by it")
def forged():
    signature, payload = signed
    parse = gateway.webhook_notification.parse
    raises(InvalidSignatureError, lambda: parse(signature, "A" + payload))
    raises(InvalidSignatureError, lambda: gateway_with("another").webhook_notification.parse(signature, payload))


@step("a dispute is told, read, answered and finalized")
def dispute():
    control("POST", "/disputes", {"capture": parts[1].id, "amount_minor": 300, "reason": "fraud", "stage": "chargeback"})
    opened = told("dispute_opened")[0].dispute
    found = gateway.dispute.find(opened.id)
    equal((found.status, found.kind, found.reason), ("open", "chargeback", "fraud"))
    equal((found.amount_disputed, found.transaction.id), (Decimal("3.00"), parts[1].id))
    evidence = gateway.dispute.add_text_evidence(opened.id, "It was delivered.")
    equal((evidence.is_success, evidence.evidence.comments), (True, "It was delivered."))
    equal(gateway.dispute.finalize(opened.id).is_success, True)
    equal(gateway.dispute.find(opened.id).status, "disputed")


finish()
