// `npm start`: the whole pipeline on a real job, Node's codecs over the texts of this repository.
import { execPath } from 'node:process'
import { runLoud } from './run.mjs'

const job = ['pipeline', '--config', 'examples/compression/hydra.config.mjs']

export const runStart = (words) => runLoud(execPath, ['dist/cli.js', ...job, ...words])
