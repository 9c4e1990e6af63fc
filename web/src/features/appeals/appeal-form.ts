/** What every form about an appeal is given. */
export interface AppealFormProps {
  appealId: string;
  /** The version on screen; another one is refused. */
  version: number;
  onDone: (said: string) => void;
  onCancel: () => void;
}
