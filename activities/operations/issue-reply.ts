import { registerNext } from '../../db/registers';
import type { NewReply, Reply } from '../../db/replies';
import { DomainError } from '../../domain/errors';
import type { JsonObject } from '../../domain/json';
import { renderReply } from '../../letters/reply';
import { sealPdf } from '../../signature/creation/seal';
import type { Operation } from '../call-operation';
import type { ActivityDeps } from '../deps';
import { readableCode } from '../plan';

/**
 * Letter template -> PDF -> seal with time stamp -> registered out -> kept in the case file. The number is given first, in a
 * transaction of its own keyed by the effect, because it is printed inside what is sealed; a retry goes on with the same number.
 */
export const issueReply: Operation = async (deps, { caseFileId, bundleHash, inputs, variables, key }) => {
  const { repositories, town, publicUrl, seal, timeStamp } = deps;
  const done = await repositories.effects.find(key);
  if (done) return { variables: done };

  const { letters } = await repositories.catalogue.get(bundleHash);
  const letter = letters[String(inputs.letter)];
  if (!letter) throw new DomainError('LETTER_INVALID', `The bundle has no letter "${String(inputs.letter)}"`);
  const reply = await number(deps, { caseFileId, key, kind: letter.kind });
  const pdf = await renderReply({
    town,
    letter,
    variables,
    registrationNumber: reply.registrationNumber,
    issuedAt: reply.issuedAt,
    verificationCode: reply.verificationCode,
    verificationUrl: `${publicUrl}/check/${reply.verificationCode}`,
  });
  const sealed = await sealPdf(pdf, seal, {
    at: reply.issuedAt,
    reason: letter.title,
    timeStamp: (digest) => timeStamp.stamp(digest),
  });
  return { variables: await keep(deps, reply, key, sealed) };
};

interface Numbering {
  readonly caseFileId: string;
  readonly key: string;
  readonly kind: string;
}

async function number({ repositories, town }: ActivityDeps, { caseFileId, key, kind }: Numbering): Promise<Reply> {
  const { db, replies } = repositories;
  const outgoing = town.registers.find(({ id }) => id === town.outgoing);
  if (!outgoing) throw new DomainError('TOWN_INVALID', `The town has no register ${town.outgoing}`);
  const numbered = await replies.findByEffect(key);
  if (numbered) return numbered;
  const at = new Date();
  return db.transaction(async (transaction) => {
    const registrationNumber = await registerNext(transaction, {
      register: outgoing,
      timeZone: town.timeZone,
      caseFileId,
      at,
    });
    const reply: NewReply = {
      caseFileId,
      effectKey: key,
      kind,
      registrationNumber,
      verificationCode: readableCode(12),
      issuedAt: at,
    };
    return replies.create(transaction, reply);
  });
}

async function keep(
  { repositories }: ActivityDeps,
  reply: Reply,
  key: string,
  sealed: Uint8Array,
): Promise<JsonObject> {
  const { db, documents, effects, journal, replies } = repositories;
  const { id, kind, registrationNumber, verificationCode, caseFileId } = reply;
  const result: JsonObject = { reply: { id, kind, registrationNumber, verificationCode } };
  await db.transaction(async (transaction) => {
    if (!(await effects.keep(transaction, key, result))) return;
    const fileName = `${kind}-${registrationNumber.replace(/[^0-9A-Za-zА-Яа-я]+/g, '-')}.pdf`;
    const document = { caseFileId, kind: 'reply', fileName, mediaType: 'application/pdf', content: sealed } as const;
    const [documentId] = await documents.insert([document], transaction);
    await replies.attach(transaction, id, documentId ?? '');
    const at = new Date().toISOString();
    await journal.append(transaction, caseFileId, [{ type: 'reply-issued', at, actor: null, payload: result }]);
  });
  return result;
}
