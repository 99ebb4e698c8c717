// The official TypeScript client in front of the gateway, as an agent host would use it.
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { ElicitRequestSchema, ToolListChangedNotificationSchema } from '@modelcontextprotocol/sdk/types.js';

/**
 * Connects.
 * @param elicit Answers a form; without it the client says that it cannot show one.
 */
export async function connect([command, ...args], { elicit, env } = {}) {
  const client = new Client({ name: 'interop', version: '1' }, { capabilities: elicit ? { elicitation: {} } : {} });
  const forms = [];
  if (elicit) {
    client.setRequestHandler(ElicitRequestSchema, async ({ params }) => {
      forms.push(params);
      return elicit(params);
    });
  }
  let changes = 0;
  client.setNotificationHandler(ToolListChangedNotificationSchema, () => { changes++; });
  await client.connect(new StdioClientTransport({ command, args, env, stderr: 'ignore' }));
  return {
    client,
    forms,
    get changes() { return changes; },
    names: async () => (await client.listTools()).tools.map((tool) => tool.name),
    call: (name, args = {}, options) => client.callTool({ name, arguments: args }, undefined, options),
    close: () => client.close(),
  };
}

/** What the gateway says about a refused call. */
export const decision = (result) => result._meta['policyos/decision'];

/** The words that a model reads. */
export const words = (result) => result.content.map((block) => block.text).join('\n');
