// An MCP server with many tools that answer at once: `node server.mjs COUNT`.
import { createInterface } from 'node:readline';

const tools = Array.from({ length: Number(process.argv[2]) }, (_, i) => ({
  name: `tool_${i}`,
  description: `Answers with what tool ${i} was given, for a measurement of many tools.`,
  inputSchema: { type: 'object', properties: { text: { type: 'string', maxLength: 200 }, count: { type: 'integer', minimum: 0 } }, required: ['text'] },
}));
const answers = {
  initialize: ({ protocolVersion }) => ({ protocolVersion, capabilities: { tools: {} }, serverInfo: { name: 'many', version: '1' } }),
  'tools/list': () => ({ tools }),
  'tools/call': ({ arguments: { text } }) => ({ content: [{ type: 'text', text }] }),
};
createInterface({ input: process.stdin }).on('line', (line) => {
  const { id, method, params } = JSON.parse(line);
  if (id === undefined) return;
  const answer = answers[method];
  process.stdout.write(`${JSON.stringify({ jsonrpc: '2.0', id, ...(answer ? { result: answer(params) } : { error: { code: -32601, message: 'Method not found' } }) })}\n`);
});
