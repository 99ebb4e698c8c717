// The official TypeScript clients of both eras in front of the gateway, over stdio and HTTP: the same contract, the same approval, the same list.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { join } from 'node:path';
import { connect } from '../lib/clients.mjs';
import { checkout, gateway } from '../lib/gateway.mjs';
import { serveGateway } from '../lib/served.mjs';

const bundle = join(checkout, 'bundles', 'inbox-triage');
const handoff = { thread_id: 'T-1002', team: 'billing', summary: 'Charged twice on 14 October, 480 USD each; asks for one back.' };
const human = { decision: 'allow_once' };

/** A person who takes a moment, and then always says the same. */
const person = (answer) => async () => {
  await delay(400);
  return answer;
};

const pin = { pin: '2026-07-28' };
const clients = [
  { name: 'SDK 1, stdio', sdk: 1 },
  { name: 'SDK 1, HTTP', sdk: 1, http: true },
  { name: 'SDK 2 legacy, stdio', sdk: 2, mode: 'legacy' },
  { name: 'SDK 2 auto, stdio', sdk: 2, mode: 'auto', era: '2026-07-28' },
  { name: 'SDK 2 pinned, stdio', sdk: 2, mode: pin, era: '2026-07-28' },
  { name: 'SDK 2 legacy, HTTP', sdk: 2, mode: 'legacy', http: true },
  // Without a handle a stateful contract sends a client of both eras back to initialize.
  { name: 'SDK 2 auto, HTTP', sdk: 2, mode: 'auto', http: true, era: '2025-11-25' },
  { name: 'SDK 2 auto, HTTP with a handle', sdk: 2, mode: 'auto', http: true, handle: true, era: '2026-07-28' },
  { name: 'SDK 2 pinned, HTTP with a handle', sdk: 2, mode: pin, http: true, handle: true, era: '2026-07-28' },
];

describe('clients of both eras', { concurrency: 1 }, () => {
  let served;
  before(async () => { served = await serveGateway(bundle, '--max-sessions', '100'); });
  after(() => served.stop());

  let number = 0;
  for (const { name, http, handle, era, ...how } of clients) {
    const as = () => ({ ...how, ...(http ? { url: served.url } : { command: gateway(bundle) }), handle: handle && `interop-session-handle-${++number}` });

    it(`${name}: phases, an approval, a refusal`, async () => {
      const { client, call } = await connect(as(), person({ action: 'accept', content: human }));
      try {
        if (era) assert.equal(client.getNegotiatedProtocolVersion?.() ?? era, era);
        const before = (await client.listTools()).tools.map((tool) => tool.name);
        assert.ok(before.includes('read_thread') && !before.includes('create_handoff'), before.join());

        const early = await call('create_handoff', handoff);
        assert.equal(early._meta['policyos/decision'].code, 'WRONG_PHASE');

        const read = await call('read_thread', { thread_id: 'T-1002' });
        assert.equal(read.structuredContent.thread_id, 'T-1002');
        assert.equal(read._meta['policyos/observation'].tool, 'read_thread');
        assert.ok((await client.listTools()).tools.some((tool) => tool.name === 'create_handoff'));

        const made = await call('create_handoff', handoff);
        assert.ok(!made.isError, JSON.stringify(made));
        assert.equal(made.structuredContent.thread_id, 'T-1002');
        await assert.rejects(call('no_such_tool', {}), (error) => error.code === -32602);
      } finally {
        await client.close();
      }
    });

    it(`${name}: a person who says no`, async () => {
      const { client, call } = await connect(as(), person({ action: 'decline' }));
      try {
        await call('read_thread', { thread_id: 'T-1002' });
        const refused = await call('create_handoff', handoff);
        assert.equal(refused._meta['policyos/decision'].code, 'CHECKPOINT_DENIED');
      } finally {
        await client.close();
      }
    });
  }
});
