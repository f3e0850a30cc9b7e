import { DerError, TAG, children, content, readTlv, type Tlv } from './tlv';

/**
 * BER (X.690, 8) for what stands around the signed bytes: indefinite lengths, lengths that are not the shortest, octet strings in
 * pieces. What is signed is read by `readTlv` and is DER or refused.
 */
export function readBer(buffer: Buffer, from = 0, limit = buffer.length): Tlv {
  const { tag, start, end } = readHead(buffer, from, limit);
  if (end !== undefined) return { tag, buffer, from, start, end, to: end };
  if (!(tag & CONSTRUCTED)) throw new DerError('length is not definite');
  const last = endOfContents(buffer, start, limit);
  return { tag, buffer, from, start, end: last, to: last + END_OF_CONTENTS };
}

const CONSTRUCTED = 0x20;
const INDEFINITE = 0x80;
/** Two zero octets (X.690, 8.1.5). */
const END_OF_CONTENTS = 2;
const MAX_DEPTH = 100;

interface Head {
  readonly tag: number;
  readonly start: number;
  /** Undefined where the length is indefinite. */
  readonly end: number | undefined;
}

function readHead(buffer: Buffer, from: number, limit: number): Head {
  const tag = buffer[from];
  const first = buffer[from + 1];
  if (tag === undefined || first === undefined || from + 2 > limit) throw new DerError('element ends too early');
  if ((tag & 0x1f) === 0x1f) throw new DerError('tag numbers above 30 are not used here');
  if (first === INDEFINITE) return { tag, start: from + 2, end: undefined };
  const octets = first & 0x80 ? first & 0x7f : 0;
  const start = from + 2 + octets;
  if (octets > 6 || start > limit) throw new DerError('length is not definite');
  const end = start + (octets === 0 ? first : buffer.readUIntBE(from + 2, octets));
  if (end > limit) throw new DerError('element is longer than what holds it');
  return { tag, start, end };
}

/** Where the contents end that begin at `start`: nested elements of indefinite length are passed over without recursion. */
function endOfContents(buffer: Buffer, start: number, limit: number): number {
  let depth = 1;
  for (let from = start; ;) {
    const head = readHead(buffer, from, limit);
    if (head.tag === 0 && head.end === head.start) {
      depth -= 1;
      if (depth === 0) return from;
    }
    if (head.end === undefined) depth += 1;
    if (depth > MAX_DEPTH) throw new DerError('elements are nested too deep');
    from = head.end ?? head.start;
  }
}

const PIECES = TAG.octetString | CONSTRUCTED;

/** An OCTET STRING, whole or in pieces (X.690, 8.7). */
export function octets(element: Tlv | undefined): Buffer {
  if (element?.tag === TAG.octetString) return content(element);
  if (element?.tag !== PIECES) throw new DerError('it is no octet string');
  const pieces = children(element, readBer);
  if (pieces.some(({ tag }) => tag !== TAG.octetString)) throw new DerError('an octet string is in pieces of pieces');
  return Buffer.concat(pieces.map(content));
}

/** The element read again as DER, where the standard asks for DER whatever stands around it. */
export function asDer(element: Tlv | undefined): Tlv {
  if (!element) throw new DerError('an element is missing');
  return readTlv(element.buffer, element.from, element.to);
}
