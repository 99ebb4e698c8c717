// Who may say yes, how, and what counts as no answer. Nothing here ever lets a call through without one.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { bundle } from '../lib/bundle.mjs';
import { gateway } from '../lib/gateway.mjs';
import { connect, decision, words } from '../lib/sdk.mjs';
import { RawClient } from '../lib/raw-client.mjs';

const folder = bundle({
  name: 'approvals',
  tools: {
    echo: { contract: { side_effect: 'write', checkpoint: { when: 'always', timeout_seconds: 60, reason: 'writing needs a person' } } },
    received: {},
  },
});

const allow = { action: 'accept', content: { decision: 'allow_once' } };

/** A session whose person answers as told, without the shortest time that a person needs unless it says so. */
const start = (elicit, ...options) => connect(gateway(folder, '--min-answer-ms', '0', ...options), { elicit });

/** How often the server was called. */
const sent = async (session, tool) =>
  JSON.parse(words(await session.call('received'))).filter((line) => line.includes('"tools/call"') && line.includes(`"name":"${tool}"`)).length;

describe('approval by elicitation', () => {
  it('allow_once lets exactly one call through', async () => {
    const session = await start(async () => allow);
    assert.notEqual((await session.call('echo', { n: 1 })).isError, true);
    assert.notEqual((await session.call('echo', { n: 1 })).isError, true);
    assert.equal(session.forms.length, 2, 'a grant is used once; the same call asks again');
    assert.equal(await sent(session, 'echo'), 2);
    await session.close();
  });

  for (const [name, reply] of [
    ['deny', { action: 'accept', content: { decision: 'deny' } }],
    ['decline', { action: 'decline' }],
    ['cancel', { action: 'cancel' }],
  ]) {
    it(`${name} denies, and the same call stays denied without asking again`, async () => {
      const session = await start(async () => reply);
      for (let attempt = 0; attempt < 2; attempt++) {
        const why = decision(await session.call('echo', { n: 1 }));
        assert.equal(why.code, 'CHECKPOINT_DENIED');
        assert.equal(why.verdict, 'deny');
        assert.equal(why.outcome, 'not_sent');
      }
      assert.equal(session.forms.length, 1);
      assert.equal(await sent(session, 'echo'), 0);
      await session.close();
    });
  }

  for (const [name, reply] of [
    ['a bare accept', { action: 'accept' }],
    ['an accept without the decision', { action: 'accept', content: { comment: 'sure' } }],
    ['an accept with a choice that was not offered', { action: 'accept', content: { decision: 'allow_always' } }],
    ['an accept with a decision that is no text', { action: 'accept', content: { decision: true } }],
  ]) {
    it(`${name} decides nothing`, async () => {
      const session = await start(async () => reply);
      const result = await session.call('echo', { n: 1 });
      assert.equal(result.isError, true);
      const why = decision(result);
      assert.equal(why.verdict, 'ask');
      assert.equal(why.code, 'APPROVAL_PENDING');
      assert.ok(why.approval_id);
      assert.equal(await sent(session, 'echo'), 0);
      await session.close();
    });
  }

  it('an answer that comes at once was given by no person', async () => {
    const session = await connect(gateway(folder, '--min-answer-ms', '60000'), { elicit: async () => allow });
    assert.equal(decision(await session.call('echo', { n: 1 })).code, 'APPROVAL_PENDING');
    assert.equal(await sent(session, 'echo'), 0);
    await session.close();
  });

  it('no answer in time gives a ticket; a later answer decides it, and the repeated call picks it up', async () => {
    let answer;
    const answered = new Promise((resolve) => { answer = resolve; });
    const session = await start(() => answered, '--approval-wait-ms', '200');
    const why = decision(await session.call('echo', { n: 1 }));
    assert.equal(why.code, 'APPROVAL_PENDING');
    assert.equal(why.verdict, 'ask');
    assert.equal(await sent(session, 'echo'), 0);
    answer(allow);
    await answered;
    assert.notEqual((await session.call('echo', { n: 1 })).isError, true);
    assert.equal(session.forms.length, 1);
    await session.close();
  });

  it('a grant is for the exact arguments', async () => {
    const session = await start(async ({ message }) => (message.includes('77') ? { action: 'decline' } : allow));
    assert.notEqual((await session.call('echo', { n: 1 })).isError, true);
    assert.equal(decision(await session.call('echo', { n: 77 })).code, 'CHECKPOINT_DENIED');
    await session.close();
  });

  it('a client without elicitation gets a ticket at once', async () => {
    const session = await connect(gateway(folder));
    const result = await session.call('echo', { n: 1 });
    assert.equal(result.isError, true);
    assert.equal(decision(result).code, 'APPROVAL_PENDING');
    assert.ok(decision(result).approval_id);
    assert.doesNotMatch(words(result), /https?:|policyos approvals|--key/, 'a model reads no command, key or deciding address');
    assert.equal(await sent(session, 'echo'), 0);
    await session.close();
  });

  it('six different calls waiting are one too many', async () => {
    const session = await connect(gateway(folder));
    for (let n = 1; n <= 5; n++) assert.equal(decision(await session.call('echo', { n })).code, 'APPROVAL_PENDING');
    assert.equal(decision(await session.call('echo', { n: 6 })).code, 'APPROVAL_FLOOD');
    await session.close();
  });

  it('a waiting call beats its heart when the client gave a token, and the heartbeats rise', async () => {
    const client = await RawClient.connect(gateway(folder, '--approval-wait-ms', '11000'), { capabilities: { elicitation: {} } });
    const result = await client.call('echo', { n: 1 }, { meta: { progressToken: 'beat' }, within: 30_000 });
    assert.equal(decision(result).code, 'APPROVAL_PENDING');
    const beats = client.messages.filter((m) => m.method === 'notifications/progress').map((m) => m.params);
    assert.ok(beats.length >= 2, `${beats.length} heartbeats in 11 s`);
    assert.ok(beats.every((beat) => beat.progressToken === 'beat'));
    assert.ok(beats.every((beat, i) => i === 0 || beat.progress > beats[i - 1].progress));
    await client.end();
  });

  it('a call taken back while it waits is never made', async () => {
    const client = await RawClient.connect(gateway(folder), { capabilities: { elicitation: {} } });
    client.send({ jsonrpc: '2.0', id: 'waiting', method: 'tools/call', params: { name: 'echo', arguments: { n: 1 } } });
    const form = await client.next((m) => m.method === 'elicitation/create');
    client.notify('notifications/cancelled', { requestId: 'waiting' });
    await client.next((m) => m.method === 'notifications/cancelled' && m.params.requestId === form.id);
    client.send({ jsonrpc: '2.0', id: form.id, result: allow });
    const lines = JSON.parse((await client.call('received')).content[0].text);
    assert.equal(lines.filter((line) => line.includes('"name":"echo"')).length, 0);
    await client.end();
  });
});
