// The official TypeScript clients of both eras, over stdio and HTTP, as hosts would set them up.
import { Client as Client2, StreamableHTTPClientTransport as Http2 } from '@modelcontextprotocol/client';
import { StdioClientTransport as Stdio2 } from '@modelcontextprotocol/client/stdio';
import { Client as Client1 } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport as Stdio1 } from '@modelcontextprotocol/sdk/client/stdio.js';
import { StreamableHTTPClientTransport as Http1 } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { ElicitRequestSchema } from '@modelcontextprotocol/sdk/types.js';

/**
 * Connects one client.
 * @param how `sdk` 1 or 2; `mode` of SDK 2: legacy, auto or {pin}; `url` for HTTP, or `command` for stdio; `handle` names the session.
 * @param elicit Answers a form, given its params.
 */
export async function connect({ sdk, mode, url, command: [command, ...args] = [], handle }, elicit) {
  if (sdk === 1) {
    const client = new Client1({ name: 'interop', version: '1' }, { capabilities: { elicitation: {} } });
    client.setRequestHandler(ElicitRequestSchema, ({ params }) => elicit(params));
    await client.connect(url ? new Http1(url) : new Stdio1({ command, args, stderr: 'ignore' }));
    return { client, call: (name, input = {}) => client.callTool({ name, arguments: input }) };
  }

  const client = new Client2({ name: 'interop', version: '1' }, {
    capabilities: { elicitation: { form: {} } },
    ...(mode ? { versionNegotiation: { mode } } : {}),
  });
  client.setRequestHandler('elicitation/create', ({ params }) => elicit(params));
  const headers = handle ? { 'Policyos-Session-Id': handle } : {};
  await client.connect(url ? new Http2(url, { requestInit: { headers } }) : new Stdio2({ command, args, stderr: 'ignore' }));
  return { client, call: (name, input = {}) => client.callTool({ name, arguments: input }) };
}
