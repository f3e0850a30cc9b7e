import type { Person, Town } from '../../domain/town';

/** Who to be: the people of the demo town, officials with their positions. */
export function signInPage(uid: string, town: Town): string {
  const citizens = town.people.filter(({ roles }) => roles.includes('citizen'));
  const officials = town.people.filter(({ roles }) => !roles.includes('citizen'));
  return `<!doctype html><html lang="bg"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><title>Вход / Sign in</title>
<style>body{font:18px/1.5 sans-serif;max-width:44rem;margin:2rem auto;padding:0 1rem;color:#1a1a1a}button{display:block;width:100%;text-align:left;font:inherit;padding:.7rem 1rem;margin:.4rem 0;border:1px solid #555;background:#fff;cursor:pointer}
button:hover,button:focus{background:#e8f0fe;outline:3px solid #fd0}small{color:#555;display:block}</style></head><body><main>
<h1>Вход / Sign in</h1><p>Демонстрация: изберете измислено лице, парола няма. / A demonstration: choose an invented person, there is no password.</p>
<form method="post" action="/interaction/${escape(uid)}"><h2>Граждани / Citizens</h2>${citizens.map((person) => button(person, town)).join('')}
<h2>Служители / Officials</h2>${officials.map((person) => button(person, town)).join('')}</form></main></body></html>`;
}

function button({ id, name, roles, positions }: Person, town: Town): string {
  const held = town.positions
    .filter((position) => positions.includes(position.id))
    .map((position) => `${position.name.bg} / ${position.name.en}`);
  return `<button name="person" value="${escape(id)}">${escape(name.bg)} / ${escape(name.en)}<small>${escape(held.join(', ') || roles.join(', '))}</small></button>`;
}

const escape = (text: string): string => text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
