// The server that the conformance suite measures, on its own and behind the gateway: the official SDK's, in both eras, with every tool,
// prompt and resource that the suite asks for.
import { ProtocolError, Server } from '@modelcontextprotocol/server';
import * as catalog from './prompts.mjs';
import { LATER, states, tools } from './tools.mjs';

const CLIENT_CAPABILITIES = 'io.modelcontextprotocol/clientCapabilities';

/** The two lists that change while the server runs, and who hears of it. */
export class Lists {
  #tool = false;
  #prompt = false;
  /** Called with `toolsChanged` or `promptsChanged`. */
  tell = () => {};

  toggleTool() {
    this.#tool = !this.#tool;
    this.tell('toolsChanged');
  }

  togglePrompt() {
    this.#prompt = !this.#prompt;
    this.tell('promptsChanged');
  }

  tools = () => Object.entries(tools).filter(([name]) => name !== LATER || this.#tool);
  prompts = () => Object.entries(catalog.prompts).filter(([name]) => name !== catalog.LATER || this.#prompt);
}

const unknown = (what, name) => new ProtocolError(-32602, `Unknown ${what}: ${name}`);

/** One server of one connection, or of one request in the era without connections. */
export function serve(lists) {
  const server = new Server({ name: 'conformance-fixture', version: '1.0.0' }, {
    capabilities: {
      tools: { listChanged: true },
      prompts: { listChanged: true },
      resources: { subscribe: true, listChanged: true },
      logging: {},
      completions: {},
    },
    requestState: { verify: states.verify },
  });

  server.setRequestHandler('tools/list', () => ({
    tools: lists.tools().map(([name, { description, inputSchema = { type: 'object', properties: {} } }]) => ({ name, description, inputSchema })),
  }));
  server.setRequestHandler('tools/call', async ({ params: { name, arguments: args = {} } }, ctx) => {
    const tool = lists.tools().find(([known]) => known === name)?.[1];
    if (!tool) throw unknown('tool', name);
    return tool.call(args, ctx, { lists, client: ctx.mcpReq.envelope?.[CLIENT_CAPABILITIES] ?? server.getClientCapabilities() ?? {} });
  });

  server.setRequestHandler('prompts/list', () => ({
    prompts: lists.prompts().map(([name, { description, arguments: declared }]) => ({ name, description, ...(declared ? { arguments: declared } : {}) })),
  }));
  server.setRequestHandler('prompts/get', ({ params: { name, arguments: args = {} } }, ctx) => {
    const prompt = lists.prompts().find(([known]) => known === name)?.[1];
    if (!prompt) throw unknown('prompt', name);
    const messages = prompt.get(args, ctx);
    return Array.isArray(messages) ? { messages } : messages;
  });

  server.setRequestHandler('resources/list', () => ({
    resources: Object.entries(catalog.resources).map(([uri, { name, description, mimeType }]) => ({ uri, name, description, mimeType })),
  }));
  server.setRequestHandler('resources/templates/list', () => ({ resourceTemplates: [catalog.template] }));
  server.setRequestHandler('resources/read', ({ params: { uri } }) => catalog.read(uri));
  server.setRequestHandler('resources/subscribe', () => ({}));
  server.setRequestHandler('resources/unsubscribe', () => ({}));
  server.setRequestHandler('completion/complete', () => ({ completion: { values: [], total: 0, hasMore: false } }));
  return server;
}
