// What every script here shares, as steps.py: steps that are told one line each, an endpoint, and the control calls.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, request as ask } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export const FACE = new URL(process.env.FACE_URL);
export const SECRET = process.env.FACE_SECRET;

let failed = 0;

/** Says which library is driven. */
export function sdk(name) {
  const described = join(process.env.NODE_PATH, name, 'package.json');
  console.log(`sdk ${name} (Node) ${JSON.parse(readFileSync(described, 'utf8')).version}`);
}

/** Runs a check at once as one step and gives what it returned; nothing when it failed. */
export async function step(name, check) {
  try {
    const value = await check();
    console.log(`ok ${name}`);
    return value;
  } catch (error) {
    failed += 1;
    console.log(`FAILED ${name}: ${error?.name}: ${String(error?.message ?? error).replaceAll('\n', ' ')}`);
    return undefined;
  }
}

/** Ends the script. */
export function finish() {
  process.exit(failed === 0 ? 0 : 1);
}

/** The error that a call is refused with. */
export async function refused(call) {
  try {
    await call();
  } catch (error) {
    return error;
  }
  return assert.fail('it was not refused');
}

/** A call of whoever runs the sandbox, which no library knows. */
export async function control(method, path, body) {
  const reply = await fetch(new URL(path, FACE), { method, body: JSON.stringify(body) });
  assert.ok(reply.ok, `${method} ${path}: ${reply.status}`);
  return reply.json();
}

/** The address of TLS in front of the face, for a library that takes nothing else. */
export async function secured() {
  const place = mkdtempSync(join(tmpdir(), 'face-'));
  const [key_file, cert_file] = [join(place, 'key'), join(place, 'certificate')];
  const curve = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '1'];
  const names = ['-subj', '/CN=127.0.0.1', '-addext', 'subjectAltName=IP:127.0.0.1'];
  const files = ['-keyout', key_file, '-out', cert_file];
  execFileSync('openssl', ['req', '-x509', ...curve, ...names, ...files], { stdio: 'pipe' });
  const [key, cert] = [readFileSync(key_file), readFileSync(cert_file)];
  rmSync(place, { recursive: true });
  const server = createSecureServer({ key, cert }, (asked, answer) => {
    const headers = { ...asked.headers, 'x-forwarded-proto': 'https' };
    const { method, url: path } = asked;
    const passed = ask({ host: FACE.hostname, port: FACE.port, method, path, headers }, (told) => {
      answer.writeHead(told.statusCode, told.headers);
      told.pipe(answer);
    });
    asked.pipe(passed);
  });
  await new Promise((listening) => server.listen(0, '127.0.0.1', listening));
  return `https://127.0.0.1:${server.address().port}`;
}

/** An endpoint of a shop: takes every webhook that the face delivers and says 200. */
export class Endpoint {
  #got = [];
  #arrived = () => {};

  static async open(secret) {
    const endpoint = new Endpoint();
    const server = createServer((request, response) => {
      const parts = [];
      request.on('data', (part) => parts.push(part));
      request.on('end', () => {
        response.end();
        endpoint.#take({ headers: request.headers, body: Buffer.concat(parts) });
      });
    });
    await new Promise((listening) => server.listen(0, '127.0.0.1', listening));
    endpoint.url = `http://127.0.0.1:${server.address().port}/hooks`;
    await control('PUT', '/webhook_endpoint', { url: endpoint.url, secret });
    return endpoint;
  }

  #take(delivery) {
    this.#got.push(delivery);
    this.#arrived();
  }

  /** The first delivery that is wanted. The others are kept: they come in any order. */
  async next(wanted = () => true) {
    const ends = Date.now() + 20_000;
    for (;;) {
      const at = this.#got.findIndex(wanted);
      if (at >= 0) return this.#got.splice(at, 1)[0];
      const left = ends - Date.now();
      assert.ok(left > 0, 'no such webhook came in 20 s');
      await new Promise((go_on) => {
        this.#arrived = go_on;
        setTimeout(go_on, left);
      });
    }
  }
}
