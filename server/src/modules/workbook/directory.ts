import type { Membership, Person } from "@gongjian/prisma/client";
import type { PlacedOrganization } from "../organizations/public.ts";
import type { CityState, Place } from "./city-state.ts";

/** One found, none, or several: a name alone may not tell. */
export type Found<T> = { one: T } | { none: string };

const PLACES = { unknown: "UNKNOWN_DIVISION", ambiguous: "AMBIGUOUS_DIVISION" };
const ORGANIZATIONS = { unknown: "UNKNOWN_ORGANIZATION", ambiguous: "AMBIGUOUS_ORGANIZATION" };

const SEPARATOR = /\s*[/／]\s*/;

function only<T>(all: readonly T[], codes: { unknown: string; ambiguous: string }): Found<T> {
  const [first] = all;
  if (first === undefined) return { none: codes.unknown };
  return all.length === 1 ? { one: first } : { none: codes.ambiguous };
}

function index<T>(map: Map<string, T[]>, key: string | null, value: T): void {
  if (key === null) return;
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}

/** Finds divisions, organizations and people of a city by what people write, including what the workbook itself makes. */
export class Directory {
  readonly #placesById = new Map<number, Place>();
  readonly #placesByCode = new Map<string, Place>();
  readonly #placesByName = new Map<string, Place[]>();
  readonly #organizations = new Map<string, PlacedOrganization>();
  readonly #byName = new Map<string, PlacedOrganization[]>();
  readonly #byCreditCode = new Map<string, PlacedOrganization>();
  readonly #people = new Map<string, Person[]>();
  readonly #roles = new Map<string, Membership[]>();

  constructor(state: CityState) {
    for (const place of state.places) {
      this.#placesById.set(place.id, place);
      if (place.code !== null) this.#placesByCode.set(place.code, place);
      index(this.#placesByName, place.name, place);
    }
    for (const organization of state.organizations) this.addOrganization(organization);
    for (const person of state.people) this.addPerson(person);
    for (const membership of state.memberships) this.addMembership(membership);
  }

  /** A place by its code, its name, or `parent/name`. */
  place(text: string): Found<Place> {
    const byCode = this.#placesByCode.get(text);
    if (byCode) return { one: byCode };
    return only(
      this.#narrow(
        text,
        (name) => this.#placesByName.get(name) ?? [],
        (place) => place.parentId,
      ),
      PLACES,
    );
  }

  placeOf(id: number): Place | undefined {
    return this.#placesById.get(id);
  }

  /** The children of a place with a name. */
  childrenNamed(parent: Place, name: string): Place[] {
    return (this.#placesByName.get(name) ?? []).filter(
      ({ path }) => path !== parent.path && path.startsWith(parent.path),
    );
  }

  /** An organization by its credit code, its full or short name, or `division/name`. */
  organization(text: string, kinds: readonly string[]): Found<PlacedOrganization> {
    const byCode = this.#byCreditCode.get(text.normalize("NFKC").toUpperCase());
    if (byCode && kinds.includes(byCode.kind)) return { one: byCode };
    const named = (name: string) => (this.#byName.get(name) ?? []).filter(({ kind }) => kinds.includes(kind));
    return only(
      this.#narrow(
        text,
        named,
        (organization) => this.#placesById.get(organization.divisionId)?.parentId ?? null,
      ),
      ORGANIZATIONS,
    );
  }

  byCreditCode(code: string): PlacedOrganization | undefined {
    return this.#byCreditCode.get(code);
  }

  /** Organizations of a kind with a name at a division. */
  at(divisionId: number, kind: string, name: string): PlacedOrganization | undefined {
    return (this.#byName.get(name) ?? []).find(
      (one) => one.kind === kind && one.divisionId === divisionId && one.name === name,
    );
  }

  people(name: string): Person[] {
    return this.#people.get(name) ?? [];
  }

  roles(personId: string): Membership[] {
    return this.#roles.get(personId) ?? [];
  }

  /** Adds an organization, or puts it in the place of what it was before the workbook changed it. */
  addOrganization(organization: PlacedOrganization): void {
    const before = this.#organizations.get(organization.id);
    for (const name of before ? [before.name, before.shortName ?? ""] : []) {
      const list = this.#byName.get(name);
      if (list)
        this.#byName.set(
          name,
          list.filter(({ id }) => id !== organization.id),
        );
    }
    this.#organizations.set(organization.id, organization);
    index(this.#byName, organization.name, organization);
    if (organization.shortName !== organization.name)
      index(this.#byName, organization.shortName, organization);
    if (organization.creditCode !== null) this.#byCreditCode.set(organization.creditCode, organization);
  }

  addPerson(person: Person): void {
    index(this.#people, person.name, person);
  }

  addMembership(membership: Membership): void {
    index(this.#roles, membership.personId, membership);
  }

  #narrow<T>(text: string, named: (name: string) => T[], parentOf: (one: T) => number | null): T[] {
    const whole = named(text);
    if (whole.length > 0) return whole;
    const parts = text.split(SEPARATOR);
    const name = parts.pop();
    const above = parts.pop();
    if (name === undefined || above === undefined) return [];
    return named(name).filter((one) => {
      for (let id = parentOf(one); id !== null; id = this.#placesById.get(id)?.parentId ?? null) {
        if (this.#placesById.get(id)?.name === above) return true;
      }
      return false;
    });
  }
}
