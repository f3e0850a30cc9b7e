import { DomainError } from '../../domain/errors';
import type { JsonObject } from '../../domain/json';
import type { Operation } from '../call-operation';
import type { ActivityDeps } from '../deps';

/**
 * Mails the last reply, sealed PDF attached. The Message-ID comes from the key: should the mail have left and the machine died
 * before we knew, the second one is the same message.
 */
export const deliverReply: Operation = async (deps, { caseFileId, key }) => {
  const { caseFiles, documents, effects, replies } = deps.repositories;
  const done = await effects.find(key);
  if (done) return { variables: done };

  const reply = await replies.findLatest(caseFileId);
  if (!reply?.documentId)
    throw new DomainError('REPLY_NOT_FOUND', 'There is no issued reply to deliver', { caseFileId });
  const caseFile = await caseFiles.get(caseFileId);
  const document = await documents.getContent(caseFileId, reply.documentId);
  await deps.mailer.send({
    key,
    from: deps.town.email,
    to: caseFile.application.applicant.email,
    subject: `Отговор по преписка ${caseFile.registrationNumber} / Reply to case file ${caseFile.registrationNumber}`,
    text: text(deps, caseFile, reply),
    attachments: [{ filename: document.fileName, content: document.content, contentType: document.mediaType }],
  });
  return { variables: await keep(deps, caseFileId, reply.id, key) };
};

interface Named {
  readonly registrationNumber: string;
}

function text(
  { town, publicUrl }: ActivityDeps,
  caseFile: Named & { id: string },
  reply: Named & { verificationCode: string },
): string {
  const page = `${publicUrl}/case-files/${caseFile.id}`;
  const check = `${publicUrl}/check/${reply.verificationCode}`;
  return `Уважаема госпожо / Уважаеми господине,

Приложено изпращаме подпечатания с електронен печат отговор № ${reply.registrationNumber} по Вашата преписка № ${caseFile.registrationNumber}.
Преписката: ${page}
Проверка на документа: ${check}

${town.name.bg}

---
Dear Sir or Madam,

Attached is the electronically sealed reply No. ${reply.registrationNumber} to your case file No. ${caseFile.registrationNumber}.
The case file: ${page}
Check the document: ${check}

${town.name.en}
`;
}

async function keep(
  { repositories }: ActivityDeps,
  caseFileId: string,
  replyId: string,
  key: string,
): Promise<JsonObject> {
  const { db, effects, journal, replies } = repositories;
  const at = new Date();
  const result: JsonObject = { delivery: { at: at.toISOString(), channel: 'e-mail' } };
  await db.transaction(async (transaction) => {
    if (!(await effects.keep(transaction, key, result))) return;
    await replies.markDelivered(transaction, replyId, at);
    await journal.append(transaction, caseFileId, [
      { type: 'reply-delivered', at: at.toISOString(), actor: null, payload: result },
    ]);
  });
  return result;
}
