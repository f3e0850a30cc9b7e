/** A small writer of DER for what we send and sign. */
function element(tag: number, ...parts: readonly Uint8Array[]): Buffer {
  const body = Buffer.concat(parts);
  return Buffer.concat([Buffer.from([tag]), lengthOf(body.length), body]);
}

function lengthOf(length: number): Buffer {
  if (length < 0x80) return Buffer.from([length]);
  const octets: number[] = [];
  for (let rest = length; rest > 0; rest = Math.floor(rest / 256)) octets.unshift(rest % 256);
  return Buffer.from([0x80 | octets.length, ...octets]);
}

function oidBytes(dotted: string): Buffer {
  const [first = 0, second = 0, ...rest] = dotted.split('.').map(Number);
  const bytes = [first * 40 + second, ...rest].flatMap((arc) => {
    const groups = [arc % 128];
    for (let left = Math.floor(arc / 128); left > 0; left = Math.floor(left / 128)) groups.unshift((left % 128) | 0x80);
    return groups;
  });
  return Buffer.from(bytes);
}

const twoDigits = (value: number): string => String(value).padStart(2, '0');

/** UTCTime until 2049, then GeneralizedTime (RFC 5280, 4.1.2.5). */
function time(at: Date): Buffer {
  const year = at.getUTCFullYear();
  const rest = [at.getUTCMonth() + 1, at.getUTCDate(), at.getUTCHours(), at.getUTCMinutes(), at.getUTCSeconds()]
    .map(twoDigits)
    .join('');
  return year < 2050
    ? element(0x17, Buffer.from(`${twoDigits(year % 100)}${rest}Z`))
    : element(0x18, Buffer.from(`${year}${rest}Z`));
}

/** GeneralizedTime without fractions, as OCSP and time stamps want it. */
const generalizedTime = (at: Date): Buffer =>
  element(0x18, Buffer.from(`${at.toISOString().slice(0, 19).replace(/[-:T]/g, '')}Z`));

/** SET OF in DER order: shorter first, then by bytes (X.690, 11.6). */
const setOf = (...parts: readonly Buffer[]): Buffer => element(0x31, ...[...parts].sort(Buffer.compare));

export const der = {
  element,
  sequence: (...parts: readonly Uint8Array[]) => element(0x30, ...parts),
  setOf,
  oid: (dotted: string) => element(0x06, oidBytes(dotted)),
  null: () => element(0x05),
  octets: (bytes: Uint8Array) => element(0x04, bytes),
  integer: (value: number) => element(0x02, Buffer.from([value])),
  integerHex: (hex: string) => {
    const bytes = Buffer.from(hex.length % 2 ? `0${hex}` : hex, 'hex');
    return element(0x02, (bytes[0] ?? 0) & 0x80 ? Buffer.concat([Buffer.from([0]), bytes]) : bytes);
  },
  boolean: (value: boolean) => element(0x01, Buffer.from([value ? 0xff : 0])),
  /** `[n]` explicit. */
  explicit: (number: number, ...parts: readonly Uint8Array[]) => element(0xa0 | number, ...parts),
  time,
  generalizedTime,
};
