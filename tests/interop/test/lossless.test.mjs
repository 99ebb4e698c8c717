// What a server says arrives as it was said, and in the order it was said; so does what a client says.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { ERROR_BODY, LOSSLESS_RESULT, LOSSLESS_TOOL } from '../fake-upstream.mjs';
import { bundle } from '../lib/bundle.mjs';
import { gateway } from '../lib/gateway.mjs';
import { member, read, without } from '../lib/lossless.mjs';
import { RawClient } from '../lib/raw-client.mjs';

const folder = bundle({
  name: 'lossless',
  tools: { lossless: {}, echo: {}, progress: {}, rpc_error: {}, tool_error: {}, slow: {}, received: {} },
});

describe('relay', () => {
  let client;
  before(async () => { client = await RawClient.connect(gateway(folder)); });
  after(() => client.end());

  it('a result keeps unknown fields, unknown content types, every digit and the order', async () => {
    const answer = await client.request('tools/call', { name: 'lossless', arguments: {} });
    const arrived = member(read(answer.raw), 'result');
    const expected = read(LOSSLESS_RESULT);
    assert.deepEqual(without(arrived, '_meta'), without(expected, '_meta'));
    const meta = member(arrived, '_meta');
    assert.deepEqual(member(meta, 'acme/r'), ['object', ['n', ['number', '1.0']]]);
    assert.equal(member(meta, 'policyos/forged'), undefined, 'a server cannot speak for the gateway');
    assert.ok(member(meta, 'policyos/observation'));
  });

  it('a definition keeps unknown fields and every digit', async () => {
    const answer = await client.request('tools/list', {});
    const arrived = member(read(answer.raw), 'result', 'tools').slice(1).find((tool) => member(tool, 'name')[1] === 'lossless');
    const expected = read(LOSSLESS_TOOL);
    assert.deepEqual(without(arrived, '_meta'), without(expected, '_meta'));
    assert.deepEqual(member(arrived, '_meta', 'acme/x'), member(expected, '_meta', 'acme/x'));
  });

  it('arguments keep every digit, and unknown params go on', async () => {
    const args = '{"zeta":9007199254740993,"a":1234567890123456789012345.123456789,"e":1E+2,"z":1.10,"big":1e400,"text":"\\u00e9 😀","list":[1.0,{"b":null,"a":-0}]}';
    client.send(`{"jsonrpc":"2.0","id":"args","method":"tools/call","params":{"x-before":1e2,"name":"echo","arguments":${args},"x-after":{"n":1.00},"_meta":{"acme/q":9007199254740993,"policyos/note":"s"}}}`);
    const upstream = read((await client.answer('args')).result.content[0].text);
    assert.deepEqual(member(upstream, 'params', 'arguments'), read(args));
    assert.deepEqual(member(upstream, 'params', 'x-before'), ['number', '1e2']);
    assert.deepEqual(member(upstream, 'params', 'x-after', 'n'), ['number', '1.00']);
    assert.deepEqual(member(upstream, 'params', '_meta', 'acme/q'), ['number', '9007199254740993']);
    assert.equal(member(upstream, 'params', '_meta', 'policyos/note'), undefined, 'what is meant for the gateway stops there');
  });

  it('ids come back as they were given', async () => {
    for (const id of ['9007199254740993', '"a\\u0020b"', '"1"', '0', '-7']) {
      client.send(`{"jsonrpc":"2.0","id":${id},"method":"ping"}`);
      const answer = await client.next((m) => m.result && JSON.stringify(read(m.raw).slice(1).find(([n]) => n === 'id')[1]) === JSON.stringify(read(id)));
      assert.deepEqual(answer.result, {});
    }
  });

  it('a JSON-RPC error of the server arrives whole', async () => {
    const answer = await client.request('tools/call', { name: 'rpc_error', arguments: {} });
    assert.deepEqual(member(read(answer.raw), 'error'), read(ERROR_BODY));
  });

  it("a tool's own error arrives whole", async () => {
    const result = await client.call('tool_error');
    assert.equal(result.isError, true);
    assert.equal(result['x-why'], 1);
    assert.equal(result.content[0].text, 'it did not work');
  });

  it('100 progress notifications and an immediate reply arrive in order, each whole', async () => {
    const first = client.messages.length;
    await client.request('tools/call', { name: 'progress', arguments: {}, _meta: { progressToken: 'mine' } }, { id: 'p' });
    const seen = client.messages.slice(first);
    const progress = seen.filter((m) => m.method === 'notifications/progress');
    assert.deepEqual(progress.map((m) => m.params.progress), Array.from({ length: 100 }, (_, i) => i + 1));
    assert.ok(progress.every((m) => m.params.progressToken === 'mine' && m.params.message === `step ${m.params.progress}`));
    assert.ok(progress.every((m) => m.raw.includes('"x-progress":9007199254740993')));
    assert.equal(seen.findIndex((m) => m.id === 'p'), 100, 'the answer comes after the last of them');
  });

  it('calls in flight keep their own progress', async () => {
    const first = client.messages.length;
    await Promise.all(['a', 'b', 3].map((token) => client.request('tools/call', { name: 'progress', arguments: {}, _meta: { progressToken: token } })));
    for (const token of ['a', 'b', 3]) {
      const mine = client.messages.slice(first).filter((m) => m.params?.progressToken === token).map((m) => m.params.progress);
      assert.deepEqual(mine, Array.from({ length: 100 }, (_, i) => i + 1));
    }
  });

  it('a cancellation reaches the server under the id that the server knows', async () => {
    const received = async (condition) => {
      for (const end = Date.now() + 10_000; Date.now() < end;) {
        const lines = JSON.parse((await client.call('received')).content[0].text).map((line) => JSON.parse(line));
        if (lines.some(condition)) return lines.find(condition);
      }
      return assert.fail('the server did not receive it');
    };
    client.send({ jsonrpc: '2.0', id: 'gone', method: 'tools/call', params: { name: 'slow', arguments: {} } });
    const slow = await received((line) => line.params?.name === 'slow');
    client.notify('notifications/cancelled', { requestId: 'gone', reason: 'changed my mind' });
    const cancelled = await received((line) => line.method === 'notifications/cancelled');
    assert.equal(cancelled.params.requestId, slow.id);
    assert.equal(client.messages.some((m) => m.id === 'gone'), false, 'a cancelled request is not answered');
  });

  for (const version of ['2024-11-05', '2025-03-26', '2025-06-18', '2025-11-25']) {
    it(`a client of ${version} is answered in its version`, async () => {
      const old = await RawClient.connect(gateway(folder), { version });
      assert.equal(old.hello.result.protocolVersion, version);
      assert.notEqual((await old.call('echo')).isError, true);
      assert.equal(await old.end(), 0);
    });
  }
});
