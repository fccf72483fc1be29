/** Where a function stands, as it may be shown to others: relative to a folder, else without the folders above it. Lines from 1. */

const fileUrl = /^file:\/\/(?:\/(?=[A-Za-z]:))?/

function decoded(url: string): string {
  const path = url
    .replace(fileUrl, '')
    .replace(/[?#].*$/, '')
    .replaceAll('\\', '/')
  try {
    return decodeURIComponent(path)
  } catch {
    return path
  }
}

function relative(path: string, folder: string): string {
  const base = folder.replaceAll('\\', '/').replace(/\/*$/, '/')
  if (path.startsWith(base)) return path.slice(base.length)
  const packages = path.lastIndexOf('/node_modules/')
  if (packages >= 0) return path.slice(packages + 1)
  const parts = path.split('/')
  return parts.length > 1 ? `…/${parts.at(-1) ?? ''}` : path
}

/** @param folder - absolute, where paths start from */
export function placeOf(url: string, lineNumber: number, folder: string): string {
  if (url === '') return ''
  const file = url.startsWith('node:') ? url : relative(decoded(url), folder)
  return lineNumber < 0 ? file : `${file}:${lineNumber + 1}`
}
