import { OID } from '../asn1/oids';
import { valuesOf } from '../cms/attributes';
import { FAULTS, Fault } from '../findings';
import { REMARKS } from '../remarks';
import type { Finding, TimeStampReport } from '../report';
import { checkArchiveTimeStamp, type Covered } from '../time-stamp/archive';
import type { TimeStampToken } from '../time-stamp/token';
import type { TrustContext, Use } from './certificate-validity';
import type { SignatureContext } from './signature-context';
import { readOrFault, validateTimeStamp, type ValidatedTimeStamp } from './validate-time-stamp';

/** What is proved about when a signature was made. */
export interface Existence extends Use {
  readonly reports: readonly TimeStampReport[];
  readonly faults: readonly Fault[];
  readonly warnings: readonly Finding[];
}

/**
 * Proofs of existence (EN 319 102-1, 5.6.2.3), the newest first: each later time stamp keeps those before it from growing old. The
 * earliest that stands over the signature is the best signature time (5.5.4), else the time of the check.
 */
export async function findExistence(context: SignatureContext, trust: TrustContext): Promise<Existence> {
  const later = await checkLater(context, trust);
  const over = await checkAll(
    context.signer.timeStamps,
    'signature',
    (token) => token.stands(context.signer.signature),
    {
      trust,
      existedAt: (bytes) => later.existedAt(OID.signatureTimeStamp, bytes),
    },
  );
  const before = await checkAll(context.signer.contentTimeStamps, 'content', standsOverContent(context), {
    trust,
    existedAt: () => later.existedAt(),
  });
  const all = [...before, ...over, ...later.stamps];
  const proofs = [...over, ...later.stamps].flatMap(({ proves }) => (proves ? [proves] : []));
  const best = earliest([...proofs, trust.at]);
  const lowest = before
    .flatMap(({ proves }) => (proves ? [proves] : []))
    .sort(byTime)
    .at(-1);
  return {
    ...{ best, earliest: lowest, reports: all.map(({ report }) => report) },
    faults: [
      ...all.filter(isBroken).slice(0, 1).map(FAULTS.timeStampBroken),
      ...orderFaults(before, over, later.stamps),
    ],
    warnings: all
      .filter((stamp) => !stamp.proves && !isBroken(stamp))
      .map(({ report }) => REMARKS.timeStampNotTrusted(report.time)),
  };
}

const byTime = (left: Date, right: Date): number => left.getTime() - right.getTime();
const earliest = (times: readonly Date[]): Date => [...times].sort(byTime)[0] as Date;

/** Damaged or forged, not merely unknown. */
const isBroken = ({ report }: ValidatedTimeStamp): boolean => report.indication === 'TOTAL_FAILED';

const standsOverContent =
  ({ signed }: SignatureContext) =>
  (token: TimeStampToken): boolean =>
    signed !== undefined && token.stands(...signed);

/** In the order they were made: over the content, over the signature, over both later (EN 319 102-1, 5.5.4). */
function orderFaults(...groups: readonly (readonly ValidatedTimeStamp[])[]): Fault[] {
  const times = groups.map((group) => group.flatMap(({ proves }) => (proves ? [proves.getTime()] : [])));
  const isOut = times.some((group, at) =>
    times
      .slice(at + 1)
      .flat()
      .some((time) => time < Math.max(...group)),
  );
  return isOut ? [FAULTS.timeStampOrder()] : [];
}

interface Checking {
  readonly trust: TrustContext;
  existedAt(bytes: Buffer): Date;
}

const checkAll = (
  stamps: readonly Buffer[],
  type: TimeStampReport['type'],
  stands: (token: TimeStampToken) => boolean,
  { trust, existedAt }: Checking,
): Promise<ValidatedTimeStamp[]> =>
  Promise.all(stamps.map((bytes) => validateTimeStamp(bytes, type, stands, { trust, existed: existedAt(bytes) })));

/** Attributes are a set: their order says nothing. */
const newestFirst = (tokens: readonly Buffer[]): Buffer[] =>
  [...tokens].sort((left, right) => timeOf(right) - timeOf(left));

function timeOf(bytes: Buffer): number {
  const token = readOrFault(bytes);
  return token instanceof Fault ? Infinity : token.time.getTime();
}

interface Later {
  readonly stamps: readonly ValidatedTimeStamp[];
  /** Since when a value of an unsigned attribute is proved to have existed; without one, the signature itself. */
  existedAt(type?: string, value?: Buffer): Date;
}

/** Archive time stamps of a CMS and document time stamps of a PDF, from the newest back. */
async function checkLater(context: SignatureContext, trust: TrustContext): Promise<Later> {
  const stamps: ValidatedTimeStamp[] = [];
  const proofs: { time: Date; covers: (type: string, value: Buffer) => boolean }[] = [];
  const existedAt: Later['existedAt'] = (type, value) =>
    earliest([
      trust.at,
      ...proofs.flatMap(({ time, covers }) => (!type || !value || covers(type, value) ? [time] : [])),
    ]);
  for (const bytes of context.documentTimeStamps) {
    const checking = { trust, existed: existedAt() };
    const stamp = await validateTimeStamp(bytes.token, 'document', (token) => token.stands(...bytes.stamped), checking);
    stamps.push(stamp);
    if (stamp.proves) proofs.push({ time: stamp.proves, covers: () => true });
  }
  for (const bytes of newestFirst(valuesOf(context.signer.unsigned, OID.archiveTimeStampV3))) {
    const seen: { covered?: Covered | undefined } = {};
    const stands = (token: TimeStampToken): boolean => {
      seen.covered = context.signed && checkArchiveTimeStamp(token, { ...context, content: context.signed });
      return seen.covered !== undefined;
    };
    const existed = existedAt(OID.archiveTimeStampV3, bytes);
    const stamp = await validateTimeStamp(bytes, 'archive', stands, { trust, existed });
    stamps.push(stamp);
    const { covered } = seen;
    if (stamp.proves && covered) proofs.push({ time: stamp.proves, covers: covered.coversValue });
  }
  return { stamps, existedAt };
}
