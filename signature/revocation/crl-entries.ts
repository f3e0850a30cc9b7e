import { OID } from '../asn1/oids';
import { DerError, TAG, children, content, expect, integerHex, readTlv, time, type Tlv } from '../asn1/tlv';
import type { Certificate } from '../certificate/certificate';
import { readExtensions, type Extensions } from '../certificate/extensions';
import { readGeneralName } from '../certificate/names';

export interface Entry {
  readonly revokedAt: Date;
  readonly isOnHold: boolean;
}

/** The revoked certificates of a list (RFC 5280, 5.3). */
export interface Entries {
  find(certificate: Pick<Certificate, 'serial' | 'issuerName'>): Entry | undefined;
}

/** Only where an entry lies is kept, so that a large list is quick to read; an entry itself is read when it is asked for. */
export function readEntries(list: Tlv | undefined, listIssuer: string, isIndirect: boolean): Entries {
  const places = new Map<string, number>();
  if (list) index(list, places, listIssuer, isIndirect);
  return {
    find({ serial, issuerName }) {
      const place = places.get(isIndirect ? `${serial} ${issuerName}` : serial);
      return list && place !== undefined ? readEntry(readTlv(list.buffer, place, list.end)) : undefined;
    },
  };
}

function index(list: Tlv, places: Map<string, number>, listIssuer: string, isIndirect: boolean): void {
  let issuer = listIssuer;
  for (let from = list.start; from < list.end;) {
    const entry = readTlv(list.buffer, from, list.end);
    const serial = integerHex(readTlv(list.buffer, expect(entry, TAG.sequence).start, entry.end));
    // An entry without an issuer is of the issuer before it (RFC 5280, 5.3.3).
    if (isIndirect) issuer = issuerOf(extensionsOf(entry)) ?? issuer;
    places.set(isIndirect ? `${serial} ${issuer}` : serial, from);
    from = entry.to;
  }
}

/** crlEntryExtensions: the last of three fields. */
function extensionsOf(entry: Tlv): Extensions {
  const [, , field] = children(entry);
  return field ? readExtensions({ ...entry, start: field.from, end: field.to }) : new Map();
}

function issuerOf(extensions: Extensions): string | undefined {
  const extension = extensions.get(OID.certificateIssuer);
  if (!extension) return undefined;
  const names = children(expect(readTlv(extension.value), TAG.sequence)).map(readGeneralName);
  const [name] = names.flatMap((one) => (one.type === 'directory' ? [one.value.join(',')] : []));
  return name;
}

/** certificateHold(6), removeFromCRL(8) */
const REASON = { onHold: 6, removed: 8 };

const KNOWN: ReadonlySet<string> = new Set([OID.cRLReason, OID.certificateIssuer]);

function readEntry(entry: Tlv): Entry | undefined {
  const [, date] = children(entry);
  const extensions = extensionsOf(entry);
  if ([...extensions].some(([id, { critical }]) => critical && !KNOWN.has(id)))
    throw new DerError('an entry has an unknown critical extension');
  const reason = extensions.get(OID.cRLReason);
  const code = reason && content(expect(readTlv(reason.value), TAG.enumerated))[0];
  return code === REASON.removed ? undefined : { revokedAt: time(date), isOnHold: code === REASON.onHold };
}
