// Somebody who has three servers from npm in a .mcp.json, and finds this gateway: three commands of the tutorial, and what they lead to.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { checkout, interop, policyos } from '../lib/gateway.mjs';
import { connect } from '../lib/sdk.mjs';

const tutorial = readFileSync(join(checkout, 'docs/tutorial.md'), 'utf8');
const block = (name) => tutorial.split(`<!-- ${name} -->\n`)[1].split('```')[1].replace(/^[a-z]*\n/, '');

describe('the tutorial, from an existing .mcp.json', () => {
  const commands = block('three commands').trim().split('\n');
  const printed = [];
  let project, run, started;
  before(() => {
    project = join(realpathSync(mkdtempSync(join(tmpdir(), 'policyos-tutorial-'))), 'shop');
    mkdirSync(join(project, 'notes'), { recursive: true });
    writeFileSync(join(project, 'notes/monday.txt'), 'remember the milk');
    writeFileSync(join(project, '.mcp.json'), block('.mcp.json'));
    // npx finds the servers here, as it would find them at the registry.
    symlinkSync(join(interop, 'node_modules'), join(project, 'node_modules'));
    const [command, ...first] = policyos();
    const env = { ...process.env, XDG_DATA_HOME: join(project, 'data'), XDG_CACHE_HOME: join(project, 'cache') };
    run = (line) => execFileSync(command, [...first, ...line.split(' ').slice(1)], { cwd: project, env, encoding: 'utf8' });
    started = performance.now();
    for (const line of commands) printed.push(run(line));
    started = performance.now() - started;
  });
  after(() => {
    rmSync(join(project, '..'), { recursive: true, force: true });
    rmSync('/tmp/shop-memory.jsonl', { force: true });
  });

  it('takes three commands', () => {
    assert.deepEqual(commands.map((line) => line.split(' ')[1]), ['init', 'lock', 'test']);
    console.log(`init, lock and test took ${(started / 1000).toFixed(1)} s`);
  });

  for (const [i, name] of ['init', 'lock', 'test'].entries()) {
    it(`prints for ${name} what the tutorial shows`, () => assert.equal(printed[i], block(`${name} prints`)));
  }

  it('gives a bundle that passes check --strict and that doctor finds well', () => {
    assert.match(run('policyos check --strict bundles/shop'), /the bundle compiles/);
    assert.doesNotMatch(run('policyos doctor bundles/shop'), /warning|fault|unreachable/);
  });

  it('emits a configuration that a client connects with', async () => {
    const emitted = JSON.parse(run('policyos emit bundles/shop --for claude-code')).mcpServers.shop;
    const session = await connect([emitted.command, ...emitted.args], { env: { ...process.env, XDG_DATA_HOME: join(project, 'data') } });
    try {
      const names = await session.names();
      for (const name of ['read_text_file', 'read_graph', 'echo']) assert.ok(names.includes(name), name);
      assert.match(JSON.stringify(await session.call('read_text_file', { path: 'monday.txt' })), /remember the milk/);
      assert.match(JSON.stringify(await session.call('echo', { message: 'hello' })), /Echo: hello/);
      await session.call('create_entities', { entities: [{ name: 'Ada', entityType: 'person', observations: ['likes tea'] }] });
      assert.match(JSON.stringify(await session.call('search_nodes', { query: 'Ada' })), /likes tea/);
    } finally {
      await session.close();
    }
  });
});
