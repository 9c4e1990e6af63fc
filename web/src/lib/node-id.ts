/** The uuid in a node id (`Delivery:<uuid>`), as it stands in addresses; a bare uuid stays what it is. */
export function uuidOf(id: string): string {
  return id.slice(id.indexOf(":") + 1);
}
