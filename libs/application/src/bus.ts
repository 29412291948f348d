import { Inject } from '@nestjs/common';
import { SpanStatusCode, trace } from '@opentelemetry/api';
import { Command as CqrsCommand, CommandHandler, type ICommandHandler, type IQueryHandler, Query as CqrsQuery, QueryHandler } from '@nestjs/cqrs';
import type { Command, Receipt } from '#libs/domain';
import type { CaseFile } from '#libs/formats';
import type { ImportOptions, ImportReport, Parley } from './parley.js';
import type { Answer, Question } from './asking/questions.js';
import type { Redaction } from './writing/redaction.js';

/** Injection token of the application. */
export const PARLEY = Symbol('parley');

/** Asks a question: the one query envelope. */
export class Ask extends CqrsQuery<Answer> {
  constructor(readonly question: Question) {
    super();
  }
}

/** Records commands, all or none: the one command envelope; the commands are the domain's. */
export class Execute extends CqrsCommand<Receipt[]> {
  constructor(
    readonly commands: readonly Command[],
    readonly by: string,
  ) {
    super();
  }
}

/** Redacts what a fact says; a command of its own, because it reads what there is to redact, and erases it. */
export class Redact extends CqrsCommand<Receipt[]> {
  constructor(
    readonly redaction: Redaction,
    readonly by: string,
  ) {
    super();
  }
}

/** Imports a case; a command of its own, because it reads what is there before it decides what to write. */
export class ImportCase extends CqrsCommand<ImportReport> {
  constructor(
    readonly files: readonly CaseFile[],
    readonly by: string,
    readonly options: ImportOptions,
  ) {
    super();
  }
}

@QueryHandler(Ask)
export class AskHandler implements IQueryHandler<Ask> {
  constructor(@Inject(PARLEY) private readonly parley: Parley) {}

  execute({ question }: Ask): Promise<Answer> {
    return traced(`ask ${question.ask}`, () => this.parley.ask(question));
  }
}

@CommandHandler(Execute)
export class ExecuteHandler implements ICommandHandler<Execute> {
  constructor(@Inject(PARLEY) private readonly parley: Parley) {}

  execute({ commands, by }: Execute): Promise<Receipt[]> {
    return traced('record', () => this.parley.submit(commands, by));
  }
}

@CommandHandler(Redact)
export class RedactHandler implements ICommandHandler<Redact> {
  constructor(@Inject(PARLEY) private readonly parley: Parley) {}

  execute({ redaction, by }: Redact): Promise<Receipt[]> {
    return traced('redact', () => this.parley.redact(redaction, by));
  }
}

@CommandHandler(ImportCase)
export class ImportCaseHandler implements ICommandHandler<ImportCase> {
  constructor(@Inject(PARLEY) private readonly parley: Parley) {}

  execute({ files, by, options }: ImportCase): Promise<ImportReport> {
    return traced('import', () => this.parley.importCase(files, by, options));
  }
}

/** A span around `work`, where the process traces (OpenTelemetry); without, it costs next to nothing. */
function traced<Result>(name: string, work: () => Promise<Result>): Promise<Result> {
  return trace.getTracer('parley').startActiveSpan(name, async (span) => {
    try {
      return await work();
    } catch (error) {
      span.setStatus({ code: SpanStatusCode.ERROR, message: (error as Error).message });
      throw error;
    } finally {
      span.end();
    }
  });
}

export const APPLICATION_HANDLERS = [AskHandler, ExecuteHandler, RedactHandler, ImportCaseHandler];
