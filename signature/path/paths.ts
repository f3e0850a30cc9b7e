import type { Certificate } from '../certificate/certificate';

/** The certificate first, each signed by the next; the last is an anchor. It alone where it is one itself: nothing above is asked. */
export type Path = readonly Certificate[];

const MAX_LENGTH = 8;
/** Authorities that certify each other in circles have more paths than anybody walks. */
const MAX_STEPS = 1_000;

/** Every path from a certificate to an anchor, lazily (RFC 4158): names that fit and signatures that hold, judged no further. */
export function* findPaths(
  certificate: Certificate,
  pool: readonly Certificate[],
  anchors: readonly Certificate[],
): Generator<Path> {
  const trusted = new Set(anchors.map(({ sha256 }) => sha256));
  const issuers = bySubject([...anchors, ...pool]);
  let steps = 0;

  function* climb(path: Path): Generator<Path> {
    const top = path.at(-1);
    steps += 1;
    if (!top || steps > MAX_STEPS) return;
    if (trusted.has(top.sha256)) yield path;
    else if (path.length < MAX_LENGTH)
      for (const issuer of issuers.get(top.issuerName) ?? [])
        if (!isRepeated(path, issuer) && isSignedBy(top, issuer)) yield* climb([...path, issuer]);
  }

  yield* climb([certificate]);
}

/** Each certificate once, anchors first. */
function bySubject(certificates: readonly Certificate[]): Map<string, Certificate[]> {
  const all = new Map<string, Certificate[]>();
  for (const certificate of new Map(certificates.map((one) => [one.sha256, one])).values())
    all.set(certificate.subjectName, [...(all.get(certificate.subjectName) ?? []), certificate]);
  return all;
}

/** The same name with the same key twice leads nowhere new (RFC 4158, 2.4.2). */
const isRepeated = (path: Path, issuer: Certificate): boolean =>
  path.some((one) => one.subjectName === issuer.subjectName && one.keyBits.equals(issuer.keyBits));

const signed = new Map<string, boolean>();
const SIGNED_SIZE = 10_000;

/** The same pairs are asked for every signature of an authority. */
export function isSignedBy(certificate: Certificate, issuer: Certificate): boolean {
  const { issuerKeyId } = certificate;
  if (issuerKeyId && issuer.subjectKeyId && !issuerKeyId.equals(issuer.subjectKeyId)) return false;
  const key = `${certificate.sha256}:${issuer.sha256}`;
  const known = signed.get(key);
  if (known !== undefined) return known;
  const isGood = certificate.x509.verify(issuer.key);
  if (signed.size >= SIGNED_SIZE) signed.clear();
  signed.set(key, isGood);
  return isGood;
}
