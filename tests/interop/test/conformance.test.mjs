// The official conformance suites, on a server of the official SDK and on the gateway in front of it: through the gateway no check ends worse.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { join } from 'node:path';
import { fixtureBundle } from '../conformance/bundle.mjs';
import { run, suites, tally, worse } from '../conformance/suites.mjs';
import { interop } from '../lib/gateway.mjs';
import { serve, serveGateway } from '../lib/served.mjs';

// The suites know servers by URL alone; they cannot be run on one on standard streams directly. This check wants to see a server close the
// stream of one request, and a server on standard streams has no such stream: it answers at once, and the suite notes that as INFO.
const overHttpAlone = /^server-sse-polling: server-sse-disconnect-resume: SUCCESS directly, INFO through the gateway$/;

const fixture = join(interop, 'conformance/fixture.mjs');

describe('conformance', { concurrency: 1 }, () => {
  let server;
  const gateways = {};
  const direct = new Map();
  before(async () => {
    server = await serve(['node', fixture, 'http', '0']);
    const many = ['--max-sessions', '1000'];
    gateways.HTTP = await serveGateway(fixtureBundle({ transport: 'http', url: server.url.href }), ...many);
    // Of one era each: a server that takes long to start, as it does on a busy machine, is taken for one of the era before.
    for (const protocol of ['legacy', 'modern']) {
      gateways[protocol] = await serveGateway(fixtureBundle({ transport: 'stdio', command: 'node', args: [fixture, 'stdio'], protocol }), ...many);
    }
  });
  after(() => Promise.all([server, ...Object.values(gateways)].map((each) => each?.stop())));

  for (const suite of suites) {
    it(`${suite.name}: the server itself passes`, async (test) => {
      const result = await run(suite, server.url.href);
      direct.set(suite, result);
      test.diagnostic(tally(result));
      assert.ok(result.passed, result.printed);
    });

    for (const transport of ['HTTP', 'stdio']) {
      it(`${suite.name}: passes through the gateway with the server over ${transport}, no check worse`, async (test) => {
        const result = await run(suite, gateways[transport === 'HTTP' ? 'HTTP' : suite.era].url.href);
        test.diagnostic(tally(result));
        assert.deepEqual(worse(direct.get(suite), result).filter((line) => transport === 'HTTP' || !overHttpAlone.test(line)), []);
      });
    }
  }
});
