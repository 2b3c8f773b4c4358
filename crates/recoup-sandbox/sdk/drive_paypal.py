"""PayPal's library for Python drives the PayPal face: only the HTTP session and the keys are ours.

The library knows two addresses, PayPal's own. It takes a session of `requests`, whose documented way to send an address
elsewhere is an adapter that is mounted for it. What the library asks and reads is untouched.
"""

import base64
import datetime

import requests
from apimatic_core.exceptions.auth_validation_exception import AuthValidationException
from paypalserversdk.exceptions.error_exception import ErrorException
from paypalserversdk.exceptions.o_auth_provider_exception import OAuthProviderException
from paypalserversdk.http.auth.o_auth_2 import ClientCredentialsAuthCredentials
from paypalserversdk.configuration import Environment
from paypalserversdk.paypal_serversdk_client import PaypalServersdkClient

from steps import FACE, SECRET, equal, finish, forward, raises, sdk, step

SANDBOX = "https://api-m.sandbox.paypal.com"


class AtFace(requests.adapters.HTTPAdapter):
    """Sends what is for PayPal to the face."""

    def send(self, request, **how):
        request.url = request.url.replace(SANDBOX, FACE, 1)
        return super().send(request, **how)


def library(secret):
    session = requests.Session()
    session.mount(SANDBOX, AtFace())
    return PaypalServersdkClient(
        client_credentials_auth_credentials=ClientCredentialsAuthCredentials("client-of-the-shop", secret),
        environment=Environment.SANDBOX,
        http_client_instance=session,
        override_http_client_configuration=False,
    )


sdk("paypal-server-sdk")
client = library(SECRET)
ALL = "return=representation"
USD = lambda value: {"currency_code": "USD", "value": value}


def order(reference, value="10.00", vault_id="tok_ok", intent="AUTHORIZE"):
    unit = {"amount": USD(value), "custom_id": reference, "invoice_id": f"invoice of {reference}"}
    body = {"intent": intent, "purchase_units": [unit], "payment_source": {"card": {"vault_id": vault_id}}}
    return {"body": body, "paypal_request_id": reference, "prefer": ALL}


@step("log in, and create an order that is authorized with a stored card")
def made():
    result = client.orders.create_order(order("order 7")).body
    equal((result.status, result.intent), ("COMPLETED", "AUTHORIZE"))
    (authorization,) = result.purchase_units[0].payments.authorizations
    equal((authorization.status, authorization.amount.value), ("CREATED", "10.00"))
    equal(authorization.custom_id, "order 7")
    return result.id, authorization.id


@step("the same key gives the same order")
def again():
    equal(client.orders.create_order(order("order 7")).body.id, made[0])


@step("capture a part, and another as the last")
def captures():
    one = {"amount": USD("4.00"), "invoice_id": "parcel 1", "final_capture": False}
    asked = {"authorization_id": made[1], "paypal_request_id": "c-1", "prefer": ALL, "body": one}
    first = client.payments.capture_authorized_payment(asked).body
    equal((first.status, first.amount.value, first.final_capture), ("COMPLETED", "4.00", False))
    equal(first.seller_receivable_breakdown.gross_amount.value, "4.00")
    two = {"amount": USD("3.00"), "invoice_id": "parcel 2", "final_capture": True}
    asked = {"authorization_id": made[1], "paypal_request_id": "c-2", "prefer": ALL, "body": two}
    second = client.payments.capture_authorized_payment(asked).body
    equal((second.status, second.final_capture), ("COMPLETED", True))
    return first.id


@step("read the authorization and the capture back")
def read():
    authorization = client.payments.get_authorized_payment({"authorization_id": made[1]}).body
    equal((authorization.status, authorization.amount.value), ("CAPTURED", "10.00"))
    capture = client.payments.get_captured_payment({"capture_id": captures}).body
    equal((capture.status, capture.supplementary_data.related_ids.authorization_id), ("COMPLETED", made[1]))


