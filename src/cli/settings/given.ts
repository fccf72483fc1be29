/** What of an object's values is there: keys whose value is undefined are left out, as the types of options ask for. */

type Defined<T extends object> = { [K in keyof T]?: Exclude<T[K], undefined> }

export const given = <T extends object>(values: T): Defined<T> =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as Defined<T>
