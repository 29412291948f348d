import type { EntitySchema } from 'typeorm';
import { Ballots } from './ballots.js';
import { Batches, BatchParts } from './batches.js';
import { Citations } from './citations.js';
import { Claims } from './claims.js';
import { Deadlines } from './deadlines.js';
import { Events } from './events.js';
import { Facts } from './facts.js';
import { Horizons } from './horizons.js';
import { Negotiations } from './negotiations.js';
import { Notices } from './notices.js';
import { Participants } from './participants.js';
import { Sources } from './sources.js';
import { Statements } from './statements.js';
import { StatusMoves } from './status-moves.js';
import { TreeNodes } from './tree-nodes.js';

/** Tables with rows made from one event's body, by its `seq`: redacting the body deletes them. */
export const BODY_TABLES: EntitySchema<never>[] = [Claims, Citations, Notices, Deadlines, Ballots, Statements, Sources, Participants] as EntitySchema<never>[];

/** All tables that the projector fills. */
export const TABLES: EntitySchema<never>[] = [Events, Facts, Negotiations, Horizons, StatusMoves, Batches, BatchParts, TreeNodes, ...BODY_TABLES] as EntitySchema<never>[];
