// Bad input from every side: one clear error each, nothing lost, and the gateway goes on.
import assert from 'node:assert/strict';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { bundle, fake } from '../lib/bundle.mjs';
import { gateway } from '../lib/gateway.mjs';
import { RawClient } from '../lib/raw-client.mjs';
import { decision } from '../lib/sdk.mjs';

const tools = Object.fromEntries(['echo', 'received', 'pid', 'die', 'garbage_first', 'duplicate_keys', 'invalid_utf8', 'long_line', 'batch', 'wrong_shape', 'ask',
  'add_tool', 'added', 'checked'].map((name) => [name, {}]));
const write = (more) => ({ contract: { side_effect: 'write', ...more } });
const folder = bundle({
  name: 'trouble',
  tools: {
    ...tools,
    slow: { contract: { timeouts: { total_ms: 400 } } },
    slow_write: write({ timeouts: { total_ms: 400 } }),
    die_write: write(),
    waits: { contract: { timeouts: { total_ms: 60_000 } } },
  },
});

const lines = (text) => text.split('\n').filter((line) => line.trim() !== '');
const errors = (text) => lines(text).filter((line) => /\berror\b|\bcannot\b|\bfail/i.test(line));

describe('a client that talks nonsense', () => {
  let client;
  before(async () => { client = await RawClient.connect(gateway(folder)); });
  after(async () => assert.equal(await client.end(), 0));

  const goesOn = async () => assert.notEqual((await client.call('echo', { still: 'here' })).isError, true);
  const answered = async (line, id, ...codes) => {
    const first = client.messages.length;
    client.send(line);
    const answer = await client.next((m) => client.messages.indexOf(m) >= first && m.error !== undefined);
    assert.equal(answer.id, id);
    assert.ok(codes.includes(answer.error.code), `${answer.error.code}`);
    assert.ok(answer.error.message.length > 5);
    await goesOn();
    assert.equal(client.messages.slice(first).filter((m) => m.error !== undefined).length, 1, 'one error each');
  };

  it('text that is no JSON', () => answered('hello?', null, -32700));
  it('half a message, whose id can be read', () => answered('{"jsonrpc":"2.0","id":"half",', 'half', -32700));
  it('duplicate keys in the arguments', () =>
    answered('{"jsonrpc":"2.0","id":"dup","method":"tools/call","params":{"name":"echo","arguments":{"a":1,"a":2}}}', 'dup', -32600, -32700));
  it('duplicate keys by an escape', () =>
    answered('{"jsonrpc":"2.0","id":"esc","method":"tools/call","params":{"name":"echo","arguments":{"a":1,"\\u0061":2}}}', 'esc', -32600, -32700));
  it('a second envelope key in another case', () =>
    answered('{"jsonrpc":"2.0","id":"case","method":"ping","Method":"tools/call"}', 'case', -32600, -32700));
  it('invalid UTF-8', () =>
    answered(Buffer.concat([Buffer.from('{"jsonrpc":"2.0","id":"utf","method":"tools/call","params":{"name":"echo","arguments":{"a":"'), Buffer.from([0xff, 0xfe]), Buffer.from('"}}}')]),
      'utf', -32600, -32700));
  it('a lone surrogate', () =>
    answered('{"jsonrpc":"2.0","id":"sur","method":"tools/call","params":{"name":"echo","arguments":{"a":"\\ud800"}}}', 'sur', -32600, -32700));
  it('depth without end', () =>
    answered(`{"jsonrpc":"2.0","id":"deep","method":"tools/call","params":{"name":"echo","arguments":{"a":${'['.repeat(100)}${']'.repeat(100)}}}}`, 'deep', -32600, -32700));
  it('a batch', () => answered('[{"jsonrpc":"2.0","id":1,"method":"ping"},{"jsonrpc":"2.0","id":2,"method":"ping"}]', null, -32600));
  it('a line of 10 MB', () =>
    answered(`{"jsonrpc":"2.0","id":"long","method":"tools/call","params":{"name":"echo","arguments":{"a":"${'x'.repeat(10 * 1024 * 1024)}"}}}`, 'long', -32600, -32700));
  it('a method that does not exist', () => answered({ jsonrpc: '2.0', id: 'no', method: 'no/such' }, 'no', -32601));
  it('a call without a name', () => answered({ jsonrpc: '2.0', id: 'nameless', method: 'tools/call', params: { arguments: {} } }, 'nameless', -32602));
  it('arguments that are no object', () => answered({ jsonrpc: '2.0', id: 'list', method: 'tools/call', params: { name: 'echo', arguments: [1] } }, 'list', -32602));
  it('numbers that no reader agrees on', async () => {
    for (const number of ['1e401', '1e-401', '1.00000000000000000000000000000000001']) {
      client.send(`{"jsonrpc":"2.0","id":"n${number}","method":"tools/call","params":{"name":"echo","arguments":{"a":${number}}}}`);
      assert.equal(decision((await client.answer(`n${number}`)).result).code, 'CONTRACT_VIOLATION', number);
    }
  });
  it('a request before the handshake', async () => {
    const early = new RawClient(gateway(folder));
    assert.equal((await early.request('tools/list', {})).error.code, -32600);
    assert.ok((await early.request('initialize', { protocolVersion: '2025-06-18', capabilities: {}, clientInfo: { name: 'x', version: '1' } })).result);
    assert.equal(await early.end(), 0);
  });
});

