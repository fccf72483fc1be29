/** Who writes the studies of this room: the room of files, loaded when it is needed. */
import type { Study, StudyStore } from '../study/index.ts'

export const store: StudyStore = {
  save: async (study, folder) => (await import('../files/index.ts')).saveStudy(study, folder),
}

/** Writes the CPU profiles of a study. */
export async function saveCpuProfiles(study: Study, folder: string): Promise<void> {
  await (await import('../files/index.ts')).saveCpuProfiles(study, folder)
}
