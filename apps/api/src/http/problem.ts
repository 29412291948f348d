import { HttpException } from '@nestjs/common';
import { QuestionError } from '#libs/application';
import { Rejection } from '#libs/domain';
import { isProblemCode, type ProblemCode, type ProblemKind, PROBLEMS } from './problems.js';

/** One thing that is wrong, and where: in the body (RFC 6901), in the query, or in a file of a case. */
export interface ProblemError {
  detail: string;
  pointer?: string;
  parameter?: string;
  file?: string;
  line?: number;
  column?: number;
}

interface Extras {
  errors?: ProblemError[];
  /** Where the case calls for another status than its kind's. */
  status?: number;
  headers?: Record<string, string>;
  /** Members of its own, such as the revision that a stale write should have named. */
  members?: Record<string, unknown>;
  cause?: unknown;
}

/** An error on its way out: a code of `PROBLEMS` and what is particular about this one. */
export class Problem extends Error {
  readonly kind: ProblemKind;
  constructor(readonly code: ProblemCode, detail: string, readonly extras: Extras = {}) {
    super(detail, { cause: extras.cause });
    this.name = 'Problem';
    this.kind = PROBLEMS[code];
  }
  get status(): number {
    return this.extras.status ?? this.kind.status;
  }
}

/** RFC 9457. `type` resolves to a description of the kind; `instance` names this request in the server's log. */
export function problemBody(problem: Problem, requestId: string): object {
  const { code, kind, status, message, extras } = problem;
  return {
    type: `/problems/${code}`,
    title: kind.title,
    status,
    detail: message,
    code,
    advice: kind.advice,
    ...(extras.errors === undefined ? {} : { errors: extras.errors }),
    ...extras.members,
    instance: `urn:uuid:${requestId}`,
  };
}

/** What any thrown value means to the caller. What has no code of ours is `internal`, and tells nothing of itself. */
export function problemOf(error: unknown): Problem {
  if (error instanceof Problem) return error;
  if (error instanceof Rejection) return rejected(error, (_command, pointer) => pointer);
  if (error instanceof HttpException) return ofHttp(error);
  if (!(error instanceof Error)) return internal(error);
  if (error instanceof QuestionError) return new Problem(error.code, error.message, { cause: error, ...parametersOf(error.details) });
  const { code, problems, seq } = error as { code?: unknown; problems?: unknown; seq?: unknown };
  if (!isProblemCode(code)) return internal(error);
  if (code === 'ledger-damaged') return new Problem(code, error.message, { cause: error, members: { seq } });
  return new Problem(code, error.message, { cause: error, ...(code === 'case-invalid' ? { errors: placesOf(problems) } : {}) });
}

/**
 * A refused command as a problem.
 * @param pointerOf where a pointer into command `command` leads in the body that was sent
 */
export function rejected(rejection: Rejection, pointerOf: (command: number, pointer: string) => string, stale?: number): Problem {
  const { code, message, details, command, revision, since } = rejection;
  return new Problem(code, message, {
    cause: rejection,
    ...(details.length === 0 ? {} : { errors: details.map((detail) => ({ detail: detail.message, pointer: pointerOf(command, detail.pointer) })) }),
    ...(revision === undefined ? {} : { members: { revision, ...(since === undefined ? {} : { since }) } }),
    ...(code === 'stale-revision' && stale !== undefined ? { status: stale } : {}),
  });
}

function parametersOf(details: { pointer: string; message: string }[]): Pick<Extras, 'errors'> {
  return details.length === 0 ? {} : { errors: details.map(({ pointer, message }) => ({ detail: message, parameter: pointer.slice(1) })) };
}

function internal(cause: unknown): Problem {
  return new Problem('internal', 'the request could not be answered', { cause });
}

const BY_STATUS: Record<number, ProblemCode> = {
  400: 'malformed-request', 404: 'unknown-route', 405: 'method-not-allowed', 413: 'body-too-large', 414: 'uri-too-long', 415: 'unsupported-media-type',
};
const BY_FASTIFY_CODE: Record<string, ProblemCode> = { FST_ERR_CTP_INVALID_JSON_BODY: 'malformed-json', FST_ERR_CTP_EMPTY_JSON_BODY: 'malformed-json' };

/** What Fastify and Nest refuse before a handler runs. */
function ofHttp(error: HttpException): Problem {
  const fastifyCode = (error.cause as { code?: string } | undefined)?.code ?? '';
  const code = BY_FASTIFY_CODE[fastifyCode] ?? (error.cause instanceof SyntaxError ? 'malformed-json' : BY_STATUS[error.getStatus()]);
  return code === undefined ? internal(error) : new Problem(code, error.message, { cause: error });
}

interface Place {
  file: string;
  line: number;
  column: number;
  message: string;
  advice?: string;
}

function placesOf(problems: unknown): ProblemError[] {
  return (problems as Place[]).map(({ message, advice, file, line, column }) => ({ detail: advice === undefined ? message : `${message} (${advice})`, file, line, column }));
}
