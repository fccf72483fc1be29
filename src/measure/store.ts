/** Who writes the studies of this room: the room of files, loaded when it is needed. */
import type { StudyStore } from '../study/index.ts'

export const store: StudyStore = {
  save: async (study, folder) => (await import('../files/index.ts')).saveStudy(study, folder),
}
