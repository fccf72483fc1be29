// Which sort for numbers? Five algorithms over four shapes of data, every answer checked for order and content.
// Run it: npx hydra-profiler pipeline --config examples/sorting/hydra.config.ts
import { defineConfig } from 'hydra-profiler'
import { heapSort, mergeSort, quickSort, radixSort } from './algorithms.ts'

const size = 5_000
const numbers = (of: (index: number) => number): number[] => Array.from({ length: size }, (_, index) => of(index))

/** A fixed little generator, so that the data are the same in every run. */
const scatter = (index: number): number => (Math.imul(index + 1, 2654435761) >>> 0) % 1_000_000
const ascending = (a: number, b: number): number => a - b

export default defineConfig({
  title: 'Sorting whole numbers',
  heads: {
    'Array.sort': (list: number[]) => [...list].sort(ascending),
    'Float64Array.sort': (list: number[]) => Array.from(Float64Array.from(list).sort()),
    merge: (list: number[]) => mergeSort(list),
    quick: (list: number[]) => quickSort([...list]),
    heap: (list: number[]) => heapSort([...list]),
    radix: (list: number[]) => radixSort(list),
  },
  inputs: {
    scattered: numbers(scatter),
    sorted: numbers((index) => index),
    reversed: numbers((index) => size - index),
    'few values': numbers((index) => scatter(index) % 10),
  },
  verify: (output: number[], input: number[]) => {
    const expected = Float64Array.from(input).sort()
    return output.length === expected.length && output.every((value, index) => value === expected[index])
  },
})
