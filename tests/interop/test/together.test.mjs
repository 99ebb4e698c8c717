// Two clients at once on one server that asks back in the middle of calls: each is asked what its own call asks, and its answer goes to its own call.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { join } from 'node:path';
import { fixtureBundle } from '../conformance/bundle.mjs';
import { connect } from '../lib/clients.mjs';
import { interop } from '../lib/gateway.mjs';
import { serve, serveGateway } from '../lib/served.mjs';

const fixture = join(interop, 'conformance/fixture.mjs');
const ROUNDS = 10;

/** Calls a tool that shows its person what it was told to, and checks who was shown what and who answered. */
async function use(name, how) {
  const asked = [];
  const { client, call } = await connect(how, async ({ message }) => {
    asked.push(message);
    await delay(Math.random() * 20);
    return { action: 'accept', content: { username: name, email: message.split(' ').at(-1) } };
  });
  try {
    for (let round = 0; round < ROUNDS; round++) {
      const question = `${name}-${round}`;
      const result = await call('test_elicitation', { message: question });
      const text = result.content[0].text;
      assert.match(text, new RegExp(`"username":"${name}","email":"${question}"`), text);
    }
    assert.deepEqual(asked.map((message) => message.split(' ').at(-1)), Array.from({ length: ROUNDS }, (_, round) => `${name}-${round}`));
  } finally {
    await client.close();
  }
}

describe('two clients of one server', { concurrency: 1 }, () => {
  let server;
  const gateways = {};
  before(async () => {
    server = await serve(['node', fixture, 'http', '0']);
    gateways.stdio = await serveGateway(fixtureBundle({ transport: 'stdio', command: 'node', args: [fixture, 'stdio'], protocol: 'legacy' }));
    gateways.HTTP = await serveGateway(fixtureBundle({ transport: 'http', url: server.url.href, protocol: 'legacy' }));
  });
  after(() => Promise.all([server, ...Object.values(gateways)].map((each) => each?.stop())));

  for (const upstream of ['stdio', 'HTTP']) {
    it(`both of SDK 1, the server over ${upstream}`, () => {
      const { url } = gateways[upstream];
      return Promise.all(['ann', 'bob'].map((name) => use(name, { sdk: 1, url })));
    });

    it(`of SDK 1 and 2, the server over ${upstream}`, () => {
      const { url } = gateways[upstream];
      return Promise.all([use('ann', { sdk: 1, url }), use('bob', { sdk: 2, mode: 'legacy', url })]);
    });

    it(`one of each era, the server over ${upstream}`, () => {
      const { url } = gateways[upstream];
      return Promise.all([use('ann', { sdk: 1, url }), use('bob', { sdk: 2, mode: { pin: '2026-07-28' }, url })]);
    });

    it(`both of 2026-07-28 in one session, the server over ${upstream}`, () => {
      const { url } = gateways[upstream];
      return Promise.all(['ann', 'bob'].map((name) => use(name, { sdk: 2, mode: { pin: '2026-07-28' }, url })));
    });
  }
});
