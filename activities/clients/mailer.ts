import { createTransport } from 'nodemailer';

import { DomainError } from '../../domain/errors';

export interface Letter {
  /** Names the letter: sent again under the same key it is the same message. */
  readonly key: string;
  readonly from: string;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly attachments: readonly {
    readonly filename: string;
    readonly content: Buffer;
    readonly contentType: string;
  }[];
}

export type Mailer = ReturnType<typeof createMailer>;

const TIMEOUT = 15_000;

/** Mail over SMTP. */
export function createMailer({ smtpUrl }: { smtpUrl: string }) {
  const transport = createTransport(smtpUrl, { disableFileAccess: true, disableUrlAccess: true });

  async function send({ key, from, attachments, ...letter }: Letter): Promise<void> {
    const domain = from.split('@')[1] ?? 'localhost';
    const messageId = `<${key.replace(/[^0-9A-Za-z.-]+/g, '.')}@${domain}>`;
    try {
      await Promise.race([
        transport.sendMail({ ...letter, from, messageId, attachments: [...attachments] }),
        lateAfter(TIMEOUT),
      ]);
    } catch (cause) {
      throw new DomainError(
        'MAIL_UNAVAILABLE',
        `The mail server did not take the letter: ${String(cause)}`,
        {},
        { cause },
      );
    }
  }

  return { send };
}

const lateAfter = (milliseconds: number): Promise<never> =>
  new Promise((_resolve, reject) => {
    setTimeout(() => reject(new Error('it did not answer in time')), milliseconds).unref();
  });
