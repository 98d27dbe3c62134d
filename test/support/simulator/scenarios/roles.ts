import type { Behaviour, Respond, SimulatedRequest } from '../behaviour';
import { modelPace } from './modelPace';

/** One of the parts that a model plays for an agent. */
export interface Role {
  /** Words of the instructions that only this role has. */
  readonly says: string;
  readonly respond: (request: SimulatedRequest) => Behaviour;
}

/** Answers each request in the role that its instructions name. */
export function respondInRole(roles: readonly Role[]): Respond {
  return (request) => {
    const role = roles.find(({ says }) => request.system.includes(says));
    return role
      ? role.respond(request)
      : { ...modelPace, output: [{ text: 'I have no role in this conversation.' }] };
  };
}
