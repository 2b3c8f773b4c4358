// PayPal's library for Node drives the PayPal face: only the HTTPS agent and the keys are ours.
//
// The library knows two addresses, PayPal's own, but takes an agent for its connections; ours opens each of them at the
// face. The library has no check of webhooks, so that is done as PayPal's documentation says, with Node's own crypto.
import assert from 'node:assert/strict';
import { X509Certificate, createVerify } from 'node:crypto';
import { Agent } from 'node:https';
import { createRequire } from 'node:module';
import { connect } from 'node:net';
import { Endpoint, FACE, SECRET, finish, refused, sdk, step } from './steps.mjs';

const paypal = createRequire(`${process.env.NODE_PATH}/`)('@paypal/paypal-server-sdk');
const WEBHOOK_ID = '8PT597110X687430LKGECATA';

sdk('@paypal/paypal-server-sdk');
const httpsAgent = new Agent();
httpsAgent.createConnection = () => connect({ host: FACE.hostname, port: Number(FACE.port) });
const library = (secret) => new paypal.Client({
  clientCredentialsAuthCredentials: { oAuthClientId: 'client-of-the-shop', oAuthClientSecret: secret },
  environment: paypal.Environment.Sandbox,
  httpClientOptions: { httpsAgent, timeout: 20_000 },
});
const client = library(SECRET);
const orders = new paypal.OrdersController(client);
const payments = new paypal.PaymentsController(client);
const hooks = await Endpoint.open(WEBHOOK_ID);
const prefer = 'return=representation';
const usd = (value) => ({ currencyCode: 'USD', value });

const made = await step('log in, and create an order that is authorized with a stored card', async () => {
  const body = {
    intent: 'AUTHORIZE',
    purchaseUnits: [{ amount: usd('10.00'), customId: 'order 7' }],
    paymentSource: { card: { vaultId: 'tok_ok' } },
  };
  const { result, statusCode } = await orders.createOrder({ body, paypalRequestId: 'order-7', prefer });
  const [authorization] = result.purchaseUnits[0].payments.authorizations;
  assert.deepEqual([statusCode, result.status, authorization.status], [201, 'COMPLETED', 'CREATED']);
  return authorization.id;
});

const capture = await step('capture a part', async () => {
  const body = { amount: usd('4.00'), finalCapture: false };
  const { result } = await payments.captureAuthorizedPayment({ authorizationId: made, body, paypalRequestId: 'c', prefer });
  assert.deepEqual([result.status, result.amount.value, result.finalCapture], ['COMPLETED', '4.00', false]);
  assert.equal(result.sellerReceivableBreakdown.grossAmount.value, '4.00');
  const { result: held } = await payments.getAuthorizedPayment({ authorizationId: made });
  assert.equal(held.status, 'PARTIALLY_CAPTURED');
  return result.id;
});

await step('refund a part and read it back', async () => {
  const body = { amount: usd('1.50'), customId: 'refund 7' };
  const { result } = await payments.refundCapturedPayment({ captureId: capture, body, paypalRequestId: 'r', prefer });
  assert.deepEqual([result.status, result.amount.value, result.customId], ['COMPLETED', '1.50', 'refund 7']);
  assert.equal((await payments.getRefund({ refundId: result.id })).result.status, 'COMPLETED');
  assert.equal((await payments.getCapturedPayment({ captureId: capture })).result.status, 'PARTIALLY_REFUNDED');
});

await step('what cannot be done is the library\'s own error, with its issue', async () => {
  const body = { amount: usd('2.51') };
  const error = await refused(() => payments.refundCapturedPayment({ captureId: capture, body, paypalRequestId: 'r2' }));
  assert.ok(error instanceof paypal.ApiError, error.constructor.name);
  assert.deepEqual([error.statusCode, error.result.details[0].issue], [422, 'REFUND_AMOUNT_EXCEEDED']);
  const missing = await refused(() => payments.getRefund({ refundId: 'NONE' }));
  assert.deepEqual([missing.statusCode, missing.result.name], [404, 'RESOURCE_NOT_FOUND']);
});

/** Whether a delivery is genuine by PayPal's documentation. */
async function genuine({ headers, body }) {
  const of = (name) => headers[`paypal-${name}`];
  const certificate = new X509Certificate(await (await fetch(of('cert-url'))).text());
  const message = `${of('transmission-id')}|${of('transmission-time')}|${WEBHOOK_ID}|${crc32(body)}`;
  assert.equal(of('auth-algo'), 'SHA256withRSA');
  return createVerify('sha256').update(message).verify(certificate.publicKey, of('transmission-sig'), 'base64');
}

function crc32(bytes) {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit += 1) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  }
  return (crc ^ 0xffffffff) >>> 0;
}

await step('our webhook has the signature that the documentation describes, and a changed body has not', async () => {
  const delivery = await hooks.next(({ body }) => JSON.parse(body).event_type === 'PAYMENT.CAPTURE.COMPLETED');
  // The certificate's address has the name by which we were called, and that is PayPal's.
  delivery.headers['paypal-cert-url'] = delivery.headers['paypal-cert-url'].replace(/^https?:\/\/[^/]+/, FACE.origin);
  assert.equal(JSON.parse(delivery.body).resource.id, capture);
  assert.equal(await genuine(delivery), true);
  const body = Buffer.from(delivery.body.toString().replace('4.00', '4.01'));
  assert.equal(await genuine({ ...delivery, body }), false);
});

finish();
