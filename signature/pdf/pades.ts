import { FAULTS, type Fault } from '../findings';
import type { Finding } from '../report';
import type { Change } from './changes/change';
import { changesBetween } from './changes/compare';
import { dividePermitted } from './changes/permitted';
import { inWords } from './changes/words';
import { collectSignatures, type FoundSignature } from './collect';
import { checkRevision, checkTrailingBytes } from './later-bytes';
import { openPdf, type PdfFile } from './pdf-file';
import { PdfError } from './pdf-objects';
import { readPermissions } from './permissions';
import { isTimeStamp, readSignatureDictionary, type ReadSignature } from './signature-dictionary';

/** A signature or document time stamp of a PDF as it stands in the file, before its CMS is read. */
export interface PdfSignature {
  readonly kind: 'signature' | 'document-time-stamp';
  /** Of the field that holds it; empty where none does. */
  readonly field: string;
  /** Empty when a fault says that there is none that can be read. */
  readonly cms: Buffer;
  /** The bytes on both sides of the signature; a time stamp stamps the same. */
  readonly signed: readonly Buffer[];
  /** The document as it was before this signature was added; with what was changed beside it, all that was signed. */
  readonly content: Buffer;
  /** What the signer states in /M. */
  readonly signingTime: Date | undefined;
  /** The revision it covers, counted from 0, and where its signed bytes end; undefined where it covers none as it should. */
  readonly revision: number | undefined;
  readonly covers: number | undefined;
  /** It covers the whole file. */
  readonly isWhole: boolean;
  readonly faults: readonly Fault[];
  /** What it covers, and what it permits and later revisions did, in words. */
  readonly infos: readonly Finding[];
}

/**
 * Every signature and document time stamp of every revision, in the order in which they came, the ones that are in no field of the
 * form last. Throws a FORMAT_FAILURE when the file cannot be read as a PDF.
 */
export function readPdfSignatures(file: Buffer): PdfSignature[] {
  try {
    const pdf = openPdf(file);
    if (pdf.isEncrypted) throw FAULTS.encrypted();
    const history = createHistory(pdf);
    return collectSignatures(pdf).map((found) => readSignature(pdf, found, history));
  } catch (error) {
    if (error instanceof PdfError || error instanceof RangeError) throw FAULTS.format(error.message);
    throw error;
  }
}

type History = ReturnType<typeof createHistory>;

/** What each revision did to the one before it, looked at once however many signatures ask. */
function createHistory(pdf: PdfFile) {
  const steps = new Map<number, { readonly changes: readonly Change[]; readonly broken: string | undefined }>();
  function step(index: number) {
    const known = steps.get(index);
    if (known) return known;
    const [before, revision] = [pdf.revisions[index - 1], pdf.revisions[index]];
    const broken = revision && before && reasonOf(() => checkRevision(pdf, revision, before));
    const changes = !broken && revision && before ? changesBetween(pdf, before, revision) : [];
    steps.set(index, { changes, broken });
    return { changes, broken };
  }
  const after = (index: number) => pdf.revisions.slice(index + 1).map((revision) => step(revision.index));
  return { step, after };
}

function reasonOf(check: () => void): string | undefined {
  try {
    check();
    return undefined;
  } catch (error) {
    if (error instanceof PdfError || error instanceof RangeError) return error.message;
    throw error;
  }
}

function readSignature(pdf: PdfFile, found: FoundSignature, history: History): PdfSignature {
  const { field } = found;
  const structure = faultsOfPlace(found);
  try {
    const signature = readSignatureDictionary(pdf, field);
    const later = judgeLater(pdf, found, { signature, history });
    const { kind, cms, signed, signingTime, covers, revision } = signature;
    return {
      ...{ kind, field: field.name, cms, signed, signingTime, covers, revision: revision.index },
      content: contentBefore(pdf, signature, history),
      isWhole: covers === pdf.file.length,
      faults: [...structure, ...later.faults],
      infos: later.infos,
    };
  } catch (error) {
    if (!(error instanceof PdfError || error instanceof RangeError)) throw error;
    return {
      ...{ kind: isTimeStamp(field.dictionary) ? 'document-time-stamp' : 'signature', field: field.name },
      ...{ cms: NOTHING, signed: [], content: NOTHING, signingTime: undefined, covers: undefined },
      ...{ revision: undefined, isWhole: false, infos: [] },
      faults: [...structure, FAULTS.format(error.message)],
    };
  }
}

const NOTHING = Buffer.from('');

function faultsOfPlace({ isOrphan, isKept, isShared }: FoundSignature): Fault[] {
  if (isShared) return [FAULTS.format('two fields hold one signature')];
  if (isOrphan) return [FAULTS.outsideForm()];
  return isKept ? [] : [FAULTS.signatureRemoved()];
}

function judgeLater(
  pdf: PdfFile,
  { field, since, isOrphan }: FoundSignature,
  { signature, history }: { signature: ReadSignature; history: History },
): { faults: Fault[]; infos: Finding[] } {
  const { revision, covers } = signature;
  const steps = history.after(revision.index);
  const broken = [...steps.map(({ broken: reason }) => reason), reasonOf(() => checkTrailingBytes(pdf, covers))];
  const reason = broken.find((one) => one !== undefined);
  const faults = reason === undefined ? [] : [FAULTS.format(reason)];
  if (!isOrphan && since > revision.index) faults.push(FAULTS.outsideForm());
  const permissions = readPermissions(revision, field.dictionary, field.lock);
  const { permitted, forbidden } = dividePermitted(
    steps.map(({ changes }) => changes),
    permissions,
  );
  if (forbidden.length > 0)
    faults.push(
      (permissions.isCertified ? FAULTS.certificationViolated : FAULTS.changedAfterSigning)(inWords(forbidden)),
    );
  return { faults, infos: infosOf(pdf, revision.index, permitted) };
}

function infosOf({ revisions }: PdfFile, index: number, permitted: readonly Change[]): Finding[] {
  if (revisions.length === 1) return [];
  const [own, all] = [index + 1, revisions.length];
  const covered = {
    code: 'REVISION_COVERED',
    bg: `Подписът обхваща версия ${own} от общо ${all} версии на документа.`,
    en: `The signature covers revision ${own} of the ${all} revisions of the document.`,
  };
  if (permitted.length === 0) return [covered];
  const { bg, en } = inWords(permitted);
  return [
    covered,
    {
      code: 'LATER_CHANGES_PERMITTED',
      bg: `След подписването е направено само допустимото: ${bg}.`,
      en: `Permitted changes after signing: ${en}.`,
    },
  ];
}

const WITH_A_SIGNATURE: readonly Change['kind'][] = [
  'signature',
  'signature-field',
  'evidence',
  'properties',
  'time-stamp',
];

/** The document that was there, byte for byte, where its signature came as a revision of its own. */
function contentBefore(pdf: PdfFile, { revision, covers }: ReadSignature, history: History): Buffer {
  const end = pdf.revisions[revision.index - 1]?.end;
  const { changes, broken } = history.step(revision.index);
  const isAlone = broken === undefined && changes.every(({ kind }) => WITH_A_SIGNATURE.includes(kind));
  return pdf.file.subarray(0, end !== undefined && isAlone ? end : covers);
}
