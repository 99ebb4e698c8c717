// A client that speaks lines: it can say what no client library would, and keeps every line as it came.
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

export class RawClient {
  #child;
  #waiting = new Set();
  #exit;
  #id = 0;
  /** Every message in the order of arrival: {raw, …its members}. */
  messages = [];
  stderr = '';
  /** Called for requests of the server; what it returns is the result, undefined leaves the request unanswered. */
  onRequest = () => undefined;

  constructor([command, ...args], { env, cwd } = {}) {
    this.#child = spawn(command, args, { env: { ...process.env, ...env }, cwd, stdio: 'pipe' });
    this.#child.stderr.setEncoding('utf8').on('data', (data) => { this.stderr += data; });
    this.#child.stdin.on('error', () => {});
    this.#exit = new Promise((resolve) => this.#child.on('close', (code, signal) => resolve(code ?? signal)));
    this.#exit.then((code) => this.#settle((waiter) => waiter.reject(new Error(`the gateway ended with ${code}: ${this.stderr}`))));
    createInterface({ input: this.#child.stdout }).on('line', (raw) => this.#arrived(raw));
  }

  /** Starts a client and shakes hands. */
  static async connect(command, { capabilities = {}, version = '2025-11-25', onRequest, ...options } = {}) {
    const client = new RawClient(command, options);
    if (onRequest) client.onRequest = onRequest;
    client.hello = await client.request('initialize', { protocolVersion: version, capabilities, clientInfo: { name: 'raw', version: '1' } });
    client.notify('notifications/initialized');
    return client;
  }

  get pid() { return this.#child.pid; }

  /** Sends one line: text and bytes as they are, anything else as JSON. */
  send(line) {
    const bytes = typeof line === 'string' || Buffer.isBuffer(line) ? line : JSON.stringify(line);
    this.#child.stdin.write(bytes);
    this.#child.stdin.write('\n');
  }

  notify(method, params) { this.send({ jsonrpc: '2.0', method, params }); }

  /** Sends a request and waits for its answer, the message itself. */
  request(method, params, { id = ++this.#id, within } = {}) {
    this.send({ jsonrpc: '2.0', id, method, params });
    return this.answer(id, within);
  }

  /** Calls a tool; the answer's `result`, or its `error` under that name. */
  async call(name, args = {}, { meta, ...options } = {}) {
    const answer = await this.request('tools/call', { name, arguments: args, ...(meta ? { _meta: meta } : {}) }, options);
    return answer.result ?? { error: answer.error };
  }

  async toolNames() { return (await this.request('tools/list', {})).result.tools.map((tool) => tool.name); }

  answer(id, within) { return this.next((m) => m.id === id && m.method === undefined, within); }

  /** The first message, past or future, that satisfies a condition. */
  next(condition, within = 15_000) {
    const past = this.messages.find(condition);
    if (past) return Promise.resolve(past);
    return new Promise((resolve, reject) => {
      const waiter = { condition, resolve, reject };
      waiter.timer = setTimeout(() => {
        this.#waiting.delete(waiter);
        reject(new Error(`nothing came within ${within} ms; stderr: ${this.stderr}`));
      }, within);
      this.#waiting.add(waiter);
    });
  }

  /** Ends the input; the exit code. */
  end() {
    this.#child.stdin.end();
    return this.exited;
  }

  /** The exit code; one that is still there after half a minute is killed, and its code is the signal. */
  get exited() {
    const timer = setTimeout(() => this.#child.kill('SIGKILL'), 30_000);
    return this.#exit.finally(() => clearTimeout(timer));
  }

  kill() {
    this.#child.kill('SIGKILL');
    return this.exited;
  }

  #arrived(raw) {
    const message = { raw, ...JSON.parse(raw) };
    this.messages.push(message);
    if (message.method !== undefined && message.id !== undefined) this.#reply(message);
    for (const waiter of [...this.#waiting].filter((w) => w.condition(message))) {
      clearTimeout(waiter.timer);
      this.#waiting.delete(waiter);
      waiter.resolve(message);
    }
  }

  async #reply(message) {
    const result = await this.onRequest(message);
    if (result !== undefined) this.send({ jsonrpc: '2.0', id: message.id, result });
  }

  #settle(end) {
    for (const waiter of this.#waiting) {
      clearTimeout(waiter.timer);
      end(waiter);
    }
    this.#waiting.clear();
  }
}
