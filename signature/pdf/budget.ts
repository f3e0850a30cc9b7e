import { PdfLimitError } from './pdf-objects';

/** Bounds the work on one file: whatever it holds, reading it ends. A unit is about one byte read. */
export interface Budget {
  readonly spend: (units: number) => void;
}

/** Enough to read each byte of the file several times, and all that it may unpack to. */
export function createBudget(file: Buffer): Budget {
  let left = 3 * file.length + 100 * 1024 * 1024;
  return {
    spend: (units) => {
      left -= units;
      if (left < 0) throw new PdfLimitError('it takes too much work to read');
    },
  };
}
