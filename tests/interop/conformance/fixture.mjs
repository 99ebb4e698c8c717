// Starts the server of server.mjs.
//
//   node fixture.mjs stdio
//   node fixture.mjs http PORT      both eras on http://127.0.0.1:PORT/mcp; port 0 takes a free one; prints the address
import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import { localhostHostValidation, localhostOriginValidation, toNodeHandler } from '@modelcontextprotocol/node';
import { createMcpHandler, isLegacyRequest, WebStandardStreamableHTTPServerTransport as Transport } from '@modelcontextprotocol/server';
import { serveStdio } from '@modelcontextprotocol/server/stdio';
import { Lists, serve } from './server.mjs';

const lists = new Lists();

/** What was sent on the streams of a session, so that a client that lost one can go on (SSE resumability). */
class Events {
  #sent = [];

  async storeEvent(stream, message) {
    this.#sent.push({ stream, message });
    return String(this.#sent.length);
  }

  async replayEventsAfter(last, { send }) {
    const { stream } = this.#sent[Number(last) - 1];
    for (let at = Number(last); at < this.#sent.length; at++) {
      const event = this.#sent[at];
      if (event.stream === stream && Object.keys(event.message).length > 0) await send(String(at + 1), event.message);
    }
    return stream;
  }
}

/** The clients that shook hands: session id to {server, transport}. */
const sessions = new Map();

async function legacy(request) {
  const id = request.headers.get('mcp-session-id');
  if (id) return sessions.get(id)?.transport.handleRequest(request) ?? Response.json({ jsonrpc: '2.0', id: null, error: { code: -32001, message: 'Session not found' } }, { status: 404 });
  const server = serve(lists);
  const transport = new Transport({
    sessionIdGenerator: randomUUID,
    eventStore: new Events(),
    retryInterval: 500,
    onsessioninitialized: (opened) => { sessions.set(opened, { server, transport }); },
    onsessionclosed: (closed) => { sessions.delete(closed); },
  });
  await server.connect(transport);
  return transport.handleRequest(request);
}

function overHttp(port) {
  const modern = createMcpHandler(() => serve(lists), { legacy: 'reject' });
  lists.tell = (what) => {
    modern.notify[what]();
    for (const { server } of sessions.values()) void (what === 'toolsChanged' ? server.sendToolListChanged() : server.sendPromptListChanged());
  };
  const serveAny = toNodeHandler({
    fetch: async (request, options) => await isLegacyRequest(request) ? legacy(request) : modern.fetch(request, options),
  });
  const isLocal = [localhostHostValidation(), localhostOriginValidation()];
  const http = createServer((request, response) => {
    if (isLocal.every((check) => check(request, response))) void serveAny(request, response);
  });
  http.listen(port, '127.0.0.1', () => console.log(`http://127.0.0.1:${http.address().port}/mcp`));
}

function overStdio() {
  serveStdio(() => {
    const server = serve(lists);
    lists.tell = (what) => void (what === 'toolsChanged' ? server.sendToolListChanged() : server.sendPromptListChanged());
    return server;
  });
}

const [transport, port] = process.argv.slice(2);
if (transport === 'http') overHttp(Number(port ?? 0));
else overStdio();