@step("refund a part and read it back")
def refund():
    body = {"amount": USD("1.50"), "custom_id": "refund 7"}
    asked = {"capture_id": captures, "paypal_request_id": "r-1", "prefer": ALL, "body": body}
    refund = client.payments.refund_captured_payment(asked).body
    equal((refund.status, refund.amount.value, refund.custom_id), ("COMPLETED", "1.50", "refund 7"))
    equal(refund.seller_payable_breakdown.total_refunded_amount.value, "1.50")
    equal(client.payments.get_refund({"refund_id": refund.id}).body.status, "COMPLETED")
    equal(client.payments.get_captured_payment({"capture_id": captures}).body.status, "PARTIALLY_REFUNDED")
    return refund.id


@step("read the whole order back")
def whole():
    payments = client.orders.get_order({"id": made[0]}).body.purchase_units[0].payments
    equal([capture.amount.value for capture in payments.captures], ["4.00", "3.00"])
    equal([refund.amount.value for refund in payments.refunds], ["1.50"])


@step("void an authorization")
def voided():
    (held,) = client.orders.create_order(order("order 8")).body.purchase_units[0].payments.authorizations
    gone = client.payments.void_payment({"authorization_id": held.id, "prefer": ALL}).body
    equal(gone.status, "VOIDED")


@step("an order that is confirmed and captured by calls")
def by_calls():
    body = {"intent": "CAPTURE", "purchase_units": [{"amount": USD("5.00"), "custom_id": "order 9"}]}
    made = client.orders.create_order({"body": body, "prefer": ALL}).body
    equal(made.status, "CREATED")
    source = {"body": {"payment_source": {"card": {"vault_id": "tok_ok"}}}, "id": made.id, "prefer": ALL}
    equal(client.orders.confirm_order(source).body.status, "APPROVED")
    done = client.orders.capture_order({"id": made.id, "prefer": ALL, "paypal_request_id": "o-9"}).body
    (capture,) = done.purchase_units[0].payments.captures
    equal((done.status, capture.status, capture.amount.value), ("COMPLETED", "COMPLETED", "5.00"))


@step("a declined card is an authorization that was denied, with the processor's words")
def declined():
    result = client.orders.create_order(order("order 10", vault_id="CCREJECT-IF")).body
    (authorization,) = result.purchase_units[0].payments.authorizations
    equal((authorization.status, authorization.processor_response.response_code), ("DENIED", "5120"))


@step("what cannot be done is an ErrorException with its issue")
def wrong():
    asked = {"capture_id": captures, "paypal_request_id": "r-2", "body": {"amount": USD("2.51")}}
    error = raises(ErrorException, lambda: client.payments.refund_captured_payment(asked))
    equal((error.response_code, error.name), (422, "UNPROCESSABLE_ENTITY"))
    equal(error.details[0].issue, "REFUND_AMOUNT_EXCEEDED")
    error = raises(ErrorException, lambda: client.orders.get_order({"id": "NONE"}))
    equal((error.response_code, error.details[0].issue), (404, "INVALID_RESOURCE_ID"))
    other = order("order 7", value="11.00")
    error = raises(ErrorException, lambda: client.orders.create_order(other))
    equal((error.response_code, error.details[0].issue), (422, "DUPLICATE_REQUEST_ID"))


@step("a wrong secret is an OAuthProviderException of the log-in, and no call is made")
def stranger():
    other = library("another")
    basic = "Basic " + base64.b64encode(b"client-of-the-shop:another").decode()
    log_in = lambda: other.o_auth_authorization.request_token({"authorization": basic})
    equal(raises(OAuthProviderException, log_in).error, "invalid_client")
    raises(AuthValidationException, lambda: other.orders.get_order({"id": made[0]}))


@step("search transactions, which are some hours late")
def transactions():
    now = datetime.datetime.now(datetime.timezone.utc)
    text = lambda at: at.strftime("%Y-%m-%dT%H:%M:%SZ")
    days = {"start_date": text(now - datetime.timedelta(days=1)), "end_date": text(now + datetime.timedelta(days=5))}
    equal(client.transaction_search.search_transactions(days).body.transaction_details, [])
    forward(2 * 86_400)
    # The log-in of before ran out meanwhile, which only the sandbox's clock knows.
    found = library(SECRET).transaction_search.search_transactions(days).body
    amounts = {it.transaction_info.transaction_id: it.transaction_info.transaction_amount.value for it in found.transaction_details}
    equal((amounts[captures], amounts[refund]), ("4.00", "-1.50"))


finish()
