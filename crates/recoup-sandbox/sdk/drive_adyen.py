"""Adyen's library for Python drives the Adyen face: only the base addresses and the key are ours."""

import copy
import json

import Adyen
from Adyen.util import is_valid_hmac_notification

from steps import FACE, SECRET, Endpoint, control, equal, finish, forward, raises, sdk, step

HMAC_KEY = "00112233445566778899AABBCCDDEEFF00112233445566778899AABBCCDDEEFF"
SHOP = "ShopSeveral"
EUR = lambda value: {"currency": "EUR", "value": value}

sdk("adyen")


def library(key):
    adyen = Adyen.Adyen(xapikey=key, platform="test")
    # Each service has its address as a plain attribute.
    for service in (adyen.checkout.payments_api, adyen.checkout.modifications_api):
        service.baseUrl = FACE + "/v72"
    adyen.disputes.disputes_api.baseUrl = FACE + "/ca/services/DisputeService/v30"
    return adyen


adyen = library(SECRET)
payments, changes = adyen.checkout.payments_api, adyen.checkout.modifications_api
hooks = Endpoint(HMAC_KEY)


def payment(reference, value=1000, stored="TOKOK", **more):
    return {
        "merchantAccount": SHOP,
        "reference": reference,
        "amount": EUR(value),
        "paymentMethod": {"type": "scheme", "storedPaymentMethodId": stored},
        "shopperReference": "customer-1",
        "shopperInteraction": "ContAuth",
        "recurringProcessingModel": "CardOnFile",
        "returnUrl": "https://shop.example/back",
        "additionalData": {"manualCapture": "true"},
        **more,
    }


def change(reference, value):
    return {"merchantAccount": SHOP, "reference": reference, "amount": EUR(value)}


def told(code, reference):
    """The item of a code and a reference, as a delivery of its own."""

    def has(item):
        it = item["NotificationRequestItem"]
        return (it["eventCode"], it["merchantReference"]) == (code, reference)

    _, body = hooks.next(lambda _, body: any(map(has, json.loads(body)["notificationItems"])))
    delivery = json.loads(body)
    return {**delivery, "notificationItems": list(filter(has, delivery["notificationItems"]))}


@step("authorize with a stored card")
def made():
    result = payments.payments(payment("order 7"), idempotency_key="order-7")
    equal((result.status_code, result.message["resultCode"]), (200, "Authorised"))
    equal((result.psp, result.message["merchantReference"]), (result.message["pspReference"], "order 7"))
    equal(len(result.psp), 16)
    return result.psp


@step("the same key gives the same payment")
def again():
    equal(payments.payments(payment("order 7"), idempotency_key="order-7").psp, made)


@step("capture two parts, which are received and told")
def captures():
    first = changes.capture_authorised_payment(change("parcel 1", 400), made, idempotency_key="c-1")
    second = changes.capture_authorised_payment(change("parcel 2", 300), made)
    equal((first.status_code, first.message["status"]), (201, "received"))
    equal((first.message["paymentPspReference"], first.message["amount"]), (made, EUR(400)))
    equal(first.psp == second.psp, False)
    forward(10)
    item = told("CAPTURE", "parcel 1")["notificationItems"][0]["NotificationRequestItem"]
    equal((item["success"], item["originalReference"], item["pspReference"]), ("true", made, first.psp))


@step("refund a part, which is received and told")
def refund():
    refund = changes.refund_captured_payment(change("refund 7", 250), made, idempotency_key="r-1")
    equal((refund.status_code, refund.message["status"]), (201, "received"))
    forward(10)
    return refund.psp


@step("our item is one whose HMAC the library verifies")
def signed():
    delivery = told("REFUND", "refund 7")
    equal(is_valid_hmac_notification(delivery, HMAC_KEY), True)
    equal(delivery["notificationItems"][0]["NotificationRequestItem"]["pspReference"], refund)
    return delivery


@step("a changed amount and another key are refused by it")
def forged():
    changed = copy.deepcopy(signed)
    changed["notificationItems"][0]["NotificationRequestItem"]["amount"]["value"] = 251
    equal(is_valid_hmac_notification(changed, HMAC_KEY), False)
    equal(is_valid_hmac_notification(signed, HMAC_KEY.replace("0", "1")), False)


@step("a refund of more than is left is received and told as failed")
def too_much():
    equal(changes.refund_captured_payment(change("too much", 451), made).message["status"], "received")
    delivery = told("REFUND", "too much")
    equal(is_valid_hmac_notification(delivery, HMAC_KEY), True)
    equal(delivery["notificationItems"][0]["NotificationRequestItem"]["success"], "false")


