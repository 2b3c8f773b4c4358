// Mollie's library for Node drives the Mollie face: only the base address and the key are ours.
//
// The library takes HTTPS only, and trusts nothing but the roots inside it. So there is TLS in front of the face, and
// Node is told to look at no certificate; everything it talks to is on loopback.
import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { Endpoint, SECRET, control, finish, refused, sdk, secured, step } from './steps.mjs';

const { createMollieClient, MollieApiError } = createRequire(`${process.env.NODE_PATH}/`)('@mollie/api-client');

sdk('@mollie/api-client');
process.env.NODE_TLS_REJECT_UNAUTHORIZED = '0';
process.removeAllListeners('warning');
const mollie = createMollieClient({ apiKey: SECRET, apiEndpoint: `${await secured()}/v2` });
const hooks = await Endpoint.open('secret_of_the_hook');
const eur = (value) => ({ currency: 'EUR', value });
const stored = (more) => ({
  amount: eur('10.00'),
  description: 'Order 7',
  sequenceType: 'recurring',
  customerId: 'cst_shop',
  mandateId: 'mdt_ok',
  webhookUrl: hooks.url,
  ...more,
});

const made = await step('create a payment that is captured by hand', async () => {
  const payment = await mollie.payments.create(stored({ captureMode: 'manual', idempotencyKey: 'order-7' }));
  assert.deepEqual([payment.status, payment.amount], ['authorized', eur('10.00')]);
  return payment.id;
});

await step('capture a part, and release the rest', async () => {
  const capture = await mollie.paymentCaptures.create({ paymentId: made, amount: eur('4.00') });
  assert.deepEqual([capture.amount, capture.paymentId], [eur('4.00'), made]);
  await control('POST', '/clock', { advance_secs: 10 });
  assert.equal((await mollie.paymentCaptures.get(capture.id, { paymentId: made })).status, 'succeeded');
  await mollie.payments.releaseAuthorization(made);
  const payment = await mollie.payments.get(made);
  assert.deepEqual([payment.status, payment.amountCaptured], ['paid', eur('4.00')]);
  assert.equal(typeof payment.paidAt, 'string');
});

await step('refund a part, read it back and list it', async () => {
  const refund = await mollie.paymentRefunds.create({ paymentId: made, amount: eur('1.50'), description: 'Scratched' });
  assert.deepEqual([refund.amount, refund.status], [eur('1.50'), 'pending']);
  assert.equal((await mollie.paymentRefunds.get(refund.id, { paymentId: made })).paymentId, made);
  const listed = [];
  for await (const one of mollie.paymentRefunds.iterate({ paymentId: made })) listed.push(one.id);
  assert.deepEqual(listed, [refund.id]);
});

await step('list payments by pages of two, to the end', async () => {
  for (let i = 0; i < 4; i += 1) await mollie.payments.create(stored({}));
  const page = await mollie.payments.page({ limit: 2 });
  assert.equal(page.length, 2);
  const next = await page.nextPage();
  assert.equal(next.length, 2);
  const ids = [];
  for await (const payment of mollie.payments.iterate()) ids.push(payment.id);
  assert.deepEqual([ids.length, new Set(ids).size, ids.at(-1)], [5, 5, made]);
});

await step('what cannot be done is a MollieApiError with its status and field', async () => {
  const error = await refused(() => mollie.paymentRefunds.create({ paymentId: made, amount: eur('9.00'), description: 'x' }));
  assert.ok(error instanceof MollieApiError, error.constructor.name);
  assert.deepEqual([error.statusCode, error.field], [422, 'amount']);
  const missing = await refused(() => mollie.payments.get('tr_none'));
  assert.equal(missing.statusCode, 404);
});

await step('the classic webhook names an id, which the library reads', async () => {
  const { body } = await hooks.next(({ headers }) => headers['content-type'].startsWith('application/x-www-form-urlencoded'));
  const payment = await mollie.payments.get(new URLSearchParams(body.toString()).get('id'));
  assert.equal(payment.id, made);
});

finish();
