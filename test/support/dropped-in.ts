import { cp, mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { COPIED_SERVICE, renamed, withSecondApproval } from './second-approval';

type Change = (text: string) => string;

/** The project's services and a changed copy of 2016 beside them: data, no code. Answers the folder for SERVICES_FOLDER. */
export async function dropInACopy(changeProcess: Change = withSecondApproval): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'prepiska-services-'));
  await cp('services', folder, { recursive: true });
  const copy = join(folder, COPIED_SERVICE);
  await cp('services/2016', copy, { recursive: true });
  const edit = async (name: string, change: Change) =>
    writeFile(join(copy, name), change(await readFile(join(copy, name), 'utf8')));
  await edit('service.yaml', renamed);
  await edit('process.bpmn', changeProcess);
  return folder;
}
