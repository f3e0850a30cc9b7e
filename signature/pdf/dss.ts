import type { Revision } from './pdf-file';
import { openPdf } from './pdf-file';
import { PdfError, PdfLimitError, isArray, isDict, type PdfValue } from './pdf-objects';

/** Evidence kept in the document: DER each, untrusted like all that comes with a file. */
export interface Evidence {
  readonly certificates: readonly Buffer[];
  readonly crls: readonly Buffer[];
  readonly ocsps: readonly Buffer[];
}

/** The document security store (ISO 32000-2, 12.8.4.3; EN 319 142-1, 5.4). */
export interface Dss extends Evidence {
  /** By the SHA-1 of a signature's contents, as upper-case hexadecimal digits. */
  readonly vri: ReadonlyMap<string, Evidence>;
}

const MAX_ITEMS = 2_000;
const MAX_VRI = 1_000;

/** The store as it stood in a revision, counted from 0; without one, as it stands in the file. Undefined where there is none. */
export function readDss(file: Buffer, revision?: number): Dss | undefined {
  try {
    const pdf = openPdf(file);
    return readStore(revision === undefined ? pdf.newest : (pdf.revisions[revision] ?? pdf.newest));
  } catch (error) {
    if (error instanceof PdfError || error instanceof RangeError) return undefined;
    throw error;
  }
}

export function readStore(revision: Revision): Dss | undefined {
  const store = revision.get(revision.trailer.dict.get('Root'), 'DSS');
  if (!isDict(store)) return undefined;
  const evidence = (of: PdfValue, [certificates, crls, ocsps]: readonly [string, string, string]): Evidence => ({
    certificates: streams(revision, of, certificates),
    crls: streams(revision, of, crls),
    ocsps: streams(revision, of, ocsps),
  });
  const related = revision.get(store, 'VRI');
  const vri = isDict(related) ? [...related.dict].slice(0, MAX_VRI) : [];
  return {
    ...evidence(store, ['Certs', 'CRLs', 'OCSPs']),
    vri: new Map(vri.map(([key, value]) => [key.toUpperCase(), evidence(value, ['Cert', 'CRL', 'OCSP'])])),
  };
}

/** What cannot be read is left out: it proves nothing. */
function streams(revision: Revision, of: PdfValue, key: string): Buffer[] {
  const list = revision.get(of, key);
  return (isArray(list) ? list : []).slice(0, MAX_ITEMS).flatMap((item) => {
    try {
      const stream = revision.resolve(item);
      return isDict(stream) && stream.data !== undefined ? [revision.streamData(stream)] : [];
    } catch (error) {
      if (error instanceof PdfError && !(error instanceof PdfLimitError)) return [];
      throw error;
    }
  });
}
