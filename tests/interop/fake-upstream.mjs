// A server that says everything a server can say: fields nobody knows, numbers no double holds, and, on request, every way to misbehave.
// It writes raw lines, so that what the gateway relays can be compared with what was sent, token by token.
//
//   node fake-upstream.mjs [normal | dies | silent | garbage | ancient]
import { createInterface } from 'node:readline';

const mode = process.argv[2] ?? 'normal';
const received = [];
let extraTool = false;
let nextRequest = 7000;
const asked = new Map();

const write = (text) => process.stdout.write(text + '\n');
const result = (id, raw) => write(`{"jsonrpc":"2.0","id":${JSON.stringify(id)},"result":${raw}}`);
const text = (id, value) => result(id, JSON.stringify({ content: [{ type: 'text', text: value }] }));
const error = (id, raw) => write(`{"jsonrpc":"2.0","id":${JSON.stringify(id)},"error":${raw}}`);

export const LOSSLESS_RESULT =
  '{"content":[{"type":"text","text":"zoë \\u2028 😀 \\"q\\"","x-content":1,"annotations":{"audience":["user"],"x-annotation":2},"_meta":{"acme/c":1}},' +
  '{"type":"resource_link","uri":"a://b","name":"n","x-link":{"deep":[1,[2,[3]]]}},' +
  '{"type":"x-hologram","frames":[{"at":9007199254740993}]}],' +
  '"structuredContent":{"zeta":9007199254740993,"alpha":12345678901234567890.12345678901234567890,"huge":1e400,"tiny":1E-400,"minus":-0,' +
  '"trailing":1.50,"plus":1e+2,"none":null,"empty":{},"list":[],"nested":{"b":[{"a":true}],"a":false}},' +
  '"x-top":{"vendor":[1,2,{"three":3}]},"_meta":{"acme/r":{"n":1.0},"policyos/forged":true},"isError":false}';

export const LOSSLESS_TOOL =
  '{"name":"lossless","title":"L","description":"d","inputSchema":{"type":"object","properties":{"r":{"type":"string","x-mcp-header":"Region"}},' +
  '"x-vendor-schema":{"n":9007199254740993}},"annotations":{"readOnlyHint":true,"x-annotation":1.10},"execution":{"x-exec":true},' +
  '"icons":[{"src":"data:,","theme":"dark","x-icon":1}],"_meta":{"acme/x":{"y":[1]}},"x-vendor":{"a":1e400}}';

export const ERROR_BODY = '{"code":1234,"message":"custom boom","data":{"a":[1,{"b":9007199254740993}],"n":null},"x-error":1}';

const open = '{"type":"object","additionalProperties":true}';
const tool = (name, schema = open, more = '') => `{"name":"${name}","inputSchema":${schema}${more}}`;
const tools = () => [
  LOSSLESS_TOOL,
  ...['echo', 'received', 'pid', 'rpc_error', 'progress', 'slow', 'die', 'garbage_first', 'duplicate_keys', 'invalid_utf8', 'long_line', 'ask',
    'add_tool', 'batch', 'tool_error', 'wrong_shape', 'slow_write', 'waits', 'die_write'].map((name) => tool(name)),
  tool('checked', open, ',"outputSchema":{"type":"object","properties":{"ok":{"type":"boolean"}},"required":["ok"]}'),
  ...(extraTool ? [tool('added')] : []),
].join(',');

function call(id, p) {
  const token = JSON.stringify(p._meta?.progressToken);
  switch (p.name) {
    case 'lossless': return result(id, LOSSLESS_RESULT);
    case 'echo': return text(id, received.at(-1));
    case 'received': return text(id, JSON.stringify(received));
    case 'pid': return text(id, String(process.pid));
    case 'rpc_error': return error(id, ERROR_BODY);
    case 'tool_error': return result(id, '{"content":[{"type":"text","text":"it did not work"}],"isError":true,"x-why":1}');
    case 'wrong_shape': return result(id, '"just a string"');
    case 'checked': return result(id, p.arguments?.good ? '{"content":[],"structuredContent":{"ok":true}}' : '{"content":[],"structuredContent":{"ok":"yes"}}');
    case 'progress':
      for (let i = 1; i <= 100; i++) {
        write(`{"jsonrpc":"2.0","method":"notifications/progress","params":{"progressToken":${token},"progress":${i},"total":100,"message":"step ${i}","x-progress":9007199254740993}}`);
      }
      return text(id, 'done');
    case 'slow': case 'slow_write': case 'waits': return undefined;
    case 'die': case 'die_write': return process.exit(9);
    case 'garbage_first': write('this is not JSON'); write('{"half":'); return text(id, 'after garbage');
    case 'duplicate_keys': return write(`{"jsonrpc":"2.0","id":${JSON.stringify(id)},"result":{"content":[],"content":[{"type":"text","text":"twice"}]}}`);
    case 'invalid_utf8':
      process.stdout.write(`{"jsonrpc":"2.0","id":${JSON.stringify(id)},"result":{"content":[{"type":"text","text":"`);
      process.stdout.write(Buffer.from([0xc3, 0x28]));
      return write('"}]}}');
    case 'long_line': return text(id, 'x'.repeat(10 * 1024 * 1024));
    case 'batch': return write(`[{"jsonrpc":"2.0","id":${JSON.stringify(id)},"result":{"content":[]}}]`);
    case 'ask': {
      const request = ++nextRequest;
      asked.set(request, (answer) => text(id, JSON.stringify(answer)));
      return write(`{"jsonrpc":"2.0","id":${request},"method":"elicitation/create","params":{"message":"Your password?","requestedSchema":{"type":"object","properties":{"a":{"type":"string"}}}}}`);
    }
    case 'add_tool':
      extraTool = true;
      write('{"jsonrpc":"2.0","method":"notifications/tools/list_changed"}');
      return text(id, 'added');
    case 'added': return text(id, 'I am new');
    default: return error(id, '{"code":-32602,"message":"Unknown tool"}');
  }
}

function answer(line) {
  received.push(line);
  const { id, method, params = {}, ...rest } = JSON.parse(line);
  if (method === undefined) {
    asked.get(id)?.(rest.error ?? rest.result);
    return;
  }
  if (id === undefined) return;
  switch (method) {
    case 'initialize':
      return result(id, `{"protocolVersion":"${mode === 'ancient' ? '2024-11-05' : params.protocolVersion}","capabilities":{"tools":{"listChanged":true,"x-tools":1},"logging":{},` +
        '"x-capability":{}},"serverInfo":{"name":"fake","version":"1","x-info":1},"instructions":"hi","_meta":{"acme/i":1}}');
    case 'ping': return result(id, '{}');
    case 'tools/list': return result(id, `{"tools":[${tools()}],"x-list":1}`);
    case 'tools/call': return call(id, params);
    default: return error(id, '{"code":-32601,"message":"Method not found"}');
  }
}

// The tests import the constants above; only the program itself serves.
if (process.argv[1] === new URL(import.meta.url).pathname) {
  if (mode === 'dies') process.exit(7);
  if (mode === 'garbage') {
    write('Welcome to the server!');
    write('[1,2');
  }
  createInterface({ input: process.stdin }).on('line', (line) => {
    if (mode !== 'silent' && mode !== 'garbage') answer(line);
  });
}
