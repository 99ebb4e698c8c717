// The agents' own programs: Claude Code and Codex, registered as the README says, each in a home of its own and without a network.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { after, before, describe, it } from 'node:test';
import { runToEnd } from '../lib/command.mjs';
import { checkout, gateway, interop } from '../lib/gateway.mjs';
import { serveGateway } from '../lib/served.mjs';

const modules = join(interop, 'hosts/node_modules');
// Where they must be there, what is not there fails.
const skip = existsSync(modules) || process.env.CI === 'true' ? false : 'run `npm ci` in tests/interop/hosts';
const bundle = join(checkout, 'bundles/inbox-triage');
const claude = join(modules, `@anthropic-ai/claude-code-${process.platform}-${process.arch}/claude`);
const codex = join(modules, '@openai/codex/bin/codex.js');

// Codex puts nothing beneath the folder for temporary files.
const home = () => {
  const parent = join(interop, 'node_modules/.homes');
  mkdirSync(parent, { recursive: true });
  return mkdtempSync(join(parent, 'home-'));
};

/** Asks Codex, over its own protocol for editors, which servers it reaches and what they offer. */
async function codexServers(env) {
  const child = spawn(process.execPath, [codex, 'app-server'], { env: { ...process.env, ...env }, stdio: ['pipe', 'pipe', 'ignore'] });
  try {
    const send = (message) => child.stdin.write(JSON.stringify(message) + '\n');
    send({ id: 1, method: 'initialize', params: { clientInfo: { name: 'interop', version: '1' } } });
    send({ method: 'initialized' });
    send({ id: 2, method: 'mcpServerStatus/list', params: {} });
    for await (const line of createInterface({ input: child.stdout })) {
      const message = JSON.parse(line);
      if (message.id === 2) return message.result.data;
    }
    throw new Error('codex app-server ended without an answer');
  } finally {
    child.kill('SIGKILL');
  }
}

describe('hosts', { concurrency: 1, skip }, () => {
  let served;
  before(async () => { served = await serveGateway(bundle, '--max-sessions', '100'); });
  after(() => served?.stop());

  it('Claude Code: `claude mcp add`, and `claude mcp list` reports the gateway connected, over stdio and HTTP', async () => {
    const folder = home();
    const env = { HOME: folder, CLAUDE_CONFIG_DIR: folder, CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC: '1' };
    const run = (...args) => runToEnd([claude, 'mcp', ...args], { cwd: folder, env });
    const added = [
      await run('add', 'inbox', '--', ...gateway(bundle)),
      await run('add', '--transport', 'http', 'inbox-http', served.url.href),
    ];
    for (const { code, stdout, stderr } of added) assert.equal(code, 0, stdout + stderr);

    const { code, stdout, stderr } = await run('list');

    assert.equal(code, 0, stderr);
    assert.match(stdout, /^inbox: .*Connected/m);
    assert.match(stdout, /^inbox-http: .*Connected/m);
  });

  it('Codex: `codex mcp add` and `list`, and it reads the tools of the gateway over stdio and HTTP', async () => {
    const folder = home();
    const env = { HOME: folder, CODEX_HOME: folder };
    const run = (...args) => runToEnd([process.execPath, codex, 'mcp', ...args], { cwd: folder, env });
    const added = [
      await run('add', 'inbox', '--', ...gateway(bundle)),
      await run('add', 'inbox-http', '--url', served.url.href),
    ];
    for (const { code, stdout, stderr } of added) assert.equal(code, 0, stdout + stderr);

    const listed = JSON.parse((await run('list', '--json')).stdout);
    assert.deepEqual(listed.map(({ name, enabled }) => [name, enabled]), [['inbox', true], ['inbox-http', true]]);

    const servers = await codexServers(env);
    for (const name of ['inbox', 'inbox-http']) {
      const server = servers.find((each) => each.name === name);
      assert.equal(server?.serverInfo?.name, 'policyos', JSON.stringify(server)?.slice(0, 500));
      assert.ok(server.tools.read_thread && !server.tools.send_email, Object.keys(server.tools).join());
    }
  });
});
