// Files on disk behind a contract: what was refused has not been done.
import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { gateway, interop } from '../lib/gateway.mjs';
import { connect, decision, words } from '../lib/sdk.mjs';

const bundle = join(interop, 'bundles/files');
const sandbox = join(interop, '.sandbox');

describe('server-filesystem', () => {
  let answer = { action: 'accept', content: { decision: 'allow_once' } };
  let session;
  before(async () => {
    rmSync(sandbox, { recursive: true, force: true });
    mkdirSync(sandbox);
    writeFileSync(join(sandbox, 'note.txt'), 'remember the milk');
    session = await connect(gateway(bundle, '--min-answer-ms', '0'), { elicit: async () => answer });
  });
  after(async () => {
    await session.close();
    rmSync(sandbox, { recursive: true, force: true });
  });

  it('lists three of its tools', async () => {
    assert.deepEqual(await session.names(), ['list_directory', 'read_text_file', 'write_file']);
  });

  it('reads what it may', async () => {
    const result = await session.call('read_text_file', { path: 'note.txt' });
    assert.deepEqual(result.structuredContent, { content: 'remember the milk' });
    assert.equal(result._meta['policyos/observation'].evidence, 'verified');
  });

  for (const path of ['../package.json', '/etc/passwd', 'note.txt\n', 'NOTE.TXT']) {
    it(`does not even ask the server for ${JSON.stringify(path)}`, async () => {
      const result = await session.call('read_text_file', { path });
      assert.equal(decision(result).code, 'CONTRACT_VIOLATION');
      assert.equal(decision(result).outcome, 'not_sent');
    });
  }

  it("passes the server's own error on", async () => {
    const result = await session.call('read_text_file', { path: 'missing.txt' });
    assert.equal(result.isError, true);
    assert.match(words(result), /ENOENT|no such file/i);
  });

  it('writes when a person agrees, having shown exactly what', async () => {
    const result = await session.call('write_file', { path: 'new.txt', content: 'written' });
    assert.notEqual(result.isError, true);
    assert.equal(readFileSync(join(sandbox, 'new.txt'), 'utf8'), 'written');
    const form = session.forms.at(-1);
    for (const shown of ['write_file', 'files', 'new.txt', 'written']) assert.match(form.message, new RegExp(shown));
    assert.deepEqual(form.requestedSchema.required, ['decision']);
    assert.deepEqual(form.requestedSchema.properties.decision.enum, ['allow_once', 'deny']);
    assert.equal(form.requestedSchema.properties.decision.default, undefined);
  });

  it('does not write when a person says no', async () => {
    answer = { action: 'accept', content: { decision: 'deny', comment: 'not this one' } };
    const result = await session.call('write_file', { path: 'denied.txt', content: 'x' });
    assert.equal(decision(result).code, 'CHECKPOINT_DENIED');
    assert.equal(existsSync(join(sandbox, 'denied.txt')), false);
  });
});
