import type { RequestHandler } from 'express';

import type { Actor } from '../domain/case-file';
import { DomainError } from '../domain/errors';
import type { Identifier, Role, Town } from '../domain/town';

/** Who is asking. Roles and positions come from the municipality's own data, never from the token. */
export interface CurrentActor extends Actor {
  readonly email: string;
  readonly roles: readonly Role[];
  readonly identifier: Identifier | null;
  /** All positions of the units in which the person holds one: what they may see. */
  readonly unitPositions: readonly string[];
}

export function createActorOf(town: Town) {
  const people = new Map(town.people.map((person) => [person.id, person]));
  const unitOf = new Map(town.positions.map(({ id, unit }) => [id, unit]));

  /** Somebody the municipality does not know is a citizen. */
  return function actorOf(claims: Readonly<Record<string, unknown>>): CurrentActor {
    const id = String(claims.sub);
    const person = people.get(id);
    if (!person) {
      const name = typeof claims.name === 'string' ? claims.name : id;
      const email = typeof claims.email === 'string' ? claims.email : '';
      return {
        id,
        name: { bg: name, en: name },
        email,
        roles: ['citizen'],
        positions: [],
        identifier: null,
        unitPositions: [],
      };
    }
    const units = new Set(person.positions.map((position) => unitOf.get(position)));
    return {
      id,
      name: person.name,
      email: person.email,
      roles: person.roles,
      positions: person.positions,
      identifier: person.identifier ?? null,
      unitPositions: town.positions.filter(({ unit }) => units.has(unit)).map((position) => position.id),
    };
  };
}

/** What the journal keeps of an actor. */
export const toActor = ({ id, name, positions }: CurrentActor): Actor => ({ id, name, positions });

export const isOfficial = ({ roles }: CurrentActor): boolean => roles.some((role) => role !== 'citizen');

export function requireRole(...wanted: readonly Role[]): RequestHandler {
  return (_req, res, next) => {
    const { roles } = res.locals.actor;
    if (!roles.some((role) => wanted.includes(role)))
      throw new DomainError('ACTOR_NOT_ALLOWED', `Needs one of the roles ${wanted.join(', ')}`);
    next();
  };
}
