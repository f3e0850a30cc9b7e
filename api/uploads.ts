import multer from 'multer';

import { DomainError } from '../domain/errors';

const MEGABYTE = 1024 * 1024;
const MAX_FILE = 10 * MEGABYTE;

/** The multipart form of a submission, in memory: it goes into the database byte for byte. */
export const submissionUpload = multer({
  storage: multer.memoryStorage(),
  defParamCharset: 'utf8',
  limits: { fileSize: MAX_FILE, files: 2, fields: 4, fieldSize: MEGABYTE, parts: 8 },
}).fields([
  { name: 'signed', maxCount: 1 },
  { name: 'content', maxCount: 1 },
]);

const PDF = Buffer.from('%PDF-');
const PEM = Buffer.from('-----BEGIN');
const DER_SEQUENCE = 0x30;

/** A signed file says by its first bytes what it is; its name and type must not say otherwise. */
export function refuseLyingType({ buffer, originalname, mimetype }: Express.Multer.File): void {
  const isPdf = buffer.subarray(0, PDF.length).equals(PDF);
  const isCms =
    buffer[0] === DER_SEQUENCE ||
    buffer.subarray(0, PEM.length).equals(PEM) ||
    /^[A-Za-z0-9+/=\s]+$/.test(buffer.subarray(0, 512).toString('latin1'));
  const saysPdf = /\.pdf$/i.test(originalname) || mimetype === 'application/pdf';
  const saysCms = /\.p7[sm]$/i.test(originalname);
  if ((!isPdf && !isCms) || (saysPdf && !isPdf) || (saysCms && isPdf))
    throw new DomainError('FILE_TYPE_MISMATCH', `${originalname} is not what it says it is`);
}
