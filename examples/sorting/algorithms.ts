/** Textbook sorts of whole numbers from 0 to 2^32 - 1, ascending. */

/** Bottom-up merge sort; a new list. */
export function mergeSort(list: readonly number[]): number[] {
  let from = [...list]
  let to = new Array<number>(from.length)
  for (let width = 1; width < from.length; width *= 2) {
    for (let start = 0; start < from.length; start += 2 * width) mergeRuns(from, to, start, width)
    ;[from, to] = [to, from]
  }
  return from
}

function mergeRuns(from: readonly number[], to: number[], start: number, width: number): void {
  const middle = Math.min(start + width, from.length)
  const end = Math.min(start + 2 * width, from.length)
  let left = start
  let right = middle
  for (let k = start; k < end; k += 1) {
    const takeLeft = left < middle && (right >= end || (from[left] as number) <= (from[right] as number))
    to[k] = (takeLeft ? from[left++] : from[right++]) as number
  }
}

/** Quicksort by Hoare's partition around the middle value, smaller side first; in place. */
export function quickSort(list: number[], low = 0, high = list.length - 1): number[] {
  while (low < high) {
    const pivot = list[(low + high) >>> 1] as number
    let i = low
    let j = high
    while (i <= j) {
      while ((list[i] as number) < pivot) i += 1
      while ((list[j] as number) > pivot) j -= 1
      if (i <= j) {
        swap(list, i, j)
        i += 1
        j -= 1
      }
    }
    if (j - low < high - i) {
      quickSort(list, low, j)
      low = i
    } else {
      quickSort(list, i, high)
      high = j
    }
  }
  return list
}

/** Heapsort; in place. */
export function heapSort(list: number[]): number[] {
  for (let root = (list.length >>> 1) - 1; root >= 0; root -= 1) siftDown(list, root, list.length)
  for (let end = list.length - 1; end > 0; end -= 1) {
    swap(list, 0, end)
    siftDown(list, 0, end)
  }
  return list
}

function siftDown(list: number[], root: number, end: number): void {
  for (;;) {
    let child = 2 * root + 1
    if (child >= end) return
    if (child + 1 < end && (list[child + 1] as number) > (list[child] as number)) child += 1
    if ((list[root] as number) >= (list[child] as number)) return
    swap(list, root, child)
    root = child
  }
}

/** Radix sort, least digit first, four passes of eight bits; a new list. */
export function radixSort(list: readonly number[]): number[] {
  let from = Uint32Array.from(list)
  let to = new Uint32Array(from.length)
  for (let shift = 0; shift < 32; shift += 8) {
    const starts = new Uint32Array(257)
    for (const value of from) starts[((value >>> shift) & 255) + 1] = (starts[((value >>> shift) & 255) + 1] as number) + 1
    for (let digit = 0; digit < 256; digit += 1) starts[digit + 1] = (starts[digit + 1] as number) + (starts[digit] as number)
    for (const value of from) {
      const digit = (value >>> shift) & 255
      to[starts[digit] as number] = value
      starts[digit] = (starts[digit] as number) + 1
    }
    ;[from, to] = [to, from]
  }
  return Array.from(from)
}

function swap(list: number[], i: number, j: number): void {
  const value = list[i] as number
  list[i] = list[j] as number
  list[j] = value
}
