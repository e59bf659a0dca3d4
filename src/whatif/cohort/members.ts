/**
 * Sex and age of every member. Adults are drawn from pools that meet the published sex and age margins, parents
 * first, so that a parent is a generation older than the children. Owns ages; refuses anything else about a person.
 */
import type { CareForm } from "../../domain/CareForm.ts"
import type { IsoDate } from "../../domain/IsoDate.ts"
import { AgePool, type Sex } from "./AgePool.ts"
import { childWeight, minorAges, olderWeight, youngAdultWeight } from "./ageWeights.ts"
import { withBirthDates } from "./birthDates.ts"
import { type Background, type Shape, sizeOf } from "./composition.ts"
import { chances, margins } from "./margins.ts"
import { apportion, counts, deal, spreadAges } from "./quota.ts"
import type { Random } from "./random.ts"

export interface Member {
  readonly sex: Sex
  readonly age: number
  readonly birthDate: string
  readonly role: "adult" | "child"
}

export interface Peopled {
  readonly shape: Shape
  /** Adults first, the eldest child next. */
  readonly members: ReadonlyArray<Member>
  /** Care form recommended first for an unaccompanied minor. */
  readonly careForm?: CareForm
}

export interface Aged {
  readonly sex: Sex
  readonly age: number
}

export const peopleHouseholds = (
  shapes: ReadonlyArray<Shape>,
  date: IsoDate,
  random: Random
): ReadonlyArray<Peopled> => {
  const ukraine = shapes.filter((shape) => shape.background === "ukraine")
  const other = shapes.filter((shape) => shape.background === "other")
  const peopled = new Map([...peopleOf("ukraine", ukraine, date, random), ...peopleOf("other", other, date, random)])
  return shapes.map((shape) => peopled.get(shape) as Peopled)
}

const peopleOf = (
  background: Background,
  shapes: ReadonlyArray<Shape>,
  date: IsoDate,
  random: Random
): ReadonlyArray<readonly [Shape, Peopled]> => {
  const minors = agedMinors(
    background,
    shapes.filter((shape) => shape.kind === "minor"),
    random
  )
  const children = agedChildren(shapes, random)
  const young = [...[...minors.values()].map((one) => one.aged), ...[...children.values()].flat()]
  const pool = adultPool(background, shapes, young, random)
  // Those with the narrowest demands choose first; single adults take what is left.
  const adults = new Map<Shape, ReadonlyArray<Aged>>()
  for (const shape of shapes)
    if (shape.kind === "family") adults.set(shape, parentsOf(shape, children.get(shape) ?? [], pool, random))
  for (const shape of shapes) if (shape.kind === "couple") adults.set(shape, coupleFrom(pool, random))
  const rest = random.shuffle(pool.drain())
  for (const shape of shapes) if (shape.kind === "single") adults.set(shape, [rest.pop() ?? { sex: "female", age: 30 }])

  return shapes.map((shape) => {
    const minor = minors.get(shape)
    const dated = withBirthDates(
      [...(adults.get(shape) ?? []), ...(children.get(shape) ?? []), ...(minor ? [minor.aged] : [])],
      date,
      random
    )
    return [shape, { shape, members: dated, ...(minor ? { careForm: minor.careForm } : {}) }] as const
  })
}

const agedMinors = (background: Background, shapes: ReadonlyArray<Shape>, random: Random) => {
  const forms = deal(shapes, margins["care-form"].shares, random)
  const boys = chances.boysAmongMinors[background]
  const sexes = deal(shapes, { male: boys, female: 1 - boys }, random)
  return new Map(
    shapes.map((shape) => {
      const careForm = forms.get(shape) ?? "shared-housing"
      const [low, high] = minorAges[careForm]
      return [shape, { careForm, aged: { sex: sexes.get(shape) ?? "male", age: random.between(low, high) } }] as const
    })
  )
}

/** Children's ages follow the published bands over all families; brothers and sisters are a few years apart. */
const agedChildren = (shapes: ReadonlyArray<Shape>, random: Random): Map<Shape, ReadonlyArray<Aged>> => {
  const families = shapes.filter((shape) => shape.kind === "family")
  const total = families.reduce((all, shape) => all + shape.children, 0)
  const [boys = 0, girls = 0] = apportion([chances.boysAmongChildren, 1 - chances.boysAmongChildren], total)
  const sexes = random.shuffle([
    ...Array.from({ length: boys }, () => "male" as const),
    ...Array.from({ length: girls }, () => "female" as const)
  ])
  const ages = new AgePool()
  const spread = random.shuffle(spreadAges(childWeight, [0, 17], total, random))
  ages.add("female", spread)
  const byChildren = [...families].sort((a, b) => b.children - a.children)
  return new Map(
    byChildren.map((shape) => {
      let wished = spread[random.below(total)] ?? 8
      const own = Array.from({ length: shape.children }, () => {
        const age = ages.take("female", wished, 0, 17) ?? wished
        const gap = random.between(1, 4)
        wished = Math.min(17, Math.max(0, random.next() < 0.5 ? age + gap : age - gap))
        return { sex: sexes.pop() ?? "female", age }
      })
      return [shape, own.sort((a, b) => b.age - a.age)]
    })
  )
}

/** Adults by sex and age: the published margins of all persons less the children already drawn. */
const adultPool = (
  background: Background,
  shapes: ReadonlyArray<Shape>,
  young: ReadonlyArray<Aged>,
  random: Random
): AgePool => {
  const persons = shapes.reduce((all, shape) => all + sizeOf(shape), 0)
  const published = counts(margins[`${background}-sex-age`].shares, persons)
  const youngOf = (sex: Sex): number => young.filter((one) => one.sex === sex).length
  const [men = 0, women = 0, olderMen = 0, olderWomen = 0] = apportion(
    [
      Math.max(0, published["male-to-55"] - youngOf("male")),
      Math.max(0, published["female-to-55"] - youngOf("female")),
      published["male-over-55"],
      published["female-over-55"]
    ],
    persons - young.length
  )
  const weight = (age: number): number => youngAdultWeight(background, age)
  const pool = new AgePool()
  pool.add("male", spreadAges(weight, [18, 55], men, random))
  pool.add("female", spreadAges(weight, [18, 55], women, random))
  pool.add("male", spreadAges(olderWeight, [56, 87], olderMen, random))
  pool.add("female", spreadAges(olderWeight, [56, 87], olderWomen, random))
  return pool
}

const parentsOf = (shape: Shape, children: ReadonlyArray<Aged>, pool: AgePool, random: Random): ReadonlyArray<Aged> => {
  const [eldest, youngest] = [children[0]?.age ?? 5, children.at(-1)?.age ?? 5]
  const sex: Sex = shape.partners === 2 || random.next() < chances.mothersAmongSingleParents ? "female" : "male"
  const head = pool.fit(sex, eldest + random.between(20, 32), eldest + 18, Math.min(55, youngest + 46))
  const partner =
    shape.partners === 1
      ? []
      : [pool.fit(other(head.sex), head.age + random.between(-2, 6), eldest + 18, Math.min(60, youngest + 55))]
  const grandmother = shape.grandmother
    ? [pool.fit("female", head.age + random.between(20, 30), Math.max(40, head.age + 17), 88)]
    : []
  return [head, ...partner, ...grandmother]
}

const other = (sex: Sex): Sex => (sex === "female" ? "male" : "female")

const coupleFrom = (pool: AgePool, random: Random): ReadonlyArray<Aged> => {
  const first = pool.fit("female", random.between(20, 75), 18, 88)
  return [first, pool.fit("male", first.age + random.between(-2, 5), 18, 88)]
}