@step("cancel by name and by our own reference")
def canceled():
    psp = payments.payments(payment("order 8")).psp
    body = {"merchantAccount": SHOP, "reference": "cancel 8"}
    equal(changes.cancel_authorised_payment_by_psp_reference(body, psp).message["status"], "received")
    payments.payments(payment("order 9"))
    own = {"merchantAccount": SHOP, "reference": "cancel 9", "paymentReference": "order 9"}
    result = changes.cancel_authorised_payment(own)
    equal((result.message["status"], result.message["paymentReference"]), ("received", "order 9"))
    for reference in ("cancel 8", "cancel 9"):
        equal(is_valid_hmac_notification(told("CANCELLATION", reference), HMAC_KEY), True)


@step("give back whatever was done by a reversal")
def reversal():
    psp = payments.payments(payment("order 10")).psp
    body = {"merchantAccount": SHOP, "reference": "reverse 10"}
    equal(changes.refund_or_cancel_payment(body, psp).message["status"], "received")
    delivery = told("CANCEL_OR_REFUND", "reverse 10")
    equal(is_valid_hmac_notification(delivery, HMAC_KEY), True)
    equal(delivery["notificationItems"][0]["NotificationRequestItem"]["success"], "true")


@step("a refused payment has its reason and its code")
def refused():
    told_so = payments.payments(payment("order 11", stored="TOKDECLINEEXPIREDCARD")).message
    equal((told_so["resultCode"], told_so["refusalReason"], told_so["refusalReasonCode"]), ("Refused", "Expired Card", "6"))
    asked = {"manualCapture": "true", "RequestedTestAcquirerResponseCode": "12"}
    told_so = payments.payments(payment("order 12", additionalData=asked)).message
    equal((told_so["resultCode"], told_so["refusalReasonCode"]), ("Refused", "12"))


@step("a customer who must act is redirected, and details end it")
def redirected():
    answer = payments.payments(payment("order 13", stored="TOKACTION")).message
    equal((answer["resultCode"], answer["action"]["type"]), ("RedirectShopper", "redirect"))
    details = {"details": {"redirectResult": answer["pspReference"]}}
    equal(payments.payments_details(details).message["resultCode"], "Authorised")


@step("errors are the library's own, with status and code")
def errors():
    error = raises(Adyen.AdyenAPIUnprocessableEntity, lambda: payments.payments(payment("order 14", stored="NOBODY")))
    equal((error.status_code, error.error_code), (422, "803"))
    error = raises(Adyen.AdyenAPIUnprocessableEntity, lambda: changes.refund_captured_payment(change("r", 5), "NONE"))
    equal(error.error_code, "167")
    stranger = library("another").checkout.payments_api
    equal(raises(Adyen.AdyenAPIAuthenticationError, lambda: stranger.payments(payment("x"))).status_code, 401)
    lost = payment("order 15", stored="TOK500AFTER")
    equal(raises(Adyen.AdyenAPICommunicationError, lambda: payments.payments(lost)).status_code, 500)


@step("a dispute is told, defended and accepted through the Disputes API")
def dispute():
    control("POST", "/disputes", {"capture": "parcel 2", "amount_minor": 300, "reason": "fraud", "stage": "chargeback"})
    delivery = told("NOTIFICATION_OF_CHARGEBACK", "order 7")
    equal(is_valid_hmac_notification(delivery, HMAC_KEY), True)
    item = delivery["notificationItems"][0]["NotificationRequestItem"]
    named = {"disputePspReference": item["pspReference"], "merchantAccountCode": SHOP}
    reasons = adyen.disputes.disputes_api.retrieve_applicable_defense_reasons(named).message
    equal(reasons["disputeServiceResult"]["success"], True)
    reason = {"defenseReasonCode": reasons["defenseReasons"][0]["defenseReasonCode"], **named}
    document = {"content": "aGVsbG8=", "contentType": "application/pdf", "defenseDocumentTypeCode": "DefenseMaterial"}
    supplied = {"defenseDocuments": [document], **named}
    equal(adyen.disputes.disputes_api.supply_defense_document(supplied).message["disputeServiceResult"]["success"], True)
    equal(adyen.disputes.disputes_api.defend_dispute(reason).message["disputeServiceResult"]["success"], True)


finish()
