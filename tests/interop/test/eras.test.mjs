// The official TypeScript clients of both eras in front of the gateway, over stdio and HTTP: the same contract, the same approval, the same list.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { after, before, describe, it } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { Client as Client2, StreamableHTTPClientTransport as Http2 } from '@modelcontextprotocol/client';
import { StdioClientTransport as Stdio2 } from '@modelcontextprotocol/client/stdio';
import { Client as Client1 } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport as Stdio1 } from '@modelcontextprotocol/sdk/client/stdio.js';
import { StreamableHTTPClientTransport as Http1 } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { ElicitRequestSchema } from '@modelcontextprotocol/sdk/types.js';
import { join } from 'node:path';
import { checkout, gateway } from '../lib/gateway.mjs';

const bundle = join(checkout, 'bundles', 'inbox-triage');
const [command, ...args] = gateway(bundle);
const handoff = { thread_id: 'T-1002', team: 'billing', summary: 'Charged twice on 14 October, 480 USD each; asks for one back.' };
const human = { decision: 'allow_once' };

/** Connects one client of one era over one transport; `answer` is what its person says. */
async function connect({ sdk, mode, url, handle }, answer) {
  const elicit = async () => {
    await delay(400);
    return answer;
  };
  if (sdk === 1) {
    const client = new Client1({ name: 'eras', version: '1' }, { capabilities: { elicitation: {} } });
    client.setRequestHandler(ElicitRequestSchema, elicit);
    await client.connect(url ? new Http1(url) : new Stdio1({ command, args, stderr: 'ignore' }));
    return { client, call: (name, input) => client.callTool({ name, arguments: input }) };
  }

  const client = new Client2({ name: 'eras', version: '1' }, {
    capabilities: { elicitation: { form: {} } },
    ...(mode ? { versionNegotiation: { mode } } : {}),
  });
  client.setRequestHandler('elicitation/create', elicit);
  const headers = handle ? { 'Policyos-Session-Id': handle } : {};
  await client.connect(url ? new Http2(url, { requestInit: { headers } }) : new Stdio2({ command, args, stderr: 'ignore' }));
  return { client, call: (name, input) => client.callTool({ name, arguments: input }) };
}

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
  let served, url;
  before(async () => {
    served = spawn(command, [...args, '--http', '127.0.0.1:0', '--max-sessions', '100'], { stdio: ['ignore', 'ignore', 'pipe'] });
    let log = '';
    url = await new Promise((resolve, reject) => {
      served.on('exit', () => reject(new Error('the gateway ended: ' + log)));
      served.stderr.on('data', (text) => {
        log += text;
        const found = /http:\/\/\S+\/mcp/.exec(log);
        if (found) resolve(new URL(found[0]));
      });
    });
  });
  after(() => served.kill('SIGINT'));

  let number = 0;
  for (const { name, http, handle, era, ...how } of clients) {
    const as = () => ({ ...how, url: http && url, handle: handle && `interop-session-handle-${++number}` });

    it(`${name}: phases, an approval, a refusal`, async () => {
      const { client, call } = await connect(as(), { action: 'accept', content: human });
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
      const { client, call } = await connect(as(), { action: 'decline' });
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
