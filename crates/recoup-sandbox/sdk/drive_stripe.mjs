// Stripe's library for Node drives the Stripe face: only host, port, protocol and the key are ours.
import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { Endpoint, FACE, SECRET, finish, refused, sdk, step } from './steps.mjs';

const Stripe = createRequire(`${process.env.NODE_PATH}/`)('stripe');
const HOOK_SECRET = 'whsec_of_the_shop';

sdk('stripe');
const stripe = new Stripe(SECRET, { host: FACE.hostname, port: FACE.port, protocol: 'http', maxNetworkRetries: 0 });
const hooks = await Endpoint.open(HOOK_SECRET);

const made = await step('create an intent', async () => {
  const intent = await stripe.paymentIntents.create({
    amount: 1000,
    currency: 'eur',
    payment_method: 'pm_card_visa',
    payment_method_types: ['card'],
    capture_method: 'manual',
    metadata: { order: '7' },
  });
  assert.equal(intent.status, 'requires_confirmation');
  assert.equal(intent.metadata.order, '7');
  return intent;
});

await step('confirm it, with its charge expanded', async () => {
  const intent = await stripe.paymentIntents.confirm(made.id, { expand: ['latest_charge'] });
  assert.equal(intent.status, 'requires_capture');
  assert.equal(intent.amount_capturable, 1000);
  assert.equal(intent.latest_charge.payment_method_details.type, 'card');
});

await step('capture a part, which gives the rest back', async () => {
  const intent = await stripe.paymentIntents.capture(made.id, { amount_to_capture: 600 });
  assert.deepEqual([intent.status, intent.amount_received, intent.amount_capturable], ['succeeded', 600, 0]);
});

const refund = await step('refund a part', async () => {
  const made_refund = await stripe.refunds.create({ payment_intent: made.id, amount: 250, metadata: { why: 'late' } });
  assert.equal(made_refund.object, 'refund');
  assert.equal(made_refund.amount, 250);
  return made_refund;
});

await step('read the refund and the charge back', async () => {
  assert.equal((await stripe.refunds.retrieve(refund.id)).metadata.why, 'late');
  const charge = await stripe.charges.retrieve(refund.charge);
  assert.deepEqual([charge.amount_captured, charge.amount_refunded], [600, 250]);
});

await step('list by pages of two, to the end', async () => {
  for (let i = 0; i < 4; i += 1) await stripe.paymentIntents.create({ amount: 100, currency: 'eur' });
  const ids = [];
  for await (const intent of stripe.paymentIntents.list({ limit: 2 })) ids.push(intent.id);
  assert.equal(new Set(ids).size, 5);
  assert.equal(ids.at(-1), made.id);
  const refunds = await stripe.refunds.list({ payment_intent: made.id }).autoPagingToArray({ limit: 10 });
  assert.deepEqual(refunds.map((one) => one.id), [refund.id]);
});

await step('a decline is a StripeCardError with its code, its advice and its intent', async () => {
  const card = { amount: 900, currency: 'eur', payment_method: 'pm_card_chargeDeclinedExpiredCard', confirm: true };
  const error = await refused(() => stripe.paymentIntents.create(card));
  assert.ok(error instanceof Stripe.errors.StripeCardError, error.constructor.name);
  assert.deepEqual([error.statusCode, error.code, error.advice_code], [402, 'expired_card', 'do_not_try_again']);
  assert.equal(error.payment_intent.status, 'requires_payment_method');
});

await step('the same key gives the same intent, and with other parameters a StripeIdempotencyError', async () => {
  const idempotencyKey = 'key-1';
  const first = await stripe.paymentIntents.create({ amount: 1100, currency: 'eur' }, { idempotencyKey });
  const again = await stripe.paymentIntents.create({ amount: 1100, currency: 'eur' }, { idempotencyKey });
  assert.equal(again.id, first.id);
  const error = await refused(() => stripe.paymentIntents.create({ amount: 1200, currency: 'eur' }, { idempotencyKey }));
  assert.ok(error instanceof Stripe.errors.StripeIdempotencyError, error.constructor.name);
});

await step('what is wrong is a StripeInvalidRequestError, a wrong key a StripeAuthenticationError', async () => {
  const missing = await refused(() => stripe.paymentIntents.retrieve('pi_none'));
  assert.ok(missing instanceof Stripe.errors.StripeInvalidRequestError, missing.constructor.name);
  assert.equal(missing.code, 'resource_missing');
  const options = { host: FACE.hostname, port: FACE.port, protocol: 'http', maxNetworkRetries: 0 };
  const stranger = await refused(() => new Stripe('sk_test_other', options).refunds.list());
  assert.ok(stranger instanceof Stripe.errors.StripeAuthenticationError, stranger.constructor.name);
});

await step('with retries on, a 500 after the deed is asked again under one key and charges once', async () => {
  const options = { host: FACE.hostname, port: FACE.port, protocol: 'http', maxNetworkRetries: 2 };
  const patient = new Stripe(SECRET, options);
  const error = await refused(() => patient.paymentIntents.create({
    amount: 700, currency: 'eur', confirm: true, payment_method: 'pm_tok_500_after', metadata: { once: 'yes' },
  }));
  assert.ok(error instanceof Stripe.errors.StripeAPIError, error.constructor.name);
  const all = await stripe.paymentIntents.list({ limit: 100 }).autoPagingToArray({ limit: 100 });
  const mine = all.filter((intent) => intent.metadata.once === 'yes');
  assert.deepEqual(mine.map((intent) => intent.status), ['succeeded']);
});

await step('our signature is one that the library verifies, and a changed body is refused', async () => {
  const of_refund = ({ body }) => JSON.parse(body).type.startsWith('refund.');
  const { headers, body } = await hooks.next(of_refund);
  const header = headers['stripe-signature'];
  const event = stripe.webhooks.constructEvent(body, header, HOOK_SECRET);
  assert.equal(event.data.object.id, refund.id);
  const forged = Buffer.from(body.toString().replace('250', '251'));
  for (const [text, secret] of [[forged, HOOK_SECRET], [body, 'whsec_of_another']]) {
    const error = await refused(async () => stripe.webhooks.constructEvent(text, header, secret));
    assert.ok(error instanceof Stripe.errors.StripeSignatureVerificationError, error.constructor.name);
  }
});

finish();
