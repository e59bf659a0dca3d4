/**
 * Occupations the synthetic adults have worked in, by level of education: STYRK-08, broad field of education, and how often
 * among women and men. Treff's own choice; sex shapes who has done what, and is never scored.
 */

export type EducationBand = "low" | "middle" | "higher"

export interface OccupationChance {
  readonly styrk: string
  /** NUS2000 broad field. */
  readonly field: number
  readonly female: number
  readonly male: number
}

const row = ([styrk, field, female, male]: readonly [string, number, number, number]): OccupationChance => ({
  styrk,
  field,
  female,
  male
})

// biome-ignore format: a table, one occupation per line
const higher = [
  ["2223", 6, 8, 1],    // nurse
  ["2211", 6, 2, 1.5],  // general practitioner
  ["2212", 6, 1.5, 1.5],// specialist physician
  ["2261", 6, 2, 1],    // dentist
  ["2262", 6, 2, 0.5],  // pharmacist
  ["2264", 6, 1.5, 1],  // physiotherapist
  ["2341", 2, 10, 2],   // primary-school teacher
  ["2342", 2, 5, 0.2],  // kindergarten teacher
  ["2330", 2, 5, 2],    // secondary-school teacher
  ["2310", 2, 2, 2],    // university teacher
  ["2142", 5, 2, 6],    // civil engineer
  ["2144", 5, 1, 6],    // mechanical engineer
  ["2151", 5, 0.5, 5],  // electrical engineer
  ["2145", 5, 1.5, 1.5],// chemical engineer
  ["2512", 5, 3, 8],    // software developer
  ["2519", 5, 1.5, 2],  // software tester
  ["3512", 5, 1, 3],    // IT support
  ["2411", 4, 7, 2],    // auditor, accountant
  ["3313", 4, 7, 2],    // bookkeeper
  ["2421", 4, 4, 3],    // organisation adviser
  ["2431", 4, 5, 3],    // marketing adviser
  ["1221", 4, 3, 5],    // sales manager
  ["1219", 4, 3, 5],    // administrative manager
  ["2611", 3, 4, 4],    // lawyer
  ["2635", 3, 4, 1],    // social adviser
  ["2166", 1, 3, 2],    // graphic designer
  ["2641", 1, 1.5, 1]   // writer
] as const

// biome-ignore format: a table, one occupation per line
const middle = [
  ["5321", 6, 6, 1],    // health worker
  ["5311", 2, 4, 0.3],  // kindergarten assistant
  ["5223", 4, 12, 4],   // shop assistant
  ["4110", 4, 6, 2],    // office clerk
  ["4321", 8, 1, 4],    // warehouse worker
  ["5120", 8, 7, 5],    // cook
  ["5131", 8, 5, 2],    // waiter
  ["5141", 8, 7, 2],    // hairdresser
  ["5142", 8, 6, 0.2],  // beautician
  ["7115", 5, 0.2, 8],  // carpenter
  ["7112", 5, 0.1, 4],  // bricklayer
  ["7411", 5, 0.2, 7],  // electrician
  ["7126", 5, 0.1, 5],  // plumber
  ["7131", 5, 1, 5],    // painter
  ["7212", 5, 0.1, 7],  // welder
  ["7231", 5, 0.1, 8],  // car mechanic
  ["7233", 5, 0.1, 4],  // machinery mechanic
  ["7531", 5, 5, 1],    // tailor
  ["7512", 8, 3, 2],    // baker
  ["8332", 8, 0.2, 9],  // lorry driver
  ["8331", 8, 0.2, 3],  // bus driver
  ["5414", 8, 0.3, 3]   // security guard
] as const

// biome-ignore format: a table, one occupation per line
const low = [
  ["9112", 9, 10, 2],   // cleaner
  ["9412", 8, 7, 3],    // kitchen assistant
  ["5322", 6, 5, 0.3],  // home help
  ["7531", 5, 4, 2],    // tailor
  ["5221", 4, 3, 5],    // shopkeeper
  ["8160", 5, 3, 3],    // food-processing operator
  ["9313", 5, 0.1, 8],  // building labourer
  ["9333", 8, 0.2, 5],  // freight handler
  ["9329", 5, 2, 4],    // factory labourer
  ["9211", 7, 3, 4],    // crop-farm labourer
  ["6111", 7, 4, 6],    // crop farmer
  ["6121", 7, 2, 3],    // livestock farmer
  ["8322", 8, 0.1, 5],  // driver
  ["7115", 5, 0.1, 4]   // carpenter
] as const

export const occupationChances: Readonly<Record<EducationBand, ReadonlyArray<OccupationChance>>> = {
  low: low.map(row),
  middle: middle.map(row),
  higher: higher.map(row)
}

/** STYRK-08 «not stated»: the adult says to have had no occupation. */
export const noOccupation = "0000"

export const bandOf = (level: number): EducationBand => (level <= 2 ? "low" : level <= 5 ? "middle" : "higher")
