import { writeFileSync } from 'node:fs';

import { compile } from 'sass';

/** `npm run css`: govuk-frontend in our own colours and letters. The result is committed. */
const { css } = compile('web/styles/prepiska.scss', {
  loadPaths: ['node_modules'],
  style: 'compressed',
  quietDeps: true,
});
writeFileSync('web/public/prepiska.css', css.replace(/url\([^)]*\)/g, 'none'));