describe('a server that talks nonsense', () => {
  let client;
  before(async () => { client = await RawClient.connect(gateway(folder)); });
  after(async () => assert.equal(await client.end(), 0));

  it('garbage between its messages is skipped', async () => {
    const result = await client.call('garbage_first');
    assert.equal(result.content[0].text, 'after garbage');
  });

  for (const tool of ['duplicate_keys', 'invalid_utf8', 'wrong_shape', 'long_line']) {
    it(`an answer with ${tool} settles the call`, async () => {
      const result = await client.call(tool);
      assert.equal(result.isError, true);
      assert.ok(['UPSTREAM_PROTOCOL_ERROR', 'RESULT_TOO_LARGE'].includes(decision(result).code), decision(result).code);
      assert.equal(decision(result).outcome, 'failed');
      assert.notEqual((await client.call('echo')).isError, true);
    });
  }

  it('a result that breaks its own schema is withheld', async () => {
    assert.notEqual((await client.call('checked', { good: true })).isError, true);
    const result = await client.call('checked', { good: false });
    assert.equal(decision(result).code, 'OUTPUT_SCHEMA_VIOLATION');
    assert.equal(result.structuredContent, undefined);
    assert.doesNotMatch(JSON.stringify(result.content), /"yes"/);
  });

  it('a request that it may not make is answered, not left hanging', async () => {
    const result = await client.call('ask');
    assert.equal(JSON.parse(result.content[0].text).code, -32601);
  });

  it('a tool that comes later is told before the answer that brought it, and can be called', async () => {
    assert.ok(!(await client.toolNames()).includes('added'));
    const first = client.messages.length;
    await client.request('tools/call', { name: 'add_tool', arguments: {} }, { id: 'add' });
    const seen = client.messages.slice(first);
    const changed = seen.findIndex((m) => m.method === 'notifications/tools/list_changed');
    assert.ok(changed >= 0 && changed < seen.findIndex((m) => m.id === 'add'));
    assert.ok((await client.toolNames()).includes('added'));
    assert.equal((await client.call('added')).content[0].text, 'I am new');
  });

  it('a call that is never answered ends at its time limit: failed when it only reads', async () => {
    const why = decision(await client.call('slow'));
    assert.equal(why.code, 'TOOL_TIMEOUT');
    assert.equal(why.outcome, 'failed');
  });

  it('… and in doubt when it writes, which must not be repeated', async () => {
    const result = await client.call('slow_write');
    assert.equal(decision(result).code, 'TOOL_TIMEOUT');
    assert.equal(decision(result).outcome, 'in_doubt');
    assert.match(result.content[0].text, /not (repeat|be repeated)|do not repeat/i);
  });

  it('one that dies mid-call settles it, and comes back', async () => {
    const before = (await client.call('pid')).content[0].text;
    assert.equal(decision(await client.call('die')).outcome, 'failed');
    let again;
    for (const end = Date.now() + 15_000; Date.now() < end;) {
      again = await client.call('pid');
      if (again.isError !== true) break;
      assert.equal(decision(again).code, 'UPSTREAM_UNAVAILABLE');
    }
    assert.notEqual(again.isError, true);
    assert.notEqual(again.content[0].text, before);
  });

  it('one that dies under a write leaves it in doubt', async () => {
    assert.equal(decision(await client.call('die_write')).outcome, 'in_doubt');
  });
});

describe('a batch of the server', () => {
  it('is no answer', async () => {
    const client = await RawClient.connect(gateway(bundle({ name: 'batch', tools: { batch: { contract: { timeouts: { total_ms: 500 } } }, echo: {} } })));
    const result = await client.call('batch');
    assert.ok(['UPSTREAM_PROTOCOL_ERROR', 'TOOL_TIMEOUT'].includes(decision(result).code));
    assert.notEqual((await client.call('echo')).isError, true);
    assert.equal(await client.end(), 0);
  });
});

