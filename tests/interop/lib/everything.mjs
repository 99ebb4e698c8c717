// The protocol's own sample server behind the gateway, over stdio or HTTP, under one contract.
import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gateway, interop } from './gateway.mjs';
import { serve } from './served.mjs';

const bundle = join(interop, 'bundles/everything');
const program = join(interop, 'node_modules/@modelcontextprotocol/server-everything/dist/index.js');

const freePort = () => new Promise((resolve) => {
  const taken = createServer().listen(0, '127.0.0.1', () => {
    const { port } = taken.address();
    taken.close(() => resolve(port));
  });
});

/** The contract in front of a server that is reached at an address. */
function bundleAt(url) {
  const folder = join(mkdtempSync(join(tmpdir(), 'policyos-interop-')), 'everything');
  cpSync(bundle, folder, { recursive: true });
  const file = join(folder, 'mcp_contract.yaml');
  const contract = readFileSync(file, 'utf8');
  const stdio = /transport: stdio\n.*command:.*\n.*args:.*/;
  assert.match(contract, stdio);
  writeFileSync(file, contract.replace(stdio, `transport: http\n    url: ${url}`));
  return folder;
}

/**
 * Starts what the transport needs.
 * @returns The command line of the gateway, and what ends the server.
 */
export async function everythingOver(transport) {
  if (transport === 'stdio') return { command: gateway(bundle), stop: async () => {} };
  const port = await freePort();
  const url = new URL(`http://127.0.0.1:${port}/mcp`);
  const server = await serve(['node', program, 'streamableHttp'], { env: { PORT: String(port) }, url, says: `port ${port}` });
  return { command: gateway(bundleAt(url)), stop: server.stop };
}
