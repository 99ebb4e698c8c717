// Verifies exported journals as docs/reference/audit-format.md describes them, with nothing of the product's own code.
// node verify.mjs [--key HEX] FILE...   prints one JSON object per file; exit code 1 when any does not hold.
import { createHash, createPublicKey, verify } from 'node:crypto';
import { readFileSync } from 'node:fs';

const sha256 = bytes => createHash('sha256').update(bytes).digest('hex');

// The bytes of a line without a member whose value is hex of a known length, and that value. The member's last occurrence is the
// line's own: only strings and numbers follow it, and inside a string its quotes would be escaped.
function without(line, name, hexLength) {
  const marker = `,"${name}":"`;
  const at = line.lastIndexOf(marker);
  const end = at + marker.length + hexLength;
  const value = at < 0 ? '' : line.toString('latin1', at + marker.length, end);
  if (at < 0 || line[end] !== 0x22 || !/^[0-9a-f]+$/.test(value)) return null;
  return { value, rest: Buffer.concat([line.subarray(0, at), line.subarray(end + 1)]) };
}

function publicKey(hex) {
  try {
    const key = createPublicKey({ key: Buffer.from(hex, 'hex'), format: 'der', type: 'spki' });
    return key.asymmetricKeyDetails.namedCurve === 'prime256v1' ? key : null;
  } catch {
    return null;
  }
}

function parse(line) {
  try {
    return JSON.parse(line.toString('utf8'));
  } catch {
    return null;
  }
}

class Verifier {
  faults = [];
  events = 0;
  anchors = 0;
  unanchored = 0;
  line = 0;
  heads = new Map(); // stream -> { sequence, hash }
  moved = new Set(); // streams since the last anchor
  latest = '';
  number = 0;
  previous = undefined;

  constructor(givenKey) {
    this.givenKey = givenKey;
  }

  fault(stream, sequence, message) {
    this.faults.push({ line: this.line, stream, sequence, message });
  }

  file(bytes) {
    for (let start = 0; start < bytes.length || this.line === 0;) {
      const end = bytes.indexOf(10, start);
      this.line++;
      const line = bytes.subarray(start, end < 0 ? bytes.length : end);
      if (this.line === 1) this.header(line, end >= 0);
      else if (end < 0) this.fault(null, null, 'the file ends inside a line');
      else if (line.subarray(0, 9).equals(Buffer.from('{"heads":'))) this.anchor(line);
      else this.event(line);
      start = end < 0 ? bytes.length : end + 1;
      if (end < 0 && start >= bytes.length) break;
    }
  }

  header(line, whole) {
    const header = parse(line);
    const { format, journal, key } = header ?? {};
    if (!whole || format !== 'policyos-audit/1' || !line.equals(Buffer.from(JSON.stringify({ format, journal, key })))) {
      this.fault(null, null, 'no header');
    } else if (!publicKey(key)) {
      this.fault(null, null, 'the key of the header is none');
    }
    this.journal = journal;
    this.key = publicKey(this.givenKey ?? key ?? '');
  }

  event(line) {
    const event = parse(line);
    const body = without(line, 'hash', 64);
    if (typeof event?.subject !== 'string' || !Number.isSafeInteger(event.sequence)) {
      this.fault(null, null, 'neither an event nor an anchor');
      return;
    }
    this.events++;
    this.unanchored++;
    const { subject: stream, sequence } = event;
    const head = this.heads.get(stream) ?? { sequence: 0, hash: undefined };
    const inPlace = this.moved.size === 0 || stream >= this.latest;
    if (inPlace) this.latest = stream;
    this.moved.add(stream);
    if (!body || sha256(body.rest) !== body.value) this.fault(stream, sequence, 'changed');
    else if (!inPlace) this.fault(stream, sequence, 'out of its place');
    else if (sequence !== head.sequence + 1) this.fault(stream, Math.min(sequence, head.sequence + 1), 'missing or repeated');
    else if (event.prevhash !== head.hash) this.fault(stream, sequence, 'does not follow the one before');
    this.heads.set(stream, { sequence, hash: event.hash });
  }

  anchor(line) {
    const anchor = parse(line);
    const body = without(line, 'signature', 128);
    const holds = anchor && body && this.key && anchor.journal === this.journal
      && verify('sha256', body.rest, { key: this.key, dsaEncoding: 'ieee-p1363' }, Buffer.from(body.value, 'hex'));
    if (!holds) {
      this.fault(null, null, 'the signature does not hold');
    } else {
      if (anchor.n !== this.number + 1) this.fault(null, null, 'anchors are missing or out of order');
      else if (anchor.previous !== this.previous) this.fault(null, null, 'the anchor before was changed');
      this.covered(anchor);
      this.anchors++;
      this.unanchored = 0;
    }
    this.moved.clear();
    if (anchor) [this.number, this.previous] = [anchor.n, sha256(line)];
  }

  covered(anchor) {
    for (const [stream, sequence, hash] of anchor.heads) {
      const head = this.heads.get(stream) ?? { sequence: 0 };
      if (head.sequence !== sequence) this.fault(stream, Math.min(sequence, head.sequence) + 1, 'missing or put in');
      else if (head.hash !== hash) this.fault(stream, null, 'changed and hashed again');
      else if (!this.moved.has(stream)) this.fault(stream, sequence, 'anchored before its events');
      this.moved.delete(stream);
    }
    for (const stream of this.moved) this.fault(stream, null, 'put in');
  }
}

const args = process.argv.slice(2);
const key = args[0] === '--key' ? args.splice(0, 2)[1] : undefined;
for (const file of args) {
  const verifier = new Verifier(key);
  verifier.file(readFileSync(file));
  const { faults, events, anchors, unanchored } = verifier;
  console.log(JSON.stringify({ file, holds: faults.length === 0, first: faults[0] ?? null, events, anchors, unanchored }));
  if (faults.length > 0) process.exitCode = 1;
}
