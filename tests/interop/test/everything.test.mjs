// The official client and the protocol's own sample server, over stdio and over HTTP, with a contract between them.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { everythingOver } from '../lib/everything.mjs';
import { connect, decision, words } from '../lib/sdk.mjs';


for (const transport of ['stdio', 'HTTP']) {
  describe(`server-everything over ${transport}`, { concurrency: 1 }, () => {
    let everything;
    before(async () => { everything = await everythingOver(transport); });
    after(() => everything.stop());

    describe('what the client sees', () => {
      let session;
      before(async () => { session = await connect(everything.command); });
      after(() => session.close());

      it('lists what is declared, allowed and visible, and nothing else', async () => {
        assert.deepEqual(await session.names(), ['echo', 'add', 'long_operation', 'environment']);
      });

      it('shows the contract beside each tool, and our description and schema where we gave one', async () => {
        const { tools } = await session.client.listTools();
        const add = tools.find((tool) => tool.name === 'add');
        assert.equal(add.description, 'Adds two numbers from 0 to 1000.');
        assert.equal(add.inputSchema.properties.a.maximum, 1000);
        assert.deepEqual(add._meta['policyos/contract'], { side_effect: 'read', checkpoint: false });
        assert.equal(tools.find((tool) => tool.name === 'environment')._meta['policyos/contract'].checkpoint, true);
        assert.match(tools.find((tool) => tool.name === 'echo').description, /echo/i);
      });

      it('offers tools with list_changed and nothing that the contract does not govern', () => {
        assert.deepEqual(session.client.getServerCapabilities().tools, { listChanged: true });
        for (const capability of ['resources', 'prompts', 'completions', 'tasks']) {
          assert.equal(session.client.getServerCapabilities()[capability], undefined, capability);
        }
      });

      it('relays a call and stamps the result as an observation', async () => {
        const result = await session.call('echo', { message: 'hello' });
        assert.equal(words(result), 'Echo: hello');
        const { retrieved_at: at, audit_ref: reference, ...observation } = result._meta['policyos/observation'];
        assert.ok(!Number.isNaN(Date.parse(at)));
        assert.ok(reference);
        assert.equal(observation.tool, 'echo');
        assert.equal(observation.server, 'everything');
        assert.equal(observation.trust_level, 'untrusted_user_content');
        assert.equal(observation.evidence, 'acknowledged');
      });
    });

    describe('what is refused', () => {
      let session;
      before(async () => { session = await connect(everything.command); });
      after(() => session.close());

      const refused = async (name, args, code) => {
        const result = await session.call(name, args);
        assert.equal(result.isError, true);
        const why = decision(result);
        assert.equal(why.code, code);
        assert.equal(why.verdict, 'deny');
        assert.equal(why.outcome, 'not_sent');
        assert.ok(why.audit_ref && why.policy_version && why.message && why.recoverability);
        assert.equal(why.tool, name);
        assert.equal(result.content.length, 1);
        assert.ok(words(result).length > 20);
        return result;
      };

      it('arguments outside the schema', async () => {
        const result = await refused('add', { a: 1, b: 1001 }, 'CONTRACT_VIOLATION');
        assert.deepEqual(result.structuredContent, { policyos: decision(result) });
        assert.match(words(result), /\$\.b|\bb\b/);
      });

      it('an argument nobody declared', () => refused('add', { a: 1, b: 1, c: 1 }, 'CONTRACT_VIOLATION'));

      it('a tool of another phase, whose output schema leaves no room for our object', async () => {
        const result = await refused('weather', { location: 'Chicago' }, 'WRONG_PHASE');
        assert.equal(result.structuredContent, undefined);
      });

      it('a blocked tool', () => refused('get-tiny-image', {}, 'TOOL_BLOCKED'));

      it('a declared tool that is not allowed', () => refused('toggle_logging', {}, 'TOOL_NOT_ALLOWED'));

      it('a tool that nobody declared, as the specification asks', async () => {
        await assert.rejects(session.call('get-sum', { a: 1, b: 2 }), (error) => {
          assert.equal(error.code, -32602);
          assert.equal(error.data.policyos.code, 'UNKNOWN_ACTION');
          return true;
        });
      });

      it('the fourth call of a tool that may be called three times, which then is not listed any more', async () => {
        for (const message of ['1', '2', '3']) assert.equal(words(await session.call('echo', { message })), `Echo: ${message}`);
        await refused('echo', { message: '4' }, 'TOOL_LIMIT_EXCEEDED');
        assert.ok(!(await session.names()).includes('echo'));
      });
    });

    describe('phases, progress, cancellation', () => {
      let session;
      before(async () => { session = await connect(everything.command); });
      after(() => session.close());

      it('moves the phase at commit and tells the client that its list changed', async () => {
        const result = await session.call('add', { a: 2, b: 40 });
        assert.match(words(result), /42/);
        assert.equal(session.changes, 1);
        assert.deepEqual(await session.names(), ['echo', 'weather', 'long_operation', 'environment']);
        const weather = await session.call('weather', { location: 'New York' });
        assert.equal(typeof weather.structuredContent.temperature, 'number');
        assert.equal(weather._meta['policyos/observation'].evidence, 'verified');
        assert.deepEqual(await session.names(), ['echo', 'long_operation', 'environment']);
      });

      it('relays progress in order', async () => {
        const seen = [];
        await session.call('long_operation', { duration: 0.5, steps: 5 }, { onprogress: ({ progress, total }) => seen.push([progress, total]) });
        // The client library forgets the last one when it arrives together with the answer; the raw client (lossless.test.mjs) sees every one.
        assert.ok(seen.length >= 4);
        assert.deepEqual(seen, [1, 2, 3, 4, 5].slice(0, seen.length).map((i) => [i, 5]));
      });

      it('lets the client take a call back and goes on', async () => {
        const controller = new AbortController();
        const call = session.call('long_operation', { duration: 30, steps: 30 }, { signal: controller.signal, onprogress: () => controller.abort('enough') });
        await assert.rejects(call, /enough/);
        assert.ok((await session.names()).includes('long_operation'));
      });
    });
  });
}

describe('server-everything: the environment of a server', () => {
  it('holds what is on the allow-list, not what the gateway happens to have', async () => {
    const session = await connect([...(await everythingOver('stdio')).command, '--min-answer-ms', '0'], {
      elicit: async () => ({ action: 'accept', content: { decision: 'allow_once' } }),
      env: { ...process.env, INTEROP_SECRET: 'hunter2' },
    });
    const environment = words(await session.call('environment'));
    await session.close();
    assert.match(environment, /"PATH"/);
    assert.doesNotMatch(environment, /INTEROP_SECRET|hunter2/);
  });
});
