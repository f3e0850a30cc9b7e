import express, { type Express } from 'express';

import type { Inbox, Message } from './inbox';

/** The inbox to look at: a list, one message with its headers and text, its attachments to download. */
export function createMailPages(inbox: Inbox): Express {
  const app = express();
  app.disable('x-powered-by');
  app.use((_req, res, next) => {
    res.setHeader('Content-Security-Policy', "default-src 'none'; style-src 'unsafe-inline'");
    next();
  });

  app.get('/messages.json', async (_req, res) => {
    res.json((await inbox.list()).map(summary));
  });

  app.get('/', async (_req, res) => {
    const items = (await inbox.list()).map(
      ({ id, email }) =>
        `<li><a href="/messages/${id}">${escape(email.subject || '(без тема / no subject)')}</a><br>${escape(addresses(email.to))} · ${escape(when(email.date))}</li>`,
    );
    const body = items.length ? `<ul>${items.join('')}</ul>` : '<p>Още няма писма. / No messages yet.</p>';
    res.send(page('Поща / Mail', body));
  });

  app.get('/messages/:id', async (req, res) => {
    const message = await inbox.get(req.params.id);
    if (!message) return void res.status(404).send(page('Няма такова писмо / No such message', ''));
    res.send(page(message.email.subject ?? '', messageBody(message)));
  });

  app.get('/messages/:id/source', async (req, res) => {
    const message = await inbox.get(req.params.id);
    if (!message) return void res.status(404).end();
    res.type('message/rfc822').attachment(`${message.id}.eml`).sendFile(message.file);
  });

  app.get('/messages/:id/attachments/:index', async (req, res) => {
    const attachment = (await inbox.get(req.params.id))?.email.attachments[Number(req.params.index)];
    if (!attachment) return void res.status(404).end();
    const { content, mimeType, filename } = attachment;
    res
      .type(mimeType)
      .attachment(filename ?? 'attachment')
      .send(Buffer.from(content as ArrayBuffer));
  });

  return app;
}

const summary = ({ id, email }: Message) => ({
  id,
  messageId: email.messageId,
  subject: email.subject,
  from: email.from?.address,
  to: addresses(email.to),
  date: email.date,
  text: email.text,
  sourceUrl: `/messages/${id}/source`,
  attachments: email.attachments.map(({ filename, mimeType }, index) => ({
    filename,
    mimeType,
    url: `/messages/${id}/attachments/${index}`,
  })),
});

function messageBody({ id, email }: Message): string {
  const headers = [
    ['От / From', email.from?.address ?? ''],
    ['До / To', addresses(email.to)],
    ['Дата / Date', when(email.date)],
    ['Message-ID', email.messageId ?? ''],
  ].map(([name, value]) => `<dt>${name}</dt><dd>${escape(value ?? '')}</dd>`);
  const attachments = email.attachments.map(
    ({ filename, mimeType }, index) =>
      `<li><a href="/messages/${id}/attachments/${index}">${escape(filename ?? 'attachment')}</a> (${escape(mimeType)})</li>`,
  );
  return `<p><a href="/">← Всички писма / All messages</a></p><dl>${headers.join('')}</dl><pre>${escape(email.text ?? '')}</pre>
<h2>Приложения / Attachments</h2><ul>${attachments.join('')}</ul><p><a href="/messages/${id}/source">.eml</a></p>`;
}

const addresses = (list: Message['email']['to']): string => (list ?? []).map(({ address }) => address ?? '').join(', ');

const when = (date: string | undefined): string =>
  date ? `${new Date(date).toISOString().slice(0, 16).replace('T', ' ')} UTC` : '';

const escape = (text: string): string => text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);

const page = (
  title: string,
  body: string,
): string => `<!doctype html><html lang="bg"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<title>${escape(title)}</title><style>body{font:16px/1.5 sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:#1a1a1a;overflow-wrap:anywhere}
li{margin-bottom:.75rem}pre{white-space:pre-wrap;background:#f4f4f4;padding:1rem}dt{font-weight:bold}</style></head>
<body><main><h1>${escape(title)}</h1>${body}</main></body></html>`;
