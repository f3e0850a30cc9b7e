import type { ErrorCode } from '../domain/errors';
import type { Text } from '../domain/text';

export interface ProblemKind {
  readonly status: number;
  readonly title: string;
  /** What is wrong and how to mend it. */
  readonly detail: Text;
}

const kind = (status: number, title: string, bg: string, en: string): ProblemKind => ({
  status,
  title,
  detail: { bg, en },
});

/** The compiler refuses a new error code until it has its words here. */
export const PROBLEMS: Record<ErrorCode, ProblemKind> = {
  REQUEST_INVALID: kind(
    400,
    'Invalid request',
    'Заявката не е попълнена правилно. Поправете посочените полета и опитайте отново.',
    'The request is not filled in correctly. Mend the fields named and try again.',
  ),
  REQUEST_MALFORMED: kind(
    400,
    'Malformed request',
    'Заявката не може да бъде прочетена: JSON или multipart съдържанието е повредено.',
    'The request cannot be read: its JSON or multipart content is broken.',
  ),
  NOT_FOUND: kind(404, 'Not found', 'Няма такъв адрес в интерфейса.', 'There is no such address in the interface.'),
  TOKEN_MISSING: kind(
    401,
    'Not signed in',
    'Влезте в системата: липсва маркер за достъп (Authorization: Bearer).',
    'Sign in: the access token is missing (Authorization: Bearer).',
  ),
  TOKEN_INVALID: kind(
    401,
    'Invalid token',
    'Маркерът за достъп е невалиден или с изтекъл срок. Влезте отново.',
    'The access token is not valid or has expired. Sign in again.',
  ),
  TOKEN_WRONG_KIND: kind(
    401,
    'Wrong kind of token',
    'Това не е маркер за достъп до Преписка. Поискайте маркер за достъп с нейния ресурс.',
    'This is not an access token for Prepiska. Ask for an access token with its resource.',
  ),
  ACTOR_NOT_ALLOWED: kind(
    403,
    'Not allowed',
    'Нямате право на това действие или на тази преписка.',
    'You are not allowed to do this or to see this case file.',
  ),
  RATE_LIMITED: kind(
    429,
    'Too many requests',
    'Твърде много заявки за кратко време. Изчакайте една минута.',
    'Too many requests in a short time. Wait a minute.',
  ),
  IDEMPOTENCY_KEY_MISSING: kind(
    400,
    'Idempotency-Key missing',
    'Липсва заглавие Idempotency-Key: изпратете уникален ключ, за да не се изпълни действието два пъти.',
    'The header Idempotency-Key is missing: send a unique key so that nothing is done twice.',
  ),
  IDEMPOTENCY_KEY_REUSED: kind(
    422,
    'Idempotency-Key reused',
    'Този Idempotency-Key вече е използван за друго съдържание. Използвайте нов ключ.',
    'This Idempotency-Key was already used with other content. Use a new key.',
  ),
  SERVICE_NOT_FOUND: kind(
    404,
    'No such service',
    'Няма такава услуга. Вижте списъка с услугите.',
    'There is no such service. See the list of services.',
  ),
  SERVICE_INVALID: kind(
    500,
    'Faulty service',
    'Описанието на услугата има грешка. Съобщихме на екипа; опитайте по-късно.',
    'The description of the service has a fault. We told the team; try later.',
  ),
  FORM_INVALID: kind(
    422,
    'Form not complete',
    'В данните има грешки. Поправете посочените полета.',
    'There are errors in the data. Mend the fields named.',
  ),
  FILE_MISSING: kind(
    400,
    'File missing',
    'Липсва подписаният файл (поле signed).',
    'The signed file is missing (field signed).',
  ),
  FILE_TOO_LARGE: kind(
    413,
    'File too large',
    'Файлът е по-голям от 10 MB. Намалете го и опитайте отново.',
    'The file is larger than 10 MB. Make it smaller and try again.',
  ),
  FILE_TYPE_MISMATCH: kind(
    415,
    'Wrong type of file',
    'Файлът не е това, за което се представя. Качете подписан PDF, .p7s или .p7m.',
    'The file is not what it says it is. Upload a signed PDF, .p7s or .p7m.',
  ),
  FILE_UNSIGNED: kind(
    422,
    'No signature',
    'Във файла няма електронен подпис. Подпишете заявлението и качете подписания файл.',
    'There is no electronic signature in the file. Sign the application and upload the signed file.',
  ),
  APPLICATION_CONTENT_MISMATCH: kind(
    422,
    'Another document was signed',
    'Подписаният файл не е заявлението, което подавате. Изтеглете заявлението, подпишете точно този файл и го качете.',
    'The signed file is not the application you are submitting. Download the application, sign exactly that file and upload it.',
  ),
  SIGNATURE_FAILED: kind(
    422,
    'Signature not accepted',
    'Подписът не може да бъде приет. Причините са изброени; подпишете отново и подайте пак.',
    'The signature cannot be accepted. The reasons are listed; sign again and submit again.',
  ),
  SIGNED_CONTENT_ALTERED: kind(
    422,
    'Content altered after signing',
    'Документът е променен след подписването или подписът е за друг документ. Изтеглете заявлението и подпишете точно този файл.',
    'The document was changed after signing, or the signature is for another document. Download the application and sign exactly that file.',
  ),
  CERTIFICATE_EXPIRED: kind(
    422,
    'Certificate expired',
    'Сертификатът Ви е с изтекъл срок. Подновете го при издателя му и подпишете отново.',
    'Your certificate has expired. Renew it with its issuer and sign again.',
  ),
  CERTIFICATE_NOT_YET_VALID: kind(
    422,
    'Certificate not valid yet',
    'Срокът на сертификата Ви още не е започнал. Подпишете след началото му или с друг сертификат.',
    'Your certificate is not valid yet. Sign once it is, or with another certificate.',
  ),
  CERTIFICATE_REVOKED: kind(
    422,
    'Certificate revoked',
    'Сертификатът Ви е прекратен от издателя си. Подпишете с валиден сертификат.',
    'Your certificate was revoked by its issuer. Sign with a valid certificate.',
  ),
  CERTIFICATE_UNTRUSTED: kind(
    422,
    'Certificate not trusted',
    'Издателят на сертификата не е сред доверените. Подпишете с квалифициран електронен подпис от доверен доставчик.',
    'The issuer of the certificate is not among the trusted ones. Sign with a qualified electronic signature of a trusted provider.',
  ),
  CASE_FILE_NOT_FOUND: kind(
    404,
    'No such case file',
    'Няма такава преписка или тя не е достъпна за Вас.',
    'There is no such case file, or it is not open to you.',
  ),
  CASE_FILE_CLOSED: kind(
    409,
    'Case file closed',
    'Преписката е приключена и нищо повече не може да се случи в нея.',
    'The case file is closed: nothing more can happen to it.',
  ),
  EVENT_NOT_AWAITED: kind(
    409,
    'Not awaited',
    'Преписката не чака такова съобщение или сигнал. Проверете името и ключа.',
    'The case file does not wait for such a message or signal. Check the name and the key.',
  ),
  DOCUMENT_NOT_FOUND: kind(404, 'No such document', 'Няма такъв документ.', 'There is no such document.'),
  WORK_ITEM_NOT_FOUND: kind(404, 'No such work item', 'Няма такава задача.', 'There is no such work item.'),
  WORK_ITEM_NOT_YOURS: kind(
    403,
    'Not your work item',
    'Задачата е на друга длъжност или звено.',
    'The work item belongs to another position or unit.',
  ),
  WORK_ITEM_CLOSED: kind(
    409,
    'Already decided',
    'Задачата вече е приключена. Решението не е записано втори път.',
    'The work item is already closed. The decision was not recorded a second time.',
  ),
  WORK_ITEM_CHANGED: kind(
    409,
    'Changed meanwhile',
    'Задачата е променена, откакто я отворихте. Отворете я отново.',
    'The work item has changed since you opened it. Open it again.',
  ),
  REPLY_NOT_FOUND: kind(
    404,
    'No such reply',
    'Няма издаден документ с този код. Проверете кода.',
    'No document was issued with this code. Check the code.',
  ),
  INCIDENT_NOT_FOUND: kind(
    404,
    'No such incident',
    'Няма такъв инцидент или той вече е отстранен.',
    'There is no such incident, or it was already mended.',
  ),
  SKIP_TARGET_INVALID: kind(
    422,
    'Cannot go on there',
    'Обработката не може да продължи от посочения елемент. Изберете елемент от същия процес или подпроцес.',
    'Processing cannot go on at the element named. Choose an element of the same process or sub-process.',
  ),
  OPERATION_UNKNOWN: kind(
    500,
    'Unknown operation',
    'Услугата извиква непозната операция. Съобщихме на екипа.',
    'The service calls an unknown operation. We told the team.',
  ),
  OPERATION_REFUSED: kind(
    500,
    'Operation refused',
    'Операцията не може да бъде изпълнена. Съобщихме на екипа.',
    'The operation cannot be carried out. We told the team.',
  ),
  STATE_UNKNOWN: kind(
    500,
    'Unknown state',
    'Преписката е водена от друга версия на системата. Съобщихме на екипа.',
    'The case file was carried by another version of the system. We told the team.',
  ),
  REGISTER_UNAVAILABLE: kind(
    503,
    'Register unavailable',
    'Регистърът не отговаря в момента. Опитайте по-късно.',
    'The register does not answer at the moment. Try later.',
  ),
  REGISTER_RECORD_NOT_FOUND: kind(
    404,
    'No such record',
    'В регистъра няма такъв запис.',
    'The register has no such record.',
  ),
  TIME_STAMP_UNAVAILABLE: kind(
    503,
    'Time stamp unavailable',
    'Услугата за времеви печат не отговаря в момента.',
    'The time-stamp service does not answer at the moment.',
  ),
  MAIL_UNAVAILABLE: kind(
    503,
    'Mail unavailable',
    'Пощенският сървър не отговаря в момента.',
    'The mail server does not answer at the moment.',
  ),
  LETTER_INVALID: kind(
    500,
    'Faulty letter',
    'Шаблонът на писмото има грешка. Съобщихме на екипа.',
    'The letter template has a fault. We told the team.',
  ),
  TOWN_INVALID: kind(
    500,
    'Faulty municipality data',
    'Данните за общината имат грешка. Съобщихме на екипа.',
    'The municipality’s data have a fault. We told the team.',
  ),
  CONFIG_INVALID: kind(
    500,
    'Faulty configuration',
    'Настройките на системата имат грешка. Съобщихме на екипа.',
    'The configuration has a fault. We told the team.',
  ),
  UNAVAILABLE: kind(
    503,
    'Try again',
    'Системата не отговори навреме. Нищо не е загубено: опитайте отново със същия Idempotency-Key.',
    'The system did not answer in time. Nothing is lost: try again with the same Idempotency-Key.',
  ),
};
