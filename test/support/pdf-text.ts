import { execFileSync } from 'node:child_process';

/** What a reader program finds in a PDF, lines joined, so that a wrapped sentence is one sentence. */
export function pdfText(pdf: Uint8Array): string {
  return execFileSync('pdftotext', ['-', '-'], { input: pdf, encoding: 'utf8' }).replace(/\s+/g, ' ');
}

/** One program of poppler-utils over a PDF. */
export function poppler(program: 'pdfinfo' | 'pdffonts', pdf: Uint8Array, ...options: string[]): string {
  return execFileSync(program, [...options, '-'], { input: pdf, encoding: 'utf8' });
}