describe('a server that is not there', () => {
  const alone = (server) => bundle({ name: 'alone', servers: { alone: server }, tools: { echo: {} } });
  const beside = (server) => bundle({ name: 'beside', servers: { good: fake(), bad: server }, tools: { echo: { server: 'good' }, other: { server: 'bad', upstream_name: 'echo' } } });

  it('a command that is not found ends the gateway with 3 and one clear error', async () => {
    const client = new RawClient(gateway(beside({ transport: 'stdio', command: 'no-such-command-anywhere', owner: 'tests' })));
    assert.equal(await client.exited, 3);
    assert.match(client.stderr, /no-such-command-anywhere/);
    assert.equal(client.messages.length, 0);
  });

  for (const mode of ['dies', 'garbage', 'silent']) {
    it(`alone and ${mode}: nothing can be served, 3`, async () => {
      const client = new RawClient(gateway(alone(fake(mode, { start_timeout_ms: 1000 }))));
      client.send({ jsonrpc: '2.0', id: 1, method: 'initialize', params: { protocolVersion: '2025-11-25', capabilities: {}, clientInfo: { name: 'x', version: '1' } } });
      assert.equal(await client.exited, 3);
      assert.match(client.stderr, /alone/);
    });

    it(`beside a good one and ${mode}: the rest is served`, async () => {
      const client = await RawClient.connect(gateway(beside(fake(mode, { start_timeout_ms: 1000 }))));
      assert.deepEqual(await client.toolNames(), ['echo']);
      assert.notEqual((await client.call('echo')).isError, true);
      const why = decision(await client.call('other'));
      assert.equal(why.code, 'UPSTREAM_UNAVAILABLE');
      assert.equal(why.outcome, 'not_sent');
      assert.equal(await client.end(), 0);
    });
  }

  it('one that speaks only the oldest version serves a client of the newest', async () => {
    const client = await RawClient.connect(gateway(alone(fake('ancient'))));
    assert.equal(client.hello.result.protocolVersion, '2025-11-25');
    assert.notEqual((await client.call('echo')).isError, true);
    assert.equal(await client.end(), 0);
  });
});

describe('a client that goes away', () => {
  it('mid-call: the call is cancelled, the server ends, the gateway exits 0', async () => {
    const client = await RawClient.connect(gateway(folder));
    const pid = Number((await client.call('pid')).content[0].text);
    client.send({ jsonrpc: '2.0', id: 'left', method: 'tools/call', params: { name: 'waits', arguments: {} } });
    await client.call('echo');
    const start = Date.now();
    assert.equal(await client.end(), 0);
    assert.ok(Date.now() - start < 12_000);
    assert.throws(() => process.kill(pid, 0), { code: 'ESRCH' });
  });

  it('before it said anything: the gateway exits 0', async () => {
    assert.equal(await new RawClient(gateway(folder)).end(), 0);
  });

  it('with SIGTERM: the gateway and its server end', async () => {
    const client = await RawClient.connect(gateway(folder));
    const pid = Number((await client.call('pid')).content[0].text);
    process.kill(client.pid, 'SIGTERM');
    await client.exited;
    assert.throws(() => process.kill(pid, 0), { code: 'ESRCH' });
  });
});

describe('a bundle that does not hold', () => {
  const run = async (path, ...options) => {
    const client = new RawClient(gateway(path, ...options));
    const code = await client.exited;
    assert.equal(client.messages.length, 0, 'nothing is served');
    return { code, stderr: client.stderr };
  };

  it('every error at its place, all at once', async () => {
    const broken = bundle({ name: 'broken', tools: { echo: { contract: { side_effect: 'sometimes', surprise: 1 } } }, agent: { allowed_tools: ['echo', 'missing'] } });
    const { code, stderr } = await run(broken);
    assert.equal(code, 1);
    assert.match(stderr, /tools\/echo\.yaml\(\d+,\d+\): error POL\d{4}: .*sometimes/);
    assert.match(stderr, /tools\/echo\.yaml\(\d+,\d+\): error POL\d{4}: .*surprise/);
    assert.match(stderr, /agent_contract\.yaml\(\d+,\d+\): error POL\d{4}: .*missing/);
  });

  it('text that is no YAML', async () => {
    const broken = bundle({ name: 'broken', tools: { echo: {} } });
    writeFileSync(join(broken, 'session.yaml'), 'schema_version: "1.0"\nagent: [unclosed\n');
    const { code, stderr } = await run(broken);
    assert.equal(code, 1);
    assert.match(stderr, /session\.yaml\(\d+,\d+\): error POL\d{4}: /);
  });

  it('a folder without a bundle', async () => {
    const { code, stderr } = await run(mkdtempSync(join(tmpdir(), 'policyos-empty-')));
    assert.notEqual(code, 0);
    assert.ok(errors(stderr).length > 0);
  });

  it('a folder that does not exist', async () => {
    const { code, stderr } = await run('/no/such/bundle');
    assert.notEqual(code, 0);
    assert.match(stderr, /no\/such\/bundle/);
    assert.doesNotMatch(stderr, /\bat PolicyOs\./, 'an error is a sentence, not a stack trace');
  });
});
